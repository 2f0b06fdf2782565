//! Ranges joined to the file that they are of, each as it comes.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::Xxh3;

use super::{Letters, Plan, RangeOrder, RangePart};
use crate::ingest::{FileKind, FilePart, IngestError, Ledger};
use crate::model::{Dictionary, Tables};

/// A file of which some ranges are still to come.
#[derive(Debug)]
pub struct Joining {
    plan: Plan,
    /// Ranges that came before one that is ahead of them.
    waiting: BTreeMap<u64, RangePart>,
    /// Ranges that are joined.
    joined: u64,
    /// Where the next one has to start, in bytes, and on which line.
    start: u64,
    line: u64,
    last_line: u64,
    is_utf8: bool,
    /// Of the ranges that are joined.
    hashes: Vec<u128>,
    bytes: u64,
    rows_read: u64,
    rows_rejected: u64,
    ignored_columns: Vec<String>,
    tables: Tables,
    ledger: Ledger,
}

/// What is to be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Other ranges are under way.
    Wait,
    /// A range was read on a wrong guess: it is to be read again so.
    ReadAgain(RangeOrder),
    /// Reading it in ranges is of no use: [`crate::ingest::open_file`] reads it, or says what is wrong with it.
    ReadWhole,
    /// All ranges are there: [`Joining::finish`] gives the file.
    Finish,
}

impl Joining {
    /// Nothing of it is read.
    pub fn new(plan: Plan) -> Self {
        Self {
            waiting: BTreeMap::new(),
            joined: 0,
            start: plan.first,
            line: plan.line,
            last_line: plan.line,
            is_utf8: plan.is_utf8,
            hashes: Vec::new(),
            bytes: 0,
            rows_read: 0,
            rows_rejected: 0,
            ignored_columns: Vec::new(),
            tables: Tables::default(),
            ledger: Ledger::default(),
            plan,
        }
    }

    /// How it is read.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Bytes and rows read so far.
    pub fn progress(&self) -> (u64, u64) {
        let waiting = self.waiting.values();
        waiting
            .fold((self.bytes, self.rows_read), |(bytes, rows), part| (bytes + part.report.bytes, rows + part.report.rows_read))
    }

    /// Takes in a range, and joins what follows on one another: each starts where the one before it ends, and the first
    /// letters that are not ASCII say in which encoding the file is. Texts go to the dictionary.
    pub fn take(&mut self, part: RangePart, dictionary: &mut Dictionary) -> Next {
        self.waiting.insert(part.order.range, part);
        while let Some(part) = self.waiting.remove(&self.joined) {
            let report = &part.report;
            if report.is_broken || (report.letters == Letters::Other && !self.is_utf8) {
                return Next::ReadWhole;
            }
            if report.start != self.start || report.letters == Letters::Other {
                let order = RangeOrder { range: self.joined, start: Some(self.start), is_utf8: self.is_utf8 };
                return Next::ReadAgain(order);
            }
            self.join(part, dictionary);
        }
        if self.joined == self.plan.ranges() { Next::Finish } else { Next::Wait }
    }

    fn join(&mut self, RangePart { report, ledger, tables, .. }: RangePart, dictionary: &mut Dictionary) {
        for column in report.ignored_columns {
            if !self.ignored_columns.contains(&column) {
                self.ignored_columns.push(column);
            }
        }
        // Lines of a part start with 1.
        let lines = u32::try_from(self.line - 1).unwrap_or(u32::MAX);
        if report.rows_read > 0 {
            self.last_line = self.line - 1 + report.last_line;
        }
        self.line += report.lines;
        self.start = report.end;
        self.is_utf8 |= report.letters == Letters::Utf8;
        self.hashes.push(report.hash);
        self.bytes += report.bytes;
        self.rows_read += report.rows_read;
        self.rows_rejected += report.rows_rejected;
        let symbols = dictionary.append(&tables.dictionary);
        self.tables.append_part(&tables, &symbols, lines);
        if self.joined == 0 {
            // Ranges are alike: what grows again and again holds twice the memory that it needs.
            let more = usize::try_from(self.plan.ranges() - 1).unwrap_or(0);
            dictionary.reserve(&tables.dictionary, more);
            self.tables.reserve(more);
        }
        self.ledger.append_part(&ledger, lines);
        self.joined += 1;
    }

    /// The file, whose symbols are those of the dictionary that took in its texts.
    pub fn finish(self) -> Result<FilePart, IngestError> {
        let Self { plan, bytes, rows_read, ledger, .. } = self;
        let (file, size) = (plan.name, plan.size);
        if bytes < size {
            return Err(IngestError::Truncated { file, line: self.last_line, rows: rows_read, bytes, size });
        }
        if rows_read == 0 && ledger.total() == 0 {
            return Err(IngestError::Empty { file });
        }
        let mut hash = Xxh3::new();
        self.hashes.iter().for_each(|of_range| hash.update(&of_range.to_le_bytes()));
        Ok(FilePart {
            name: file,
            size: bytes,
            content_hash: hash.digest128(),
            sha256: plan.sha256.unwrap_or_default(),
            source: super::CANONICAL.to_owned(),
            kind: FileKind::Table(plan.table),
            reason: plan.reason,
            tables: self.tables,
            additions: Vec::new(),
            ledger,
            rows_read,
            rows_rejected: self.rows_rejected,
            ignored_columns: self.ignored_columns,
            time_zone: plan.time_zone,
        })
    }
}
