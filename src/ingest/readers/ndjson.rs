//! One JSON object a line. Keys are columns, found as they come; numbers keep their digits as written.

use std::io::Read;

use rustc_hash::FxHashMap;
use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::window::Window;
use super::without_bom;
use crate::ingest::record::{CellKind, Next, Record, Records};
use crate::ingest::{ReadError, Reason};

/// Different keys of one file. A line that brings more is kept out: no export has so many columns.
const MOST_COLUMNS: usize = 4_096;

/// A reader of NDJSON.
pub struct NdjsonReader<R> {
    window: Window<R>,
    columns: Columns,
    line: u64,
}

impl<R: Read> NdjsonReader<R> {
    /// Starts before the first line.
    pub fn new(input: R) -> Result<Self, ReadError> {
        let mut window = Window::new(input);
        window.fill(1)?;
        let marked = window.bytes().len() - without_bom(window.bytes()).len();
        window.take(marked);
        Ok(Self { window, columns: Columns::default(), line: 1 })
    }
}

impl<R: Read> Records for NdjsonReader<R> {
    fn columns(&self) -> &[String] {
        &self.columns.names
    }

    fn read(&mut self, record: &mut Record) -> Result<Next, ReadError> {
        loop {
            let bytes = self.window.bytes();
            let length = match bytes.iter().position(|byte| *byte == b'\n') {
                Some(length) => length,
                None if self.window.is_at_end() => bytes.len(),
                None if self.window.is_full() => {
                    return Err(ReadError::LineTooLong { line: self.line, limit: super::LONGEST_RECORD });
                }
                None => {
                    self.window.fill(self.line)?;
                    continue;
                }
            };
            if bytes.is_empty() {
                return Ok(Next::End);
            }
            let line = bytes.get(..length).unwrap_or_default().trim_ascii();
            let is_blank = line.is_empty();
            record.start(self.line);
            let next = if is_blank { Ok(()) } else { read_line(line, &mut self.columns, record) };
            if let Err(reason) = next {
                record.start(self.line);
                record.bytes().extend_from_slice(line.get(..SHOWN_OF_A_LINE).unwrap_or(line));
                record.end_cell(0, CellKind::Plain);
                record.finish();
                self.window.take(length + 1);
                self.line += 1;
                return Ok(Next::Broken(reason));
            }
            record.finish();
            self.window.take(length + 1);
            self.line += 1;
            if !is_blank {
                return Ok(Next::Record);
            }
        }
    }

    fn bytes_read(&self) -> u64 {
        self.window.bytes_read()
    }
}

/// Bytes that are shown of a line that cannot be read.
const SHOWN_OF_A_LINE: usize = 400;

fn read_line(line: &[u8], columns: &mut Columns, record: &mut Record) -> Result<(), Reason> {
    let text = str::from_utf8(line).map_err(|_not_utf8| Reason::NotText)?;
    if !text.starts_with('{') {
        return Err(Reason::NotJson);
    }
    columns.start_line();
    let mut parser = serde_json::Deserializer::from_str(text);
    let read = parser.deserialize_map(LineVisitor { columns, record }).and_then(|has_room| parser.end().map(|()| has_room));
    match read {
        Ok(true) => Ok(()),
        Ok(false) => Err(Reason::TooManyColumns),
        Err(_not_json) => Err(Reason::NotJson),
    }
}

/// The columns found so far.
#[derive(Default)]
struct Columns {
    names: Vec<String>,
    by_name: FxHashMap<String, usize>,
    /// Line counter at which each column was last seen, to find repeated keys.
    seen: Vec<u64>,
    counter: u64,
    /// Where the next key is expected: most files repeat the order of their keys.
    expected: usize,
}

impl Columns {
    fn start_line(&mut self) {
        self.counter += 1;
        self.expected = 0;
    }

    /// The column of a key, and whether this line had it before; none if there is no room for more.
    fn column(&mut self, key: &str) -> Option<(usize, bool)> {
        let key = key.trim();
        let column = if self.names.get(self.expected).is_some_and(|name| name == key) {
            self.expected
        } else if let Some(column) = self.by_name.get(key) {
            *column
        } else if self.names.len() < MOST_COLUMNS {
            self.by_name.insert(key.to_owned(), self.names.len());
            self.names.push(key.to_owned());
            self.seen.push(0);
            self.names.len() - 1
        } else {
            return None;
        };
        self.expected = column + 1;
        let is_repeated = self.seen.get(column) == Some(&self.counter);
        if let Some(seen) = self.seen.get_mut(column) {
            *seen = self.counter;
        }
        Some((column, is_repeated))
    }
}

struct LineVisitor<'a> {
    columns: &'a mut Columns,
    record: &'a mut Record,
}

impl<'de> Visitor<'de> for LineVisitor<'_> {
    /// Whether there was room for all columns.
    type Value = bool;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let mut has_room = true;
        while let Some((key, value)) = map.next_entry::<Key<'_>, &RawValue>()? {
            let Some((column, is_repeated)) = self.columns.column(&key.0) else {
                has_room = false;
                continue;
            };
            if is_repeated {
                self.record.forget(column);
            }
            let kind = write_value(value.get(), self.record.bytes());
            self.record.end_cell(column, kind);
        }
        Ok(has_room)
    }
}

/// A key, borrowed unless it has escapes.
#[derive(serde::Deserialize)]
struct Key<'a>(#[serde(borrow)] std::borrow::Cow<'a, str>);

/// Writes a JSON value as a cell.
fn write_value(raw: &str, cell: &mut Vec<u8>) -> CellKind {
    if let Some(text) = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        if !text.contains('\\') {
            cell.extend_from_slice(text.as_bytes());
        } else if let Ok(text) = serde_json::from_str::<String>(raw) {
            cell.extend_from_slice(text.as_bytes());
        } else {
            // Half of a surrogate pair.
            cell.extend_from_slice(raw.as_bytes());
            return CellKind::NotText;
        }
    } else if raw.starts_with(['{', '[']) {
        cell.extend_from_slice(raw.as_bytes());
        return CellKind::Nested;
    } else if raw != "null" {
        cell.extend_from_slice(raw.as_bytes());
    }
    CellKind::Plain
}

#[cfg(test)]
mod tests {
    use super::NdjsonReader;
    use crate::ingest::Reason;
    use crate::ingest::record::{CellKind, Next, Record, Records as _};

    fn cells_of(line: &str) -> Vec<(usize, String, CellKind)> {
        let mut reader = NdjsonReader::new(line.as_bytes()).unwrap();
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
        let mut reader =
            NdjsonReader::new(&b"{\"a\":1}\r\n\n  \n[1]\n{\"a\":\n{\"a\":\"\xff\"}\n{\"a\":2} x\n{\"b\":3}"[..]).unwrap();
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
