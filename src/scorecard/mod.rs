//! The scorecard as data (METRICS section 11): what is printed, shown and shared.
//!
//! Keys stand in the page's order because the fields and enum variants here do.

mod card;
mod change;
mod ids;
mod number;

pub use card::{
    Board, Boards, Change, Check, Counts, FileFacts, Finding, PathStep, Period, Scorecard, Segments, States, Verdict, Week,
};
pub use ids::{BoardId, ChangeId, SegmentDimension};
pub use number::{print_number, to_json};

/// Version of the scorecard's form.
pub const SCHEMA: u32 = 1;

pub use crate::metrics::statistics::Interval;
pub use crate::metrics::{
    AttributionLine, Definition, DefinitionId, FunnelStep, FunnelStepId, Metric, MetricId, MetricSet, Need, PartId, Roi,
    RoiIntervals,
};

mod score;
pub use score::{Query, score, score_facts};
