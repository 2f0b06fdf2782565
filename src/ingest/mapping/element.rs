//! JSON records that no list of columns can say: a vendor reads one record into structs of its own.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::output::Output;
use super::source_row::says_nothing;
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
            (Next::Record, None) if record.nth(0).is_some() => {
                let json = unflattened(&record, records.columns());
                if let Err(reason) = read(&Element { json: &json, file_name: &head.name }, &mut output) {
                    output.reject("", record.nth(0).map_or("", |cell| cell.text), reason);
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

/// The record that a row of a table was flattened from: dotted names are objects in objects, cells of JSON are what they
/// hold. Names all in capitals are a warehouse's spelling of small ones.
fn unflattened(record: &Record, columns: &[String]) -> String {
    let mut root = Map::new();
    for cell in record.cells() {
        let (Some(name), text) = (columns.get(cell.column), cell.text.trim()) else { continue };
        let name = name.trim_start_matches('\u{feff}').trim();
        let name = if name.contains(char::is_lowercase) { name.to_owned() } else { name.to_lowercase() };
        if text.is_empty() || says_nothing(text) {
            continue;
        }
        let value = match text.as_bytes().first() {
            Some(b'{' | b'[') => serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned())),
            _ if text.eq_ignore_ascii_case("true") => Value::Bool(true),
            _ if text.eq_ignore_ascii_case("false") => Value::Bool(false),
            _ => Value::String(text.to_owned()),
        };
        let mut within = &mut root;
        let mut parts = name.split('.').peekable();
        while let Some(part) = parts.next() {
            if parts.peek().is_none() {
                within.entry(part).or_insert(value);
                break;
            }
            let Value::Object(inner) = within.entry(part).or_insert_with(|| Value::Object(Map::new())) else { break };
            within = inner;
        }
    }
    Value::Object(root).to_string()
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

/// A part of a record that may be of another shape than most records have it: then it says nothing, and the rest of the
/// record counts. For fields of structs: `#[serde(borrow, default, deserialize_with = "loose")]`.
pub fn loose<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    let raw: &RawValue = Deserialize::deserialize(deserializer)?;
    Ok(serde_json::from_str(raw.get()).ok())
}

/// The elements of a list that are of the shape asked for; none of anything that is no list. See [`loose`].
pub fn loose_list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    let raw: &RawValue = Deserialize::deserialize(deserializer)?;
    let elements: Vec<&RawValue> = serde_json::from_str(raw.get()).unwrap_or_default();
    Ok(elements.into_iter().filter_map(|element| serde_json::from_str(element.get()).ok()).collect())
}

/// A boolean, as one or in words. See [`loose`].
pub fn loose_bool<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    let scalar = Scalar::deserialize(deserializer)?;
    Ok(super::numbers::boolean(scalar.text()).ok())
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
