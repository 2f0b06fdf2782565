//! JSON that is one text, or several one after another: a list of records, a record, or an object that holds a list of
//! records somewhere inside. Only one record is in memory at a time.

use std::io::Read;

use super::json::{Columns, SHOWN_OF_A_RECORD, read_object, unwrapped};
use super::outline::Place;
use super::window::Window;
use super::without_bom;
use crate::ingest::importer::Fields;
use crate::ingest::record::{CellKind, Next, Record, Records};
use crate::ingest::{ReadError, Reason};

/// A reader of JSON documents.
pub struct JsonReader<R> {
    window: Window<R>,
    fields: Fields,
    place: Place,
    columns: Columns,
    line: u64,
    /// Place and length of the record read last.
    element: (usize, usize),
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Before a text, or behind the last.
    Between,
    /// In the list of records.
    List,
    /// Behind the list, within so many objects.
    Behind(usize),
    /// Nothing more is read.
    End,
}

impl<R: Read> JsonReader<R> {
    /// Starts before the first text.
    pub fn new(input: R, fields: Fields, place: Place) -> Result<Self, ReadError> {
        let mut window = Window::new(input);
        window.fill(1)?;
        let marked = window.bytes().len() - without_bom(window.bytes()).len();
        window.take(marked);
        Ok(Self { window, fields, place, columns: Columns::default(), line: 1, element: (0, 0), state: State::Between })
    }

    /// The next byte that is no space.
    fn peek(&mut self) -> Result<Option<u8>, ReadError> {
        loop {
            let bytes = self.window.bytes();
            let space = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let next = bytes.get(space).copied();
            self.take(space);
            if next.is_some() || self.window.is_at_end() {
                return Ok(next);
            }
            self.window.fill(self.line)?;
        }
    }

    fn take(&mut self, bytes: usize) {
        let taken = self.window.bytes().get(..bytes).unwrap_or(self.window.bytes());
        self.line += memchr::memchr_iter(b'\n', taken).count() as u64;
        self.window.take(bytes);
    }

    /// Length of the value at the front, and whether it ends there; it is brought into memory whole.
    fn measure(&mut self) -> Result<(usize, bool), ReadError> {
        let mut scan = Scan::default();
        loop {
            if let Some(length) = scan.end_of_value(self.window.bytes()) {
                return Ok((length, true));
            }
            if self.window.is_at_end() {
                let is_scalar = !self.window.bytes().starts_with(b"{") && !self.window.bytes().starts_with(b"[");
                return Ok((self.window.bytes().len(), is_scalar));
            }
            if self.window.is_full() {
                return Err(ReadError::LineTooLong { line: self.line, limit: super::LONGEST_RECORD });
            }
            self.window.fill(self.line)?;
        }
    }

    /// Reads past the value at the front, whatever its length.
    fn skip_value(&mut self) -> Result<(), ReadError> {
        let mut scan = Scan::default();
        loop {
            if let Some(length) = scan.end_of_value(self.window.bytes()) {
                self.take(length);
                return Ok(());
            }
            let seen = self.window.bytes().len();
            if seen == 0 && self.window.is_at_end() {
                return Ok(());
            }
            // What was scanned is not needed again.
            scan.offset = 0;
            self.take(seen);
            self.window.fill(self.line)?;
        }
    }

    /// Goes down into the object at the front to the list of records; false if it has none there.
    fn descend(&mut self) -> Result<bool, ReadError> {
        let path = self.place.path.clone();
        for (depth, wanted) in path.iter().enumerate() {
            if self.peek()? != Some(b'{') {
                return Ok(false);
            }
            self.take(1);
            loop {
                match self.peek()? {
                    Some(b',') => self.take(1),
                    Some(b'"') => {
                        let (length, _) = self.measure()?;
                        let key: Result<String, _> =
                            serde_json::from_slice(self.window.bytes().get(..length).unwrap_or_default());
                        self.take(length);
                        if self.peek()? != Some(b':') {
                            return Ok(false);
                        }
                        self.take(1);
                        if key.is_ok_and(|key| key.trim() == wanted) {
                            break;
                        }
                        self.peek()?;
                        self.skip_value()?;
                    }
                    Some(b'}') => {
                        self.take(1);
                        self.state = State::Behind(depth);
                        return Ok(true);
                    }
                    _ => return Ok(false),
                }
            }
        }
        if self.peek()? != Some(b'[') {
            // Another kind of value: an error object instead of records.
            self.skip_value()?;
            self.state = State::Behind(path.len());
            return Ok(true);
        }
        self.take(1);
        self.state = State::List;
        Ok(true)
    }

