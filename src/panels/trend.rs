//! One metric of a board by week, for the large chart and its table.

use super::benchmark::benchmark;
use super::quantity::{Unit, quantity, range, tick, unit_of};
use super::{ChartPanel, Twin, TwinCell, View, metric_of};
use crate::charts::{Drawing, TrendSpec, WeekPoint, draw_trend};
use crate::format::{MISSING, count, day_month};
use crate::model::Date;
use crate::protocol::Earlier;
use crate::scorecard::{Board, BoardId, ChangeId, Metric, Week};

/// The chart of one metric.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendPanel {
    /// Title: the metric by week.
    pub title: String,
    /// The chart.
    pub drawing: Drawing,
    /// Where the axis begins and ends, and the benchmark behind the line.
    pub foot: String,
    /// The finding in one sentence.
    pub spoken: String,
    /// The same numbers as a table.
    pub rows: Vec<TrendRow>,
}

/// One week of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendRow {
    /// First date, as the data has it.
    pub from: Option<Date>,
    /// The value itself.
    pub number: Option<f64>,
    /// First date.
    pub week: String,
    /// Value.
    pub value: String,
    /// 95 % interval.
    pub interval: String,
    /// Rows behind it.
    pub n: String,
    /// Whether the week is still running, cut off, or too young to judge.
    pub is_running: bool,
}

/// Whether a week of a metric is final: it lies in the period, and nothing of it is pending.
fn is_complete(week: &Week, metric: &Metric) -> bool {
    week.complete && metric.pending.unwrap_or(0) == 0
}

/// A metric's weeks on a board, in order.
pub(super) fn weeks_of(view: &View<'_>, board: BoardId, id: ChangeId) -> Vec<WeekPoint> {
    let weeks = view.board(board).map(|board| board.weekly.as_slice()).unwrap_or_default();
    weeks.iter().map(|week| point(week, id)).collect()
}

fn point(week: &Week, id: ChangeId) -> WeekPoint {
    metric_of(&week.metrics, id).map_or_else(WeekPoint::default, |metric| WeekPoint {
        value: metric.value,
        interval: metric.interval,
        is_complete: is_complete(week, metric),
    })
}

/// The weeks of an earlier scorecard that end before those of the files begin.
fn weeks_before<'a>(shown: &Board, earlier: Option<&'a Vec<Week>>) -> &'a [Week] {
    let weeks = earlier.map(Vec::as_slice).unwrap_or_default();
    let Some(first) = shown.weekly.first() else { return &[] };
    let start = Date::from_iso(&first.from);
    let ends_before = |week: &&Week| Date::from_iso(&week.from).zip(start).is_some_and(|(from, start)| from.0 + 7 <= start.0);
    let before = weeks.iter().take_while(ends_before).count();
    weeks.get(..before).unwrap_or_default()
}

/// The metrics of a board that have a value in some week, tiles first.
pub fn trend_choices(view: &View<'_>, board: BoardId) -> Vec<ChangeId> {
    let tiles = super::tiles_of(board);
    let others = ChangeId::ALL.iter().filter(|id| !tiles.contains(id));
    let all = tiles.iter().chain(others).copied();
    all.filter(|id| weeks_of(view, board, *id).iter().any(|week| week.value.is_some())).collect()
}

