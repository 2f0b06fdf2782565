//! The scorecard as data (METRICS section 11): what is printed, shown and shared.
//!
//! Keys stand in the page's order because the fields and enum variants here do.

mod address;
mod card;
mod change;
mod detail;
mod ids;
mod number;

pub use card::{
    Board, Boards, Change, Check, Counts, FileFacts, Finding, PathStep, Period, Scorecard, SegmentWeeks, Segments, States,
    Verdict, Week,
};
pub use detail::{BoardDetail, IntentDetail, Quality, SavedBefore, SourceDetail};
pub use ids::{BoardId, ChangeId};
pub use number::{print_number, to_json};

/// Version of the scorecard's form.
pub const SCHEMA: u32 = 1;

pub use crate::metrics::statistics::Interval;
pub use crate::metrics::{
    AttributionLine, Definition, DefinitionId, Distribution, FlowCounts, FlowEnd, FunnelStep, FunnelStepId, Metric, MetricId,
    MetricSet, Need, PartId, Roi, RoiIntervals,
};

mod query;
mod score;
mod segment_key;
mod shape;
mod split;
pub use change::changes_of_weeks;
pub(crate) use change::{Spans, is_tested, metric as changed_metric, share, spans, spans_of};
pub use query::{Query, QueryError};
pub(crate) use score::board_flows;
pub use score::{Basis, board_scope, score, score_facts, score_on};
pub use segment_key::{CROSS, SegmentKey};
pub use shape::{COHORT_WEEKS, Cohort, CostPart, Shape, shape};
pub use split::{Split, SplitValue, SplitWeek, split};
