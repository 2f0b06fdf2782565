//! One record of a file, its cells found by the names of its columns.

use std::borrow::Cow;

use super::heading::Headings;
use crate::ingest::Head;
use crate::ingest::readers::value_of;
use crate::ingest::record::{CellKind, Record, RecordCell};

/// A record, read by column name in any spelling.
pub struct SourceRow<'a> {
    pub(super) head: &'a Head,
    pub(super) headings: &'a Headings,
    pub(super) record: &'a Record,
    /// For each column the number of its cell among the record's, from 1; 0 for an empty one.
    pub(super) places: &'a [usize],
    pub(super) element: Option<&'a str>,
}

impl<'a> SourceRow<'a> {
    /// The trimmed cell of a column; empty if it says nothing: `N/A`, `null`, `-`.
    pub fn get(&self, name: &str) -> &'a str {
        self.headings.position(name).map_or("", |column| self.text(column))
    }

    /// The first cell that says something, of several columns.
    pub fn first(&self, names: &[&str]) -> &'a str {
        names.iter().map(|name| self.get(name)).find(|cell| !cell.is_empty()).unwrap_or("")
    }

    /// The JSON of an object or list in a column, or any cell as written.
    pub fn raw(&self, name: &str) -> &'a str {
        self.headings.position(name).and_then(|column| self.cell(column)).map_or("", |cell| cell.text)
    }

    /// [`Self::raw`] of the first column that is there, of several.
    pub fn first_raw(&self, names: &[&str]) -> &'a str {
        names.iter().map(|name| self.raw(name)).find(|cell| !cell.is_empty()).unwrap_or("")
    }

    /// The JSON that a column holds: an object or list, or text in which one is written (FORMATS section 1, 23).
    pub fn json(&self, name: &str) -> Cow<'a, str> {
        let raw = match (self.raw(name), self.element) {
            // Objects in records of JSON are columns of their own, by their paths.
            ("", Some(element)) => value_of(element, name).ok().flatten().unwrap_or(""),
            (raw, _) => raw,
        };
        serde_json::from_str::<String>(raw).map_or(Cow::Borrowed(raw), Cow::Owned)
    }

    /// Whether the file has a column.
    pub fn has_column(&self, name: &str) -> bool {
        self.headings.position(name).is_some()
    }

    /// The columns whose names begin so, with their cells: `@` fields, `pre chat: ...`.
    pub fn columns_from(&self, start: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let found = self.headings.iter().enumerate().filter(move |(_, heading)| heading.key.starts_with(start));
        found.map(|(column, heading)| (heading.name.as_str(), self.text(column)))
    }

    /// Name of the file: some vendors put an id or a date there.
    pub fn file_name(&self) -> &'a str {
        &self.head.name
    }

    /// The rows before the header as text: titles, zones, periods.
    pub fn before_header(&self) -> &'a [String] {
        &self.head.before_header
    }

    /// The first cell that is not empty.
    pub fn first_cell(&self) -> Option<&'a str> {
        self.record.nth(0).map(|cell| cell.text)
    }

    /// Cells that are not empty.
    pub fn filled(&self) -> usize {
        self.places.iter().filter(|place| **place > 0).count()
    }

    pub(super) fn cell(&self, column: usize) -> Option<RecordCell<'a>> {
        let place = self.places.get(column).and_then(|place| place.checked_sub(1))?;
        self.record.nth(place)
    }

    fn text(&self, column: usize) -> &'a str {
        let cell = self.cell(column).filter(|cell| cell.kind == CellKind::Plain);
        cell.map(|cell| cell.text.trim()).filter(|text| !says_nothing(text)).unwrap_or("")
    }
}

/// Words that stand where nothing is known (FORMATS section 1, 3: zero and null alike).
pub(super) fn says_nothing(text: &str) -> bool {
    text.is_empty()
        || text.len() <= 9
            && ["n/a", "#n/a", "null", "-", "–", "—", "undefined", "(not set)"].iter().any(|word| text.eq_ignore_ascii_case(word))
}
