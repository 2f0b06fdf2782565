//! One large table read in pieces, by as many readers as there are: a plan made from the file's head, a part read from each
//! range of bytes without knowing the others, and all parts joined. What comes out is what [`super::read_file`] makes of the
//! whole file, however many readers there were.
//!
//! Only Botworth's own tables are read so, of separated values or of an object a line: a row of another vendor may depend on
//! the rows before it.

mod join;
mod read;
#[cfg(test)]
mod tests;

pub use join::{Joining, Next};
pub use read::read_range;

use std::ops::Range;

use borsh::{BorshDeserialize, BorshSerialize};

use super::head::{Format, Head};
use super::importer::Fields;
use super::part::{pack, unpack};
use super::readers::{CsvReader, Dialect, NdjsonReader, rows_start};
use super::record::Records as _;
use super::source::BLOCK_BYTES;
use super::text::{ENCODING_SAMPLE, Encoding};
use super::unpack::is_packed;
use super::vendors::{CANONICAL, importer_of};
use super::{Ledger, Options};
use crate::model::{TableName, Tables};

/// Bytes of a range: the blocks whose hashes identify a file's content.
pub const RANGE_BYTES: u64 = BLOCK_BYTES;

/// How a file is read in ranges.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Plan {
    /// Name without folders.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// The table that its rows go to.
    pub table: TableName,
    /// The columns by which it was recognised.
    pub reason: String,
    shape: Shape,
    /// Where its first row starts, in bytes.
    first: u64,
    /// The line of that row.
    line: u64,
    range_bytes: u64,
    /// Whether the head says that it is UTF-8; else all in it is ASCII, or nearly.
    is_utf8: bool,
    time_zone: Option<String>,
    sha256: Option<String>,
}

/// What the records of a file are.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
enum Shape {
    /// Rows of separated values.
    Table {
        /// Names in the header.
        columns: Vec<String>,
        delimiter: u8,
    },
    /// An object a line.
    Lines,
}

/// What is to be read of a file, and what is known of the ranges before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct RangeOrder {
    /// Number of the range, from 0.
    pub range: u64,
    /// Where its first row starts, if that is known; else it is guessed, and joining tells whether rightly.
    pub start: Option<u64>,
    /// Whether the ranges before say that the file is UTF-8.
    pub is_utf8: bool,
}

/// What was read of one range: the rows that start in it.
#[derive(Clone, Debug)]
pub struct RangePart {
    pub(super) order: RangeOrder,
    pub(super) report: Report,
    pub(super) ledger: Ledger,
    pub(super) tables: Tables,
}

/// What is known of a range beside its rows. Lines are counted from its first row on.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(super) struct Report {
    /// Where its first row starts and its last one ends, in bytes.
    pub(super) start: u64,
    pub(super) end: u64,
    /// Line ends in between.
    pub(super) lines: u64,
    pub(super) last_line: u64,
    pub(super) rows_read: u64,
    pub(super) rows_rejected: u64,
    pub(super) ignored_columns: Vec<String>,
    /// Hash of its bytes, whatever rows they belong to, and how many there were.
    pub(super) hash: u128,
    pub(super) bytes: u64,
    pub(super) letters: Letters,
    /// It could not be read; reading the file as a whole says why.
    pub(super) is_broken: bool,
}

/// What the letters of a range are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(super) enum Letters {
    /// One byte each: any encoding.
    #[default]
    Ascii,
    /// UTF-8.
    Utf8,
    /// Any other.
    Other,
}

/// How to read a file in ranges, from its first bytes; none if it has to be read as a whole.
pub fn plan(name: &str, size: u64, first_bytes: &[u8], options: &Options) -> Option<Plan> {
    plan_of(name, size, first_bytes, options, RANGE_BYTES)
}

