//! The metrics of a board that have no tile.

use super::disclosure::{Fact, facts, need_words};
use super::quantity::{Unit, quantity, range_words, unit_of};
use super::{View, metric_of, tiles_of};
use crate::format::count;
use crate::scorecard::{BoardId, ChangeId, print_number};

/// One metric in a row.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherRow {
    /// Name in the scorecard.
    pub id: &'static str,
    /// The number as the board's JSON prints it, or `null`.
    pub data_value: String,
    /// Name.
    pub name: &'static str,
    /// The value, or a dash.
    pub value: String,
    /// 95 % interval; empty for none.
    pub interval: String,
    /// What it was counted from, or what to add.
    pub counted: String,
    /// Benchmark in words.
    pub benchmark: &'static str,
    /// How it was counted.
    pub facts: Vec<Fact>,
}

/// The other metrics of a board, in METRICS' order.
pub fn others(view: &View<'_>, board: BoardId) -> Vec<OtherRow> {
    let Some(shown) = view.board(board) else { return Vec::new() };
    let tiles = tiles_of(board);
    // Chat-to-lead stands beside conversion and has a tile of its own on the lead board.
    let rest = ChangeId::ALL.iter().copied().filter(|id| !tiles.contains(id) && *id != ChangeId::ChatToLead);
    let row = |id: ChangeId| {
        let metric = metric_of(&shown.metrics, id)?;
        let unit = unit_of(id);
        let words = view.text.metrics.of(id);
        let is_few = unit == Unit::Rate && metric.value.is_some() && metric.n < view.min_n();
        let rows = count(metric.n as f64);
        let above = metric.numerator.unwrap_or_default();
        let above = if unit == Unit::Price { quantity(view, Some(above), Unit::Money) } else { count(above) };
        let (value, counted) = match metric.value {
            Some(_) if is_few => {
                let said = words.counted.with(&above, &rows);
                (crate::format::MISSING.to_owned(), view.text.tile.few_needs.with([&said, &count(view.min_n() as f64)]))
            }
            Some(value) => (quantity(view, Some(value), unit), words.counted.with(&above, &rows)),
            None => {
                let needs = need_words(view, &metric.needs).join("; ");
                let said = if needs.is_empty() { view.text.tile.no_rows.to_owned() } else { needs };
                (crate::format::MISSING.to_owned(), said)
            }
        };
        let interval = if metric.value.is_some() && !is_few { range_words(view, metric.interval, unit) } else { None };
        Some(OtherRow {
            id: id.word(),
            data_value: metric.value.map_or_else(|| "null".to_owned(), print_number),
            name: words.name,
            value,
            interval: interval.unwrap_or_default(),
            counted,
            benchmark: words.benchmark,
            facts: facts(view, board, id, metric),
        })
    };
    rest.filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, march};

    #[test]
    fn tiles_and_others_are_the_fifteen() {
        let card = march();
        // Support tiles are six of the fifteen; on the lead board chat-to-lead is none of them.
        assert_eq!(others(&english(&card), BoardId::Support).len(), 9);
        assert_eq!(others(&english(&card), BoardId::Lead).len(), 11);
    }

    #[test]
    fn a_metric_without_data_says_what_it_needs() {
        let card = march();
        let rows = others(&english(&card), BoardId::Support);
        let engagement = rows.iter().find(|row| row.id == "engagement_rate").unwrap();
        assert_eq!((engagement.value.as_str(), engagement.data_value.as_str()), ("–", "null"));
        assert!(engagement.counted.starts_with("Add daily visitors"), "{engagement:?}");
    }
}