    /// Reads the record at the front.
    fn read_record(&mut self, record: &mut Record) -> Result<Next, ReadError> {
        let (length, is_whole) = self.measure()?;
        let json = self.window.bytes().get(..length).unwrap_or_default();
        record.start(self.line);
        let outcome = match unwrapped(json, self.place.wrapper.as_deref()) {
            _ if !is_whole => Err(Reason::EndsEarly),
            Ok((before, inner)) => {
                self.element = (self.window.place() + before, inner.len());
                read_object(inner, self.fields, &mut self.columns, record)
            }
            Err(reason) => Err(reason),
        };
        let next = match outcome {
            Ok(()) => Next::Record,
            Err(reason) => {
                record.start(self.line);
                record.bytes().extend_from_slice(json.get(..SHOWN_OF_A_RECORD).unwrap_or(json));
                record.end_cell(0, CellKind::Plain);
                Next::Broken(reason)
            }
        };
        record.finish();
        self.take(length.max(1));
        if !is_whole {
            self.state = State::End;
        }
        Ok(next)
    }

    fn broken(&mut self, record: &mut Record, reason: Reason) -> Next {
        let bytes = self.window.bytes();
        let line = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
        record.start(self.line);
        record.bytes().extend_from_slice(bytes.get(..line.min(SHOWN_OF_A_RECORD)).unwrap_or_default());
        record.end_cell(0, CellKind::Plain);
        record.finish();
        self.take(line.max(1));
        Next::Broken(reason)
    }
}

impl<R: Read> Records for JsonReader<R> {
    fn columns(&self) -> &[String] {
        self.columns.names()
    }

    fn read(&mut self, record: &mut Record) -> Result<Next, ReadError> {
        loop {
            let next = self.peek()?;
            match (self.state, next) {
                (State::End, _) | (State::Between, None) => return Ok(Next::End),
                // The file ends within the list: what was read counts, and rows may be missing.
                (State::List | State::Behind(1..), None) => {
                    self.state = State::End;
                    return Ok(self.broken(record, Reason::EndsEarly));
                }
                (State::Behind(0), _) => self.state = State::Between,
                (State::Between, Some(b'[')) if self.place.path.is_empty() => {
                    self.take(1);
                    self.state = State::List;
                }
                (State::Between, Some(b'{')) if self.place.path.is_empty() => return self.read_record(record),
                (State::Between, Some(b'{')) => {
                    if !self.descend()? {
                        self.state = State::Between;
                        return Ok(self.broken(record, Reason::NotJson));
                    }
                }
                (State::Between, Some(_)) => return Ok(self.broken(record, Reason::NotJson)),
                (State::List, Some(b',')) => self.take(1),
                (State::List, Some(b']')) => {
                    self.take(1);
                    self.state = State::Behind(self.place.path.len());
                }
                (State::List, Some(_)) => return self.read_record(record),
                (State::Behind(depth), Some(b'}' | b']')) => {
                    self.take(1);
                    self.state = State::Behind(depth - 1);
                }
                (State::Behind(_), Some(b',' | b':')) => self.take(1),
                (State::Behind(_), Some(_)) => self.skip_value()?,
            }
        }
    }

    fn element(&self) -> Option<&str> {
        let (place, length) = self.element;
        str::from_utf8(self.window.bytes_at(place, length)).ok()
    }

    fn bytes_read(&self) -> u64 {
        self.window.bytes_read()
    }
}

/// Looks for the end of one value, going on where it stopped.
#[derive(Default)]
struct Scan {
    offset: usize,
    depth: usize,
    is_in_string: bool,
    is_escaped: bool,
}

