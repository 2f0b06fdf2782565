//! A metric by week: line, interval field, benchmark band, hollow weeks, and an axis that says where it starts.

use plotters::chart::ChartBuilder;
use plotters::drawing::IntoDrawingArea as _;
use plotters::element::{PathElement, Rectangle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{IntoTextStyle as _, TextStyle};

use super::axis::{Axis, nice_axis};
use super::backend::{Pen, color};
use super::bullet::{BandMark, BandTone};
use super::mark::{Drawing, Ink, Mark};
use super::series::{WeekPoint, draw_weeks, fill, series_range, stroke};
use super::text_width;

/// Font size of words on a chart, in tenths of a pixel.
const WORDS: i32 = 110;
/// Room above, below (one line of words) and right of the plot, in tenths of a pixel.
const ABOVE: i32 = 100;
const BELOW: i32 = 240;
const RIGHT: i32 = 120;

/// What a trend chart shows.
pub struct TrendSpec<'a> {
    /// Width in pixels, at least 120.
    pub width: u32,
    /// Height in pixels, at least 80.
    pub height: u32,
    /// The weeks, in order.
    pub weeks: &'a [WeekPoint],
    /// The weeks that they are compared with, each below the week of the same place.
    pub before: &'a [WeekPoint],
    /// Word under each week; those that would touch are left out.
    pub labels: &'a [String],
    /// What pointing at each week says.
    pub says: &'a [String],
    /// Benchmark bands, in the metric's unit.
    pub bands: &'a [BandMark],
    /// A value held against, such as people's.
    pub baseline: Option<f64>,
    /// What no value passes: 1 for rates.
    pub ceiling: Option<f64>,
    /// The first weeks of other series, in order: those before each were counted by other rules or from other files.
    pub new_series_at: &'a [usize],
    /// A tick's words.
    pub tick: &'a dyn Fn(f64) -> String,
}

