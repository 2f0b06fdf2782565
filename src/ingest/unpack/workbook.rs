//! Workbooks: each sheet with cells becomes a CSV, cell by cell. What people see as a date becomes one.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::{Read, Seek, SeekFrom};
use std::rc::Rc;

use calamine::{Data, DataRef, ExcelDateTime, Reader as _, Xls, Xlsx};

use super::budget::Budget;
use super::entry::{Inflated, Place, ReadSeek, Unpacked, sha256_of};
use super::{MOST_HELD, UnpackError};
use crate::ingest::Excess;
use crate::ingest::text::Limit;

/// Columns of a sheet, as spreadsheets have them.
const MOST_COLUMNS: u32 = 16_384;

/// Blank rows that are kept before a row, so that lines are rows of the sheet; a far row would be millions of them.
const MOST_BLANK_ROWS: u32 = 1_000;

/// Sheets of a workbook.
const MOST_SHEETS: usize = 1_000;

/// The most that a deflated byte can become.
const DEFLATE_RATIO: u64 = 1_032;

/// Gives the sheets of a workbook. `places` are its parts.
pub(super) fn sheets(
    name: &str,
    input: &mut dyn ReadSeek,
    places: &[Place],
    budget: &mut Budget,
    each: &mut dyn FnMut(Result<Unpacked<'_>, UnpackError>),
) {
    let damaged = |error: &dyn std::fmt::Display| UnpackError::Damaged { file: name.to_owned(), reason: error.to_string() };
    let too_much = |excess| UnpackError::TooMuch { file: name.to_owned(), excess };
    let held = hold_parts(name, input, places, budget).and_then(|()| sha256_of(input).map_err(|error| damaged(&error)));
    let sha256 = match held {
        Ok(sha256) => sha256,
        Err(error) => return each(Err(error)),
    };
    let sought = Rc::default();
    let mut book = match Xlsx::new(Watched { input, sought: Rc::clone(&sought) }) {
        Ok(book) => book,
        Err(calamine::XlsxError::Password) => return each(Err(UnpackError::Locked { file: name.to_owned() })),
        Err(error) => return each(Err(damaged(&error))),
    };
    if let Err(excess) = hold_sheets(book.sheet_names().len()) {
        return each(Err(too_much(excess)));
    }
    let mut found = Vec::new();
    let mut read = BTreeSet::new();
    // Few bytes can be many cells of one long text, on as many sheets as they like.
    let mut room = MOST_HELD;
    for sheet in book.sheet_names() {
        // Sheets that are charts have no cells.
        sought.borrow_mut().clear();
        let Ok(mut cells) = book.worksheet_cells_reader(&sheet) else { continue };
        // Sheets without end could be made of one part.
        let part = places.iter().map(|place| place.start).find(|start| sought.borrow().contains(start));
        if part.is_some_and(|part| !read.insert(part)) {
            return each(Err(too_much(Excess::SharedSheet)));
        }
        let mut csv = SheetCsv::within(room);
        let outcome = loop {
            match cells.next_cell() {
                Ok(Some(cell)) => {
                    if let Err(excess) = csv.push(cell.get_position(), &text_of(cell.get_value())) {
                        break Err(too_much(excess));
                    }
                }
                Ok(None) => break Ok(csv.finish()),
                Err(error) => break Err(damaged(&error)),
            }
        };
        room = room.saturating_sub(held_by(&outcome));
        found.push((sheet, outcome));
    }
    give(name, &sha256, found, each);
}

fn held_by(sheet: &Result<Vec<u8>, UnpackError>) -> u64 {
    sheet.as_ref().map_or(0, |csv| csv.len() as u64)
}

/// Gives the sheets of a workbook of before 2007.
pub(super) fn sheets_of_old(name: &str, input: &mut dyn ReadSeek, each: &mut dyn FnMut(Result<Unpacked<'_>, UnpackError>)) {
    let damaged = |reason: String| UnpackError::Damaged { file: name.to_owned(), reason };
    let sha256 = match sha256_of(input) {
        Ok(sha256) => sha256,
        Err(error) => return each(Err(damaged(error.to_string()))),
    };
    let mut book = match Xls::new(input) {
        Ok(book) => book,
        // A new workbook with a password looks like an old one from outside.
        Err(calamine::XlsError::Cfb(_) | calamine::XlsError::Password) => {
            return each(Err(UnpackError::Locked { file: name.to_owned() }));
        }
        Err(error) => return each(Err(damaged(error.to_string()))),
    };
    if let Err(excess) = hold_sheets(book.sheet_names().len()) {
        return each(Err(UnpackError::TooMuch { file: name.to_owned(), excess }));
    }
    let mut found = Vec::new();
    let mut room = MOST_HELD;
    for sheet in book.sheet_names() {
        // 65,536 rows of 256 columns at most.
        let Ok(range) = book.worksheet_range(&sheet) else { continue };
        let mut csv = SheetCsv::within(room);
        let (top, left) = range.start().unwrap_or_default();
        let cells = range.used_cells().map(|(row, column, value)| (row, column, old_text_of(value)));
        let pushed = cells.into_iter().try_for_each(|(row, column, text)| {
            let at = |offset: u32, place: usize| offset.saturating_add(u32::try_from(place).unwrap_or(u32::MAX));
            csv.push((at(top, row), at(left, column)), &text)
        });
        let outcome = pushed.map(|()| csv.finish()).map_err(|excess| UnpackError::TooMuch { file: name.to_owned(), excess });
        room = room.saturating_sub(held_by(&outcome));
        found.push((sheet, outcome));
    }
    give(name, &sha256, found, each);
}

fn give(
    name: &str,
    sha256: &str,
    mut sheets: Vec<(String, Result<Vec<u8>, UnpackError>)>,
    each: &mut dyn FnMut(Result<Unpacked<'_>, UnpackError>),
) {
    sheets.retain(|(_, csv)| csv.as_ref().map_or(true, |csv| !csv.is_empty()));
    let is_alone = sheets.len() <= 1;
    if sheets.is_empty() {
        // Told as any empty file is.
        each(Ok(Unpacked::made(name.to_owned(), Vec::new(), sha256.to_owned())));
    }
    for (sheet, csv) in sheets {
        let name = if is_alone { name.to_owned() } else { format!("{name}: {sheet}") };
        each(csv.map(|csv| Unpacked::made(name, csv, sha256.to_owned())));
    }
}

fn hold_sheets(sheets: usize) -> Result<(), Excess> {
    if sheets > MOST_SHEETS { Err(Excess::Sheets { sheets: MOST_SHEETS as u64 }) } else { Ok(()) }
}

/// Holds the parts of a workbook under the limits of an entry, all of them together too, and proves that they hold no more than
/// they declare: what reads the workbook believes it.
fn hold_parts(name: &str, input: &mut dyn ReadSeek, places: &[Place], budget: &mut Budget) -> Result<(), UnpackError> {
    let unread = |error: std::io::Error| UnpackError::reading(name, &error);
    let too_much = |excess| UnpackError::TooMuch { file: name.to_owned(), excess };
    let (mut in_all, mut packed, mut believed) = (0_u64, 0_u64, 0_u64);
    for place in places {
        (in_all, packed) = (in_all.saturating_add(place.size), packed.saturating_add(place.length));
        Limit::ENTRY.hold(place.size, place.length).and_then(|()| Limit::ENTRY.hold(in_all, packed)).map_err(too_much)?;
        let largest = place.length.saturating_mul(DEFLATE_RATIO);
        if believed.saturating_add(largest) <= SMALL_PARTS {
            believed += largest;
            continue;
        }
        let mut part = Inflated::new(&mut *input, *place).map_err(unread)?;
        std::io::copy(&mut part, &mut std::io::sink()).map_err(unread)?;
    }
    budget.hold_bytes(name, name, in_all)
}

/// Parts that cannot become larger than this together are not looked at.
const SMALL_PARTS: u64 = 64 << 20;

/// A workbook's bytes, and the places in them that were sought: where the parts that were read start.
struct Watched<'a> {
    input: &'a mut dyn ReadSeek,
    sought: Rc<RefCell<BTreeSet<u64>>>,
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.input.read(buffer)
    }
}

impl Seek for Watched<'_> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let at = self.input.seek(to)?;
        self.sought.borrow_mut().insert(at);
        Ok(at)
    }
}

