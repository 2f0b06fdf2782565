//! From the JSON of a profile to the value: every fault by the name of its field, unknown keys told.

use serde_json::{Map, Value};

use super::{FORM, FORM_KEY, Leads, MappedColumn, MappingProfile, ProfileError, ProfileFault, Reading};
use crate::ingest::DateOrder;
use crate::ingest::canonical::{columns, required_columns};
use crate::model::TableName;

/// Characters of a wrong value that are shown.
const SHOWN: usize = 60;

const KEYS: [&str; 12] =
    [FORM_KEY, "name", "table", "base", "headers", "columns", "fixed", "joins", "date_order", "time_zone", "namespace", "leads"];

impl MappingProfile {
    /// Whether a text claims to be a profile.
    pub fn is_profile(text: &str) -> bool {
        serde_json::from_str::<Map<String, Value>>(text.trim_start_matches('\u{feff}'))
            .is_ok_and(|keys| keys.contains_key(FORM_KEY))
    }

    /// Whether this key says that a JSON text is a mapping profile.
    pub(in crate::ingest) fn is_form(key: &str) -> bool {
        key == FORM_KEY
    }

    /// Reads a profile; gives the paths of keys that are not known too, which change nothing.
    ///
    /// # Errors
    /// Names every field that is wrong; nothing of the profile is used then.
    pub fn from_json(text: &str) -> Result<(Self, Vec<String>), ProfileError> {
        let json: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|error| ProfileError::NotJson { line: error.line(), reason: error.to_string() })?;
        let Value::Object(keys) = json else { return Err(ProfileError::NotAProfile) };
        let form = keys.get(FORM_KEY).ok_or(ProfileError::NotAProfile)?;
        if let Some(form) = form.as_u64().filter(|form| *form > FORM) {
            return Err(ProfileError::TooNew { form, known: FORM });
        }
        let mut reader = Reader::default();
        let profile = reader.profile(&keys);
        match profile {
            Some(profile) if reader.faults.is_empty() => Ok((profile, reader.unknown)),
            _ => Err(ProfileError::Invalid(reader.faults)),
        }
    }
}

#[derive(Default)]
struct Reader {
    faults: Vec<ProfileFault>,
    unknown: Vec<String>,
}

impl Reader {
    fn fault(&mut self, field: impl Into<String>, value: Option<&Value>, allowed: impl Into<String>) {
        let value = value.map_or_else(|| "not set".to_owned(), |value| value.to_string().chars().take(SHOWN).collect());
        self.faults.push(ProfileFault { field: field.into(), value, allowed: allowed.into() });
    }

    fn profile(&mut self, keys: &Map<String, Value>) -> Option<MappingProfile> {
        self.unknown.extend(keys.keys().filter(|key| !KEYS.contains(&key.as_str())).cloned());
        if keys.get(FORM_KEY).and_then(Value::as_u64) != Some(FORM) {
            self.fault(FORM_KEY, keys.get(FORM_KEY), FORM.to_string());
        }
        let name = self.text(keys, "name").unwrap_or_default();
        if name.is_empty() && keys.get("name").is_none_or(Value::is_string) {
            self.fault("name", keys.get("name"), "a text that is not empty");
        }
        let table = keys.get("table").and_then(Value::as_str).and_then(TableName::from_word);
        let table = table.filter(|table| TableName::of_rows().any(|of_rows| of_rows == *table));
        let Some(table) = table else {
            let words: Vec<&str> = TableName::of_rows().map(TableName::word).collect();
            self.fault("table", keys.get("table"), format!("one of {}", words.join(", ")));
            return None;
        };
        let mut profile = MappingProfile::new(&name, table);
        profile.base = self.text(keys, "base");
        // What changes a known reading may leave every column as it is.
        if profile.base.is_none() || keys.contains_key("columns") {
            profile.columns = self.columns(keys.get("columns"), table);
        }
        profile.fixed = self.fixed(keys.get("fixed"), table);
        profile.joins = self.joins(keys.get("joins"), table);
        profile.headers = match keys.get("headers") {
            None if profile.base.is_some() => profile.columns.iter().map(|mapped| mapped.column.clone()).collect(),
            None => profile.columns.iter().filter(|mapped| mapped.to.is_some()).map(|mapped| mapped.column.clone()).collect(),
            Some(value) => self.texts("headers", value),
        };
        if profile.headers.is_empty() && profile.base.is_none() && self.faults.is_empty() {
            self.fault("headers", keys.get("headers"), "a list of at least one header of the file");
        }
        profile.date_order =
            self.word(keys, "date_order", &[(DateOrder::DayFirst, "day_first"), (DateOrder::MonthFirst, "month_first")]);
        profile.time_zone = self.text(keys, "time_zone");
        profile.namespace = self.text(keys, "namespace");
        profile.leads = self.word(keys, "leads", &[(Leads::Email, "email"), (Leads::EmailOrPhone, "email_or_phone")]);
        let required = if profile.base.is_some() { Vec::new() } else { required_columns(table) };
        for required in required {
            let is_set = profile.columns.iter().any(|mapped| mapped.to.as_deref() == Some(required));
            if !is_set && !profile.fixed.contains_key(required) {
                self.fault("columns", None, format!("a column for {required}, which {} need", table.word()));
            }
        }
        Some(profile)
    }

