//! Everything a company may decide about its numbers (METRICS section 2), in one value.

mod intents;
mod lookup;
mod value;

pub use intents::{DEFAULT_ELIGIBLE, DEFAULT_NOT_ELIGIBLE, normal_intent};
pub use value::{
    Attribution, AttributionModel, Band, BandVerdict, Baseline, BusinessHours, ChannelKind, ConversionKind, Cost, Derived,
    EffectiveRules, FallbackBasis, FlowKind, QualityStage, RoiBasis, Rules, ScaleMax, Weekday,
};
