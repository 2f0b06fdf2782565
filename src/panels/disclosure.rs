//! "How counted": everything needed to believe one number.

use super::change::change_facts;
use super::quantity::{part_unit, quantity, range_words, unit_of};
use super::{Unit, View};
use crate::format::{Language, count};
use crate::scorecard::{BoardId, ChangeId, Metric, Need, PartId};

/// One line of a metric's details.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What.
    pub label: &'static str,
    /// The sentences, one or more.
    pub says: Vec<String>,
}

/// Rows or an amount above or below the line.
fn side(view: &View<'_>, value: Option<f64>, unit: Unit) -> Option<String> {
    let value = value?;
    Some(match unit {
        Unit::Money | Unit::Price => super::quantity(view, Some(value), Unit::Money),
        _ => count(value),
    })
}

/// A variant in one line: `CSAT adjusted: 82.2 %, 75.4–89.0, n = 100`.
fn part_line(view: &View<'_>, part: PartId, metric: &Metric) -> String {
    let unit = part_unit(part);
    let mut said = quantity(view, metric.value, unit);
    if let Some(ends) = metric.value.and_then(|_| range_words(view, metric.interval, unit)) {
        said = [&said, " (", &*ends, ")"].concat();
    }
    if let (Some(numerator), Some(denominator), Unit::Rate) = (metric.numerator, metric.denominator, unit) {
        said = [&said, ", ", &count(numerator), " / ", &count(denominator)].concat();
    }
    if metric.value.is_none() {
        let needs = need_words(view, &metric.needs);
        if !needs.is_empty() {
            said = [&said, " ", &needs.join("; ")].concat();
        }
    }
    if let Some(dropped) = metric.dropped.as_ref().filter(|dropped| !dropped.is_empty()) {
        said = [&said, "; ", &view.text.tile.dropped.with([&dropped.join(", ")])].concat();
    }
    view.text.tile.value_is.with([view.text.parts.of(part), &said])
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
    let mut facts = Vec::new();
    let mut add = |label, says: Vec<String>| {
        if says.iter().any(|said| !said.is_empty()) {
            facts.push(Fact { label, says });
        }
    };
    add(tile.definition, vec![words.how.to_owned()]);
    add(tile.formula, vec![words.formula.to_owned()]);
    // A price divides money by rows.
    let below = if unit == Unit::Price { Unit::Count } else { unit };
    add(tile.numerator, side(view, metric.numerator, unit).into_iter().collect());
    add(tile.denominator, side(view, metric.denominator, below).into_iter().collect());
    add(tile.sample, vec![count(metric.n as f64)]);
    if metric.unknown > 0 {
        add(tile.unknown_rows, vec![count(metric.unknown as f64)]);
    }
    if let Some(pending) = metric.pending {
        add(tile.pending_rows, vec![count(pending as f64)]);
    }
    add(tile.needs, need_words(view, &metric.needs).into_iter().map(str::to_owned).collect());
    add(tile.change, change_facts(view, board, id));
    // Chat-to-lead has its own tile.
    let parts = metric.parts.iter().filter(|(part, _)| **part != PartId::ChatToLead);
    add(tile.variants, parts.map(|(part, metric)| part_line(view, *part, metric)).collect());
    let dated = match view.language() {
        Language::En => [words.benchmark, " (", tile.benchmark_date, ")"].concat(),
        Language::Ja => [words.benchmark, "（", tile.benchmark_date, "）"].concat(),
    };
    add(tile.benchmark, vec![dated]);
    add(tile.rules, vec![view.card.rules_hash.clone()]);
    facts
}
