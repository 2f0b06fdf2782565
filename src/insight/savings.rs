//! Net savings as this page counts them, and as others would: how far one rule moves the money.
//!
//! Read off the scorecard alone, so that a cube tells it as rows do, and a link as far as it can. Costs are fixed; what is
//! uncertain is how many chats count as deflected (METRICS section 6).

use crate::facts::calendar::fixed_cost_share;
use crate::metrics::statistics::Interval;
use crate::model::Date;
use crate::scorecard::{Board, BoardId, Metric, MetricId, PartId, Scorecard};

/// Amounts of a link are rounded: less than this part of the work avoided is no cost.
const ROUNDING: f64 = 1e-5;

/// Days of a century, which no data is longer than (METRICS section 1); a link says what it will.
const LONGEST: i32 = 36_525;

/// Which chats save, and which the bot is charged for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SavingsRule {
    /// METRICS section 4: all deflected chats save, and each bears its own share of the bot.
    Own {
        /// Deflected chats.
        deflected: f64,
    },
    /// Deflected chats bear the bot's cost of all chats.
    EveryChat {
        /// What the bot costs a chat.
        each: f64,
        /// Chats that the bot handled.
        handled: f64,
        /// Those that were deflected.
        deflected: f64,
    },
    /// Only those save whose people are known not to have come back.
    StayedAway {
        /// Those chats.
        chats: f64,
        /// Eligible chats too young to tell: none of them is among the former.
        young: u64,
    },
    /// The rule of this page over the dates that it is compared with.
    Before {
        /// Deflected chats of those dates.
        deflected: f64,
        /// Eligible chats of those dates.
        eligible: f64,
    },
}

/// What was saved by one rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Savings {
    /// The rule.
    pub rule: SavingsRule,
    /// Net savings.
    pub net: f64,
    /// Their 95 % interval.
    pub interval: Option<Interval>,
}

/// What a board saved by each rule that can be computed, this page's first; nothing without its own. Under filters
/// (`is_filtered`) a scorecard that came by link does not tell what share of the platform is in its savings.
pub fn savings_by_rule(card: &Scorecard, id: BoardId, is_filtered: bool) -> Vec<Savings> {
    let Some(measured) = Measured::of(card, id, is_filtered) else { return Vec::new() };
    let own = Savings {
        rule: SavingsRule::Own { deflected: measured.deflected },
        net: measured.net,
        interval: measured.board.roi.intervals.savings,
    };
    [Some(own), measured.every_chat(), measured.stayed_away(), measured.before()].into_iter().flatten().collect()
}

/// Platform cost of the period that a board bears: by its share of handled chats (METRICS section 4).
pub fn platform_cost(card: &Scorecard, board: &Board) -> f64 {
    let Some(monthly) = card.rules.rules.cost.platform_monthly else { return 0.0 };
    let date = |text: &Option<String>| Date::from_iso(text.as_deref()?);
    let (Some(from), Some(to)) = (date(&card.period.from), date(&card.period.to)) else { return 0.0 };
    let to = Date(to.0.min(from.0.saturating_add(LONGEST)));
    let (handled, all) = (handled(board), card.counts.handled);
    let share = if all > 0 && handled > 0 { handled as f64 / all as f64 } else { 1.0 };
    monthly * fixed_cost_share(from, to) * share
}

/// Chats that the bot handled: n of the cost metric is H.
fn handled(board: &Board) -> u64 {
    board.metrics.get(&MetricId::CostPerInteraction).map_or(0, |metric| metric.n)
}

/// The ends of a count, by those of its rate.
fn ends(metric: &Metric) -> Option<Interval> {
    metric.interval.zip(metric.denominator).map(|(ends, all)| ends.map(|end| end * all))
}

/// What all rules start from.
struct Measured<'a> {
    board: &'a Board,
    deflection: &'a Metric,
    deflected: f64,
    /// Rows below which nothing is said of them.
    min_n: u64,
    manual: f64,
    net: f64,
    /// What the bot costs a chat; none where it cannot be told from the platform's cost.
    each: Option<f64>,
}

