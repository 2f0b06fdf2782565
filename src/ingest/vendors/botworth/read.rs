//! Records to rows of one canonical table, cell by cell; what cannot be read goes to the ledger.

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::columns::Columns;
use crate::ingest::canonical::{CanonicalRow, Cell};
use crate::ingest::importer::{Fields, Import, Imported};
use crate::ingest::readers::{Dialect, Rows};
use crate::ingest::record::{CellKind, Next, Record, RecordCell};
use crate::ingest::{Ledger, ReadError, Reason};
use crate::model::{Origin, Tables};

/// Rows between two words about progress.
const ROWS_PER_PROGRESS: u64 = 4_096;

/// Reads all records as rows of one table.
pub(super) fn read_table<Row: CanonicalRow>(import: Import<'_>) -> Result<Imported, ReadError> {
    let Import { content, options, sink, ledger, progress } = import;
    let mut records = content.records(Fields::Keys)?;
    let mut header = Header::default();
    header.extend::<Row>(records.columns());
    let mut columns = Columns::<Row>::new(&header);
    let (mut rows, mut record) = (Rows::default(), Record::default());
    let mut imported = Imported { time_zone: options.time_zone.clone(), ..Imported::default() };
    let mut told = 0;
    loop {
        while records.scan(&mut rows)? {
            read_rows(&rows, records.scanned(), &header, &mut columns, &mut record, sink, ledger, &mut imported);
            if imported.rows_read >= told + ROWS_PER_PROGRESS {
                told = imported.rows_read;
                progress(records.bytes_read(), told);
            }
        }
        let next = records.read(&mut record)?;
        let line = u32::try_from(record.line()).unwrap_or(u32::MAX);
        match next {
            Next::Record => {
                header.extend::<Row>(records.columns());
                if !read_row::<Row>(&record, line, &header, sink, ledger) {
                    imported.rows_rejected += 1;
                }
            }
            Next::Broken(reason) => {
                ledger.record(line, "".into(), record.cell(0), reason, true);
                imported.rows_rejected += 1;
            }
            Next::End => break,
        }
        imported.rows_read += 1;
        imported.last_line = record.line();
        if imported.rows_read >= told + ROWS_PER_PROGRESS {
            told = imported.rows_read;
            progress(records.bytes_read(), told);
        }
    }
    header.extend::<Row>(records.columns());
    imported.end = records.at();
    imported.ignored_columns = header.ignored;
    progress(records.bytes_read(), imported.rows_read);
    Ok(imported)
}

/// Reads rows that were found at once; those that are not simple one by one, in their places.
#[expect(clippy::too_many_arguments, reason = "what is read, what reads it, and where it goes")]
fn read_rows<Row: CanonicalRow>(
    rows: &Rows,
    (bytes, dialect): (&[u8], Dialect),
    header: &Header,
    columns: &mut Columns<Row>,
    record: &mut Record,
    sink: &mut Tables,
    ledger: &mut Ledger,
    imported: &mut Imported,
) {
    columns.read(rows, bytes, &mut sink.dictionary);
    let mut at = 0;
    while at < rows.len() {
        let simple = (at..rows.len()).take_while(|row| !columns.is_odd(*row)).count();
        columns.push(at..at + simple, rows, sink);
        at += simple;
        if at < rows.len() {
            rows.record(at, bytes, dialect, record);
            if !read_row::<Row>(record, rows.line(at), header, sink, ledger) {
                imported.rows_rejected += 1;
            }
            at += 1;
        }
    }
    imported.rows_read += rows.len() as u64;
    imported.last_line = u64::from(rows.line(rows.len().saturating_sub(1)));
}

/// What the columns of a file mean.
#[derive(Default)]
pub(super) struct Header {
    pub(super) columns: Vec<HeaderColumn>,
    ignored: Vec<String>,
}

#[derive(Clone, Copy)]
pub(super) struct HeaderColumn {
    /// Position among the table's columns; none for one that is ignored.
    pub(super) canonical: Option<usize>,
    /// Hash of its name.
    pub(super) seed: u64,
}

