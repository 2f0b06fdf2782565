//! Money in steps: what cost is made of, what is left of the value, revenue as it grew, and under each model.

use super::weeks::interval_words;
use super::{ChartPanel, Choice, RowsOf, Twin, TwinCell};
use crate::charts::{Axis, Column, Curve, CurvesSpec, DotRow, Ink, draw_columns, draw_curves, draw_dots, nice_axis};
use crate::format::{count, day_month, money};
use crate::panels::View;
use crate::panels::attribution::{credited_rows, model_name};
use crate::panels::headline::basis_name;
use crate::panels::ledger::return_interval;
use crate::panels::quantity::{Unit, quantity, spread, tick};
use crate::rules::RoiBasis;
use crate::scorecard::{Board, BoardId, ChangeId, CostPart, Metric, MetricId, PartId, Roi};

/// Amounts at the ticks of an axis.
pub(super) fn ticks(view: &View<'_>, axis: &Axis) -> Vec<String> {
    axis.ticks.iter().map(|value| tick(view, *value, Unit::Money)).collect()
}

/// A waterfall of amounts, with the sum as the last column. A spec of names, amounts and inks.
fn waterfall(view: &View<'_>, parts: &[(&str, f64, Ink)], sum: &str, width: u32) -> (crate::charts::Drawing, Twin) {
    let words = &view.text.charts;
    let mut twin = Twin::under(words.part, &[words.amount]);
    let mut level = 0.0;
    let (mut low, mut high) = (0.0_f64, 0.0_f64);
    let mut columns = Vec::new();
    let mut add = |name: &str, from: f64, amount: f64, ink: Ink| {
        let shown = money(amount, view.currency());
        let says = twin.push(vec![TwinCell::words(name), TwinCell::number(shown.clone(), Some(amount))]);
        low = low.min(from + amount);
        high = high.max(from + amount);
        columns.push(Column { name: name.to_owned(), from, parts: vec![(ink, amount)], above: shown, says, ..Column::default() });
    };
    for (name, amount, ink) in parts {
        add(name, level, *amount, *ink);
        level += amount;
    }
    add(sum, 0.0, level, Ink::Outside);
    let axis = nice_axis(low, high, None);
    (draw_columns(width, 230, &axis, &ticks(view, &axis), &columns, true), twin)
}

/// What a board's program cost is made of; none without a cost.
pub fn cost_chart(view: &View<'_>, board: BoardId, costs: &[(CostPart, f64)], width: u32) -> Option<ChartPanel> {
    let words = &view.text.charts;
    let handled = view.board(board)?.metrics.get(&MetricId::CostPerInteraction)?.n;
    if costs.is_empty() {
        return None;
    }
    let ink = |part: CostPart| if part == CostPart::Ai { Ink::Confirmed } else { Ink::Assumed };
    let parts: Vec<(&str, f64, Ink)> =
        costs.iter().map(|(part, amount)| (*view.text.costs.of(*part), *amount, ink(*part))).collect();
    let (drawing, twin) = waterfall(view, &parts, words.total, width);
    let sub = words.cost_sub.with([&count(handled as f64)]);
    Some(ChartPanel { id: "cost_parts", title: words.cost_title.to_owned(), sub, drawing, twin, ..ChartPanel::default() })
}

/// From what a board's bot brought to what is left after its cost; none without both.
pub fn value_chart(view: &View<'_>, board: BoardId, width: u32) -> Option<ChartPanel> {
    let words = &view.text.charts;
    let shown: &Board = view.board(board)?;
    let (value, cost) = shown.roi.value.zip(shown.roi.program_cost)?;
    let deflected = shown.metrics.get(&MetricId::DeflectionRate).filter(|metric| metric.value.is_some());
    let deflected = deflected.and_then(|metric| metric.numerator);
    let avoided = deflected.zip(view.card.rules.rules.manual_cost_per_conversation).map(|(chats, each)| chats * each);
    let known =
        [(words.avoided, avoided), (words.before_handoff, shown.roi.handoff_savings), (words.profit, shown.roi.gross_profit)];
    let mut parts: Vec<(&str, f64, Ink)> =
        known.into_iter().filter_map(|(name, amount)| Some((name, amount?, Ink::Good))).filter(|part| part.1 != 0.0).collect();
    // The parts are those that the value is the sum of, or the chart would say something else than the headline.
    let sum: f64 = parts.iter().map(|part| part.1).sum();
    if parts.is_empty() || (sum - value).abs() > value.abs() * 1e-9 + 1e-6 {
        return None;
    }
    parts.push((words.cost, -cost, Ink::Poor));
    let (drawing, twin) = waterfall(view, &parts, words.net, width);
    let sub = words.value_sub.to_owned();
    Some(ChartPanel { id: "value_parts", title: words.value_title.to_owned(), sub, drawing, twin, ..ChartPanel::default() })
}

