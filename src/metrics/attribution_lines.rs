//! All models and windows side by side (METRICS section 5): read-only, the rules' own is the headline.

use super::statistics::Sum;
use super::{AttributionLine, Partition};
use crate::attribution::{Credit, Journeys};
use crate::facts::{Counted, Facts, Order};
use crate::model::order::put_in_order;
use crate::rules::AttributionModel;

/// Windows shown beside the rules' own.
pub const WINDOWS: [u32; 3] = [7, 30, 90];

/// Every model at 7, 30, 90 and the rules' own window, over the first group of a partition.
pub fn lines(facts: &Facts, journeys: &Journeys, partition: &Partition) -> Vec<AttributionLine> {
    let mut windows: Vec<u32> = WINDOWS.into_iter().chain([facts.rules.attribution.window_days]).collect();
    put_in_order(&mut windows, Ord::cmp);
    windows.dedup();
    let models = AttributionModel::ALL;
    if let Some(counted) = &facts.counted {
        return lines_of_cube(facts, counted, &windows, partition.is_of_everything());
    }
    let mut sums = vec![Line::default(); models.len() * windows.len()];
    journeys.credit_each(facts, models, &windows, Order::is_counted, |at, credit| {
        if partition.orders.get(credit.order) != Some(&0) {
            return;
        }
        let amount = facts.orders.get(credit.order).and_then(|order| order.amount).unwrap_or(0.0);
        if let Some(line) = sums.get_mut(at) {
            line.add(credit, amount, |chat| partition.touch(chat) == 0);
        }
    });
    let keys = models.iter().flat_map(|model| windows.iter().map(move |window| (*model, *window)));
    keys.zip(sums)
        .map(|((model, window_days), line)| {
            let known = |sum: &Sum| facts.known.revenue.then(|| sum.value());
            AttributionLine {
                model,
                window_days,
                attributed: known(&line.attributed),
                influenced: known(&line.influenced),
                sourced: known(&line.sourced),
                conversions: facts.known.revenue.then_some(line.conversions),
            }
        })
        .collect()
}

/// The lines of a cube, which has them over everything alone.
fn lines_of_cube(facts: &Facts, counted: &Counted, windows: &[u32], is_of_everything: bool) -> Vec<AttributionLine> {
    let keys = AttributionModel::ALL.iter().flat_map(|model| windows.iter().map(move |window| (*model, *window)));
    let line = |(model, window_days)| {
        let known = counted.line(model, window_days).filter(|_| facts.known.revenue && is_of_everything);
        AttributionLine {
            model,
            window_days,
            attributed: known.map(|line| line.attributed),
            influenced: known.map(|line| line.influenced),
            sourced: known.map(|line| line.sourced),
            conversions: known.map(|line| line.conversions),
        }
    };
    keys.map(line).collect()
}

/// Sums of one line.
#[derive(Clone, Default)]
struct Line {
    attributed: Sum,
    influenced: Sum,
    sourced: Sum,
    conversions: u64,
}

impl Line {
    fn add(&mut self, credit: Credit<'_>, amount: f64, counts: impl Fn(usize) -> bool) {
        let mut any = false;
        for (_, share) in credit.chats.iter().filter(|(chat, _)| counts(*chat)) {
            self.attributed.add(amount * share);
            any = true;
        }
        if any {
            self.influenced.add(amount);
            self.conversions += 1;
        }
        if credit.first_chat.is_some_and(counts) {
            self.sourced.add(amount);
        }
    }
}
