//! Dates: days without a chat, chats far from all others, tables that end before the chats do, rules that changed.

use std::collections::{BTreeMap, BTreeSet};

use super::found::Found;
use super::{CheckId, Evidence};
use crate::facts::{DAY, micros};
use crate::metrics::Context;

/// A silence this long between two chats sets the smaller side apart, if it is at most a hundredth of all.
const STRAY_DAYS: i32 = 90;
const STRAY_PART: usize = 100;
/// So many empty days in a row are no weekend.
const GAP_DAYS: i32 = 3;
/// Below so many chats a day, days without one are to be expected.
const BUSY: f64 = 5.0;

pub(super) fn check(context: &Context<'_>, evidence: &Evidence<'_>, found: &mut Found) {
    let facts = context.facts;
    let mut by_day: BTreeMap<i32, usize> = BTreeMap::new();
    let dates = facts.conversations.dates();
    // Days come in runs.
    for run in dates.chunk_by(|one, next| one == next) {
        *by_day.entry(run.first().map_or(0, |date| date.0)).or_default() += run.len();
    }
    let outside = strays(&by_day, facts.conversations.len());
    if !outside.is_empty() {
        let strays = dates.iter().enumerate().filter(|(_, date)| outside.contains(&date.0));
        found.add_rows(CheckId::StrayDates, strays.map(|(at, _)| facts.conversations.origin(at)));
        by_day.retain(|day, _| !outside.contains(day));
    }
    gaps(&by_day, found);
    tickets(context, found);
    if let Some(before) = evidence.before {
        let changed = u64::from(before.attribution != facts.rules.attribution);
        found.add(CheckId::AttributionChanged, None, changed, []);
    }
}

/// The days that lie far from nearly all others: a wrong year, a clock that was not set.
fn strays(by_day: &BTreeMap<i32, usize>, all: usize) -> BTreeSet<i32> {
    let limit = all / STRAY_PART;
    let days: Vec<i32> = by_day.keys().copied().collect();
    let mut outside = BTreeSet::new();
    let mut before = 0;
    for (pair, chats) in days.windows(2).zip(by_day.values()) {
        let [day, next] = pair else { continue };
        before += chats;
        if next - day <= STRAY_DAYS {
            continue;
        }
        if before <= limit {
            outside.extend(days.iter().filter(|other| *other <= day));
        } else if all - before <= limit {
            outside.extend(days.iter().filter(|other| *other >= next));
        }
    }
    outside
}

fn gaps(by_day: &BTreeMap<i32, usize>, found: &mut Found) {
    let days: Vec<i32> = by_day.keys().copied().collect();
    let chats: usize = by_day.values().sum();
    if (chats as f64) < BUSY * days.len() as f64 {
        return;
    }
    let missing = days.windows(2).map(|pair| pair.last().copied().unwrap_or(0) - pair.first().copied().unwrap_or(0) - 1);
    let missing: i32 = missing.filter(|missing| *missing >= GAP_DAYS).sum();
    found.add(CheckId::DatesMissing, None, u64::try_from(missing).unwrap_or(0), []);
}

/// Chats after the last ticket: whoever came back by one does not show.
fn tickets(context: &Context<'_>, found: &mut Found) {
    let facts = context.facts;
    let (first, last) =
        (facts.tickets.iter().map(|ticket| ticket.created).min(), facts.tickets.iter().map(|ticket| ticket.created).max());
    let Some((first, last)) = first.zip(last) else { return };
    // Tickets come now and then: the silence must be longer than three of their usual gaps, and a day.
    let usual = (last - first) / i64::try_from(facts.tickets.len()).unwrap_or(i64::MAX).max(1);
    let silence = (3 * usual).max(micros(1.0, DAY));
    let chats = facts.conversations.kinds().iter().zip(facts.conversations.starts()).enumerate();
    let after = |from: i64| chats.clone().filter(move |(_, (kind, start))| kind.engaged() && **start > from);
    if after(last + silence).next().is_some() {
        found.add_rows(CheckId::TicketsEndEarly, after(last).map(|(at, _)| facts.conversations.origin(at)));
    }
}
