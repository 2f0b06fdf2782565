//! Last complete period against the one before (METRICS section 6): deltas, intervals, verdicts, and the split by mix.

use std::rc::Rc;

use super::{Change, ChangeId, Verdict, Week as Printed};
use crate::facts::calendar::Week;
use crate::facts::{DAY, Facts, micros};
use crate::metrics::statistics::{Proportion, Share, benjamini_hochberg, newcombe, pooled_p, weeks_needed};
use crate::metrics::{Context, Evaluated, Grouped, Grouping, Metric, Partition, Scope, Tally, rates, weeks};
use crate::model::{Date, SortedMap, had};
use crate::rules::{ConversionKind, FallbackBasis, Rules};

/// The support board's tiles that are tested together.
const SUPPORT: &[ChangeId] =
    &[ChangeId::DeflectionRate, ChangeId::ResolutionRate, ChangeId::FallbackRate, ChangeId::HandoffRate, ChangeId::Csat];
/// The lead board's.
const LEAD: &[ChangeId] =
    &[ChangeId::EngagementRate, ChangeId::ChatToLead, ChangeId::LeadQualityRate, ChangeId::QualifiedBookingRate];

/// Two spans of local dates, before and after; of equal length unless both were chosen.
pub(crate) type Spans = [(Date, Date); 2];

/// Compares the last complete period of each metric with the one before, or the scope's range with a chosen one.
pub fn changes(context: &Context<'_>, scope: &Scope, compare: Option<(Date, Date)>) -> SortedMap<ChangeId, Change> {
    let mut pairs: SortedMap<(i32, i32), Pair> = SortedMap::new();
    let mut found: SortedMap<ChangeId, Compared> = SortedMap::new();
    for id in ChangeId::ALL {
        let Some((spans, weeks)) = spans(context, scope, *id, compare) else { continue };
        let [(first, _), (_, last)] = spans;
        let pair = pairs.entry((first.0, last.0)).or_insert_with(|| Pair::new(context, scope, spans));
        if let Some(compared) = pair.compare(context, *id, weeks) {
            found.insert(*id, compared);
        }
    }
    for board in [SUPPORT, LEAD] {
        decide(&mut found, board, context.facts.rules.min_n);
    }
    found.into_iter().map(|(id, compared)| (id, compared.change)).collect()
}

/// The same from weeks that were counted before and those of the files after them, which alone are too few: the rows of the
/// former are not there, so what the mix of intents did is not known. `own` is where the weeks of the files begin; a metric
/// whose last week is none of them has no change.
pub fn changes_of_weeks(weeks: &[&Printed], own: usize, rules: &Rules) -> SortedMap<ChangeId, Change> {
    let mut found: SortedMap<ChangeId, Compared> = SortedMap::default();
    for id in ChangeId::ALL {
        if let Some(compared) = compare_weeks(weeks, own, *id, rules) {
            found.insert(*id, compared);
        }
    }
    for board in [SUPPORT, LEAD] {
        decide(&mut found, board, rules.min_n);
    }
    found.into_iter().map(|(id, compared)| (id, compared.change)).collect()
}

fn compare_weeks(weeks: &[&Printed], own: usize, id: ChangeId, rules: &Rules) -> Option<Compared> {
    let n = weeks_of(id);
    let judged = |week: &&Printed| Some(id.of(&week.metrics).filter(|of| week.complete && of.pending.unwrap_or(0) == 0)?.clone());
    let last = weeks.iter().rposition(|week| judged(week).is_some()).filter(|last| *last >= own)?;
    let compared = weeks.get((last + 1).checked_sub(2 * n)?..=last)?;
    let date = |week: &&Printed| Date::from_iso(&week.from);
    // A gap between what was saved and the files leaves nothing to compare.
    let is_whole =
        compared.iter().zip(compared.iter().skip(1)).all(|(one, other)| date(one).map(|from| Date(from.0 + 7)) == date(other));
    let metrics: Vec<Metric> = compared.iter().filter_map(judged).collect();
    if !is_whole || metrics.len() < 2 * n {
        return None;
    }
    let (before, after) = metrics.split_at(n);
    if !is_tested_by(id, rules) {
        let ([before], [after]) = (before, after) else { return None };
        let (from, to) = (before.value?, after.value?);
        // A saved scorecard is anybody's text.
        let delta = had(to - from)?;
        return Some(Compared { change: Change { from, to, delta, ..Change::default() }, shares: None, weeks: 1.0 });
    }
    let sum = |weeks: &[Metric]| {
        let shares = weeks.iter().map(share).collect::<Option<Vec<Share>>>()?;
        Some(Share { k: shares.iter().map(|share| share.k).sum(), n: shares.iter().map(|share| share.n).sum() })
    };
    let shares = [sum(before)?, sum(after)?];
    let (from, to) = (shares[0].rate()?, shares[1].rate()?);
    let change = Change { from, to, delta: to - from, interval: newcombe(shares[0], shares[1]), ..Change::default() };
    Some(Compared { change, shares: Some(shares), weeks: n as f64 })
}

