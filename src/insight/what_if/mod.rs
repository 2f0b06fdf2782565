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
use crate::model::order::put_in_order;
use crate::model::{Date, Dimension, LARGEST_NUMBER, SortedMap, had};
use crate::scorecard::{Board, BoardId, Definition, DefinitionId, Metric, MetricId, MetricSet, Roi, Scorecard, SegmentKey};

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
    /// 95 % interval of the return.
    pub percent_interval: Option<Interval>,
    /// What value and cost are made of.
    pub made_of: Parts,
}

/// What value and cost are made of: value = deflected x manual + handed off x saving + profit; cost = measured - taken + put.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Parts {
    /// Deflected chats.
    pub deflected: f64,
    /// Cost of one by hand.
    pub manual: f64,
    /// Chats that went to a person.
    pub handed_off: f64,
    /// What the bot saved before each.
    pub saving: f64,
    /// Gross profit.
    pub profit: f64,
    /// Cost as measured.
    pub measured_cost: f64,
    /// What a price of the scenario takes the place of.
    pub taken: f64,
    /// What that price comes to.
    pub put: f64,
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
    /// A share outside 0 to 1, or an amount below 0 or above [`LARGEST_NUMBER`].
    #[error("change {0}: a share lies between 0 and 1, an amount is not below 0 nor above 10^15")]
    OutOfRange(usize),
}

/// What a change moves.
#[derive(Clone, Copy, Debug, Default)]
struct Moved {
    /// Deflected chats, with the ends of their interval.
    deflected: f64,
    ends: Interval,
    /// Resolutions that come on top of those that were measured, likewise. An intent that becomes eligible brings none: its
    /// chats are resolved already.
    resolved: f64,
    resolved_ends: Interval,
    handed_off: f64,
    manual: Option<f64>,
    /// Price of each resolution, in place of what chats cost by themselves.
    price: Option<f64>,
    /// Cost of a month's seats, in place of the platform's.
    monthly: Option<f64>,
}

/// What was measured and might be otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Source {
    /// Deflected chats.
    Deflected,
    /// Gross profit.
    Profit,
    /// What the change at this place moves.
    Moved(usize),
}

/// Money with everything in the middle of its interval, or one source at an end.
#[derive(Clone, Copy, Debug)]
struct Totals {
    value: f64,
    cost: f64,
    made_of: Parts,
}

impl Totals {
    fn net(self) -> f64 {
        self.value - self.cost
    }

    fn percent(self) -> Option<f64> {
        had(self.net() / self.cost * 100.0).filter(|_| self.cost > 0.0)
    }
}

/// Half-widths combined by root of squares, below and above apart: what each source at each of its ends makes of a value.
fn interval_of(middle: f64, ends: impl Iterator<Item = Interval>) -> Interval {
    let [mut below, mut above] = [0.0_f64; 2];
    for [one, other] in ends {
        below += (one - middle).min(other - middle).min(0.0).powi(2);
        above += (one - middle).max(other - middle).max(0.0).powi(2);
    }
    [middle - below.sqrt(), middle + above.sqrt()]
}

/// Computes a scenario on a scorecard, over one board's chats or over all. Of two changes of one price or cost the last counts.
pub fn what_if(card: &Scorecard, board: Option<BoardId>, scenario: &Scenario) -> Result<Outcome, WhatIfError> {
    let measured = Measured::of(card, board).ok_or(WhatIfError::NoMoney)?;
    let base = Base::new(&measured).ok_or(WhatIfError::NoMoney)?;
    let moved: Vec<Moved> =
        scenario.changes.iter().enumerate().map(|(at, lever)| base.moved(&measured, lever, at)).collect::<Result<_, _>>()?;
    let (before, after) = (base.money(&[]), base.money(&moved));
    let net = |moved: &[Moved], at: Option<(Source, usize)>| base.totals(moved, at).net();
    let today = net(&[], None);
    let mut effects: Vec<Effect> = moved
        .iter()
        .enumerate()
        .map(|(change, moved)| {
            let alone = std::slice::from_ref(moved);
            let effect = net(alone, None) - today;
            let own = [0, 1].map(|end| net(alone, Some((Source::Moved(0), end))) - today);
            // A chat by hand that costs more is worth more for each deflected chat, of which there may be fewer or more.
            let dearer = moved.manual.map_or(0.0, |manual| manual - base.manual);
            let by_deflected = base.deflected_ends.map(|end| effect + (end - base.deflected) * dearer);
            Effect { change, net: effect, interval: interval_of(effect, [own, by_deflected].into_iter()) }
        })
        .collect();
    put_in_order(&mut effects, |one, other| other.net.abs().total_cmp(&one.net.abs()).then(one.change.cmp(&other.change)));
    let deflected = after.made_of.deflected;
    let other_value = after.value - deflected * base.manual_after(&moved);
    let break_even = had((after.cost - other_value) / deflected).filter(|_| deflected > 0.0).map(|even| even.max(0.0));
    Ok(Outcome { before, after, effects, break_even })
}

