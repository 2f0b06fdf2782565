//! The page of the rules: its form, what changed in it, and what that moved.

mod change;
mod effect;
mod field;
mod form;
mod tables;

pub use change::{RuleChange, is_other_form, need_of, rule_changes};
pub use effect::{EffectLine, effect_lines};
pub use field::{RuleField, RuleInput, RuleRow, RuleSection, RuleTable};
pub use form::rules_form;