impl Header {
    /// Takes in columns that are new since the last call. Of two with one name the first counts.
    fn extend<Row: CanonicalRow>(&mut self, names: &[String]) {
        for name in names.iter().skip(self.columns.len()) {
            let known = Row::COLUMNS.iter().position(|column| column.name == name);
            let canonical = known.filter(|_| self.columns.iter().all(|earlier| earlier.canonical != known));
            if canonical.is_none() && !name.is_empty() && !self.ignored.contains(name) {
                self.ignored.push(name.clone());
            }
            self.columns.push(HeaderColumn { canonical, seed: xxh3_64(name.as_bytes()) });
        }
    }

    /// Canonical name of a column of the file; empty if it is ignored.
    fn name<Row: CanonicalRow>(&self, column: usize) -> &'static str {
        let canonical = self.columns.get(column).and_then(|column| column.canonical);
        canonical.and_then(|at| Row::COLUMNS.get(at)).map_or("", |spec| spec.name)
    }
}

/// A cell of a row that may still be kept or rejected as a whole.
struct Problem<'a> {
    /// Position of its column in the table.
    canonical: usize,
    cell: RecordCell<'a>,
    reason: Reason,
}

/// Reads one row; false if it was kept out. A row that is kept out has one entry in the ledger, whatever else is wrong.
fn read_row<Row: CanonicalRow>(record: &Record, line: u32, header: &Header, sink: &mut Tables, ledger: &mut Ledger) -> bool {
    let mut row = Row::default();
    // No table has more than 64 columns.
    let mut found = 0_u64;
    let mut fingerprint = 0_u64;
    let mut problems: Vec<Problem<'_>> = Vec::new();
    let mut extra = None;
    for cell in record.cells() {
        let text = cell.text.trim();
        if text.is_empty() {
            continue;
        }
        let column = header.columns.get(cell.column);
        if Row::IS_FINGERPRINTED {
            // A sum, so that the order of columns does not matter.
            let seed = column.map_or(0, |column| column.seed);
            fingerprint = fingerprint.wrapping_add(xxh3_64_with_seed(text.as_bytes(), seed));
        }
        let Some(column) = column else {
            extra.get_or_insert(cell);
            continue;
        };
        let Some((canonical, spec)) = column.canonical.and_then(|at| Some((at, Row::COLUMNS.get(at)?))) else { continue };
        let read = match cell.kind {
            CellKind::Plain => (spec.read)(&mut row, Cell { text, written: cell.text, dictionary: &mut sink.dictionary }),
            CellKind::NotText => Err(Reason::NotText),
            CellKind::Nested => Err(Reason::Nested),
        };
        match read {
            Ok(()) => found |= 1 << canonical,
            Err(reason) => problems.push(Problem { canonical, cell, reason }),
        }
    }

    let mut required = Row::COLUMNS.iter().enumerate().filter(|(_, spec)| spec.is_required);
    if let Some((canonical, spec)) = required.find(|(canonical, _)| found & (1 << canonical) == 0) {
        let problem = problems.iter().find(|problem| problem.canonical == canonical);
        let (cell, reason) = problem.map_or(("", Reason::RequiredEmpty), |problem| (problem.cell.text, problem.reason));
        ledger.record(line, spec.name.into(), cell, reason, true);
        return false;
    }
    let conflict = row.settle();
    if let Some(conflict) = conflict.as_ref().filter(|conflict| conflict.rejects_row) {
        ledger.record(line, conflict.column.into(), "", conflict.reason, true);
        return false;
    }

    for problem in problems {
        let name = Row::COLUMNS.get(problem.canonical).map_or("", |spec| spec.name);
        ledger.record(line, name.into(), problem.cell.text, problem.reason, false);
    }
    if let Some(conflict) = conflict {
        let cell = record.cells().find(|cell| header.name::<Row>(cell.column) == conflict.column);
        ledger.record(line, conflict.column.into(), cell.map_or("", |cell| cell.text), conflict.reason, false);
    }
    if let Some(extra) = extra {
        ledger.record(line, "".into(), extra.text, Reason::ExtraCells, false);
    }
    row.set_fingerprint(xxh3_64(&fingerprint.to_le_bytes()));
    row.set_origin(Origin { file: 0, line });
    row.push(sink);
    true
}
