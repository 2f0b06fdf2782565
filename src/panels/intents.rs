//! Intents by the money at stake: what the bot leaves to people in each, and how it fares there.

use super::quantity::{Unit, quantity, range};
use super::{RowsOf, View};
use crate::charts::{Bullet, Drawing, draw_bullet};
use crate::format::{MISSING, count, money};
use crate::lineage::Standing;
use crate::metrics::Field;
use crate::model::Dimension;
use crate::scorecard::{BoardId, ChangeId, IntentDetail, Metric, MetricId, MetricSet, SegmentKey};

/// Rows of the table; the rest is told in one line.
pub const INTENTS_SHOWN: usize = 12;

/// One intent.
#[derive(Clone, Debug, PartialEq)]
pub struct IntentRow {
    /// The value to count alone.
    pub intent: String,
    /// Its name.
    pub name: String,
    /// Chats that the bot handled.
    pub handled: String,
    /// What the deflected chats would have cost by hand; empty without that cost.
    pub avoided: String,
    /// What the chats that it did not deflect cost by hand; without that cost, how many they are.
    pub at_stake: String,
    /// That as a share of the largest, 0..1.
    pub part: f64,
    /// Deflection with its interval and the rules' target, on an axis from 0 to 100 %; none where rows are too few.
    pub bullet: Option<Drawing>,
    /// Deflection, handoff, fallback and CSAT, each with its interval; a dash where rows are too few. Of what was given away the
    /// counts stand before the interval: no list of rows is behind them.
    pub rates: [(String, String); 4],
    /// The rules' target of each, in words; empty for none.
    pub targets: [String; 4],
}

/// The table of intents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IntentsPanel {
    /// The most at stake first.
    pub rows: Vec<IntentRow>,
    /// Handled, avoided and at stake of all intents that the table can tell, these and the others.
    pub total: [String; 3],
    /// How many more intents there are; empty for none.
    pub others: String,
    /// Whether the stake is money.
    pub is_money: bool,
    /// Whether the rules name a target of deflection for an intent that is shown: the tick on its bullet.
    pub has_targets: bool,
}

/// The rates of an intent, each of which may have a target of its own.
pub(super) const INTENT_METRICS: [MetricId; 4] =
    [MetricId::DeflectionRate, MetricId::HandoffRate, MetricId::FallbackRate, MetricId::Csat];

/// The rows of an intent that are handled, avoided and at stake.
pub const INTENT_COUNTS: [RowsOf; 3] = [
    RowsOf::counted(BoardId::Support, ChangeId::CostPerInteraction),
    RowsOf::counted(BoardId::Support, ChangeId::DeflectionRate),
    RowsOf::counted(BoardId::Support, ChangeId::DeflectionRate).standing(Standing::Denominator),
];

/// The rows that each of its rates counts.
pub const INTENT_RATES: [RowsOf; 4] = [
    RowsOf::counted(BoardId::Support, ChangeId::DeflectionRate),
    RowsOf::counted(BoardId::Support, ChangeId::HandoffRate),
    RowsOf::counted(BoardId::Support, ChangeId::FallbackRate),
    RowsOf::counted(BoardId::Support, ChangeId::Csat),
];

