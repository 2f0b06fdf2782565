//! From a vendor's cell to the text of a canonical one.

use std::borrow::Cow;

use super::heading::key_of;
use super::numbers::{self, Decimal, Unit};
use super::times::{self, Clock, Tick, parse_written};
use crate::ingest::canonical::rfc3339;
use crate::ingest::{DateOrder, Reason};
use crate::model::Timestamp;

/// How a cell is read. The result is a canonical cell; an empty one says nothing.
#[derive(Clone, Copy, Debug)]
pub enum Convert {
    /// As it is.
    Text,
    /// The first of several, between which a separator stands: `tag1, tag2`.
    First(&'static [char]),
    /// A time in any spelling. The zone in the column's name comes first, then the clock.
    Time(Clock),
    /// A number of ticks since 1970.
    Epoch(Tick),
    /// A calendar date, `20260301` included.
    Date,
    /// A number as people see it: currency marks, thousands, percent signs.
    Number,
    /// Seconds; the unit in the column's name comes before this one.
    Duration(Unit),
    /// A boolean in words.
    Bool,
    /// The vendor's words and the canonical ones, compared in any case. A word for which there is the empty text is known
    /// and says nothing; any other is in the ledger.
    Words(&'static [(&'static str, &'static str)]),
    /// The path of a web address; its `utm_` fields fill `source`, `medium` and `campaign` where the table has them.
    Page,
    /// Anything else.
    With(fn(&str) -> Result<Cow<'_, str>, Reason>),
}

/// What is known of the file as a whole.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Habits {
    /// Day or month first.
    pub(super) order: Option<DateOrder>,
    /// Mark of decimals.
    pub(super) decimal: Option<Decimal>,
}

/// On which clock the times of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeBase {
    /// UTC.
    Utc,
    /// The one clock of the file: its zone, else the user's.
    File,
    /// The account's, though the ticks look like UTC.
    Shifted,
    /// That of another zone than the file's.
    Another,
}

impl Convert {
    /// Reads a trimmed cell that is not empty. `note` is what the column's name ends in, `base` the clock of its times.
    pub(super) fn apply<'a>(self, cell: &'a str, note: &str, base: TimeBase, habits: Habits) -> Result<Cow<'a, str>, Reason> {
        Ok(match self {
            Self::Text => Cow::Borrowed(cell),
            Self::First(separators) => {
                let parts = cell.split(separators).map(str::trim);
                Cow::Borrowed(parts.into_iter().find(|part| !part.is_empty()).unwrap_or(""))
            }
            Self::Time(_) => {
                let time = parse_written(cell)?.settle(habits.order)?;
                match base {
                    TimeBase::Another if time.is_local() => return Err(Reason::AnotherZone),
                    TimeBase::Shifted => rfc3339(time.micros().map_or(time, Timestamp::local)).into(),
                    TimeBase::Utc => rfc3339(time.micros().map_or(time, Timestamp::utc)).into(),
                    _ => rfc3339(time).into(),
                }
            }
            Self::Epoch(tick) => rfc3339(times::epoch(cell, tick)?).into(),
            Self::Date => {
                let time = parse_written(cell)?.settle(habits.order)?;
                rfc3339(time).get(..10).unwrap_or("").to_owned().into()
            }
            Self::Number => numbers::number(cell, habits.decimal)?.to_string().into(),
            Self::Duration(unit) => {
                let unit = Unit::from_note(note).unwrap_or(unit);
                numbers::duration(cell, unit, habits.decimal)?.to_string().into()
            }
            Self::Bool => Cow::Borrowed(if numbers::boolean(cell)? { "true" } else { "false" }),
            Self::Words(words) => {
                let key = key_of(cell);
                let word = words.iter().find(|(vendor, _)| key_of(vendor) == key);
                Cow::Borrowed(word.map(|(_, word)| *word).ok_or(Reason::UnknownWord)?)
            }
            Self::Page => Cow::Owned(super::address::page_of(cell)),
            Self::With(read) => read(cell)?,
        })
    }

    /// Whether day and month can be in either order in its cells.
    pub(super) fn is_date(self) -> bool {
        matches!(self, Self::Time(_) | Self::Date)
    }

    /// Whether decimals can be written in either way in its cells.
    pub(super) fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Duration(_))
    }
}
