//! Bytes to canonical tables, with a ledger of what was kept out and why (METRICS section 1).
//!
//! [`read_file`] reads one file alone; [`assemble`] brings files together. Readers turn bytes into records and know
//! no vendor; importers turn records into rows and know no format. No metric, and no time zone: a time without an
//! offset stays local.

mod additions;
mod assemble;
mod canonical;
mod content;
mod error;
mod excess;
mod file;
mod head;
mod importer;
mod input;
mod ledger;
mod mapping;
mod opened;
mod options;
mod part;
mod profile;
mod ranges;
mod readers;
mod reason;
mod record;
mod references;
mod source;
mod text;
mod unpack;
mod vendors;

pub use assemble::{FileSummary, Load, assemble};
pub use canonical::{RowWriter, WrittenCell, columns, parse_date, parse_timestamp, required_columns, write_rows};
pub use error::{IngestError, ReadError};
pub use excess::{Excess, bytes_in_words};
pub use file::{open_file, read_file};
pub use head::{HEAD_BYTES, Head};
pub use importer::{Content, Fields, Import, Imported, Importer, Match};
pub use ledger::{CELL_CHARACTERS, ColumnName, ENTRIES_PER_FILE, Entry, Ledger, Tally};
pub use opened::OpenedFiles;
pub use options::{DateOrder, Options};
pub use part::{FileKind, FilePart, Span};
pub use profile::{
    Because, Leads, MappedColumn, MappingProfile, ProfileError, ProfileFault, Reading, SuggestedColumn, Suggestion, suggest,
};
pub use ranges::{Joining, Next as NextRange, Plan, RANGE_BYTES, RangeOrder, RangePart, plan, read_range};
pub use readers::LONGEST_RECORD;
pub use reason::Reason;
pub use record::{CellKind, Next, Record, RecordCell, Records};
pub use unpack::UnpackError;
#[cfg(feature = "unpack")]
pub use unpack::{ReadSeek, Unpacked, unpack};
pub use vendors::{mapped_columns, proposed_kinds, recognised_kinds};
