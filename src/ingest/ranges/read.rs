//! One range read alone.

use std::io::{self, Cursor, Read};

use xxhash_rust::xxh3::Xxh3;

use super::{Letters, Plan, RangeOrder, RangePart, Report, Shape, dialect_of};
use crate::ingest::importer::{Content, Fields, Import, Imported};
use crate::ingest::readers::{CsvReader, NdjsonReader};
use crate::ingest::record::Records;
use crate::ingest::text::{Encoding, Utf8};
use crate::ingest::vendors::read_canonical;
use crate::ingest::{Ledger, Options, ReadError};
use crate::model::Tables;

/// Bytes in which the start of a row is looked for.
const LOOKED_AT: u64 = 256 << 10;

/// Reads the rows that start in a range. `input` gives the file's bytes from the start of [`Plan::bytes_of`] on, to its end.
pub fn read_range(plan: &Plan, order: RangeOrder, input: impl Read, progress: &mut dyn FnMut(u64, u64)) -> RangePart {
    let (mut tables, mut ledger) = (Tables::default(), Ledger::default());
    let report = read(plan, order, input, &mut tables, &mut ledger, progress);
    let report = report.unwrap_or_else(|_told_again| Report { is_broken: true, ..Report::default() });
    RangePart { order, report, ledger, tables }
}

fn read(
    plan: &Plan,
    order: RangeOrder,
    input: impl Read,
    tables: &mut Tables,
    ledger: &mut Ledger,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Report, ReadError> {
    let broken = |source| ReadError::Input { line: 1, source };
    let is_utf8 = order.is_utf8 || plan.is_utf8;
    let bytes = plan.bytes_of(order.range);
    let before = u64::from(order.range > 0);
    let mut input = Hashed { input, before, rest: bytes.end - bytes.start - before, hash: Xxh3::new(), bytes: 0 };
    let mut first = Vec::new();
    input.by_ref().take(LOOKED_AT).read_to_end(&mut first).map_err(broken)?;
    let start = match order.start {
        Some(start) => start,
        None if order.range == 0 => plan.first,
        None => bytes.start + plan.start_in(&first) as u64,
    };
    let mut text = Cursor::new(first).chain(&mut input);
    io::copy(&mut text.by_ref().take(start - bytes.start), &mut io::sink()).map_err(broken)?;
    let mut text = Utf8::new(text, is_utf8.then_some(Encoding::Utf8));
    let mut content = Rows { plan, text: &mut text, limit: bytes.end.saturating_sub(start) };
    let options = Options { time_zone: plan.time_zone.clone(), ..Options::default() };
    let import = Import { content: &mut content, options: &options, sink: tables, ledger, progress };
    let Imported { rows_read, rows_rejected, last_line, ignored_columns, end: (end, line), .. } =
        read_canonical(plan.table, import)?;
    let letters = match (is_utf8, text.encoding()) {
        (true, _) | (_, Some(Encoding::Utf8)) => Letters::Utf8,
        (_, None) => Letters::Ascii,
        _ => Letters::Other,
    };
    drop(text);
    // A row that started before may reach over all of it.
    let rest = input.rest;
    io::copy(&mut input.by_ref().take(rest), &mut io::sink()).map_err(broken)?;
    Ok(Report {
        start,
        end: start + end,
        lines: line - 1,
        last_line,
        rows_read,
        rows_rejected,
        ignored_columns,
        hash: input.hash.digest128(),
        bytes: input.bytes,
        letters,
        is_broken: false,
    })
}

/// The rows of a range.
struct Rows<'a, R> {
    plan: &'a Plan,
    text: &'a mut Utf8<R>,
    /// Bytes after which no row starts that belongs to it.
    limit: u64,
}

impl<R: Read> Content for Rows<'_, R> {
    fn records(&mut self, fields: Fields) -> Result<Box<dyn Records + '_>, ReadError> {
        Ok(match &self.plan.shape {
            Shape::Table { columns, delimiter } => {
                Box::new(CsvReader::of_rows(&mut *self.text, dialect_of(*delimiter), columns.clone(), self.limit))
            }
            Shape::Lines => Box::new(NdjsonReader::of_lines(&mut *self.text, fields, self.limit)),
        })
    }

    fn can_read_again(&self) -> bool {
        false
    }
}

/// Bytes of a file, those of one range hashed.
struct Hashed<R> {
    input: R,
    /// Bytes before the range.
    before: u64,
    /// Bytes of the range that are still to come.
    rest: u64,
    hash: Xxh3,
    bytes: u64,
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        let skipped = usize::try_from(self.before).unwrap_or(usize::MAX).min(read);
        self.before -= skipped as u64;
        let own = buffer.get(skipped..read).unwrap_or_default();
        let own = own.get(..usize::try_from(self.rest).unwrap_or(usize::MAX)).unwrap_or(own);
        self.hash.update(own);
        self.rest -= own.len() as u64;
        self.bytes += own.len() as u64;
        Ok(read)
    }
}
