//! A metric week by week: its parts stacked, its values in panels on one axis, its intents against weeks.

use super::{ChartPanel, Choice, RowsOf, Twin, TwinCell};
use crate::charts::{
    Column, GridCell, GridRow, Ink, Panel, WeekPoint, draw_columns, draw_grid, draw_multiples, nice_axis, series_range,
};
use crate::format::{MISSING, count, day_month, percent};
use crate::model::order::put_in_order;
use crate::panels::quantity::{Unit, quantity, range, spread, tick, unit_of};
use crate::panels::trend::{is_complete, is_of_few, week_point, week_words};
use crate::panels::{View, field_name, value_name};
use crate::scorecard::{BoardId, ChangeId, Metric, MetricId, PartId, Split, SplitValue, SplitWeek};

/// Weeks of a heat map.
const WEEKS: usize = 12;

/// Resolved chats by week, confirmed under assumed; none without a week that has both.
pub fn resolution_chart(view: &View<'_>, board: BoardId, returned: &[(String, [u64; 2])], width: u32) -> Option<ChartPanel> {
    let words = &view.text.charts;
    let weeks = &view.board(board)?.weekly;
    let mut twin = Twin::under(view.text.board.week, &[words.confirmed, words.assumed, words.came_back, words.handled]);
    let mut highest: f64 = 0.0;
    let mut has_values = false;
    let columns: Vec<Column> = weeks
        .iter()
        .map(|week| {
            let metric = week.metrics.get(&MetricId::ResolutionRate);
            // Columns have no interval: a week of few rows has none.
            let enough = metric.filter(|metric| metric.n >= view.min_n());
            let part = |id| enough.and_then(|metric| metric.parts.get(&id)).and_then(|part: &Metric| part.value);
            let [confirmed, assumed] = [PartId::Confirmed, PartId::Assumed].map(part);
            has_values |= confirmed.is_some();
            highest = highest.max(confirmed.unwrap_or(0.0) + assumed.unwrap_or(0.0));
            let name = day_month(&week.from, view.language());
            let rows = metric.map_or(0, |metric| metric.n) as f64;
            let back = returned
                .iter()
                .find(|(from, _)| *from == week.from && enough.is_some())
                .map(|(_, back)| back.map(|of| of as f64 / rows));
            let came_back = back.map(|[confirmed, assumed]| confirmed + assumed);
            let cells = vec![
                TwinCell::words(name.clone()),
                TwinCell::number(quantity(view, confirmed, Unit::Rate), confirmed),
                TwinCell::number(quantity(view, assumed, Unit::Rate), assumed),
                TwinCell::number(quantity(view, came_back, Unit::Rate), came_back),
                TwinCell::number(count(rows), Some(rows)),
            ];
            // What came back is a part of both: the height of all is the metric.
            let [back_confirmed, back_assumed] = back.unwrap_or_default();
            let stayed = |part: Option<f64>, back: f64| part.map(|part| (part - back).max(0.0));
            let parts = [
                (Ink::Confirmed, stayed(confirmed, back_confirmed)),
                (Ink::Assumed, stayed(assumed, back_assumed)),
                (Ink::Returned, came_back.filter(|back| *back > 0.0)),
            ];
            Column {
                name,
                parts: parts.into_iter().filter_map(|(ink, value)| Some((ink, value?))).collect(),
                is_running: metric.is_none_or(|metric| !is_complete(week, metric)),
                says: twin.push(cells),
                ..Column::default()
            }
        })
        .collect();
    if !has_values {
        return None;
    }
    let axis = nice_axis(0.0, highest, Some(1.0));
    let ticks: Vec<String> = axis.ticks.iter().map(|value| tick(view, *value, Unit::Rate)).collect();
    Some(ChartPanel {
        id: "resolved_weeks",
        title: words.stack_title.to_owned(),
        sub: words.stack_sub.to_owned(),
        legend: vec![(Ink::Confirmed, words.confirmed), (Ink::Assumed, words.assumed), (Ink::Returned, words.came_back)],
        drawing: draw_columns(width, 220, &axis, &ticks, &columns, false),
        twin,
        choices: weeks
            .iter()
            .map(|week| Choice::week(&week.from).rows(RowsOf::counted(board, ChangeId::ResolutionRate)))
            .collect(),
        ..ChartPanel::default()
    })
}

fn point(view: &View<'_>, unit: Unit, week: &SplitWeek) -> WeekPoint {
    week_point(view, unit, &week.metric, week.is_complete && week.metric.pending.unwrap_or(0) == 0)
}

/// Complete weeks of enough rows without which weeks are no line.
const LEAST_WEEKS: usize = 3;