/// Weeks that a metric is compared over: four for CSAT, lead quality and booking, else one.
fn weeks_of(id: ChangeId) -> usize {
    match id {
        ChangeId::Csat | ChangeId::LeadQualityRate | ChangeId::QualifiedBookingRate => 4,
        _ => 1,
    }
}

/// The two periods of a metric and their weeks; none without enough complete weeks.
pub(crate) fn spans(context: &Context<'_>, scope: &Scope, id: ChangeId, compare: Option<(Date, Date)>) -> Option<(Spans, f64)> {
    spans_of(context, scope, weeks_of(id), maturity(context, id), compare)
}

/// Days until rows can be judged, and the horizon that says whether they have passed.
pub(crate) type Maturity = (f64, Option<i64>);

/// The last `n` complete weeks that can be judged and the `n` before them, with their number; else the scope's range and the
/// dates chosen to compare it with and the mean of their weeks.
pub(crate) fn spans_of(
    context: &Context<'_>,
    scope: &Scope,
    n: usize,
    maturity: Option<Maturity>,
    compare: Option<(Date, Date)>,
) -> Option<(Spans, f64)> {
    let facts = context.facts;
    let period = scope.period(facts)?;
    if let Some(before) = compare {
        let days = [before, period].map(|(from, to)| f64::from(to.0 - from.0 + 1));
        return Some(([before, period], days.iter().sum::<f64>() / 14.0));
    }
    let is_judgeable = |week: &Week| {
        let Some((days, horizon)) = maturity else { return true };
        let end = facts.zone.day_start(Date(week.last().0 + 1));
        horizon.is_some_and(|horizon| end.saturating_add(micros(days, DAY)) <= horizon)
    };
    let complete: Vec<Week> =
        weeks(facts, scope).into_iter().filter(|week| week.is_within(period.0, period.1) && is_judgeable(week)).collect();
    let after = complete.len().checked_sub(n)?;
    let before = after.checked_sub(n)?;
    let span = |from: usize| Some((complete.get(from)?.first, complete.get(from + n - 1)?.last()));
    Some(([span(before)?, span(after)?], n as f64))
}

/// When the rows of a metric with pending ones can be judged.
fn maturity(context: &Context<'_>, id: ChangeId) -> Option<Maturity> {
    let facts = context.facts;
    match id {
        ChangeId::LeadQualityRate | ChangeId::QualifiedBookingRate => Some((facts.rules.maturity_days, facts.horizons.leads)),
        ChangeId::ConversionRate if context.conversion == ConversionKind::Purchase => {
            Some((f64::from(facts.rules.attribution.window_days), facts.horizons.revenue))
        }
        _ => None,
    }
}

/// One comparison, before the tests of its board.
struct Compared {
    change: Change,
    /// Counts of a rate before and after, if it is tested.
    shares: Option<[Share; 2]>,
    weeks: f64,
}

/// Both periods, evaluated.
struct Pair {
    periods: Vec<Rc<Grouped>>,
    /// Intent by intent: before and after.
    intents: SortedMap<String, [Tally; 2]>,
}

impl Pair {
    fn new(context: &Context<'_>, scope: &Scope, spans: Spans) -> Self {
        let [before, after] = spans;
        // Chosen periods may overlap: each is then grouped by itself.
        let overlap = before.0 <= after.1 && after.0 <= before.1;
        let together: Vec<Vec<(Date, Date)>> = if overlap { vec![vec![before], vec![after]] } else { vec![spans.to_vec()] };
        let mut intents: SortedMap<String, [Tally; 2]> = SortedMap::new();
        let mut periods = Vec::with_capacity(spans.len());
        for (first_side, spans) in together.into_iter().enumerate() {
            // A comparison may reach outside the chosen range: only the filters hold, and a period bears the cost of its days.
            let first = spans.iter().map(|(from, _)| *from).min().unwrap_or_default();
            let last = spans.iter().map(|(_, to)| *to).max().unwrap_or_default();
            let inside = scope.within((first, last));
            periods.push(context.grouped(&inside, &Grouping::Dates(spans.clone())));
            let by_intent = Partition::new(context.index, &inside, &Grouping::DatesByIntent(spans.clone()));
            for (name, tally) in by_intent.names.iter().zip(rates(context.index, &by_intent, context.conversion)) {
                let [span, intent] = name.as_slice() else { continue };
                let sides = intents.entry(intent.clone()).or_default();
                if let Some(side) = span.parse::<usize>().ok().and_then(|span| sides.get_mut(first_side + span)) {
                    *side = tally;
                }
            }
        }
        Self { periods, intents }
    }

    fn compare(&self, context: &Context<'_>, id: ChangeId, weeks: f64) -> Option<Compared> {
        let mut sides = self.periods.iter().flat_map(|grouped| &grouped.groups);
        let (from, to) = (metric(sides.next()?, id)?, metric(sides.next()?, id)?);
        let (from_value, to_value) = (from.value?, to.value?);
        let delta = to_value - from_value;
        let change = Change { from: from_value, to: to_value, delta, ..Change::default() };
        if !is_tested(id, context.facts) {
            return Some(Compared { change, shares: None, weeks });
        }
        let shares = [share(from)?, share(to)?];
        let [before, after] = shares;
        // "When the total moves, split the change."
        let mix = if delta == 0.0 { None } else { self.mix(id, delta) };
        Some(Compared {
            change: Change {
                interval: newcombe(before, after),
                rate_effect: mix.map(|mix| mix.of_rates),
                mix_effect: mix.map(|mix| mix.of_weights),
                reversal: mix.map(|mix| mix.is_reversal),
                ..change
            },
            shares: Some(shares),
            weeks,
        })
    }

