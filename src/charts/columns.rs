//! Columns from one axis: parts stacked by week, or steps of a sum that hang where the one before ended.

use super::axis::Axis;
use super::mark::{Anchor, Drawing, Ink};
use super::sheet::{Sheet, fitted, width_of};

/// One column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// Word below it.
    pub name: String,
    /// Where it starts on the axis.
    pub from: f64,
    /// Its parts from the start up; a negative one hangs down.
    pub parts: Vec<(Ink, f64)>,
    /// Whether it is not final: hatched over.
    pub is_running: bool,
    /// Word above it; empty for none.
    pub above: String,
    /// What pointing at it says.
    pub says: String,
}

/// Draws columns. `joins` draws the line from one column's end to the next one's start.
pub fn draw_columns(width: u32, height: u32, axis: &Axis, ticks: &[String], columns: &[Column], joins: bool) -> Drawing {
    let (width, height) = (f64::from(width.max(160)), f64::from(height.max(100)));
    let left = ticks.iter().map(|words| width_of(words)).fold(0.0, f64::max) + 8.0;
    let (top, foot) = (18.0, height - 22.0);
    let span = (axis.high - axis.low).max(f64::MIN_POSITIVE);
    let place = |value: f64| foot - ((value - axis.low) / span).clamp(0.0, 1.0) * (foot - top);
    let step = (width - left) / columns.len().max(1) as f64;
    let thick = (step * if joins { 0.66 } else { 0.78 }).min(72.0);
    let mut sheet = Sheet::new(width, height);
    for (tick, words) in axis.ticks.iter().zip(ticks) {
        let at = place(*tick);
        sheet.line(if *tick == 0.0 { Ink::Axis } else { Ink::Grid }, [(left, at), (width, at)]);
        sheet.words(Ink::Words, Anchor::End, (left - 5.0, at + 3.5), words.clone());
    }
    let mut free = f64::MIN;
    for (at, column) in columns.iter().enumerate() {
        let middle = left + step * (at as f64 + 0.5);
        let start = middle - thick / 2.0;
        let mut level = column.from;
        let mut highest = column.from;
        for (ink, amount) in &column.parts {
            let ends = (place(level), place(level + amount));
            sheet.rect(*ink, (start, ends.0.min(ends.1)), (thick, (ends.0 - ends.1).abs()));
            level += amount;
            highest = highest.max(level);
        }
        if column.is_running {
            let (high, low) = (place(highest), place(column.from.min(level)));
            sheet.rect(Ink::Pending, (start, high), (thick, (low - high).max(0.0)));
        }
        if joins && at + 1 < columns.len() {
            sheet.line(Ink::Reference, [(start + thick, place(level)), (start + step, place(level))]);
        }
        if !column.above.is_empty() {
            sheet.words(Ink::Strong, Anchor::Middle, (middle, (place(highest) - 5.0).max(11.0)), column.above.clone());
        }
        let name = if joins { fitted(&column.name, step - 4.0) } else { column.name.clone() };
        let half = width_of(&name) / 2.0;
        let centre = middle.min(width - half);
        if centre - half > free {
            sheet.words(Ink::Words, Anchor::Middle, (centre, height - 6.0), name);
            free = centre + half + 8.0;
        }
        sheet.hit((left + step * at as f64, top), (step.max(0.1), foot - top), &column.says);
    }
    sheet.done()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::{Mark, nice_axis};

    #[test]
    fn parts_stack_and_steps_hang_where_the_last_ended() {
        let axis = nice_axis(0.0, 1.0, Some(1.0));
        let ticks = vec![String::new(); axis.ticks.len()];
        let stack = Column { parts: vec![(Ink::Confirmed, 0.25), (Ink::Assumed, 0.5)], ..Column::default() };
        let fall = Column { from: 0.75, parts: vec![(Ink::Poor, -0.25)], ..Column::default() };
        let drawing = draw_columns(400, 200, &axis, &ticks, &[stack, fall], true);
        let rects: Vec<(i32, i32)> = drawing
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Rect { ink: Ink::Confirmed | Ink::Assumed | Ink::Poor, at, size, .. } => Some((at.1, size.1)),
                _ => None,
            })
            .collect();
        let [confirmed, assumed, poor] = rects[..] else { panic!("{rects:?}") };
        assert_eq!(assumed.1, 2 * confirmed.1);
        assert_eq!(assumed.0 + assumed.1, confirmed.0, "one stands on the other");
        assert_eq!((poor.0, poor.1), (assumed.0, confirmed.1), "a fall starts at the height of the sum");
        assert!(drawing.is_inside());
    }
}