/// Whether weeks would be drawn as rings of few rows, and hardly any as a line.
fn is_hollow(view: &View<'_>, unit: Unit, value: &SplitValue, weeks: &[WeekPoint]) -> bool {
    let solid = weeks.iter().filter(|week| week.is_complete && week.value.is_some()).count();
    let few = value.weeks.iter().filter(|week| week.metric.value.is_some() && is_of_few(view, unit, &week.metric)).count();
    solid < LEAST_WEEKS.min(few)
}

/// The values of a field week by week, those with enough rows first, in panels on one axis; none with fewer than two that have
/// weeks, nor where no week of any is a line.
pub fn split_chart(view: &View<'_>, (board, id): (BoardId, ChangeId), split: &Split, width: u32) -> Option<ChartPanel> {
    let unit = unit_of(id);
    let has_weeks = |value: &&SplitValue| value.weeks.iter().filter(|week| week.metric.value.is_some()).count() > 1;
    let told = split.values.iter().filter(has_weeks).map(|value| {
        let weeks: Vec<WeekPoint> = value.weeks.iter().map(|week| point(view, unit, week)).collect();
        (is_hollow(view, unit, value, &weeks), value, weeks)
    });
    let mut told: Vec<_> = told.collect();
    put_in_order(&mut told, |one, other| one.0.cmp(&other.0));
    let values: Vec<&SplitValue> = told.iter().map(|(_, value, _)| *value).collect();
    let drawn: Vec<WeekPoint> = told.iter().filter(|(is_hollow, ..)| !is_hollow).flat_map(|(.., weeks)| weeks.clone()).collect();
    // Where no value has enough, there is nothing to draw: the values stand in the table by field.
    let (low, high) = series_range(&drawn).filter(|_| values.len() > 1)?;
    let axis = nice_axis(low, high, (unit == Unit::Rate).then_some(1.0));
    let ticks: Vec<String> = axis.ticks.iter().map(|value| tick(view, *value, unit)).collect();
    let words = &view.text.charts;
    let field = field_name(view, split.field);
    let name = |value: &str| value_name(view, split.field, value).to_owned();
    let heads: Vec<String> = values.iter().map(|value| name(&value.name)).collect();
    let mut twin = Twin::under(view.text.board.week, &heads.iter().map(String::as_str).collect::<Vec<_>>());
    let weeks = values.iter().map(|value| value.weeks.len()).max().unwrap_or(0);
    let week_name = |at: usize| {
        let week = values.first().and_then(|value| value.weeks.get(at));
        week.map(|week| day_month(&week.from, view.language())).unwrap_or_default()
    };
    for at in 0..weeks {
        let of = |value: &&SplitValue| {
            let week = value.weeks.get(at);
            let said = week.map_or_else(|| MISSING.to_owned(), |week| week_words(view, &week.metric, unit));
            TwinCell::number(said, week.and_then(|week| week.metric.value))
        };
        twin.push(std::iter::once(TwinCell::words(week_name(at))).chain(values.iter().map(of)).collect());
    }
    let panels: Vec<Panel> =
        told.iter()
            .map(|(is_hollow, value, weeks)| {
                let says =
                    value.weeks.iter().enumerate().map(|(at, week)| {
                        [&name(&value.name), &*week_name(at), &week_words(view, &week.metric, unit)].join("  ")
                    });
                let shown = if value.metric.n >= view.min_n() || unit != Unit::Rate { value.metric.value } else { None };
                let in_place = if *is_hollow { words.too_few_weekly } else { "" };
                Panel {
                    name: name(&value.name),
                    shown: quantity(view, shown, unit),
                    says: says.collect(),
                    weeks: weeks.clone(),
                    in_place: in_place.to_owned(),
                }
            })
            .collect();
    let ends = [week_name(0), week_name(weeks.saturating_sub(1))];
    Some(ChartPanel {
        id: split_id(split),
        title: words.multiples_title.with([view.text.metrics.of(id).name, &field.to_lowercase()]),
        sub: words.multiples_sub.to_owned(),
        drawing: draw_multiples(width, &axis, &ticks, [&ends[0], &ends[1]], &panels),
        twin,
        choices: values.iter().flat_map(|value| in_weeks(split, value, 0, RowsOf::counted(board, id))).collect(),
        ..ChartPanel::default()
    })
}

/// What choosing each week of a value does, from a week on.
fn in_weeks<'a>(split: &Split, value: &'a SplitValue, first: usize, rows: RowsOf) -> impl Iterator<Item = Choice> + use<'a> {
    let choice = Choice::value(split.field, &value.name).rows(rows);
    value.weeks.iter().skip(first).map(move |week| choice.clone().in_week(&week.from))
}

