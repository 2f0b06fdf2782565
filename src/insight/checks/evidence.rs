//! What a load says of itself beside its facts: files, cells kept out, names that were not used.

use crate::model::{Date, SortedMap, TableName, Tables};
use crate::rules::Rules;

/// A load as its files tell it.
#[derive(Clone, Debug)]
pub struct Evidence<'a> {
    /// All rows.
    pub tables: &'a Tables,
    /// One for each file, by the number that origins name.
    pub files: Vec<FileEvidence>,
    /// The rules of the run that this one is set beside, if one is.
    pub before: Option<&'a Rules>,
}

/// One file.
#[derive(Clone, Debug, Default)]
pub struct FileEvidence {
    /// Its name without folders.
    pub name: String,
    /// What recognised it, such as `botworth`.
    pub source: String,
    /// The table that most of its rows went to.
    pub table: Option<TableName>,
    /// The columns by which it was recognised: files of one shape are of one kind.
    pub shape: String,
    /// Rows that another row already stands for.
    pub rows_duplicate: u64,
    /// Names of columns that were not used.
    pub ignored_columns: Vec<String>,
    /// Whether some of its times carry an offset and others do not.
    pub mixes_zones: bool,
    /// First and last local date in it.
    pub dates: Option<(Date, Date)>,
    /// Cells and rows kept out, by the code of the reason.
    pub kept_out: SortedMap<&'static str, u64>,
}
