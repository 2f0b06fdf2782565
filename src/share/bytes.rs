//! Whole numbers, decimals and texts as bytes, and back. Reading never panics and never takes more than there is.

use crate::model::Date;

/// Bytes of a text at most: names of intents and rules are shorter.
const MAX_TEXT: u64 = 65_536;
/// Files, findings, values and other things of a list at most: more would keep a page busy for minutes.
pub(super) const MOST_LISTED: usize = 2000;
/// 2000-01-01, before which no date is read (METRICS section 1).
const FIRST_DAY: i32 = 10_957;

/// The bytes end early, or say what cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Malformed;

/// Bytes that are being written.
#[derive(Debug, Default)]
pub(super) struct Writer(pub Vec<u8>);

impl Writer {
    /// A whole number, seven bits a byte, the lowest first.
    pub fn count(&mut self, mut value: u64) {
        loop {
            let low = u8::try_from(value & 0x7f).unwrap_or_default();
            value >>= 7;
            self.0.push(if value > 0 { low | 0x80 } else { low });
            if value == 0 {
                return;
            }
        }
    }

    /// A whole number of either sign: small ones of both signs are short.
    pub fn signed(&mut self, value: i64) {
        self.count(((value << 1) ^ (value >> 63)).cast_unsigned());
    }

    /// One byte.
    pub fn byte(&mut self, value: u8) {
        self.0.push(value);
    }

    /// A decimal of so many significant digits: its digits, then its power of ten.
    pub fn decimal(&mut self, value: f64, digits: usize) {
        let (mantissa, exponent) = decimal_parts(value, digits);
        self.signed(mantissa);
        self.signed(exponent);
    }