fn split_id(split: &Split) -> &'static str {
    use crate::metrics::Field;
    use crate::model::Dimension;
    match split.field {
        Field::Dimension(Dimension::Intent) => "weeks_by_intent",
        Field::Dimension(Dimension::Channel) => "weeks_by_channel",
        Field::Dimension(Dimension::Page) => "weeks_by_page",
        Field::Outcome => "weeks_by_outcome",
        _ => "weeks_by_value",
    }
}

/// A rate by intent and week: the last weeks of the largest intents; none with fewer than two.
pub fn heat_chart(view: &View<'_>, (board, id): (BoardId, ChangeId), split: &Split, width: u32) -> Option<ChartPanel> {
    let values: Vec<_> = split.values.iter().filter(|value| !value.weeks.is_empty()).collect();
    let weeks = values.first().map_or(0, |value| value.weeks.len());
    if values.len() < 2 || weeks < 2 {
        return None;
    }
    let words = &view.text.charts;
    let shown_weeks = if width < 480 { WEEKS / 2 } else { WEEKS };
    let first = weeks.saturating_sub(shown_weeks);
    let columns: Vec<String> = values
        .first()
        .map(|value| value.weeks.iter().skip(first).map(|week| day_month(&week.from, view.language())).collect())
        .unwrap_or_default();
    let is_rate = |metric: &Metric| metric.value.is_some() && metric.n >= view.min_n();
    let rates = values.iter().flat_map(|value| value.weeks.iter().skip(first)).filter(|week| is_rate(&week.metric));
    let top = rates.filter_map(|week| week.metric.value).fold(0.1, f64::max);
    let mut twin = Twin::under(view.text.filters.intent, &columns.iter().map(String::as_str).collect::<Vec<_>>());
    let row = |value: &&SplitValue| {
        let name = value_name(view, split.field, &value.name).to_owned();
        let told = value.weeks.iter().skip(first).zip(&columns).map(|(week, column)| {
            let metric = &week.metric;
            let counts = metric.numerator.zip(metric.denominator);
            let said = match (metric.value.filter(|_| is_rate(metric)), counts) {
                (Some(value), Some((above, below))) => {
                    [&percent(value, view.language()), " · ", &*count(above), " / ", &count(below)].concat()
                }
                (None, Some((above, below))) => [&count(above), " / ", &*count(below)].concat(),
                _ => MISSING.to_owned(),
            };
            let shade = metric.value.filter(|_| is_rate(metric)).map(|value| value / top);
            let short = match (shade.and(metric.value), counts) {
                (Some(value), _) => crate::format::fixed(value * 100.0, 0),
                (None, Some((above, below))) if below > 0.0 => [&count(above), "/", &*count(below)].concat(),
                _ => String::new(),
            };
            let says = [&name, column, &said].map(String::as_str).join("  ");
            let cell = GridCell { words: short, shade, is_pending: !week.is_complete && shade.is_none(), says };
            (cell, TwinCell::number(said, metric.value))
        });
        let (cells, numbers): (Vec<GridCell>, Vec<TwinCell>) = told.unzip();
        twin.push(std::iter::once(TwinCell::words(name.clone())).chain(numbers).collect());
        GridRow { name, beside: String::new(), cells }
    };
    let rows: Vec<GridRow> = values.iter().map(row).collect();
    Some(ChartPanel {
        id: "intents_by_week",
        title: words.heat_title.with([view.text.metrics.of(id).name]),
        sub: words.heat_sub.to_owned(),
        drawing: draw_grid(width, &columns, &rows, [&tick(view, 0.0, Unit::Rate), &tick(view, top, Unit::Rate)]),
        twin,
        choices: values.iter().flat_map(|value| in_weeks(split, value, first, RowsOf::counted(board, id))).collect(),
        ..ChartPanel::default()
    })
}

