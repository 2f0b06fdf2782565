//! Weeks on a plot: the line of complete weeks, its field, and the weeks that stand apart.

use plotters::chart::ChartContext;
use plotters::coord::types::RangedCoordf64;
use plotters::element::{Circle, PathElement, Polygon};
use plotters::prelude::Cartesian2d;
use plotters::style::ShapeStyle;

use super::backend::{Pen, color};
use super::mark::Ink;

/// One week of a metric.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WeekPoint {
    /// The value; none where it cannot be had.
    pub value: Option<f64>,
    /// Its 95 % interval.
    pub interval: Option<[f64; 2]>,
    /// Whether the whole week lies in the data; others are drawn hollow and apart.
    pub is_complete: bool,
}

/// The plane on which series are drawn: week number by value.
pub(super) type Plane<'a, 'b> = ChartContext<'a, Pen<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// Lowest and highest of values and intervals of complete weeks, and of the values of the others. Intervals of others
/// may leave the axis: they are wide because the week is short.
pub fn series_range(weeks: &[WeekPoint]) -> Option<(f64, f64)> {
    let values = weeks.iter().filter_map(|week| week.value);
    let ends = weeks.iter().filter(|week| week.is_complete && week.value.is_some());
    let ends = ends.filter_map(|week| week.interval).flatten();
    values.chain(ends).filter(|value| value.is_finite()).fold(None, |range, value| {
        let (low, high) = range.unwrap_or((value, value));
        Some((f64::min(low, value), f64::max(high, value)))
    })
}

pub(super) fn stroke(ink: Ink) -> ShapeStyle {
    ShapeStyle { color: color(ink).into(), filled: false, stroke_width: 1 }
}

pub(super) fn fill(ink: Ink) -> ShapeStyle {
    ShapeStyle { color: color(ink).into(), filled: true, stroke_width: 0 }
}

/// Draws weeks, the first of them in the place `first`. Drawing into memory does not fail, so plotters' results carry nothing.
pub(super) fn draw_weeks(plane: &mut Plane<'_, '_>, weeks: &[WeekPoint], first: usize, low: f64, high: f64) {
    let place = |index: usize| (first + index) as f64;
    let mut run: Vec<(f64, f64, Option<[f64; 2]>)> = Vec::new();
    let mut runs = Vec::new();
    for (index, week) in weeks.iter().enumerate() {
        match week.value.filter(|_| week.is_complete) {
            Some(value) => run.push((place(index), value, week.interval)),
            None => runs.push(std::mem::take(&mut run)),
        }
    }
    runs.push(run);
    for run in runs.iter().filter(|run| run.len() > 1) {
        let known: Vec<_> = run.iter().filter_map(|(x, _, interval)| interval.map(|ends| (*x, ends))).collect();
        let upper = known.iter().map(|(x, ends)| (*x, ends[1].clamp(low, high)));
        let lower = known.iter().rev().map(|(x, ends)| (*x, ends[0].clamp(low, high)));
        if known.len() > 1 {
            let _ = plane.draw_series([Polygon::new(upper.chain(lower).collect::<Vec<_>>(), fill(Ink::Field))]);
        }
        let line: Vec<_> = run.iter().map(|(x, value, _)| (*x, *value)).collect();
        let _ = plane.draw_series([PathElement::new(line, stroke(Ink::Line))]);
    }
    // A week between two gaps has no line to stand on.
    for (x, value, _) in runs.iter().filter(|run| run.len() == 1).flatten() {
        let _ = plane.draw_series([Circle::new((*x, *value), 1, fill(Ink::Dot))]);
    }
    for (index, week) in weeks.iter().enumerate().filter(|(_, week)| !week.is_complete) {
        let x = place(index);
        let Some(value) = week.value else { continue };
        if let Some([from, to]) = week.interval {
            let ends = vec![(x, from.clamp(low, high)), (x, to.clamp(low, high))];
            let _ = plane.draw_series([PathElement::new(ends, stroke(Ink::Whisker))]);
        }
        let _ = plane.draw_series([Circle::new((x, value), 1, fill(Ink::Ring))]);
        let _ = plane.draw_series([Circle::new((x, value), 1, fill(Ink::Hole))]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_running_weeks_wide_interval_does_not_stretch_the_axis() {
        let weeks = [
            WeekPoint { value: Some(0.4), interval: Some([0.3, 0.5]), is_complete: true },
            WeekPoint { value: Some(0.6), interval: Some([0.0, 1.0]), is_complete: false },
            WeekPoint::default(),
        ];
        assert_eq!(series_range(&weeks), Some((0.3, 0.6)));
        assert_eq!(series_range(&[WeekPoint::default()]), None);
    }
}
