//! What an importer is: it knows one vendor's files and turns their records into canonical rows.

use super::record::Records;
use super::{Head, Ledger, Options, ReadError};
use crate::model::{TableName, Tables};

/// How sure an importer is that a file is its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// From 1 to 100; the highest wins, of equal ones the importer listed first.
    pub score: u8,
    /// What tells, for people: "Intercom conversations: 3 telling headers".
    pub reason: String,
    /// The table that most of its rows go to.
    pub table: TableName,
}

/// What an importer made of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Canonical rows read: kept, kept out, or duplicates of others.
    pub rows_read: u64,
    /// Rows kept out.
    pub rows_rejected: u64,
    /// Line of the last record, from 1.
    pub last_line: u64,
    /// Bytes read before the place where reading ended, and its line, where the reader of the format knows.
    pub end: (u64, u64),
    /// Columns that were not used, in the order of the file.
    pub ignored_columns: Vec<String>,
    /// Rows that only add to a record of this file or another one, by table and position in it (see
    /// [`super::FilePart::additions`]).
    pub additions: Vec<(TableName, usize)>,
    /// IANA name of the zone whose clock shows the file's local times; none if they are in the rules' zone.
    pub time_zone: Option<String>,
}

/// How the fields of a JSON record become columns. Tables with a header are the same in both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fields {
    /// The keys of the record alone; an object or list in it is one cell that is no value.
    #[default]
    Keys,
    /// Dotted paths: `source.author.email`. A list stays one cell.
    Paths,
    /// None: the record is read from its JSON.
    Raw,
}

/// The content of a file, which can be read again from the first record.
pub trait Content {
    /// Starts at the first record.
    fn records(&mut self, fields: Fields) -> Result<Box<dyn Records + '_>, ReadError>;

    /// Whether [`Self::records`] can be called a second time.
    fn can_read_again(&self) -> bool;
}

/// What an importer works on.
pub struct Import<'a> {
    /// The file's records.
    pub content: &'a mut dyn Content,
    /// What the user said about the file.
    pub options: &'a Options,
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