    fn columns(&mut self, value: Option<&Value>, table: TableName) -> Vec<MappedColumn> {
        let Some(list) = value.and_then(Value::as_array) else {
            self.fault("columns", value, "a list of objects such as {\"column\": \"Started\", \"to\": \"started_at\"}");
            return Vec::new();
        };
        let mut mapped = Vec::new();
        for (place, value) in list.iter().enumerate() {
            let path = format!("columns[{place}]");
            let Some(keys) = value.as_object() else {
                self.fault(path, Some(value), "an object with \"column\" and \"to\"");
                continue;
            };
            let unknown = keys.keys().filter(|key| !["column", "to", "reading"].contains(&key.as_str()));
            self.unknown.extend(unknown.map(|key| format!("{path}.{key}")));
            let Some(column) = keys.get("column").and_then(Value::as_str).filter(|column| !column.trim().is_empty()) else {
                self.fault(format!("{path}.column"), keys.get("column"), "a header of the file");
                continue;
            };
            let to = match keys.get("to") {
                None | Some(Value::Null) => None,
                Some(to) => {
                    let Some(known) = to.as_str().filter(|to| columns(table).contains(to)) else {
                        self.fault(format!("{path}.to"), Some(to), one_of_columns(table));
                        continue;
                    };
                    Some(known.to_owned())
                }
            };
            let words = Reading::WORDS.iter().find(|(_, word)| keys.get("reading").and_then(Value::as_str) == Some(*word));
            if words.is_none() && keys.get("reading").is_some() {
                let known: Vec<&str> = Reading::WORDS.iter().map(|(_, word)| *word).collect();
                self.fault(format!("{path}.reading"), keys.get("reading"), format!("one of {}", known.join(", ")));
            }
            mapped.push(MappedColumn { column: column.to_owned(), to, reading: words.map(|(reading, _)| *reading) });
        }
        mapped
    }

    fn fixed(&mut self, value: Option<&Value>, table: TableName) -> std::collections::BTreeMap<String, String> {
        let mut fixed = std::collections::BTreeMap::new();
        for (column, text) in self.object("fixed", value) {
            match text.as_str() {
                _ if !columns(table).contains(&column.as_str()) => {
                    self.fault(format!("fixed.{column}"), Some(&text), format!("set for {}", one_of_columns(table)));
                }
                Some(text) => {
                    fixed.insert(column, text.to_owned());
                }
                None => self.fault(format!("fixed.{column}"), Some(&text), "a text"),
            }
        }
        fixed
    }

    fn joins(
        &mut self,
        value: Option<&Value>,
        table: TableName,
    ) -> std::collections::BTreeMap<String, std::collections::BTreeMap<String, Vec<String>>> {
        let mut joins = std::collections::BTreeMap::new();
        for (column, words) in self.object("joins", value) {
            let path = format!("joins.{column}");
            if !columns(table).contains(&column.as_str()) {
                self.fault(path, Some(&words), format!("set for {}", one_of_columns(table)));
                continue;
            }
            let words = self.object(&path, Some(&words));
            let spellings = words.into_iter().map(|(word, value)| {
                let spellings = self.texts(&format!("{path}.{word}"), &value);
                (word, spellings)
            });
            joins.insert(column, spellings.collect());
        }
        joins
    }

    fn object(&mut self, path: &str, value: Option<&Value>) -> Map<String, Value> {
        match value {
            None => Map::new(),
            Some(Value::Object(keys)) => keys.clone(),
            Some(other) => {
                self.fault(path, Some(other), "an object of names with values");
                Map::new()
            }
        }
    }

    fn texts(&mut self, path: &str, value: &Value) -> Vec<String> {
        let texts: Option<Vec<String>> =
            value.as_array().and_then(|list| list.iter().map(|text| text.as_str().map(str::to_owned)).collect());
        texts.unwrap_or_else(|| {
            self.fault(path, Some(value), "a list of texts");
            Vec::new()
        })
    }

    fn text(&mut self, keys: &Map<String, Value>, key: &str) -> Option<String> {
        match keys.get(key) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text.trim().to_owned()),
            other => {
                self.fault(key, other, "a text");
                None
            }
        }
    }

    fn word<T: Copy>(&mut self, keys: &Map<String, Value>, key: &str, words: &[(T, &str)]) -> Option<T> {
        let value = keys.get(key).filter(|value| !value.is_null())?;
        let found = words.iter().find(|(_, word)| value.as_str() == Some(word)).map(|(found, _)| *found);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
            self.fault(key, Some(value), format!("one of {}", known.join(", ")));
        }
        found
    }
}

fn one_of_columns(table: TableName) -> String {
    format!("one of {}", columns(table).join(", "))
}
