//! What readers give and importers take: one record at a time, its cells by column, its line.

use super::readers::{Dialect, Rows};
use super::{ReadError, Reason};

/// How a cell can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// As text.
    Plain,
    /// Not: its bytes are no text. What can be shown of them is kept.
    NotText,
    /// Not as one value: a JSON object or list.
    Nested,
}

/// A cell that is not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordCell<'a> {
    /// Position in [`Records::columns`]; past its end for a cell that the header does not name.
    pub column: usize,
    /// As written, quotes and escapes resolved, not trimmed.
    pub text: &'a str,
    /// How it can be read.
    pub kind: CellKind,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    column: usize,
    start: usize,
    end: usize,
    kind: CellKind,
}

/// One record in buffers that are used again for the next. Empty cells are not held.
#[derive(Debug, Default)]
pub struct Record {
    line: u64,
    bytes: Vec<u8>,
    text: String,
    slots: Vec<Slot>,
    /// End of the cell that was closed last.
    closed: usize,
    width: usize,
    is_after_blank: bool,
}

impl Record {
    /// Line of the record's first byte, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Columns up to the last cell, empty ones included.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The cells that are not empty, in the order of the file.
    pub fn cells(&self) -> impl Iterator<Item = RecordCell<'_>> {
        self.slots.iter().map(|slot| RecordCell {
            column: slot.column,
            text: self.text.get(slot.start..slot.end).unwrap_or(""),
            kind: slot.kind,
        })
    }

    /// One of the cells that are not empty, by its number in the order of the file.
    pub fn nth(&self, number: usize) -> Option<RecordCell<'_>> {
        self.slots.get(number).map(|slot| RecordCell {
            column: slot.column,
            text: self.text.get(slot.start..slot.end).unwrap_or(""),
            kind: slot.kind,
        })
    }

    /// Whether a blank line stands before it.
    pub fn is_after_blank(&self) -> bool {
        self.is_after_blank
    }

    /// The cell of a column; empty if there is none.
    pub fn cell(&self, column: usize) -> &str {
        self.cells().find(|cell| cell.column == column).map_or("", |cell| cell.text)
    }

    /// Empties the record for one that starts at `line`.
    pub(super) fn start(&mut self, line: u64) {
        self.line = line;
        if self.bytes.capacity() < self.text.capacity() {
            self.bytes = std::mem::take(&mut self.text).into_bytes();
        }
        self.bytes.clear();
        self.text.clear();
        self.slots.clear();
        self.closed = 0;
        self.width = 0;
        self.is_after_blank = false;
    }

    /// Notes a blank line before the record.
    pub(super) fn set_after_blank(&mut self) {
        self.is_after_blank = true;
    }

    /// The bytes of the cell that is being written; [`Self::end_cell`] closes it.
    pub(super) fn bytes(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// Closes the cell that was written since the last call.
    pub(super) fn end_cell(&mut self, column: usize, kind: CellKind) {
        let (start, end) = (self.closed, self.bytes.len());
        if start < end {
            self.slots.push(Slot { column, start, end, kind });
        }
        self.closed = end;
        self.width = self.width.max(column + 1);
    }

    /// Forgets an earlier cell of a column: of repeated JSON keys the last counts.
    pub(super) fn forget(&mut self, column: usize) {
        self.slots.retain(|slot| slot.column != column);
    }

    /// Turns the bytes into text once all cells are written.
    pub(super) fn finish(&mut self) {
        match String::from_utf8(std::mem::take(&mut self.bytes)) {
            Ok(text) if self.slots.iter().all(|slot| text.is_char_boundary(slot.start)) => self.text = text,
            Ok(text) => self.finish_cell_by_cell(&text.into_bytes()),
            Err(error) => self.finish_cell_by_cell(&error.into_bytes()),
        }
    }

    /// Some cell is not UTF-8: that one alone is unreadable.
    fn finish_cell_by_cell(&mut self, bytes: &[u8]) {
        for slot in &mut self.slots {
            let cell = String::from_utf8_lossy(bytes.get(slot.start..slot.end).unwrap_or_default());
            if matches!(cell, std::borrow::Cow::Owned(_)) {
                slot.kind = CellKind::NotText;
            }
            slot.start = self.text.len();
            self.text.push_str(&cell);
            slot.end = self.text.len();
        }
    }
}

/// What a reader found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// A record, now in the buffer.
    Record,
    /// A row that cannot be read at all; the buffer holds its line, and what it looks like as its only cell.
    Broken(Reason),
    /// The end of the file.
    End,
}

/// A reader of one format.
pub trait Records {
    /// Names of the columns found so far; records may bring more.
    fn columns(&self) -> &[String];

    /// Reads the next record into the buffer.
    fn read(&mut self, record: &mut Record) -> Result<Next, ReadError>;

    /// Finds the next rows at once, as many as there are; false if there is none that can be told so: [`Self::read`] reads it.
    fn scan(&mut self, _rows: &mut Rows) -> Result<bool, ReadError> {
        Ok(false)
    }

    /// The bytes of the rows found last, and how they are written.
    fn scanned(&self) -> (&[u8], Dialect) {
        (&[], Dialect::COMMA)
    }

    /// Bytes before the next record, or what stands before it, and its line; nothing where the format does not tell.
    fn at(&self) -> (u64, u64) {
        (0, 0)
    }

    /// The JSON of the record that was read last, any wrapper taken off; none for a table.
    fn element(&self) -> Option<&str> {
        None
    }

    /// Bytes taken from the file so far.
    fn bytes_read(&self) -> u64;
}
