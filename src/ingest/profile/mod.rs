//! What a person says of files that no importer knows: a mapping of columns as a value, kept as a JSON file, read with the
//! same machinery as vendors' lists, so that canonical rules and the ledger hold. Knows no vendor and no screen.

mod aliases;
mod apply;
mod fault;
mod read;
mod seen;
mod suggest;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_proposals;

use std::collections::BTreeMap;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

pub(super) use apply::SOURCE;
pub use fault::{ProfileError, ProfileFault};
pub use suggest::{Because, SuggestedColumn, Suggestion, suggest};

use super::mapping::split_name;
use super::{DateOrder, Head};
use crate::model::TableName;

/// Key of a profile's JSON that tells it from any other file, with the form of what follows.
const FORM_KEY: &str = "botworth_mapping";

/// The form that this version writes, and the latest that it reads.
const FORM: u64 = 1;

/// How files with certain headers become rows of one table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct MappingProfile {
    #[serde(rename = "botworth_mapping")]
    form: u64,
    /// What people call it.
    pub name: String,
    /// Where the rows go.
    pub table: TableName,
    /// The kind of file that an importer recognises and whose list this changes; none for files that nobody knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// Headers that a file must have, all of them, to be read so.
    pub headers: Vec<String>,
    /// What columns become. A column that is listed twice fills two canonical cells; of several columns for one cell the
    /// first that says something counts.
    pub columns: Vec<MappedColumn>,
    /// Cells that are the same in every row, where no column set them.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fixed: BTreeMap<String, String>,
    /// By canonical column: the word that is used, and other spellings of it in the file.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub joins: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Day or month first, where no row of the file tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DateOrder>,
    /// IANA name of the zone of times that carry none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// Prefix of the file's ids; none leaves them bare, so that they join those of Botworth's own files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// Which people of a list of conversations are leads of the chat too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leads: Option<Leads>,
}

/// One column of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct MappedColumn {
    /// Its header; case, spaces and underscores do not count.
    pub column: String,
    /// The canonical column; none for one that is left out.
    pub to: Option<String>,
    /// How its cells are read; none for what the canonical column holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<Reading>,
}

/// Who is a lead of the chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum Leads {
    /// Who left an email.
    Email,
    /// Who left an email or a phone number.
    EmailOrPhone,
}

/// How cells are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// As they are.
    Text,
    /// The first of several with commas or semicolons between.
    First,
    /// Times in any spelling, on the account's clock where they name no zone.
    Time,
    /// Times in any spelling, in UTC where they name no zone.
    UtcTime,
    /// Calendar dates.
    Date,
    /// Numbers as people see them.
    Number,
    /// Lengths of time, one is 0.001 s.
    Milliseconds,
    /// Lengths of time, one is 1 s.
    Seconds,
    /// Lengths of time, one is 60 s.
    Minutes,
    /// Lengths of time, one is 3,600 s.
    Hours,
    /// Lengths of time, one is 86,400 s.
    Days,
    /// Yes and no in words.
    Boolean,
    /// The path of a web address; its `utm_` fields fill the source.
    Page,
}

impl Reading {
    /// All, with their words in a profile.
    const WORDS: [(Self, &'static str); 13] = [
        (Self::Text, "text"),
        (Self::First, "first"),
        (Self::Time, "time"),
        (Self::UtcTime, "utc_time"),
        (Self::Date, "date"),
        (Self::Number, "number"),
        (Self::Milliseconds, "milliseconds"),
        (Self::Seconds, "seconds"),
        (Self::Minutes, "minutes"),
        (Self::Hours, "hours"),
        (Self::Days, "days"),
        (Self::Boolean, "boolean"),
        (Self::Page, "page"),
    ];

    /// What a canonical column holds.
    pub fn of_column(canonical: &str) -> Self {
        match canonical {
            "at" | "timestamp" => Self::Time,
            _ if canonical.ends_with("_at") => Self::Time,
            "date" => Self::Date,
            _ if canonical.ends_with("_s") => Self::Seconds,
            "user_turns" | "bot_turns" | "fallbacks" | "csat" | "csat_max" | "cost" | "value" | "amount" | "gross_profit"
            | "impressions" | "sessions" | "visitors" => Self::Number,
            "engaged" | "bot_involved" | "test" | "missing_answer" | "goal_completed" | "eligible" | "survey_offered"
            | "meeting_qualified" | "agent" => Self::Boolean,
            "page" => Self::Page,
            _ => Self::Text,
        }
    }
}

impl MappingProfile {
    /// A profile without any columns.
    pub fn new(name: &str, table: TableName) -> Self {
        Self {
            form: FORM,
            name: name.to_owned(),
            table,
            base: None,
            headers: Vec::new(),
            columns: Vec::new(),
            fixed: BTreeMap::new(),
            joins: BTreeMap::new(),
            date_order: None,
            time_zone: None,
            namespace: None,
            leads: None,
        }
    }

    /// Needs of a file the columns that become something, and of a known kind those that become something else.
    pub fn ask_for_columns(&mut self) {
        let is_needed = |mapped: &&MappedColumn| mapped.to.is_some() || self.base.is_some();
        let mut headers: Vec<String> = Vec::new();
        for mapped in self.columns.iter().filter(is_needed) {
            if !headers.contains(&mapped.column) {
                headers.push(mapped.column.clone());
            }
        }
        self.headers = headers;
    }

    /// Whether a file that no importer has to know has all its headers.
    pub(super) fn fits(&self, head: &Head) -> bool {
        self.base.is_none() && !self.headers.is_empty() && self.has_headers(head)
    }

    /// Whether it changes how a file of this kind is read.
    pub(super) fn changes(&self, label: &str, head: &Head) -> bool {
        self.base.as_deref() == Some(label) && self.has_headers(head)
    }

    /// Whether it speaks of more than half of the columns: then it is of this file, whatever importers think.
    pub(super) fn speaks_of_most(&self, head: &Head) -> bool {
        let is_named = |column: &&String| {
            let key = split_name(column).0;
            self.columns.iter().any(|mapped| split_name(&mapped.column).0 == key)
        };
        let columns = &head.columns;
        columns.iter().filter(is_named).count() * 2 > columns.len()
    }

    fn has_headers(&self, head: &Head) -> bool {
        self.headers.iter().all(|header| head.has_key(&split_name(header).0))
    }

    /// The JSON file of it; reading that gives the same.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).map(|text| text + "\n").unwrap_or_default()
    }
}
