//! The text of a cell to a typed value, or the reason why not (METRICS section 1). Texts come trimmed and not empty.

use std::borrow::Cow;

use super::timestamps::{parse_date, parse_timestamp};
use crate::ingest::Reason;
use crate::model::{
    CubePart, Date, Dictionary, FirstUseful, GapKind, Handoff, LARGEST_NUMBER, LARGEST_SUM, LeadOrigin, Resolution,
    RevenueStatus, Symbol, Timestamp,
};

/// Bytes of a name or an id: far more than anybody reads, and no more than a page can show many times.
const LONGEST_NAME: usize = 1 << 17;

/// A cell to be read, with the dictionary for its text.
#[derive(Debug)]
pub struct Cell<'a> {
    /// Trimmed and not empty.
    pub text: &'a str,
    /// As written, with the space around it.
    pub written: &'a str,
    /// Where texts are kept.
    pub dictionary: &'a mut Dictionary,
}

#[allow(clippy::unnecessary_wraps, reason = "every reader of a cell has one form, so that tables can list them")]
impl Cell<'_> {
    /// An id or a name, as it is, up to [`LONGEST_NAME`].
    pub fn text(self) -> Result<Symbol, Reason> {
        if self.text.len() > LONGEST_NAME { Err(Reason::TooLong) } else { Ok(self.dictionary.intern(self.text)) }
    }

    /// What a person said, with the space around it.
    pub fn spoken(self) -> Result<Symbol, Reason> {
        Ok(self.dictionary.intern(self.written))
    }

    /// An email, in lower case.
    pub fn email(self) -> Result<Symbol, Reason> {
        Ok(self.dictionary.intern(&lower_case(self.text)))
    }

    /// A phone number: its digits alone.
    pub fn phone(self) -> Result<Symbol, Reason> {
        let digits = phone_digits(self.text);
        if digits.is_empty() { Err(Reason::NotAPhone) } else { Ok(self.dictionary.intern(&digits)) }
    }

    /// A currency code, in upper case.
    pub fn currency(self) -> Result<Symbol, Reason> {
        Ok(self.dictionary.intern(&self.text.to_uppercase()))
    }

    /// A point in time.
    pub fn timestamp(self) -> Result<Timestamp, Reason> {
        parse_timestamp(self.text)
    }

    /// A local date.
    pub fn date(self) -> Result<Date, Reason> {
        parse_date(self.text)
    }

    /// True or false.
    pub fn boolean(self) -> Result<Option<bool>, Reason> {
        parse_boolean(self.text).map(Some)
    }

    /// A count of turns or fallbacks.
    pub fn count(self) -> Result<Option<u32>, Reason> {
        u32::try_from(parse_count(self.text)?).map(Some).map_err(|_too_large| Reason::TooLarge)
    }

    /// A count of impressions or visitors.
    pub fn large_count(self) -> Result<Option<u64>, Reason> {
        parse_count(self.text).map(Some)
    }

    /// Any number up to [`LARGEST_NUMBER`].
    pub fn decimal(self) -> Result<Option<f64>, Reason> {
        parse_decimal(self.text).map(Some)
    }

    /// A sum of many numbers or of their squares, up to [`LARGEST_SUM`].
    pub fn sum(self) -> Result<Option<f64>, Reason> {
        parse_up_to(self.text, LARGEST_SUM).map(Some)
    }

    /// A length of time in seconds.
    pub fn seconds(self) -> Result<Option<f64>, Reason> {
        parse_seconds(self.text).map(Some)
    }

    /// Seconds, or the word `never`.
    pub fn first_useful(self) -> Result<Option<FirstUseful>, Reason> {
        if self.text.eq_ignore_ascii_case("never") {
            return Ok(Some(FirstUseful::Never));
        }
        parse_seconds(self.text).map(|seconds| Some(FirstUseful::Seconds(seconds)))
    }

    /// A word of `resolution`.
    pub fn resolution(self) -> Result<Option<Resolution>, Reason> {
        Resolution::from_word(self.text).map(Some).ok_or(Reason::UnknownWord)
    }

    /// A word of `handoff`; true means accepted and false none.
    pub fn handoff(self) -> Result<Option<Handoff>, Reason> {
        let from_boolean = |is_handed_off| if is_handed_off { Handoff::Accepted } else { Handoff::None };
        let handoff = Handoff::from_word(self.text).or_else(|| parse_boolean(self.text).ok().map(from_boolean));
        handoff.map(Some).ok_or(Reason::UnknownWord)
    }

    /// A word of `gap_kind`.
    pub fn gap_kind(self) -> Result<Option<GapKind>, Reason> {
        GapKind::from_word(self.text).map(Some).ok_or(Reason::UnknownWord)
    }

    /// A word of a lead's `origin`.
    pub fn lead_origin(self) -> Result<Option<LeadOrigin>, Reason> {
        LeadOrigin::from_word(self.text).map(Some).ok_or(Reason::UnknownWord)
    }

    /// What a row of a cube counts.
    pub fn cube_part(self) -> Result<Option<CubePart>, Reason> {
        CubePart::from_word(self.text).map(Some).ok_or(Reason::UnknownWord)
    }

    /// A word of an order's `status`.
    pub fn revenue_status(self) -> Result<Option<RevenueStatus>, Reason> {
        RevenueStatus::from_word(self.text).map(Some).ok_or(Reason::UnknownWord)
    }
}

