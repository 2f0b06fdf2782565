//! One metric of a board by week, for the large chart and its table.

use super::benchmark::benchmark;
use super::quantity::{Unit, quantity, range, spread, tick, unit_of};
use super::series::series_words;
use super::{ChartPanel, Choice, RowsOf, Twin, TwinCell, View, metric_of};
use crate::charts::{Drawing, Ink, TrendSpec, WeekPoint, draw_trend};
use crate::format::{MISSING, count, day_month};
use crate::model::Date;
use crate::model::order::put_in_order;
use crate::protocol::{Earlier, EarlierSeries};
use crate::scorecard::{Board, BoardId, ChangeId, Metric, Week};
use crate::workspace::taken_from_files;

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
    /// The rows behind the metric.
    pub rows_of: RowsOf,
    /// The metric's unit.
    pub unit: Unit,
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
    /// The value of the week in its place that it is compared with; none where nothing is.
    pub before: Option<Option<f64>>,
    /// Whether the week is still running, cut off, or too young to judge.
    pub is_running: bool,
}

/// Whether a week of a metric is final: it lies in the period, and nothing of it is pending.
pub(super) fn is_complete(week: &Week, metric: &Metric) -> bool {
    week.complete && metric.pending.unwrap_or(0) == 0
}

/// A metric's weeks on a board, in order.
pub(super) fn weeks_of(view: &View<'_>, board: BoardId, id: ChangeId) -> Vec<WeekPoint> {
    let weeks = view.board(board).map(|board| board.weekly.as_slice()).unwrap_or_default();
    weeks.iter().map(|week| point(view, week, id)).collect()
}

/// The same after weeks that were saved before and counted by the rules and the engine of today: one series, which a small
/// line can show without telling where another begins.
pub(super) fn weeks_after(view: &View<'_>, board: BoardId, id: ChangeId, earlier: Option<&Earlier>) -> Vec<WeekPoint> {
    let Some(shown) = view.board(board) else { return Vec::new() };
    let is_same = |series: &&EarlierSeries| {
        series.rules_hash == view.card.rules_hash && (series.engine.is_empty() || series.engine == view.card.engine)
    };
    let series = earlier.into_iter().flat_map(|earlier| &earlier.series).filter(is_same).cloned().collect();
    let same = Earlier { series, ..Earlier::default() };
    joined(shown, board, Some(&same)).weeks.into_iter().map(|week| point(view, week, id)).collect()
}

fn point(view: &View<'_>, week: &Week, id: ChangeId) -> WeekPoint {
    let of = |metric| week_point(view, unit_of(id), metric, is_complete(week, metric));
    metric_of(&week.metrics, id).map_or_else(WeekPoint::default, of)
}

/// Whether a rate counts fewer rows than one is told of.
pub(super) fn is_of_few(view: &View<'_>, unit: Unit, metric: &Metric) -> bool {
    unit == Unit::Rate && metric.value.is_some() && metric.n < view.min_n()
}

/// A week on a plot. A rate of few rows stands apart as a cut week does, without an interval that could be taken for a finding.
pub(super) fn week_point(view: &View<'_>, unit: Unit, metric: &Metric, is_complete: bool) -> WeekPoint {
    let is_few = is_of_few(view, unit, metric);
    let interval = metric.interval.filter(|_| !is_few);
    WeekPoint { value: metric.value, interval, is_complete: is_complete && !is_few }
}

/// A week's value; of few rows their counts, which are no rate.
pub(super) fn week_words(view: &View<'_>, metric: &Metric, unit: Unit) -> String {
    match metric.numerator.zip(metric.denominator).filter(|_| is_of_few(view, unit, metric)) {
        Some((above, below)) => [&count(above), " / ", &*count(below)].concat(),
        None => quantity(view, metric.value, unit),
    }
}

/// Weeks that were saved before, and after them those of the files.
struct Joined<'a> {
    /// All of them, in order.
    weeks: Vec<&'a Week>,
    /// Where those of the files begin.
    own: usize,
    /// Where each series begins, but for the first.
    breaks: Vec<usize>,
    /// The series of the last saved week.
    last: Option<&'a EarlierSeries>,
}

