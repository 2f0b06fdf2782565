//! Whether a point in time lies in the rules' business hours.

use super::calendar::weekday_of;
use super::zone::Zone;
use crate::rules::{BusinessHours, Weekday};

/// Whether a UTC microsecond lies in the hours, from included, to not; none without such a rule.
pub fn contain(hours: Option<&BusinessHours>, zone: &Zone, at: i64) -> Option<bool> {
    let hours = hours?;
    let weekday = weekday_of(zone.local_date(at));
    let open_today = hours.days.iter().any(|day| is_day(weekday, day));
    let second = zone.second_of_day(at);
    Some(open_today && (second_of(&hours.from)?..second_of(&hours.to)?).contains(&second))
}

/// `mon` names Monday.
fn is_day(weekday: Weekday, day: &str) -> bool {
    let day = day.trim().to_ascii_lowercase();
    day.len() >= 3 && weekday.word().starts_with(&day)
}

/// Seconds since midnight of `09:00`.
fn second_of(clock: &str) -> Option<u32> {
    let (hours, minutes) = clock.trim().split_once(':')?;
    Some(hours.parse::<u32>().ok()? * 3600 + minutes.parse::<u32>().ok()? * 60)
}
