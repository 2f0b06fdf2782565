//! A scorecard that is given away: what of it is shared, and the link that holds it.
//!
//! [`share`] makes of a scorecard what others may see: aggregates alone, small groups hidden so that no sum brings them back,
//! files by the beginning of their hash and never by name. [`link`] writes that into the fragment of an address and reads it
//! again, whoever made it: every length is bounded, and what cannot be read is told apart from what can. Knows scorecard and
//! rules, and no browser.

mod apart;
mod board_form;
mod bytes;
mod content;
mod files;
mod form;
mod funnel;
mod given;
pub mod link;
mod metric_form;
mod models;
mod numbers;
mod options;
mod rule_lines;
mod rule_names;
mod rules_form;
mod sections;
mod suppress;
mod tables;
mod verify;
mod words;

pub use content::{Hidden, Shared, SharedFilter, WEEKS, share};
pub use given::{GivenFault, open_given};
pub use link::{LinkFault, Newer, Opened, SectionId};
pub use options::{Part, ShareOptions};
pub use rule_lines::rule_lines;
pub use verify::{Difference, FileMatch, Verified, verify};

#[cfg(test)]
mod attack;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod kept_back;
#[cfg(test)]
mod tests;
