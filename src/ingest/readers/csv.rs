//! Tables of separated values: quoted cells with line breaks, any kind of line end, rows of any width.
//!
//! Reads what the `csv` crate reads, cell by cell (a test holds them side by side), and knows two things that it does
//! not tell: the line of a row's first byte under every line end, and a quote that is never closed.

use std::io::Read;

use super::dialect::{Dialect, Quoting};
use super::rows::{Rows, scan};
use super::window::Window;
use super::without_bom;
use crate::ingest::record::{CellKind, Next, Record, Records};
use crate::ingest::{ReadError, Reason};

/// A reader of CSV whose first row names the columns.
pub struct CsvReader<R> {
    window: Window<R>,
    dialect: Dialect,
    columns: Vec<String>,
    line: u64,
    /// Place and length of the rows that were found last.
    scanned: (usize, usize),
    /// Bytes after which no row starts that is asked for.
    limit: u64,
}

impl<R: Read> CsvReader<R> {
    /// Reads the header, and what stands before it.
    pub fn new(input: R, dialect: Dialect) -> Result<Self, ReadError> {
        let mut reader =
            Self { window: Window::new(input), dialect, columns: Vec::new(), line: 1, scanned: (0, 0), limit: u64::MAX };
        reader.window.fill(1)?;
        let marked = reader.window.bytes().len() - without_bom(reader.window.bytes()).len();
        reader.window.take(marked);
        let mut header = Record::default();
        for _ in 0..dialect.rows_before_header {
            reader.read(&mut header)?;
        }
        if reader.read(&mut header)? == Next::Record {
            reader.columns.resize(header.width(), String::new());
            for cell in header.cells() {
                if let Some(column) = reader.columns.get_mut(cell.column) {
                    cell.text.trim().clone_into(column);
                }
            }
        }
        Ok(reader)
    }

    /// Reads rows alone, their columns known: those that start within the first `limit` bytes.
    pub fn of_rows(input: R, dialect: Dialect, columns: Vec<String>, limit: u64) -> Self {
        Self { window: Window::new(input), dialect, columns, line: 1, scanned: (0, 0), limit }
    }

    /// Bytes of the input before the next row, or the blank lines before it, and its line.
    pub fn at(&self) -> (u64, u64) {
        (self.window.bytes_read() - self.window.bytes().len() as u64, self.line)
    }

    /// Bytes within which the next row has to start.
    fn limit(&self) -> usize {
        usize::try_from(self.limit.saturating_sub(self.at().0)).unwrap_or(usize::MAX)
    }

    /// Takes blank lines off the front. The line before a row is never part of it.
    ///
    /// True if there were any.
    fn skip_blank_lines(&mut self) -> Result<bool, ReadError> {
        let mut is_skipped = false;
        loop {
            let bytes = self.window.bytes();
            let blank = bytes.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
            let ends_in_return = blank == bytes.len() && bytes.last() == Some(&b'\r');
            if (blank == bytes.len() || ends_in_return) && !self.window.is_at_end() {
                self.window.fill(self.line)?;
                continue;
            }
            is_skipped |= blank > 0;
            self.line += lines_in(bytes.get(..blank).unwrap_or_default());
            self.window.take(blank);
            return Ok(is_skipped);
        }
    }

    /// Gives up on a row whose quote stays open: what it looks like up to its first line end is its only cell. Of a line that is longer
    /// than a record may be, the rest goes too: it is no row of its own.
    fn give_up_row(&mut self, record: &mut Record) -> Result<Next, ReadError> {
        let bytes = self.window.bytes();
        let first_line = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
        record.start(self.line);
        record.bytes().extend_from_slice(first_line);
        record.end_cell(0, CellKind::Plain);
        record.finish();
        let taken = first_line.len();
        self.window.take(taken);
        while self.window.bytes().is_empty() && !self.window.is_at_end() {
            self.window.fill(self.line)?;
            let bytes = self.window.bytes();
            let rest = bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(bytes.len());
            self.window.take(rest);
        }
        Ok(Next::Broken(Reason::OpenQuote))
    }
}

impl<R: Read> Records for CsvReader<R> {
    fn columns(&self) -> &[String] {
        &self.columns
    }

