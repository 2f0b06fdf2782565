//! Where a vendor's rows go: into the tables under the source's own ids, or into the ledger.

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::draft::Draft;
use crate::ingest::canonical::{CanonicalRow, Cell, by_table};
use crate::ingest::importer::Imported;
use crate::ingest::{ColumnName, Ledger, Reason};
use crate::model::{Origin, Tables};

/// The columns that hold an id of the source. Ids of different sources are different (METRICS section 1, "order 1001 of two
/// shops"): each is kept as `<namespace>:<id>`, where the namespace is the vendor's name unless the user gives another.
/// Emails and phones join all sources and have no prefix.
const ID_COLUMNS: [&str; 7] = ["conversation_id", "user_id", "anonymous_id", "lead_id", "order_id", "ticket_id", "id"];

/// Takes the rows of one file.
pub struct Output<'a> {
    sink: &'a mut Tables,
    ledger: &'a mut Ledger,
    imported: &'a mut Imported,
    /// With its colon; empty if ids stay bare.
    prefix: String,
    line: u32,
    id: String,
}

impl<'a> Output<'a> {
    pub(super) fn new(sink: &'a mut Tables, ledger: &'a mut Ledger, imported: &'a mut Imported, namespace: &str) -> Self {
        let prefix = if namespace.is_empty() { String::new() } else { format!("{namespace}:") };
        Self { sink, ledger, imported, prefix, line: 0, id: String::new() }
    }

    pub(super) fn at_line(&mut self, line: u64) {
        self.line = u32::try_from(line).unwrap_or(u32::MAX);
        self.imported.last_line = line;
    }

    /// Adds a row, and empties the draft for the next; false if the row was kept out, which the ledger then says.
    pub fn push(&mut self, draft: &mut Draft) -> bool {
        fn of<Row: CanonicalRow>(output: &mut Output<'_>, draft: &Draft) -> bool {
            output.push_row::<Row>(draft)
        }
        let is_kept = by_table!(draft.table, of, self, draft);
        self.imported.rows_read += 1;
        self.imported.rows_rejected += u64::from(!is_kept);
        draft.clear();
        is_kept
    }

    /// Says something about the record that costs no row. `column` is the file's own name.
    pub fn note(&mut self, column: impl Into<ColumnName>, cell: &str, reason: Reason) {
        self.ledger.record(self.line, column.into(), cell, reason, false);
    }

    /// Counts the record as a row that was kept out.
    pub fn reject(&mut self, column: impl Into<ColumnName>, cell: &str, reason: Reason) {
        self.ledger.record(self.line, column.into(), cell, reason, true);
        self.imported.rows_read += 1;
        self.imported.rows_rejected += 1;
    }

    /// Rows so far.
    pub(super) fn rows(&self) -> u64 {
        self.imported.rows_read
    }

    fn push_row<Row: CanonicalRow>(&mut self, draft: &Draft) -> bool {
        let mut row = Row::default();
        // No table has more than 64 columns.
        let mut found = 0_u64;
        let mut fingerprint = 0_u64;
        let mut problems: Vec<(&'static str, &ColumnName, &str, Reason)> = draft
            .problems
            .iter()
            .map(|problem| (problem.column, &problem.heading, problem.cell.as_str(), problem.reason))
            .collect();
        for slot in &draft.slots {
            let Some(spec) = Row::COLUMNS.get(slot.column) else { continue };
            let written = draft.text_of(slot);
            let mut text = written.trim();
            if !self.prefix.is_empty() && !slot.is_qualified && ID_COLUMNS.contains(&spec.name) {
                self.id.clear();
                self.id.push_str(&self.prefix);
                self.id.push_str(text);
                text = &self.id;
            }
            fingerprint = fingerprint.wrapping_add(xxh3_64_with_seed(text.as_bytes(), xxh3_64(spec.name.as_bytes())));
            match (spec.read)(&mut row, Cell { text, written, dictionary: &mut self.sink.dictionary }) {
                Ok(()) => found |= 1 << slot.column,
                Err(reason) => problems.push((spec.name, &slot.heading, written, reason)),
            }
        }
        let shown = |column: &'static str, heading: &ColumnName| if heading.is_empty() { column.into() } else { heading.clone() };
        let mut required = Row::COLUMNS.iter().enumerate().filter(|(_, spec)| spec.is_required);
        if let Some((_, spec)) = required.find(|(position, _)| found & (1 << position) == 0) {
            let problem = problems.iter().find(|problem| problem.0 == spec.name);
            let (name, cell, reason) = problem.map_or((spec.name.into(), "", Reason::RequiredEmpty), |problem| {
                (shown(problem.0, problem.1), problem.2, problem.3)
            });
            self.ledger.record(self.line, name, cell, reason, true);
            return false;
        }
        let conflict = row.settle();
        if let Some(conflict) = conflict.as_ref().filter(|conflict| conflict.rejects_row) {
            self.ledger.record(self.line, conflict.column.into(), "", conflict.reason, true);
            return false;
        }
        for (column, heading, cell, reason) in problems {
            self.ledger.record(self.line, shown(column, heading), cell, reason, false);
        }
        if let Some(conflict) = conflict {
            self.ledger.record(self.line, conflict.column.into(), draft.get(conflict.column), conflict.reason, false);
        }
        row.set_fingerprint(draft.fingerprint.unwrap_or_else(|| xxh3_64(&fingerprint.to_le_bytes())));
        row.set_origin(Origin { file: 0, line: self.line });
        row.push(self.sink);
        true
    }
}