    /// Splits a change by intent into what rates and what the mix explain; they add up exactly.
    fn mix(&self, id: ChangeId, delta: f64) -> Option<Mix> {
        let of = |tally: &Tally| proportion(tally, id);
        let mut parts: Vec<[Proportion; 2]> = Vec::with_capacity(self.intents.len());
        for [before, after] in self.intents.values() {
            parts.push([of(before)?, of(after)?]);
        }
        let total =
            |side: usize| parts.iter().filter_map(|sides| sides.get(side)).map(|side| side.denominator as f64).sum::<f64>();
        let (all_before, all_after) = (total(0), total(1));
        let (mut rate_effect, mut mix_effect, mut both, mut against) = (0.0, 0.0, 0_u64, 0_u64);
        for [before, after] in &parts {
            // A rate missing in one period is taken from the other; missing in both, the intent has no weight.
            let (Some(rate_before), Some(rate_after)) = (before.value().or(after.value()), after.value().or(before.value()))
            else {
                continue;
            };
            let (weight_before, weight_after) = (before.denominator as f64 / all_before, after.denominator as f64 / all_after);
            rate_effect += f64::midpoint(weight_before, weight_after) * (rate_after - rate_before);
            mix_effect += f64::midpoint(rate_before, rate_after) * (weight_after - weight_before);
            if before.denominator > 0 && after.denominator > 0 {
                both += 1;
                against += u64::from((rate_after - rate_before) * delta < 0.0);
            }
        }
        Some(Mix { of_rates: rate_effect, of_weights: mix_effect, is_reversal: against * 2 > both })
    }
}

#[derive(Clone, Copy)]
struct Mix {
    of_rates: f64,
    of_weights: f64,
    is_reversal: bool,
}

/// Gives the tiles of one board their verdicts: too few rows, real, or noise with the weeks it would take.
fn decide(found: &mut SortedMap<ChangeId, Compared>, board: &[ChangeId], min_n: u64) {
    let mut tested: Vec<(ChangeId, f64)> = Vec::new();
    for id in board {
        let Some(compared) = found.get_mut(id) else { continue };
        let Some([before, after]) = compared.shares else { continue };
        match pooled_p(before, after).filter(|_| before.n >= min_n && after.n >= min_n) {
            Some(p) => tested.push((*id, p)),
            None => compared.change.verdict = Some(Verdict::TooFew),
        }
    }
    let p_values: Vec<f64> = tested.iter().map(|(_, p)| *p).collect();
    for ((id, _), real) in tested.iter().zip(benjamini_hochberg(&p_values)) {
        let Some(compared) = found.get_mut(id) else { continue };
        compared.change.verdict = Some(if real { Verdict::Real } else { Verdict::Noise });
        if let (false, Some([before, after])) = (real, compared.shares) {
            let mean_weekly_n = (before.n + after.n) as f64 / (2.0 * compared.weeks);
            compared.change.weeks_needed = weeks_needed(before, after, mean_weekly_n);
        }
    }
}

/// Whether a metric is on a board's list of tests; fallbacks by turn are a ratio and on none.
pub(crate) fn is_tested(id: ChangeId, facts: &Facts) -> bool {
    is_tested_by(id, &facts.rules)
}

fn is_tested_by(id: ChangeId, rules: &Rules) -> bool {
    match id {
        ChangeId::FallbackRate => rules.fallback_basis == FallbackBasis::Sessions,
        _ => SUPPORT.contains(&id) || LEAD.contains(&id),
    }
}

/// The metric of a key of `change`.
pub(crate) fn metric(evaluated: &Evaluated, id: ChangeId) -> Option<&Metric> {
    id.of(&evaluated.metrics)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numerators and denominators of rates are counts")]
pub(crate) fn share(metric: &Metric) -> Option<Share> {
    Some(Share { k: metric.numerator? as u64, n: metric.denominator? as u64 })
}

/// The counts of a tested rate, where they can be split by intent.
fn proportion(tally: &Tally, id: ChangeId) -> Option<Proportion> {
    match id {
        ChangeId::DeflectionRate => Some(tally.deflection),
        ChangeId::ResolutionRate => Some(tally.resolution),
        ChangeId::FallbackRate => Some(tally.fallback),
        ChangeId::HandoffRate => Some(tally.handoff),
        ChangeId::Csat => Some(tally.csat),
        ChangeId::ChatToLead => Some(tally.chat_to_lead),
        ChangeId::LeadQualityRate => Some(tally.quality),
        ChangeId::QualifiedBookingRate => Some(tally.booking),
        _ => None,
    }
}
