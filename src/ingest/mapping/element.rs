//! JSON records that no list of columns can say: a vendor reads one record into structs of its own.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::output::Output;
use super::table::RECORDS_PER_PROGRESS;
use crate::ingest::importer::{Fields, Import, Imported};
use crate::ingest::record::{Next, Record};
use crate::ingest::{Head, ReadError, Reason};

/// One JSON record.
#[derive(Clone, Copy, Debug)]
pub struct Element<'a> {
    /// The record itself, any wrapper taken off.
    pub json: &'a str,
    /// Name of the file: some vendors put an id or a date there.
    pub file_name: &'a str,
}

impl<'a> Element<'a> {
    /// The record as a type of the vendor's, which may borrow from it.
    pub fn parse<T: Deserialize<'a>>(&self) -> Result<T, Reason> {
        serde_json::from_str(self.json).map_err(|_of_another_shape| Reason::NotThisKind)
    }

    /// The record that stands alone under one of some keys: `{"ticket": {...}}`, or a connector's
    /// `{"stream": "tickets", "data": {...}}`. The record itself if there is no such key.
    #[must_use]
    pub fn within(&self, keys: &[&str]) -> Self {
        let fields: BTreeMap<Cow<'a, str>, &'a RawValue> = serde_json::from_str(self.json).unwrap_or_default();
        // A record of its own may hold another one under such a key; it has an id or more to say.
        let is_wrapper = fields.len() <= MOST_WRAPPER_KEYS && !fields.contains_key("id");
        let inner = keys.iter().filter(|_| is_wrapper).find_map(|key| fields.get(*key));
        let inner = inner.map(|value| value.get()).filter(|json| json.starts_with('{'));
        Self { json: inner.unwrap_or(self.json), ..*self }
    }
}

/// Keys of a wrapper: the stream, the time of the export, the record.
const MOST_WRAPPER_KEYS: usize = 4;

/// Turns one record into rows. An error counts the record as a row that was kept out.
pub type ReadElement = fn(&Element<'_>, &mut Output<'_>) -> Result<(), Reason>;

/// Reads a whole file record by record.
pub(super) fn read_elements(read: ReadElement, namespace: &str, head: &Head, import: Import<'_>) -> Result<Imported, ReadError> {
    let Import { content, options, sink, ledger, progress } = import;
    let mut imported = Imported { time_zone: options.time_zone.clone(), ..Imported::default() };
    let mut record = Record::default();
    let mut records = content.records(Fields::Raw)?;
    let mut output = Output::new(sink, ledger, &mut imported, namespace);
    let mut seen = 0_u64;
    loop {
        let next = records.read(&mut record)?;
        if next == Next::End {
            break;
        }
        output.at_line(record.line());
        match (next, records.element()) {
            (Next::Record, Some(json)) => {
                if let Err(reason) = read(&Element { json, file_name: &head.name }, &mut output) {
                    output.reject("", json.get(..80).unwrap_or(""), reason);
                }
            }
            (Next::Broken(reason), _) => output.reject("", record.cell(0), reason),
            _ => {}
        }
        seen += 1;
        if seen.is_multiple_of(RECORDS_PER_PROGRESS) {
            progress(records.bytes_read(), output.rows());
        }
    }
    output.finish();
    progress(records.bytes_read(), output.rows());
    Ok(imported)
}

/// A JSON string, number or boolean as text, numbers with their digits as written; null, objects and lists are empty. Ids come
/// as either, sometimes within one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scalar<'a>(pub Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Scalar<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw: &RawValue = Deserialize::deserialize(deserializer)?;
        Ok(Self(scalar_of(raw.get())))
    }
}

impl Scalar<'_> {
    /// Its text, trimmed.
    pub fn text(&self) -> &str {
        self.0.trim()
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.text().is_empty()
    }
}

fn scalar_of(raw: &str) -> Cow<'_, str> {
    match raw.as_bytes().first() {
        Some(b'"') => match raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            Some(text) if !text.contains('\\') => Cow::Borrowed(text),
            _ => Cow::Owned(serde_json::from_str(raw).unwrap_or_default()),
        },
        Some(b'{' | b'[' | b'n') | None => Cow::Borrowed(""),
        Some(_) => Cow::Borrowed(raw),
    }
}
