//! Values in the unit of their metric.

use super::View;
use crate::format::fixed;
use crate::format::{
    MISSING, count, days, interval_percent, money, money_range, percent, percent_parts, points, seconds, signed, turns,
    unit_money,
};
use crate::scorecard::{ChangeId, Interval, PartId};

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Fractions, shown as per cent.
    Rate,
    /// User turns.
    Turns,
    /// Seconds.
    Seconds,
    /// Days.
    Days,
    /// An amount.
    Money,
    /// The price of one.
    Price,
    /// Rows.
    Count,
}

/// Unit of a metric (METRICS section 11).
pub fn unit_of(id: ChangeId) -> Unit {
    match id {
        ChangeId::SessionLength => Unit::Turns,
        ChangeId::FirstUsefulAnswer => Unit::Seconds,
        ChangeId::CostPerInteraction => Unit::Price,
        ChangeId::AttributedRevenue => Unit::Money,
        _ => Unit::Rate,
    }
}

/// Unit of a variant of a metric.
pub fn part_unit(part: PartId) -> Unit {
    match part {
        PartId::DurationS => Unit::Seconds,
        PartId::PerResolved => Unit::Price,
        PartId::DaysToStage => Unit::Days,
        PartId::Influenced | PartId::Sourced | PartId::GrossProfit | PartId::Pipeline => Unit::Money,
        PartId::Undecided => Unit::Count,
        _ => Unit::Rate,
    }
}

/// A value with its unit; a dash where it cannot be had.
pub fn quantity(view: &View<'_>, value: Option<f64>, unit: Unit) -> String {
    let Some(value) = value else { return MISSING.to_owned() };
    let language = view.language();
    match unit {
        Unit::Rate => percent(value, language),
        Unit::Turns => turns(value, language),
        Unit::Seconds => seconds(value, language),
        Unit::Days => days(value, language),
        Unit::Money => money(value, view.currency()),
        Unit::Price => unit_money(value, view.currency()),
        Unit::Count => count(value),
    }
}

/// An interval in the unit, without repeating it: `42.2–47.8`.
pub fn range(view: &View<'_>, interval: Interval, unit: Unit) -> String {
    let [low, high] = interval;
    match unit {
        Unit::Rate => interval_percent(interval),
        Unit::Money => money_range(interval, view.currency()),
        Unit::Turns | Unit::Count => count(low) + "–" + &count(high),
        _ => quantity(view, Some(low), unit) + "–" + &quantity(view, Some(high), unit),
    }
}

/// A difference, its sign always shown; rates in points.
pub(super) fn difference(view: &View<'_>, delta: f64, unit: Unit) -> String {
    let plus = if delta > 0.0 { "+" } else { "" };
    if unit == Unit::Price {
        // A difference of prices reads like the prices: to the cent, unless it would vanish.
        let said = crate::format::price_difference(delta, view.currency());
        return plus.to_owned() + &said;
    }
    match unit {
        Unit::Rate => points(delta, view.language()),
        Unit::Turns | Unit::Count => signed(delta, 1),
        _ => plus.to_owned() + &quantity(view, Some(delta), unit),
    }
}

/// The big digits of a tile and the small unit behind them.
pub(super) fn digits(view: &View<'_>, value: f64, unit: Unit) -> (String, &'static str) {
    match unit {
        Unit::Rate => (percent_parts(value), "%"),
        _ => (quantity(view, Some(value), unit), ""),
    }
}

/// A tick of an axis: no decimals where the value has none.
pub(super) fn tick(view: &View<'_>, value: f64, unit: Unit) -> String {
    match unit {
        Unit::Rate => {
            let hundred = value * 100.0;
            let is_whole = (hundred - hundred.round()).abs() < 1e-6;
            let space = if view.language() == crate::format::Language::En { "\u{202f}%" } else { "%" };
            fixed(hundred, u32::from(!is_whole)) + space
        }
        _ => quantity(view, Some(value), unit),
    }
}
