//! How values lie behind a median: chats' lengths by how they ended, and how soon an answer came.

use super::{ChartPanel, Choice, RowsOf, Twin, TwinCell};
use crate::charts::{Curve, CurvesSpec, DotRow, Ink, draw_curves, draw_dots, nice_axis};
use crate::format::{MISSING, count, percent};
use crate::metrics::Field;
use crate::panels::quantity::{Unit, quantity, tick};
use crate::panels::{View, value_name};
use crate::scorecard::{BoardId, ChangeId, Distribution, Metric, MetricId, PartId};

/// Usual turns of a support and a lead bot (METRICS section 4).
const USUAL: [[f64; 2]; 2] = [[4.0, 8.0], [6.0, 12.0]];

/// Turns by outcome: the median and the middle half; none without values.
pub fn length_chart(view: &View<'_>, board: BoardId, distributions: &[Distribution], width: u32) -> Option<ChartPanel> {
    let words = &view.text.charts;
    let highest = distributions.iter().filter_map(|of| of.at(75)).fold(0.0, f64::max);
    if distributions.is_empty() {
        return None;
    }
    let usual = if board == BoardId::Support { USUAL[0] } else { USUAL[1] };
    let axis = nice_axis(0.0, highest.max(usual[1]), None);
    let ticks: Vec<String> = axis.ticks.iter().map(|value| count(*value)).collect();
    let mut twin = Twin::under(words.outcome, &[view.text.tile.median, words.middle_half, words.tenth, words.chats]);
    let rows: Vec<DotRow> = distributions
        .iter()
        .map(|of| {
            let name = value_name(view, Field::Outcome, &of.name).to_owned();
            let turns = |value: Option<f64>| quantity(view, value, Unit::Turns);
            let half = of.at(25).zip(of.at(75)).map(|(low, high)| [low, high]);
            let says = twin.push(vec![
                TwinCell::words(name.clone()),
                TwinCell::number(turns(of.at(50)), of.at(50)),
                TwinCell::words(
                    half.map_or_else(|| MISSING.to_owned(), |[low, high]| [&count(low), "–", &*count(high)].concat()),
                ),
                TwinCell::number(turns(of.at(90)), of.at(90)),
                TwinCell::number(count(of.n as f64), Some(of.n as f64)),
            ]);
            DotRow { name, value: of.at(50), half, shown: turns(of.at(50)), says, ..DotRow::default() }
        })
        .collect();
    let rows_of = RowsOf::counted(board, ChangeId::SessionLength);
    Some(ChartPanel {
        id: "lengths",
        title: words.spread_title.to_owned(),
        sub: words.spread_sub.to_owned(),
        drawing: draw_dots(width, &axis, &ticks, Some(usual), &rows),
        twin,
        choices: distributions.iter().map(|of| Choice::value(Field::Outcome, &of.name).rows(rows_of)).collect(),
        ..ChartPanel::default()
    })
}

/// Seconds that a table tells the share of, beside the median and the tenths.
const TOLD: [usize; 6] = [10, 25, 50, 75, 90, 99];

