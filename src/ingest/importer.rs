//! What an importer is: it knows one vendor's files and turns their records into canonical rows.

use super::record::Records;
use super::{Head, Ledger, ReadError};
use crate::model::{TableName, Tables};

/// How sure an importer is that a file is its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// From 1 to 100; the highest wins, of equal ones the importer listed first.
    pub score: u8,
    /// Columns that tell.
    pub reason: Vec<String>,
    /// The table that most of its rows go to.
    pub table: TableName,
}

/// What an importer made of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Rows read.
    pub rows_read: u64,
    /// Rows kept out.
    pub rows_rejected: u64,
    /// Line of the last row, from 1.
    pub last_line: u64,
    /// Columns that were not used, in the order of the file.
    pub ignored_columns: Vec<String>,
}

/// What an importer works on.
pub struct Import<'a> {
    /// The file's records, from the first.
    pub records: &'a mut dyn Records,
    /// Where canonical rows go.
    pub sink: &'a mut Tables,
    /// Where everything goes that is kept out.
    pub ledger: &'a mut Ledger,
    /// To be told bytes and rows read, now and then.
    pub progress: &'a mut dyn FnMut(u64, u64),
}

/// Reads the files of one vendor.
pub trait Importer: Sync {
    /// Name of the source, as the scorecard prints it.
    fn id(&self) -> &'static str;

    /// Whether a file is one of this vendor's, from its start alone.
    fn sniff(&self, head: &Head) -> Option<Match>;

    /// Reads a file that [`Self::sniff`] took.
    fn import(&self, head: &Head, import: Import<'_>) -> Result<Imported, ReadError>;
}