/// The chart of a metric at a width in pixels, after the weeks of an earlier scorecard; none if no week has a value.
pub fn trend(view: &View<'_>, board: BoardId, id: ChangeId, width: u32, earlier: Option<&Earlier>) -> Option<TrendPanel> {
    let shown = view.board(board)?;
    let words = &view.text.board;
    let unit = unit_of(id);
    let before = weeks_before(shown, earlier.and_then(|earlier| earlier.boards.get(&board)));
    let weeks: Vec<WeekPoint> = before.iter().chain(&shown.weekly).map(|week| point(week, id)).collect();
    let row = |week: &Week| {
        let metric = metric_of(&week.metrics, id);
        let interval = metric.and_then(|metric| metric.interval.filter(|_| metric.value.is_some()));
        TrendRow {
            from: Date::from_iso(&week.from),
            number: metric.and_then(|metric| metric.value),
            week: day_month(&week.from, view.language()),
            value: quantity(view, metric.and_then(|metric| metric.value), unit),
            interval: interval.map_or_else(|| MISSING.to_owned(), |ends| range(view, ends, unit)),
            n: metric.map_or_else(|| MISSING.to_owned(), |metric| count(metric.n as f64)),
            is_running: metric.is_none_or(|metric| !is_complete(week, metric)),
        }
    };
    let rows: Vec<TrendRow> = before.iter().chain(&shown.weekly).map(row).collect();
    let labels: Vec<String> = rows.iter().map(|row| row.week.clone()).collect();
    let says: Vec<String> = rows
        .iter()
        .map(|row| {
            let name = if row.is_running { [&row.week, " ", words.running].concat() } else { row.week.clone() };
            [name.as_str(), &row.value, &row.interval, &row.n].join("  ")
        })
        .collect();
    let metric = metric_of(&shown.metrics, id)?;
    let held = benchmark(view, id, metric, None);
    let spec = TrendSpec {
        width,
        height: if width < 480 { 220 } else { 260 },
        weeks: &weeks,
        labels: &labels,
        says: &says,
        bands: &held.bands,
        baseline: held.baseline,
        ceiling: (unit == Unit::Rate).then_some(1.0),
        new_series_at: (!before.is_empty()).then_some(before.len()),
        tick: &|value| tick(view, value, unit),
    };
    let (drawing, axis) = draw_trend(&spec)?;
    let name = view.text.metrics.of(id).name;
    let series = earlier.filter(|_| !before.is_empty()).map(|earlier| {
        let is_same = earlier.rules_hash == view.card.rules_hash;
        let said = if is_same { &words.same_rules } else { &words.new_series };
        said.with([&earlier.name, &earlier.rules_hash])
    });
    let band = if held.label.is_empty() { String::new() } else { words.band_is.with([&held.label]) };
    // What is said stays on this side of the break.
    let complete: Vec<f64> =
        weeks.iter().skip(before.len()).filter(|week| week.is_complete).filter_map(|week| week.value).collect();
    let ends = (complete.first().copied(), complete.last().copied());
    let spoken =
        words.trend_say.with([name, &count(complete.len() as f64), &quantity(view, ends.0, unit), &quantity(view, ends.1, unit)]);
    Some(TrendPanel {
        title: words.trend.with([name]),
        drawing,
        foot: [
            words.axis_from.with([&tick(view, axis.low, unit), &tick(view, axis.high, unit)]),
            band,
            series.unwrap_or_default(),
        ]
        .join(" ")
        .trim_end()
        .to_owned(),
        spoken,
        rows,
    })
}

impl TrendPanel {
    /// The panel as a chart whose weeks can be chosen.
    pub fn chart(self, view: &View<'_>) -> ChartPanel {
        let words = &view.text.board;
        let mut twin = Twin::under(words.week, &[words.value, words.interval, words.rows]);
        let mut spans = Vec::new();
        for row in self.rows {
            let name = if row.is_running { [&row.week, " ", words.running].concat() } else { row.week };
            spans.extend(row.from.map(|from| (from, Date(from.0 + 6))));
            let cells = vec![
                TwinCell::words(name),
                TwinCell::number(row.value, row.number),
                TwinCell::words(row.interval),
                TwinCell::words(row.n),
            ];
            twin.push(cells);
        }
        let sub = [words.trend_sub, " ", view.text.charts.brush].concat();
        ChartPanel {
            id: "trend",
            title: self.title,
            sub,
            drawing: self.drawing,
            foot: self.foot,
            twin,
            spans,
            ..ChartPanel::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, march};

    #[test]
    fn a_week_that_is_cut_off_or_too_young_stands_apart() {
        let card = march();
        let panel = trend(&english(&card), BoardId::Support, ChangeId::DeflectionRate, 640, None).unwrap();
        assert_eq!(panel.rows.len(), 14);
        assert!(panel.rows[0].is_running && panel.rows[13].is_running && !panel.rows[12].is_running);
        let quality = trend(&english(&card), BoardId::Lead, ChangeId::LeadQualityRate, 640, None).unwrap();
        assert!(quality.rows[11].is_running, "half of its leads are pending");
        assert!(panel.drawing.is_inside() && quality.drawing.is_inside());
    }

    #[test]
    fn the_weeks_of_an_earlier_scorecard_stand_before_as_a_series_of_their_own() {
        let card = march();
        let mut weeks = card.boards[&BoardId::Support].weekly.clone();
        for (week, from) in weeks.iter_mut().zip(["2025-11-03", "2025-11-10"]) {
            week.from = from.to_owned();
        }
        // The rest of its weeks are those of the files: they count as the files say.
        let boards = [(BoardId::Support, weeks)].into();
        let earlier = Earlier { name: "autumn.json".to_owned(), rules_hash: "0badc0de".to_owned(), boards };
        let of = |earlier| trend(&english(&card), BoardId::Support, ChangeId::DeflectionRate, 640, earlier).unwrap();
        let (alone, both) = (of(None), of(Some(&earlier)));
        assert_eq!(both.rows.len(), alone.rows.len() + 2);
        assert!(both.foot.contains("autumn.json") && both.foot.contains("0badc0de"), "{}", both.foot);
        assert!(!alone.foot.contains("autumn.json") && both.drawing.is_inside());
        assert_eq!(both.spoken, alone.spoken, "what is said does not cross the break");
    }

    #[test]
    fn choices_are_the_metrics_with_a_value_tiles_first() {
        let card = march();
        let choices = trend_choices(&english(&card), BoardId::Lead);
        assert_eq!(choices[..2], [ChangeId::EngagementRate, ChangeId::ChatToLead]);
        assert!(!choices.contains(&ChangeId::KnowledgeGapRate), "needs data in every week");
    }
}
