//! One metric by the values of a field, on one axis, with the weeks of the largest.

use crate::charts::{Bullet, Drawing, WeekPoint, draw_bullet, draw_spark, nice_axis, series_range};
use crate::format::{MISSING, count};
use crate::metrics::Field;
use crate::panels::quantity::{Unit, quantity, range_words, tick, unit_of};
use crate::panels::trend::week_point;
use crate::panels::{View, field_name, value_name};
use crate::scorecard::{ChangeId, Metric, Split, SplitValue, SplitWeek, print_number};

/// A metric by the values of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct SplitPanel {
    /// The field.
    pub field: Field,
    /// `By channel`.
    pub title: String,
    /// Where the axis of the values ends.
    pub axis: String,
    /// A row each value.
    pub rows: Vec<SplitRow>,
    /// How many more there are; empty for none.
    pub others: String,
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub struct SplitRow {
    /// As the data has it.
    pub value: String,
    /// As it is said.
    pub name: String,
    /// The number as JSON prints it, or `null`.
    pub data_value: String,
    /// The metric, or a dash.
    pub shown: String,
    /// Its interval, or why there is none.
    pub interval: String,
    /// Rows above and below the line.
    pub counted: String,
    /// Value and interval on the axis of all; none without a value.
    pub drawing: Option<Drawing>,
    /// Its weeks; none without values in at least two of them.
    pub spark: Option<Drawing>,
}

/// The panel of a split.
pub fn split_panel(view: &View<'_>, id: ChangeId, split: &Split) -> SplitPanel {
    let unit = unit_of(id);
    let shown = split.values.iter().filter(|value| is_shown(view, unit, &value.metric));
    let ends = shown.filter_map(|value| value.metric.interval.map(|[_, high]| high).or(value.metric.value));
    let highest = ends.fold(0.0, f64::max);
    let top = nice_axis(0.0, highest, (unit == Unit::Rate).then_some(1.0)).high;
    let weeks = split.values.iter().flat_map(|value| points(view, unit, value)).collect::<Vec<_>>();
    let of_weeks = series_range(&weeks).map(|(low, high)| nice_axis(low, high, (unit == Unit::Rate).then_some(1.0)));
    let rows = split.values.iter().map(|value| {
        let metric = &value.metric;
        let is_shown = is_shown(view, unit, metric);
        let drawn = Bullet { top, interval: metric.interval, value: metric.value, ..Bullet::default() };
        let points = points(view, unit, value);
        let has_weeks = points.iter().filter(|point| point.value.is_some()).count() > 1;
        SplitRow {
            name: value_name(view, split.field, &value.name).to_owned(),
            value: value.name.clone(),
            data_value: metric.value.map_or_else(|| "null".to_owned(), print_number),
            shown: if is_shown { quantity(view, metric.value, unit) } else { MISSING.to_owned() },
            interval: interval_words(view, unit, metric, is_shown),
            counted: counted(metric, unit),
            drawing: is_shown.then(|| draw_bullet(&drawn)),
            spark: of_weeks.as_ref().filter(|_| has_weeks).map(|axis| draw_spark(&points, axis.low, axis.high, None)),
        }
    });
    let words = &view.text.behind;
    SplitPanel {
        field: split.field,
        title: words.split_by.with([&field_name(view, split.field).to_lowercase()]),
        axis: ["0–", &tick(view, top, unit)].concat(),
        rows: rows.collect(),
        others: if split.others > 0 { words.others.with([&count(split.others as f64)]) } else { String::new() },
    }
}

/// A rate of few rows is no rate.
fn is_shown(view: &View<'_>, unit: Unit, metric: &Metric) -> bool {
    metric.value.is_some() && (unit != Unit::Rate || metric.n >= view.min_n())
}

fn interval_words(view: &View<'_>, unit: Unit, metric: &Metric, is_shown: bool) -> String {
    match (metric.value, is_shown) {
        (Some(_), true) => range_words(view, metric.interval, unit).unwrap_or_default(),
        (Some(_), false) => view.text.tile.too_few.to_owned(),
        (None, _) => String::new(),
    }
}

fn counted(metric: &Metric, unit: Unit) -> String {
    match (metric.numerator, metric.denominator, unit) {
        (Some(above), Some(below), Unit::Rate) => [&count(above), " / ", &count(below)].concat(),
        _ => ["n = ", &count(metric.n as f64)].concat(),
    }
}

fn points(view: &View<'_>, unit: Unit, value: &SplitValue) -> Vec<WeekPoint> {
    let is_complete = |week: &SplitWeek| week.is_complete && week.metric.pending.unwrap_or(0) == 0;
    value.weeks.iter().map(|week| week_point(view, unit, &week.metric, is_complete(week))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Dimension;
    use crate::panels::fixture::{english, march};

    #[test]
    fn a_rate_of_few_rows_is_told_as_a_count() {
        let card = march();
        let value = |name: &str, above: f64, below: u64| SplitValue {
            name: name.to_owned(),
            metric: Metric {
                value: Some(above / below as f64),
                numerator: Some(above),
                denominator: Some(below as f64),
                interval: Some([0.4, 0.5]),
                n: below,
                ..Metric::default()
            },
            weeks: Vec::new(),
        };
        let field = Field::Dimension(Dimension::Channel);
        let split = Split { field, values: vec![value("web", 540.0, 1_200), value("", 9.0, 12)], others: 3 };
        let panel = split_panel(&english(&card), ChangeId::DeflectionRate, &split);
        assert_eq!(panel.title, "By channel");
        let said: Vec<_> = panel.rows.iter().map(|row| [&row.shown, &row.interval, &row.counted].map(String::as_str)).collect();
        assert_eq!(said, [["45.0\u{202f}%", "40.0–50.0", "540 / 1,200"], ["–", "too few to say", "9 / 12"]]);
        assert!(panel.rows[0].drawing.is_some() && panel.rows[1].drawing.is_none());
        assert!(panel.others.starts_with("3 more"));
    }
}
