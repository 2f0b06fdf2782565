//! Numbers that flatter a bot, each beside the one that replaces it (METRICS section 10).

use super::quantity::{Unit, quantity, unit_of};
use super::{RowsOf, View, metric_of};
use crate::format::{Language, MISSING, count, signed_points};
use crate::insight::vanity::Vanity;
use crate::lineage::Standing;
use crate::scorecard::{BoardId, ChangeId, DefinitionId, Metric, MetricId, PartId};

/// A flattering number and its better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VanityRow {
    /// Its name.
    pub name: &'static str,
    /// Its value; a dash where the files do not have it.
    pub value: String,
    /// What it was counted from; empty where it cannot be had.
    pub counted: String,
    /// Why it flatters.
    pub why: &'static str,
    /// The name of what replaces it.
    pub instead: &'static str,
    /// The value of that.
    pub instead_value: String,
    /// The page of that.
    pub opens: RowsOf,
    /// The rows that the value counts, or the page that tells the nearest of them.
    pub behind: RowsOf,
}

/// The five of the article, over a board's chats. Messages and session time are counted for this panel alone.
pub fn vanity(view: &View<'_>, board: BoardId, counted: &Vanity) -> Vec<VanityRow> {
    let words = &view.text.vanity;
    let metrics = view.board(board).map_or(&view.card.metrics, |board| &board.metrics);
    let value = |id: ChangeId| {
        let metric = metric_of(metrics, id);
        quantity(view, metric.and_then(|metric| metric.value), unit_of(id))
    };
    let page = |metric| RowsOf::page(board, metric);
    let row = |name, (number, counted): (String, String), why, instead: ChangeId, behind| VanityRow {
        name,
        value: number,
        counted,
        why,
        instead: view.text.metrics.of(instead).name,
        instead_value: value(instead),
        opens: page(instead),
        behind,
    };
    let no_human = view.definitions(board).get(&DefinitionId::NoHuman).filter(|definition| definition.value.is_some());
    let automation = quantity(view, no_human.and_then(|definition| definition.value), Unit::Rate);
    let automated = no_human.map_or_else(String::new, |of| {
        let [above, below] = [of.numerator, of.denominator].map(|rows| count(rows as f64));
        view.text.metrics.handoff_rate.counted.with(&above, &below)
    });
    let absent = || (MISSING.to_owned(), String::new());
    let [opened, engaged, not] =
        [counted.opened, counted.engaged, counted.opened.saturating_sub(counted.engaged)].map(|rows| count(rows as f64));
    let started = (opened, if counted.opened > 0 { words.started_are.with([&engaged, &not]) } else { String::new() });
    let part = |id: MetricId, part: PartId| metrics.get(&id).and_then(|metric| metric.parts.get(&part));
    let seconds = part(MetricId::SessionLength, PartId::DurationS).and_then(|metric| metric.value);
    let messages = counted.messages.map_or_else(absent, |[of_users, of_bot]| {
        let said = [of_users, of_bot].map(|messages| count(messages as f64));
        (count((of_users + of_bot) as f64), words.messages_are.with([&said[0], &said[1]]))
    });
    let automatic = RowsOf::counted(board, ChangeId::HandoffRate).standing(Standing::Denominator);
    let grown = growth(view, board).unwrap_or_else(absent);
    vec![
        row(words.started, started, words.started_why, ChangeId::EngagementRate, page(ChangeId::GoalCompletionRate)),
        row(words.messages, messages, words.messages_why, ChangeId::GoalCompletionRate, page(ChangeId::SessionLength)),
        row(words.automation, (automation, automated), words.automation_why, ChangeId::DeflectionRate, automatic),
        row(words.growth, grown, words.growth_why, ChangeId::ResolutionRate, page(ChangeId::HandoffRate)),
        VanityRow {
            name: words.time,
            value: quantity(view, counted.mean_session_s, Unit::Seconds),
            counted: counted.mean_session_s.map_or_else(String::new, |_| words.time_is.with([&count(counted.timed as f64)])),
            why: words.time_why,
            instead: view.text.parts.of(PartId::DurationS),
            instead_value: quantity(view, seconds, Unit::Seconds),
            opens: page(ChangeId::SessionLength),
            behind: page(ChangeId::SessionLength),
        },
    ]
}

/// How many more chats the last complete week had than the one before, and both counts.
fn growth(view: &View<'_>, board: BoardId) -> Option<(String, String)> {
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
    let said = view.text.vanity.growth_is.with([&count(*before), &count(*after)]);
    (*before > 0.0).then(|| (signed_points((after - before) / before) + sign, said))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, japanese, march};

    #[test]
    fn each_of_the_five_stands_beside_what_replaces_it() {
        let card = march();
        let counted =
            Vanity { opened: 2_400, engaged: 2_000, messages: Some([5_000, 7_345]), mean_session_s: Some(90.0), timed: 1_900 };
        let rows = vanity(&english(&card), BoardId::Support, &counted);
        let named: Vec<(&str, &str)> = rows.iter().map(|row| (row.name, row.instead)).collect();
        assert_eq!(named[..2], [("Chats started", "Engagement"), ("Messages sent", "Goal completion")]);
        assert_eq!((rows[0].value.as_str(), rows[1].value.as_str()), ("2,400", "12,345"));
        // Each says what it was counted from, and leads to what replaces it.
        assert_eq!(rows[0].counted, "2,000 engaged + 400 not");
        assert_eq!(rows[1].counted, "5,000 of users + 7,345 of the bot");
        assert_eq!(rows[4].counted, "mean of 1,900 engaged chats");
        assert_eq!((rows[0].opens.metric, rows[4].opens.metric), (ChangeId::EngagementRate, ChangeId::SessionLength));
        assert_eq!(rows[4].value, quantity(&english(&card), Some(90.0), Unit::Seconds));
        assert_eq!(vanity(&japanese(&card), BoardId::Support, &Vanity::default()).len(), 5);
        // What no file has is a dash, not 0.
        assert_eq!(vanity(&english(&card), BoardId::Support, &Vanity::default())[1].value, MISSING);
    }
}
