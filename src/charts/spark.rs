//! The small line of a tile: no words, stretched to the tile's width.

use plotters::chart::ChartBuilder;
use plotters::drawing::IntoDrawingArea as _;
use plotters::element::{Circle, PathElement};

use super::backend::Pen;
use super::mark::{Drawing, Ink};
use super::series::{WeekPoint, draw_weeks, fill, stroke};

/// Size in tenths of a pixel; the width is stretched.
const SIZE: (i32, i32) = (2000, 440);
/// Room for half a dot.
const MARGIN: i32 = 50;

/// Draws weeks between two ends of an axis, with a dashed reference where it lies between them, and a dot on the last
/// complete week.
pub fn draw_spark(weeks: &[WeekPoint], low: f64, high: f64, reference: Option<f64>) -> Drawing {
    let mut drawing = Drawing { width: SIZE.0, height: SIZE.1, marks: Vec::new() };
    let last = weeks.len().saturating_sub(1).max(1) as f64;
    if low >= high {
        return drawing;
    }
    let area = Pen(&mut drawing).into_drawing_area();
    if let Ok(mut plane) = ChartBuilder::on(&area).margin(MARGIN).build_cartesian_2d(0.0..last, low..high) {
        if let Some(level) = reference.filter(|level| (low..=high).contains(level)) {
            let _ = plane.draw_series([PathElement::new(vec![(0.0, level), (last, level)], stroke(Ink::Reference))]);
        }
        draw_weeks(&mut plane, weeks, 0, low, high);
        let newest = weeks.iter().enumerate().rev().find(|(_, week)| week.is_complete && week.value.is_some());
        if let Some((index, value)) = newest.and_then(|(index, week)| week.value.map(|value| (index, value))) {
            let _ = plane.draw_series([Circle::new((index as f64, value), 1, fill(Ink::Dot))]);
        }
    }
    drop(area);
    drawing
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::charts::{Mark, series_range};

    fn week() -> impl Strategy<Value = WeekPoint> {
        (proptest::option::of((0.0_f64..1.0, 0.0_f64..1.0, 0.0_f64..1.0)), any::<bool>()).prop_map(|(value, is_complete)| {
            WeekPoint {
                value: value.map(|(value, ..)| value),
                interval: value.map(|(value, below, above)| [value - value * below, value + (1.0 - value) * above]),
                is_complete,
            }
        })
    }

    proptest! {
        #[test]
        fn marks_stay_on_the_sheet(weeks in proptest::collection::vec(week(), 0..14), level in 0.0_f64..1.0) {
            let (low, high) = series_range(&weeks).unwrap_or((0.0, 1.0));
            let drawing = draw_spark(&weeks, low, high, Some(level));
            prop_assert!(drawing.is_inside(), "{drawing:?}");
        }
    }

    #[test]
    fn a_missing_week_breaks_the_line() {
        let full = |value| WeekPoint { value: Some(value), interval: None, is_complete: true };
        let weeks = [full(0.2), full(0.4), WeekPoint::default(), full(0.3), full(0.5)];
        let drawing = draw_spark(&weeks, 0.0, 1.0, None);
        let lines = drawing.marks.iter().filter(|mark| matches!(mark, Mark::Path { ink: Ink::Line, .. })).count();
        assert_eq!(lines, 2);
    }
}