    /// A text: its length, then its bytes.
    pub fn text(&mut self, text: &str) {
        self.count(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    /// A date, or none.
    pub fn date(&mut self, date: Option<&str>) {
        let day = date.and_then(Date::from_iso).and_then(|date| u64::try_from(date.0 - FIRST_DAY).ok());
        self.count(day.map_or(0, |day| day + 1));
    }

    /// Up to eight answers, the first in the lowest bit.
    pub fn flags(&mut self, flags: &[bool]) {
        self.byte(flags.iter().zip(0..8).fold(0, |byte, (flag, at)| byte | (u8::from(*flag) << at)));
    }
}

/// Bytes that are being read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    /// Whether nothing is left.
    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// The next bytes.
    pub fn take(&mut self, length: u64) -> Result<&'a [u8], Malformed> {
        let length = usize::try_from(length).ok().ok_or(Malformed)?;
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Malformed)?;
        self.0 = rest;
        Ok(taken)
    }

    /// One byte.
    pub fn byte(&mut self) -> Result<u8, Malformed> {
        self.take(1)?.first().copied().ok_or(Malformed)
    }

    /// What [`Writer::count`] wrote.
    pub fn count(&mut self) -> Result<u64, Malformed> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let low = u64::from(byte & 0x7f);
            // The tenth byte holds one bit alone.
            if shift == 63 && low > 1 {
                return Err(Malformed);
            }
            value |= low << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(Malformed)
    }

    /// A number of things that each take at least one byte: never more than there are bytes left.
    pub fn length(&mut self) -> Result<usize, Malformed> {
        let length = usize::try_from(self.count()?).ok().ok_or(Malformed)?;
        if length <= self.0.len() { Ok(length) } else { Err(Malformed) }
    }

    /// The same of things that are never so many.
    pub fn length_up_to(&mut self, most: usize) -> Result<usize, Malformed> {
        self.length().and_then(|length| if length <= most { Ok(length) } else { Err(Malformed) })
    }

    /// What [`Writer::signed`] wrote.
    pub fn signed(&mut self) -> Result<i64, Malformed> {
        let value = self.count()?;
        Ok((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
    }

    /// What [`Writer::decimal`] wrote.
    pub fn decimal(&mut self) -> Result<f64, Malformed> {
        let (mantissa, exponent) = (self.signed()?, self.signed()?);
        let value = format!("{mantissa}e{exponent}").parse::<f64>().ok().ok_or(Malformed)?;
        if value.is_finite() { Ok(value) } else { Err(Malformed) }
    }

    /// What [`Writer::text`] wrote.
    pub fn text(&mut self) -> Result<String, Malformed> {
        let length = self.count()?;
        if length > MAX_TEXT {
            return Err(Malformed);
        }
        std::str::from_utf8(self.take(length)?).map(str::to_owned).ok().ok_or(Malformed)
    }

    /// What [`Writer::date`] wrote.
    pub fn date(&mut self) -> Result<Option<String>, Malformed> {
        let Some(day) = self.count()?.checked_sub(1) else { return Ok(None) };
        let day = i32::try_from(day).ok().and_then(|day| day.checked_add(FIRST_DAY)).filter(|day| *day < 100_000);
        day.map(|day| Some(Date(day).to_string())).ok_or(Malformed)
    }

    /// What [`Writer::flags`] wrote.
    pub fn flags<const N: usize>(&mut self) -> Result<[bool; N], Malformed> {
        let byte = self.byte()?;
        let mut flags = [false; N];
        flags.iter_mut().zip(0..8).for_each(|(flag, at)| *flag = byte >> at & 1 == 1);
        Ok(flags)
    }
}

/// Digits without trailing zeros, and the power of ten that they stand for.
fn decimal_parts(value: f64, digits: usize) -> (i64, i64) {
    let text = format!("{value:.*e}", digits.saturating_sub(1));
    let Some((digits, exponent)) = text.split_once('e') else { return (0, 0) };
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let whole: String = digits.chars().filter(|letter| *letter != '.').collect();
    let (Ok(mut mantissa), Ok(exponent)) = (whole.parse::<i64>(), exponent.parse::<i64>()) else { return (0, 0) };
    if mantissa == 0 {
        return (0, 0);
    }
    let mut exponent = exponent - i64::try_from(decimals).unwrap_or_default();
    while mantissa % 10 == 0 {
        mantissa /= 10;
        exponent += 1;
    }
    (mantissa, exponent)
}

/// A number rounded to so many significant digits, as a link holds it.
pub(super) fn rounded(value: f64, digits: usize) -> f64 {
    let (mantissa, exponent) = decimal_parts(value, digits);
    format!("{mantissa}e{exponent}").parse().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn small_numbers_take_one_byte() {
        let mut writer = Writer::default();
        writer.count(127);
        writer.signed(-64);
        writer.count(128);
        writer.decimal(0.45, 5);
        assert_eq!(writer.0, [127, 127, 128, 1, 90, 3]);
    }

    #[test]
    fn a_decimal_keeps_its_digits_and_no_more() {
        assert_eq!(decimal_parts(2250.0, 6), (225, 1));
        assert_eq!(decimal_parts(-0.123456789, 5), (-12346, -5));
        assert_eq!(decimal_parts(0.0, 5), (0, 0));
        assert_eq!(rounded(18_000.4, 5), 18_000.0);
    }

    #[test]
    fn a_length_that_the_bytes_cannot_hold_is_refused() {
        assert_eq!(Reader(&[3, 1]).length(), Err(Malformed));
        assert_eq!(Reader(&[255; 12]).count(), Err(Malformed));
        assert_eq!(Reader(&[4, b'a']).text(), Err(Malformed));
        assert_eq!(Reader(&[]).byte(), Err(Malformed));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(count in any::<u64>(), signed in any::<i64>(), value in -1e12_f64..1e12, text in ".{0,20}", day in 0..36_524_i32) {
            let date = Date(FIRST_DAY + day).to_string();
            let mut writer = Writer::default();
            writer.count(count);
            writer.signed(signed);
            writer.decimal(value, 6);
            writer.text(&text);
            writer.date(Some(&date));
            writer.date(None);
            writer.flags(&[true, false, true]);
            let mut reader = Reader(&writer.0);
            prop_assert_eq!(reader.count(), Ok(count));
            prop_assert_eq!(reader.signed(), Ok(signed));
            prop_assert_eq!(reader.decimal(), Ok(rounded(value, 6)));
            prop_assert_eq!(reader.text(), Ok(text));
            prop_assert_eq!(reader.date(), Ok(Some(date)));
            prop_assert_eq!(reader.date(), Ok(None));
            prop_assert_eq!(reader.flags::<3>(), Ok([true, false, true]));
            prop_assert!(reader.is_empty());
        }

        #[test]
        fn rounding_twice_changes_nothing(value in -1e12_f64..1e12) {
            prop_assert_eq!(rounded(rounded(value, 5), 5), rounded(value, 5));
        }
    }
}
