//! What a file holds more of than any export does.

use borsh::{BorshDeserialize, BorshSerialize};

/// Which limit a file passes: it was made to fill memory, or is too much for one go.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, thiserror::Error)]
pub enum Excess {
    /// One file or entry inflates to more.
    #[error("it inflates to more than {}", bytes_in_words(*.bytes))]
    Inflated {
        /// Bytes that it may have.
        bytes: u64,
    },
    /// It inflates better than text does.
    #[error("it inflates to more than {} and more than {times} times its size, as no export does", bytes_in_words(*.from))]
    Repetitive {
        /// Bytes up to which it may.
        from: u64,
        /// Bytes that a byte may become.
        times: u64,
    },
    /// It inflates to more than its archive declares.
    #[error("more comes out of it than the {bytes} bytes that its archive says it has")]
    Undeclared {
        /// Bytes that are declared.
        bytes: u64,
    },
    /// Files of an archive and of those in it.
    #[error("it holds more than {} files, archives in it included", thousands(*.files))]
    Files {
        /// Files that it may hold.
        files: u64,
    },
    /// All files of an archive together.
    #[error(
        "its files inflate to more than {} in all, archives in it included; {next} and those after it were not opened",
        bytes_in_words(*.bytes)
    )]
    InAll {
        /// Bytes that they may have.
        bytes: u64,
        /// The first that was not opened.
        next: String,
    },
    /// An archive in an archive in an archive.
    #[error("it is an archive in an archive in an archive")]
    Nested,
    /// An archive in an archive is held in memory.
    #[error("it is an archive in an archive and larger than {}", bytes_in_words(*.bytes))]
    NestedLarge {
        /// Bytes that it may have.
        bytes: u64,
    },
    /// Entries of an archive share bytes.
    #[error("files in it lie over one another")]
    Overlapping,
    /// Sheets of a workbook.
    #[error("it has more than {} sheets", thousands(*.sheets))]
    Sheets {
        /// Sheets that it may have.
        sheets: u64,
    },
    /// Two sheets are the same bytes.
    #[error("two sheets of it are one part of the file")]
    SharedSheet,
    /// Columns of a sheet.
    #[error("a row of it has more than {} columns", thousands(*.columns))]
    Columns {
        /// Columns that it may have.
        columns: u64,
    },
    /// All sheets of a workbook together.
    #[error("its sheets are larger than {} together", bytes_in_words(*.bytes))]
    SheetBytes {
        /// Bytes that they may have.
        bytes: u64,
    },
    /// A row without an end.
    #[error("the line is longer than {}, as no row is: it lacks line ends, or a quote stays open", bytes_in_words(*.bytes))]
    LongLine {
        /// Bytes that it may have.
        bytes: u64,
    },
}

impl Excess {
    /// The limit that stopped a reader of bytes, if it was one.
    pub(super) fn of(error: &std::io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }
}

impl From<Excess> for std::io::Error {
    fn from(excess: Excess) -> Self {
        Self::other(excess)
    }
}

/// 512 MiB, 2 GiB
pub fn bytes_in_words(bytes: u64) -> String {
    const GIB: u64 = 1 << 30;
    if bytes >= GIB && bytes.is_multiple_of(GIB) { format!("{} GiB", bytes / GIB) } else { format!("{} MiB", bytes >> 20) }
}

/// 10,000
fn thousands(count: u64) -> String {
    if count < 1_000 { count.to_string() } else { format!("{},{:03}", count / 1_000, count % 1_000) }
}
