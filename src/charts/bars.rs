//! Ranked bars from 0, each with its name and number; what is not there any more or not yet is hatched.

use super::axis::Axis;
use super::mark::{Anchor, Drawing, Ink};
use super::sheet::{Sheet, WORDS, fitted, width_of, width_of_strong};

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct BarRow {
    /// Its name.
    pub name: String,
    /// Steps to the right: parts of the row before.
    pub depth: u8,
    /// Length, as a part of the longest, 0..1.
    pub part: f64,
    /// What follows it hatched, likewise.
    pub rest: f64,
    /// Its ink.
    pub ink: Ink,
    /// The number, right of all bars.
    pub value: String,
    /// A second number right of it.
    pub beside: String,
    /// What pointing at it says.
    pub says: String,
}

/// Below this width names stand above their bars, as long ones do.
const NARROW: f64 = 460.0;
const BAR: f64 = 13.0;

/// Draws bars one below the other.
pub fn draw_bars(width: u32, rows: &[BarRow]) -> Drawing {
    let width = f64::from(width.max(160));
    let widest = |of: fn(&BarRow) -> &str| rows.iter().map(|row| width_of(of(row))).fold(0.0, f64::max);
    let indent = |row: &BarRow| f64::from(row.depth) * 14.0;
    let name_width = |row: &BarRow| if row.depth == 0 { width_of_strong(&row.name) } else { width_of(&row.name) };
    let names = rows.iter().map(|row| name_width(row) + indent(row)).fold(0.0, f64::max);
    let is_narrow = width < NARROW || names > width * 0.38;
    let (values, besides) = (widest(|row| &row.value), widest(|row| &row.beside));
    let right = width - if besides > 0.0 { besides + 14.0 } else { 0.0 };
    let left = if is_narrow { 0.0 } else { names + 12.0 };
    let room = (right - values - 12.0 - left).max(20.0);
    // One scale for all, however far a bar is moved to the right.
    let deepest = rows.iter().map(indent).fold(0.0, f64::max);
    let scale = if is_narrow { (room - deepest).max(20.0) } else { room };
    let step = if is_narrow { 38.0 } else { 25.0 };
    let mut sheet = Sheet::new(width, step * rows.len() as f64 + 4.0);
    for (at, row) in rows.iter().enumerate() {
        let top = step * at as f64 + 4.0;
        let bar = if is_narrow { top + 16.0 } else { top + 3.0 };
        let start = if is_narrow { indent(row) } else { left };
        let ink = if row.depth == 0 { Ink::Strong } else { Ink::Words };
        let name_room = if is_narrow { width - indent(row) } else { names - indent(row) };
        let name = if name_width(row) <= name_room { row.name.clone() } else { fitted(&row.name, name_room * 0.88) };
        let below = if is_narrow { top + WORDS } else { bar + BAR - 3.0 };
        sheet.words(ink, Anchor::Start, (indent(row), below), name);
        let length = (row.part.clamp(0.0, 1.0) * scale).max(if row.part > 0.0 { 1.0 } else { 0.0 });
        sheet.rect(row.ink, (start, bar), (length, BAR));
        if row.rest > 0.0 {
            let rest = row.rest.min(1.0 - row.part.min(1.0)) * scale;
            sheet.rect(Ink::Pending, (start + length, bar), (rest, BAR));
        }
        sheet.words(Ink::Strong, Anchor::End, (right, bar + BAR - 3.0), row.value.clone());
        if !row.beside.is_empty() {
            sheet.words(Ink::Words, Anchor::End, (width, bar + BAR - 3.0), row.beside.clone());
        }
        sheet.hit((0.0, top), (width, step - 2.0), &row.says);
    }
    sheet.done()
}

/// One row of bars around a middle line.
#[derive(Clone, Debug, PartialEq)]
pub struct DivergingRow {
    /// Its name.
    pub name: String,
    /// Part to the left, 0..1.
    pub poor: f64,
    /// Part to the right, 0..1.
    pub good: f64,
    /// The number, right of all bars.
    pub value: String,
    /// What pointing at it says.
    pub says: String,
}

