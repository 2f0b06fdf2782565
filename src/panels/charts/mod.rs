//! The charts of boards and of single metrics: each a picture and the same numbers as a table, from one reading.

mod causes;
mod choice;
mod cohorts;
mod funnel;
mod hours;
mod money;
mod outcomes;
mod panel;
mod rates;
mod savings;
mod sources;
mod spread;
mod steps;
mod top_gaps;
mod weeks;

pub use choice::{Choice, RowsOf};
pub use funnel::funnel_chart;
pub use money::{models_chart, returns_chart};
pub use outcomes::outcome_chart;
pub use panel::{ChartPanel, Twin, TwinCell};
pub use savings::savings_chart;
pub use sources::{form_chart, source_chart};
pub use steps::step_charts;
pub use top_gaps::{GAPS, gap_chart, gap_rows};

use super::View;

use crate::lineage::Around;
use crate::metrics::Field;
use crate::model::Dimension;
use crate::scorecard::{BoardId, ChangeId, Shape, Split};

/// Fields whose values are shown week by week.
const BY_WEEK: [Field; 4] = [
    Field::Dimension(Dimension::Intent),
    Field::Dimension(Dimension::Page),
    Field::Dimension(Dimension::Channel),
    Field::Outcome,
];

/// The charts of one metric, its own first, then its weeks by value and its hours.
pub fn metric_charts(
    view: &View<'_>,
    (board, id): (BoardId, ChangeId),
    (splits, shape, around): (&[Split], &Shape, Option<&Around>),
    width: u32,
) -> Vec<ChartPanel> {
    let by = |field: Field| splits.iter().find(|split| split.field == field);
    let by_intent = by(Field::Dimension(Dimension::Intent));
    let mut charts: Vec<ChartPanel> = Vec::new();
    match id {
        ChangeId::DeflectionRate => charts.extend(rates::ladder_chart(view, board, width)),
        ChangeId::ResolutionRate => charts.extend(weeks::resolution_chart(view, board, &shape.returned, width)),
        ChangeId::FallbackRate => charts.extend(by_intent.and_then(|split| causes::fallback_chart(view, board, split, width))),
        ChangeId::HandoffRate => {
            charts.extend(causes::reasons_chart(view, board, &shape.reasons, width));
            charts.extend(by_intent.and_then(|split| weeks::heat_chart(view, (board, id), split, width)));
        }
        ChangeId::SessionLength => charts.extend(spread::length_chart(view, board, &shape.distributions, width)),
        ChangeId::FirstUsefulAnswer => {
            charts.extend(shape.distributions.first().and_then(|of| spread::answer_chart(view, board, of, width)));
        }
        ChangeId::CostPerInteraction => {
            charts.extend(money::cost_chart(view, board, &shape.costs, width));
            charts.extend(money::value_chart(view, board, width));
        }
        ChangeId::LeadQualityRate => {
            charts.extend(form_chart(view, width));
            charts.extend(cohorts::cohort_chart(view, (board, id), &shape.cohorts, width));
        }
        ChangeId::QualifiedBookingRate => charts.extend(cohorts::cohort_chart(view, (board, id), &shape.cohorts, width)),
        ChangeId::Csat => {
            charts.extend(causes::adjusted_chart(view, board, width));
            let split = by_intent.or_else(|| by(Field::Outcome));
            charts.extend(split.and_then(|split| rates::satisfied_chart(view, board, split, width)));
        }
        ChangeId::AttributedRevenue => {
            charts.extend(money::growth_chart(view, board, width));
            charts.extend(money::value_chart(view, board, width));
        }
        _ => {}
    }
    // Credits of a model are shares of orders: by value they add up, as counts do.
    charts.extend(
        BY_WEEK.iter().filter_map(|field| by(*field)).filter_map(|split| weeks::split_chart(view, (board, id), split, width)),
    );
    charts.extend(around.and_then(|around| hours::hours_chart(view, id, around, width)));
    charts
}
