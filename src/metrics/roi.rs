//! Money: savings, value, program cost and return (METRICS section 4).

use super::attributed_revenue::MoneyTotal;
use super::evaluate::{Context, Evaluated};
use super::statistics::Interval;
use super::value::{Roi, RoiIntervals};
use crate::model::had;
use crate::rules::RoiBasis;

/// What a group's chats were worth against what they cost.
///
/// Savings = D x manual - D x (AI cost / H) - platform cost of the period, for which a manual cost must be set and costs
/// known. Value = D x manual where set + handoffs x their saving where set + gross profit of the rules' basis where there
/// is counted revenue. Return = (value - program cost) / program cost x 100. Half-widths of value and return are combined
/// by root of squares, below and above apart.
pub fn roi(context: &Context<'_>, group: &Evaluated) -> Roi {
    roi_on(context, group, context.facts.rules.roi_basis)
}

/// The same with the gross profit of another basis.
pub fn roi_on(context: &Context<'_>, group: &Evaluated, basis: RoiBasis) -> Roi {
    let rules = &context.facts.rules;
    let tally = &group.tally;
    let program_cost = group.program_cost(context.facts);
    let deflection = tally.deflection;
    let deflected = (deflection.denominator > 0).then_some(deflection.numerator as f64);
    let deflected_ends = deflection.interval().map(|ends| ends.map(|end| end * deflection.denominator as f64));
    let manual = rules.manual_cost_per_conversation;
    let avoided = deflected.zip(manual).map(|(deflected, manual)| deflected * manual);
    let avoided_ends = deflected_ends.zip(manual).map(|(ends, manual)| ends.map(|end| end * manual));
    let ai_each = if tally.handled > 0 { tally.ai_cost.value() / tally.handled as f64 } else { 0.0 };
    let savings_of = |deflected: f64| {
        let manual = manual.filter(|_| program_cost.is_some())?;
        Some(deflected * manual - deflected * ai_each - group.platform_cost)
    };
    let handed_off = (tally.handoff.denominator > 0).then_some(tally.handoff.numerator as f64);
    let handoff_savings = handed_off.zip(rules.handoff_saving_per_conversation).map(|(handed_off, saving)| handed_off * saving);
    let profit = context.facts.known.revenue.then(|| basis_profit(group, basis, rules.roi_basis, rules.assisted_share)).flatten();
    let gross_profit = profit.as_ref().map(MoneyTotal::total);
    let profit_interval = profit.as_ref().and_then(|profit| profit.interval(group.money.persons, &group.money.with_chat));
    let known: Vec<f64> = [avoided, handoff_savings, gross_profit].into_iter().flatten().collect();
    let value = (!known.is_empty()).then(|| known.iter().sum::<f64>());
    let uncertain: Vec<(f64, Option<Interval>)> = [(avoided, avoided_ends), (gross_profit, profit_interval)]
        .into_iter()
        .filter_map(|(part, ends)| Some((part?, ends)))
        .collect();
    let value_interval = value.and_then(|value| combined(value, &uncertain));
    let percent_of = |value: f64| {
        let cost = program_cost.filter(|cost| *cost > 0.0)?;
        // Of a cost near nothing the return is beyond numbers.
        had((value - cost) / cost * 100.0)
    };
    Roi {
        savings: deflected.and_then(savings_of),
        handoff_savings,
        gross_profit,
        program_cost,
        ai_cost: program_cost.map(|_| tally.ai_cost.value()),
        platform_cost: program_cost.map(|_| group.platform_cost),
        value,
        percent: value.and_then(percent_of),
        intervals: RoiIntervals {
            savings: ends(deflected_ends, savings_of),
            gross_profit: profit_interval,
            value: value_interval,
            percent: ends(value_interval, percent_of),
        },
    }
}

/// Both ends through a formula.
fn ends(interval: Option<Interval>, of: impl Fn(f64) -> Option<f64>) -> Option<Interval> {
    let [low, high] = interval?;
    let (low, high) = (of(low)?, of(high)?);
    // A deflected conversation may cost more than it saves: the ends then change places.
    Some([low.min(high), low.max(high)])
}

/// The interval of a sum of independent parts; none if a part has none.
fn combined(value: f64, parts: &[(f64, Option<Interval>)]) -> Option<Interval> {
    let (mut below, mut above) = (0.0, 0.0);
    for (part, interval) in parts {
        let [low, high] = (*interval)?;
        below += (part - low) * (part - low);
        above += (high - part) * (high - part);
    }
    Some([value - below.sqrt(), value + above.sqrt()])
}

/// Gross profit of the rules' basis; of influenced revenue, sourced counts whole and the rest by the assisted share.
/// None where a cube does not sum it: it has that of the rules' own basis, and what is credited.
fn basis_profit(group: &Evaluated, basis: RoiBasis, own: RoiBasis, assisted_share: f64) -> Option<MoneyTotal> {
    let money = &group.money;
    if money.is_left_out {
        return None;
    }
    if money.basis_profit.is_some() && basis == own {
        return money.basis_profit.clone();
    }
    let is_of_cube = money.basis_profit.is_some();
    match basis {
        RoiBasis::Attributed => Some(money.gross_profit.clone()),
        _ if is_of_cube => None,
        RoiBasis::Sourced => Some(money.sourced_profit.clone()),
        RoiBasis::Influenced => Some(MoneyTotal::blend(&money.sourced_profit, &money.influenced_profit, assisted_share)),
    }
}
