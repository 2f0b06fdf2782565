//! Times as vendors write them. Day and month are never guessed: where the text leaves them open, the order comes from
//! the whole file or from the user.

use crate::ingest::{DateOrder, Reason, parse_timestamp};
use crate::model::{Date, Timestamp};

/// Whose clock shows a time that says nothing of its zone, where the column's name says nothing either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The account's: `Options::time_zone`, else it stays local and `rules.time_zone` holds.
    Account,
    /// UTC.
    Utc,
    /// UTC, or ticks of the account's clock counted as if it were UTC: where the user names the account's zone, the times
    /// are on that clock.
    Shifted,
}

/// What one unit of an epoch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tick {
    /// Seconds, with or without a fraction.
    Second,
    /// Milliseconds.
    Milli,
    /// Microseconds.
    Micro,
    /// Told by the size of the number: vendors that changed their mind.
    BySize,
}

/// A date whose day and month may be either way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// Sure.
    Sure(Timestamp),
    /// `first/second/year` and the time of that day.
    Open { first: u32, second: u32, year: u32, of_day: i64, clock: Option<i64> },
}

/// Parses any spelling of a time; the zone is not applied. `Open` only where both orders give a date.
pub(super) fn parse_written(text: &str) -> Result<Written, Reason> {
    if let Ok(time) = parse_timestamp(text) {
        return Ok(Written::Sure(time));
    }
    let is_epoch = |whole: &str| whole.len() >= 10 && whole.bytes().all(|byte| byte.is_ascii_digit());
    if is_epoch(text) || text.split_once('.').is_some_and(|(whole, _)| is_epoch(whole)) {
        return epoch(text, Tick::BySize).map(Written::Sure);
    }
    parse(text).ok_or(Reason::NotATimestamp)?
}

fn parse(text: &str) -> Option<Result<Written, Reason>> {
    let words = text.split([' ', ',', '\u{a0}', '\u{202f}']).flat_map(date_and_time);
    let mut words = words.filter(|word| !word.is_empty());
    let first = words.next()?;
    let mut rest: Vec<&str> = words.collect();
    let date = match numbers(first)?.as_slice() {
        [whole] if first.len() == 8 => Shape::Sure(whole / 10_000, whole / 100 % 100, whole % 100),
        [year, month, day] if first.find(['-', '/', '.', '年']) == Some(4) => Shape::Sure(*year, *month, *day),
        // Dots are written by people who put the day first.
        [day, month, year] if first.contains('.') => Shape::Sure(full_year(*year), *month, *day),
        [one, two, year] => Shape::Open(*one, *two, full_year(*year)),
        [day] => with_month_name(Some(*day), None, &mut rest)?,
        [] => with_month_name(None, Some(first), &mut rest)?,
        _ => return None,
    };
    let (of_day, clock) = time_of_day(&rest)?;
    let at = |year: u32, month, day| {
        let date = Date::from_ymd(i32::try_from(year).ok()?, month, day)?;
        Some((2000..=2099).contains(&year).then(|| i64::from(date.0) * 86_400_000_000 + of_day).ok_or(Reason::YearOutOfRange))
    };
    let stamp = |local: i64| match clock {
        Some(offset) => Timestamp::utc(local - offset),
        None => Timestamp::local(local),
    };
    match date {
        Shape::Sure(year, month, day) => Some(at(year, month, day)?.map(|local| Written::Sure(stamp(local)))),
        Shape::Open(first, second, year) => {
            let (day_first, month_first) = (at(year, second, first), at(year, first, second));
            match (day_first, month_first) {
                (Some(_), Some(_)) if first != second => Some(Ok(Written::Open { first, second, year, of_day, clock })),
                (Some(local), Some(_)) => Some(local.map(|local| Written::Sure(stamp(local)))),
                // One part is above 12: still open, as the file as a whole has one order.
                (Some(_), None) | (None, Some(_)) => Some(Ok(Written::Open { first, second, year, of_day, clock })),
                (None, None) => None,
            }
        }
    }
}

/// The two sides of the T between a date and its time. The T of `UTC` and `Tue` stands after no digit.
fn date_and_time(word: &str) -> [&str; 2] {
    match word.split_once('T') {
        Some((date, time)) if date.ends_with(|letter: char| letter.is_ascii_digit()) => [date, time],
        _ => [word, ""],
    }
}

