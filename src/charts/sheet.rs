//! A drawing that is filled in pixels: what charts without a plane of plotters write on.

use super::axis::Axis;
use super::mark::{Anchor, Drawing, Ink, Mark};
use super::text_width;

/// Font size of words on a chart, in pixels.
pub(super) const WORDS: f64 = 11.0;

/// A drawing of a size in pixels.
pub(super) struct Sheet(Drawing);

/// Pixels as whole tenths.
fn tenth(pixels: f64) -> i32 {
    #[allow(clippy::cast_possible_truncation, reason = "charts are a few thousand pixels wide")]
    let tenths = (pixels * 10.0).round() as i32;
    tenths
}

/// Width of words on a chart, in pixels.
pub(super) fn width_of(words: &str) -> f64 {
    f64::from(text_width(words, 110)) / 10.0
}

/// Width of bold words: an eighth more.
pub(super) fn width_of_strong(words: &str) -> f64 {
    width_of(words) * 1.125
}

/// Words cut to a width, with an ellipsis where something is left out.
pub(super) fn fitted(words: &str, width: f64) -> String {
    if width_of(words) <= width {
        return words.to_owned();
    }
    let mut cut = String::new();
    for letter in words.chars() {
        cut.push(letter);
        if width_of(&cut) + width_of("…") > width {
            cut.pop();
            break;
        }
    }
    cut.trim_end().to_owned() + "…"
}

impl Sheet {
    /// An empty sheet.
    pub(super) fn new(width: f64, height: f64) -> Self {
        Self(Drawing { width: tenth(width), height: tenth(height), marks: Vec::new() })
    }

    /// A field with straight edges.
    pub(super) fn rect(&mut self, ink: Ink, (x, y): (f64, f64), (width, height): (f64, f64)) {
        self.0.marks.push(Mark::Rect { ink, at: (tenth(x), tenth(y)), size: (tenth(width), tenth(height)), says: String::new() });
    }

    /// A field that takes the pointer and says something.
    pub(super) fn hit(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), says: &str) {
        let size = (tenth(width), tenth(height));
        self.0.marks.push(Mark::Rect { ink: Ink::Hit, at: (tenth(x), tenth(y)), size, says: says.to_owned() });
    }

    /// Lines from point to point.
    pub(super) fn line(&mut self, ink: Ink, points: impl IntoIterator<Item = (f64, f64)>) {
        self.path(ink, points, false);
    }

    /// A field between points.
    pub(super) fn field(&mut self, ink: Ink, points: impl IntoIterator<Item = (f64, f64)>) {
        self.path(ink, points, true);
    }

    fn path(&mut self, ink: Ink, points: impl IntoIterator<Item = (f64, f64)>, is_closed: bool) {
        let points = points.into_iter().map(|(x, y)| (tenth(x), tenth(y))).collect();
        self.0.marks.push(Mark::Path { ink, points, is_closed });
    }

    /// Words on a baseline.
    pub(super) fn words(&mut self, ink: Ink, anchor: Anchor, (x, y): (f64, f64), words: impl Into<String>) {
        self.0.marks.push(Mark::Words { at: (tenth(x), tenth(y)), anchor, ink, words: words.into() });
    }

    /// An axis below what it measures, with words at its ticks; those that would touch the one before are left out.
    pub(super) fn axis(&mut self, axis: &Axis, ticks: &[String], place: &dyn Fn(f64) -> f64, foot: f64) {
        let width = f64::from(self.0.width) / 10.0;
        self.line(Ink::Axis, [(place(axis.low), foot), (place(axis.high), foot)]);
        let mut free = f64::MIN;
        for (tick, words) in axis.ticks.iter().zip(ticks) {
            let half = width_of(words) / 2.0;
            let at = place(*tick).clamp(half.min(width / 2.0), width - half.min(width / 2.0));
            if at - half > free {
                self.words(Ink::Words, Anchor::Middle, (at, foot + 14.0), words.clone());
                free = at + half + 6.0;
            }
        }
    }

    /// The drawing.
    pub(super) fn done(self) -> Drawing {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_cut_and_say_so() {
        assert_eq!(fitted("Order status", 200.0), "Order status");
        let cut = fitted("Where is the parcel I ordered", 80.0);
        assert!(cut.ends_with('…') && width_of(&cut) <= 80.0, "{cut}");
        // Three letters of 11 px and the ellipsis.
        assert_eq!(fitted("注文状況の確認", 40.0), "注文状…");
    }
}
