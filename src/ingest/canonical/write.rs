//! Canonical rows as texts: each cell so that reading it gives the same.

use std::fmt::Write as _;
use std::io;

use super::by_table;
use super::column::CanonicalRow;
use crate::model::{
    CubePart, Date, Dictionary, EventName, FirstUseful, GapKind, Handoff, LeadOrigin, Resolution, RevenueStatus, Symbol,
    TableName, Tables, Timestamp,
};

/// What takes the rows of a table, one after the other.
pub trait RowWriter {
    /// The columns that any row uses, and those that are required.
    fn columns(&mut self, names: &[&'static str]) -> io::Result<()>;

    /// One row: a text a column, empty for an empty cell.
    fn row(&mut self, cells: &[WrittenCell]) -> io::Result<()>;
}

/// A cell as text.
#[derive(Clone, Debug, Default)]
pub struct WrittenCell {
    /// Its text; empty for an empty cell.
    pub text: String,
    /// Whether it is a number or a truth value, which JSON writes without quotes.
    pub is_bare: bool,
}

/// Hands over the rows of a table; columns without any cell are left out, those that are required apart.
pub fn write_rows(tables: &Tables, table: TableName, writer: &mut dyn RowWriter) -> io::Result<()> {
    by_table!(table, rows_of, tables, writer)
}

fn rows_of<Row: CanonicalRow>(tables: &Tables, writer: &mut dyn RowWriter) -> io::Result<()> {
    let mut cell = WrittenCell::default();
    let mut columns = Vec::new();
    for column in Row::COLUMNS {
        let is_used = column.is_required
            || Row::rows(tables).any(|row| {
                cell.text.clear();
                (column.write)(&row, &tables.dictionary, &mut cell);
                !cell.text.is_empty()
            });
        if is_used {
            columns.push(column);
        }
    }
    writer.columns(&columns.iter().map(|column| column.name).collect::<Vec<_>>())?;
    let mut cells = vec![WrittenCell::default(); columns.len()];
    for row in Row::rows(tables) {
        for (cell, column) in cells.iter_mut().zip(&columns) {
            cell.text.clear();
            cell.is_bare = false;
            (column.write)(&row, &tables.dictionary, cell);
        }
        writer.row(&cells)?;
    }
    Ok(())
}

/// A value as a cell of a file.
pub(super) trait WriteCell {
    /// Appends its text; nothing for the empty cell.
    fn write(&self, dictionary: &Dictionary, cell: &mut WrittenCell);
}

impl WriteCell for Symbol {
    fn write(&self, dictionary: &Dictionary, cell: &mut WrittenCell) {
        cell.text.push_str(dictionary.text(*self));
    }
}

impl WriteCell for Timestamp {
    fn write(&self, _: &Dictionary, cell: &mut WrittenCell) {
        cell.text.push_str(&rfc3339(*self));
    }
}

impl WriteCell for Date {
    fn write(&self, _: &Dictionary, cell: &mut WrittenCell) {
        push(&mut cell.text, self);
    }
}

impl WriteCell for Option<FirstUseful> {
    fn write(&self, dictionary: &Dictionary, cell: &mut WrittenCell) {
        match self {
            Some(FirstUseful::Never) => cell.text.push_str("never"),
            Some(FirstUseful::Seconds(seconds)) => Some(*seconds).write(dictionary, cell),
            None => {}
        }
    }
}

macro_rules! write_values {
    ($($type:ty),*) => {
        $(impl WriteCell for Option<$type> {
            fn write(&self, _: &Dictionary, cell: &mut WrittenCell) {
                if let Some(value) = self {
                    push(&mut cell.text, value);
                    cell.is_bare = true;
                }
            }
        })*
    };
}
write_values!(bool, u32, u64, f64);

macro_rules! write_words {
    ($($type:ty),*) => {
        $(impl WriteCell for Option<$type> {
            fn write(&self, _: &Dictionary, cell: &mut WrittenCell) {
                cell.text.push_str(self.map_or("", <$type>::word));
            }
        })*
    };
}
write_words!(CubePart, EventName, GapKind, Handoff, LeadOrigin, Resolution, RevenueStatus);

fn push(text: &mut String, value: &dyn std::fmt::Display) {
    // Writing to a string cannot fail.
    let _ = write!(text, "{value}");
}

/// RFC 3339 to the microsecond; empty for an unknown time.
pub fn rfc3339(time: Timestamp) -> String {
    const DAY_MICROS: i64 = 86_400_000_000;
    let Some(micros) = time.micros() else { return String::new() };
    let date = Date(i32::try_from(micros.div_euclid(DAY_MICROS)).unwrap_or(i32::MAX));
    let of_day = micros.rem_euclid(DAY_MICROS);
    let (seconds, fraction) = (of_day / 1_000_000, of_day % 1_000_000);
    let mut text = format!("{date}T{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if fraction != 0 {
        // Writing to a string cannot fail.
        let _ = write!(text, ".{fraction:06}");
    }
    if !time.is_local() {
        text.push('Z');
    }
    text
}
