//! What if: the measured money under changes that a company thinks about.
//!
//! Every change moves counts that were measured, at rates that were measured; nothing is forecast. An intent that becomes
//! eligible brings the chats that the bot resolves in it already. A gap that is closed is deflected as eligible chats are
//! today, a handoff that is kept as chats are that nobody takes over. Each rate brings its interval, and half-widths are
//! combined by root of squares (METRICS section 6), as if the changes were independent.

mod lever;

pub use lever::{Lever, Scenario};

use serde::Serialize;

use crate::facts::calendar::fixed_cost_share;
use crate::metrics::statistics::{Interval, Share};
use crate::model::{Date, Dimension};
use crate::scorecard::{DefinitionId, Metric, MetricId, Scorecard, SegmentKey};

/// Money of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Money {
    /// What the bot is worth.
    pub value: f64,
    /// What it costs.
    pub cost: f64,
    /// Return in per cent; none without cost.
    pub percent: Option<f64>,
    /// 95 % interval of the value.
    pub interval: Option<Interval>,
}

/// What one change alone does to value - cost.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Effect {
    /// Place of the change in the scenario.
    pub change: usize,
    /// Difference.
    pub net: f64,
    /// Its interval; both ends are the difference itself where nothing uncertain is in it, as with a price.
    pub interval: Interval,
}

/// A scenario beside today.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// As measured.
    pub before: Money,
    /// With all changes.
    pub after: Money,
    /// Each change alone, the largest first.
    pub effects: Vec<Effect>,
    /// What answering a chat by hand must cost for the bot to pay for itself after all changes; none if nothing is deflected.
    pub break_even: Option<f64>,
}

/// Why a scenario cannot be computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WhatIfError {
    /// Value or cost is not known.
    #[error("value or cost is not known: set the manual cost and the costs of the program in the rules")]
    NoMoney,
    /// The intent of this change is not in the data.
    #[error("{0} is no intent of the data")]
    NoIntent(String),
    /// The rows that this change would move are not in the data.
    #[error("the data does not say what change {0} needs: resolution, handoff, eligible intents")]
    NotMeasured(usize),
    /// A share outside 0 to 1, or an amount below 0.
    #[error("change {0}: a share lies between 0 and 1, an amount is not below 0")]
    OutOfRange(usize),
}

/// What a change moves.
#[derive(Clone, Copy, Debug, Default)]
struct Moved {
    /// Deflected chats, with the ends of their interval.
    deflected: f64,
    ends: Interval,
    handed_off: f64,
    manual: Option<f64>,
    /// Cost, beside what follows from deflected chats.
    cost: f64,
    /// Cost of each resolution.
    price: f64,
    /// Resolutions that come on top of those that were measured. An intent that becomes eligible brings none: its chats are
    /// resolved already.
    resolved: f64,
}

/// Computes a scenario on a scorecard.
pub fn what_if(card: &Scorecard, scenario: &Scenario) -> Result<Outcome, WhatIfError> {
    let base = Base::new(card).ok_or(WhatIfError::NoMoney)?;
    let moved: Vec<Moved> =
        scenario.changes.iter().enumerate().map(|(at, lever)| base.moved(card, lever, at)).collect::<Result<_, _>>()?;
    let (before, _) = base.money(&[]);
    let (after, deflected) = base.money(&moved);
    let net = |money: &Money| money.value - money.cost;
    let mut effects: Vec<Effect> = moved
        .iter()
        .enumerate()
        .map(|(change, moved)| {
            let alone = |deflected: f64| net(&base.money(&[Moved { deflected, ..*moved }]).0) - net(&before);
            let effect = alone(moved.deflected);
            // A chat by hand that costs more is worth more for each deflected chat, of which there may be fewer or more.
            let dearer = moved.manual.map_or(0.0, |manual| manual - base.manual);
            let half = |own: f64, deflected: f64| libm::hypot(alone(own) - effect, (deflected - base.deflected) * dearer);
            let [one, other] = [half(moved.ends[0], base.deflected_ends[0]), half(moved.ends[1], base.deflected_ends[1])];
            // What takes chats away loses most where there are most of them.
            let falls = alone(moved.ends[0]) > alone(moved.ends[1]) || (dearer < 0.0);
            let [below, above] = if falls { [other, one] } else { [one, other] };
            Effect { change, net: effect, interval: [effect - below, effect + above] }
        })
        .collect();
    effects.sort_by(|one, other| other.net.abs().total_cmp(&one.net.abs()).then(one.change.cmp(&other.change)));
    let other_value = after.value - deflected * base.manual_after(&moved);
    let break_even = (deflected > 0.0).then(|| ((after.cost - other_value) / deflected).max(0.0));
    Ok(Outcome { before, after, effects, break_even })
}

