//! Numbers that flatter a bot, each beside the one that replaces it (METRICS section 10).

use super::quantity::{Unit, quantity, unit_of};
use super::{View, metric_of};
use crate::format::{Language, MISSING, count, signed_points};
use crate::scorecard::{BoardId, ChangeId, DefinitionId, Metric, MetricId, PartId};

/// A flattering number and its better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VanityRow {
    /// Its name.
    pub name: &'static str,
    /// Its value; a dash where the files or we do not keep it.
    pub value: String,
    /// Why it flatters.
    pub why: &'static str,
    /// The name of what replaces it.
    pub instead: &'static str,
    /// The value of that.
    pub instead_value: String,
}

/// The five of the article.
pub fn vanity(view: &View<'_>) -> Vec<VanityRow> {
    let words = &view.text.vanity;
    let value = |id: ChangeId| {
        let metric = view.board(BoardId::Support).and_then(|board| metric_of(&board.metrics, id));
        let metric = metric.or_else(|| metric_of(&view.card.metrics, id));
        quantity(view, metric.and_then(|metric| metric.value), unit_of(id))
    };
    let row = |name, number: String, why, instead: ChangeId| VanityRow {
        name,
        value: number,
        why,
        instead: view.text.metrics.of(instead).name,
        instead_value: value(instead),
    };
    let automation = view.card.definitions.get(&DefinitionId::NoHuman).and_then(|definition| definition.value);
    let part = |id: MetricId, part: PartId| view.card.metrics.get(&id).and_then(|metric| metric.parts.get(&part));
    let seconds = part(MetricId::SessionLength, PartId::DurationS).and_then(|metric| metric.value);
    vec![
        row(words.started, count(view.card.counts.opened as f64), words.started_why, ChangeId::EngagementRate),
        row(words.messages, words.not_kept.to_owned(), words.messages_why, ChangeId::GoalCompletionRate),
        row(words.automation, quantity(view, automation, Unit::Rate), words.automation_why, ChangeId::DeflectionRate),
        row(words.growth, growth(view).unwrap_or_else(|| MISSING.to_owned()), words.growth_why, ChangeId::ResolutionRate),
        VanityRow {
            name: words.time,
            value: words.not_kept.to_owned(),
            why: words.time_why,
            instead: view.text.parts.of(PartId::DurationS),
            instead_value: quantity(view, seconds, Unit::Seconds),
        },
    ]
}

/// How many more chats the last complete week had than the one before.
fn growth(view: &View<'_>) -> Option<String> {
    let handled = |metric: &Metric| metric.denominator;
    let complete: Vec<f64> = view
        .card
        .weekly
        .iter()
        .filter(|week| week.complete)
        .filter_map(|week| week.metrics.get(&MetricId::HandoffRate).and_then(handled))
        .collect();
    let (after, before) = (complete.last()?, complete.get(complete.len().checked_sub(2)?)?);
    let sign = if view.language() == Language::Ja { "%" } else { "\u{202f}%" };
    (*before > 0.0).then(|| signed_points((after - before) / before) + sign)
}
