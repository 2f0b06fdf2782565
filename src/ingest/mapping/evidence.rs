//! What a file's own rows say about the order of day and month and about decimals, over all of its rows.

use super::convert::Habits;
use super::heading::Headings;
use super::numbers::{self, Decimal};
use super::table::MappingOf;
use super::times::parse_written;
use crate::ingest::importer::{Content, Fields};
use crate::ingest::record::{Next, Record};
use crate::ingest::{DateOrder, Head, Options, ReadError};

/// What was seen so far.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is seen or not, on its own")]
struct Seen {
    day_first: bool,
    month_first: bool,
    /// A date or number that reads two ways.
    is_open: bool,
    comma: bool,
    point: bool,
}

impl Seen {
    fn order(self) -> Option<DateOrder> {
        match (self.day_first, self.month_first) {
            (true, false) => Some(DateOrder::DayFirst),
            (false, true) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }

    fn decimal(self) -> Option<Decimal> {
        match (self.comma, self.point) {
            (true, false) => Some(Decimal::Comma),
            (false, true) => Some(Decimal::Point),
            _ => None,
        }
    }
}

/// Reads the file's habits. Only a file whose first records leave something open is read twice.
pub(super) fn habits_of(
    mapping: &MappingOf<'_>,
    head: &Head,
    content: &mut dyn Content,
    options: &Options,
) -> Result<Habits, ReadError> {
    let asked = mapping.columns.iter().any(|column| column.convert.is_date() || column.convert.is_number());
    let mut seen = Seen::default();
    if asked && content.can_read_again() {
        let limit = if head.is_whole { u64::MAX } else { RECORDS_LOOKED_AT };
        seen = look(mapping, content, limit)?;
        if seen.is_open && !head.is_whole {
            seen = look(mapping, content, u64::MAX)?;
        }
    }
    Ok(Habits { order: options.date_order.or(seen.order()), decimal: seen.decimal() })
}

/// Enough to see how a file writes its dates; whether the order is the same all through is then asked of all rows.
const RECORDS_LOOKED_AT: u64 = 200;

fn look(mapping: &MappingOf<'_>, content: &mut dyn Content, limit: u64) -> Result<Seen, ReadError> {
    let mut records = content.records(Fields::Paths)?;
    let (mut record, mut headings, mut seen) = (Record::default(), Headings::default(), Seen::default());
    let mut columns: Vec<(usize, bool)> = Vec::new();
    for _ in 0..limit {
        match records.read(&mut record)? {
            Next::End => break,
            Next::Broken(_) => continue,
            Next::Record => {}
        }
        if records.columns().len() != headings.len() {
            headings.extend(records.columns());
            let asked = mapping.columns.iter().filter(|column| column.convert.is_date() || column.convert.is_number());
            columns = asked
                .flat_map(|column| column.from.iter().map(|name| (name, column.convert.is_date())))
                .filter_map(|(name, is_date)| Some((headings.position(name)?, is_date)))
                .collect();
        }
        for cell in record.cells() {
            for (_, is_date) in columns.iter().filter(|(column, _)| *column == cell.column) {
                seen.observe(cell.text.trim(), *is_date);
            }
        }
    }
    Ok(seen)
}

/// What a text says as a time: whether day and month may be either way round, and the order that it alone allows; none
/// if it is no time.
pub fn date_marks(text: &str) -> Option<(bool, Option<DateOrder>)> {
    parse_written(text).ok().map(|written| (written.is_open(), written.own_order()))
}

impl Seen {
    fn observe(&mut self, text: &str, is_date: bool) {
        if is_date {
            let Ok(written) = parse_written(text) else { return };
            self.is_open |= written.is_open();
            match written.own_order() {
                Some(DateOrder::DayFirst) => self.day_first = true,
                Some(DateOrder::MonthFirst) => self.month_first = true,
                None => {}
            }
        } else {
            self.is_open |= numbers::is_open(text);
            match numbers::decimal_of(text) {
                Some(Decimal::Comma) => self.comma = true,
                Some(Decimal::Point) => self.point = true,
                None => {}
            }
        }
    }
}
