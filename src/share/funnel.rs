//! The funnel of a board as it is shared: a step out of a small group is hidden, and what follows from it.

use super::bytes::rounded;
use super::numbers::ROUGH_DIGITS;
use super::suppress::is_small;
use crate::scorecard::{Board, FunnelStep, FunnelStepId, MetricId, Scorecard};

/// Mature bot leads of a board, if any of its numbers is over them.
fn mature(board: &Board) -> Option<u64> {
    let of = |id: &MetricId| board.metrics.get(id).map(|metric| metric.n);
    let rows = [MetricId::LeadQualityRate, MetricId::QualifiedBookingRate].iter().filter_map(of).max()?;
    (rows > 0).then_some(rows)
}

/// The rows that a step is out of: those of the step before, of the first step of leads the mature ones.
fn rows_of(step: &FunnelStep, before: Option<f64>, board: &Board) -> Option<f64> {
    match step.step {
        FunnelStepId::Visitors | FunnelStepId::Engaged => None,
        FunnelStepId::BotLeads => before,
        _ => before.or_else(|| mature(board).map(|rows| rows as f64)).or_else(|| {
            // 3 of 12 is 25 %: a count and its rate say out of how many; 0 of them could be any.
            let (count, rate) = (step.count?, step.rate?);
            Some(if rate > 0.0 { count / rate } else { 1.0 })
        }),
    }
}

/// The funnel.
pub(super) fn shared_funnel(card: &Scorecard, board: &Board) -> Vec<FunnelStep> {
    let below = card.rules.rules.suppress_below;
    // The form's leads are nested too: those that a step is out of are what the step before left.
    let mut form_leads = card.rules.derived.baseline_rows.form_leads as f64;
    let is_few = |rows: f64| rows > 0.0 && rows.round() < below as f64;
    let (mut before, mut is_hidden) = (None, false);
    let mut shared = Vec::new();
    for step in &board.funnel {
        let is_lead = !matches!(step.step, FunnelStepId::Visitors | FunnelStepId::Engaged | FunnelStepId::BotLeads);
        // A hidden step's rows are those of the next: it tells of them too.
        is_hidden = (is_hidden && is_lead)
            || rows_of(step, before, board).is_some_and(is_few)
            || (mature(board).is_none() && step.pending.is_some_and(|pending| is_small(pending, below)))
            || (!is_lead && step.rate.is_none() && step.count.is_some_and(is_few));
        // What stands between chats and leads is out of neither.
        before = match step.step {
            FunnelStepId::Visitors | FunnelStepId::Engaged => step.count,
            FunnelStepId::BotLeads => None,
            _ => step.count.or(before),
        };
        let baseline = step.baseline.filter(|_| form_leads.round() >= below as f64);
        form_leads *= step.baseline.filter(|_| is_lead).unwrap_or(1.0);
        let cut = |value: Option<f64>| value.filter(|_| !is_hidden).map(|value| rounded(value, ROUGH_DIGITS));
        shared.push(FunnelStep {
            step: step.step,
            count: step.count.filter(|_| !is_hidden).map(|count| rounded(count, 12)),
            rate: cut(step.rate),
            interval: step.interval.filter(|_| !is_hidden).map(|ends| ends.map(|end| rounded(end, ROUGH_DIGITS))),
            pending: step.pending.filter(|_| !is_hidden),
            baseline: baseline.map(|value| rounded(value, ROUGH_DIGITS)),
        });
    }
    shared
}
