//! The little picture beside a word that says what a mark means.

use super::mark::{Drawing, Ink};
use super::sheet::Sheet;

/// Width and height of a key in pixels.
const SIZE: (f64, f64) = (16.0, 12.0);

/// What a mark of an ink looks like.
pub fn draw_key(ink: Ink) -> Drawing {
    let (width, height) = SIZE;
    let middle = height / 2.0;
    let mut sheet = Sheet::new(width, height);
    match ink {
        Ink::Line | Ink::Second | Ink::Reference | Ink::Interval => sheet.line(ink, [(2.0, middle), (width - 2.0, middle)]),
        Ink::Dot | Ink::Ring => sheet.line(ink, [(width / 2.0, middle)]),
        Ink::Tick => sheet.line(ink, [(width / 2.0, 1.0), (width / 2.0, height - 1.0)]),
        Ink::Diamond => {
            let corners = [(3.0, middle), (8.0, 1.0), (13.0, middle), (8.0, height - 1.0)];
            sheet.field(ink, corners);
        }
        _ => sheet.rect(ink, (2.0, 1.0), (12.0, 10.0)),
    }
    sheet.done()
}
