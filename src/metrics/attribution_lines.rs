//! All models and windows side by side (METRICS section 5): read-only, the rules' own is the headline.

use super::statistics::Sum;
use super::{AttributionLine, Partition};
use crate::attribution::Journeys;
use crate::facts::{Facts, Order};
use crate::rules::AttributionModel;

/// Windows shown beside the rules' own.
pub const WINDOWS: [u32; 3] = [7, 30, 90];

/// Every model at 7, 30, 90 and the rules' own window, over the first group of a partition.
pub fn lines(facts: &Facts, journeys: &Journeys<'_>, partition: &Partition) -> Vec<AttributionLine> {
    let mut windows: Vec<u32> = WINDOWS.into_iter().chain([facts.rules.attribution.window_days]).collect();
    windows.sort_unstable();
    windows.dedup();
    let models = AttributionModel::ALL.iter().copied();
    models
        .flat_map(|model| windows.iter().map(move |window| (model, *window)))
        .map(|(model, window)| line(facts, journeys, partition, model, window))
        .collect()
}

fn line(
    facts: &Facts,
    journeys: &Journeys<'_>,
    partition: &Partition,
    model: AttributionModel,
    window_days: u32,
) -> AttributionLine {
    if !facts.known.revenue {
        return AttributionLine { model, window_days, attributed: None, influenced: None, sourced: None, conversions: None };
    }
    let [mut attributed, mut influenced, mut sourced] = [Sum::default(); 3];
    let mut conversions = 0;
    for credited in journeys.credit(model, window_days, Order::is_counted) {
        if partition.orders.get(credited.order) != Some(&0) {
            continue;
        }
        let amount = facts.orders.get(credited.order).and_then(|order| order.amount).unwrap_or(0.0);
        let counts = |chat: usize| partition.touch(chat) == 0;
        let mut any = false;
        for (_, share) in credited.chats.iter().filter(|(chat, _)| counts(*chat)) {
            attributed.add(amount * share);
            any = true;
        }
        if any {
            influenced.add(amount);
            conversions += 1;
        }
        if credited.first_chat.is_some_and(counts) {
            sourced.add(amount);
        }
    }
    AttributionLine {
        model,
        window_days,
        attributed: Some(attributed.value()),
        influenced: Some(influenced.value()),
        sourced: Some(sourced.value()),
        conversions: Some(conversions),
    }
}
