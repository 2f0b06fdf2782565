//! What crosses about one file: the file, what became of it, why it could not be used, what was kept out of it.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::ingest::{Excess, IngestError, ReadError};

/// A file that the tab hands over.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct OpenFile {
    /// Number of the file in this tab.
    pub file: u32,
    /// Name without folders.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of the file that a person has, where the unpacker made these bytes from it.
    pub sha256: Option<String>,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct FileReport {
    /// Name without folders.
    pub name: String,
    /// Table, `rules` or the name of another kind.
    pub kind: String,
    /// Why it was taken for that.
    pub reason: String,
    /// Rows read = kept + rejected + duplicate.
    pub rows_read: u64,
    /// Rows kept.
    pub rows_kept: u64,
    /// Rows kept out.
    pub rows_rejected: u64,
    /// Rows that another already stands for.
    pub rows_duplicate: u64,
    /// Of the rows kept, those of tests and of what is linked to them; the scorecard says it.
    pub rows_test: u64,
    /// Name of the file with the same content that counts in its place.
    pub twin_of: Option<String>,
    /// Columns that were not used.
    pub ignored_columns: Vec<String>,
}

/// Why a file could not be used.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum FileError {
    /// Nothing in it is known.
    Unknown {
        /// The header or first line, cut.
        seen: String,
    },
    /// It holds other files, or is in an encoding that the reader does not know: the unpacking part makes files of it.
    Packed,
    /// It has no row.
    Empty,
    /// It is rules, a mapping, a scorecard or a workspace, and larger than any.
    TooLong {
        /// Mebibytes that are read of such a file.
        mebibytes: u64,
    },
    /// A later version wrote it.
    TooNew,
    /// It broke while being read.
    Broken {
        /// Line.
        line: u64,
        /// Reason for people.
        reason: String,
    },
    /// It ends before it is whole.
    Truncated {
        /// Last line that was read.
        line: u64,
        /// Rows before the end; none of them counts.
        rows: u64,
    },
    /// It cannot be unpacked: its bytes are not what they claim to be.
    Damaged {
        /// Reason for people.
        reason: String,
    },
    /// It is locked with a password.
    Locked,
    /// It is compressed in a way that is not read here.
    Method,
    /// It holds more than any export: made to fill memory, or too much for one go.
    TooMuch {
        /// Line, from 1; 0 where it has no lines yet.
        line: u64,
        /// Which limit it passes.
        excess: Excess,
    },
    /// It is a rules file with errors.
    Rules {
        /// One message a rule.
        reasons: Vec<String>,
    },
    /// It is a mapping with errors.
    Mapping {
        /// One message a field.
        reasons: Vec<String>,
    },
    /// It is a cube, or stands beside one, and cannot be counted with it.
    Cube(CubeFault),
}

/// Why a cube cannot be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum CubeFault {
    /// It does not tell a form and rules that are read.
    Form,
    /// Rows and a cube: what one counts the other may count too.
    BesideRows,
    /// Another cube was counted by other rules.
    OtherRules,
}

impl From<IngestError> for FileError {
    fn from(error: IngestError) -> Self {
        match error {
            IngestError::Unknown { seen, .. } => Self::Unknown { seen },
            IngestError::Packed { .. } => Self::Packed,
            IngestError::Mapping { error, .. } => Self::Mapping { reasons: error.reasons() },
            IngestError::Empty { .. } => Self::Empty,
            IngestError::TooLong { limit, .. } => Self::TooLong { mebibytes: limit >> 20 },
            IngestError::Broken { line, reason, .. } => Self::Broken { line, reason },
            IngestError::TooMuch { line, excess, .. } => Self::TooMuch { line, excess },
            IngestError::Truncated { line, rows, .. } => Self::Truncated { line, rows },
        }
    }
}

impl From<&ReadError> for FileError {
    fn from(error: &ReadError) -> Self {
        let line = error.line();
        match error.excess() {
            Some(excess) => Self::TooMuch { line, excess },
            None => Self::Broken { line, reason: error.to_string() },
        }
    }
}

/// A cell or row that was kept out.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct LedgerLine {
    /// Name of the file.
    pub file: String,
    /// Line, from 1.
    pub line: u64,
    /// Column; empty if the row as a whole is meant.
    pub column: String,
    /// The cell as written, cut.
    pub cell: String,
    /// Code of the reason, translated by the tab.
    pub reason: String,
    /// Whether the whole row was kept out, or the cell alone counts as unknown.
    pub row_rejected: bool,
}
