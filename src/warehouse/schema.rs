//! Where the rows of a warehouse stand, if not under METRICS' names.

use std::collections::BTreeMap;

use serde::Deserialize;
use thiserror::Error;

use super::input;

/// Tables by METRICS' names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schema {
    /// Where each table stands; one that is not listed has no rows.
    #[serde(default)]
    pub tables: BTreeMap<String, TableSource>,
    /// What all rows tell, where the tables hold a part of them.
    pub whole: Option<Whole>,
}

/// What a part of the rows cannot tell of the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Whole {
    /// The latest time of any conversation, as SQL that gives one cell.
    pub conversations: Option<String>,
    /// Of any lead.
    pub leads: Option<String>,
    /// Of any order.
    pub revenue: Option<String>,
    /// Names of the events that occur at all.
    #[serde(default)]
    pub events: Vec<String>,
}

/// Where the rows of a table stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableSource {
    /// A table's name, or a query in brackets, in which `{first}` and `{last}` are the dates that a part reads.
    pub from: String,
    /// What each column is, as SQL over that table; none if columns have METRICS' names.
    pub columns: Option<BTreeMap<String, String>>,
}

/// Why a mapping cannot be meant so.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SchemaError {
    /// A table that no program reads.
    #[error("no table is called {table}; there are {known}")]
    Table {
        /// As it is written.
        table: String,
        /// Those that are read.
        known: String,
    },
    /// A column that no table has.
    #[error("no column of {table} is called {column}; those that are read: {known}")]
    Column {
        /// Its table.
        table: String,
        /// As it is written.
        column: String,
        /// Those that are read.
        known: String,
    },
    /// A column without which a row says nothing.
    #[error("{table} lists its columns without {column}, which every row needs")]
    Missing {
        /// Its table.
        table: String,
        /// The column.
        column: &'static str,
    },
}

impl Schema {
    /// Whether every name is one that a program reads, and each table that lists its columns has those that every row needs.
    pub fn check(&self) -> Result<(), SchemaError> {
        for (table, source) in &self.tables {
            let Some(columns) = input::columns(table) else {
                let known = input::names().collect::<Vec<_>>().join(", ");
                return Err(SchemaError::Table { table: table.clone(), known });
            };
            let Some(listed) = &source.columns else { continue };
            let is_known = |column: &str| columns.contains(&column) || input::unread(table).contains(&column);
            if let Some(column) = listed.keys().find(|column| !is_known(column)) {
                return Err(SchemaError::Column { table: table.clone(), column: column.clone(), known: columns.join(", ") });
            }
            if let Some(column) = input::needed(table).iter().copied().find(|column| !listed.contains_key(*column)) {
                return Err(SchemaError::Missing { table: table.clone(), column });
            }
        }
        Ok(())
    }
}

#[cfg(all(test, feature = "command"))]
mod tests {
    use super::*;

    fn checked(text: &str) -> Result<(), String> {
        toml::from_str::<Schema>(text).map_err(|error| error.to_string())?.check().map_err(|error| error.to_string())
    }

    #[test]
    fn a_name_that_nothing_reads_is_told() {
        let told = checked("[tables.chats]\nfrom = 'x'").unwrap_err();
        assert!(told.starts_with("no table is called chats; there are conversations, events,"), "{told}");
        let told = checked("[tables.touches]\nfrom = 'x'\ncolumns = { at = 'seen', referer = 'r' }").unwrap_err();
        let known = "at, user_id, anonymous_id, email, phone, source, input_order";
        assert_eq!(told, format!("no column of touches is called referer; those that are read: {known}"));
    }

    #[test]
    fn every_column_of_the_format_may_be_named() {
        for table in crate::model::TableName::of_rows() {
            let listed: Vec<String> = crate::ingest::columns(table).iter().map(|column| format!("{column} = 'x'")).collect();
            let text = format!("[tables.{}]\nfrom = 'x'\ncolumns = {{ {} }}", table.word(), listed.join(", "));
            assert_eq!(checked(&text), Ok(()), "{table:?}");
        }
    }

    #[test]
    fn a_row_needs_its_required_columns() {
        let told = checked("[tables.events]\nfrom = 'x'\ncolumns = { event = 'name' }").unwrap_err();
        assert_eq!(told, "events lists its columns without timestamp, which every row needs");
        assert_eq!(checked("[tables.events]\nfrom = 'x'\ncolumns = { event = 'name', timestamp = 'seen' }"), Ok(()));
        assert_eq!(checked("[tables.events]\nfrom = 'x'"), Ok(()));
    }
}
