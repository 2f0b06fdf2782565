//! Ranges joined to the file that they are of.

use xxhash_rust::xxh3::Xxh3;

use super::{Letters, Plan, RangeOrder, RangePart};
use crate::ingest::{FileKind, FilePart, IngestError, Ledger};
use crate::model::Tables;

/// What became of the parts.
#[derive(Clone, Debug)]
pub enum Joined {
    /// The file.
    Whole(Box<FilePart>),
    /// A range that was read on a wrong guess: it is to be read again so, and all to be joined once more.
    ReadAgain(RangeOrder),
    /// Reading it in ranges is of no use: [`crate::ingest::open_file`] reads it, or says what is wrong with it.
    ReadWhole,
}

/// Joins the parts of all ranges, in order. What they hold is moved out of them, unless a range has to be read again.
pub fn join(plan: &Plan, parts: &mut [RangePart]) -> Result<Joined, IngestError> {
    if let Some(other) = told_otherwise(plan, parts) {
        return Ok(other);
    }
    let (mut hash, mut size) = (Xxh3::new(), 0);
    let (mut tables, mut ledger) = (Tables::default(), Ledger::default());
    let (mut rows_read, mut rows_rejected, mut line, mut last_line) = (0, 0, plan.line, plan.line);
    for part in parts.iter_mut() {
        hash.update(&part.report.hash.to_le_bytes());
        size += part.report.bytes;
        rows_read += part.report.rows_read;
        rows_rejected += part.report.rows_rejected;
        // Lines of a part start with 1.
        let lines = u32::try_from(line - 1).unwrap_or(u32::MAX);
        if part.report.rows_read > 0 {
            last_line = line - 1 + part.report.last_line;
        }
        line += part.report.lines;
        tables.append_part(&std::mem::take(&mut part.tables), lines);
        ledger.append_part(&std::mem::take(&mut part.ledger), lines);
    }
    let file = || plan.name.clone();
    if size < plan.size {
        return Err(IngestError::Truncated { file: file(), line: last_line, rows: rows_read, bytes: size, size: plan.size });
    }
    if rows_read == 0 && ledger.total() == 0 {
        return Err(IngestError::Empty { file: file() });
    }
    Ok(Joined::Whole(Box::new(FilePart {
        name: file(),
        size,
        content_hash: hash.digest128(),
        sha256: plan.sha256.clone().unwrap_or_default(),
        source: "botworth",
        kind: FileKind::Table(plan.table),
        reason: plan.reason.clone(),
        tables,
        additions: Vec::new(),
        ledger,
        rows_read,
        rows_rejected,
        ignored_columns: parts.first().map(|part| part.report.ignored_columns.clone()).unwrap_or_default(),
        time_zone: plan.time_zone.clone(),
    })))
}

/// What is to be done before the parts can be joined: each starts where the one before it ends, and the first letters that
/// are not ASCII say in which encoding the file is.
fn told_otherwise(plan: &Plan, parts: &[RangePart]) -> Option<Joined> {
    let (mut start, mut is_utf8) = (plan.first, plan.is_utf8);
    for part in parts {
        let report = &part.report;
        if report.is_broken || (report.letters == Letters::Other && !is_utf8) {
            return Some(Joined::ReadWhole);
        }
        if report.start != start || report.letters == Letters::Other {
            return Some(Joined::ReadAgain(RangeOrder { range: part.order.range, start: Some(start), is_utf8 }));
        }
        is_utf8 |= report.letters == Letters::Utf8;
        start = report.end;
    }
    None
}