/// Share of chats answered within each time; those never answered keep it below the whole.
pub fn answer_chart(view: &View<'_>, board: BoardId, distribution: &Distribution, width: u32) -> Option<ChartPanel> {
    let words = &view.text.charts;
    let metric = view.board(board)?.metrics.get(&MetricId::FirstUsefulAnswer)?;
    let never = metric.parts.get(&PartId::NeverAnswered).and_then(|part: &Metric| part.value).unwrap_or(0.0);
    let answered = 1.0 - never;
    let longest = distribution.at(95)?;
    let across = nice_axis(0.0, longest.max(20.0), None);
    let up = nice_axis(0.0, 1.0, Some(1.0));
    let across_words: Vec<String> = across.ticks.iter().map(|value| tick(view, *value, Unit::Seconds)).collect();
    let up_words: Vec<String> = up.ticks.iter().map(|value| tick(view, *value, Unit::Rate)).collect();
    let points: Vec<(f64, f64)> = std::iter::once((0.0, 0.0))
        .chain(distribution.quantiles.iter().enumerate().map(|(part, value)| (*value, part as f64 / 100.0 * answered)))
        .take_while(|(seconds, _)| *seconds <= across.high)
        .collect();
    let mut twin = Twin::under(words.per_cent_of, &[words.within]);
    let mut says = Vec::new();
    let mut from = 0.0;
    for part in TOLD {
        let Some(seconds) = distribution.at(part) else { continue };
        let share = part as f64 / 100.0 * answered;
        let said = twin.push(vec![
            TwinCell::number(percent(share, view.language()), Some(share)),
            TwinCell::number(quantity(view, Some(seconds), Unit::Seconds), Some(seconds)),
        ]);
        if seconds > from && from < across.high {
            says.push((from, seconds.min(across.high), said));
            from = seconds;
        }
    }
    twin.push(vec![TwinCell::number(percent(never, view.language()), Some(never)), TwinCell::words(words.never)]);
    let curve = Curve { ink: Ink::Line, points, is_stepped: false, interval: None };
    let median = metric.value.map(|value| {
        let said = [view.text.tile.median, " ", &quantity(view, Some(value), Unit::Seconds)].concat();
        (value, said)
    });
    let limit = (10.0, quantity(view, Some(10.0), Unit::Seconds));
    let marked: Vec<(f64, String)> = median.into_iter().chain(Some(limit).filter(|_| across.high > 10.0)).collect();
    // Two words that would lie on each other say less than one.
    let is_close = matches!(&marked[..], [(one, _), (other, _)] if (one - other).abs() < across.high * 0.25);
    let marked = if is_close { marked.get(..1).unwrap_or_default() } else { &marked };
    let drawing = draw_curves(&CurvesSpec {
        size: (width, 230),
        across: &across,
        across_words: &across_words,
        up: &up,
        up_words: &up_words,
        curves: &[curve],
        marked,
        says: &says,
    });
    Some(ChartPanel {
        id: "answers_within",
        title: words.within_title.to_owned(),
        sub: words.within_sub.with([&percent(never, view.language())]),
        drawing,
        twin,
        ..ChartPanel::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, march};

    fn evenly(name: &str, top: f64) -> Distribution {
        let quantiles = (0..=100).map(|part| f64::from(part) / 100.0 * top).collect();
        Distribution { name: name.to_owned(), n: 400, quantiles }
    }

    #[test]
    fn lengths_are_told_by_median_and_middle_half() {
        let card = march();
        let of = [evenly("completed", 8.0), evenly("escalated", 20.0)];
        let panel = length_chart(&english(&card), BoardId::Support, &of, 600).unwrap();
        let told: Vec<&str> = panel.twin.rows[1].iter().map(|cell| &*cell.words).collect();
        assert_eq!(told, ["Went to a person", "10\u{202f}turns", "5–15", "18\u{202f}turns", "400"]);
        assert!(panel.drawing.is_inside());
    }

    #[test]
    fn those_never_answered_keep_the_curve_from_the_top() {
        let mut card = march();
        let never = Metric { value: Some(0.04), ..Metric::default() };
        let metric = Metric { value: Some(15.0), parts: [(PartId::NeverAnswered, never)].into(), ..Metric::default() };
        card.boards.get_mut(&BoardId::Support).unwrap().metrics.insert(MetricId::FirstUsefulAnswer, metric);
        let panel = answer_chart(&english(&card), BoardId::Support, &evenly("", 30.0), 600).unwrap();
        // Half of the answered 96 %.
        assert_eq!((&*panel.twin.rows[2][0].words, &*panel.twin.rows[2][1].words), ("48.0\u{202f}%", "15.0\u{202f}s"));
        assert_eq!(panel.twin.rows[6][0].words, "4.0\u{202f}%");
        assert!(panel.drawing.is_inside());
    }
}