/// The intents of the support board.
pub fn intents(view: &View<'_>) -> IntentsPanel {
    let rules = &view.card.rules.rules;
    let by_hand = rules.manual_cost_per_conversation;
    let Some(detail) = view.board(BoardId::Support).map(|board| &board.detail) else { return IntentsPanel::default() };
    let is_given = view.card.metrics.is_empty();
    // What was given away has no numbers of everything, and of its board only the segments.
    let met = if is_given { of_segments(view) } else { detail.intents.clone() };
    let most = met.first().map_or(0.0, IntentDetail::left_to_people);
    let cost = |chats: f64| by_hand.map_or_else(|| count(chats), |each| money(each * chats, view.currency()));
    let avoided = |chats: f64| by_hand.map(|each| money(each * chats, view.currency())).unwrap_or_default();
    let target = |name: &str, id: MetricId| rules.target_per_intent.get(name)?.get(id.word()).copied();
    let aimed_for = |name: &str, id: MetricId| {
        let said = target(name, id).map(|target| quantity(view, Some(target), Unit::Rate));
        said.map(|said| view.text.intents.aimed_for.with([&said])).unwrap_or_default()
    };
    let row = |of: &IntentDetail| {
        let deflection = of.metrics.get(&MetricId::DeflectionRate).filter(|metric| metric.n >= view.min_n());
        let bullet = deflection.and_then(|metric| {
            let value = Some(metric.value?);
            let drawn = Bullet {
                top: 1.0,
                interval: metric.interval,
                value,
                baseline: target(&of.name, MetricId::DeflectionRate),
                ..Bullet::default()
            };
            Some(draw_bullet(&drawn))
        });
        IntentRow {
            intent: of.name.clone(),
            name: super::value_name(view, Field::Dimension(Dimension::Intent), &of.name).to_owned(),
            handled: count(of.handled()),
            // What the bot is not meant to handle is not at stake: no amount, rather than none.
            avoided: if is_eligible(of) { avoided(deflected(of)) } else { MISSING.to_owned() },
            at_stake: if is_eligible(of) { cost(of.left_to_people()) } else { MISSING.to_owned() },
            part: if most > 0.0 { of.left_to_people() / most } else { 0.0 },
            bullet,
            rates: INTENT_METRICS.map(|id| of.metrics.get(&id).map_or_else(nothing, |metric| rate(view, metric, is_given))),
            targets: INTENT_METRICS.map(|id| aimed_for(&of.name, id)),
        }
    };
    let sum = |of: fn(&IntentDetail) -> f64| met.iter().map(of).sum::<f64>();
    let others = (met.len().saturating_sub(INTENTS_SHOWN)) as u64 + detail.other_intents;
    let shown = met.get(..met.len().min(INTENTS_SHOWN)).unwrap_or_default();
    IntentsPanel {
        rows: shown.iter().map(row).collect(),
        total: [count(sum(IntentDetail::handled)), avoided(sum(deflected)), cost(sum(IntentDetail::left_to_people))],
        others: if others > 0 { view.text.intents.others.with([&count(others as f64)]) } else { String::new() },
        is_money: by_hand.is_some(),
        has_targets: shown.iter().any(|of| target(&of.name, MetricId::DeflectionRate).is_some()),
    }
}

/// Intents as a scorecard that was given away has them: over all its chats, small ones hidden.
fn of_segments(view: &View<'_>) -> Vec<IntentDetail> {
    let met = view.card.segments.get(&SegmentKey::of(Dimension::Intent));
    let detail = |(name, metrics): (&String, &MetricSet)| IntentDetail { name: name.clone(), metrics: metrics.clone() };
    let mut intents: Vec<IntentDetail> = met.into_iter().flatten().map(detail).filter(|of| of.handled() > 0.0).collect();
    IntentDetail::put_in_order(&mut intents);
    intents
}

/// Whether any chat of an intent is one that the bot should handle.
fn is_eligible(of: &IntentDetail) -> bool {
    of.metrics.get(&MetricId::DeflectionRate).and_then(|metric| metric.denominator).is_some_and(|eligible| eligible > 0.0)
}

/// Eligible chats that were deflected.
fn deflected(of: &IntentDetail) -> f64 {
    of.metrics.get(&MetricId::DeflectionRate).and_then(|metric| metric.numerator).unwrap_or(0.0)
}

fn rate(view: &View<'_>, metric: &Metric, has_counts: bool) -> (String, String) {
    match metric.value {
        Some(value) if metric.n >= view.min_n() => {
            let counted = metric.numerator.zip(metric.denominator).filter(|_| has_counts);
            let counted = counted.map(|(part, whole)| [count(part), count(whole)].join("/"));
            let interval = metric.interval.map(|ends| range(view, ends, Unit::Rate));
            let below: Vec<String> = counted.into_iter().chain(interval).collect();
            (quantity(view, Some(value), Unit::Rate), below.join(" · "))
        }
        Some(_) => (MISSING.to_owned(), view.text.tile.of_few.with([&count(metric.n as f64)])),
        None => nothing(),
    }
}