/// Interval in words, or a dash where there is none or it has no width.
pub(super) fn interval_words(view: &View<'_>, ends: Option<[f64; 2]>, unit: Unit) -> String {
    spread(ends, unit).map_or_else(|| MISSING.to_owned(), |ends| range(view, ends, unit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Field;
    use crate::model::{Date, Dimension};
    use crate::panels::fixture::{english, march};
    use crate::protocol::Choices;
    use crate::scorecard::Query;

    fn rate(above: u32, below: u32) -> Metric {
        Metric {
            value: Some(f64::from(above) / f64::from(below)),
            numerator: Some(f64::from(above)),
            denominator: Some(f64::from(below)),
            n: u64::from(below),
            ..Metric::default()
        }
    }

    fn split() -> Split {
        let value = |name: &str, weeks: [(u32, u32); 3]| SplitValue {
            name: name.to_owned(),
            metric: rate(weeks.iter().map(|week| week.0).sum(), weeks.iter().map(|week| week.1).sum()),
            weeks: (0..)
                .zip(weeks)
                .map(|(at, (above, below))| SplitWeek {
                    from: format!("2026-03-{:02}", 2 + 7 * at),
                    is_complete: at < 2,
                    metric: rate(above, below),
                })
                .collect(),
        };
        let values = vec![value("returns", [(20, 40), (24, 40), (3, 5)]), value("hours", [(4, 40), (8, 40), (1, 4)])];
        Split { field: Field::Dimension(Dimension::Intent), values, others: 0 }
    }

    #[test]
    fn weeks_of_values_stand_in_panels_and_in_one_table() {
        let card = march();
        let panel = split_chart(&english(&card), (BoardId::Support, ChangeId::HandoffRate), &split(), 700).unwrap();
        assert_eq!(panel.title, "Handoff rate by week, by intent");
        let told: Vec<&str> = panel.twin.rows[1].iter().map(|cell| &*cell.words).collect();
        assert_eq!(told, ["9 Mar", "60.0\u{202f}%", "20.0\u{202f}%"]);
        // A week of five and one of four have counts.
        let told: Vec<&str> = panel.twin.rows[2].iter().map(|cell| &*cell.words).collect();
        assert_eq!(told, ["16 Mar", "3 / 5", "1 / 4"]);
        // The second week of the second panel.
        let all = Choices { dates: Date::parse("2026-01-01").zip(Date::parse("2026-03-31")), ..Choices::default() };
        let (rows, query) = panel.rows(&Query::default(), &all, 4).unwrap();
        assert_eq!(query.to_address(), "from=2026-03-09&to=2026-03-15&intent=hours");
        assert_eq!(rows.to_address(), "rows=numerator");
        assert!(panel.drawing.is_inside());
        // Weeks of few rows are told and not drawn, after those that are.
        let mut few = split();
        few.values[0].weeks.iter_mut().for_each(|week| week.metric = rate(2, 5));
        let panel = split_chart(&english(&card), (BoardId::Support, ChangeId::HandoffRate), &few, 700).unwrap();
        assert_eq!(panel.twin.heads[1].0, "hours");
        let is_said =
            |mark: &crate::charts::Mark| matches!(mark, crate::charts::Mark::Words { words, .. } if words == "too few a week");
        assert_eq!(panel.drawing.marks.iter().filter(|mark| is_said(mark)).count(), 1);
        assert_eq!(
            panel.rows(&Query::default(), &all, 4).unwrap().1.to_address(),
            "from=2026-03-09&to=2026-03-15&intent=returns"
        );
        few.values[1].weeks.iter_mut().for_each(|week| week.metric = rate(2, 5));
        assert!(split_chart(&english(&card), (BoardId::Support, ChangeId::HandoffRate), &few, 700).is_none(), "panels of words");
        let alone = Split { values: split().values.into_iter().take(1).collect(), ..split() };
        assert!(split_chart(&english(&card), (BoardId::Support, ChangeId::HandoffRate), &alone, 700).is_none());
    }

    #[test]
    fn a_cell_of_few_rows_has_a_count_and_no_shade() {
        let card = march();
        let panel = heat_chart(&english(&card), (BoardId::Support, ChangeId::HandoffRate), &split(), 700).unwrap();
        let told: Vec<&str> = panel.twin.rows[0].iter().map(|cell| &*cell.words).collect();
        assert_eq!(told, ["returns", "50.0\u{202f}% · 20 / 40", "60.0\u{202f}% · 24 / 40", "3 / 5"]);
        assert!(panel.drawing.is_inside());
    }

    #[test]
    fn confirmed_and_assumed_stand_on_each_other_by_week() {
        let mut card = march();
        let week = &mut card.boards.get_mut(&BoardId::Support).unwrap().weekly[3];
        let parts = [(PartId::Confirmed, rate(9, 100)), (PartId::Assumed, rate(24, 100))];
        week.metrics.insert(MetricId::ResolutionRate, Metric { parts: parts.into(), ..rate(33, 100) });
        let returned = [(card.boards[&BoardId::Support].weekly[3].from.clone(), [1, 4])];
        let panel = resolution_chart(&english(&card), BoardId::Support, &returned, 700).unwrap();
        let told: Vec<&str> = panel.twin.rows[3].iter().skip(1).map(|cell| &*cell.words).collect();
        assert_eq!(told, ["9.0\u{202f}%", "24.0\u{202f}%", "5.0\u{202f}%", "100"], "those who came back are in both");
        assert!(panel.drawing.is_inside());
    }
}