    fn read(&mut self, record: &mut Record) -> Result<Next, ReadError> {
        let is_after_blank = self.skip_blank_lines()?;
        loop {
            if self.window.bytes().is_empty() && self.window.is_at_end() || self.limit() == 0 {
                return Ok(Next::End);
            }
            record.start(self.line);
            match split_row(self.window.bytes(), self.window.is_at_end(), self.dialect, record) {
                Split::Row { bytes, lines } => {
                    record.finish();
                    if is_after_blank {
                        record.set_after_blank();
                    }
                    self.line += lines;
                    self.window.take(bytes);
                    return Ok(Next::Record);
                }
                Split::Unfinished if !self.window.is_full() => self.window.fill(self.line)?,
                Split::Unfinished => {
                    return Err(ReadError::LineTooLong { line: self.line, limit: super::LONGEST_RECORD });
                }
                Split::OpenQuote if self.window.is_at_end() || self.window.is_full() => return self.give_up_row(record),
                Split::OpenQuote => self.window.fill(self.line)?,
            }
        }
    }

    fn scan(&mut self, rows: &mut Rows) -> Result<bool, ReadError> {
        if self.dialect.quoting != Quoting::Doubled || matches!(self.dialect.delimiter, b'"' | b'\r' | b'\n') {
            return Ok(false);
        }
        loop {
            // A row that was cut at the end of the window starts again.
            rows.start(self.columns.len());
            let place = self.window.place();
            let found = scan(self.window.bytes(), self.dialect.delimiter, self.line, self.limit(), rows);
            self.line = found.line;
            self.window.take(found.bytes);
            if !rows.is_empty() {
                self.scanned = (place, found.bytes);
                return Ok(true);
            }
            if self.window.is_at_end() || self.window.is_full() || self.limit() == 0 {
                return Ok(false);
            }
            self.window.fill(self.line)?;
        }
    }

    fn scanned(&self) -> (&[u8], Dialect) {
        let (place, length) = self.scanned;
        (self.window.bytes_at(place, length), self.dialect)
    }

    fn at(&self) -> (u64, u64) {
        Self::at(self)
    }

    fn bytes_read(&self) -> u64 {
        self.window.bytes_read()
    }
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Split {
    /// A row of so many bytes, its line end included, with so many line ends.
    Row { bytes: usize, lines: u64 },
    /// The bytes end before the row does.
    Unfinished,
    /// The bytes end inside a quoted cell.
    OpenQuote,
}

/// Splits the row at the front of `bytes` into cells. `is_all` says that nothing follows them.
pub(super) fn split_row(bytes: &[u8], is_all: bool, dialect: Dialect, record: &mut Record) -> Split {
    let delimiter = dialect.delimiter;
    let mut rest = bytes;
    let mut lines = 0;
    for column in 0.. {
        if let Some(quoted) = rest.strip_prefix(b"\"").filter(|_| dialect.quoting != Quoting::Letter) {
            let Some((after, line_ends)) = split_quoted(quoted, dialect.quoting, record.bytes()) else { return Split::OpenQuote };
            if after.is_empty() && !is_all {
                // The next byte may be a second quote, which would go on with the cell.
                return Split::OpenQuote;
            }
            rest = after;
            lines += line_ends;
        }
        let plain = rest.iter().position(|byte| *byte == delimiter || matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
        let (text, after) = rest.split_at_checked(plain).unwrap_or((rest, &[]));
        record.bytes().extend_from_slice(text);
        record.end_cell(column, CellKind::Plain);
        rest = match after {
            [byte, next @ ..] if *byte == delimiter => next,
            [b'\r', b'\n', next @ ..] | [b'\n', next @ ..] => {
                return Split::Row { bytes: bytes.len() - next.len(), lines: lines + 1 };
            }
            // A line feed may follow.
            [b'\r'] if !is_all => return Split::Unfinished,
            [b'\r', next @ ..] => return Split::Row { bytes: bytes.len() - next.len(), lines: lines + 1 },
            [] if is_all => return Split::Row { bytes: bytes.len(), lines },
            _ => return Split::Unfinished,
        };
    }
    Split::Unfinished
}

/// Copies a quoted cell, escaped quotes as one; gives what follows its closing quote, and the line ends in it.
fn split_quoted<'a>(quoted: &'a [u8], quoting: Quoting, cell: &mut Vec<u8>) -> Option<(&'a [u8], u64)> {
    let mut rest = quoted;
    let mut lines = 0;
    loop {
        let (text, after) = rest.split_at_checked(rest.iter().position(|byte| *byte == b'"')?)?;
        cell.extend_from_slice(text);
        lines += lines_in(text);
        let [_, next @ ..] = after else { return None };
        if quoting == Quoting::Backslash && text.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1 {
            cell.pop();
            cell.push(b'"');
            rest = next;
            continue;
        }
        let Some(doubled) = next.strip_prefix(b"\"") else { return Some((next, lines)) };
        cell.push(b'"');
        rest = doubled;
    }
}

/// Line ends in some bytes: a line feed, or a return without one.
fn lines_in(bytes: &[u8]) -> u64 {
    let next = bytes.iter().skip(1).map(Some).chain([None]);
    let is_end = |(byte, next): &(&u8, Option<&u8>)| **byte == b'\n' || **byte == b'\r' && *next != Some(&b'\n');
    bytes.iter().zip(next).filter(is_end).count() as u64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{CsvReader, Dialect};
    use crate::ingest::Reason;
    use crate::ingest::record::{Next, Record, Records as _};

    type Row = (u64, Vec<(usize, String)>);

    fn cells_of(record: &Record) -> Vec<(usize, String)> {
        record.cells().map(|cell| (cell.column, cell.text.to_owned())).collect()
    }

    fn rows_of(bytes: &[u8]) -> (Vec<Row>, Vec<(u64, String, Reason)>) {
        let mut reader = CsvReader::new(bytes, Dialect::COMMA).unwrap();
        let (mut record, mut rows, mut broken) = (Record::default(), Vec::new(), Vec::new());
        loop {
            match reader.read(&mut record).unwrap() {
                Next::Record => rows.push((record.line(), cells_of(&record))),
                Next::Broken(reason) => broken.push((record.line(), record.cell(0).to_owned(), reason)),
                Next::End => return (rows, broken),
            }
        }
    }

    fn cell(column: usize, text: &str) -> (usize, String) {
        (column, text.to_owned())
    }

    #[test]
    fn rows_are_named_by_the_line_of_their_first_byte() {
        for line_end in ["\n", "\r\n", "\r"] {
            let text = "\u{feff}a,b\n1,\"two\nlines\"\n\n\n2,x\n\"3\"\"\",".replace('\n', line_end);
            let (rows, broken) = rows_of(text.as_bytes());
            let two_lines = format!("two{line_end}lines");
            assert_eq!(
                rows,
                [(2, vec![cell(0, "1"), cell(1, &two_lines)]), (6, vec![cell(0, "2"), cell(1, "x")]), (7, vec![cell(0, "3\"")])]
            );
            assert_eq!(broken, []);
        }
    }

    #[test]
    fn a_quote_that_stays_open_costs_one_row() {
        let (rows, broken) = rows_of(b"a,b\n1,x\n2,\"open\n3,y\n4,\"z\"\"\"\n");
        // The open quote of line 3 is closed by the first quote of line 5, whose second pair then opens nothing.
        assert_eq!(rows.len() + broken.len(), 2);
        let (rows, broken) = rows_of(b"a,b\n1,x\n2,\"open\n3,y\n4,z\n");
        assert_eq!(broken, [(3, "2,\"open".to_owned(), Reason::OpenQuote)]);
        assert_eq!(rows.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 4, 5]);
    }