/// Whose numbers a scenario moves.
struct Measured<'a> {
    card: &'a Scorecard,
    /// One board; none for all chats.
    board: Option<&'a Board>,
}

impl<'a> Measured<'a> {
    fn of(card: &'a Scorecard, board: Option<BoardId>) -> Option<Self> {
        let Some(id) = board else { return Some(Self { card, board: None }) };
        Some(Self { card, board: Some(card.boards.get(&id)?) })
    }

    fn metrics(&self) -> &'a MetricSet {
        self.board.map_or(&self.card.metrics, |board| &board.metrics)
    }

    fn roi(&self) -> &'a Roi {
        self.board.map_or(&self.card.roi, |board| &board.roi)
    }

    fn definitions(&self) -> &'a SortedMap<DefinitionId, Definition> {
        self.board.map_or(&self.card.definitions, |board| &board.detail.definitions)
    }

    /// Handled chats: n of the cost metric.
    fn handled(&self) -> u64 {
        let of_board = |board: &Board| board.metrics.get(&MetricId::CostPerInteraction).map_or(0, |metric| metric.n);
        self.board.map_or(self.card.counts.handled, of_board)
    }

    fn intent(&self, name: &str) -> Option<&'a MetricSet> {
        match self.board {
            Some(board) => board.detail.intents.iter().find(|of| of.name == name).map(|of| &of.metrics),
            None => self.card.segments.get(&SegmentKey::of(Dimension::Intent))?.get(name),
        }
    }
}

/// What was measured.
struct Base {
    deflected: f64,
    deflected_ends: Interval,
    deflection: Share,
    /// Part of handled chats that is eligible.
    eligible: f64,
    handed_off: f64,
    resolved: f64,
    /// Resolved of those that nobody took over.
    kept: Share,
    manual: f64,
    saving: f64,
    profit: f64,
    profit_interval: Option<Interval>,
    cost: f64,
    /// Of the cost, what chats cost by themselves.
    ai_cost: f64,
    /// Of the cost, what the platform costs.
    platform_cost: f64,
    /// Months of fixed cost that these chats bear.
    months: f64,
}

fn share_of(metric: &Metric) -> Option<Share> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts of rows are whole and positive")]
    let share = Share { k: metric.numerator? as u64, n: metric.denominator? as u64 };
    (share.n > 0).then_some(share)
}

impl Base {
    fn new(measured: &Measured<'_>) -> Option<Self> {
        let (card, roi) = (measured.card, measured.roi());
        let rules = &card.rules.rules;
        let share = |id: MetricId| measured.metrics().get(&id).and_then(share_of);
        // A board that sells has no eligible chats: there is nothing to deflect, and what it brings is profit.
        let is_sales = measured.board.is_some() && roi.value.is_some();
        let deflection = share(MetricId::DeflectionRate).or_else(|| is_sales.then_some(Share { k: 0, n: 0 }))?;
        let deflected_ends = deflection.interval().map_or([0.0; 2], |ends| ends.map(|end| end * deflection.n as f64));
        let (handoff, resolution) = (share(MetricId::HandoffRate), share(MetricId::ResolutionRate));
        let kept = measured.definitions().get(&DefinitionId::ResolvedOverNotHandedOff);
        let date = |text: &Option<String>| Date::from_iso(text.as_deref()?);
        let platform_cost = roi.platform_cost.unwrap_or(0.0);
        let months = date(&card.period.from).zip(date(&card.period.to)).map_or(0.0, |(from, to)| fixed_cost_share(from, to));
        Some(Self {
            deflected: deflection.k as f64,
            deflected_ends,
            deflection,
            eligible: (deflection.n as f64 / measured.handled().max(1) as f64).min(1.0),
            handed_off: handoff.map_or(0.0, |handoff| handoff.k as f64),
            resolved: resolution.map_or(0.0, |resolution| resolution.k as f64),
            kept: kept.map_or(Share { k: 0, n: 0 }, |kept| Share { k: kept.numerator, n: kept.denominator }),
            manual: rules.manual_cost_per_conversation.or_else(|| (deflection.n == 0).then_some(0.0))?,
            saving: rules.handoff_saving_per_conversation.unwrap_or(0.0),
            profit: roi.gross_profit.unwrap_or(0.0),
            profit_interval: roi.intervals.gross_profit,
            cost: roi.program_cost?,
            ai_cost: roi.ai_cost.unwrap_or(0.0),
            platform_cost,
            // Some of the chats bear a part of the platform, and so of its months.
            months: rules
                .cost
                .platform_monthly
                .filter(|monthly| *monthly > 0.0)
                .map_or(months, |monthly| platform_cost / monthly),
        })
    }

