//! Curves over a plane of two numbers: shares reached within a time, sums that grow in steps.

use super::axis::Axis;
use super::mark::{Anchor, Drawing, Ink};
use super::sheet::{Sheet, width_of};

/// One curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// Its ink.
    pub ink: Ink,
    /// Its points, from left to right.
    pub points: Vec<(f64, f64)>,
    /// Whether it holds its value until the next point.
    pub is_stepped: bool,
    /// Interval of its last point.
    pub interval: Option<[f64; 2]>,
}

/// What a plane shows.
pub struct CurvesSpec<'a> {
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Left to right.
    pub across: &'a Axis,
    /// Words of its ticks.
    pub across_words: &'a [String],
    /// Bottom to top.
    pub up: &'a Axis,
    /// Words of its ticks.
    pub up_words: &'a [String],
    /// The curves.
    pub curves: &'a [Curve],
    /// Values across that are marked by a line with a word.
    pub marked: &'a [(f64, String)],
    /// Stretches across that say something: from, to, what.
    pub says: &'a [(f64, f64, String)],
}

/// Draws curves.
pub fn draw_curves(spec: &CurvesSpec<'_>) -> Drawing {
    let (width, height) = (f64::from(spec.size.0.max(160)), f64::from(spec.size.1.max(100)));
    let left = spec.up_words.iter().map(|words| width_of(words)).fold(0.0, f64::max) + 8.0;
    let (top, foot, right) = (18.0, height - 22.0, width - 12.0);
    let part = |axis: &Axis, value: f64| ((value - axis.low) / (axis.high - axis.low).max(f64::MIN_POSITIVE)).clamp(0.0, 1.0);
    let across = |value: f64| left + part(spec.across, value) * (right - left);
    let up = |value: f64| foot - part(spec.up, value) * (foot - top);
    let mut sheet = Sheet::new(width, height);
    for (tick, words) in spec.up.ticks.iter().zip(spec.up_words) {
        sheet.line(if *tick <= spec.up.low { Ink::Axis } else { Ink::Grid }, [(left, up(*tick)), (right, up(*tick))]);
        sheet.words(Ink::Words, Anchor::End, (left - 5.0, up(*tick) + 3.5), words.clone());
    }
    let mut free = f64::MIN;
    for (tick, words) in spec.across.ticks.iter().zip(spec.across_words) {
        let half = width_of(words) / 2.0;
        let at = across(*tick).min(width - half);
        if at - half > free {
            sheet.words(Ink::Words, Anchor::Middle, (at, height - 6.0), words.clone());
            free = at + half + 8.0;
        }
    }
    for (value, words) in spec.marked {
        let at = across(*value);
        sheet.line(Ink::Reference, [(at, top), (at, foot)]);
        let half = width_of(words) / 2.0;
        sheet.words(
            Ink::Words,
            Anchor::Middle,
            (at.clamp(left + half, (right - half).max(left + half)), top - 6.0),
            words.clone(),
        );
    }
    for curve in spec.curves {
        let mut points = Vec::with_capacity(curve.points.len() * 2);
        let mut level = None;
        for (x, y) in &curve.points {
            if let Some(level) = level.filter(|_| curve.is_stepped) {
                points.push((across(*x), level));
            }
            points.push((across(*x), up(*y)));
            level = Some(up(*y));
        }
        let last = points.last().copied();
        sheet.line(curve.ink, points);
        if let Some((x, y)) = last {
            if let Some([low, high]) = curve.interval {
                sheet.line(Ink::Interval, [(x, up(low)), (x, up(high))]);
            }
            sheet.line(Ink::Dot, [(x, y)]);
        }
    }
    for (from, to, says) in spec.says {
        let (from, to) = (across(*from), across(*to));
        if to > from {
            sheet.hit((from, top), (to - from, foot - top), says);
        }
    }
    sheet.done()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::{Mark, nice_axis};

    #[test]
    fn a_stepped_curve_holds_its_value_until_the_next_point() {
        let (across, up) = (nice_axis(0.0, 2.0, None), nice_axis(0.0, 10.0, None));
        let words = vec![String::new(); 8];
        let points = vec![(0.0, 0.0), (1.0, 10.0), (2.0, 10.0)];
        let drawn = |is_stepped| {
            let curve = Curve { ink: Ink::Line, points: points.clone(), is_stepped, interval: None };
            let spec = CurvesSpec {
                size: (400, 200),
                across: &across,
                across_words: &words,
                up: &up,
                up_words: &words,
                curves: &[curve],
                marked: &[(1.0, "half".to_owned())],
                says: &[(0.0, 1.0, "first".to_owned())],
            };
            draw_curves(&spec)
        };
        let corners = |drawing: &Drawing| {
            let line = |mark: &Mark| match mark {
                Mark::Path { ink: Ink::Line, points, .. } => Some(points.clone()),
                _ => None,
            };
            drawing.marks.iter().find_map(line).unwrap()
        };
        let (straight, stepped) = (corners(&drawn(false)), corners(&drawn(true)));
        assert_eq!((straight.len(), stepped.len()), (3, 5));
        assert_eq!(stepped[1], (straight[1].0, straight[0].1), "it rises at the next point, not before");
        assert!(drawn(true).is_inside());
    }
}