    #[test]
    fn columns_are_trimmed_and_keep_their_places() {
        let reader = CsvReader::new(" a ,,\"c\",\n".as_bytes(), Dialect::COMMA).unwrap();
        assert_eq!(reader.columns(), ["a", "", "c", ""]);
        assert!(CsvReader::new(&b""[..], Dialect::COMMA).unwrap().columns().is_empty());
    }

    proptest! {
        /// Rows as the `csv` crate gives them, empty cells left out, wherever it does not guess at an open quote.
        #[test]
        fn agrees_with_the_csv_crate(text in "[ab,\"\n\r]{0,30}") {
            let text = format!("head\n{text}");
            let (rows, broken) = rows_of(text.as_bytes());
            prop_assume!(broken.is_empty());
            let mut other = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
            let theirs: Vec<Vec<(usize, String)>> = other
                .byte_records()
                .map(|row| row.unwrap().iter().enumerate()
                    .filter(|(_, cell)| !cell.is_empty())
                    .map(|(column, cell)| (column, String::from_utf8(cell.to_vec()).unwrap())).collect())
                .collect();
            let ours: Vec<_> = rows.into_iter().map(|(_, cells)| cells).collect();
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn lines_are_those_of_the_text(cells in proptest::collection::vec("[a\n\"]{0,6}", 1..20)) {
            let mut text = "head\n".to_owned();
            let mut lines = Vec::new();
            for cell in &cells {
                lines.push(1 + text.matches('\n').count() as u64);
                text += "\"";
                text += &cell.replace('"', "\"\"");
                text += "\",x\n";
            }
            let (rows, _) = rows_of(text.as_bytes());
            prop_assert_eq!(rows.iter().map(|(line, _)| *line).collect::<Vec<_>>(), lines);
        }
    }
}
