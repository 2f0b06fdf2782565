//! Everything a company may decide about its numbers (METRICS section 2), in one value.
//!
//! [`Rules::from_json`] reads a file, [`Rules::canonical`] writes it back, [`Rules::hash`] stands for it on every tile and in
//! every link. Knows no data: what the data decides where the rules are silent is [`Derived`].

mod canonical;
mod edit;
mod fault;
mod intents;
mod lookup;
mod migrate;
mod nearest;
mod parse;
mod read;
mod typed;
mod value;

pub use edit::RulePath;
pub use fault::{Allowed, RuleFault, RulesError, RulesWarning};
pub use intents::{DEFAULT_ELIGIBLE, DEFAULT_NOT_ELIGIBLE, normal_intent};
pub use nearest::nearest;
pub use typed::parse_amount;
pub use value::{
    Attribution, AttributionModel, Band, BandVerdict, Baseline, BaselineRows, BusinessHours, ChannelKind, ConversionKind, Cost,
    Derived, EffectiveRules, FallbackBasis, FlowKind, QualityStage, RoiBasis, Rules, ScaleMax, Weekday,
};
