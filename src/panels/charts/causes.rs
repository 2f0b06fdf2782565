//! What lies behind a rate: where its chats come from, and why they went to a person; and what the mix of replies does to CSAT.

use super::weeks::interval_words;
use super::{ChartPanel, Choice, RowsOf, Twin, TwinCell};
use crate::charts::{BarRow, DotRow, Ink, draw_bars, draw_dots, nice_axis};
use crate::format::{count, percent};
use crate::model::order::put_in_order;
use crate::panels::quantity::{Unit, quantity, share_words, spread, tick};
use crate::panels::{View, value_name};
use crate::rules::FallbackBasis;
use crate::scorecard::{BoardId, ChangeId, Metric, MetricId, PartId, Split};

/// Bars that are shown.
const SHOWN: usize = 10;

/// Names with their chats as bars, and beside each the share of all up to it. `rest` chats have no bar of their own.
fn ranked(
    view: &View<'_>,
    head: &str,
    named: &[(String, u64)],
    rest: u64,
    (ink, width): (Ink, u32),
) -> (crate::charts::Drawing, Twin) {
    let words = &view.text.charts;
    let all = named.iter().map(|(_, chats)| chats).sum::<u64>() + rest;
    let most = named.iter().map(|(_, chats)| *chats).max().unwrap_or(0).max(1) as f64;
    let mut twin = Twin::under(head, &[words.chats, words.running_share]);
    let mut so_far = 0;
    let row = |(name, chats): &(String, u64)| {
        so_far += chats;
        let share = so_far as f64 / all.max(1) as f64;
        let (value, beside) = (count(*chats as f64), share_words(view, share, all));
        let says = twin.push(vec![
            TwinCell::words(name.clone()),
            TwinCell::number(value.clone(), Some(*chats as f64)),
            TwinCell::number(beside.clone(), Some(share)),
        ]);
        BarRow { name: name.clone(), depth: 0, part: *chats as f64 / most, rest: 0.0, ink, value, beside, says }
    };
    let rows: Vec<BarRow> = named.iter().map(row).collect();
    (draw_bars(width, &rows), twin)
}

/// Chats with a fallback by intent, most first; none where no intent has any.
pub fn fallback_chart(view: &View<'_>, board: BoardId, split: &Split, width: u32) -> Option<ChartPanel> {
    let words = &view.text.charts;
    if view.card.rules.rules.fallback_basis == FallbackBasis::Turns {
        // Its numerator is of fallbacks then, and rows are of chats.
        return None;
    }
    let whole = view.board(board)?.metrics.get(&MetricId::FallbackRate)?.numerator?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of chats")]
    let chats = |amount: f64| amount as u64;
    let met = split.values.iter().filter_map(|value| Some((value.name.as_str(), chats(value.metric.numerator?))));
    let mut met: Vec<(&str, u64)> = met.filter(|(_, chats)| *chats > 0).collect();
    if met.len() < 2 {
        return None;
    }
    put_in_order(&mut met, |one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(other.0)));
    met.truncate(SHOWN);
    let rest = chats(whole).saturating_sub(met.iter().map(|(_, chats)| chats).sum());
    let rows = RowsOf::counted(board, ChangeId::FallbackRate);
    let choices = met.iter().map(|(name, _)| Choice::value(split.field, name).rows(rows)).collect();
    let named: Vec<(String, u64)> =
        met.iter().map(|(name, chats)| (value_name(view, split.field, name).to_owned(), *chats)).collect();
    let (drawing, twin) = ranked(view, view.text.filters.intent, &named, rest, (Ink::Returned, width));
    let first = named.first().map(|(name, _)| name.as_str()).unwrap_or_default();
    Some(ChartPanel {
        id: "fallback_intents",
        title: words.fallback_title.with([first]),
        sub: words.fallback_sub.to_owned(),
        drawing,
        twin,
        choices,
        ..ChartPanel::default()
    })
}

/// Why chats went to a person, most first; none where no reason is known.
pub fn reasons_chart(view: &View<'_>, board: BoardId, reasons: &[(String, u64)], width: u32) -> Option<ChartPanel> {
    let words = &view.text.charts;
    let without: u64 = reasons.iter().filter(|(reason, _)| reason.is_empty()).map(|(_, chats)| chats).sum();
    let mut named: Vec<(String, u64)> = reasons.iter().filter(|(reason, _)| !reason.is_empty()).cloned().collect();
    let first = named.first()?.0.clone();
    let rest = named.split_off(named.len().min(SHOWN)).iter().map(|(_, chats)| chats).sum::<u64>() + without;
    let (drawing, twin) = ranked(view, words.reason, &named, rest, (Ink::Handoff, width));
    // No filter holds a reason: all handoffs are listed.
    let choice = Choice::default().rows(RowsOf::counted(board, ChangeId::HandoffRate));
    Some(ChartPanel {
        id: "handoff_reasons",
        title: words.reasons_title.with([&first]),
        sub: words.reasons_sub.with([&count(without as f64)]),
        drawing,
        twin,
        choices: vec![choice; named.len()],
        ..ChartPanel::default()
    })
}

