//! Numbers, lengths of time and booleans as vendors write them.

use crate::ingest::Reason;

/// What separates whole numbers from fractions in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decimal {
    /// 1,234.56
    Point,
    /// 1.234,56
    Comma,
}

/// A length of time without words: what one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 0.001 s
    Milli,
    /// 1 s
    Second,
    /// 60 s
    Minute,
    /// 3,600 s
    Hour,
    /// 86,400 s
    Day,
}

impl Unit {
    fn seconds(self) -> f64 {
        match self {
            Self::Milli => 0.001,
            Self::Second => 1.0,
            Self::Minute => 60.0,
            Self::Hour => 3_600.0,
            Self::Day => 86_400.0,
        }
    }

    /// The unit that a column's name ends in, as in `(in hrs)` or `(seconds)`.
    pub(super) fn from_note(note: &str) -> Option<Self> {
        Self::from_word(note.trim().trim_start_matches("in ").trim())
    }

    fn from_word(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "ms" | "millisecond" | "milliseconds" => Self::Milli,
            "s" | "sec" | "secs" | "second" | "seconds" => Self::Second,
            "m" | "min" | "mins" | "minute" | "minutes" => Self::Minute,
            "h" | "hr" | "hrs" | "hour" | "hours" => Self::Hour,
            "d" | "day" | "days" => Self::Day,
            _ => return None,
        })
    }
}

/// What the marks of a number say about the file's decimals.
pub(super) fn decimal_of(text: &str) -> Option<Decimal> {
    let number = bare(text);
    match (number.rfind('.'), number.rfind(',')) {
        (Some(point), Some(comma)) => Some(if point > comma { Decimal::Point } else { Decimal::Comma }),
        (None, Some(_)) if number.matches(',').count() > 1 => Some(Decimal::Point),
        (None, Some(comma)) if number.len() - comma != 4 => Some(Decimal::Comma),
        (Some(_), None) if number.matches('.').count() > 1 => Some(Decimal::Comma),
        (Some(point), None) if number.len() - point != 4 => Some(Decimal::Point),
        _ => None,
    }
}

/// Whether a number reads as two different ones: `1,234` is a thousand and more, or a little more than one.
pub(super) fn is_open(text: &str) -> bool {
    let number = bare(text);
    number.contains(',') && decimal_of(text).is_none()
}

/// A number with currency marks, percent signs and thousands as people see them; `62.5%` is 62.5.
pub(super) fn number(text: &str, decimal: Option<Decimal>) -> Result<f64, Reason> {
    let bare = bare(text);
    let is_negative = text.trim_start().starts_with('(') && text.trim_end().ends_with(')');
    let own = decimal_of(text);
    let decimal = match own {
        // Grouped by thousands under the other mark, whatever the rest of the file does.
        Some(own) => own,
        None if bare.contains(',') => decimal.ok_or(Reason::AmbiguousNumber)?,
        None => decimal.filter(|_| bare.contains('.')).unwrap_or(Decimal::Point),
    };
    let plain: String = match decimal {
        Decimal::Point => bare.chars().filter(|letter| *letter != ',').collect(),
        Decimal::Comma => {
            bare.chars().filter(|letter| *letter != '.').map(|letter| if letter == ',' { '.' } else { letter }).collect()
        }
    };
    let is_number = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E');
    if !plain.bytes().any(|byte| byte.is_ascii_digit()) || !plain.bytes().all(is_number) {
        return Err(Reason::NotANumber);
    }
    let number: f64 = plain.parse().map_err(|_not_a_number| Reason::NotANumber)?;
    if !number.is_finite() {
        return Err(Reason::TooLarge);
    }
    Ok(if is_negative { -number } else { number })
}

/// A number without currency sign or code, percent sign, parentheses, apostrophes of the Swiss, and spaces.
fn bare(text: &str) -> String {
    let is_mark =
        |letter: char| letter.is_whitespace() || matches!(letter, '$' | '€' | '£' | '¥' | '￥' | '%' | '\'' | '’' | '(' | ')');
    let text = text.trim();
    let is_code = |code: &str| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    let text = match (text.split_once(char::is_whitespace), text.rsplit_once(char::is_whitespace)) {
        (Some((code, rest)), _) if is_code(code) => rest,
        (_, Some((rest, code))) if is_code(code) => rest,
        _ => text,
    };
    text.chars().filter(|letter| !is_mark(*letter)).collect()
}

/// Seconds of `HH:MM:SS`, of `2 hours 5 minutes`, or of a number in `unit`.
pub(super) fn duration(text: &str, unit: Unit, decimal: Option<Decimal>) -> Result<f64, Reason> {
    let (text, is_negative) = match text.strip_prefix('-') {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let seconds = if text.contains(':') {
        clock_seconds(text).ok_or(Reason::NotADuration)?
    } else if text.chars().any(char::is_alphabetic) {
        word_seconds(text).ok_or(Reason::NotADuration)?
    } else {
        number(text, decimal)? * unit.seconds()
    };
    if is_negative && seconds > 0.0 { Err(Reason::Negative) } else { Ok(seconds) }
}

/// `26:15:03`; two parts could be hours or minutes and are not read.
fn clock_seconds(text: &str) -> Option<f64> {
    let parts: Option<Vec<f64>> = text.split(':').map(|part| part.parse().ok()).collect();
    match parts?.as_slice() {
        [hours, minutes, seconds] if *minutes < 60.0 && *seconds < 60.0 => Some(hours * 3_600.0 + minutes * 60.0 + seconds),
        _ => None,
    }
}

/// `1 day 3 hours`, `2h 5m`.
fn word_seconds(text: &str) -> Option<f64> {
    let mut seconds = 0.0;
    let mut rest = text.trim();
    while !rest.is_empty() {
        let digits = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(rest.len());
        let (count, after) = rest.split_at_checked(digits)?;
        let after = after.trim_start();
        let end = after.find(|letter: char| !letter.is_alphabetic()).unwrap_or(after.len());
        let (word, after) = after.split_at_checked(end)?;
        seconds += count.parse::<f64>().ok()? * Unit::from_word(word)?.seconds();
        rest = after.trim_start_matches(|letter: char| letter.is_whitespace() || letter == ',');
    }
    Some(seconds)
}

/// A boolean in words.
pub(super) fn boolean(text: &str) -> Result<bool, Reason> {
    let is = |word: &&str| text.eq_ignore_ascii_case(word);
    if ["true", "1", "yes", "y", "t", "on", "はい", "1.0"].iter().any(is) {
        Ok(true)
    } else if ["false", "0", "no", "n", "f", "off", "いいえ", "0.0"].iter().any(is) {
        Ok(false)
    } else {
        Err(Reason::NotABoolean)
    }
}
