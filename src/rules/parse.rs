//! One JSON value to one rule's value; none for anything that the rule does not allow.

use chrono::{Datelike as _, NaiveDate};
use serde_json::Value;

use super::value::Choice as _;
use super::{Band, BandVerdict};
use crate::model::zone::Zone;

const DAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MINUTES_OF_DAY: u32 = 1440;
/// Letters of a wrong value that a message repeats.
const SHOWN: usize = 60;
/// Whole numbers above this are not all held by a float.
const MAX_WHOLE: f64 = 9_007_199_254_740_992.0;

/// A value as a message repeats it.
pub(super) fn shown(value: &Value) -> String {
    if value.is_null() {
        return "not set".to_owned();
    }
    let text = value.to_string();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// A whole number; 30.0 is one.
pub(super) fn whole(value: &Value) -> Option<u64> {
    if let Some(number) = value.as_u64() {
        return Some(number);
    }
    let number = value.as_f64().filter(|number| number.fract() == 0.0 && (0.0..MAX_WHOLE).contains(number))?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and in range as just tested")]
    Some(number as u64)
}

/// A text that is not empty.
pub(super) fn text(value: &Value) -> Option<String> {
    value.as_str().filter(|text| !text.trim().is_empty()).map(|text| text.trim().to_owned())
}

/// A list of texts that are not empty.
pub(super) fn texts(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(text).collect()
}

/// An IANA zone, in the table's spelling.
pub(super) fn time_zone(value: &Value) -> Option<String> {
    value.as_str().map(str::trim).filter(|name| Zone::is_known(name)).map(str::to_owned)
}

/// A date from 2000 to 2099 as `2026-03-01`.
pub(super) fn date(value: &Value) -> Option<String> {
    let date = NaiveDate::parse_from_str(value.as_str()?.trim(), "%Y-%m-%d").ok()?;
    (2000..=2099).contains(&date.year()).then(|| date.to_string())
}

/// A currency code in upper case.
pub(super) fn currency(value: &Value) -> Option<String> {
    let code = value.as_str()?.trim();
    (code.len() == 3 && code.bytes().all(|letter| letter.is_ascii_alphabetic())).then(|| code.to_ascii_uppercase())
}

/// Days of the week, at least one, by their first three letters or more; in the week's order, each once.
pub(super) fn weekdays(value: &Value) -> Option<Vec<String>> {
    let named = value.as_array()?.iter().map(|day| short_day(day.as_str()?)).collect::<Option<Vec<_>>>()?;
    let days: Vec<_> = DAYS.iter().filter(|day| named.contains(day)).map(|day| (*day).to_owned()).collect();
    (!days.is_empty()).then_some(days)
}

fn short_day(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    let full = super::Weekday::WORDS.iter().find(|word| name.len() >= 3 && word.starts_with(&name))?;
    DAYS.iter().copied().find(|day| full.starts_with(day))
}

/// Minutes since midnight of `09:00`; 24:00 is the end of the day.
pub(super) fn minutes(value: &Value) -> Option<u32> {
    let (hours, minutes) = value.as_str()?.trim().split_once(':')?;
    let digits = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit());
    if !digits(hours) || !digits(minutes) || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let clock = hours * 60 + minutes;
    (minutes < 60 && clock <= MINUTES_OF_DAY).then_some(clock)
}

/// `09:00` of minutes since midnight.
pub(super) fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Bands of a metric: each from below to, in ascending order, touching at most.
pub(super) fn bands(value: &Value) -> Option<Vec<Band>> {
    let bands = value.as_array()?.iter().map(band).collect::<Option<Vec<_>>>()?;
    let ascending = bands.iter().zip(bands.iter().skip(1)).all(|(lower, upper)| lower.1 <= upper.0);
    ascending.then_some(bands)
}

fn band(value: &Value) -> Option<Band> {
    let [from, to, verdict] = value.as_array()?.as_slice() else { return None };
    let (from, to) = (from.as_f64()?, to.as_f64()?);
    (from < to).then_some(Band(from, to, BandVerdict::from_word(verdict.as_str()?)?))
}