/// true/false, 1/0, yes/no, in any case.
fn parse_boolean(text: &str) -> Result<bool, Reason> {
    let is = |word: &&str| text.eq_ignore_ascii_case(word);
    if ["true", "1", "yes"].iter().any(is) {
        Ok(true)
    } else if ["false", "0", "no"].iter().any(is) {
        Ok(false)
    } else {
        Err(Reason::NotABoolean)
    }
}

fn parse_decimal(text: &str) -> Result<f64, Reason> {
    parse_up_to(text, LARGEST_NUMBER)
}

/// A number with a point, if any, above and below 0 up to `largest`. Thousands marks, units and words are unreadable.
fn parse_up_to(text: &str, largest: f64) -> Result<f64, Reason> {
    let is_number = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E');
    if !text.bytes().all(is_number) {
        return Err(Reason::NotANumber);
    }
    let number: f64 = text.parse().map_err(|_not_a_number| Reason::NotANumber)?;
    // Adding zero turns -0 into 0.
    if number.abs() <= largest { Ok(number + 0.0) } else { Err(Reason::TooLarge) }
}

fn parse_seconds(text: &str) -> Result<f64, Reason> {
    parse_decimal(text).and_then(|seconds| if seconds < 0.0 { Err(Reason::Negative) } else { Ok(seconds) })
}

/// A whole number from zero; "3.0" is one.
fn parse_count(text: &str) -> Result<u64, Reason> {
    /// Above 2^53 a double no longer tells whole numbers apart.
    const EXACT_BELOW: f64 = 9_007_199_254_740_992.0;
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().map_err(|_too_large| Reason::TooLarge);
    }
    let number = parse_decimal(text)?;
    if number < 0.0 {
        Err(Reason::Negative)
    } else if number.fract() != 0.0 {
        Err(Reason::NotWhole)
    } else if number >= EXACT_BELOW {
        Err(Reason::TooLarge)
    } else {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, not negative, below 2^53")]
        Ok(number as u64)
    }
}

fn lower_case(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.to_lowercase())
    }
}

/// The digits of a phone number; wide ones, as Japanese keyboards write them, become the plain ones.
fn phone_digits(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Cow::Borrowed(text);
    }
    let digit = |letter: char| match letter {
        '0'..='9' => Some(letter),
        '０'..='９' => char::from_u32(u32::from(letter) - u32::from('０') + u32::from('0')),
        _ => None,
    };
    Cow::Owned(text.chars().filter_map(digit).collect())
}

#[cfg(test)]
#[allow(clippy::redundant_closure_for_method_calls, reason = "a method path is not general enough over the cell's lifetime")]
mod tests {
    use super::{Cell, LONGEST_NAME, parse_boolean, parse_count, parse_decimal, parse_seconds};
    use crate::ingest::Reason;
    use crate::model::{Dictionary, FirstUseful, Handoff, Symbol};

