//! A number as a link holds it: a rate by its two counts, anything else by a few significant digits.

use super::bytes::rounded;
use super::suppress::is_small;
use crate::metrics::statistics::{Share, wilson};
use crate::scorecard::{Board, Metric, MetricId, Need, PartId, Roi, RoiIntervals};

/// Significant digits of values and amounts.
pub(super) const DIGITS: usize = 6;
/// Significant digits of the ends of intervals, and of weeks.
pub(super) const ROUGH_DIGITS: usize = 4;
/// A printed number has twelve digits: what differs less is the same.
const SAME: f64 = 1e-9;

/// The counts of a rate with Wilson's interval; none for any other number.
pub(super) fn counts_of(metric: &Metric) -> Option<Share> {
    let (k, n) = (whole(metric.numerator?)?, whole(metric.denominator?)?);
    let share = Share { k, n };
    let ([low, high], [own_low, own_high]) = (share.interval()?, metric.interval?);
    let is_rate = n == metric.n
        && (metric.value? - share.rate()?).abs() < SAME
        && (low - own_low).abs() < SAME
        && (high - own_high).abs() < SAME;
    is_rate.then_some(share)
}

/// Whether a number is over a small group, or will be: of what nothing is counted yet, few may be pending.
pub(super) fn is_few(metric: &Metric, below: u64) -> bool {
    is_small(metric.n, below) || (metric.n == 0 && is_small(metric.pending.unwrap_or(0), below))
}

/// What a number was counted over, and how many of those count if it is a rate.
pub(super) fn counted(metric: &Metric) -> Share {
    counts_of(metric).unwrap_or(Share { k: 0, n: metric.n })
}

/// A count that is held as a decimal.
pub(super) fn whole(value: f64) -> Option<u64> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and in range as just tested")]
    (value.fract() == 0.0 && (0.0..9e15).contains(&value)).then_some(value as u64)
}

/// A rate of its counts.
pub(super) fn rate_of(Share { k, n }: Share) -> Metric {
    Metric {
        value: Share { k, n }.rate(),
        numerator: Some(k as f64),
        denominator: Some(n as f64),
        interval: wilson(k, n),
        n,
        ..Metric::default()
    }
}

/// What stands in the place of a number that is hidden or left out.
pub(super) fn without(need: Need, n: u64) -> Metric {
    Metric { n, needs: vec![need], ..Metric::default() }
}

/// A metric as it is shared: small groups hidden, digits cut, its variants likewise.
pub(super) fn shared_metric(metric: &Metric, below: u64) -> Metric {
    if is_few(metric, below) {
        return without(Need::Suppressed, 0);
    }
    // How many chats are of no decided intent is a count and not a group: beside a table that is hidden it would be one.
    let is_told =
        |(id, part): &(&PartId, &Metric)| **id != PartId::Undecided || !is_small(part.value.and_then(whole).unwrap_or(0), below);
    let parts = metric.parts.iter().filter(is_told).map(|(id, part)| (*id, shared_metric(part, below))).collect();
    let cut = match counts_of(metric) {
        Some(share) => rate_of(share),
        None => Metric {
            value: metric.value.map(|value| rounded(value, DIGITS)),
            numerator: metric.numerator.map(|value| rounded(value, DIGITS)),
            denominator: metric.denominator.map(|value| rounded(value, DIGITS)),
            interval: metric.interval.map(|ends| ends.map(|end| rounded(end, ROUGH_DIGITS))),
            n: metric.n,
            needs: metric.needs.clone(),
            ..Metric::default()
        },
    };
    // Outcomes that no answer speaks for are of a closed list, and named.
    Metric { unknown: metric.unknown, pending: metric.pending, dropped: metric.dropped.clone(), parts, ..cut }
}

/// A metric in a week or a segment: the rate or the value, without variants.
pub(super) fn shared_cell(metric: &Metric) -> Metric {
    let cut = match counts_of(metric) {
        Some(share) => rate_of(share),
        None => metric.value.map_or_else(Metric::default, |value| Metric {
            value: Some(rounded(value, ROUGH_DIGITS)),
            n: metric.n,
            ..Metric::default()
        }),
    };
    Metric { pending: metric.pending.filter(|pending| *pending > 0), ..cut }
}

/// Money of a board as it is shared. A sum over hidden chats or orders would tell how many they are.
pub(super) fn shared_roi(board: &Board, below: u64) -> Roi {
    let is_seen = |id: MetricId| !board.metrics.get(&id).is_some_and(|metric| is_few(metric, below));
    let (savings, handoffs) = (is_seen(MetricId::DeflectionRate), is_seen(MetricId::HandoffRate));
    let profit = is_seen(MetricId::AttributedRevenue);
    let all = savings && handoffs && profit;
    let amount = |amount: Option<f64>, is_seen: bool| amount.filter(|_| is_seen).map(|amount| rounded(amount, DIGITS));
    let ends = |ends: Option<[f64; 2]>, is_seen: bool| ends.filter(|_| is_seen).map(|ends| ends.map(|end| rounded(end, DIGITS)));
    let roi = &board.roi;
    Roi {
        savings: amount(roi.savings, savings),
        handoff_savings: amount(roi.handoff_savings, handoffs),
        gross_profit: amount(roi.gross_profit, profit),
        program_cost: amount(roi.program_cost, true),
        value: amount(roi.value, all),
        percent: amount(roi.percent, all),
        intervals: RoiIntervals {
            savings: ends(roi.intervals.savings, savings),
            gross_profit: ends(roi.intervals.gross_profit, profit),
            value: ends(roi.intervals.value, all),
            percent: ends(roi.intervals.percent, all),
        },
        ai_cost: None,
        platform_cost: None,
    }
}

/// Whether a metric is an amount of money.
pub(super) fn is_money(id: MetricId) -> bool {
    matches!(id, MetricId::CostPerInteraction | MetricId::AttributedRevenue)
}
