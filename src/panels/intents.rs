//! Intents by the money at stake: what the bot leaves to people in each, and how it fares there.

use super::View;
use super::quantity::{Unit, quantity, range};
use crate::format::{MISSING, count, money};
use crate::metrics::Field;
use crate::model::Dimension;
use crate::scorecard::{Metric, MetricId, MetricSet, SegmentKey};

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
    /// What the chats that it did not deflect cost by hand; without that cost, how many they are.
    pub at_stake: String,
    /// That as a share of the largest, 0..1.
    pub part: f64,
    /// Deflection, handoff, fallback and CSAT, each with its interval; a dash where rows are too few.
    pub rates: [(String, String); 4],
}

/// The table of intents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IntentsPanel {
    /// The most at stake first.
    pub rows: Vec<IntentRow>,
    /// How many more intents there are; empty for none.
    pub others: String,
    /// Whether the stake is money.
    pub is_money: bool,
}

const RATES: [MetricId; 4] = [MetricId::DeflectionRate, MetricId::HandoffRate, MetricId::FallbackRate, MetricId::Csat];

/// The intents of a scorecard.
pub fn intents(view: &View<'_>) -> IntentsPanel {
    let by_hand = view.card.rules.rules.manual_cost_per_conversation;
    let segments = view.card.segments.get(&SegmentKey::of(Dimension::Intent));
    let mut met: Vec<(&String, &MetricSet, f64)> = segments
        .into_iter()
        .flatten()
        .map(|(name, metrics)| (name, metrics, left_to_people(metrics)))
        .filter(|(_, metrics, _)| handled(metrics) > 0.0)
        .collect();
    // The most left to people first, then the most handled, then by name.
    met.sort_by(|(one, of_one, one_left), (other, of_other, other_left)| {
        other_left.total_cmp(one_left).then(handled(of_other).total_cmp(&handled(of_one))).then_with(|| one.cmp(other))
    });
    let most = met.first().map_or(0.0, |(.., left)| *left);
    let row = |(name, metrics, left): &(&String, &MetricSet, f64)| IntentRow {
        intent: (*name).clone(),
        name: super::value_name(view, Field::Dimension(Dimension::Intent), name).to_owned(),
        handled: count(handled(metrics)),
        at_stake: by_hand.map_or_else(|| count(*left), |each| money(each * left, view.currency())),
        part: if most > 0.0 { left / most } else { 0.0 },
        rates: RATES.map(|id| metrics.get(&id).map_or_else(nothing, |metric| rate(view, metric))),
    };
    let others = met.len().saturating_sub(INTENTS_SHOWN);
    IntentsPanel {
        rows: met.iter().take(INTENTS_SHOWN).map(row).collect(),
        others: if others > 0 { view.text.intents.others.with([&count(others as f64)]) } else { String::new() },
        is_money: by_hand.is_some(),
    }
}

/// Chats of eligible people that were not deflected.
fn left_to_people(metrics: &MetricSet) -> f64 {
    let deflection = metrics.get(&MetricId::DeflectionRate);
    let counts = deflection.and_then(|metric| metric.denominator.zip(metric.numerator));
    counts.map_or(0.0, |(eligible, deflected)| eligible - deflected)
}

fn handled(metrics: &MetricSet) -> f64 {
    metrics.get(&MetricId::CostPerInteraction).map_or(0.0, |metric| metric.n as f64)
}

fn rate(view: &View<'_>, metric: &Metric) -> (String, String) {
    match metric.value {
        Some(value) if metric.n >= view.min_n() => (
            quantity(view, Some(value), Unit::Rate),
            metric.interval.map(|ends| range(view, ends, Unit::Rate)).unwrap_or_default(),
        ),
        Some(_) => (MISSING.to_owned(), view.text.tile.of_few.with([&count(metric.n as f64)])),
        None => nothing(),
    }
}

fn nothing() -> (String, String) {
    (MISSING.to_owned(), String::new())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::panels::fixture::{english, march};
    use crate::scorecard::{Scorecard, SegmentKey};

    fn with(card: &mut Scorecard, intent: &str, eligible: u32, deflected: u32) {
        let rate = |n: u32, k: u32| Metric {
            value: Some(f64::from(k) / f64::from(n)),
            numerator: Some(f64::from(k)),
            denominator: Some(f64::from(n)),
            n: u64::from(n),
            ..Metric::default()
        };
        let metrics = BTreeMap::from([
            (MetricId::DeflectionRate, rate(eligible, deflected)),
            (MetricId::CostPerInteraction, Metric { n: u64::from(eligible), ..Metric::default() }),
        ]);
        card.segments.entry(SegmentKey::of(Dimension::Intent)).or_default().insert(intent.to_owned(), metrics);
    }

    #[test]
    fn what_is_left_to_people_leads_and_few_rows_show_no_rate() {
        let mut card = march();
        card.segments.clear();
        card.rules.rules.manual_cost_per_conversation = Some(4.5);
        with(&mut card, "delivery", 100, 90);
        with(&mut card, "returns", 60, 20);
        with(&mut card, "", 10, 0);
        let panel = intents(&english(&card));
        let told: Vec<(&str, &str)> = panel.rows.iter().map(|row| (row.name.as_str(), row.at_stake.as_str())).collect();
        // 40 and 10 chats at 4.50; equal stakes by chats handled.
        assert_eq!(told, [("returns", "$180"), ("delivery", "$45"), ("not stated", "$45")]);
        assert_eq!((panel.rows[0].part, panel.rows[1].part), (1.0, 0.25));
        assert_eq!(panel.rows[0].rates[0].0, "33.3\u{202f}%");
        assert_eq!(panel.rows[2].rates[0].0, MISSING);
        assert_eq!(panel.rows[1].rates[3], (MISSING.to_owned(), String::new()));
    }

    #[test]
    fn without_a_cost_chats_are_counted_and_a_long_list_is_cut() {
        let mut card = march();
        card.segments.clear();
        card.rules.rules.manual_cost_per_conversation = None;
        for at in 0..14 {
            with(&mut card, &format!("intent {at:02}"), 50, at);
        }
        let panel = intents(&english(&card));
        assert_eq!((panel.rows.len(), panel.others.as_str(), panel.is_money), (INTENTS_SHOWN, "2 more intents", false));
        assert_eq!(panel.rows[0].at_stake, "50");
    }
}
