//! "How counted": everything needed to believe one number. Its counts lead to their rows.

use super::change::change_facts;
use super::quantity::{part_unit, quantity, range_words, unit_of};
use super::{RowsOf, Said, Unit, View};
use crate::format::{Language, count};
use crate::lineage::Standing;
use crate::rules::FallbackBasis;
use crate::scorecard::{BoardId, ChangeId, Metric, Need, PartId};

/// One line of a metric's details.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What.
    pub label: &'static str,
    /// The sentences, one or more.
    pub says: Vec<Said>,
}

/// The rows above a metric's line, below it, and in its sample: none where no list adds up to that number.
fn lists(view: &View<'_>, counted: RowsOf) -> [Option<RowsOf>; 3] {
    let is_by_turns = match counted.part {
        None => view.card.rules.rules.fallback_basis == FallbackBasis::Turns,
        part => part == Some(PartId::Turns),
    };
    match (counted.metric, counted.part) {
        // Its answers are weighed, not counted.
        (ChangeId::Csat, Some(PartId::Adjusted)) => [None; 3],
        // Below the line are rows of visitors, which add up to it.
        (ChangeId::EngagementRate, _) | (_, Some(PartId::PerVisitor)) => {
            let visitors = Some(counted.standing(Standing::Denominator));
            [Some(counted), visitors, visitors]
        }
        // The chats tell their fallbacks, and not their turns.
        (ChangeId::FallbackRate, _) if is_by_turns => [Some(counted), None, Some(counted)],
        // A median is of what it counts.
        (ChangeId::SessionLength | ChangeId::FirstUsefulAnswer, None) => [Some(counted); 3],
        // Fixed costs are in no row.
        (ChangeId::CostPerInteraction, _) => [None, Some(counted), Some(counted)],
        _ => [Some(counted), Some(counted.base()), Some(counted.base())],
    }
}

/// A count with its rows; of none there are no rows.
fn counted(rows: f64, opens: Option<RowsOf>) -> Said {
    Said::number(count(rows), opens.filter(|_| rows > 0.0))
}

/// Rows or an amount above or below the line.
fn side(view: &View<'_>, value: Option<f64>, unit: Unit, opens: Option<RowsOf>) -> Vec<Said> {
    let said = |value| match unit {
        Unit::Money | Unit::Price => Said::number(quantity(view, Some(value), Unit::Money), opens),
        _ => counted(value, opens),
    };
    value.map(said).into_iter().collect()
}

/// A variant in one line: `Durable: 39.2 %, 36.5–42.0, 470 / 1,200`. Its counts open; without them its value does.
fn part_line(view: &View<'_>, rows: RowsOf, part: PartId, metric: &Metric) -> Said {
    let unit = part_unit(part);
    let sides = metric.numerator.zip(metric.denominator).filter(|_| unit == Unit::Rate);
    let [above, below, _] = lists(view, rows.part(part));
    let opens = above.or(below).filter(|_| sides.is_none() && metric.value.is_some_and(|value| value != 0.0));
    let value = quantity(view, metric.value, unit);
    let mut said = Said::of(view.text.tile.value_is, [(view.text.parts.of(part), None), (&value, opens)]);
    if let Some(ends) = metric.value.and_then(|_| range_words(view, metric.interval, unit)) {
        said = said.then([" (", &*ends, ")"].concat());
    }
    if let Some((numerator, denominator)) = sides {
        said = said.then(", ".to_owned()).and(counted(numerator, above));
        said = said.then(" / ".to_owned()).and(counted(denominator, below));
    }
    if metric.value.is_none() {
        let needs = need_words(view, &metric.needs);
        if !needs.is_empty() {
            said = said.then([" ", &needs.join("; ")].concat());
        }
    }
    if let Some(dropped) = metric.dropped.as_ref().filter(|dropped| !dropped.is_empty()) {
        said = said.then(["; ", &view.text.tile.dropped.with([&dropped.join(", ")])].concat());
    }
    said
}