/// Draws shares of good and poor around the 0 of one axis: the poor lie below it, the good above.
pub fn draw_diverging(width: u32, axis: &Axis, ticks: &[String], rows: &[DivergingRow]) -> Drawing {
    let width = f64::from(width.max(160));
    let names = rows.iter().map(|row| width_of(&row.name)).fold(0.0, f64::max).min(width * 0.34);
    let values = rows.iter().map(|row| width_of(&row.value)).fold(0.0, f64::max);
    let left = names + 12.0;
    let room = (width - values - 14.0 - left).max(20.0);
    let scale = room / (axis.high - axis.low).max(f64::MIN_POSITIVE);
    let place = |value: f64| left + (value - axis.low) * scale;
    let middle = place(0.0);
    let step = 25.0;
    let foot = step * rows.len() as f64 + 4.0;
    let mut sheet = Sheet::new(width, foot + 18.0);
    for tick in &axis.ticks {
        sheet.line(Ink::Grid, [(place(*tick), 2.0), (place(*tick), foot)]);
    }
    for (at, row) in rows.iter().enumerate() {
        let top = step * at as f64 + 4.0;
        let (poor, good) = (row.poor.min(-axis.low).max(0.0) * scale, row.good.min(axis.high).max(0.0) * scale);
        sheet.words(Ink::Words, Anchor::Start, (0.0, top + BAR), fitted(&row.name, names));
        sheet.rect(Ink::Poor, (middle - poor, top + 3.0), (poor, BAR));
        sheet.rect(Ink::Good, (middle, top + 3.0), (good, BAR));
        sheet.words(Ink::Strong, Anchor::End, (width, top + BAR), row.value.clone());
        sheet.hit((0.0, top), (width, step - 2.0), &row.says);
    }
    sheet.line(Ink::Axis, [(middle, 2.0), (middle, foot)]);
    sheet.axis(axis, ticks, &place, foot);
    sheet.done()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::{Mark, nice_axis};

    fn row(part: f64, rest: f64) -> BarRow {
        let (name, value) = ("Work email".to_owned(), "171".to_owned());
        BarRow { name, depth: 0, part, rest, ink: Ink::Confirmed, value, beside: "−49 %".to_owned(), says: "x".to_owned() }
    }

    fn length(drawing: &Drawing, wanted: Ink) -> Vec<i32> {
        let of = |mark: &Mark| match mark {
            Mark::Rect { ink, size, .. } if *ink == wanted => Some(size.0),
            _ => None,
        };
        drawing.marks.iter().filter_map(of).collect()
    }

    #[test]
    fn bars_are_to_scale_from_zero_at_any_width() {
        for width in [320, 700] {
            let drawing = draw_bars(width, &[row(1.0, 0.0), row(0.5, 0.25), row(0.0, 0.0)]);
            let bars = length(&drawing, Ink::Confirmed);
            assert!((bars[0] - 2 * bars[1]).abs() <= 1 && bars[2] == 0, "{bars:?}");
            let rest = length(&drawing, Ink::Pending);
            assert!(rest.len() == 1 && (bars[1] - 2 * rest[0]).abs() <= 1, "{rest:?}");
            assert!(drawing.is_inside());
            let part = BarRow { depth: 1, ..row(0.5, 0.0) };
            let bars = length(&draw_bars(width, &[row(1.0, 0.0), part]), Ink::Confirmed);
            assert!((bars[0] - 2 * bars[1]).abs() <= 1, "a part has the scale of its whole: {bars:?}");
        }
    }

    #[test]
    fn both_sides_of_a_diverging_bar_share_a_scale() {
        let row = |poor, good| DivergingRow { name: "FAQ".to_owned(), poor, good, value: String::new(), says: String::new() };
        let axis = nice_axis(-0.4, 0.8, Some(1.0));
        let ticks: Vec<String> = axis.ticks.iter().map(|tick| format!("{:.0} %", tick.abs() * 100.0)).collect();
        let drawing = draw_diverging(400, &axis, &ticks, &[row(0.2, 0.8), row(0.4, 0.6)]);
        let (poor, good) = (length(&drawing, Ink::Poor), length(&drawing, Ink::Good));
        assert!((good[0] - 4 * poor[0]).abs() <= 3 && (poor[1] - 2 * poor[0]).abs() <= 2, "{poor:?} {good:?}");
        // 0 stands under the line where both sides begin, and the ticks left of it are shares too.
        let words = |mark: &Mark| match mark {
            Mark::Words { at, words, .. } if words.ends_with('%') => Some((at.0, words.clone())),
            _ => None,
        };
        let told: Vec<(i32, String)> = drawing.marks.iter().filter_map(words).collect();
        let begins = drawing.marks.iter().find_map(|mark| match mark {
            Mark::Rect { ink: Ink::Good, at, .. } => Some(at.0),
            _ => None,
        });
        assert_eq!(told.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>(), ["50 %", "0 %", "50 %", "100 %"]);
        assert_eq!(begins, Some(told[1].0));
        assert!(drawing.is_inside());
    }
}
