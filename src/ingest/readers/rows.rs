//! Many rows of a table at once: where their cells are, without copying any. Sixteen bytes are looked at together.
//!
//! Rows that the scan cannot describe by places alone (a doubled quote, text after a closing quote, more or fewer cells than
//! the header) are marked: [`super::csv`] reads those. A test holds both side by side.

use wide::u8x16;

use super::csv::{Split, split_row};
use super::dialect::Dialect;
use crate::ingest::record::Record;

/// Rows that are found at most in one scan.
const ROWS: usize = 1_024;

/// Bytes whose structure one word says.
const CHUNK: usize = 64;

/// Where the cells of some rows are in the bytes that were scanned.
#[derive(Debug, Default)]
pub struct Rows {
    width: usize,
    found: Vec<Row>,
    /// As many as the width for each row.
    cells: Vec<Place>,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    start: u32,
    end: u32,
    line: u32,
    is_odd: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Place {
    start: u32,
    end: u32,
}

impl Rows {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Forgets all rows; the next ones have so many cells.
    pub fn start(&mut self, width: usize) {
        self.width = width;
        self.found.clear();
        self.cells.clear();
    }

    /// Line of a row's first byte, from 1.
    pub fn line(&self, row: usize) -> u32 {
        self.found.get(row).map_or(0, |row| row.line)
    }

    /// Whether only [`Self::record`] tells the cells of a row.
    pub fn is_odd(&self, row: usize) -> bool {
        self.found.get(row).is_none_or(|row| row.is_odd)
    }

    /// Where the cells of a column start and end, row by row.
    pub fn column(&self, column: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let places = self.cells.get(column..).unwrap_or_default();
        places.iter().step_by(self.width.max(1)).map(|place| (place.start as usize, place.end as usize))
    }

    /// A row cell by cell, as [`super::CsvReader`] reads it.
    pub fn record(&self, row: usize, bytes: &[u8], dialect: Dialect, record: &mut Record) {
        let Some(row) = self.found.get(row) else { return };
        record.start(u64::from(row.line));
        split_row(bytes.get(row.start as usize..row.end as usize).unwrap_or_default(), true, dialect, record);
        record.finish();
    }
}

/// How far a scan came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scanned {
    /// Bytes of rows that were found, and of blank lines.
    pub(super) bytes: usize,
    /// Line of what follows them.
    pub(super) line: u64,
}

/// Finds rows that start within the first `limit` bytes and end within `bytes`, from a row's first byte on. The last of a file
/// is not among them if it has no line end.
pub(super) fn scan(bytes: &[u8], delimiter: u8, line: u64, limit: usize, rows: &mut Rows) -> Scanned {
    if limit == 0 {
        return Scanned { bytes: 0, line };
    }
    let mut row = Unfinished::at(0, line);
    let mut scanned = Scanned { bytes: 0, line };
    // Bytes before it were looked at together with one before them.
    let mut from = 0;
    for (number, chunk) in bytes.chunks(CHUNK).enumerate() {
        let mut marks = marks_of(chunk, delimiter);
        while marks != 0 {
            let at = number * CHUNK + marks.trailing_zeros() as usize;
            marks &= marks - 1;
            if at < from {
                continue;
            }
            let (byte, next) = (bytes.get(at).copied().unwrap_or_default(), bytes.get(at + 1).copied());
            if row.is_in_quotes {
                match (byte, next) {
                    // Whether it closes the cell, or whether it is a line end of its own, is said by what follows.
                    (b'"' | b'\r', None) => return scanned,
                    (b'"', Some(b'"')) => {
                        row.is_odd = true;
                        from = at + 2;
                    }
                    (b'"', Some(next)) => {
                        row.is_in_quotes = false;
                        row.quoted_end = Some(at);
                        row.is_odd |= next != delimiter && !matches!(next, b'\n' | b'\r');
                    }
                    (b'\r', Some(b'\n')) => {}
                    (b'\n' | b'\r', _) => row.line_ends += 1,
                    _ => {}
                }
            } else if byte == delimiter {
                row.end_cell(at, rows);
                row.cell_start = at + 1;
            } else if byte == b'"' {
                if at == row.cell_start && row.quoted_end.is_none() {
                    row.is_in_quotes = true;
                    row.cell_start = at + 1;
                }
            } else {
                let after = match (byte, next) {
                    (b'\r', None) => return scanned,
                    (b'\r', Some(b'\n')) => at + 2,
                    _ => at + 1,
                };
                if at > row.start {
                    row.end_cell(at, rows);
                    row.end(after, rows);
                    row.line_ends += 1;
                } else {
                    row.line_ends = 1;
                }
                scanned = Scanned { bytes: after, line: row.line + row.line_ends };
                row = Unfinished::at(after, scanned.line);
                from = after;
                if rows.len() == ROWS || after >= limit {
                    return scanned;
                }
            }
        }
    }
    scanned
}