/// A sheet as it is written.
#[derive(Default)]
struct SheetCsv {
    csv: Vec<u8>,
    /// Of the cell that comes next.
    row: u32,
    column: u32,
    has_cells: bool,
    /// Bytes that it may have.
    room: u64,
}

impl SheetCsv {
    fn within(room: u64) -> Self {
        Self { room, ..Self::default() }
    }

    /// Adds a cell; cells come row by row, from left to right.
    fn push(&mut self, (row, column): (u32, u32), text: &str) -> Result<(), Excess> {
        if text.is_empty() {
            return Ok(());
        }
        if column >= MOST_COLUMNS {
            return Err(Excess::Columns { columns: u64::from(MOST_COLUMNS) });
        }
        if row > self.row {
            for _ in 0..(row - self.row).min(MOST_BLANK_ROWS) {
                self.csv.push(b'\n');
            }
            (self.row, self.column) = (row, 0);
        }
        // A cell that comes out of order would be written into another column: it is left out.
        if row < self.row || column < self.column {
            return Ok(());
        }
        for _ in self.column..column {
            self.csv.push(b',');
        }
        self.column = column;
        self.has_cells = true;
        if text.contains(['"', ',', '\n', '\r']) {
            self.csv.push(b'"');
            self.csv.extend_from_slice(text.replace('"', "\"\"").as_bytes());
            self.csv.push(b'"');
        } else {
            self.csv.extend_from_slice(text.as_bytes());
        }
        if self.csv.len() as u64 > self.room {
            return Err(Excess::SheetBytes { bytes: MOST_HELD });
        }
        Ok(())
    }

