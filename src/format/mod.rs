//! Numbers, dates and money as people read them, in English and Japanese.
//!
//! Pure and small: integers make the digits, so that the same value reads the same natively and in the tab.
//! Missing is a dash, never 0. No sentence lives here.

mod date;
mod language;
mod money;
mod number;

pub use date::{date, date_range, day_month};
pub use language::Language;
pub use money::{money, price_difference, unit_money};
pub use number::{bytes, count, days, fixed, percent, percent_parts, points, seconds, signed, signed_points, turns};

/// What stands where a value cannot be had.
pub const MISSING: &str = "–";

/// Minus as people print it.
pub(crate) const MINUS: char = '−';

/// Keeps number and unit on one line, thinner than a space.
pub(crate) const THIN: &str = "\u{202f}";