/// What was measured.
struct Base {
    deflected: f64,
    deflected_ends: Interval,
    deflection: Share,
    /// Part of handled chats that is eligible.
    eligible: f64,
    handled: f64,
    handed_off: f64,
    resolved: f64,
    /// Resolved of those that nobody took over.
    kept: Share,
    manual: f64,
    saving: f64,
    profit: f64,
    profit_interval: Option<Interval>,
    cost: f64,
    ai_each: f64,
    platform_monthly: f64,
    months: f64,
}

fn share_of(metric: &Metric) -> Option<Share> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts of rows are whole and positive")]
    let share = Share { k: metric.numerator? as u64, n: metric.denominator? as u64 };
    (share.n > 0).then_some(share)
}

impl Base {
    fn new(card: &Scorecard) -> Option<Self> {
        let rules = &card.rules.rules;
        let share = |id: MetricId| card.metrics.get(&id).and_then(share_of);
        let deflection = share(MetricId::DeflectionRate)?;
        let (handoff, resolution) = (share(MetricId::HandoffRate), share(MetricId::ResolutionRate));
        let kept = card.definitions.get(&DefinitionId::ResolvedOverNotHandedOff);
        let date = |text: &Option<String>| Date::from_iso(text.as_deref()?);
        let months = date(&card.period.from).zip(date(&card.period.to)).map_or(0.0, |(from, to)| fixed_cost_share(from, to));
        Some(Self {
            deflected: deflection.k as f64,
            deflected_ends: deflection.interval()?.map(|end| end * deflection.n as f64),
            deflection,
            eligible: (deflection.n as f64 / card.counts.handled.max(1) as f64).min(1.0),
            handled: card.counts.handled as f64,
            handed_off: handoff.map_or(0.0, |handoff| handoff.k as f64),
            resolved: resolution.map_or(0.0, |resolution| resolution.k as f64),
            kept: kept.map_or(Share { k: 0, n: 0 }, |kept| Share { k: kept.numerator, n: kept.denominator }),
            manual: rules.manual_cost_per_conversation?,
            saving: rules.handoff_saving_per_conversation.unwrap_or(0.0),
            profit: card.roi.gross_profit.unwrap_or(0.0),
            profit_interval: card.roi.intervals.gross_profit,
            cost: card.roi.program_cost?,
            ai_each: rules.cost.ai_per_conversation.unwrap_or(0.0),
            platform_monthly: rules.cost.platform_monthly.unwrap_or(0.0),
            months,
        })
    }