enum Shape {
    /// Year, month, day.
    Sure(u32, u32, u32),
    /// Two parts in either order, and the year.
    Open(u32, u32, u32),
}

/// The numbers of `2026/03/01`, `2026年3月1日` or `1.3.2026`; none for a word with letters.
fn numbers(word: &str) -> Option<Vec<u32>> {
    if word.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        return Some(Vec::new());
    }
    let parts = word.trim_end_matches(['.', '日']).split(['-', '/', '.', '年', '月']);
    parts.map(|part| part.trim_end_matches(|letter: char| letter.is_ascii_alphabetic()).parse().ok()).collect()
}

/// A year of two digits is one of this century.
fn full_year(year: u32) -> u32 {
    if year < 100 { year + 2000 } else { year }
}

/// `Jan 31 2026` and `31 January 2026`, commas aside, a weekday before them or not.
fn with_month_name(day: Option<u32>, first: Option<&str>, rest: &mut Vec<&str>) -> Option<Shape> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let month_of = |word: &str| {
        let start = word.get(..3)?.to_ascii_lowercase();
        MONTHS.iter().position(|month| *month == start).and_then(|at| u32::try_from(at + 1).ok())
    };
    let number = |word: &str| word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic()).parse::<u32>().ok();
    let mut take = || if rest.is_empty() { None } else { Some(rest.remove(0)) };
    let (day, month) = match (day, first) {
        (Some(day), _) => (day, month_of(take()?)?),
        (None, Some(word)) => {
            // What names no month is a weekday.
            let next = if month_of(word).is_some() { word } else { take()? };
            match month_of(next) {
                Some(month) => (number(take()?)?, month),
                None => (number(next)?, month_of(take()?)?),
            }
        }
        (None, None) => return None,
    };
    Some(Shape::Sure(full_year(number(take()?)?), month, day))
}

/// `10:00`, `10:00:05.5 PM`, `10:00 +0900`, `10:00:00 UTC`: microseconds of the day, and the offset if there is one.
fn time_of_day(words: &[&str]) -> Option<(i64, Option<i64>)> {
    let (mut of_day, mut offset) = (0, None);
    for word in words {
        let lower = word.to_ascii_lowercase();
        match lower.as_str() {
            "am" | "a.m." | "pm" | "p.m." => of_day = twelve_hours(of_day, lower.starts_with('p'))?,
            "utc" | "gmt" | "z" => offset = Some(0),
            "at" | "-" => {}
            _ if lower.starts_with(['+', '-']) => offset = Some(offset_of(&lower)?),
            _ => {
                let clock = lower.strip_suffix('z').inspect(|_| offset = Some(0)).unwrap_or(&lower);
                let (clock, half) = match (clock.strip_suffix("am"), clock.strip_suffix("pm")) {
                    (Some(clock), _) => (clock, Some(false)),
                    (_, Some(clock)) => (clock, Some(true)),
                    _ => (clock, None),
                };
                let (clock, zone) = match clock.find(['+', '-']) {
                    Some(at) => clock.split_at_checked(at)?,
                    None => (clock, ""),
                };
                if !zone.is_empty() {
                    offset = Some(offset_of(zone)?);
                }
                of_day = clock_of(clock)?;
                if let Some(is_afternoon) = half {
                    of_day = twelve_hours(of_day, is_afternoon)?;
                }
            }
        }
    }
    Some((of_day, offset))
}

const HOUR: i64 = 3_600_000_000;

fn twelve_hours(of_day: i64, is_afternoon: bool) -> Option<i64> {
    let hour = of_day / HOUR;
    let within = of_day % HOUR;
    (1..=12).contains(&hour).then(|| (hour % 12 + if is_afternoon { 12 } else { 0 }) * HOUR + within)
}

/// `9:05`, `09:05:10.25`.
fn clock_of(text: &str) -> Option<i64> {
    let mut parts = text.split(':');
    let hour: i64 = digits(parts.next()?).filter(|hour| *hour < 24)?;
    let minute: i64 = digits(parts.next()?).filter(|minute| *minute < 60)?;
    let (second, fraction) = match parts.next() {
        Some(seconds) => seconds.split_once(['.', ',']).unwrap_or((seconds, "")),
        None => ("0", ""),
    };
    let second: i64 = digits(second).filter(|second| *second < 60)?;
    let micros = if fraction.is_empty() { 0 } else { digits(format!("{fraction:0<6}").get(..6)?)? };
    parts.next().is_none().then_some(hour * HOUR + minute * 60_000_000 + second * 1_000_000 + micros)
}

