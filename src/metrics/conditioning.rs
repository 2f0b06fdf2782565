//! What a filter decides of a metric before any chat is counted.
//!
//! A filter on how chats ended chooses the very thing that some rates count: of completed chats all are resolved, of escalated
//! ones all were handed off. Such a rate says nothing of the bot, so it is shown without a verdict, and no finding rests on it.

use super::{Field, Filter, MetricId};
use crate::facts::Outcome;
use crate::model::Handoff;

/// How much of a rate the filters have decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conditioning {
    /// All: its value is 0 or 1 whatever the bot does.
    Fixed,
    /// A part: they choose by what it counts.
    Shaped,
}

/// What some filters decide of a metric; none if they leave it to the data.
pub fn conditioning(filters: &[Filter], metric: MetricId) -> Option<Conditioning> {
    let decided = filters.iter().filter_map(|filter| {
        let places: Vec<Above> = filter.values.iter().map(|value| above(filter.field, value, metric)).collect::<Option<_>>()?;
        let is_one = places.first().is_some_and(|first| *first != Above::Some && places.iter().all(|place| place == first));
        Some(if is_one { Conditioning::Fixed } else { Conditioning::Shaped })
    });
    decided.fold(None, |strongest, next| if strongest == Some(Conditioning::Fixed) { strongest } else { Some(next) })
}

/// Which chats of a value are above the line of a metric.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Above {
    All,
    None,
    Some,
}

impl Above {
    fn all_or_none(is: bool) -> Self {
        if is { Self::All } else { Self::None }
    }
}

/// Which chats of a value are above the line; none where the value says nothing of the metric.
fn above(field: Field, value: &str, metric: MetricId) -> Option<Above> {
    let outcome = Outcome::ALL.into_iter().find(|outcome| outcome.word() == value);
    match (field, metric) {
        (Field::Outcome, MetricId::HandoffRate) => Some(Above::all_or_none(outcome == Some(Outcome::Escalated))),
        // Completed is resolved, or a goal that was reached without it, which is rare.
        (Field::Outcome, MetricId::ResolutionRate | MetricId::DeflectionRate) => {
            Some(Above::all_or_none(outcome == Some(Outcome::Completed)))
        }
        (Field::Outcome, MetricId::GoalCompletionRate) => Some(match outcome {
            Some(Outcome::Abandoned | Outcome::Unknown) => Above::None,
            _ => Above::Some,
        }),
        (Field::Handoff, MetricId::HandoffRate) => Some(Above::all_or_none(value != Handoff::None.word())),
        // What a person took over is not resolved by the bot; of the others some are.
        (Field::Handoff, MetricId::ResolutionRate | MetricId::DeflectionRate) => {
            let is_handed_off = value != Handoff::None.word() && !value.is_empty();
            Some(if is_handed_off { Above::None } else { Above::Some })
        }
        _ => None,
    }
}

/// What filters decide of every metric, small enough to go along with a scorecard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Conditioned {
    fixed: u16,
    shaped: u16,
}

impl Conditioned {
    /// By some filters.
    pub fn by(filters: &[Filter]) -> Self {
        let mut all = Self::default();
        for (at, metric) in MetricId::ALL.iter().enumerate() {
            match conditioning(filters, *metric) {
                Some(Conditioning::Fixed) => all.fixed |= 1 << at,
                Some(Conditioning::Shaped) => all.shaped |= 1 << at,
                None => {}
            }
        }
        all
    }

    /// What they decide of a metric.
    pub fn of(self, metric: MetricId) -> Option<Conditioning> {
        let bit = MetricId::ALL.iter().position(|id| *id == metric).map_or(0, |at| 1 << at);
        match (self.fixed & bit != 0, self.shaped & bit != 0) {
            (true, _) => Some(Conditioning::Fixed),
            (_, true) => Some(Conditioning::Shaped),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Dimension;

    fn of(field: Field, values: &[&str], metric: MetricId) -> Option<Conditioning> {
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        conditioning(&[Filter { field, values }], metric)
    }

    #[test]
    fn of_completed_chats_all_are_resolved_and_of_escalated_ones_none() {
        for metric in [MetricId::ResolutionRate, MetricId::DeflectionRate, MetricId::HandoffRate] {
            for outcome in ["completed", "escalated", "abandoned"] {
                assert_eq!(of(Field::Outcome, &[outcome], metric), Some(Conditioning::Fixed), "{metric:?} {outcome}");
            }
        }
        assert_eq!(of(Field::Outcome, &["abandoned", "unknown"], MetricId::GoalCompletionRate), Some(Conditioning::Fixed));
        assert_eq!(of(Field::Handoff, &["accepted", "answered"], MetricId::ResolutionRate), Some(Conditioning::Fixed));
    }

    #[test]
    fn several_outcomes_choose_by_what_the_rate_counts() {
        assert_eq!(of(Field::Outcome, &["completed", "abandoned"], MetricId::ResolutionRate), Some(Conditioning::Shaped));
        assert_eq!(of(Field::Outcome, &["escalated", "completed"], MetricId::HandoffRate), Some(Conditioning::Shaped));
        assert_eq!(of(Field::Handoff, &["none"], MetricId::DeflectionRate), Some(Conditioning::Shaped));
        assert_eq!(of(Field::Outcome, &["completed"], MetricId::GoalCompletionRate), Some(Conditioning::Shaped));
    }

    #[test]
    fn other_filters_and_other_rates_are_left_to_the_data() {
        assert_eq!(of(Field::Outcome, &["completed"], MetricId::Csat), None);
        assert_eq!(of(Field::Outcome, &["completed"], MetricId::FallbackRate), None);
        assert_eq!(of(Field::Dimension(Dimension::Intent), &["completed"], MetricId::ResolutionRate), None);
        assert_eq!(conditioning(&[], MetricId::HandoffRate), None);
        // One that decides all is enough.
        let filters = [("none", Field::Handoff), ("completed", Field::Outcome)]
            .map(|(value, field)| Filter { field, values: vec![value.to_owned()] });
        assert_eq!(conditioning(&filters, MetricId::ResolutionRate), Some(Conditioning::Fixed));
        for metric in MetricId::ALL {
            assert_eq!(Conditioned::by(&filters).of(*metric), conditioning(&filters, *metric));
        }
    }
}
