//! Where a vendor's rows go: into the tables under the source's own ids, or into the ledger.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::draft::Draft;
use crate::ingest::canonical::{CanonicalRow, Cell, by_table};
use crate::ingest::importer::Imported;
use crate::ingest::part::rows_of;
use crate::ingest::{ColumnName, Ledger, Reason};
use crate::model::{Origin, TableName, Tables};

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
    views: Views,
    left_out: BTreeMap<String, u64>,
}

/// Page views of a file that counts them one by one.
#[derive(Default)]
struct Views {
    /// By date and page.
    counts: BTreeMap<(String, String), u64>,
    /// Hashes of the ids that were counted.
    seen: FxHashSet<u64>,
    /// The file says itself how often the widget was shown.
    are_known: bool,
}

impl<'a> Output<'a> {
    pub(super) fn new(sink: &'a mut Tables, ledger: &'a mut Ledger, imported: &'a mut Imported, namespace: &str) -> Self {
        let prefix = if namespace.is_empty() { String::new() } else { format!("{namespace}:") };
        let (views, left_out) = (Views::default(), BTreeMap::new());
        Self { sink, ledger, imported, prefix, line: 0, id: String::new(), views, left_out }
    }

    pub(super) fn at_line(&mut self, line: u64) {
        self.line = u32::try_from(line).unwrap_or(u32::MAX);
        self.imported.last_line = line;
    }

    /// Adds a row, and empties the draft for the next; false if the row was kept out, which the ledger then says.
    pub fn push(&mut self, draft: &mut Draft) -> bool {
        self.push_as(draft, false)
    }

    /// Adds what is known of a record that another row has: its id, and cells that fill those the record leaves empty. A
    /// row that is whole stands for the record where no file has it.
    pub fn add(&mut self, draft: &mut Draft) -> bool {
        self.push_as(draft, true)
    }

    fn push_as(&mut self, draft: &mut Draft, is_addition: bool) -> bool {
        fn of<Row: CanonicalRow>(output: &mut Output<'_>, draft: &Draft, is_addition: bool) -> bool {
            output.push_row::<Row>(draft, is_addition)
        }
        let is_kept = by_table!(draft.table, of, self, draft, is_addition);
        if is_kept && is_addition {
            let rows = rows_of(self.sink).get(&draft.table).copied().unwrap_or(0);
            self.imported.additions.push((draft.table, usize::try_from(rows).unwrap_or(usize::MAX).saturating_sub(1)));
        }
        self.imported.rows_read += 1;
        self.imported.rows_rejected += u64::from(!is_kept);
        draft.clear();
        is_kept
    }

    /// Counts page views as impressions of a local date and page. Each `id` counts once; views without an id all count.
    pub fn view_pages(&mut self, date: &str, page: &str, count: u64, id: &str) {
        if !date.is_empty() && (id.is_empty() || self.views.seen.insert(xxh3_64(id.as_bytes()))) {
            *self.views.counts.entry((date.to_owned(), page.to_owned())).or_default() += count;
        }
    }

    /// The file counts how often the widget was shown, so that its page views are no impressions.
    pub fn know_impressions(&mut self) {
        self.views.are_known = true;
    }

    /// Counts a record of no interest by its name: the ledger has one line a name, at the end of the file.
    pub fn leave_out(&mut self, name: &str) {
        /// No company has so many kinds of events; names with ids in them may be as many as there are records.
        const MOST_NAMES: usize = 1_000;
        if let Some(count) = self.left_out.get_mut(name) {
            *count += 1;
        } else if self.left_out.len() < MOST_NAMES {
            self.left_out.insert(name.to_owned(), 1);
        }
    }

    /// Pushes and notes what could only be told at the end of the file.
    pub(super) fn finish(&mut self) {
        for (name, count) in std::mem::take(&mut self.left_out) {
            self.note("", &format!("{name}: {count}"), Reason::NotThisKind);
        }
        let views = std::mem::take(&mut self.views);
        let mut exposure = Draft::new(TableName::Exposure);
        for ((date, page), count) in views.counts.into_iter().filter(|_| !views.are_known) {
            exposure.set("date", &date);
            exposure.set("page", &page);
            exposure.set_count("impressions", count);
            self.push(&mut exposure);
        }
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

    fn push_row<Row: CanonicalRow>(&mut self, draft: &Draft, is_addition: bool) -> bool {
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
            if ID_COLUMNS.contains(&spec.name) && is_mangled(text) {
                problems.push((spec.name, &slot.heading, written, Reason::MangledId));
                continue;
            }
            if !self.prefix.is_empty() && ID_COLUMNS.contains(&spec.name) {
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
        // The first of them is the id.
        let asked = if is_addition { 1 } else { Row::COLUMNS.len() };
        let mut required = Row::COLUMNS.iter().enumerate().filter(|(_, spec)| spec.is_required).take(asked);
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

/// Whether a spreadsheet has written an id as a number: `2.15E+14` stands for many ids, which would become one.
fn is_mangled(id: &str) -> bool {
    let Some((mantissa, exponent)) = id.split_once(['E', 'e']) else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_mantissa =
        mantissa.split_once(['.', ',']).is_some_and(|(whole, rest)| whole.len() == 1 && is_number(whole) && is_number(rest));
    is_mantissa && exponent.strip_prefix('+').is_some_and(is_number)
}

#[cfg(test)]
mod tests {
    use super::is_mangled;

    #[test]
    fn ids_that_a_spreadsheet_made_numbers_are_told_from_ids_with_letters() {
        for id in ["2.15E+14", "1,23457E+15", "3.1e+16"] {
            assert!(is_mangled(id), "{id}");
        }
        for id in ["215000000000001", "2.15", "12E5", "1.2E14", "v1.2E+3", "E+14", "007"] {
            assert!(!is_mangled(id), "{id}");
        }
    }
}
