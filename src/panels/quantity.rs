//! Values in the unit of their metric.

use super::View;
use crate::format::fixed;
use crate::format::{MISSING, count, days, money, percent, percent_parts, points, seconds, signed, turns, unit_money};
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

/// An interval in the unit, without repeating it: `42.2–47.8`; `−4.0 to 2.0` where a dash would be read as a minus, `≈ 45.0`
/// where it is narrower than what is printed.
pub fn range(view: &View<'_>, interval: Interval, unit: Unit) -> String {
    let [low, high] = interval.map(|end| match unit {
        Unit::Rate => percent_parts(end),
        Unit::Turns | Unit::Count => count(end),
        _ => quantity(view, Some(end), unit),
    });
    if low == high {
        ["≈\u{202f}", &low].concat()
    } else if interval.iter().any(|end| *end < 0.0) {
        view.text.tile.from_to.with([&low, &high])
    } else {
        [&low, "–", &*high].concat()
    }
}

/// An interval of a share or an amount, unless it has no width: rows that do not vary leave its range unknown, they do not make
/// it certain. The ends of a median may be one value.
pub fn spread(interval: Option<Interval>, unit: Unit) -> Option<Interval> {
    let is_median = matches!(unit, Unit::Turns | Unit::Seconds | Unit::Days);
    interval.filter(|[low, high]| is_median || high - low > f64::EPSILON * 16.0 * low.abs().max(high.abs()))
}

/// A share of so many rows; a dash where they are too few for one (METRICS section 2, `min_n`).
pub(super) fn share_words(view: &View<'_>, share: f64, rows: u64) -> String {
    if rows >= view.min_n() { percent(share, view.language()) } else { MISSING.to_owned() }
}

/// What is said of an interval beside its value; none for a price that rules alone make.
pub fn range_words(view: &View<'_>, interval: Option<Interval>, unit: Unit) -> Option<String> {
    match (spread(interval, unit), unit) {
        (Some(ends), _) => Some(range(view, ends, unit)),
        (None, Unit::Price | Unit::Count) => None,
        (None, _) => Some(view.text.tile.no_interval.to_owned()),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, japanese, march};

    #[test]
    fn an_interval_never_reads_as_one_certain_number() {
        let card = march();
        let view = english(&card);
        assert_eq!(range(&view, [0.4221, 0.4783], Unit::Rate), "42.2–47.8");
        assert_eq!(range(&view, [-0.94, 0.02], Unit::Rate), "−94.0 to 2.0");
        assert_eq!(range(&view, [0.44999, 0.45001], Unit::Rate), "≈\u{202f}45.0");
        let said = |interval, unit| range_words(&view, interval, unit);
        for interval in [None, Some([-0.94, -0.94]), Some([0.1 + 0.2, 0.3])] {
            assert_eq!(said(interval, Unit::Money).as_deref(), Some("not enough data for a range"), "{interval:?}");
        }
        assert_eq!(said(Some([0.0, 0.0]), Unit::Rate).as_deref(), Some("not enough data for a range"));
        assert_eq!(range_words(&japanese(&card), None, Unit::Rate).as_deref(), Some("範囲を出すにはデータが足りません"));
        // Rules alone make a price; the middle turns of many chats may be one number.
        assert_eq!(said(Some([0.15, 0.15]), Unit::Price), None);
        assert_eq!(said(Some([3.0, 3.0]), Unit::Turns).as_deref(), Some("≈\u{202f}3"));
    }
}