    fn finish(mut self) -> Vec<u8> {
        if self.has_cells {
            self.csv.push(b'\n');
        } else {
            self.csv.clear();
        }
        self.csv
    }
}

fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        // Ids of fifteen digits are numbers to a spreadsheet: all digits are written.
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(is) => is.to_string(),
        DataRef::DateTime(time) => time_text(time),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        // `#N/A` says nothing.
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn old_text_of(value: &Data) -> String {
    match value {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(is) => is.to_string(),
        Data::DateTime(time) => time_text(time),
        _ => String::new(),
    }
}

/// `2026-03-01`, `2026-03-01 10:00:00`, or `26:15:03` for a length of time.
fn time_text(time: &ExcelDateTime) -> String {
    if time.is_duration() {
        #[allow(clippy::cast_possible_truncation, reason = "days since 1900 in seconds are far below 2^63")]
        let seconds = (time.as_f64() * 86_400.0).round() as i64;
        let sign = if seconds < 0 { "-" } else { "" };
        let seconds = seconds.abs();
        return format!("{sign}{}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }
    let (year, month, day, hour, minute, second, milli) = time.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second, milli) {
        (0, 0, 0, 0) => date,
        (_, _, _, 0) => format!("{date} {hour:02}:{minute:02}:{second:02}"),
        _ => format!("{date} {hour:02}:{minute:02}:{second:02}.{milli:03}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_holds_what_it_may_and_no_cell_more() {
        let mut sheet = SheetCsv::within(10);
        assert_eq!(sheet.push((0, 0), "12345"), Ok(()));
        assert_eq!(sheet.push((0, 1), "6789"), Ok(()));
        assert_eq!(sheet.push((1, 0), "x").unwrap_err().to_string(), "its sheets are larger than 512 MiB together");
    }

    #[test]
    fn a_sheet_has_the_columns_of_spreadsheets_and_far_rows_are_drawn_near() {
        let mut sheet = SheetCsv::within(MOST_HELD);
        assert_eq!(sheet.push((0, MOST_COLUMNS - 1), "x"), Ok(()));
        assert_eq!(sheet.push((1, MOST_COLUMNS), "x").unwrap_err().to_string(), "a row of it has more than 16,384 columns");
        let mut far = SheetCsv::within(MOST_HELD);
        assert_eq!(far.push((1_048_575, 0), "x"), Ok(()));
        assert_eq!(far.finish().len(), MOST_BLANK_ROWS as usize + 2);
    }
}
