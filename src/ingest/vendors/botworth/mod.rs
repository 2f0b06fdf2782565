//! Botworth format: the canonical tables themselves (METRICS section 1).

mod columns;
mod read;

use crate::ingest::canonical::{by_table, columns, required_columns};
use crate::ingest::importer::{Import, Imported, Importer, Match};
use crate::ingest::{Head, ReadError};
use crate::model::TableName;

/// Name of the source of canonical files.
pub const CANONICAL: &str = "botworth";

/// The importer of canonical files.
pub struct Botworth;

impl Importer for Botworth {
    fn id(&self) -> &'static str {
        CANONICAL
    }

    fn sniff(&self, head: &Head) -> Option<Match> {
        let table =
            TableName::ALL.iter().copied().find(|table| required_columns(*table).iter().all(|column| head.has_column(column)))?;
        // Dates and times stand in many files: among columns that are all unknown, one such name tells nothing.
        let known = columns(table).into_iter().filter(|column| head.has_column(column)).count();
        let unknown = head.columns.len().saturating_sub(known);
        if known < 2 && (unknown >= 2 || !head.before_header.is_empty()) {
            return None;
        }
        // A vendor that knows its own telling columns is surer than this.
        Some(Match { score: 50, reason: required_columns(table).join(", "), table })
    }

    fn import(&self, head: &Head, import: Import<'_>) -> Result<Imported, ReadError> {
        self.sniff(head).map_or_else(|| Ok(Imported::default()), |found| read_canonical(found.table, import))
    }
}

/// Reads records whose columns are those of a table.
pub fn read_canonical(table: TableName, import: Import<'_>) -> Result<Imported, ReadError> {
    use read::read_table;
    by_table!(table, read_table, import)
}