/// Where the rows of a table start in bytes from the middle of it, the first of which stands before the place from which on
/// rows are asked for: after a line end that is not within a quoted cell, as far as the next rows tell by having `width` cells.
pub fn rows_start(bytes: &[u8], dialect: Dialect, width: usize) -> usize {
    /// Rows that have to look like rows.
    const ROWS_ASKED: usize = 3;
    let mut record = Record::default();
    let mut first = None;
    for (at, pair) in bytes.windows(2).enumerate() {
        let [byte, next] = pair else { break };
        let is_line_end = *byte == b'\n' || *byte == b'\r' && *next != b'\n';
        if !is_line_end || matches!(next, b'\n' | b'\r') {
            continue;
        }
        first.get_or_insert(at + 1);
        let mut rest = bytes.get(at + 1..).unwrap_or_default();
        let are_rows = (0..ROWS_ASKED).all(|_| {
            record.start(1);
            match split_row(rest, false, dialect, &mut record) {
                Split::Row { bytes, .. } => {
                    rest = rest.get(bytes..).unwrap_or_default();
                    record.width() == width
                }
                // The bytes end.
                Split::Unfinished | Split::OpenQuote => true,
            }
        });
        if are_rows {
            return at + 1;
        }
    }
    first.unwrap_or(bytes.len())
}

/// A row whose end is still to be found.
struct Unfinished {
    start: usize,
    line: u64,
    line_ends: u64,
    cell_start: usize,
    is_in_quotes: bool,
    /// Where the closing quote of the cell is.
    quoted_end: Option<usize>,
    cells: usize,
    is_odd: bool,
}

impl Unfinished {
    fn at(start: usize, line: u64) -> Self {
        Self { start, line, line_ends: 0, cell_start: start, is_in_quotes: false, quoted_end: None, cells: 0, is_odd: false }
    }

    fn end_cell(&mut self, at: usize, rows: &mut Rows) {
        if self.cells < rows.width {
            let end = self.quoted_end.unwrap_or(at);
            rows.cells.push(Place { start: place(self.cell_start), end: place(end) });
        }
        self.cells += 1;
        self.quoted_end = None;
    }

    fn end(&self, at: usize, rows: &mut Rows) {
        let is_odd = self.is_odd || self.cells != rows.width;
        rows.found.push(Row {
            start: place(self.start),
            end: place(at),
            line: u32::try_from(self.line).unwrap_or(u32::MAX),
            is_odd,
        });
        rows.cells.resize(rows.found.len() * rows.width, Place::default());
    }
}