/// `+09:00`, `-0530`, `+9`.
fn offset_of(text: &str) -> Option<i64> {
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = match rest.split_once(':') {
        Some(parts) => parts,
        None if rest.len() == 4 => rest.split_at_checked(2)?,
        None => (rest, "0"),
    };
    let hours = digits(hours).filter(|hours| *hours < 24)?;
    let minutes = digits(minutes).filter(|minutes| *minutes < 60)?;
    Some(sign * (hours * HOUR + minutes * 60_000_000))
}

fn digits(text: &str) -> Option<i64> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// 2000-01-01 and 2100-01-01 in UTC, in microseconds.
const READABLE: std::ops::Range<i64> = 946_684_800_000_000..4_102_444_800_000_000;

/// A number of ticks since 1970 in UTC.
pub fn epoch(text: &str, tick: Tick) -> Result<Timestamp, Reason> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(fraction) {
        return Err(Reason::NotATimestamp);
    }
    let tick = match (tick, whole.len()) {
        (Tick::BySize, ..=11) => Tick::Second,
        (Tick::BySize, 12..=14) => Tick::Milli,
        (Tick::BySize, _) => Tick::Micro,
        (tick, _) => tick,
    };
    let places = match tick {
        Tick::Second | Tick::BySize => 6,
        Tick::Milli => 3,
        Tick::Micro => 0,
    };
    let micros: String = whole.chars().chain(fraction.chars().chain(std::iter::repeat('0')).take(places)).collect();
    let micros: i64 = micros.parse().map_err(|_too_large| Reason::YearOutOfRange)?;
    if READABLE.contains(&micros) { Ok(Timestamp::utc(micros)) } else { Err(Reason::YearOutOfRange) }
}

impl Written {
    /// The time under an order of day and month. One part above 12 tells the order of its own date.
    pub(super) fn settle(self, order: Option<DateOrder>) -> Result<Timestamp, Reason> {
        let Self::Open { first, second, year, of_day, clock } = self else {
            let Self::Sure(time) = self else { return Err(Reason::NotATimestamp) };
            return Ok(time);
        };
        let (day, month) = match order.or(self.own_order()).ok_or(Reason::AmbiguousDate)? {
            DateOrder::DayFirst => (first, second),
            DateOrder::MonthFirst => (second, first),
        };
        let date = i32::try_from(year).ok().and_then(|year| Date::from_ymd(year, month, day)).ok_or(Reason::NotATimestamp)?;
        if !(2000..=2099).contains(&year) {
            return Err(Reason::YearOutOfRange);
        }
        let local = i64::from(date.0) * 86_400_000_000 + of_day;
        Ok(clock.map_or(Timestamp::local(local), |offset| Timestamp::utc(local - offset)))
    }

    /// The order that this date alone allows.
    pub(super) fn own_order(self) -> Option<DateOrder> {
        match self {
            Self::Open { first: 13.., .. } => Some(DateOrder::DayFirst),
            Self::Open { second: 13.., .. } => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }

    /// Whether this date has parts whose order matters.
    pub(super) fn is_open(self) -> bool {
        matches!(self, Self::Open { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::{Written, parse_written};
    use crate::ingest::parse_timestamp;

    #[test]
    fn a_zone_or_weekday_with_a_t_in_it_is_no_time_mark() {
        let sure = Ok(Written::Sure(parse_timestamp("2026-03-02T09:00:10Z").unwrap()));
        for text in
            ["2026-03-02 09:00:10 UTC", "2026-03-02T09:00:10 UTC", "2026-03-02 09:00:10 GMT", "Mon 2 Mar 2026 09:00:10 UTC"]
        {
            assert_eq!(parse_written(text), sure, "{text}");
        }
        let thursday = Ok(Written::Sure(parse_timestamp("2026-10-01T09:00:00").unwrap()));
        for text in ["Thu, Oct 1 2026 09:00", "Thu 1 Oct 2026 9:00 AM"] {
            assert_eq!(parse_written(text), thursday, "{text}");
        }
    }
}
