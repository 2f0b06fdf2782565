//! What crosses while a person says what the columns of an unknown file are.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::model::TableName;

/// What is suggested for a file.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct MappingDraft {
    /// Its columns, in its order.
    pub columns: Vec<DraftColumn>,
    /// What is suggested; a person changes it.
    pub choice: MappingChoice,
    /// Whether no row tells the order of day and month.
    pub asks_date_order: bool,
    /// Spellings that would be joined: the word used, and the others.
    pub joined: Vec<(String, Vec<String>)>,
    /// What columns can become, by table; those that a table needs come first.
    pub targets: Vec<TableTargets>,
    /// How the file was recognised, if it was: then the columns are shown as they are read, and the table stays.
    pub recognised: Option<String>,
}

/// What columns can become in a table.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct TableTargets {
    /// The table.
    pub table: TableName,
    /// Columns without which a row is nothing.
    pub required: Vec<String>,
    /// The others.
    pub optional: Vec<String>,
}

/// A column of the file.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct DraftColumn {
    /// Its header.
    pub column: String,
    /// Up to three different values.
    pub examples: Vec<String>,
    /// Why it is suggested to become what it is.
    pub because: SuggestedBecause,
}

/// Why a column is suggested to become something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum SuggestedBecause {
    /// The kind of file is known and read so.
    Known,
    /// A vendor's export is thought to be written so.
    Vendor,
    /// By its header.
    Header,
    /// Its values are emails.
    Emails,
    /// Its values are times.
    Times,
    /// Its values are phone numbers.
    Phones,
    /// Its values are all different.
    Ids,
    /// Its values are money.
    Amounts,
    /// Nothing tells.
    Nothing,
}

/// A mapping in use.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct MappingInUse {
    /// What people call it.
    pub name: String,
    /// Where the rows go.
    pub table: TableName,
    /// The kind of file that is known and whose reading it changes.
    pub base: Option<String>,
}

/// What a person says.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct MappingChoice {
    /// Name of the mapping.
    pub name: String,
    /// Where the rows go.
    pub table: TableName,
    /// By column of the file, in its order: the canonical column, or none.
    pub to: Vec<Option<String>>,
    /// Whether the day comes first, where a person had to say it.
    pub is_day_first: Option<bool>,
    /// Whether spellings are joined.
    pub joins: bool,
}

/// What the first rows of a file become.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct MappingPreview {
    /// Canonical columns.
    pub header: Vec<String>,
    /// The first rows under them.
    pub rows: Vec<Vec<String>>,
    /// Rows looked at that would count.
    pub kept: u64,
    /// Rows looked at that would not.
    pub rejected: u64,
    /// Columns that the table needs and nothing fills.
    pub missing: Vec<String>,
}