/// Puts weeks that were saved before those of the files. A week that is in both is taken from the files, but for a first one of
/// which they hold a part and the saved weeks all.
fn joined<'a>(shown: &'a Board, id: BoardId, earlier: Option<&'a Earlier>) -> Joined<'a> {
    let series = earlier.map(|earlier| earlier.series.as_slice()).unwrap_or_default();
    let of = |series: &'a EarlierSeries| series.boards.get(&id).into_iter().flatten().map(move |week| (week, series));
    let mut saved: Vec<(&Week, &EarlierSeries)> = series.iter().flat_map(of).collect();
    put_in_order(&mut saved, |(one, _), (other, _)| one.from.cmp(&other.from));
    let cut = |week: &&Week| saved.iter().any(|(kept, _)| kept.from == week.from && !taken_from_files(kept, week));
    let own: Vec<&Week> = shown.weekly.iter().skip_while(cut).collect();
    let start = own.first().and_then(|week| Date::from_iso(&week.from));
    let ends_before = |week: &Week| Date::from_iso(&week.from).zip(start).is_some_and(|(from, start)| from.0 + 7 <= start.0);
    saved.retain(|(week, _)| ends_before(week));
    saved.dedup_by(|(later, _), (first, _)| later.from == first.from);
    let mut breaks: Vec<usize> = saved
        .iter()
        .zip(saved.iter().skip(1))
        .zip(1..)
        .filter(|((one, other), _)| !one.1.is_counted_like(other.1))
        .map(|(_, at)| at)
        .collect();
    let before = saved.len();
    if before > 0 {
        breaks.push(before);
    }
    let last = saved.last().map(|(_, series)| *series);
    Joined { weeks: saved.into_iter().map(|(week, _)| week).chain(own).collect(), own: before, breaks, last }
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
    let joined = joined(shown, board, earlier);
    let weeks: Vec<WeekPoint> = joined.weeks.iter().map(|week| point(view, week, id)).collect();
    let earlier_dates = shown.detail.before.iter().map(|week| point(view, week, id)).collect::<Vec<_>>();
    let before = |at: usize| {
        let value = at.checked_sub(joined.own).and_then(|at| earlier_dates.get(at)).and_then(|week| week.value);
        (!earlier_dates.is_empty()).then_some(value)
    };
    let row = |(at, week): (usize, &&Week)| {
        let metric = metric_of(&week.metrics, id);
        let told = metric.filter(|metric| metric.value.is_some() && !is_of_few(view, unit, metric));
        let interval = told.and_then(|metric| spread(metric.interval, unit));
        TrendRow {
            from: Date::from_iso(&week.from),
            number: metric.and_then(|metric| metric.value),
            week: day_month(&week.from, view.language()),
            value: metric.map_or_else(|| MISSING.to_owned(), |metric| week_words(view, metric, unit)),
            interval: interval.map_or_else(|| MISSING.to_owned(), |ends| range(view, ends, unit)),
            n: metric.map_or_else(|| MISSING.to_owned(), |metric| count(metric.n as f64)),
            is_running: metric.is_none_or(|metric| !is_complete(week, metric)),
            before: before(at),
        }
    };
    let rows: Vec<TrendRow> = joined.weeks.iter().enumerate().map(row).collect();
    let labels: Vec<String> = rows.iter().map(|row| row.week.clone()).collect();
    let says: Vec<String> = rows
        .iter()
        .map(|row| {
            let name = if row.is_running { [&row.week, " ", words.running].concat() } else { row.week.clone() };
            let before = row.before.map(|before| ["  ", &*quantity(view, before, unit)].concat()).unwrap_or_default();
            [name.as_str(), "  ", &row.value, "  ", &row.interval, "  ", &row.n, &before].concat()
        })
        .collect();
    let metric = metric_of(&shown.metrics, id)?;
    let held = benchmark(view, id, metric, None);
    let spec = TrendSpec {
        width,
        height: if width < 480 { 220 } else { 260 },
        weeks: &weeks,
        before: &earlier_dates,
        labels: &labels,
        says: &says,
        bands: &held.bands,
        baseline: held.baseline,
        ceiling: (unit == Unit::Rate).then_some(1.0),
        new_series_at: &joined.breaks,
        tick: &|value| tick(view, value, unit),
    };
    let (drawing, axis) = draw_trend(&spec)?;
    let name = view.text.metrics.of(id).name;
    let series = joined.last.filter(|_| joined.own > 0).zip(earlier);
    let series = series.map(|(last, earlier)| series_words(view, board, id, &earlier.name, last, joined.breaks.len() == 1));
    let band = match view.by_filter(id) {
        Some(said) => said.to_owned(),
        None if held.label.is_empty() => String::new(),
        None => words.band_is.with([&held.label]),
    };
    // What is said stays on this side of the break.
    let complete: Vec<f64> =
        weeks.iter().skip(joined.own).filter(|week| week.is_complete).filter_map(|week| week.value).collect();
    let ends = (complete.first().copied(), complete.last().copied());
    let ends = [ends.0, ends.1].map(|end| quantity(view, end, unit));
    let spoken = words.trend_say.with([name, &count(complete.len() as f64), &ends[0], &ends[1]]);
    // Where every week is of few rows, the table tells their counts.
    let spoken = if complete.is_empty() { String::new() } else { spoken };
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
        rows_of: RowsOf::counted(board, id),
        unit,
    })
}