/// Draws a trend; none if no week has a value. The axis comes along because its start belongs into words.
pub fn draw_trend(spec: &TrendSpec<'_>) -> Option<(Drawing, Axis)> {
    let before = spec.before.get(..spec.before.len().min(spec.weeks.len())).unwrap_or_default();
    series_range(spec.weeks)?;
    let (low, high) = series_range(&[spec.weeks, &bare(before)].concat())?;
    let axis = nice_axis(low, high, spec.ceiling);
    let ticks: Vec<String> = axis.ticks.iter().map(|tick| (spec.tick)(*tick)).collect();
    let left = ticks.iter().map(|words| text_width(words, WORDS)).max().unwrap_or(0) + 80;
    let pixels = |length: u32, least: u32| i32::try_from(length.clamp(least, 4000)).unwrap_or(4000) * 10;
    let mut drawing = Drawing { width: pixels(spec.width, 120), height: pixels(spec.height, 80), marks: Vec::new() };
    let last = spec.weeks.len().saturating_sub(1).max(1) as f64;
    let area = Pen(&mut drawing).into_drawing_area();
    let mut plane = ChartBuilder::on(&area)
        .margin_top(ABOVE)
        .margin_right(RIGHT)
        .margin_bottom(BELOW)
        .margin_left(left)
        .build_cartesian_2d(-0.3..last + 0.3, axis.low..axis.high)
        .ok()?;

    for band in spec.bands {
        let ink = match band.tone {
            BandTone::Watch => Ink::Band1,
            BandTone::Good => Ink::Band3,
            BandTone::Beyond => Ink::Band2,
        };
        let (from, to) = (band.low.max(axis.low), band.high.min(axis.high));
        if from < to {
            let _ = plane.draw_series([Rectangle::new([(-0.3, from), (last + 0.3, to)], fill(ink))]);
        }
    }
    let words: TextStyle<'_> = ("sans-serif", WORDS).with_color(color(Ink::Words)).into_text_style(&area);
    for (tick, name) in axis.ticks.iter().zip(&ticks) {
        let ink = if *tick <= axis.low { Ink::Axis } else { Ink::Grid };
        let ends = vec![(-0.3, *tick), (last + 0.3, *tick)];
        let _ = plane.draw_series([PathElement::new(ends, stroke(ink))]);
        let (x, y) = plane.backend_coord(&(-0.3, *tick));
        let right = words.pos(Pos::new(HPos::Right, VPos::Bottom));
        // Words stand on their baseline: a third of their size below the line they name.
        let _ = area.draw_text(name, &right, (x - 60, y + WORDS / 3));
    }
    if let Some(level) = spec.baseline.filter(|level| (axis.low..=axis.high).contains(level)) {
        let ends = vec![(-0.3, level), (last + 0.3, level)];
        let _ = plane.draw_series([PathElement::new(ends, stroke(Ink::Reference))]);
    }
    let earlier = before.iter().enumerate().filter_map(|(index, week)| Some((index as f64, week.value?)));
    let earlier: Vec<(f64, f64)> = earlier.collect();
    if !earlier.is_empty() {
        let _ = plane.draw_series([PathElement::new(earlier, stroke(Ink::Second))]);
    }
    let ends = spec.new_series_at.iter().copied().filter(|at| *at > 0).chain([spec.weeks.len()]);
    let mut start = 0;
    for end in ends.map(|end| end.min(spec.weeks.len())) {
        draw_weeks(&mut plane, spec.weeks.get(start..end).unwrap_or_default(), start, axis.low, axis.high);
        if start > 0 {
            let place = start as f64 - 0.5;
            let _ = plane.draw_series([PathElement::new(vec![(place, axis.low), (place, axis.high)], stroke(Ink::Reference))]);
        }
        start = end;
    }

    let (width, height) = (area.dim_in_pixel().0.cast_signed(), area.dim_in_pixel().1.cast_signed());
    let step = plane.backend_coord(&(1.0, axis.low)).0 - plane.backend_coord(&(0.0, axis.low)).0;
    // Every week, every second, every third ...: the same distance between all words.
    let widest = spec.labels.iter().map(|name| text_width(name, WORDS)).max().unwrap_or(0);
    let every = usize::try_from((widest + 2 * WORDS) / step.max(1) + 1).unwrap_or(1);
    for (index, name) in spec.labels.iter().enumerate().step_by(every) {
        let (x, _) = plane.backend_coord(&(index as f64, axis.low));
        if x + text_width(name, WORDS) / 2 <= width {
            let _ = area.draw_text(name, &words.pos(Pos::new(HPos::Center, VPos::Bottom)), (x, height - 70));
        }
    }
    let middles: Vec<i32> = (0..spec.says.len()).map(|index| plane.backend_coord(&(index as f64, axis.low)).0).collect();
    drop(plane);
    drop(area);
    for (middle, says) in middles.into_iter().zip(spec.says) {
        let from = (middle - step / 2).max(0);
        let to = (middle + step / 2).min(width);
        if says.is_empty() || to <= from {
            continue;
        }
        let size = (to - from, height - ABOVE - BELOW);
        drawing.marks.push(Mark::Rect { ink: Ink::Hit, at: (from, ABOVE), size, says: says.clone() });
    }
    Some((drawing, axis))
}

