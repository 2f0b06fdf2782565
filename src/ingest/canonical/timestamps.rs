//! RFC 3339 text to [`Timestamp`] and [`Date`] (METRICS section 1). No zone is applied here: a time without an
//! offset stays local.

use crate::ingest::Reason;
use crate::model::{Date, Timestamp};

/// The years that are read, in the clock as written.
const YEARS: std::ops::RangeInclusive<u32> = 2000..=2099;

/// Parses `2026-03-01T10:00:00.5+09:00`: `T` or a space, an offset, `Z` or none, fractions cut to microseconds.
pub fn parse_timestamp(text: &str) -> Result<Timestamp, Reason> {
    if let Some(timestamp) = parse_usual(text.as_bytes()) {
        return Ok(timestamp);
    }
    let mut rest = text.as_bytes();
    parse_rfc3339(&mut rest).ok_or(Reason::NotATimestamp)?
}

/// Parses `2026-03-01`.
pub fn parse_date(text: &str) -> Result<Date, Reason> {
    let mut rest = text.as_bytes();
    let date = calendar_date(&mut rest).filter(|_| rest.is_empty());
    date.ok_or(Reason::NotADate)?
}

/// Whole seconds in UTC or on a local clock, as most exports have them; none for any other text.
fn parse_usual(text: &[u8]) -> Option<Timestamp> {
    let (text, is_local) = match text {
        [text @ .., b'Z'] => (text, false),
        text => (text, true),
    };
    let [y1, y2, y3, y4, b'-', o1, o2, b'-', d1, d2, b'T' | b' ', h1, h2, b':', m1, m2, b':', s1, s2] = text else { return None };
    let two = |tens: &u8, ones: &u8| {
        let (tens, ones) = (u32::from(tens.wrapping_sub(b'0')), u32::from(ones.wrapping_sub(b'0')));
        if tens < 10 && ones < 10 { tens * 10 + ones } else { u32::MAX }
    };
    let (century, year, month, day) = (two(y1, y2), two(y3, y4), two(o1, o2), two(d1, d2));
    let (hour, minute, second) = (two(h1, h2), two(m1, m2), two(s1, s2));
    if century != 20 || year > 99 || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let seconds = i64::from(day_of_century(year, month, day)?) * 86_400 + i64::from(hour * 3_600 + minute * 60 + second);
    let micros = (FROM_2000 + seconds) * 1_000_000;
    Some(if is_local { Timestamp::local(micros) } else { Timestamp::utc(micros) })
}

/// 2000-01-01 in seconds since 1970.
const FROM_2000: i64 = 946_684_800;

