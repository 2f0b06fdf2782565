//! Every count that a scorecard shows, by name.

use std::collections::BTreeMap;

use super::equations::{NOT_ELIGIBLE, UNDECIDED};
use crate::metrics::Field;
use crate::model::Dimension;
use crate::scorecard::{BoardId, Counts, Metric, MetricId, MetricSet, Need, PartId, Scorecard};
use crate::share::numbers::counts_of;

/// A number by where it stands, what it is of and which of its counts: `support/2026-01-05`, `csat`, `n`.
pub(super) type Name = (String, String, &'static str);

pub(super) fn name(place: &str, of: &str, count: &'static str) -> Name {
    (place.to_owned(), of.to_owned(), count)
}

/// Whether the number is hidden: what stands in its place is no count.
pub(super) fn is_hidden(metric: &Metric) -> bool {
    metric.needs.contains(&Need::Suppressed)
}

pub(super) fn put_metric(known: &mut BTreeMap<Name, u64>, place: &str, of: &str, metric: &Metric, has_unknown: bool) {
    if is_hidden(metric) {
        return;
    }
    // What only holds a variant says nothing itself.
    let is_own =
        metric.parts.is_empty() || metric.n > 0 || metric.unknown > 0 || metric.pending.is_some() || !metric.needs.is_empty();
    if is_own {
        put_counts(known, place, of, metric, has_unknown);
    }
    let parts = metric.parts.iter().filter(|(part, _)| **part != PartId::Undecided);
    for (part, metric) in parts {
        put_metric(known, place, &[of, ".", part.word()].concat(), metric, has_unknown);
    }
}

pub(super) fn put_counts(known: &mut BTreeMap<Name, u64>, place: &str, of: &str, metric: &Metric, has_unknown: bool) {
    let rate = counts_of(metric);
    known.insert(name(place, of, "n"), metric.n);
    if rate.is_some() || metric.n == 0 {
        known.insert(name(place, of, "k"), rate.map_or(0, |share| share.k));
    }
    // Of intents and sources it is not said.
    if !place.contains('=') || metric.pending.is_some() {
        known.insert(name(place, of, "pending"), metric.pending.unwrap_or(0));
    }
    if has_unknown {
        known.insert(name(place, of, "unknown"), metric.unknown);
    }
}

pub(super) fn put_metrics(known: &mut BTreeMap<Name, u64>, place: &str, metrics: &MetricSet, has_unknown: bool) {
    for (id, metric) in metrics.iter().filter(|(id, _)| **id != MetricId::CostPerInteraction) {
        put_metric(known, place, id.word(), metric, has_unknown);
    }
    // Without costs the metric counts nothing.
    let cost = metrics.get(&MetricId::CostPerInteraction).filter(|metric| !is_hidden(metric) && metric.n > 0);
    known.extend(cost.map(|metric| (name(place, "handled", "n"), metric.n)));
    known.extend(undecided(metrics).map(|chats| (name(place, UNDECIDED, "n"), chats)));
}

/// Chats of undecided intents, where it is said: the value of a variant.
fn undecided(metrics: &MetricSet) -> Option<u64> {
    let deflection = metrics.get(&MetricId::DeflectionRate).filter(|metric| !is_hidden(metric))?;
    deflection.parts.get(&PartId::Undecided)?.value.map(whole)
}

pub(super) fn week_place(board: BoardId, from: &str) -> String {
    [board.word(), "/", from].concat()
}

pub(super) fn segment_place(field: &str, value: &str) -> String {
    [field, "=", value].concat()
}

/// Every count that a scorecard shows: of a link, what one sees; of the card itself, the truth.
pub(super) fn counts(card: &Scorecard) -> BTreeMap<Name, u64> {
    let mut known = BTreeMap::new();
    put_metrics(&mut known, "all", &card.metrics, true);
    for (id, board) in &card.boards {
        put_metrics(&mut known, id.word(), &board.metrics, true);
        for week in &board.weekly {
            put_metrics(&mut known, &week_place(*id, &week.from), &week.metrics, false);
        }
        for step in &board.funnel {
            if let Some(count) = step.count {
                known.insert(name(id.word(), &["funnel.", step.step.word()].concat(), "k"), whole(count));
            }
            if let (Some(count), Some(rate)) = (step.count, step.rate.filter(|rate| *rate > 0.0)) {
                known.insert(name(id.word(), &["funnel.", step.step.word()].concat(), "n"), whole(count / rate));
            }
            if let Some(pending) = step.pending {
                known.insert(name(id.word(), &["funnel.", step.step.word()].concat(), "pending"), pending);
            }
        }
    }
    for (key, values) in &card.segments {
        let field = String::from(key.clone());
        if matches!(key.fields(), [Field::Dimension(Dimension::Intent | Dimension::Source | Dimension::Campaign)]) {
            for (value, metrics) in values {
                put_metrics(&mut known, &segment_place(&field, value), metrics, false);
            }
        }
    }
    for (id, definition) in &card.definitions {
        known.insert(name("all", &["definition.", id.word()].concat(), "n"), definition.denominator);
        known.insert(name("all", &["definition.", id.word()].concat(), "k"), definition.numerator);
    }
    // Counts that are all 0 are not shown.
    let Counts { engaged, handled, bot_leads, .. } = card.counts;
    for (of, rows) in [("engaged", engaged), ("handled", handled), ("bot_leads", bot_leads)] {
        if rows > 0 {
            known.insert(name("all", &["counts.", of].concat(), "n"), rows);
        }
    }
    known
}

/// Numbers over handled chats in a table, of which a total says how many chats do not say.
const OF_WEEKS: [MetricId; 4] =
    [MetricId::DeflectionRate, MetricId::ResolutionRate, MetricId::FallbackRate, MetricId::HandoffRate];
const OF_INTENTS: [MetricId; 3] = [MetricId::DeflectionRate, MetricId::FallbackRate, MetricId::HandoffRate];

/// The counts of a card itself: there every number is seen, and what is handled is known of each row.
pub(super) fn true_counts(card: &Scorecard) -> BTreeMap<Name, u64> {
    let mut truth = counts(card);
    let mut put = |place: &str, metrics: &MetricSet, of: &[MetricId]| {
        let handoff = &metrics[&MetricId::HandoffRate];
        let handled = handoff.n + handoff.unknown;
        truth.insert(name(place, "handled", "n"), handled);
        let (eligible, undecided) = (&metrics[&MetricId::DeflectionRate], undecided(metrics).unwrap());
        truth.insert(name(place, NOT_ELIGIBLE, "n"), handled - eligible.n - eligible.unknown - undecided);
        truth.insert(name(place, UNDECIDED, "n"), undecided);
        for (id, metric) in metrics.iter().filter(|(id, _)| of.contains(id)) {
            truth.insert(name(place, id.word(), "unknown"), metric.unknown);
        }
    };
    put("all", &card.metrics, &[]);
    for (id, board) in &card.boards {
        put(id.word(), &board.metrics, &[]);
        let of: &[MetricId] = if *id == BoardId::Support { &OF_WEEKS } else { &[] };
        board.weekly.iter().for_each(|week| put(&week_place(*id, &week.from), &week.metrics, of));
    }
    for (key, values) in &card.segments {
        let field = String::from(key.clone());
        let of: &[MetricId] = if field == "intent" { &OF_INTENTS } else { &[] };
        values.iter().for_each(|(value, metrics)| put(&segment_place(&field, value), metrics, of));
    }
    truth
}

pub(super) fn whole(value: f64) -> u64 {
    format!("{value:.0}").parse().unwrap()
}
