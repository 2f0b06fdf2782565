//! Counts, fractions, points, seconds, bytes.

use super::{Language, MINUS, THIN};

/// A number with a fixed count of decimals and grouped thousands: `-1234.5` with 1 is `−1,234.5`.
///
/// Values beyond 10^15 and values that are no number read as a dash.
pub fn fixed(value: f64, decimals: u32) -> String {
    let scale = 10_u64.saturating_pow(decimals.min(6));
    let scaled = (value.abs() * scale as f64).round();
    if !scaled.is_finite() || scaled > 1e15 {
        return super::MISSING.to_owned();
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked: finite, 0..=1e15")]
    let scaled = scaled as u64;
    let mut text = String::new();
    if value < 0.0 && scaled > 0 {
        text.push(MINUS);
    }
    push_grouped(&mut text, scaled / scale);
    if decimals > 0 {
        let fraction = (scaled % scale).to_string();
        text.push('.');
        for _ in fraction.len()..decimals.min(6) as usize {
            text.push('0');
        }
        text.push_str(&fraction);
    }
    text
}

fn push_grouped(text: &mut String, whole: u64) {
    let digits = whole.to_string();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
}

/// A count: `1,200`; fractional credits keep one decimal.
pub fn count(value: f64) -> String {
    fixed(value, u32::from((value - value.round()).abs() > 0.049))
}

/// The digits of a fraction as per cent, without the sign: `45.0`; from 1,000 on without a decimal.
pub fn percent_parts(fraction: f64) -> String {
    fixed(fraction * 100.0, u32::from(fraction.abs() < 9.9995))
}

/// A fraction as per cent: `45.0 %`, in Japanese `45.0%`.
pub fn percent(fraction: f64, language: Language) -> String {
    percent_parts(fraction) + percent_sign(language)
}

/// The sign with the space the language sets before it.
fn percent_sign(language: Language) -> &'static str {
    match language {
        Language::En => "\u{202f}%",
        Language::Ja => "%",
    }
}

/// A number with its sign always shown: `+6.0`, `−1.6`; what rounds to zero has none.
pub fn signed(value: f64, decimals: u32) -> String {
    let text = fixed(value, decimals);
    let is_zero = text.chars().all(|letter| matches!(letter, '0' | '.'));
    if value > 0.0 && !is_zero { "+".to_owned() + &text } else { text }
}

/// A difference of fractions in percentage points without the unit: `+6.0`.
pub fn signed_points(fraction: f64) -> String {
    signed(fraction * 100.0, 1)
}

/// A difference of fractions in percentage points: `+6.0 pp`, in Japanese `+6.0pt`.
pub fn points(fraction: f64, language: Language) -> String {
    signed_points(fraction)
        + match language {
            Language::En => "\u{202f}pp",
            Language::Ja => "pt",
        }
}

/// Seconds: `8.4 s`, from two minutes on `2 min 5 s`.
pub fn seconds(value: f64, language: Language) -> String {
    let (minute, second, gap) = match language {
        Language::En => ("min", "s", THIN),
        Language::Ja => ("分", "秒", ""),
    };
    if value.abs() < 119.5 {
        return fixed(value, u32::from(value.abs() < 59.95)) + gap + second;
    }
    let whole = value.round();
    let minutes = (whole / 60.0).floor();
    let rest = whole - minutes * 60.0;
    let minutes = fixed(minutes, 0) + gap + minute;
    if rest < 0.5 { minutes } else { minutes + gap + &fixed(rest, 0) + gap + second }
}

/// Days: `3.2 days`.
pub fn days(value: f64, language: Language) -> String {
    fixed(value, 1)
        + match language {
            Language::En => "\u{202f}days",
            Language::Ja => "日",
        }
}

/// Turns: `6 turns`.
pub fn turns(value: f64, language: Language) -> String {
    let one = (value - 1.0).abs() < 0.05;
    count(value)
        + match language {
            Language::En if one => "\u{202f}turn",
            Language::En => "\u{202f}turns",
            Language::Ja => "ターン",
        }
}

/// Size of a file: `3.4 MB`.
pub fn bytes(size: u64) -> String {
    let size = size as f64;
    if size < 1000.0 {
        fixed(size, 0) + THIN + "B"
    } else if size < 999_500.0 {
        fixed(size / 1e3, 0) + THIN + "KB"
    } else {
        fixed(size / 1e6, 1) + THIN + "MB"
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_read_as_the_design_writes_them() {
        assert_eq!(fixed(1234567.0, 0), "1,234,567");
        assert_eq!(fixed(-1234.5, 1), "−1,234.5");
        assert_eq!(fixed(0.04, 1), "0.0");
        assert_eq!(fixed(-0.04, 1), "0.0", "what rounds to zero has no sign");
        assert_eq!(fixed(2.05, 2), "2.05");
        assert_eq!(fixed(f64::NAN, 1), "–");
        assert_eq!(count(1200.0), "1,200");
        assert_eq!(count(9.5), "9.5");
    }

    #[test]
    fn japanese_sets_no_space_before_the_sign() {
        assert_eq!(percent(0.45, Language::En), "45.0\u{202f}%");
        assert_eq!(percent(0.45, Language::Ja), "45.0%");
        assert_eq!(points(0.06, Language::En), "+6.0\u{202f}pp");
        assert_eq!(points(-0.016, Language::Ja), "−1.6pt");
        assert_eq!(points(0.0, Language::Ja), "0.0pt");
    }

    #[test]
    fn times() {
        assert_eq!(seconds(8.44, Language::En), "8.4\u{202f}s");
        assert_eq!(seconds(125.0, Language::En), "2\u{202f}min\u{202f}5\u{202f}s");
        assert_eq!(seconds(120.0, Language::Ja), "2分");
        assert_eq!(seconds(125.0, Language::Ja), "2分5秒");
        assert_eq!(days(3.16, Language::Ja), "3.2日");
        assert_eq!(bytes(3_400_000), "3.4\u{202f}MB");
    }

    proptest! {
        #[test]
        fn the_digits_are_those_of_the_number(value in -1e12_f64..1e12, decimals in 0_u32..4) {
            let text: String = fixed(value, decimals).chars().filter(|letter| *letter != ',').collect();
            let read: f64 = text.replace('−', "-").parse().unwrap();
            prop_assert!((read - value).abs() <= 0.5 / 10_f64.powi(decimals.cast_signed()) + value.abs() * 1e-12);
        }
    }
}