/// Days since 2000-01-01, where every fourth year is a leap year.
fn day_of_century(year: u32, month: u32, day: u32) -> Option<u32> {
    const BEFORE: [u32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    const LENGTHS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let at = usize::try_from(month.checked_sub(1)?).ok()?;
    let is_leap = year.is_multiple_of(4);
    let length = LENGTHS.get(at)? + u32::from(is_leap && month == 2);
    let before = BEFORE.get(at)? + u32::from(is_leap && month > 2);
    (1..=length).contains(&day).then(|| year * 365 + year.div_ceil(4) + before + day - 1)
}

/// None: the text is no timestamp. An error inside: it is one, and cannot be used.
fn parse_rfc3339(rest: &mut &[u8]) -> Option<Result<Timestamp, Reason>> {
    let date = calendar_date(rest)?;
    one_of(rest, b"Tt ")?;
    let hour = number(rest, 2).filter(|hour| *hour < 24)?;
    one_of(rest, b":")?;
    let minute = number(rest, 2).filter(|minute| *minute < 60)?;
    one_of(rest, b":")?;
    let second = number(rest, 2).filter(|second| *second < 60)?;
    let micros = if one_of(rest, b".").is_some() { fraction(rest)? } else { 0 };
    let offset = offset(rest)?;
    if !rest.is_empty() {
        return None;
    }
    Some(date.map(|date| {
        let seconds = i64::from(date.0) * 86_400 + i64::from(hour * 3_600 + minute * 60 + second);
        let written = seconds * 1_000_000 + i64::from(micros);
        match offset {
            Offset::Minutes(minutes) => Timestamp::utc(written - minutes * 60_000_000),
            Offset::Unsaid => Timestamp::local(written),
        }
    }))
}

fn calendar_date(rest: &mut &[u8]) -> Option<Result<Date, Reason>> {
    let year = number(rest, 4)?;
    one_of(rest, b"-")?;
    let month = number(rest, 2)?;
    one_of(rest, b"-")?;
    let day = number(rest, 2)?;
    let date = Date::from_ymd(i32::try_from(year).ok()?, month, day)?;
    Some(if YEARS.contains(&year) { Ok(date) } else { Err(Reason::YearOutOfRange) })
}

enum Offset {
    /// East of UTC.
    Minutes(i64),
    /// The text ends without one.
    Unsaid,
}

fn offset(rest: &mut &[u8]) -> Option<Offset> {
    if rest.is_empty() {
        return Some(Offset::Unsaid);
    }
    let sign = match one_of(rest, b"Zz+-")? {
        b'+' => 1,
        b'-' => -1,
        _ => return Some(Offset::Minutes(0)),
    };
    let hours = number(rest, 2).filter(|hours| *hours < 24)?;
    one_of(rest, b":")?;
    let minutes = number(rest, 2).filter(|minutes| *minutes < 60)?;
    Some(Offset::Minutes(sign * i64::from(hours * 60 + minutes)))
}

/// Microseconds of a fraction of any length.
fn fraction(rest: &mut &[u8]) -> Option<u32> {
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (fraction, after) = rest.split_at_checked(digits).filter(|_| digits > 0)?;
    *rest = after;
    let digit = |at: usize| u32::from(fraction.get(at).map_or(0, |byte| byte - b'0'));
    Some((0..6).fold(0, |micros, at| micros * 10 + digit(at)))
}

fn number(rest: &mut &[u8], digits: usize) -> Option<u32> {
    let (number, after) = rest.split_at_checked(digits)?;
    *rest = after;
    number.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
}

fn one_of(rest: &mut &[u8], accepted: &[u8]) -> Option<u8> {
    let (first, after) = rest.split_first().filter(|(first, _)| accepted.contains(first))?;
    *rest = after;
    Some(*first)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{parse_date, parse_timestamp};
    use crate::ingest::Reason;
    use crate::model::{Date, Timestamp};

    /// 2026-03-01T10:00:00Z in microseconds since 1970.
    const TEN_UTC: i64 = 1_772_359_200_000_000;

    #[test]
    fn an_offset_makes_utc_and_its_absence_local() {
        assert_eq!(parse_timestamp("2026-03-01T10:00:00Z"), Ok(Timestamp::utc(TEN_UTC)));
        assert_eq!(parse_timestamp("2026-03-01 19:00:00+09:00"), Ok(Timestamp::utc(TEN_UTC)));
        assert_eq!(parse_timestamp("2026-03-01t04:30:00-05:30"), Ok(Timestamp::utc(TEN_UTC)));
        assert_eq!(parse_timestamp("2026-03-01 10:00:00"), Ok(Timestamp::local(TEN_UTC)));
    }

    #[test]
    fn fractions_are_cut_to_microseconds() {
        assert_eq!(parse_timestamp("2026-03-01T10:00:00.5Z"), Ok(Timestamp::utc(TEN_UTC + 500_000)));
        assert_eq!(parse_timestamp("2026-03-01T10:00:00.1234569"), Ok(Timestamp::local(TEN_UTC + 123_456)));
    }

    #[test]
    fn years_are_those_of_the_clock_as_written() {
        // 1999-12-31T23:00Z, written in a zone where it is 2000 already.
        assert!(parse_timestamp("2000-01-01T00:00:00+01:00").is_ok());
        assert_eq!(parse_timestamp("1999-12-31T23:59:59-05:00"), Err(Reason::YearOutOfRange));
        assert!(parse_timestamp("2099-12-31T23:59:59-05:00").is_ok());
        assert_eq!(parse_timestamp("2100-01-01T00:00:00Z"), Err(Reason::YearOutOfRange));
    }

    #[test]
    fn what_is_no_rfc_3339_is_unreadable() {
        for text in [
            "2026-03-01",
            "2026-03-01T10:00",
            "2026-02-30T10:00:00Z",
            "2026-03-01T24:00:00Z",
            "2026-03-01T10:60:00Z",
            "2026-03-01T10:00:60Z",
            "2026-03-01T10:00:00+9:00",
            "2026-03-01T10:00:00+0900",
            "2026-03-01T10:00:00 Z",
            "2026-03-01T10:00:00.Z",
            "2026/03/01 10:00:00",
            "01.03.2026 10:00",
            "1772359200",
            "never",
            "２026-03-01T10:00:00Z",
            "2026-03-01T10:00:00Zulu",
        ] {
            assert_eq!(parse_timestamp(text), Err(Reason::NotATimestamp), "{text}");
        }
    }

    #[test]
    fn dates_are_dates_alone() {
        assert_eq!(parse_date("1970-01-01"), Err(Reason::YearOutOfRange));
        assert_eq!(parse_date("2000-02-29"), Ok(Date(11_016)));
        assert_eq!(parse_date("2026-03-01T00:00:00Z"), Err(Reason::NotADate));
        assert_eq!(parse_date("2026-3-1"), Err(Reason::NotADate));
    }

    proptest! {
        #[test]
        fn agrees_with_chrono(seconds in 946_700_000_i64..4_102_000_000, micros in 0_u32..1_000_000, minutes in -840_i32..=840) {
            let offset = chrono::FixedOffset::east_opt(minutes * 60).unwrap();
            let time = chrono::DateTime::from_timestamp(seconds, micros * 1000).unwrap().with_timezone(&offset);
            let text = time.format("%Y-%m-%dT%H:%M:%S%.6f%:z").to_string();
            prop_assert_eq!(parse_timestamp(&text), Ok(Timestamp::utc(time.timestamp_micros())));
        }

        #[test]
        fn usual_times_are_read_as_any_other(text in "20[0-9]{2}-[01][0-9]-[0-3][0-9][T ][0-2][0-9]:[0-6][0-9]:[0-6][0-9]Z?") {
            let mut rest = text.as_bytes();
            let other = super::parse_rfc3339(&mut rest).and_then(Result::ok);
            prop_assert_eq!(super::parse_usual(text.as_bytes()), other);
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,40}") {
            let _ = parse_timestamp(&text);
            let _ = parse_date(&text);
        }
    }
}
