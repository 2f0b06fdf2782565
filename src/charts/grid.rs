//! A heat map: every cell carries its number; the shade is a share of the top, so that paper and eyes agree.

use super::mark::{Anchor, Drawing, Ink};
use super::sheet::{Sheet, WORDS, fitted, width_of};

/// One row of cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GridRow {
    /// Its name.
    pub name: String,
    /// A number beside the name; empty for none.
    pub beside: String,
    /// A cell for each column.
    pub cells: Vec<GridCell>,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GridCell {
    /// What stands in it; left out where the cell is too small.
    pub words: String,
    /// Its shade, 0..1 of the top; none for a cell without a rate.
    pub shade: Option<f64>,
    /// Whether it is not known yet: hatched.
    pub is_pending: bool,
    /// What pointing at it says; empty for nothing.
    pub says: String,
}

/// Width of a step of the key.
const SWATCH: f64 = 14.0;

/// Draws cells under the names of their columns, and below them what the shades mean: from nothing to the top.
pub fn draw_grid(width: u32, columns: &[String], rows: &[GridRow], ends: [&str; 2]) -> Drawing {
    let width = f64::from(width.max(200));
    let names = rows.iter().map(|row| width_of(&row.name)).fold(0.0, f64::max).min(width * 0.3);
    let beside = rows.iter().map(|row| width_of(&row.beside)).fold(0.0, f64::max);
    let left = names + 8.0 + if beside > 0.0 { beside + 10.0 } else { 0.0 };
    let step = ((width - left) / columns.len().max(1) as f64).max(1.0);
    let (head, line) = (20.0, 24.0);
    let foot = head + line * rows.len() as f64 + 2.0;
    let is_shaded = rows.iter().flat_map(|row| &row.cells).any(|cell| cell.shade.is_some());
    let mut sheet = Sheet::new(width, foot + if is_shaded { 22.0 } else { 0.0 });
    let mut free = f64::MIN;
    for (at, name) in columns.iter().enumerate() {
        let middle = left + step * (at as f64 + 0.5);
        let name = if columns.len() > 12 { name.clone() } else { fitted(name, step - 4.0) };
        let half = width_of(&name) / 2.0;
        if middle - half > free && middle + half <= width + 0.5 {
            sheet.words(Ink::Words, Anchor::Middle, (middle, head - 7.0), name);
            free = middle + half + 4.0;
        }
    }
    for (at, row) in rows.iter().enumerate() {
        let top = head + line * at as f64;
        let below = top + line / 2.0 + WORDS / 2.0 - 1.5;
        sheet.words(Ink::Words, Anchor::Start, (0.0, below), fitted(&row.name, names));
        if !row.beside.is_empty() {
            sheet.words(Ink::Words, Anchor::End, (left - 8.0, below), row.beside.clone());
        }
        for (at, cell) in row.cells.iter().enumerate() {
            let start = left + step * at as f64;
            let room = (start + 0.8, top + 0.8);
            let size = ((step - 1.6).max(0.4), line - 1.6);
            let ink = match (cell.is_pending, cell.shade) {
                (true, _) => Ink::Pending,
                (false, Some(shade)) => Ink::ramp(shade),
                (false, None) => Ink::Band1,
            };
            sheet.rect(ink, room, size);
            if width_of(&cell.words) + 2.0 <= step && !cell.words.is_empty() {
                let words = if cell.shade.is_some() && !cell.is_pending { ink.words_on() } else { Ink::Words };
                sheet.words(words, Anchor::Middle, (start + step / 2.0, below), cell.words.clone());
            }
            if !cell.says.is_empty() {
                sheet.hit(room, size, &cell.says);
            }
        }
    }
    if is_shaded {
        let [low, high] = ends.map(width_of);
        let start = left.min(width - low - high - 12.0 - SWATCH * Ink::RAMP.len() as f64).max(0.0);
        let (first, below) = (start + low + 6.0, foot + 17.0);
        sheet.words(Ink::Words, Anchor::Start, (start, below), ends[0]);
        for (at, ink) in Ink::RAMP.into_iter().enumerate() {
            sheet.rect(ink, (first + SWATCH * at as f64, foot + 8.0), (SWATCH, 11.0));
        }
        sheet.words(Ink::Words, Anchor::Start, (first + SWATCH * Ink::RAMP.len() as f64 + 6.0, below), ends[1]);
    }
    sheet.done()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Mark;

    #[test]
    fn shade_follows_the_share_and_what_is_not_known_is_hatched() {
        let cell = |shade, is_pending| GridCell { words: "40".to_owned(), shade, is_pending, says: String::new() };
        let cells = vec![cell(Some(0.0), false), cell(Some(1.0), false), cell(None, false), cell(None, true)];
        let row = GridRow { name: "Returns".to_owned(), beside: String::new(), cells };
        let columns: Vec<String> = (6..10).map(|week| format!("W{week:02}")).collect();
        let drawing = draw_grid(400, &columns, &[row], ["0 %", "60 %"]);
        let inks: Vec<Ink> = drawing
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Rect { ink, .. } => Some(*ink),
                _ => None,
            })
            .collect();
        assert_eq!(inks[..4], [Ink::Q0, Ink::Q6, Ink::Band1, Ink::Pending]);
        // The key has all steps, from nothing to the top.
        assert_eq!(inks[4..], Ink::RAMP);
        let says = |wanted: &str| drawing.marks.iter().any(|mark| matches!(mark, Mark::Words { words, .. } if words == wanted));
        assert!(says("0 %") && says("60 %"));
        assert!(drawing.is_inside());
    }

    #[test]
    fn numbers_are_left_out_where_they_would_not_fit() {
        let cell = GridCell { words: "100".to_owned(), shade: Some(0.5), ..GridCell::default() };
        let row = GridRow { cells: vec![cell; 24], ..GridRow::default() };
        let columns: Vec<String> = (0..24).map(|hour| hour.to_string()).collect();
        let words = |width| {
            let of_cells = |mark: &&Mark| matches!(mark, Mark::Words { words, .. } if words == "100");
            draw_grid(width, &columns, std::slice::from_ref(&row), ["0", "9"]).marks.iter().filter(of_cells).count()
        };
        assert_eq!((words(300), words(1200)), (0, 24));
    }
}