/// Weeks without their intervals: of what is only compared with, the line is enough.
fn bare(weeks: &[WeekPoint]) -> Vec<WeekPoint> {
    weeks.iter().map(|week| WeekPoint { interval: None, ..*week }).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::charts::to_svg;

    fn spec<'a>(weeks: &'a [WeekPoint], labels: &'a [String], tick: &'a dyn Fn(f64) -> String) -> TrendSpec<'a> {
        TrendSpec {
            width: 640,
            height: 240,
            weeks,
            before: &[],
            labels,
            says: labels,
            bands: &[BandMark { low: 0.4, high: 0.6, tone: BandTone::Good }],
            baseline: Some(0.5),
            ceiling: Some(1.0),
            new_series_at: &[],
            tick,
        }
    }

    fn names(count: usize) -> Vec<String> {
        (0..count).map(|index| format!("{}月{}日", index / 4 + 1, index % 4 * 7 + 1)).collect()
    }

    #[test]
    fn words_under_the_weeks_never_touch() {
        let weeks = vec![WeekPoint { value: Some(0.4), interval: None, is_complete: true }; 26];
        let labels = names(26);
        let tick = |value: f64| crate::format::percent(value, crate::format::Language::Ja);
        let (drawing, _) = draw_trend(&spec(&weeks, &labels, &tick)).unwrap();
        let mut ends = i32::MIN;
        let mut shown = 0;
        for mark in &drawing.marks {
            let Mark::Words { at, anchor: crate::charts::Anchor::Middle, words, .. } = mark else { continue };
            let half = text_width(words, WORDS) / 2;
            assert!(at.0 - half > ends, "{words} touches its neighbour");
            ends = at.0 + half;
            shown += 1;
        }
        assert!(shown >= 3, "{shown} labels");
    }

    #[test]
    fn the_same_spec_gives_the_same_bytes() {
        let weeks: Vec<WeekPoint> = (0..8)
            .map(|index| {
                let value = 0.4 + f64::from(index) * 0.01;
                WeekPoint { value: Some(value), interval: Some([value - 0.05, value + 0.05]), is_complete: index < 7 }
            })
            .collect();
        let labels = names(8);
        let tick = |value: f64| crate::format::percent(value, crate::format::Language::En);
        let (drawing, axis) = draw_trend(&spec(&weeks, &labels, &tick)).unwrap();
        insta::assert_snapshot!(to_svg(&drawing, "Deflection").replace("><", ">\n<"));
        assert!(axis.low > 0.0, "the axis starts above zero, and says so on its lowest tick");
    }

    #[test]
    fn what_the_weeks_are_compared_with_is_a_line_of_its_own() {
        let week = |value| WeekPoint { value: Some(value), interval: Some([0.0, 1.0]), is_complete: true };
        let (weeks, before) = ([week(0.4), week(0.5)], [week(0.2), week(0.3), week(0.9)]);
        let labels = names(2);
        let tick = |value: f64| crate::format::percent(value, crate::format::Language::En);
        let (drawing, _) = draw_trend(&TrendSpec { before: &before, ..spec(&weeks, &labels, &tick) }).unwrap();
        let line = |wanted: Ink| {
            let of = |mark: &Mark| match mark {
                Mark::Path { ink, points, .. } if *ink == wanted => Some(points.clone()),
                _ => None,
            };
            drawing.marks.iter().find_map(of).unwrap()
        };
        let (now, earlier) = (line(Ink::Line), line(Ink::Second));
        assert_eq!((earlier.len(), earlier[0].0), (2, now[0].0), "each below the week of its place");
        assert!(earlier[0].1 > now[0].1 && drawing.is_inside());
    }

    #[test]
    fn no_line_leads_from_one_series_to_the_next() {
        let weeks = vec![WeekPoint { value: Some(0.4), interval: None, is_complete: true }; 6];
        let labels = names(6);
        let tick = |value: f64| crate::format::percent(value, crate::format::Language::En);
        let lines = |new_series_at: &[usize]| {
            let (drawing, _) = draw_trend(&TrendSpec { new_series_at, ..spec(&weeks, &labels, &tick) }).unwrap();
            let line = |mark: &&Mark| matches!(mark, Mark::Path { ink: Ink::Line, .. });
            drawing.marks.iter().filter(line).count()
        };
        assert_eq!((lines(&[]), lines(&[3]), lines(&[2, 4]), lines(&[9])), (1, 2, 3, 1));
    }

    proptest! {
        #[test]
        fn marks_stay_on_the_sheet(
            values in proptest::collection::vec(proptest::option::of(0.0_f64..1.0), 0..30),
            width in 0_u32..2000,
            height in 0_u32..600,
        ) {
            let weeks: Vec<WeekPoint> = values
                .iter()
                .enumerate()
                .map(|(index, value)| WeekPoint {
                    value: *value,
                    interval: value.map(|value| [value * 0.5, 0.5 + value * 0.5]),
                    is_complete: index % 5 != 0,
                })
                .collect();
            let labels = names(weeks.len());
            let tick = |value: f64| crate::format::percent(value, crate::format::Language::En);
            let spec = TrendSpec { width, height, ..spec(&weeks, &labels, &tick) };
            match draw_trend(&spec) {
                Some((drawing, _)) => prop_assert!(drawing.is_inside(), "{drawing:?}"),
                None => prop_assert!(values.iter().all(Option::is_none)),
            }
        }
    }
}