/// Sourced and influenced revenue of a board, summed week by week; none without any.
pub fn growth_chart(view: &View<'_>, board: BoardId, width: u32) -> Option<ChartPanel> {
    let words = &view.text.charts;
    let shown = view.board(board)?;
    let whole = shown.metrics.get(&MetricId::AttributedRevenue)?;
    let mut twin = Twin::under(view.text.board.week, &[words.sourced, words.influenced]);
    let mut sums = [0.0; 2];
    let (mut sourced, mut influenced) = (vec![(0.0, 0.0)], vec![(0.0, 0.0)]);
    let mut says = Vec::new();
    for (at, week) in shown.weekly.iter().enumerate() {
        let metric = week.metrics.get(&MetricId::AttributedRevenue);
        let part = |id| metric.and_then(|metric| metric.parts.get(&id)).and_then(|part: &Metric| part.value).unwrap_or(0.0);
        sums = [sums[0] + part(PartId::Sourced), sums[1] + part(PartId::Influenced)];
        let end = at as f64 + 1.0;
        sourced.push((end, sums[0]));
        influenced.push((end, sums[1]));
        let amount = |sum: f64| TwinCell::number(money(sum, view.currency()), Some(sum));
        let name = day_month(&week.from, view.language());
        says.push((at as f64, end, twin.push(vec![TwinCell::words(name), amount(sums[0]), amount(sums[1])])));
    }
    if sums[1] <= 0.0 {
        return None;
    }
    let interval = |id| whole.parts.get(&id).and_then(|part: &Metric| part.interval);
    let ends = interval(PartId::Influenced);
    let across = Axis {
        low: 0.0,
        high: shown.weekly.len().max(1) as f64,
        ticks: (0..shown.weekly.len()).map(|at| at as f64 + 0.5).collect(),
    };
    let across_words: Vec<String> = shown.weekly.iter().map(|week| day_month(&week.from, view.language())).collect();
    // A wide interval of the sum does not press the curves down: it may leave the axis.
    let up = nice_axis(0.0, ends.map_or(sums[1], |ends| ends[1].min(sums[1] * 1.6)).max(sums[1]), None);
    let up_words = ticks(view, &up);
    let curve = |ink, points, interval| Curve { ink, points, is_stepped: true, interval };
    let drawing = draw_curves(&CurvesSpec {
        size: (width, 240),
        across: &across,
        across_words: &across_words,
        up: &up,
        up_words: &up_words,
        curves: &[curve(Ink::Second, sourced, None), curve(Ink::Line, influenced, ends)],
        marked: &[],
        says: &says,
    });
    Some(ChartPanel {
        id: "revenue_growth",
        title: words.growth_title.to_owned(),
        sub: words.growth_sub.to_owned(),
        legend: vec![(Ink::Line, words.influenced), (Ink::Second, words.sourced)],
        drawing,
        twin,
        choices: shown
            .weekly
            .iter()
            .map(|week| Choice::week(&week.from).rows(RowsOf::counted(board, ChangeId::AttributedRevenue)))
            .collect(),
        ..ChartPanel::default()
    })
}