    fn moved(&self, measured: &Measured<'_>, lever: &Lever, at: usize) -> Result<Moved, WhatIfError> {
        let share_in_range = |share: f64| if (0.0..=1.0).contains(&share) { Ok(share) } else { Err(WhatIfError::OutOfRange(at)) };
        let amount =
            |amount: f64| if (0.0..=LARGEST_NUMBER).contains(&amount) { Ok(amount) } else { Err(WhatIfError::OutOfRange(at)) };
        let at_rate = |chats: f64, rate: Share| {
            let ends = rate.interval().ok_or(WhatIfError::NotMeasured(at))?;
            let value = rate.rate().ok_or(WhatIfError::NotMeasured(at))?;
            Ok(Moved { deflected: chats * value, ends: ends.map(|end| chats * end), ..Moved::default() })
        };
        match lever {
            Lever::Eligible { intent, eligible } => {
                let segment = measured.intent(intent).ok_or_else(|| WhatIfError::NoIntent(intent.clone()))?;
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
                Ok(Moved { resolved: won.deflected, resolved_ends: won.ends, ..won })
            }
            Lever::KeepHandoffs { share } => {
                let kept = share_in_range(*share)? * self.handed_off;
                let Moved { deflected: resolved, ends: resolved_ends, .. } = at_rate(kept, self.kept)?;
                Ok(Moved { handed_off: -kept, resolved, resolved_ends, ..at_rate(kept * self.eligible, self.kept)? })
            }
            Lever::ManualCost { amount: manual } => Ok(Moved { manual: Some(amount(*manual)?), ..Moved::default() }),
            Lever::PricePerResolution { price } => Ok(Moved { price: Some(amount(*price)?), ..Moved::default() }),
            Lever::PricePerSeat { price, seats } => {
                Ok(Moved { monthly: Some(amount(*price)? * amount(*seats)?), ..Moved::default() })
            }
        }
    }

    fn manual_after(&self, moved: &[Moved]) -> f64 {
        moved.iter().filter_map(|moved| moved.manual).next_back().unwrap_or(self.manual)
    }

    /// Money after changes. Nothing can be deflected less than never.
    fn totals(&self, moved: &[Moved], at: Option<(Source, usize)>) -> Totals {
        let place = |source: Source, middle: f64, ends: Interval| match at {
            Some((chosen, end)) if chosen == source => ends.get(end).copied().unwrap_or(middle),
            _ => middle,
        };
        let manual = self.manual_after(moved);
        let own = place(Source::Deflected, self.deflected, self.deflected_ends);
        let more = moved.iter().enumerate().map(|(at, moved)| place(Source::Moved(at), moved.deflected, moved.ends));
        let deflected = (own + more.sum::<f64>()).max(0.0);
        let handed_off = (self.handed_off + moved.iter().map(|moved| moved.handed_off).sum::<f64>()).max(0.0);
        let profit = self.profit_interval.map_or(self.profit, |ends| place(Source::Profit, self.profit, ends));
        let (mut taken, mut put) = (0.0, 0.0);
        if let Some(price) = moved.iter().filter_map(|moved| moved.price).next_back() {
            let more = moved.iter().enumerate();
            let more = more.map(|(at, moved)| place(Source::Moved(at), moved.resolved, moved.resolved_ends));
            taken += self.ai_cost;
            put += price * (self.resolved + more.sum::<f64>());
        }
        if let Some(monthly) = moved.iter().filter_map(|moved| moved.monthly).next_back() {
            taken += self.platform_cost;
            put += monthly * self.months;
        }
        let (saving, measured_cost) = (self.saving, self.cost);
        let made_of = Parts { deflected, manual, handed_off, saving, profit, measured_cost, taken, put };
        let value = deflected * manual + handed_off * saving + profit;
        Totals { value, cost: (measured_cost + (put - taken)).max(0.0), made_of }
    }

    fn money(&self, moved: &[Moved]) -> Money {
        let middle = self.totals(moved, None);
        let sources = [Source::Deflected, Source::Profit].into_iter().chain((0..moved.len()).map(Source::Moved));
        let ends: Vec<[Totals; 2]> = sources.map(|source| [0, 1].map(|end| self.totals(moved, Some((source, end))))).collect();
        let percent = middle.percent();
        let percents = ends.iter().filter_map(|ends| Some([ends[0].percent()?, ends[1].percent()?]));
        Money {
            value: middle.value,
            cost: middle.cost,
            percent,
            interval: Some(interval_of(middle.value, ends.iter().map(|ends| ends.map(|end| end.value)))),
            percent_interval: percent.map(|percent| interval_of(percent, percents)),
            made_of: middle.made_of,
        }
    }
}
