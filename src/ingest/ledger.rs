//! What was kept out, where and why: counted exactly, listed up to a limit.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Reason;
use crate::model::Origin;

/// Entries that are listed for each file; those past it are counted.
pub const ENTRIES_PER_FILE: usize = 10_000;

/// Characters that are kept of a cell.
pub const CELL_CHARACTERS: usize = 80;

/// Name of a column, mostly one of the canonical ones.
pub type ColumnName = Cow<'static, str>;

/// A cell or row that was kept out, or a warning about it.
#[derive(Clone, Debug, PartialEq, Eq, borsh::BorshSerialize, borsh::BorshDeserialize)]
pub struct Entry {
    /// File and line.
    pub origin: Origin,
    /// Column; empty if the row as a whole is meant.
    pub column: ColumnName,
    /// The cell as written, cut at [`CELL_CHARACTERS`].
    pub cell: String,
    /// Why.
    pub reason: Reason,
    /// Whether the whole row was kept out, or the cell alone counts as unknown.
    pub row_rejected: bool,
}

/// What a count of the ledger is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, borsh::BorshSerialize, borsh::BorshDeserialize)]
pub struct Tally {
    /// Number of the file.
    pub file: u32,
    /// Why.
    pub reason: Reason,
    /// Column; empty if the row as a whole is meant.
    pub column: ColumnName,
    /// Whether the whole row was kept out.
    pub row_rejected: bool,
}

/// Everything that was kept out, in input order.
#[derive(Clone, Debug, Default, PartialEq, Eq, borsh::BorshSerialize, borsh::BorshDeserialize)]
pub struct Ledger {
    entries: Vec<Entry>,
    tallies: BTreeMap<Tally, u64>,
}

impl Ledger {
    /// Records a cell or row of one file. `cell` is cut.
    pub fn record(&mut self, line: u32, column: ColumnName, cell: &str, reason: Reason, row_rejected: bool) {
        let tally = Tally { file: 0, reason, column: column.clone(), row_rejected };
        *self.tallies.entry(tally).or_default() += 1;
        if self.entries.len() < ENTRIES_PER_FILE {
            let cell = cell.chars().take(CELL_CHARACTERS).collect();
            self.entries.push(Entry { origin: Origin { file: 0, line }, column, cell, reason, row_rejected });
        }
    }

    /// The entries that are listed.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Exact counts by file, reason and column, in that order.
    pub fn tallies(&self) -> impl Iterator<Item = (&Tally, u64)> {
        self.tallies.iter().map(|(tally, count)| (tally, *count))
    }

    /// Entries in all, those that are not listed included.
    pub fn total(&self) -> u64 {
        self.tallies.values().sum()
    }

    /// Entries that are counted and not listed.
    pub fn unlisted(&self) -> u64 {
        self.total() - self.entries.len() as u64
    }

    /// Counts of what is not listed, by file, reason and column.
    pub fn unlisted_tallies(&self) -> Vec<(&Tally, u64)> {
        let mut listed: BTreeMap<Tally, u64> = BTreeMap::new();
        for Entry { origin, column, reason, row_rejected, .. } in &self.entries {
            let tally = Tally { file: origin.file, reason: *reason, column: column.clone(), row_rejected: *row_rejected };
            *listed.entry(tally).or_default() += 1;
        }
        let rest = self.tallies().map(|(tally, count)| (tally, count - listed.get(tally).copied().unwrap_or(0).min(count)));
        rest.filter(|(_, count)| *count > 0).collect()
    }

    /// How often a reason was given.
    pub fn count(&self, reason: Reason) -> u64 {
        self.tallies().filter(|(tally, _)| tally.reason == reason).map(|(_, count)| count).sum()
    }

    /// Takes in the ledger of one file under its number in the load.
    pub(super) fn append(&mut self, other: &Self, file: u32) {
        for entry in &other.entries {
            let origin = Origin { file, ..entry.origin };
            self.entries.push(Entry { origin, ..entry.clone() });
        }
        for (tally, count) in other.tallies() {
            *self.tallies.entry(Tally { file, ..tally.clone() }).or_default() += count;
        }
    }

    /// Takes in the ledger of a later part of the same file, which starts so many lines further down.
    pub(super) fn append_part(&mut self, other: &Self, lines: u32) {
        let room = ENTRIES_PER_FILE.saturating_sub(self.entries.len());
        for entry in other.entries.iter().take(room) {
            let origin = Origin { line: entry.origin.line.saturating_add(lines), ..entry.origin };
            self.entries.push(Entry { origin, ..entry.clone() });
        }
        for (tally, count) in other.tallies() {
            *self.tallies.entry(tally.clone()).or_default() += count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CELL_CHARACTERS, ENTRIES_PER_FILE, Ledger};
    use crate::ingest::Reason;

    #[test]
    fn entries_stop_at_the_limit_and_counts_go_on() {
        let mut ledger = Ledger::default();
        for line in 0..10_000 {
            ledger.record(line, "csat".into(), "five", Reason::NotANumber, false);
        }
        assert_eq!((ledger.entries().len(), ledger.unlisted()), (10_000, 0));
        ledger.record(10_000, "csat".into(), "five", Reason::NotANumber, false);
        assert_eq!((ledger.entries().len(), ledger.unlisted()), (10_000, 1));
        for line in 10_001..12_000 {
            ledger.record(line, "csat".into(), "five", Reason::NotANumber, false);
        }
        assert_eq!(ledger.entries().len(), ENTRIES_PER_FILE);
        assert_eq!((ledger.total(), ledger.unlisted(), ledger.count(Reason::NotANumber)), (12_000, 2_000, 12_000));
        assert_eq!(ledger.count(Reason::Negative), 0);
    }

    #[test]
    fn long_cells_are_cut_by_character() {
        let mut ledger = Ledger::default();
        ledger.record(2, "csat".into(), &"返".repeat(200), Reason::NotANumber, false);
        let cells: Vec<usize> = ledger.entries().iter().map(|entry| entry.cell.chars().count()).collect();
        assert_eq!(cells, [CELL_CHARACTERS]);
    }
}