/// Texts of needs, each once, in order. What the files have, but not for this bot, is not asked for again.
pub(super) fn need_words(view: &View<'_>, needs: &[Need]) -> Vec<&'static str> {
    let counts = &view.card.counts;
    let mut words: Vec<&'static str> = Vec::new();
    for need in needs {
        let said = match need {
            Need::Leads if counts.bot_leads > 0 => view.text.tile.no_leads,
            Need::Revenue if counts.revenue_rows > 0 => view.text.tile.no_revenue,
            need => *view.text.needs.of(*need),
        };
        if !words.contains(&said) {
            words.push(said);
        }
    }
    words
}

/// The details of a metric on a board.
pub fn facts(view: &View<'_>, board: BoardId, id: ChangeId, metric: &Metric) -> Vec<Fact> {
    let words = view.text.metrics.of(id);
    let tile = &view.text.tile;
    let unit = unit_of(id);
    let rows = RowsOf::counted(board, id);
    let [above, below, sample] = lists(view, rows);
    let mut facts = Vec::new();
    let mut add = |label, says: Vec<Said>| {
        if says.iter().any(|said| !said.is_empty()) {
            facts.push(Fact { label, says });
        }
    };
    add(tile.definition, vec![words.how.into()]);
    add(tile.formula, vec![words.formula.into()]);
    // A price divides money by rows.
    let unit_below = if unit == Unit::Price { Unit::Count } else { unit };
    add(tile.numerator, side(view, metric.numerator, unit, above));
    add(tile.denominator, side(view, metric.denominator, unit_below, below));
    add(tile.sample, vec![counted(metric.n as f64, sample)]);
    if metric.unknown > 0 {
        add(tile.unknown_rows, vec![counted(metric.unknown as f64, Some(rows.standing(Standing::Unknown)))]);
    }
    if let Some(pending) = metric.pending {
        add(tile.pending_rows, vec![counted(pending as f64, Some(rows.standing(Standing::Pending)))]);
    }
    add(tile.needs, need_words(view, &metric.needs).into_iter().map(Said::from).collect());
    // What the weeks before counted stands under other dates.
    add(tile.change, change_facts(view, board, id).into_iter().map(Said::from).collect());
    // Chat-to-lead has its own tile.
    let parts = metric.parts.iter().filter(|(part, _)| **part != PartId::ChatToLead);
    add(tile.variants, parts.map(|(part, metric)| part_line(view, rows, *part, metric)).collect());
    let dated = match view.language() {
        Language::En => [words.benchmark, " (", tile.benchmark_date, ")"].concat(),
        Language::Ja => [words.benchmark, "（", tile.benchmark_date, "）"].concat(),
    };
    add(tile.benchmark, vec![dated.into()]);
    add(tile.rules, vec![view.card.rules_hash.clone().into()]);
    facts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, march};
    use crate::panels::metric_of;
    use crate::scorecard::Scorecard;

    /// The numbers of a metric's details that open, each with what the address says of its rows.
    fn ways(card: &Scorecard, board: BoardId, id: ChangeId) -> Vec<(String, String)> {
        let view = english(card);
        let metric = metric_of(&view.board(board).unwrap().metrics, id).unwrap();
        let pieces = facts(&view, board, id, metric).into_iter().flat_map(|fact| fact.says).flatten();
        pieces.filter_map(|(words, opens)| Some((words, opens?.to_address()))).collect()
    }

    fn way(words: &str, rows: &str) -> (String, String) {
        (words.to_owned(), rows.to_owned())
    }

    #[test]
    fn every_count_behind_a_rate_leads_to_its_rows() {
        let mut card = march();
        let board = card.boards.get_mut(&BoardId::Support).unwrap();
        let durable =
            Metric { value: Some(0.4), numerator: Some(400.0), denominator: Some(1000.0), n: 1000, ..Metric::default() };
        let metric = board.metrics.get_mut(&crate::scorecard::MetricId::DeflectionRate).unwrap();
        *metric = Metric { unknown: 7, pending: Some(0), parts: [(PartId::Durable, durable)].into(), ..metric.clone() };
        let expected = [
            way("540", "rows=numerator"),
            way("1,200", "rows=base"),
            way("1,200", "rows=base"),
            way("7", "rows=unknown"),
            // Of none that are pending there are no rows.
            way("400", "rows=durable.numerator"),
            way("1,000", "rows=durable.base"),
        ];
        assert_eq!(ways(&card, BoardId::Support, ChangeId::DeflectionRate), expected);
    }

    #[test]
    fn a_number_that_no_list_adds_up_to_opens_nothing() {
        let card = march();
        // The cost is fixed costs too; the chats that it is divided by are rows, and so are those that were resolved.
        let cost = ways(&card, BoardId::Support, ChangeId::CostPerInteraction);
        assert_eq!(cost.first(), Some(&way("2,000", "rows=numerator")), "{cost:?}");
        assert!(cost.iter().all(|(words, rows)| !words.contains('$') || rows == "rows=per_resolved.numerator"), "{cost:?}");
        // Adjusted CSAT weighs answers.
        let csat = ways(&card, BoardId::Support, ChangeId::Csat);
        assert!(!csat.is_empty() && csat.iter().all(|(_, rows)| !rows.contains("adjusted")), "{csat:?}");
        // Fallbacks of turns are told by chats, their turns are not.
        let mut by_turns = march();
        by_turns.rules.rules.fallback_basis = FallbackBasis::Turns;
        let fallback = ways(&by_turns, BoardId::Support, ChangeId::FallbackRate);
        assert!(fallback.iter().all(|(_, rows)| !rows.contains("base")), "{fallback:?}");
    }

    #[test]
    fn visitors_are_rows_below_the_line_and_amounts_open_by_themselves() {
        let card = march();
        let engagement = ways(&card, BoardId::Lead, ChangeId::EngagementRate);
        let expected = [way("480", "rows=numerator"), way("4,000", "rows=denominator"), way("4,000", "rows=denominator")];
        assert_eq!(engagement, expected);
        let revenue = ways(&card, BoardId::Lead, ChangeId::AttributedRevenue);
        assert_eq!(revenue[..2], [way("$18,000", "rows=numerator"), way("9", "rows=base")]);
        assert!(revenue.contains(&way("$11,880", "rows=sourced.numerator")), "{revenue:?}");
    }
}