fn plan_of(name: &str, size: u64, mut first_bytes: &[u8], options: &Options, range_bytes: u64) -> Option<Plan> {
    let is_usual =
        options.encoding.is_none() && options.date_order.is_none() && options.namespace.is_none() && options.profiles.is_empty();
    let is_plain = !is_packed(first_bytes) && !first_bytes.starts_with(&[0x1f, 0x8b]);
    if !is_usual || !is_plain || first_bytes.contains(&0) || size < 2 * range_bytes {
        return None;
    }
    let is_utf8 = is_utf8(first_bytes)?;
    let mut head = Head::read(name, &mut first_bytes).ok()?;
    let (importer, found) = importer_of(&mut head)?;
    if importer.id() != CANONICAL {
        return None;
    }
    let (shape, (first, line)) = match head.format {
        Format::Table(dialect) if dialect == dialect_of(dialect.delimiter) => {
            let at = CsvReader::new(head.bytes.as_slice(), dialect).ok()?.at();
            (Shape::Table { columns: head.columns, delimiter: dialect.delimiter }, at)
        }
        Format::Lines(None) => (Shape::Lines, NdjsonReader::new(head.bytes.as_slice(), Fields::Keys, None).ok()?.at()),
        _ => return None,
    };
    Some(Plan {
        name: name.to_owned(),
        size,
        table: found.table,
        reason: found.reason,
        shape,
        first,
        line,
        range_bytes,
        is_utf8,
        time_zone: options.time_zone.clone(),
        sha256: options.sha256.clone(),
    })
}

fn dialect_of(delimiter: u8) -> Dialect {
    Dialect { delimiter, ..Dialect::COMMA }
}

/// Whether the first letters that are not ASCII are UTF-8; false if there are too few to tell, none if they are not.
fn is_utf8(bytes: &[u8]) -> Option<bool> {
    let ascii = bytes.iter().take_while(|byte| byte.is_ascii()).count();
    let Some(sample) = bytes.get(ascii..ascii + ENCODING_SAMPLE) else { return Some(false) };
    Encoding::told_from(sample, false).is_ok_and(|encoding| encoding == Encoding::Utf8).then_some(true)
}

impl Plan {
    /// How many ranges there are.
    pub fn ranges(&self) -> u64 {
        self.size.div_ceil(self.range_bytes)
    }

    /// The bytes that a reader of a range starts with, and ends with unless a row is longer: input starts at the first of them.
    pub fn bytes_of(&self, range: u64) -> Range<u64> {
        let start = range * self.range_bytes;
        // The byte before says whether a row can start here.
        start.saturating_sub(1)..(start + self.range_bytes).min(self.size)
    }

    /// As bytes, to be handed from one worker to another.
    pub fn to_bytes(&self) -> Vec<u8> {
        borsh::to_vec(self).unwrap_or_default()
    }

    /// The plan of such bytes; none for any others.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        borsh::from_slice(bytes).ok()
    }

    /// Where the first record starts in the first bytes of a range, as far as these tell.
    fn start_in(&self, bytes: &[u8]) -> usize {
        match &self.shape {
            Shape::Table { columns, delimiter } => rows_start(bytes, dialect_of(*delimiter), columns.len()),
            // No line of JSON has a line end within.
            Shape::Lines => bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| at + 1),
        }
    }
}

impl RangeOrder {
    /// As bytes, to be handed from one worker to another.
    pub fn to_bytes(self) -> Vec<u8> {
        borsh::to_vec(&self).unwrap_or_default()
    }

    /// The order of such bytes; none for any others.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        borsh::from_slice(bytes).ok()
    }
}

impl RangePart {
    /// All of it as bytes, to be handed from one worker to another.
    pub fn to_bytes(&self) -> Vec<u8> {
        pack(&(self.order, &self.report, &self.ledger), &self.tables)
    }

    /// The part of such bytes; none for any others.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let ((order, report, ledger), tables) = unpack(bytes)?;
        Some(Self { order, report, ledger, tables })
    }

    /// Number of the range, from 0.
    pub fn range(&self) -> u64 {
        self.order.range
    }

    /// Bytes of the range.
    pub fn bytes(&self) -> u64 {
        self.report.bytes
    }

    /// Rows read, kept or not.
    pub fn rows_read(&self) -> u64 {
        self.report.rows_read
    }
}