impl Scan {
    /// The length of the value at the front of `bytes`; none if they end before it does.
    fn end_of_value(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut rest = bytes.get(self.offset..).unwrap_or_default();
        while let Some((byte, after)) = rest.split_first() {
            rest = after;
            self.offset += 1;
            if self.is_in_string {
                match byte {
                    _ if self.is_escaped => self.is_escaped = false,
                    b'\\' => self.is_escaped = true,
                    b'"' => {
                        self.is_in_string = false;
                        if self.depth == 0 {
                            return Some(self.offset);
                        }
                    }
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => self.is_in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth == 0 => return Some((self.offset - 1).max(1)),
                b'}' | b']' => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return Some(self.offset);
                    }
                }
                // A number or word ends before these.
                b',' | b' ' | b'\n' | b'\r' | b'\t' | b':' if self.depth == 0 => return Some((self.offset - 1).max(1)),
                _ => {}
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::JsonReader;
    use crate::ingest::Reason;
    use crate::ingest::importer::Fields;
    use crate::ingest::readers::Place;
    use crate::ingest::record::{Next, Record, Records as _};

    fn place(path: &[&str], wrapper: Option<&str>) -> Place {
        Place { path: path.iter().map(|key| (*key).to_owned()).collect(), wrapper: wrapper.map(str::to_owned) }
    }

    /// Line and JSON of each record; for a broken one its reason.
    fn records(text: &str, place: Place) -> Vec<(u64, Result<String, Reason>)> {
        let mut reader = JsonReader::new(text.as_bytes(), Fields::Paths, place).unwrap();
        let (mut record, mut found) = (Record::default(), Vec::new());
        loop {
            match reader.read(&mut record).unwrap() {
                Next::Record => found.push((record.line(), Ok(reader.element().unwrap().to_owned()))),
                Next::Broken(reason) => found.push((record.line(), Err(reason))),
                Next::End => return found,
            }
        }
    }

    fn ok(line: u64, json: &str) -> (u64, Result<String, Reason>) {
        (line, Ok(json.to_owned()))
    }

    #[test]
    fn a_list_gives_its_members_and_their_lines() {
        let text = "\u{feff}\n[\n {\"a\":\"]}\\\"\"},\n {\"b\":[1,{}]} , 7,\n{\"c\":}\n]";
        assert_eq!(
            records(text, Place::default()),
            [ok(3, "{\"a\":\"]}\\\"\"}"), ok(4, "{\"b\":[1,{}]}"), (4, Err(Reason::NotJson)), (5, Err(Reason::NotJson))]
        );
    }

    #[test]
    fn a_list_somewhere_inside_is_found_past_other_values() {
        let text = r#"{"type":"list","pages":{"next":["[",{"items":[]}],"n":2},"data":{"x":1.5,"items":[{"t":{"id":1}},{"t":{"id":2}},{"e":0}],"y":[]},"z":null}
            {"data":{"items":[{"t":{"id":3}}]}} {"data":{"items":"none"}} {"other":1}"#;
        assert_eq!(
            records(text, place(&["data", "items"], Some("t"))),
            [ok(1, "{\"id\":1}"), ok(1, "{\"id\":2}"), (1, Err(Reason::NotThisKind)), ok(2, "{\"id\":3}")]
        );
    }

    #[test]
    fn an_object_over_several_lines_is_one_record() {
        assert_eq!(
            records("{\n\"a\":{\n\"b\":1}}\n\n{\"c\":2}", Place::default()),
            [ok(1, "{\n\"a\":{\n\"b\":1}}"), ok(5, "{\"c\":2}")]
        );
    }

    #[test]
    fn a_text_that_ends_early_says_so() {
        assert_eq!(records("[{\"a\":1},{\"b\":", Place::default()), [ok(1, "{\"a\":1}"), (1, Err(Reason::EndsEarly))]);
        assert_eq!(records("[{\"a\":1}", Place::default()), [ok(1, "{\"a\":1}"), (1, Err(Reason::EndsEarly))]);
        assert_eq!(records("{\"d\":[{\"a\":1}", place(&["d"], None)), [ok(1, "{\"a\":1}"), (1, Err(Reason::EndsEarly))]);
        assert_eq!(records("[]", Place::default()), []);
    }

    #[test]
    fn paths_are_columns_and_lists_stay_one_cell() {
        let text = r#"[{"id":12345678901234567890,"a":{"b":{"c":"x"},"l":[{"d":1}]},"n":null}]"#;
        let mut reader = JsonReader::new(text.as_bytes(), Fields::Paths, Place::default()).unwrap();
        let mut record = Record::default();
        assert_eq!(reader.read(&mut record).unwrap(), Next::Record);
        assert_eq!(reader.columns(), ["id", "a.b.c", "a.l", "n"]);
        assert_eq!(record.cells().map(|cell| cell.text).collect::<Vec<_>>(), ["12345678901234567890", "x", "[{\"d\":1}]"]);
    }

    proptest! {
        #[test]
        fn no_bytes_panic_or_hang(text in "[\\[\\]{}\",:a1 \\\\\n]{0,60}", nested in any::<bool>()) {
            let place = if nested { place(&["a"], Some("a")) } else { Place::default() };
            let _ = records(&text, place);
        }
    }
}
