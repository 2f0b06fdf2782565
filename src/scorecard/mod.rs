//! The scorecard as data (METRICS section 11): what is printed, shown and shared.
//!
//! Keys stand in the page's order because the fields and enum variants here do.

mod card;
mod ids;
mod number;

pub use card::{
    AttributionLine, Board, Boards, Change, Check, Counts, Definition, FileFacts, Finding, FunnelStep, Metric, MetricSet,
    PathStep, Period, Roi, RoiIntervals, Scorecard, Segments, States, Verdict, Week,
};
pub use ids::{BoardId, ChangeId, DefinitionId, FunnelStepId, MetricId, Need, PartId, SegmentDimension};
pub use number::{print_number, to_json};

/// Version of the scorecard's form.
pub const SCHEMA: u32 = 1;

/// 95 % interval: lower and upper end.
pub type Interval = [f64; 2];

mod score;
pub use score::score;
