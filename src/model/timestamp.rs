//! Points in time and local dates as whole numbers.

use super::Cell;
use super::zone::Zone;

/// A point in time in whole microseconds: either since 1970 in UTC, or a local wall-clock time
/// whose offset is known only once the zone is (METRICS section 1: "else in `rules.time_zone`").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timestamp(i64);

const UNKNOWN: i64 = i64::MIN;

impl Default for Timestamp {
    fn default() -> Self {
        Self(UNKNOWN)
    }
}

/// 2000-01-01 in seconds since 1970: the first readable time (METRICS section 1) but for its offset.
const FROM_SECOND: i64 = 946_684_800 - 86_400;
/// Whole seconds that take four bytes: until 2067, in UTC or on a local clock.
const SECONDS: u64 = (1 << 31) - 1;
/// Microseconds of any other time are moved up, to stand above those.
const ZERO: u64 = 1 << 63;

impl Cell for Timestamp {
    fn code(self) -> u64 {
        if self.0 == UNKNOWN {
            return 0;
        }
        let micros = self.0 >> 1;
        let second = (micros.rem_euclid(1_000_000) == 0).then(|| micros.div_euclid(1_000_000) - FROM_SECOND);
        match second.and_then(|second| u64::try_from(second).ok()).filter(|second| *second < SECONDS) {
            // From 1 on, those of a local clock after those of UTC.
            Some(second) => 1 + second + if self.is_local() { SECONDS } else { 0 },
            None => self.0.cast_unsigned().wrapping_add(ZERO).max(2 * SECONDS + 1),
        }
    }

    fn from_code(code: u64) -> Self {
        match code.checked_sub(1) {
            None => Self::default(),
            Some(second) if second < 2 * SECONDS => {
                let micros = |second: u64| i64::try_from(second).map_or(0, |second| (second + FROM_SECOND) * 1_000_000);
                if second < SECONDS { Self::utc(micros(second)) } else { Self::local(micros(second - SECONDS)) }
            }
            Some(_) => Self(code.wrapping_sub(ZERO).cast_signed()),
        }
    }

    fn in_zone(self, zone: &Zone) -> Self {
        zone.resolve(self).map_or(self, Self::utc)
    }
}

impl Timestamp {
    /// A point in UTC, in microseconds since 1970.
    pub fn utc(micros: i64) -> Self {
        Self(micros << 1)
    }

    /// A wall-clock time without an offset, as microseconds since 1970-01-01 00:00 on that clock.
    pub fn local(micros: i64) -> Self {
        Self((micros << 1) | 1)
    }

    /// Microseconds since 1970, in UTC or on the local clock (see [`Self::is_local`]); none if unknown.
    pub fn micros(self) -> Option<i64> {
        (self.0 != UNKNOWN).then_some(self.0 >> 1)
    }

    /// Whether the zone is still to be applied.
    pub fn is_local(self) -> bool {
        self.0 != UNKNOWN && self.0 & 1 == 1
    }
}

/// A calendar date as days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, borsh::BorshSerialize, borsh::BorshDeserialize)]
pub struct Date(pub i32);

impl Default for Date {
    fn default() -> Self {
        Self(i32::MIN)
    }
}

impl Cell for Date {
    fn code(self) -> u64 {
        let empty = Self::default();
        if self == empty { 0 } else { u64::from(self.0.cast_unsigned()) + 1 }
    }

    fn from_code(code: u64) -> Self {
        let day = code.checked_sub(1).and_then(|day| u32::try_from(day).ok());
        day.map_or_else(Self::default, |day| Self(day.cast_signed()))
    }
}

impl Date {
    /// The date of a text such as `2026-03-01`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let is_plain = [(year, 4), (month, 2), (day, 2)]
            .iter()
            .all(|(part, digits)| part.len() == *digits && part.bytes().all(|byte| byte.is_ascii_digit()));
        if !is_plain || parts.next().is_some() {
            return None;
        }
        Self::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// A calendar date, if there is one.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        chrono::NaiveDate::from_ymd_opt(year, month, day).map(Self::from_naive)
    }

    /// A date written as 2026-03-01, read without the weight of a format.
    pub fn from_iso(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let (year, month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Self::from_ymd(year, month, day)
    }

    /// From chrono's date.
    pub fn from_naive(date: chrono::NaiveDate) -> Self {
        Self(chrono::Datelike::num_days_from_ce(&date) - DAYS_TO_1970)
    }

    /// As chrono's date; none for the empty cell.
    pub fn to_naive(self) -> Option<chrono::NaiveDate> {
        chrono::NaiveDate::from_num_days_from_ce_opt(self.0.checked_add(DAYS_TO_1970)?)
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.to_naive() {
            Some(date) => write!(f, "{date}"),
            None => Ok(()),
        }
    }
}

/// 1970-01-01 counted from 0001-01-01 as day 1.
const DAYS_TO_1970: i32 = 719_163;