/// CSAT as it was answered, and as it would be if replies were mixed as chats are; none without both.
pub fn adjusted_chart(view: &View<'_>, board: BoardId, width: u32) -> Option<ChartPanel> {
    let words = &view.text.charts;
    let metric = view.board(board)?.metrics.get(&MetricId::Csat)?;
    let adjusted = metric.parts.get(&PartId::Adjusted)?;
    let (raw_value, adjusted_value) = (metric.value?, adjusted.value?);
    if metric.n < view.min_n() {
        return None;
    }
    let human = view.baseline().human_csat;
    let both = [(words.raw, words.raw_how, metric), (words.adjusted, words.adjusted_how, adjusted)];
    let ends = |metric: &Metric| spread(metric.interval, Unit::Rate);
    let all = both.iter().flat_map(|(.., metric)| ends(metric).into_iter().flatten().chain(metric.value)).chain(human);
    let (low, high) = all.fold((1.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
    let axis = nice_axis(low, high, Some(1.0));
    let ticks: Vec<String> = axis.ticks.iter().map(|value| tick(view, *value, Unit::Rate)).collect();
    let mut twin =
        Twin::under(view.text.metrics.of(ChangeId::Csat).name, &[words.satisfied, view.text.board.interval, words.replies]);
    let rows: Vec<DotRow> = both
        .iter()
        .map(|(name, below, metric)| {
            let shown = quantity(view, metric.value, Unit::Rate);
            let says = twin.push(vec![
                TwinCell::words(*name),
                TwinCell::number(shown.clone(), metric.value),
                TwinCell::words(interval_words(view, metric.interval, Unit::Rate)),
                TwinCell::number(count(metric.n as f64), Some(metric.n as f64)),
            ]);
            let (name, below) = ((*name).to_owned(), (*below).to_owned());
            DotRow { name, below, value: metric.value, interval: ends(metric), baseline: human, shown, says, ..DotRow::default() }
        })
        .collect();
    let response = metric.parts.get(&PartId::ResponseRate).and_then(|part| part.value);
    let mut legend = vec![(Ink::Dot, words.satisfied), (Ink::Interval, view.text.board.interval)];
    legend.extend(human.map(|_| (Ink::Tick, view.text.board.legend_tick_human)));
    let said = [quantity(view, Some(raw_value), Unit::Rate), quantity(view, Some(adjusted_value), Unit::Rate)];
    Some(ChartPanel {
        id: "csat_adjusted",
        title: words.adjusted_title.with([&said[0], &said[1]]),
        sub: words.adjusted_sub.to_owned(),
        legend,
        drawing: draw_dots(width, &axis, &ticks, None, &rows),
        foot: response.map(|share| words.replied.with([&percent(share, view.language())])).unwrap_or_default(),
        twin,
        choices: vec![Choice::default().rows(RowsOf::counted(board, ChangeId::Csat)); 2],
        ..ChartPanel::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Field;
    use crate::model::Dimension;
    use crate::panels::fixture::{english, march};
    use crate::scorecard::SplitValue;

    fn told(panel: &ChartPanel) -> Vec<Vec<&str>> {
        panel.twin.rows.iter().map(|row| row.iter().map(|cell| &*cell.words).collect()).collect()
    }

    #[test]
    fn fallbacks_are_ranked_with_the_share_up_to_each() {
        let mut card = march();
        let metrics = &mut card.boards.get_mut(&BoardId::Support).unwrap().metrics;
        metrics.insert(MetricId::FallbackRate, Metric { numerator: Some(100.0), ..Metric::default() });
        let value = |name: &str, chats: f64| {
            let metric = Metric { numerator: Some(chats), ..Metric::default() };
            SplitValue { name: name.to_owned(), metric, weeks: Vec::new() }
        };
        let split = Split {
            field: Field::Dimension(Dimension::Intent),
            values: vec![value("hours", 20.0), value("returns", 60.0), value("fit", 0.0)],
            others: 3,
        };
        let panel = fallback_chart(&english(&card), BoardId::Support, &split, 600).unwrap();
        // Of 100 in all, 20 of intents that are not named.
        assert_eq!(told(&panel), [["returns", "60", "60.0\u{202f}%"], ["hours", "20", "80.0\u{202f}%"]]);
        assert_eq!(panel.choices[0].values[0].1, "returns");
        assert!(panel.drawing.is_inside());
    }

    #[test]
    fn reasons_are_told_and_chats_without_one_too() {
        let card = march();
        let reasons = [("policy", 30), ("", 10), ("upset", 10)].map(|(reason, chats): (&str, u64)| (reason.to_owned(), chats));
        let panel = reasons_chart(&english(&card), BoardId::Support, &reasons, 600).unwrap();
        assert_eq!(told(&panel), [["policy", "30", "60.0\u{202f}%"], ["upset", "10", "80.0\u{202f}%"]]);
        assert!(panel.sub.contains("10 without a reason"), "{}", panel.sub);
        assert!(reasons_chart(&english(&card), BoardId::Support, &[(String::new(), 3)], 600).is_none());
        // Of seven handoffs no share is told.
        let few = [("policy".to_owned(), 4), ("upset".to_owned(), 3)];
        let panel = reasons_chart(&english(&card), BoardId::Support, &few, 600).unwrap();
        assert_eq!(told(&panel), [["policy", "4", "–"], ["upset", "3", "–"]]);
    }

    #[test]
    fn the_survey_mix_moves_the_raw_rate_alone() {
        // METRICS section 8: raw 72.0, adjusted 82.25.
        let mut card = march();
        let adjusted = Metric { value: Some(0.8225), interval: Some([0.7543, 0.8907]), n: 100, ..Metric::default() };
        let csat = Metric {
            value: Some(0.72),
            interval: Some([0.6251, 0.7986]),
            n: 100,
            parts: [(PartId::Adjusted, adjusted)].into(),
            ..Metric::default()
        };
        card.boards.get_mut(&BoardId::Support).unwrap().metrics.insert(MetricId::Csat, csat);
        let panel = adjusted_chart(&english(&card), BoardId::Support, 600).unwrap();
        assert_eq!(panel.title, "72.0\u{202f}% as answered, 82.3\u{202f}% if replies were mixed as chats are");
        assert_eq!(told(&panel)[1][1..], ["82.3\u{202f}%", "75.4–89.1", "100"]);
        assert!(panel.drawing.is_inside());
    }
}