impl TrendPanel {
    /// The panel as a chart whose weeks can be chosen.
    pub fn chart(self, view: &View<'_>) -> ChartPanel {
        let words = &view.text.board;
        let is_compared = self.rows.iter().any(|row| row.before.is_some());
        let mut heads = vec![words.value, words.interval, words.rows];
        heads.extend(is_compared.then_some(words.before));
        let mut twin = Twin::under(words.week, &heads);
        let legend = [(Ink::Line, words.this_period), (Ink::Second, words.before)];
        let choice = |row: &TrendRow| Choice {
            dates: row.from.map(|from| (from, Date(from.0 + 6))),
            rows: Some(self.rows_of),
            ..Choice::default()
        };
        let choices = self.rows.iter().map(choice).collect();
        for row in self.rows {
            let name = if row.is_running { [&row.week, " ", words.running].concat() } else { row.week };
            let mut cells = vec![
                TwinCell::words(name),
                TwinCell::number(row.value, row.number),
                TwinCell::words(row.interval),
                TwinCell::words(row.n),
            ];
            cells.extend(row.before.map(|before| TwinCell::number(quantity(view, before, self.unit), before)));
            twin.push(cells);
        }
        let sub = [words.trend_sub, " ", view.text.charts.brush].concat();
        ChartPanel {
            of: String::new(),
            id: "trend",
            title: self.title,
            finding: self.spoken,
            sub,
            legend: if is_compared { legend.into() } else { Vec::new() },
            drawing: self.drawing,
            foot: self.foot,
            twin,
            choices,
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
    fn a_week_of_few_rows_is_a_count_and_no_point_of_the_line() {
        let mut card = march();
        card.rules.rules.min_n = 30;
        let week = &mut card.boards.get_mut(&BoardId::Support).unwrap().weekly[5];
        let of = |n: u32| Metric {
            value: Some(0.25),
            numerator: Some(f64::from(n) / 4.0),
            denominator: Some(f64::from(n)),
            interval: Some([0.1, 0.5]),
            n: u64::from(n),
            ..Metric::default()
        };
        week.metrics.insert(crate::scorecard::MetricId::DeflectionRate, of(28));
        let view = english(&card);
        let points = weeks_of(&view, BoardId::Support, ChangeId::DeflectionRate);
        assert_eq!((points[5].interval, points[5].is_complete, points[6].is_complete), (None, false, true));
        let panel = trend(&view, BoardId::Support, ChangeId::DeflectionRate, 640, None).unwrap();
        let told = [&panel.rows[5].value, &panel.rows[5].interval].map(String::as_str);
        assert_eq!((told, panel.rows[5].is_running), (["7 / 28", MISSING], false));
        assert_eq!(week_point(&view, Unit::Rate, &of(32), true).interval, Some([0.1, 0.5]));
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
        let series = vec![EarlierSeries { rules_hash: "0badc0de".to_owned(), boards, ..EarlierSeries::default() }];
        let earlier = Earlier { name: "autumn.json".to_owned(), series, latest: None };
        let of = |earlier| trend(&english(&card), BoardId::Support, ChangeId::DeflectionRate, 640, earlier).unwrap();
        let (alone, both) = (of(None), of(Some(&earlier)));
        assert_eq!(both.rows.len(), alone.rows.len() + 2);
        assert!(both.foot.contains("autumn.json") && both.foot.contains("0badc0de"), "{}", both.foot);
        assert!(!alone.foot.contains("autumn.json") && both.drawing.is_inside());
        assert_eq!(both.spoken, alone.spoken, "what is said does not cross the break");
        // The small line of a tile has no room for a break.
        let small =
            |earlier: &Earlier| weeks_after(&english(&card), BoardId::Support, ChangeId::DeflectionRate, Some(earlier)).len();
        let mut same = earlier.clone();
        same.series[0].rules_hash.clone_from(&card.rules_hash);
        assert_eq!((small(&earlier), small(&same)), (14, 16));
    }

    #[test]
    fn the_dates_compared_with_stand_below_week_by_week() {
        let mut card = march();
        let board = card.boards.get_mut(&BoardId::Support).unwrap();
        board.detail.before = board.weekly.iter().skip(2).take(3).cloned().collect();
        let value = |at: usize| metric_of(&board.weekly[at].metrics, ChangeId::DeflectionRate).and_then(|metric| metric.value);
        let wanted = [value(2), value(3), value(4)];
        let view = english(&card);
        let panel = trend(&view, BoardId::Support, ChangeId::DeflectionRate, 640, None).unwrap().chart(&view);
        assert_eq!((panel.legend.len(), panel.twin.heads.last().unwrap().0.as_str()), (2, "Compared with"));
        let told: Vec<&str> = panel.twin.rows.iter().take(4).map(|row| row[4].data_value.as_str()).collect();
        let printed = wanted.map(|value| crate::scorecard::print_number(value.unwrap()));
        assert_eq!(told, [printed[0].as_str(), &printed[1], &printed[2], "null"]);
        assert!(panel.drawing.is_inside());
    }

    #[test]
    fn each_series_stands_apart_and_a_part_of_a_week_does_not_take_its_place() {
        let card = march();
        let weeks = &card.boards[&BoardId::Support].weekly;
        let at = |from: &str, hash: &str| {
            let week = Week { from: from.to_owned(), complete: true, ..weeks[5].clone() };
            EarlierSeries {
                rules_hash: hash.to_owned(),
                boards: [(BoardId::Support, vec![week])].into(),
                ..EarlierSeries::default()
            }
        };
        assert!(!weeks[0].complete, "the files hold a part of their first week");
        let series = vec![at("2025-11-03", "a"), at("2025-11-10", "b"), at(&weeks[0].from, "b")];
        let earlier = Earlier { name: "workspace.json".to_owned(), series, latest: None };
        let joined = joined(&card.boards[&BoardId::Support], BoardId::Support, Some(&earlier));
        assert_eq!((joined.own, joined.breaks, joined.last.map(|last| last.rules_hash.as_str())), (3, vec![1, 3], Some("b")));
        assert_eq!(joined.weeks.len(), 2 + weeks.len());
        assert!(joined.weeks[2].complete);
    }

    #[test]
    fn choices_are_the_metrics_with_a_value_tiles_first() {
        let card = march();
        let choices = trend_choices(&english(&card), BoardId::Lead);
        assert_eq!(choices[..2], [ChangeId::EngagementRate, ChangeId::ChatToLead]);
        assert!(!choices.contains(&ChangeId::KnowledgeGapRate), "needs data in every week");
    }
}
