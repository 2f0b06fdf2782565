//! Shares side by side: who is satisfied, and one question under nine definitions.

use super::weeks::interval_words;
use super::{ChartPanel, Choice, RowsOf, Twin, TwinCell};
use crate::charts::{DivergingRow, DotRow, Ink, draw_diverging, draw_dots, nice_axis};
use crate::format::{count, percent};
use crate::metrics::statistics::wilson;
use crate::panels::definitions::{definition_rows, definitions};
use crate::panels::quantity::{Unit, quantity, tick};
use crate::panels::{View, value_name};
use crate::scorecard::{BoardId, ChangeId, DefinitionId, Split};

/// Survey replies by the values of a field: satisfied right, not left; none without replies.
pub fn satisfied_chart(view: &View<'_>, board: BoardId, split: &Split, width: u32) -> Option<ChartPanel> {
    let words = &view.text.charts;
    let replied = split.values.iter().filter_map(|value| Some((value, value.metric.value?, value.metric.n)));
    let replied: Vec<_> = replied.filter(|(.., n)| *n > 0).collect();
    if replied.is_empty() {
        return None;
    }
    let field = crate::panels::field_name(view, split.field);
    let mut twin = Twin::under(field, &[words.satisfied, words.not_satisfied, words.replies]);
    let rows_of = RowsOf::counted(board, ChangeId::Csat);
    let choices = replied.iter().map(|(value, ..)| Choice::value(split.field, &value.name).rows(rows_of)).collect();
    let rows: Vec<DivergingRow> = replied
        .into_iter()
        .map(|(value, good, n)| {
            let name = value_name(view, split.field, &value.name).to_owned();
            // Few replies are counted; their bars would say more than they know.
            let is_rate = n >= view.min_n();
            let above = value.metric.numerator.unwrap_or_default();
            let told = |share: f64, rows: f64| {
                let rows = count(rows);
                if is_rate { [&percent(share, view.language()), " · ", &*rows].concat() } else { rows }
            };
            let says = twin.push(vec![
                TwinCell::words(name.clone()),
                TwinCell::number(told(good, above), Some(good)),
                TwinCell::number(told(1.0 - good, n as f64 - above), Some(1.0 - good)),
                TwinCell::number(count(n as f64), Some(n as f64)),
            ]);
            let value =
                if is_rate { percent(good, view.language()) } else { words.too_few.with([&count(above), &count(n as f64)]) };
            let (poor, good) = if is_rate { (1.0 - good, good) } else { (0.0, 0.0) };
            DivergingRow { name, poor, good, value, says }
        })
        .collect();
    let most = |of: fn(&DivergingRow) -> f64| rows.iter().map(of).fold(0.05, f64::max);
    let axis = nice_axis(-most(|row| row.poor), most(|row| row.good), Some(1.0));
    // Both sides are shares: left of 0 stands no loss.
    let ticks: Vec<String> = axis.ticks.iter().map(|value| tick(view, value.abs(), Unit::Rate)).collect();
    Some(ChartPanel {
        id: "satisfied",
        title: words.satisfied_title.to_owned(),
        sub: words.satisfied_sub.to_owned(),
        legend: vec![(Ink::Good, words.satisfied), (Ink::Poor, words.not_satisfied)],
        drawing: draw_diverging(width, &axis, &ticks, &rows),
        twin,
        choices,
        ..ChartPanel::default()
    })
}

