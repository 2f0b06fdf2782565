//! Canonical tables as files of Botworth format.

use std::fmt::Write as _;

use super::by_table;
use super::column::CanonicalRow;
use crate::model::{
    Date, Dictionary, EventName, FirstUseful, GapKind, Handoff, LeadOrigin, Resolution, RevenueStatus, Symbol, TableName, Tables,
    Timestamp,
};

/// The rows of a table as CSV under its columns; columns without any cell are left out, those that are required apart.
pub fn to_csv(tables: &Tables, table: TableName) -> String {
    by_table!(table, rows_to_csv, tables)
}

fn rows_to_csv<Row: CanonicalRow>(tables: &Tables) -> String {
    let text_of = |column: &super::column::ColumnSpec<Row>, row: &Row, text: &mut String| {
        text.clear();
        (column.write)(row, &tables.dictionary, text);
    };
    let mut text = String::new();
    let mut columns = Vec::new();
    for column in Row::COLUMNS {
        let is_used = column.is_required
            || Row::rows(tables).any(|row| {
                text_of(column, &row, &mut text);
                !text.is_empty()
            });
        if is_used {
            columns.push(column);
        }
    }
    let mut csv = columns.iter().map(|column| column.name).collect::<Vec<_>>().join(",") + "\n";
    for row in Row::rows(tables) {
        for (place, column) in columns.iter().enumerate() {
            if place > 0 {
                csv.push(',');
            }
            text_of(column, &row, &mut text);
            push_cell(&mut csv, &text);
        }
        csv.push('\n');
    }
    csv
}

fn push_cell(csv: &mut String, cell: &str) {
    if cell.contains(['"', ',', '\n', '\r']) {
        csv.push('"');
        csv.push_str(&cell.replace('"', "\"\""));
        csv.push('"');
    } else {
        csv.push_str(cell);
    }
}

/// A value as a cell of a file.
pub(super) trait WriteCell {
    /// Appends its text; nothing for the empty cell.
    fn write(&self, dictionary: &Dictionary, text: &mut String);
}

impl WriteCell for Symbol {
    fn write(&self, dictionary: &Dictionary, text: &mut String) {
        text.push_str(dictionary.text(*self));
    }
}

impl WriteCell for Timestamp {
    fn write(&self, _: &Dictionary, text: &mut String) {
        text.push_str(&rfc3339(*self));
    }
}

impl WriteCell for Date {
    fn write(&self, _: &Dictionary, text: &mut String) {
        push(text, self);
    }
}

impl WriteCell for Option<FirstUseful> {
    fn write(&self, _: &Dictionary, text: &mut String) {
        match self {
            Some(FirstUseful::Never) => text.push_str("never"),
            Some(FirstUseful::Seconds(seconds)) => push(text, seconds),
            None => {}
        }
    }
}

macro_rules! write_values {
    ($($type:ty),*) => {
        $(impl WriteCell for Option<$type> {
            fn write(&self, _: &Dictionary, text: &mut String) {
                if let Some(value) = self {
                    push(text, value);
                }
            }
        })*
    };
}
write_values!(bool, u32, u64, f64);

macro_rules! write_words {
    ($($type:ty),*) => {
        $(impl WriteCell for Option<$type> {
            fn write(&self, _: &Dictionary, text: &mut String) {
                text.push_str(self.map_or("", <$type>::word));
            }
        })*
    };
}
write_words!(EventName, GapKind, Handoff, LeadOrigin, Resolution, RevenueStatus);

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
