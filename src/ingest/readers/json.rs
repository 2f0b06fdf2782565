//! One JSON object to the cells of a record. Keys are columns, found as they come; numbers keep their digits as written.

use rustc_hash::FxHashMap;
use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::ingest::Reason;
use crate::ingest::importer::Fields;
use crate::ingest::record::{CellKind, Record};

/// Different keys of one file. A record that brings more is kept out: no export has so many columns.
const MOST_COLUMNS: usize = 4_096;

/// Objects within objects whose keys become paths; deeper ones stay one cell.
const DEEPEST_PATH: usize = 16;

/// Reads a JSON object into a record that was started.
pub fn read_object(json: &[u8], fields: Fields, columns: &mut Columns, record: &mut Record) -> Result<(), Reason> {
    let text = str::from_utf8(json).map_err(|_not_utf8| Reason::NotText)?;
    if !text.starts_with('{') {
        return Err(Reason::NotJson);
    }
    columns.start_record();
    let mut has_room = true;
    let mut path = String::new();
    read_fields(text, fields, &mut path, 0, columns, record, &mut has_room)?;
    // Paths may be as many as a company has customers; keys are not.
    if has_room || fields == Fields::Paths { Ok(()) } else { Err(Reason::TooManyColumns) }
}

fn read_fields(
    text: &str,
    fields: Fields,
    path: &mut String,
    depth: usize,
    columns: &mut Columns,
    record: &mut Record,
    has_room: &mut bool,
) -> Result<(), Reason> {
    let start = path.len();
    let on_field = |key: &str, value: &str| {
        path.truncate(start);
        path.push_str(key.trim());
        if fields == Fields::Paths && depth < DEEPEST_PATH && value.starts_with('{') {
            path.push('.');
            return read_fields(value, fields, path, depth + 1, columns, record, has_room);
        }
        if fields == Fields::Raw {
            return Ok(());
        }
        let Some((column, is_repeated)) = columns.column(path) else {
            *has_room = false;
            return Ok(());
        };
        if is_repeated {
            record.forget(column);
        }
        let kind = write_value(value, record.bytes());
        record.end_cell(column, kind);
        Ok(())
    };
    let outcome = for_each_field(text, on_field);
    path.truncate(start);
    outcome
}

/// Calls a function with each key of a JSON object and the JSON of its value.
fn for_each_field<'a>(json: &'a str, mut on_field: impl FnMut(&str, &'a str) -> Result<(), Reason>) -> Result<(), Reason> {
    let mut outcome = Ok(());
    let mut parser = serde_json::Deserializer::from_str(json);
    let visitor = FieldVisitor(|key: &str, value: &'a str| {
        if outcome.is_ok() {
            outcome = on_field(key, value);
        }
    });
    parser.deserialize_map(visitor).and_then(|()| parser.end()).map_err(|_not_json| Reason::NotJson)?;
    outcome
}

struct FieldVisitor<F>(F);

impl<'de, F: FnMut(&str, &'de str)> Visitor<'de> for FieldVisitor<F> {
    type Value = ();

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some((key, value)) = map.next_entry::<Key<'_>, &'de RawValue>()? {
            (self.0)(&key.0, value.get());
        }
        Ok(())
    }
}

/// The columns found so far.
#[derive(Default)]
pub struct Columns {
    names: Vec<String>,
    by_name: FxHashMap<String, usize>,
    /// Record counter at which each column was last seen, to find repeated keys.
    seen: Vec<u64>,
    counter: u64,
    /// Where the next key is expected: most files repeat the order of their keys.
    expected: usize,
}

impl Columns {
    /// Names, in the order in which they were found.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    fn start_record(&mut self) {
        self.counter += 1;
        self.expected = 0;
    }

    /// The column of a key, and whether this record had it before; none if there is no room for more.
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

/// Whether bytes are one whole JSON object.
pub fn is_object(json: &[u8]) -> bool {
    json.starts_with(b"{") && serde_json::from_slice::<serde::de::IgnoredAny>(json).is_ok()
}

/// Bytes that are shown of a record that cannot be read.
pub const SHOWN_OF_A_RECORD: usize = 400;

/// The record in its wrapper, and how many bytes stand before it.
pub fn unwrapped<'a>(json: &'a [u8], wrapper: Option<&str>) -> Result<(usize, &'a [u8]), Reason> {
    let Some(wrapper) = wrapper else { return Ok((0, json)) };
    let text = str::from_utf8(json).map_err(|_not_utf8| Reason::NotText)?;
    let inner = value_of(text, wrapper)?.ok_or(Reason::NotThisKind)?;
    // The value borrows from the record.
    let before = inner.as_ptr().addr() - text.as_ptr().addr();
    Ok((before, inner.as_bytes()))
}

/// The value of one key of a JSON object, as written.
pub fn value_of<'a>(json: &'a str, key: &str) -> Result<Option<&'a str>, Reason> {
    let mut found = None;
    for_each_field(json, |name, value| {
        if name == key {
            found = Some(value);
        }
        Ok(())
    })?;
    Ok(found)
}