/// The nine definitions as a ladder of estimates with their intervals.
pub fn ladder_chart(view: &View<'_>, board: BoardId, width: u32) -> Option<ChartPanel> {
    let words = &view.text.charts;
    let counts = view.definitions(board);
    let mut known: Vec<_> = DefinitionId::ALL
        .iter()
        .filter_map(|id| {
            let of = counts.get(id).filter(|of| of.denominator >= view.min_n())?;
            Some((*id, of, of.value?))
        })
        .collect();
    known.sort_by(|one, other| one.2.total_cmp(&other.2));
    if known.is_empty() {
        return None;
    }
    let intervals = known.iter().map(|(_, of, _)| wilson(of.numerator, of.denominator));
    let axis = nice_axis(0.0, intervals.flatten().map(|ends| ends[1]).fold(0.1, f64::max), Some(1.0));
    let ticks: Vec<String> = axis.ticks.iter().map(|value| tick(view, *value, Unit::Rate)).collect();
    let text = &view.text.board;
    let mut twin = Twin::under(text.definition, &[text.share, text.interval, words.counted]);
    let rows: Vec<DotRow> = known
        .iter()
        .map(|(id, of, value)| {
            let name = view.text.definitions.of(*id);
            let interval = wilson(of.numerator, of.denominator);
            let counted = [&count(of.numerator as f64), " / ", &*count(of.denominator as f64)].concat();
            let shown = quantity(view, Some(*value), Unit::Rate);
            let says = twin.push(vec![
                TwinCell::words(name.name),
                TwinCell::number(shown.clone(), Some(*value)),
                TwinCell::words(interval_words(view, interval, Unit::Rate)),
                TwinCell::words(counted),
            ]);
            let is_ours = *id == DefinitionId::Deflection;
            let name = if is_ours { [name.name, " · ", text.ours].concat() } else { name.name.to_owned() };
            DotRow { name, value: Some(*value), interval, is_ours, shown, says, ..DotRow::default() }
        })
        .collect();
    Some(ChartPanel {
        id: "definitions",
        title: definitions(view, board).title,
        sub: if view.has_own_counts(board) { words.ladder_own } else { words.ladder_sub }.to_owned(),
        drawing: draw_dots(width, &axis, &ticks, None, &rows),
        twin,
        choices: known.iter().map(|(id, ..)| Choice::default().rows(definition_rows(board, *id))).collect(),
        ..ChartPanel::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Field;
    use crate::panels::fixture::{english, march};
    use crate::scorecard::{Metric, SplitValue};

    #[test]
    fn few_replies_have_counts_and_no_bar() {
        let card = march();
        let value = |name: &str, above: u32, below: u32| SplitValue {
            name: name.to_owned(),
            metric: Metric {
                value: Some(f64::from(above) / f64::from(below)),
                numerator: Some(f64::from(above)),
                denominator: Some(f64::from(below)),
                n: u64::from(below),
                ..Metric::default()
            },
            weeks: Vec::new(),
        };
        // METRICS section 8's survey mix: 37 of 40; and too few of another.
        let split =
            Split { field: Field::Outcome, values: vec![value("completed", 37, 40), value("escalated", 5, 9)], others: 0 };
        let panel = satisfied_chart(&english(&card), BoardId::Support, &split, 500).unwrap();
        let told: Vec<Vec<&str>> = panel.twin.rows.iter().map(|row| row.iter().map(|cell| &*cell.words).collect()).collect();
        assert_eq!(told[0], ["Completed", "92.5\u{202f}% · 37", "7.5\u{202f}% · 3", "40"]);
        assert_eq!(told[1], ["Went to a person", "5", "4", "9"]);
        assert!(panel.drawing.is_inside());
    }

    #[test]
    fn the_ladder_holds_nine_answers_and_ours_among_them() {
        let card = march();
        let panel = ladder_chart(&english(&card), BoardId::Support, 700).unwrap();
        let told: Vec<&str> = panel.twin.rows.iter().map(|row| &*row[1].words).collect();
        // METRICS section 7.
        let printed = ["9.0", "27.0", "33.0", "39.2", "45.0", "48.0", "52.5", "60.4", "62.9"];
        assert_eq!(told, printed.map(|share| share.to_owned() + "\u{202f}%"));
        assert_eq!(panel.twin.rows[4][2].words, "42.2–47.8");
    }
}