    fn read<T>(text: &str, reader: impl FnOnce(Cell<'_>) -> Result<T, Reason>) -> Result<T, Reason> {
        reader(Cell { text, written: text, dictionary: &mut Dictionary::default() })
    }

    fn text_of(text: &str, reader: impl FnOnce(Cell<'_>) -> Result<Symbol, Reason>) -> Result<String, Reason> {
        let mut dictionary = Dictionary::default();
        let symbol = reader(Cell { text, written: text, dictionary: &mut dictionary })?;
        Ok(dictionary.text(symbol).to_owned())
    }

    #[test]
    fn a_name_is_as_long_as_a_page_can_show() {
        let held = |bytes| text_of(&"n".repeat(bytes), |cell| cell.text()).map(|text| text.len());
        assert_eq!((held(LONGEST_NAME), held(LONGEST_NAME + 1)), (Ok(LONGEST_NAME), Err(Reason::TooLong)));
    }

    #[test]
    fn booleans_have_six_words_in_any_case() {
        for (text, value) in
            [("true", true), ("TRUE", true), ("1", true), ("Yes", true), ("false", false), ("0", false), ("NO", false)]
        {
            assert_eq!(parse_boolean(text), Ok(value), "{text}");
        }
        for text in ["y", "n", "on", "2", "1.0", "ja"] {
            assert_eq!(parse_boolean(text), Err(Reason::NotABoolean), "{text}");
        }
    }

    #[test]
    fn counts_are_whole_and_not_negative() {
        assert_eq!((parse_count("3"), parse_count("3.0"), parse_count("0"), parse_count("-0")), (Ok(3), Ok(3), Ok(0), Ok(0)));
        assert_eq!(
            (parse_count("3.5"), parse_count("-1"), parse_count("-1.5")),
            (Err(Reason::NotWhole), Err(Reason::Negative), Err(Reason::Negative))
        );
        assert_eq!(
            (parse_count("1,000"), parse_count("three"), parse_count("NaN")),
            (Err(Reason::NotANumber), Err(Reason::NotANumber), Err(Reason::NotANumber))
        );
        assert_eq!(parse_count("99999999999999999999"), Err(Reason::TooLarge));
        assert_eq!(read("4294967296", |cell| cell.count()), Err(Reason::TooLarge));
        assert_eq!(read("4294967296", |cell| cell.large_count()), Ok(Some(4_294_967_296)));
    }

    #[test]
    fn decimals_are_plain_and_finite() {
        assert_eq!((parse_decimal("12.50"), parse_decimal("-3"), parse_decimal("-0.0")), (Ok(12.5), Ok(-3.0), Ok(0.0)));
        for text in ["inf", "NaN", "infinity", "$12", "12,50", "1 000", "0x10", "", "-", "1_000"] {
            assert_eq!(parse_decimal(text), Err(Reason::NotANumber), "{text}");
        }
        assert_eq!((parse_decimal("1e15"), parse_decimal("-1000000000000000")), (Ok(1e15), Ok(-1e15)));
        for text in ["1e999", "1000000000000001", "-1e308"] {
            assert_eq!(parse_decimal(text), Err(Reason::TooLarge), "{text}");
        }
        // Squares of such amounts stand in a cube.
        assert_eq!((read("1e80", |cell| cell.sum()), read("1e81", |cell| cell.sum())), (Ok(Some(1e80)), Err(Reason::TooLarge)));
        assert_eq!(parse_seconds("-0.5"), Err(Reason::Negative));
    }

    #[test]
    fn handoff_takes_words_and_booleans() {
        assert_eq!(read("Answered", |cell| cell.handoff()), Ok(Some(Handoff::Answered)));
        assert_eq!(read("true", |cell| cell.handoff()), Ok(Some(Handoff::Accepted)));
        assert_eq!(read("no", |cell| cell.handoff()), Ok(Some(Handoff::None)));
        assert_eq!(read("none", |cell| cell.handoff()), Ok(Some(Handoff::None)));
        assert_eq!(read("human", |cell| cell.handoff()), Err(Reason::UnknownWord));
    }

    #[test]
    fn first_useful_is_seconds_or_never() {
        assert_eq!(read("Never", |cell| cell.first_useful()), Ok(Some(FirstUseful::Never)));
        assert_eq!(read("2.5", |cell| cell.first_useful()), Ok(Some(FirstUseful::Seconds(2.5))));
        assert_eq!(read("-1", |cell| cell.first_useful()), Err(Reason::Negative));
    }

    #[test]
    fn identities_are_brought_to_one_form() {
        assert_eq!(text_of("Ana@Example.COM", |cell| cell.email()).as_deref(), Ok("ana@example.com"));
        assert_eq!(text_of("+81 (0)90-1234", |cell| cell.phone()).as_deref(), Ok("810901234"));
        assert_eq!(text_of("０９０-1234", |cell| cell.phone()).as_deref(), Ok("0901234"));
        assert_eq!(text_of("unknown", |cell| cell.phone()), Err(Reason::NotAPhone));
        assert_eq!(text_of("eur", |cell| cell.currency()).as_deref(), Ok("EUR"));
        assert_eq!(text_of("007", |cell| cell.text()).as_deref(), Ok("007"));
    }
}
