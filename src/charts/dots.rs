//! Estimates one below the other on one axis: dot and interval, the middle half of values, another period's ring, a
//! baseline's tick, the form's diamond.

use super::axis::Axis;
use super::mark::{Anchor, Drawing, Ink};
use super::sheet::{Sheet, WORDS, fitted, width_of};

/// One row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DotRow {
    /// Its name.
    pub name: String,
    /// Below its name.
    pub below: String,
    /// The estimate.
    pub value: Option<f64>,
    /// Its 95 % interval.
    pub interval: Option<[f64; 2]>,
    /// The middle half of the values, drawn as a field.
    pub half: Option<[f64; 2]>,
    /// The form's estimate, joined to the bot's by a line.
    pub form: Option<f64>,
    /// A target or a baseline.
    pub baseline: Option<f64>,
    /// Whether it is the one that counts: its words are strong.
    pub is_ours: bool,
    /// The number, right of the axis.
    pub shown: String,
    /// What pointing at it says.
    pub says: String,
}

/// Draws rows over one axis; a field of the benchmark lies behind all.
pub fn draw_dots(width: u32, axis: &Axis, ticks: &[String], band: Option<[f64; 2]>, rows: &[DotRow]) -> Drawing {
    let width = f64::from(width.max(200));
    let longest = rows.iter().flat_map(|row| [width_of(&row.name), width_of(&row.below)]).fold(0.0, f64::max);
    let shown = rows.iter().map(|row| width_of(&row.shown)).fold(0.0, f64::max);
    let has_below = rows.iter().any(|row| !row.below.is_empty());
    // Two lines that do not fit beside the axis stand over it.
    let is_over = has_below && longest > width * 0.4;
    let beside = width - shown - 14.0;
    let names = if is_over { beside } else { longest.min(width * 0.4) };
    let (left, right) = if is_over { (6.0, width - 6.0) } else { (names + 16.0, beside) };
    let span = (axis.high - axis.low).max(f64::MIN_POSITIVE);
    let place = |value: f64| left + ((value - axis.low) / span).clamp(0.0, 1.0) * (right - left).max(20.0);
    let step = if is_over {
        50.0
    } else if has_below {
        36.0
    } else {
        26.0
    };
    let foot = step * rows.len() as f64 + 6.0;
    let mut sheet = Sheet::new(width, foot + 18.0);
    if let Some([low, high]) = band {
        let (from, to) = (place(low), place(high));
        sheet.rect(Ink::Band3, (from, 4.0), ((to - from).max(0.0), foot - 4.0));
    }
    for (at, row) in rows.iter().enumerate() {
        let top = step * at as f64 + 4.0;
        let middle = if is_over { top + 38.0 } else { step * (at as f64 + 0.5) + 3.0 };
        let name = if row.is_ours { Ink::Strong } else { Ink::Words };
        let line = if is_over {
            top + 10.0
        } else if row.below.is_empty() {
            middle + 4.0
        } else {
            middle - 2.0
        };
        sheet.words(name, Anchor::Start, (0.0, line), fitted(&row.name, names));
        if !row.below.is_empty() {
            sheet.words(Ink::Words, Anchor::Start, (0.0, line + WORDS + 2.0), fitted(&row.below, names));
        }
        sheet.line(Ink::Track, [(left, middle), (right, middle)]);
        if let Some([low, high]) = row.half {
            sheet.rect(Ink::Field, (place(low), middle - 6.0), ((place(high) - place(low)).max(1.0), 12.0));
        }
        if let Some(baseline) = row.baseline {
            sheet.line(Ink::Tick, [(place(baseline), middle - 8.0), (place(baseline), middle + 8.0)]);
        }
        if let Some([low, high]) = row.interval {
            sheet.line(Ink::Interval, [(place(low), middle), (place(high), middle)]);
        }
        if let Some(form) = row.form.map(place) {
            if let Some(value) = row.value {
                sheet.line(Ink::Reference, [(form, middle), (place(value), middle)]);
            }
            let corners = [(form - 5.0, middle), (form, middle - 5.0), (form + 5.0, middle), (form, middle + 5.0)];
            sheet.field(Ink::Diamond, corners);
        }
        if let Some(value) = row.value {
            sheet.line(Ink::Dot, [(place(value), middle)]);
        }
        sheet.words(Ink::Strong, Anchor::End, (width, if is_over { line } else { middle + 4.0 }), row.shown.clone());
        sheet.hit((0.0, top), (width, step - 2.0), &row.says);
    }
    sheet.axis(axis, ticks, &place, foot);
    sheet.done()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::{Mark, nice_axis};

    #[test]
    fn a_dot_stands_where_its_value_lies_and_the_form_beside_it() {
        let axis = nice_axis(0.0, 1.0, Some(1.0));
        let ticks = vec![String::from("0"); axis.ticks.len()];
        let row = DotRow { value: Some(0.25), form: Some(0.75), interval: Some([0.0, 1.0]), ..DotRow::default() };
        let drawing = draw_dots(400, &axis, &ticks, None, &[row]);
        let first = |wanted: Ink| {
            let of = |mark: &Mark| match mark {
                Mark::Path { ink, points, .. } if *ink == wanted => Some(points.clone()),
                _ => None,
            };
            drawing.marks.iter().find_map(of).unwrap()
        };
        let [(left, _), (right, _)] = first(Ink::Interval)[..] else { panic!("an interval has two ends") };
        assert_eq!(first(Ink::Dot)[0].0, left + (right - left) / 4);
        assert_eq!(first(Ink::Diamond)[1].0, left + (right - left) * 3 / 4);
        assert!(drawing.is_inside());
    }

    #[test]
    fn two_lines_too_long_for_their_place_stand_over_the_axis() {
        let axis = nice_axis(0.0, 1.0, Some(1.0));
        let below = "470 with no return in 7 days";
        let row = DotRow { below: below.to_owned(), value: Some(1.0), shown: "$1,946".to_owned(), ..DotRow::default() };
        let drawn = |width| {
            let drawing = draw_dots(width, &axis, &[], None, &[row.clone()]);
            assert!(drawing.is_inside());
            let is_whole = drawing.marks.iter().any(|mark| matches!(mark, Mark::Words { words, .. } if words == below));
            let dot = drawing.marks.iter().find_map(|mark| match mark {
                Mark::Path { ink: Ink::Dot, points, .. } => points.first().copied(),
                _ => None,
            });
            (is_whole, dot.unwrap())
        };
        // Beside: the axis ends where the number stands. Over: it is as wide as the sheet, below both lines.
        let ((is_whole, wide), (is_whole_too, narrow)) = (drawn(600), drawn(300));
        assert!(is_whole && is_whole_too);
        assert!(wide.0 < 5600 && wide.1 < 300, "{wide:?}");
        assert_eq!(narrow, (2940, 420));
    }
}