/// Revenue under each model at the rules' own window, sourced and influenced apart; none without counted revenue.
pub fn models_chart(view: &View<'_>, width: u32) -> Option<ChartPanel> {
    let words = &view.text.charts;
    let own = view.card.rules.rules.attribution;
    let lines: Vec<_> = view.models().iter().filter(|line| line.window_days == own.window_days).collect();
    let first = lines.iter().find(|line| line.attributed.is_some())?;
    let lead = view.board(BoardId::Lead).filter(|_| view.has_own_counts(BoardId::Lead));
    let whole = lead.map_or(&view.card.metrics, |board| &board.metrics).get(&MetricId::AttributedRevenue)?;
    let interval = |id| whole.parts.get(&id).and_then(|part: &Metric| part.interval);
    let row = |name: &str, below: &str, value, interval| DotRow {
        name: name.to_owned(),
        below: below.to_owned(),
        value,
        interval,
        ..DotRow::default()
    };
    let mut rows: Vec<DotRow> = lines
        .iter()
        .map(|line| {
            let is_ours = line.model == own.model;
            let below = if is_ours { view.text.board.own_rule } else { "" };
            let interval = whole.interval.filter(|_| is_ours);
            DotRow { is_ours, ..row(model_name(view, line.model), below, line.attributed, interval) }
        })
        .collect();
    rows.push(row(words.sourced, words.sourced_how, first.sourced, interval(PartId::Sourced)));
    rows.push(row(words.influenced, words.influenced_how, first.influenced, interval(PartId::Influenced)));
    let counted = RowsOf::counted(BoardId::Lead, ChangeId::AttributedRevenue);
    let choice = |rows| Choice::default().rows(rows);
    let mut choices: Vec<Choice> = lines.iter().map(|line| choice(credited_rows(view, line.model, line.window_days))).collect();
    choices.extend([PartId::Sourced, PartId::Influenced].map(|part| choice(counted.part(part))));
    let cost = view.board(BoardId::Lead).and_then(|board| board.roi.program_cost);
    let highest =
        rows.iter().flat_map(|row| [row.value, row.interval.map(|ends| ends[1])]).flatten().chain(cost).fold(0.0, f64::max);
    let axis = nice_axis(0.0, highest, None);
    let mut twin = Twin::under(view.text.board.model, &[words.amount, view.text.board.interval]);
    let rows: Vec<DotRow> = rows
        .into_iter()
        .map(|row| {
            let shown = quantity(view, row.value, Unit::Money);
            let says = twin.push(vec![
                TwinCell::words(row.name.clone()),
                TwinCell::number(shown.clone(), row.value),
                TwinCell::words(interval_words(view, row.interval, Unit::Money)),
            ]);
            DotRow { baseline: cost, shown, says, ..row }
        })
        .collect();
    let mut legend = vec![(Ink::Dot, words.amount)];
    if cost.is_some() {
        legend.push((Ink::Tick, words.break_even));
    }
    Some(ChartPanel {
        id: "models",
        title: words.models_title.to_owned(),
        sub: if lead.is_some() { words.models_own } else { words.models_sub }.with([&count(f64::from(own.window_days))]),
        legend,
        drawing: draw_dots(width, &axis, &ticks(view, &axis), None, &rows),
        twin,
        choices,
        ..ChartPanel::default()
    })
}

