//! Money in the rules' currency.

use super::number::fixed;
use super::{MINUS, THIN};

/// A currency's sign and the decimals of its smallest unit.
fn sign(currency: &str) -> (&str, u32) {
    match currency {
        "USD" => ("$", 2),
        "EUR" => ("€", 2),
        "GBP" => ("£", 2),
        "JPY" => ("¥", 0),
        "KRW" => ("₩", 0),
        "INR" => ("₹", 2),
        other => (other, 2),
    }
}

fn with_sign(amount: f64, currency: &str, decimals: u32) -> String {
    let (symbol, _) = sign(currency);
    let digits = fixed(amount.abs(), decimals);
    let is_zero = !digits.contains(|letter: char| ('1'..='9').contains(&letter));
    let mut text = String::new();
    if amount < 0.0 && !is_zero {
        text.push(MINUS);
    }
    text.push_str(symbol);
    if symbol.len() >= 3 && symbol.is_ascii() {
        text.push_str(THIN);
    }
    text.push_str(&digits);
    text
}

/// An amount, whole from 100 on, else to the cent where it has any: `$2,250`, `−$81`, `$4.50`. Without a currency, the digits alone.
pub fn money(amount: f64, currency: &str) -> String {
    let (_, minor) = sign(currency);
    let is_whole = amount.abs() >= 99.995 || (amount - amount.round()).abs() < 0.005;
    with_sign(amount, currency, if is_whole { 0 } else { minor })
}

/// What one thing costs, to the cent; below ten cents two more digits: `$4.50`, `$0.0042`.
pub fn unit_money(amount: f64, currency: &str) -> String {
    let (_, minor) = sign(currency);
    let size = amount.abs();
    let more = if size >= 0.1 || size == 0.0 || minor == 0 && size >= 10.0 { 0 } else { 2 };
    let extra = if minor == 0 && (0.1..10.0).contains(&size) { 1 } else { more };
    with_sign(amount, currency, minor + extra)
}

/// A difference of prices: to the cent, smaller ones as [`unit_money`].
pub fn price_difference(amount: f64, currency: &str) -> String {
    let (_, minor) = sign(currency);
    let said = with_sign(amount, currency, minor);
    if said.contains(|letter: char| ('1'..='9').contains(&letter)) { said } else { unit_money(amount, currency) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_as_the_article_writes_them() {
        assert_eq!(money(2250.0, "USD"), "$2,250");
        assert_eq!(money(-81.0, "USD"), "−$81");
        assert_eq!(money(4.5, "USD"), "$4.50");
        assert_eq!(money(-0.001, "USD"), "$0");
        assert_eq!(money(12000.4, "JPY"), "¥12,000");
        assert_eq!(money(1200.0, "CHF"), "CHF\u{202f}1,200");
        assert_eq!(money(1200.0, ""), "1,200");
    }

    #[test]
    fn the_price_of_one_keeps_its_cents() {
        assert_eq!(unit_money(4.5, "USD"), "$4.50");
        assert_eq!(unit_money(0.15, "USD"), "$0.15");
        assert_eq!(unit_money(0.0042, "USD"), "$0.0042");
        assert_eq!(unit_money(0.0, "USD"), "$0.00");
        assert_eq!(price_difference(0.0742, "EUR"), "€0.07");
        assert_eq!(price_difference(-0.0042, "EUR"), "−€0.0042");
        assert_eq!(unit_money(700.0, "JPY"), "¥700");
        assert_eq!(unit_money(2.5, "JPY"), "¥2.5");
    }
}