/// A window is far smaller than four gigabytes.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// One bit for each byte that may end something: a delimiter, a quote, a line end.
fn marks_of(chunk: &[u8], delimiter: u8) -> u64 {
    let mut whole = [0; CHUNK];
    let bytes = if let Some(bytes) = chunk.first_chunk() {
        bytes
    } else {
        for (to, from) in whole.iter_mut().zip(chunk) {
            *to = *from;
        }
        &whole
    };
    let (delimiter, quote) = (u8x16::splat(delimiter), u8x16::splat(b'"'));
    let (feed, carriage_return) = (u8x16::splat(b'\n'), u8x16::splat(b'\r'));
    let (quarters, _) = bytes.as_chunks::<16>();
    quarters.iter().rev().fold(0, |marks, quarter| {
        let bytes = u8x16::new(*quarter);
        let is_mark = bytes.simd_eq(delimiter) | bytes.simd_eq(quote) | bytes.simd_eq(feed) | bytes.simd_eq(carriage_return);
        marks << 16 | u64::from(is_mark.to_bitmask())
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Rows, scan};
    use crate::ingest::readers::{CsvReader, Dialect};
    use crate::ingest::record::{Next, Record, Records as _};

    type Cells = Vec<(usize, String)>;

    fn cells_of(record: &Record) -> Cells {
        record.cells().map(|cell| (cell.column, cell.text.to_owned())).collect()
    }

    /// Rows with their lines as the scan finds them, and how much of the text it took.
    fn scanned(text: &str, width: usize) -> (Vec<(u64, Cells)>, usize) {
        let mut rows = Rows::default();
        rows.start(width);
        let scanned = scan(text.as_bytes(), b',', 2, usize::MAX, &mut rows);
        let mut record = Record::default();
        let cells = (0..rows.len()).map(|row| {
            let cells = if rows.is_odd(row) {
                rows.record(row, text.as_bytes(), Dialect::COMMA, &mut record);
                cells_of(&record)
            } else {
                let places = (0..width).filter_map(|column| rows.column(column).nth(row)).enumerate();
                places
                    .filter(|(_, (start, end))| start < end)
                    .map(|(column, (start, end))| (column, text[start..end].to_owned()))
                    .collect()
            };
            (u64::from(rows.line(row)), cells)
        });
        (cells.collect(), scanned.bytes)
    }

    #[test]
    fn plain_and_quoted_rows_are_told_by_places_alone() {
        let text = "a,b\r\n\"x,\ny\",\"\"\n\n,it's \"so\"\na\n\"q\"\"q\",1\nend";
        let mut rows = Rows::default();
        rows.start(2);
        assert_eq!(scan(text.as_bytes(), b',', 2, usize::MAX, &mut rows).bytes, text.len() - 3);
        let odd: Vec<bool> = (0..rows.len()).map(|row| rows.is_odd(row)).collect();
        let lines: Vec<u32> = (0..rows.len()).map(|row| rows.line(row)).collect();
        assert_eq!((odd.as_slice(), lines.as_slice()), (&[false, false, false, true, true][..], &[2, 3, 6, 7, 8][..]));
        let second: Vec<&str> = rows.column(1).map(|(start, end)| &text[start..end]).collect();
        assert_eq!(second.get(..3), Some(&["b", "", "it's \"so\""][..]));
    }

    proptest! {
        /// What the scan finds is what the reader finds, as far as it comes.
        #[test]
        fn agrees_with_the_reader(text in "([ab,\"\n\r]|,|,a,|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|\",\"){0,60}", width in 1_usize..4) {
            let (rows, taken) = scanned(&text, width);
            let whole = format!("h\n{text}");
            let mut reader = CsvReader::new(whole.as_bytes(), Dialect::COMMA).unwrap();
            let mut record = Record::default();
            for row in &rows {
                prop_assert_eq!(reader.read(&mut record).unwrap(), Next::Record);
                prop_assert_eq!(&(record.line(), cells_of(&record)), row);
            }
            prop_assert!(taken <= text.len());
            // All but what has no line end, or an open quote, is found.
            let mut rest = Vec::new();
            while matches!(reader.read(&mut record).unwrap(), Next::Record) {
                rest.push(record.line());
            }
            prop_assert!(rest.len() <= 1 || text[taken..].contains('"'), "{} {:?}", taken, rest);
        }
    }
}