    fn moved(&self, card: &Scorecard, lever: &Lever, at: usize) -> Result<Moved, WhatIfError> {
        let share_in_range = |share: f64| if (0.0..=1.0).contains(&share) { Ok(share) } else { Err(WhatIfError::OutOfRange(at)) };
        let amount =
            |amount: f64| if amount >= 0.0 && amount.is_finite() { Ok(amount) } else { Err(WhatIfError::OutOfRange(at)) };
        let at_rate = |chats: f64, rate: Share| {
            let ends = rate.interval().ok_or(WhatIfError::NotMeasured(at))?;
            let value = rate.rate().ok_or(WhatIfError::NotMeasured(at))?;
            Ok(Moved { deflected: chats * value, ends: ends.map(|end| chats * end), ..Moved::default() })
        };
        match lever {
            Lever::Eligible { intent, eligible } => {
                let segment = card.segments.get(&SegmentKey::of(Dimension::Intent)).and_then(|intents| intents.get(intent));
                let segment = segment.ok_or_else(|| WhatIfError::NoIntent(intent.clone()))?;
                let deflection = segment.get(&MetricId::DeflectionRate).and_then(share_of);
                let today = deflection.map_or(0.0, |share| share.k as f64);
                if !eligible {
                    let all = deflection.map_or(Ok(Moved::default()), |deflection| at_rate(deflection.n as f64, deflection))?;
                    return Ok(Moved { deflected: -all.deflected, ends: all.ends.map(|end| -end), ..all });
                }
                let resolution = segment.get(&MetricId::ResolutionRate).and_then(share_of).ok_or(WhatIfError::NotMeasured(at))?;
                let all = at_rate(resolution.n as f64, resolution)?;
                Ok(Moved { deflected: all.deflected - today, ends: all.ends.map(|end| end - today), ..all })
            }
            Lever::CloseGap { chats, share, .. } => {
                let won = at_rate(*chats as f64 * share_in_range(*share)?, self.deflection)?;
                Ok(Moved { resolved: won.deflected, ..won })
            }
            Lever::KeepHandoffs { share } => {
                let kept = share_in_range(*share)? * self.handed_off;
                let resolved = at_rate(kept, self.kept)?.deflected;
                Ok(Moved { handed_off: -kept, resolved, ..at_rate(kept * self.eligible, self.kept)? })
            }
            Lever::ManualCost { amount: manual } => Ok(Moved { manual: Some(amount(*manual)?), ..Moved::default() }),
            Lever::PricePerResolution { price } => {
                let price = amount(*price)?;
                Ok(Moved { cost: price * self.resolved - self.ai_each * self.handled, price, ..Moved::default() })
            }
            Lever::PricePerSeat { price, seats } => {
                let monthly = amount(*price)? * amount(*seats)?;
                Ok(Moved { cost: (monthly - self.platform_monthly) * self.months, ..Moved::default() })
            }
        }
    }

    fn manual_after(&self, moved: &[Moved]) -> f64 {
        moved.iter().filter_map(|moved| moved.manual).next_back().unwrap_or(self.manual)
    }

    /// Money after changes, and deflected chats. Nothing can be deflected less than never.
    fn money(&self, moved: &[Moved]) -> (Money, f64) {
        let manual = self.manual_after(moved);
        let more: f64 = moved.iter().map(|moved| moved.deflected).sum();
        let deflected = (self.deflected + more).max(0.0);
        let handed_off = (self.handed_off + moved.iter().map(|moved| moved.handed_off).sum::<f64>()).max(0.0);
        let value = deflected * manual + handed_off * self.saving + self.profit;
        let price: f64 = moved.iter().map(|moved| moved.price).sum();
        let resolved: f64 = moved.iter().map(|moved| moved.resolved).sum();
        let cost = (self.cost + moved.iter().map(|moved| moved.cost).sum::<f64>() + price * resolved).max(0.0);
        let mut squares = [0.0; 2];
        let own = [(self.deflected, self.deflected_ends, manual)];
        let others = moved.iter().map(|moved| (moved.deflected, moved.ends, manual));
        let profit = self.profit_interval.map(|ends| (self.profit, ends, 1.0));
        for (middle, ends, each) in own.into_iter().chain(others).chain(profit) {
            for (square, end) in squares.iter_mut().zip(ends) {
                *square += ((end - middle) * each).powi(2);
            }
        }
        let [below, above] = squares.map(f64::sqrt);
        let percent = (cost > 0.0).then(|| (value - cost) / cost * 100.0);
        (Money { value, cost, percent, interval: Some([value - below, value + above]) }, deflected)
    }
}