impl<'a> Measured<'a> {
    fn of(card: &'a Scorecard, id: BoardId, is_filtered: bool) -> Option<Self> {
        let board = card.boards.get(&id)?;
        let rules = &card.rules.rules;
        let deflection = board.metrics.get(&MetricId::DeflectionRate).filter(|metric| metric.n >= rules.min_n)?;
        let (deflected, manual) = (deflection.numerator?, rules.manual_cost_per_conversation?);
        let net = board.roi.savings?;
        let is_told = !is_filtered && card.counts.handled > 0 || rules.cost.platform_monthly.unwrap_or(0.0) <= 0.0;
        let each = match board.roi.ai_cost {
            Some(cost) => Some(cost / handled(board).max(1) as f64),
            None if is_told => each_left(deflected, manual, net + platform_cost(card, board)),
            None => None,
        };
        Some(Self { board, deflection, deflected, min_n: rules.min_n, manual, net, each })
    }

    /// D x manual - AI cost of all chats - platform: of the latter cost a deflected chat bears its own share already.
    fn every_chat(&self) -> Option<Savings> {
        let each = self.each.filter(|each| *each > 0.0)?;
        let (handled, deflected) = (handled(self.board) as f64, self.deflected);
        let net = self.net - each * (handled - deflected);
        let interval = ends(self.deflection).map(|ends| ends.map(|end| net + (end - deflected) * self.manual));
        Some(Savings { rule: SavingsRule::EveryChat { each, handled, deflected }, net, interval })
    }

    /// The page's formula with the numerator of durable deflection in place of D: of mature chats alone, so that no chat counts
    /// whose people may still come back.
    fn stayed_away(&self) -> Option<Savings> {
        let durable = self.deflection.parts.get(&PartId::Durable).filter(|durable| durable.n >= self.min_n)?;
        let (chats, gain) = (durable.numerator?, self.manual - self.each?);
        let net_of = |chats: f64| self.net + (chats - self.deflected) * gain;
        let interval = ends(durable).map(|ends| {
            let [one, other] = ends.map(net_of);
            // A chat may cost more than it saves: the ends then change places.
            [one.min(other), one.max(other)]
        });
        let rule = SavingsRule::StayedAway { chats, young: durable.pending.unwrap_or(0) };
        Some(Savings { rule, net: net_of(chats), interval })
    }

    fn before(&self) -> Option<Savings> {
        let before = self.board.detail.saved_before.filter(|before| before.eligible >= self.min_n)?;
        let rule = SavingsRule::Before { deflected: before.deflected as f64, eligible: before.eligible as f64 };
        Some(Savings { rule, net: before.savings?, interval: before.interval })
    }
}