fn nothing() -> (String, String) {
    (MISSING.to_owned(), String::new())
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::model::SortedMap;
    use crate::panels::fixture::{english, march};
    use crate::scorecard::Scorecard;

    fn with(card: &mut Scorecard, intent: &str, eligible: u32, deflected: u32) {
        let rate = |n: u32, k: u32| Metric {
            value: Some(f64::from(k) / f64::from(n)),
            numerator: Some(f64::from(k)),
            denominator: Some(f64::from(n)),
            n: u64::from(n),
            ..Metric::default()
        };
        let metrics = SortedMap::from([
            (MetricId::DeflectionRate, rate(eligible, deflected)),
            (MetricId::CostPerInteraction, Metric { n: u64::from(eligible), ..Metric::default() }),
        ]);
        let detail = &mut card.boards.get_mut(&BoardId::Support).unwrap().detail;
        detail.intents.push(IntentDetail { name: intent.to_owned(), metrics });
    }

    #[test]
    fn what_is_left_to_people_leads_and_few_rows_show_no_rate() {
        let mut card = march();
        card.rules.rules.manual_cost_per_conversation = Some(4.5);
        with(&mut card, "returns", 60, 20);
        with(&mut card, "delivery", 100, 90);
        with(&mut card, "", 10, 0);
        let targets = [(MetricId::DeflectionRate, 0.5), (MetricId::Csat, 0.8)].map(|(id, target)| (id.word().to_owned(), target));
        let targets = SortedMap::from(targets);
        card.rules.rules.target_per_intent.insert("returns".to_owned(), targets);
        let panel = intents(&english(&card));
        let told: Vec<(&str, &str)> = panel.rows.iter().map(|row| (row.name.as_str(), row.at_stake.as_str())).collect();
        // 40 and 10 chats at 4.50; equal stakes by chats handled.
        assert_eq!(told, [("returns", "$180"), ("delivery", "$45"), ("not stated", "$45")]);
        assert_eq!((panel.rows[0].part, panel.rows[1].part), (1.0, 0.25));
        assert_eq!(panel.rows[0].rates[0].0, "33.3\u{202f}%");
        assert_eq!(panel.rows[2].rates[0].0, MISSING);
        assert_eq!(panel.rows[0].targets, ["aim: 50.0\u{202f}%", "", "", "aim: 80.0\u{202f}%"]);
        assert_eq!(panel.rows[1].targets, [""; 4]);
        assert_eq!(panel.rows[1].rates[3], (MISSING.to_owned(), String::new()));
        assert!(panel.rows[2].bullet.is_none() && panel.has_targets);
        // 20 and 90 chats avoided, 60 left to people.
        assert_eq!(panel.total, ["170", "$495", "$270"]);
        assert_eq!(panel.rows[0].avoided, "$90");
    }

    #[test]
    fn without_a_cost_chats_are_counted_and_a_long_list_is_cut() {
        let mut card = march();
        card.rules.rules.manual_cost_per_conversation = None;
        for at in 0..14 {
            with(&mut card, &format!("intent {at:02}"), 50, at);
        }
        let panel = intents(&english(&card));
        assert_eq!((panel.rows.len(), panel.others.as_str(), panel.is_money), (INTENTS_SHOWN, "2 more intents", false));
        assert_eq!(panel.rows[0].at_stake, "50");
    }

    #[test]
    fn a_link_shows_the_intents_that_it_holds() {
        let mut card = march();
        card.metrics = MetricSet::new();
        let rate = |n: u32, k: u32| Metric {
            value: Some(f64::from(k) / f64::from(n)),
            numerator: Some(f64::from(k)),
            denominator: Some(f64::from(n)),
            n: u64::from(n),
            ..Metric::default()
        };
        let of = |k| SortedMap::from([(MetricId::DeflectionRate, rate(50, k)), (MetricId::HandoffRate, rate(60, 10))]);
        let met = SortedMap::from([("delivery".to_owned(), of(40)), ("returns".to_owned(), of(20))]);
        card.segments.insert(SegmentKey::of(Dimension::Intent), met);
        let panel = intents(&english(&card));
        let told: Vec<(&str, &str, &str)> =
            panel.rows.iter().map(|row| (row.name.as_str(), row.handled.as_str(), row.rates[0].0.as_str())).collect();
        assert_eq!(told, [("returns", "60", "40.0\u{202f}%"), ("delivery", "60", "80.0\u{202f}%")]);
    }
}
