//! One file a metric, and the way from facts to values: a [`Partition`] says which rows belong to which group, a
//! [`Tally`] takes them in, [`evaluate`] turns the counts into metrics.

pub mod conditioning;
pub mod conversion_rate;
pub mod cost_per_interaction;
pub mod csat;
pub mod definitions;
pub mod deflection_rate;
pub mod engagement_rate;
pub mod fallback_rate;
pub mod first_useful_answer;
pub mod goal_completion_rate;
pub mod handoff_rate;
pub mod knowledge_gap_rate;
pub mod lead_quality_rate;
pub mod outcome_flow;
pub mod qualified_booking_rate;
pub mod resolution_rate;
pub mod session_length;
pub mod statistics;

mod attributed_revenue;
mod attribution_lines;
mod baseline;
mod columns;
mod counts;
mod distribution;
mod evaluate;
mod funnel;
mod ids;
mod index;
mod measured;
mod partition;
mod roi;
mod scope;
mod selection;
mod tally;
mod value;

pub use attributed_revenue::{MoneyTally, MoneyTotal, Revenue};
pub use attribution_lines::lines as attribution_lines;
pub use baseline::baseline;
pub use columns::{Columns, FieldColumn};
pub use distribution::{Distribution, distributions};
pub use evaluate::{Context, Evaluated, Grouped, Known};
pub use funnel::{form_steps, funnel};
pub(crate) use ids::names;
pub use ids::{DefinitionId, FunnelStepId, MetricId, Need, PartId};
pub use index::Index;
pub use outcome_flow::{FlowCounts, FlowEnd};
pub use partition::{Grouping, MOST_GROUPS, Partition, weeks};
pub use roi::{roi, roi_on};
pub use scope::{Field, Filter, Scope};
pub use tally::{Tally, rates, tallies};
pub use value::{AttributionLine, Definition, FunnelStep, Metric, MetricSet, Roi, RoiIntervals};

use statistics::Placement;

/// Above the line, below it only, or unknown.
fn yes_no(is: Option<bool>) -> Placement {
    match is {
        Some(true) => Placement::Numerator,
        Some(false) => Placement::Denominator,
        None => Placement::Unknown,
    }
}