/// What the savings and the platform leave of the work avoided is what deflected chats cost.
fn each_left(deflected: f64, manual: f64, left: f64) -> Option<f64> {
    let avoided = deflected * manual;
    let by_bot = avoided - left;
    if deflected <= 0.0 || by_bot < -avoided * ROUNDING {
        return None;
    }
    Some(if by_bot < avoided * ROUNDING { 0.0 } else { by_bot / deflected })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scorecard::SavedBefore;

    /// METRICS section 8: 540 of 1,200 deflected, 2,000 handled, $4.50 by hand, $0.15 by bot, $99 for the platform.
    fn march() -> Scorecard {
        serde_json::from_str(include_str!("../../tests/fixtures/scorecard/march.json")).unwrap()
    }

    fn support(card: &mut Scorecard) -> &mut Board {
        card.boards.get_mut(&BoardId::Support).unwrap()
    }

    fn durable(card: &mut Scorecard) -> &mut Metric {
        let deflection = support(card).metrics.get_mut(&MetricId::DeflectionRate).unwrap();
        deflection.parts.get_mut(&PartId::Durable).unwrap()
    }

    fn is_near(one: f64, other: f64) -> bool {
        (one - other).abs() < 1e-6
    }

    #[test]
    fn the_articles_savings_by_three_rules() {
        let mut card = march();
        let stayed = durable(&mut card);
        (stayed.numerator, stayed.value, stayed.interval) = (Some(470.0), Some(470.0 / 1200.0), Some([0.3645, 0.4196]));
        let [own, every, stayed] = savings_by_rule(&card, BoardId::Support, false)[..] else { panic!("three rules") };
        assert_eq!((own.rule, own.net), (SavingsRule::Own { deflected: 540.0 }, 2250.0));
        assert_eq!(own.interval, support(&mut card).roi.intervals.savings);
        // $2,430 - 2,000 x $0.15 - $99.
        let SavingsRule::EveryChat { each, handled, deflected } = every.rule else { panic!("{every:?}") };
        assert!(is_near(each, 0.15) && is_near(every.net, 2430.0 - 300.0 - 99.0), "{every:?}");
        assert_eq!((handled, deflected), (2000.0, 540.0));
        // 506.467.. and 573.915.. chats of 1,200 at $4.50, less the same $399.
        let [low, high] = every.interval.unwrap();
        assert!(is_near(low, 0.422_056_203_158 * 1200.0 * 4.5 - 399.0), "{low}");
        assert!(is_near(high, 0.478_262_896_902 * 1200.0 * 4.5 - 399.0), "{high}");
        // 470 x $4.50 - 470 x $0.15 - $99.
        assert_eq!(stayed.rule, SavingsRule::StayedAway { chats: 470.0, young: 0 });
        assert!(is_near(stayed.net, 2115.0 - 70.5 - 99.0), "{stayed:?}");
        let [low, high] = stayed.interval.unwrap();
        assert!(is_near(low, 437.4 * 4.35 - 99.0) && is_near(high, 503.52 * 4.35 - 99.0), "{low} {high}");
    }

    #[test]
    fn rows_tell_the_bots_cost_under_filters_too() {
        let mut card = march();
        let told = savings_by_rule(&card, BoardId::Support, false);
        // In a link the platform's share is in the savings alone: what the bot costs a chat is then not known.
        assert_eq!(savings_by_rule(&card, BoardId::Support, true).len(), 1);
        support(&mut card).roi.ai_cost = Some(300.0);
        let counted = savings_by_rule(&card, BoardId::Support, true);
        assert!(counted.len() == 3 && counted.iter().zip(&told).all(|(one, other)| is_near(one.net, other.net)), "{counted:?}");
        card.rules.rules.cost.platform_monthly = None;
        let roi = &mut support(&mut card).roi;
        (roi.ai_cost, roi.savings) = (None, Some(2349.0));
        let free = savings_by_rule(&card, BoardId::Support, true);
        assert!(is_near(free[1].net, 2430.0 - 300.0), "{free:?}");
    }

    #[test]
    fn what_cannot_be_computed_is_left_out() {
        let mut card = march();
        durable(&mut card).pending = Some(31);
        let young = |savings: &Savings| matches!(savings.rule, SavingsRule::StayedAway { young: 31, .. });
        assert!(savings_by_rule(&card, BoardId::Support, false).iter().any(young));
        *durable(&mut card) = Metric::default();
        assert_eq!(savings_by_rule(&card, BoardId::Support, false).len(), 2);
        // A bot whose chats cost nothing is charged for none.
        support(&mut card).roi.ai_cost = Some(0.0);
        assert_eq!(savings_by_rule(&card, BoardId::Support, false).len(), 1);
        card.rules.rules.manual_cost_per_conversation = None;
        assert_eq!(savings_by_rule(&card, BoardId::Support, false), []);
        let mut few = march();
        few.rules.rules.min_n = 1201;
        assert_eq!(savings_by_rule(&few, BoardId::Support, false), []);
    }

    #[test]
    fn the_compared_dates_stand_last_by_the_same_rule() {
        let mut card = march();
        let before = SavedBefore { deflected: 404, eligible: 1036, savings: Some(1658.4), interval: Some([1527.0, 1794.0]) };
        support(&mut card).detail.saved_before = Some(before);
        let last = savings_by_rule(&card, BoardId::Support, false).pop().unwrap();
        assert_eq!(last.rule, SavingsRule::Before { deflected: 404.0, eligible: 1036.0 });
        assert_eq!((last.net, last.interval), (1658.4, before.interval));
    }

    #[test]
    fn the_platform_is_borne_by_the_share_of_handled_chats() {
        let mut card = march();
        assert!(is_near(platform_cost(&card, &card.boards[&BoardId::Support]), 99.0));
        card.counts.handled = 4000;
        (card.period.from, card.period.to) = (Some("2026-02-15".to_owned()), Some("2026-02-28".to_owned()));
        // Half of February, half of the chats.
        assert!(is_near(platform_cost(&card, &card.boards[&BoardId::Support]), 99.0 / 4.0));
    }
}
