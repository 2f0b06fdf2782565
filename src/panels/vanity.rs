//! Numbers that flatter a bot, each beside the one that replaces it (METRICS section 10).

use super::quantity::{Unit, quantity, unit_of};
use super::{View, metric_of};
use crate::format::{Language, MISSING, count, signed_points};
use crate::insight::vanity::Vanity;
use crate::scorecard::{BoardId, ChangeId, DefinitionId, Metric, MetricId, PartId};

/// A flattering number and its better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VanityRow {
    /// Its name.
    pub name: &'static str,
    /// Its value; a dash where the files do not have it.
    pub value: String,
    /// Why it flatters.
    pub why: &'static str,
    /// The name of what replaces it.
    pub instead: &'static str,
    /// The value of that.
    pub instead_value: String,
}

/// The five of the article, over a board's chats. Messages and session time are counted for this panel alone.
pub fn vanity(view: &View<'_>, board: BoardId, counted: &Vanity) -> Vec<VanityRow> {
    let words = &view.text.vanity;
    let metrics = view.board(board).map_or(&view.card.metrics, |board| &board.metrics);
    let value = |id: ChangeId| {
        let metric = metric_of(metrics, id);
        quantity(view, metric.and_then(|metric| metric.value), unit_of(id))
    };
    let row = |name, number: String, why, instead: ChangeId| VanityRow {
        name,
        value: number,
        why,
        instead: view.text.metrics.of(instead).name,
        instead_value: value(instead),
    };
    let automation = view.definitions(board).get(&DefinitionId::NoHuman).and_then(|definition| definition.value);
    let part = |id: MetricId, part: PartId| metrics.get(&id).and_then(|metric| metric.parts.get(&part));
    let seconds = part(MetricId::SessionLength, PartId::DurationS).and_then(|metric| metric.value);
    let messages = counted.messages.map_or_else(|| MISSING.to_owned(), |messages| count(messages as f64));
    vec![
        row(words.started, count(counted.opened as f64), words.started_why, ChangeId::EngagementRate),
        row(words.messages, messages, words.messages_why, ChangeId::GoalCompletionRate),
        row(words.automation, quantity(view, automation, Unit::Rate), words.automation_why, ChangeId::DeflectionRate),
        row(words.growth, growth(view, board).unwrap_or_else(|| MISSING.to_owned()), words.growth_why, ChangeId::ResolutionRate),
        VanityRow {
            name: words.time,
            value: quantity(view, counted.mean_session_s, Unit::Seconds),
            why: words.time_why,
            instead: view.text.parts.of(PartId::DurationS),
            instead_value: quantity(view, seconds, Unit::Seconds),
        },
    ]
}

/// How many more chats the last complete week had than the one before.
fn growth(view: &View<'_>, board: BoardId) -> Option<String> {
    let handled = |metric: &Metric| metric.denominator;
    let complete: Vec<f64> = view
        .board(board)?
        .weekly
        .iter()
        .filter(|week| week.complete)
        .filter_map(|week| week.metrics.get(&MetricId::HandoffRate).and_then(handled))
        .collect();
    let (after, before) = (complete.last()?, complete.get(complete.len().checked_sub(2)?)?);
    let sign = if view.language() == Language::Ja { "%" } else { "\u{202f}%" };
    (*before > 0.0).then(|| signed_points((after - before) / before) + sign)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, japanese, march};

    #[test]
    fn each_of_the_five_stands_beside_what_replaces_it() {
        let card = march();
        let counted = Vanity { opened: 2_400, messages: Some(12_345), mean_session_s: Some(90.0) };
        let rows = vanity(&english(&card), BoardId::Support, &counted);
        let named: Vec<(&str, &str)> = rows.iter().map(|row| (row.name, row.instead)).collect();
        assert_eq!(named[..2], [("Chats started", "Engagement"), ("Messages sent", "Goal completion")]);
        assert_eq!((rows[0].value.as_str(), rows[1].value.as_str()), ("2,400", "12,345"));
        assert_eq!(rows[4].value, quantity(&english(&card), Some(90.0), Unit::Seconds));
        assert_eq!(vanity(&japanese(&card), BoardId::Support, &Vanity::default()).len(), 5);
        // What no file has is a dash, not 0.
        assert_eq!(vanity(&english(&card), BoardId::Support, &Vanity::default())[1].value, MISSING);
    }
}
