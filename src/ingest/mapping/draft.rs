//! A canonical row while it is made: canonical cells as text, and what went wrong on the way to them.

use super::times::{Tick, epoch, parse_written};
use crate::ingest::canonical::{position, rfc3339};
use crate::ingest::{ColumnName, Reason};
use crate::model::{TableName, Timestamp};

/// A row of one table that is not pushed yet. Its cells are canonical text, written as METRICS section 1 has them;
/// ids are bare: the source's prefix is put before them as the row is pushed.
#[derive(Clone, Debug)]
pub struct Draft {
    pub(super) table: TableName,
    text: String,
    pub(super) slots: Vec<Slot>,
    pub(super) problems: Vec<Problem>,
    pub(super) fingerprint: Option<u64>,
}

#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// Position among the table's columns.
    pub(super) column: usize,
    /// Its name.
    pub(super) name: &'static str,
    start: usize,
    end: usize,
    /// Column of the file that it came from; empty if it came from none.
    pub(super) heading: ColumnName,
}

/// A cell of the file that could not become a canonical cell.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub(super) column: &'static str,
    pub(super) heading: ColumnName,
    pub(super) cell: String,
    pub(super) reason: Reason,
}

impl Draft {
    /// An empty row.
    pub fn new(table: TableName) -> Self {
        Self { table, text: String::new(), slots: Vec::new(), problems: Vec::new(), fingerprint: None }
    }

    /// Empties it for the next row.
    pub fn clear(&mut self) {
        self.text.clear();
        self.slots.clear();
        self.problems.clear();
        self.fingerprint = None;
    }

    /// Sets a cell in place of any earlier one. Empty text leaves the cell as it is.
    pub fn set(&mut self, column: &'static str, text: &str) {
        self.set_from(column, text, "".into());
    }

    /// Sets a cell unless it is set.
    pub fn set_default(&mut self, column: &'static str, text: &str) {
        if !self.has(column) {
            self.set(column, text);
        }
    }

    /// Sets a point in time or a local one.
    pub fn set_time(&mut self, column: &'static str, time: Timestamp) {
        self.set(column, &rfc3339(time));
    }

    /// Sets a point in time from a number of ticks; one that cannot be read is noted, empty text is not.
    pub fn set_epoch(&mut self, column: &'static str, text: &str, tick: Tick) {
        match epoch(text, tick) {
            Ok(time) => self.set_time(column, time),
            Err(_) if text.is_empty() => {}
            Err(reason) => self.fail(column, column.into(), text, reason),
        }
    }

    /// Sets a point in time of an API: any spelling, epochs of any unit, and UTC where it says no zone. One that cannot be
    /// read is noted under `heading`, empty text is not.
    pub fn set_utc(&mut self, column: &'static str, heading: &'static str, text: &str) {
        let time = parse_written(text).and_then(|written| written.settle(None));
        match time {
            Ok(time) if time.is_local() => self.set_time(column, time.micros().map_or(time, Timestamp::utc)),
            Ok(time) => self.set_time(column, time),
            Err(_) if text.is_empty() => {}
            Err(reason) => self.fail(column, heading.into(), text, reason),
        }
    }

    /// Sets a count.
    pub fn set_count(&mut self, column: &'static str, count: u64) {
        self.set(column, &count.to_string());
    }

    /// Sets a number.
    pub fn set_number(&mut self, column: &'static str, number: f64) {
        self.set(column, &number.to_string());
    }

    /// Sets an amount that was computed, rounded to a thousandth so that differences of decimals stay decimals.
    pub fn set_money(&mut self, column: &'static str, amount: f64) {
        self.set_number(column, (amount * 1_000.0).round() / 1_000.0);
    }

    /// Sets a boolean.
    pub fn set_bool(&mut self, column: &'static str, is: bool) {
        self.set(column, if is { "true" } else { "false" });
    }

    /// The cell; empty if it is not set.
    pub fn get(&self, column: &str) -> &str {
        self.slots.iter().find(|slot| slot.name == column).map_or("", |slot| self.text_of(slot))
    }

    /// Whether a cell is set.
    pub fn has(&self, column: &str) -> bool {
        self.slots.iter().any(|slot| slot.name == column)
    }

    /// Makes a cell empty.
    pub fn remove(&mut self, column: &str) {
        self.slots.retain(|slot| slot.name != column);
    }

    /// Notes that a cell of the file, under `heading`, could not be read: the canonical cell is unknown, and the row is
    /// kept out if it needs that cell.
    pub fn fail(&mut self, column: &'static str, heading: ColumnName, cell: &str, reason: Reason) {
        self.problems.push(Problem { column, heading, cell: cell.to_owned(), reason });
    }

    pub(super) fn set_from(&mut self, column: &'static str, text: &str, heading: ColumnName) {
        if text.trim().is_empty() {
            return;
        }
        let position = position(self.table, column);
        debug_assert!(position.is_some(), "{} has no column {column}", self.table.word());
        let Some(position) = position else { return };
        self.remove(column);
        let start = self.text.len();
        self.text.push_str(text);
        let slot = Slot { column: position, name: column, start, end: self.text.len(), heading };
        self.slots.push(slot);
    }

    pub(super) fn text_of(&self, slot: &Slot) -> &str {
        self.text.get(slot.start..slot.end).unwrap_or("")
    }
}
