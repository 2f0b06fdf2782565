//! One JSON object a line. Keys are columns, found as they come; numbers keep their digits as written.

use std::io::Read;

use super::json::{Columns, SHOWN_OF_A_RECORD, read_object, unwrapped};
use super::window::Window;
use super::without_bom;
use crate::ingest::ReadError;
use crate::ingest::importer::Fields;
use crate::ingest::record::{CellKind, Next, Record, Records};

/// A reader of NDJSON.
pub struct NdjsonReader<R> {
    window: Window<R>,
    fields: Fields,
    /// The key whose value is the record, where every line wraps it: `{"ticket": {...}}`.
    wrapper: Option<String>,
    columns: Columns,
    line: u64,
    /// Bytes after which no line starts that is asked for.
    limit: u64,
    /// Place and length of the record read last.
    element: (usize, usize),
}

impl<R: Read> NdjsonReader<R> {
    /// Starts before the first line.
    pub fn new(input: R, fields: Fields, wrapper: Option<String>) -> Result<Self, ReadError> {
        let mut window = Window::new(input);
        window.fill(1)?;
        let marked = window.bytes().len() - without_bom(window.bytes()).len();
        window.take(marked);
        Ok(Self { window, fields, wrapper, columns: Columns::default(), line: 1, limit: u64::MAX, element: (0, 0) })
    }

    /// Reads the lines that start within the first `limit` bytes.
    pub fn of_lines(input: R, fields: Fields, limit: u64) -> Self {
        let window = Window::new(input);
        Self { window, fields, wrapper: None, columns: Columns::default(), line: 1, limit, element: (0, 0) }
    }

    /// The length of the next line; none at the end of the file.
    fn next_line(&mut self) -> Result<Option<usize>, ReadError> {
        loop {
            let bytes = self.window.bytes();
            match bytes.iter().position(|byte| *byte == b'\n') {
                Some(length) => return Ok(Some(length)),
                None if self.window.is_at_end() => return Ok((!bytes.is_empty()).then_some(bytes.len())),
                None if self.window.is_full() => {
                    return Err(ReadError::LineTooLong { line: self.line, limit: super::LONGEST_RECORD });
                }
                None => self.window.fill(self.line)?,
            }
        }
    }
}

impl<R: Read> Records for NdjsonReader<R> {
    fn columns(&self) -> &[String] {
        self.columns.names()
    }

    fn read(&mut self, record: &mut Record) -> Result<Next, ReadError> {
        while self.at().0 < self.limit {
            let Some(length) = self.next_line()? else { break };
            let line = self.window.bytes().get(..length).unwrap_or_default().trim_ascii();
            if line.is_empty() {
                self.window.take(length + 1);
                self.line += 1;
                continue;
            }
            record.start(self.line);
            let next = match unwrapped(line, self.wrapper.as_deref()) {
                Ok((before, json)) => {
                    let indent = self.window.bytes().iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                    self.element = (self.window.place() + indent + before, json.len());
                    read_object(json, self.fields, &mut self.columns, record)
                }
                Err(reason) => Err(reason),
            };
            let next = match next {
                Ok(()) => Next::Record,
                Err(reason) => {
                    record.start(self.line);
                    record.bytes().extend_from_slice(line.get(..SHOWN_OF_A_RECORD).unwrap_or(line));
                    record.end_cell(0, CellKind::Plain);
                    Next::Broken(reason)
                }
            };
            record.finish();
            self.window.take(length + 1);
            self.line += 1;
            return Ok(next);
        }
        Ok(Next::End)
    }

    fn at(&self) -> (u64, u64) {
        (self.window.bytes_read() - self.window.bytes().len() as u64, self.line)
    }

    fn element(&self) -> Option<&str> {
        let (place, length) = self.element;
        str::from_utf8(self.window.bytes_at(place, length)).ok()
    }

    fn bytes_read(&self) -> u64 {
        self.window.bytes_read()
    }
}

#[cfg(test)]
mod tests {
    use super::NdjsonReader;
    use crate::ingest::Reason;
    use crate::ingest::importer::Fields;
    use crate::ingest::record::{CellKind, Next, Record, Records as _};

    fn cells_of(line: &str) -> Vec<(usize, String, CellKind)> {
        let mut reader = NdjsonReader::new(line.as_bytes(), Fields::Keys, None).unwrap();
        let mut record = Record::default();
        assert_eq!(reader.read(&mut record).unwrap(), Next::Record);
        record.cells().map(|cell| (cell.column, cell.text.to_owned(), cell.kind)).collect()
    }

    fn plain(column: usize, text: &str) -> (usize, String, CellKind) {
        (column, text.to_owned(), CellKind::Plain)
    }

    #[test]
    fn numbers_keep_their_digits_and_null_is_empty() {
        assert_eq!(
            cells_of(r#"{"id":215000000000000000001,"a":null,"b":1.50,"c":true,"d":"x\ty","e":""}"#),
            [plain(0, "215000000000000000001"), plain(2, "1.50"), plain(3, "true"), plain(4, "x\ty")]
        );
    }

    #[test]
    fn nested_values_and_half_characters_are_marked() {
        assert_eq!(cells_of(r#"{"a":{"b":1}}"#), [(0, r#"{"b":1}"#.to_owned(), CellKind::Nested)]);
        assert_eq!(cells_of(r#"{"a":"\ud800"}"#), [(0, r#""\ud800""#.to_owned(), CellKind::NotText)]);
    }

    #[test]
    fn of_repeated_keys_the_last_counts() {
        assert_eq!(cells_of(r#"{"a":1,"b":2,"a":3}"#), [plain(1, "2"), plain(0, "3")]);
        assert_eq!(cells_of(r#"{"a":1,"b":2,"a":null}"#), [plain(1, "2")]);
    }

    #[test]
    fn broken_lines_cost_themselves_alone() {
        let mut reader = NdjsonReader::new(
            &b"{\"a\":1}\r\n\n  \n[1]\n{\"a\":\n{\"a\":\"\xff\"}\n{\"a\":2} x\n{\"b\":3}"[..],
            Fields::Keys,
            None,
        )
        .unwrap();
        let mut record = Record::default();
        let mut found = Vec::new();
        loop {
            let next = reader.read(&mut record).unwrap();
            if next == Next::End {
                break;
            }
            found.push((record.line(), next));
        }
        let not_json = Next::Broken(Reason::NotJson);
        assert_eq!(
            found,
            [
                (1, Next::Record),
                (4, not_json),
                (5, not_json),
                (6, Next::Broken(Reason::NotText)),
                (7, not_json),
                (8, Next::Record)
            ]
        );
        assert_eq!(reader.columns(), ["a", "b"]);
    }
}