/// What returned on the program's cost, by which profit counts: credited, sourced and influenced, never added up; none without
/// both.
pub fn returns_chart(view: &View<'_>, board: BoardId, width: u32) -> Option<ChartPanel> {
    let words = &view.text.charts;
    let own = view.card.rules.rules.roi_basis;
    let detail = &view.board(board)?.detail;
    let known: Vec<(RoiBasis, Roi, f64)> =
        detail.returns.iter().filter_map(|(basis, roi)| Some((*basis, *roi, roi.percent? / 100.0))).collect();
    let of = |basis| known.iter().find(|(of, ..)| *of == basis).map(|(.., share)| quantity(view, Some(*share), Unit::Rate));
    let (sourced, influenced) = (of(RoiBasis::Sourced)?, of(RoiBasis::Influenced)?);
    let ends = |roi: &Roi| spread(return_interval(roi), Unit::Rate).map(|ends| ends.map(|end| end / 100.0));
    let all = known.iter().flat_map(|(_, roi, share)| ends(roi).into_iter().flatten().chain([*share, 0.0]));
    let (low, high) = all.fold((0.0_f64, 0.1_f64), |(low, high), end| (low.min(end), high.max(end)));
    let axis = nice_axis(low, high, None);
    let ticks: Vec<String> = axis.ticks.iter().map(|value| tick(view, *value, Unit::Rate)).collect();
    let mut twin = Twin::under(words.counts_as, &[words.returned, view.text.board.interval, words.profit, words.brought]);
    let amount = |amount: Option<f64>| TwinCell::number(quantity(view, amount, Unit::Money), amount);
    let rows: Vec<DotRow> = known
        .iter()
        .map(|(basis, roi, share)| {
            let name = basis_name(view, *basis);
            let shown = quantity(view, Some(*share), Unit::Rate);
            let interval = ends(roi);
            let says = twin.push(vec![
                TwinCell::words(name),
                TwinCell::number(shown.clone(), Some(*share)),
                TwinCell::words(interval_words(view, interval, Unit::Rate)),
                amount(roi.gross_profit),
                amount(roi.value),
            ]);
            let below = match basis {
                _ if *basis == own => view.text.board.own_rule,
                RoiBasis::Sourced => words.sourced_how,
                RoiBasis::Influenced => words.influenced_how,
                RoiBasis::Attributed => "",
            };
            DotRow {
                name: name.to_owned(),
                below: below.to_owned(),
                value: Some(*share),
                interval,
                baseline: Some(0.0),
                is_ours: *basis == own,
                shown,
                says,
                ..DotRow::default()
            }
        })
        .collect();
    let choices = known.iter().map(|(basis, ..)| {
        let rows = RowsOf::counted(board, ChangeId::AttributedRevenue);
        Choice::default().rows(match basis {
            RoiBasis::Attributed => rows,
            RoiBasis::Sourced => rows.part(PartId::Sourced),
            RoiBasis::Influenced => rows.part(PartId::Influenced),
        })
    });
    Some(ChartPanel {
        id: "returns",
        title: words.returns_title.with([&sourced, &influenced]),
        sub: words.returns_sub.to_owned(),
        legend: vec![(Ink::Dot, words.returned), (Ink::Interval, view.text.board.interval), (Ink::Tick, words.break_even_at)],
        drawing: draw_dots(width, &axis, &ticks, None, &rows),
        twin,
        choices: choices.collect(),
        ..ChartPanel::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, march};

    #[test]
    fn a_waterfall_hangs_from_sum_to_sum_and_ends_in_what_is_left() {
        let card = march();
        let costs = [(CostPart::Ai, 300.0), (CostPart::Platform, 99.0)];
        let panel = cost_chart(&english(&card), BoardId::Support, &costs, 600).unwrap();
        let told: Vec<[&str; 2]> = panel.twin.rows.iter().map(|row| [&*row[0].words, &*row[1].words]).collect();
        assert_eq!(told, [["AI use", "$300"], ["Platform", "$99"], ["Program cost", "$399"]]);
        assert!(panel.drawing.is_inside());
        assert!(cost_chart(&english(&card), BoardId::Support, &[], 600).is_none());
    }

    #[test]
    fn what_is_left_is_the_value_less_the_cost() {
        // METRICS section 8: $18,000 of gross profit on $1,200.
        let card = march();
        let panel = value_chart(&english(&card), BoardId::Lead, 600).unwrap();
        let roi = card.boards[&BoardId::Lead].roi;
        let left: f64 = panel.twin.rows.last().unwrap()[1].data_value.parse().unwrap();
        assert!((left - (roi.value.unwrap() - roi.program_cost.unwrap())).abs() < 1e-9);
        assert!(panel.drawing.is_inside());
    }

    #[test]
    fn sourced_and_influenced_returns_stand_apart() {
        // The mock's $12,000 sourced of $18,000 influenced, on $1,200: 900 % and 1,400 %.
        let mut card = march();
        let of = |basis, profit: f64| {
            let percent = Some((profit - 1_200.0) / 1_200.0 * 100.0);
            (
                basis,
                Roi { gross_profit: Some(profit), value: Some(profit), program_cost: Some(1_200.0), percent, ..Roi::default() },
            )
        };
        let returns = [(RoiBasis::Attributed, 18_000.0), (RoiBasis::Sourced, 12_000.0), (RoiBasis::Influenced, 18_000.0)];
        card.boards.get_mut(&BoardId::Lead).unwrap().detail.returns = returns.map(|(basis, profit)| of(basis, profit)).into();
        let panel = returns_chart(&english(&card), BoardId::Lead, 600).unwrap();
        assert_eq!(panel.title, "The bot returns 900.0\u{202f}% on what it sourced alone, 1,400\u{202f}% on what it influenced");
        let told: Vec<&str> = panel.twin.rows[1].iter().map(|cell| &*cell.words).collect();
        assert_eq!(told, ["Sourced", "900.0\u{202f}%", "–", "$12,000", "$12,000"]);
        assert_eq!(panel.choices[1].rows.unwrap().to_address(), "rows=sourced.numerator");
        assert!(panel.drawing.is_inside());
        assert!(returns_chart(&english(&march()), BoardId::Lead, 600).is_none());
    }

    #[test]
    fn the_rule_in_force_is_among_the_models_and_has_the_headline_s_amount() {
        let card = march();
        let panel = models_chart(&english(&card), 600).unwrap();
        assert_eq!(panel.twin.rows.len(), 7, "five models, sourced and influenced");
        assert_eq!(panel.twin.rows[0][1].words, "$18,000");
        let ways: Vec<String> = panel.choices.iter().map(|choice| choice.rows.unwrap().to_address()).collect();
        assert_eq!(
            [&*ways[0], &ways[1], &ways[5]],
            ["rows=numerator", "rows=numerator&credit=first.30", "rows=sourced.numerator"]
        );
        assert!(panel.drawing.is_inside());
    }
}
