//! The half year of the sample: its days, weeks and hours in Europe/Berlin, and how instants are written.

use crate::model::order::put_in_order;
use chrono::DateTime;

use super::random::{Draws, whole};

/// Seconds since 1970-01-01T00:00:00Z.
pub type Instant = i64;

/// A minute in seconds.
pub const MINUTE: i64 = 60;
/// An hour in seconds.
pub const HOUR: i64 = 3_600;
/// A day in seconds, as METRICS section 2 counts days.
pub const DAY: i64 = 86_400;

/// Monday 2026-03-02 in days since 1970-01-01.
pub const FIRST_DAY: i64 = 20_514;
/// Complete weeks; three days of a running one follow.
pub const COMPLETE_WEEKS: usize = 26;
/// Days in all: the last is Wednesday 2026-09-02.
pub const DAYS: i64 = 185;
/// When the shop exported its data: 2026-09-02T22:00:00+02:00. Nothing is later.
pub const EXPORTED: Instant = (FIRST_DAY + DAYS - 1) * DAY + 20 * HOUR;

/// Sunday 2026-03-29, when clocks went from 02:00 to 03:00.
const SUMMER_DAY: i64 = 20_541;
/// The same in seconds: 01:00 UTC.
const SUMMER: Instant = SUMMER_DAY * DAY + HOUR;

/// Share of a week's chats on each day, Monday first.
pub const WEEKDAYS: [f64; 7] = [1.24, 1.16, 1.08, 1.04, 1.0, 0.82, 0.66];

/// Share of a day's chats that start in each hour.
const HOURS: [f64; 24] =
    [0.6, 0.3, 0.2, 0.1, 0.1, 0.3, 1.0, 2.2, 4.0, 6.2, 7.4, 7.2, 6.0, 5.6, 5.8, 6.0, 6.2, 6.4, 6.8, 7.4, 7.2, 5.4, 3.2, 1.4];

/// Seconds that clocks in Berlin are ahead of UTC.
fn offset(at: Instant) -> i64 {
    if at < SUMMER { HOUR } else { 2 * HOUR }
}

/// The instant of a local day and second; in the hour that 2026-03-29 skipped, an hour on.
pub fn instant(day: i64, second: i64) -> Instant {
    let winter = day * DAY + second - HOUR;
    if winter < SUMMER || (day == SUMMER_DAY && second < 3 * HOUR) { winter } else { winter - HOUR }
}

/// RFC 3339 with the offset of Berlin.
pub fn stamp(at: Instant) -> String {
    let zone = if offset(at) == HOUR { "+01:00" } else { "+02:00" };
    format!("{}{zone}", clock_face(at + offset(at)))
}

/// RFC 3339 in UTC.
pub fn stamp_in_utc(at: Instant) -> String {
    format!("{}Z", clock_face(at))
}

/// The date of a day, as `2026-03-02`.
pub fn date(day: i64) -> String {
    clock_face(day * DAY).chars().take(10).collect()
}

fn clock_face(seconds: i64) -> String {
    DateTime::from_timestamp(seconds, 0).map(|time| time.format("%Y-%m-%dT%H:%M:%S").to_string()).unwrap_or_default()
}

/// A little more chats from spring to summer; level from the sixteenth week on.
pub fn season(week: usize) -> f64 {
    0.94 + 0.006 * week.min(15) as f64
}

/// The starts of one week's conversations in time order, from the chats of a usual week.
pub fn starts(draws: &mut Draws, name: &'static str, week: usize, usual: f64) -> Vec<Instant> {
    let first = FIRST_DAY + 7 * i64::try_from(week).unwrap_or_default();
    let open_days = usize::try_from(FIRST_DAY + DAYS - first).unwrap_or_default().min(7);
    let days: Vec<f64> = WEEKDAYS.iter().copied().take(open_days).collect();
    let part = days.iter().sum::<f64>() / WEEKDAYS.iter().sum::<f64>();
    let count = whole(usual * season(week) * part + 4.0 * draws.unit() - 1.5);
    let mut starts: Vec<Instant> = (0..count)
        .filter_map(|_| {
            let day = first + i64::try_from(draws.pick(name, 1, &days)).ok()?;
            let hour = i64::try_from(draws.pick(name, 2, &HOURS)).ok()?;
            let second = i64::from(whole(draws.unit() * 3_600.0));
            Some(instant(day, hour * HOUR + second))
        })
        // Those of the last evening that could not have ended by then.
        .filter(|start| *start < EXPORTED - HOUR)
        .collect();
    put_in_order(&mut starts, Ord::cmp);
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_half_year_runs_from_a_monday_to_a_wednesday() {
        assert_eq!(date(FIRST_DAY), "2026-03-02");
        assert_eq!(date(FIRST_DAY + DAYS - 1), "2026-09-02");
        // 1970-01-01 was a Thursday.
        assert_eq!((FIRST_DAY + 3) % 7, 0);
        assert_eq!(stamp(EXPORTED), "2026-09-02T22:00:00+02:00");
    }

    #[test]
    fn clocks_go_forward_once() {
        let eve = instant(SUMMER_DAY, 2 * HOUR - 1);
        assert_eq!(stamp(eve), "2026-03-29T01:59:59+01:00");
        assert_eq!(stamp(eve + 1), "2026-03-29T03:00:00+02:00");
        assert_eq!(stamp(instant(SUMMER_DAY, 2 * HOUR + 1_800)), "2026-03-29T03:30:00+02:00");
        assert_eq!(stamp(instant(SUMMER_DAY, 3 * HOUR)), "2026-03-29T03:00:00+02:00");
        assert_eq!(stamp(instant(SUMMER_DAY + 1, 0)), "2026-03-30T00:00:00+02:00");
        assert_eq!(stamp_in_utc(instant(SUMMER_DAY + 1, 0)), "2026-03-29T22:00:00Z");
    }
}
