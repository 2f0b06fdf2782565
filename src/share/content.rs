//! What of a scorecard is shared, and what is not.

use borsh::{BorshDeserialize, BorshSerialize};

use super::bytes::rounded;
use super::files::{shared_counts, shared_files};
use super::models::shared_models;
use super::numbers::{ROUGH_DIGITS, is_few, is_money, shared_metric, shared_roi, without};
use super::options::{Part, ShareOptions, shares_names};
use super::rule_lines::shared_rules;
use super::suppress::is_small;
use super::tables::{cells_of, is_any_hidden, masks, seen_values, shared_segments, tally};
use super::words::{OF_AN_EARLIER_RUN, week_groups};
use super::{apart, funnel};
use crate::masking::identifies;
use crate::metrics::Field;
use crate::metrics::statistics::Share;
use crate::model::{Date, Dimension, SortedMap};
use crate::rules::{Baseline, Derived, EffectiveRules};
use crate::scorecard::{
    Board, BoardDetail, BoardId, Change, ChangeId, Check, Definition, DefinitionId, Finding, Metric, MetricId, MetricSet, Need,
    Period, Query, Roi, SCHEMA, Scorecard, SegmentKey, States, Verdict, Week,
};

/// A filter that the numbers were narrowed by.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SharedFilter {
    /// What.
    pub field: Field,
    /// The values that count; none where they are names that are not shared.
    pub values: Option<Vec<String>>,
}

/// How many groups are hidden because they are small, or because they would give a small one away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Hidden {
    /// Intents, sources and campaigns, in at least one number.
    pub segments: u32,
    /// Weeks of a board, likewise.
    pub weeks: u32,
}

impl Hidden {
    /// All of them; a link may claim any number.
    pub fn total(self) -> u64 {
        u64::from(self.segments) + u64::from(self.weeks)
    }
}

/// A scorecard as it is shared.
#[derive(Clone, Debug, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Shared {
    /// What was put in.
    pub options: ShareOptions,
    /// The numbers. What is left out or hidden needs [`Need::NotShared`] or [`Need::Suppressed`]. Without a hash of the rules
    /// where some are withheld: it would confirm a guess at them.
    pub card: Scorecard,
    /// What they were narrowed by.
    pub filters: Vec<SharedFilter>,
    /// Whether dates were chosen; else the period is that of the data.
    pub has_range: bool,
    /// Dates that changes are against, where they were chosen.
    pub compare: Option<(Date, Date)>,
    /// Rules that differ from the defaults and bear names or amounts that are not shared, some or all of them.
    pub withheld: Vec<String>,
    /// What is hidden.
    pub hidden: Hidden,
}

/// Weeks that are shared, at most: a quarter.
pub const WEEKS: usize = 13;

/// What others may see of a scorecard.
///
/// No rows, ids, questions or names of people are in a scorecard. Beyond that, names of files are left out always and their
/// hashes cut to 64 bits; names of sources, campaigns, media and pages unless they are put in.
pub fn share(card: &Scorecard, options: ShareOptions) -> Shared {
    let query = Query::from_address(&card.query);
    let below = card.rules.rules.suppress_below;
    let mut hidden = Hidden::default();
    let boards = card.boards.iter().filter(|(id, _)| apart::is_shown(card, **id, options));
    let boards: SortedMap<BoardId, Board> =
        boards.map(|(id, board)| (*id, shared_board(card, *id, board, query.compare.is_some(), options, &mut hidden))).collect();
    let mut segments = SortedMap::new();
    for (key, of) in &card.segments {
        let is_shared = match key.fields() {
            [Field::Dimension(Dimension::Intent)] => options.has(Part::Segments),
            [field @ Field::Dimension(Dimension::Source | Dimension::Campaign)] => shares_names(*field, options),
            _ => false,
        };
        let shared = if is_shared { shared_segments(card, key, of, options, &mut hidden) } else { SortedMap::new() };
        // A table of hidden rows alone would still tell how many they are.
        if !shared.is_empty() {
            segments.insert(key.clone(), shared);
        }
    }
    let (rules, withheld) = shared_rules(card, options);
    let derived = &card.rules.derived;
    Shared {
        options,
        has_range: query.scope.range.is_some(),
        compare: query.compare,
        filters: query.scope.filters.iter().map(|filter| shared_filter(filter.field, &filter.values, options)).collect(),
        card: Scorecard {
            schema: SCHEMA,
            engine: card.engine.clone(),
            rules: EffectiveRules {
                derived: Derived {
                    time_zone: card.period.time_zone.clone(),
                    currency: rules.currency.is_none().then(|| derived.currency.clone()).flatten(),
                    conversion_kind: derived.conversion_kind,
                    baseline: shared_baseline(card),
                    ..Derived::default()
                },
                rules,
            },
            rules_hash: if withheld.is_empty() { card.rules_hash.clone() } else { String::new() },
            files: shared_files(card, options),
            period: Period { horizon: None, ..card.period.clone() },
            counts: shared_counts(card, options),
            metrics: MetricSet::new(),
            definitions: shared_definitions(card),
            funnel: Vec::new(),
            attribution: if boards.contains_key(&BoardId::Lead) && options.has(Part::Money) {
                shared_models(&card.attribution, &card.rules.rules.attribution, below)
            } else {
                Vec::new()
            },
            roi: Roi::default(),
            segments,
            boards,
            paths: SortedMap::new(),
            states: States::default(),
            weekly: Vec::new(),
            change: SortedMap::new(),
            findings: shared_findings(card, options),
            checks: card
                .checks
                .iter()
                .filter(|check| is_of_files(check))
                // How many rows it is of may be a small group: chats without an intent.
                .map(|check| Check { check: check.check.clone(), file: None, count: 0, examples: Vec::new() })
                .collect(),
            segment_weeks: None,
            query: String::new(),
        },
        withheld,
        hidden,
    }
}

/// Baselines, unless the tickets or the form's leads that they are counted over are few.
fn shared_baseline(card: &Scorecard) -> Baseline {
    let below = card.rules.rules.suppress_below;
    let cut = |value: Option<f64>, rows: u64| value.filter(|_| rows >= below).map(|value| rounded(value, ROUGH_DIGITS));
    let Derived { baseline, baseline_rows, .. } = &card.rules.derived;
    Baseline {
        human_csat: cut(baseline.human_csat, baseline_rows.rated),
        human_first_answer_s: cut(baseline.human_first_answer_s, baseline_rows.answered),
        form_conversion: cut(baseline.form_conversion, baseline_rows.form_leads),
        form_lead_quality: cut(baseline.form_lead_quality, baseline_rows.form_leads),
        form_booking: cut(baseline.form_booking, baseline_rows.form_leads),
    }
}

fn shared_filter(field: Field, values: &[String], options: ShareOptions) -> SharedFilter {
    let is_shared = shares_names(field, options) && !values.iter().any(|value| identifies(value));
    SharedFilter { field, values: is_shared.then(|| values.to_vec()) }
}

fn shared_definitions(card: &Scorecard) -> SortedMap<DefinitionId, Definition> {
    if apart::definitions_give_away(card) {
        return SortedMap::new();
    }
    let below = card.rules.rules.suppress_below;
    let large = card.definitions.iter().filter(|(_, definition)| !is_small(definition.denominator, below));
    large
        .map(|(id, definition)| {
            let share = Share { k: definition.numerator, n: definition.denominator };
            (*id, Definition { value: share.rate(), ..*definition })
        })
        .collect()
}

/// Whether a check is of the files alone: an earlier run is known only where it was saved.
fn is_of_files(check: &Check) -> bool {
    check.check != OF_AN_EARLIER_RUN
}

/// Findings by their rule, and where they hold if that is a name that is shared: gaps are named by what people wrote. One about
/// chats that a table hides would tell of them, so it is left out.
fn shared_findings(card: &Scorecard, options: ShareOptions) -> Vec<Finding> {
    let mut seen: SortedMap<SegmentKey, Vec<&str>> = SortedMap::new();
    let findings = card.findings.iter().filter_map(|finding| {
        let place = finding.segment.as_deref().and_then(|segment| segment.split_once('='));
        let place = place.and_then(|(field, value)| Some((Field::from_word(field)?, value)));
        let key = place.and_then(|(field, _)| SegmentKey::parse(field.word()));
        if let Some((key, (_, value))) = key.filter(|key| card.segments.contains_key(key)).zip(place)
            && !seen.entry(key.clone()).or_insert_with(|| seen_values(card, &key)).contains(&value)
        {
            return None;
        }
        let is_shared = place.is_some_and(|(field, value)| shares_names(field, options) && !identifies(value));
        Some(Finding {
            rule: finding.rule.clone(),
            segment: finding.segment.as_ref().filter(|_| is_shared).cloned(),
            evidence: SortedMap::new(),
        })
    });
    findings.collect()
}

/// A board's numbers: metrics with their variants, weeks and changes of those with a tile.
fn shared_board(card: &Scorecard, id: BoardId, board: &Board, chosen: bool, options: ShareOptions, hidden: &mut Hidden) -> Board {
    let below = card.rules.rules.suppress_below;
    let is_withheld = |id: MetricId| is_money(id) && !options.has(Part::Money);
    let metrics = board.metrics.iter().map(|(id, metric)| {
        let shared = if is_withheld(*id) { without(Need::NotShared, 0) } else { shared_metric(metric, below) };
        (*id, shared)
    });
    let weeks: Vec<&MetricSet> = board.weekly.iter().map(|week| &week.metrics).collect();
    let mut masks = masks(week_groups(id), &weeks, Vec::new(), below, &|_| false);
    // What is hidden of all weeks is hidden of each.
    for (id, mask) in &mut masks {
        if id.of(&board.metrics).is_some_and(|metric| is_few(metric, below)) {
            mask.fill(true);
        }
    }
    let changes = masks.iter().filter(|(id, _)| !is_withheld(id.metric().0)).filter_map(|(id, mask)| {
        let change = board.change.get(id)?;
        let is_seen = if chosen {
            change.verdict != Some(Verdict::TooFew) && card.rules.rules.min_n >= below
        } else {
            !compared(*id, &board.weekly).is_some_and(|weeks| mask.get(weeks).is_some_and(|mask| mask.contains(&true)))
        };
        is_seen.then(|| (*id, shared_change(change)))
    });
    let change = changes.collect();
    let is_all_hidden = masks.first().is_some_and(|(_, mask)| !mask.contains(&false));
    let first = board.weekly.len().saturating_sub(if options.has(Part::Weeks) { WEEKS } else { 0 });
    let weekly: Vec<Week> = board
        .weekly
        .iter()
        .enumerate()
        .skip(first)
        .map(|(at, week)| {
            let mut metrics = cells_of(masks.iter(), at, &week.metrics);
            for cell in metrics.iter_mut().filter(|(id, _)| is_withheld(**id)) {
                *cell.1 = Metric::default();
            }
            Week { metrics, ..week.clone() }
        })
        .collect();
    hidden.weeks += tally((first..board.weekly.len()).map(|at| is_any_hidden(&masks, at)));
    Board {
        flows: if options.has(Part::Names) { shared_flows(card, board) } else { Vec::new() },
        metrics: metrics.collect(),
        weekly: if options.has(Part::Weeks) && !is_all_hidden { weekly } else { Vec::new() },
        change,
        roi: if options.has(Part::Money) { shared_roi(board, below) } else { Roi::default() },
        funnel: if id == BoardId::Lead { funnel::shared_funnel(card, board) } else { Vec::new() },
        detail: BoardDetail::default(),
    }
}

/// The flows of a board, but for those of few chats, whose name is as good as a row.
fn shared_flows(card: &Scorecard, board: &Board) -> Vec<String> {
    let of = card.segments.get(&SegmentKey::of(Dimension::Flow));
    let handled = |flow: &String| of.and_then(|of| of.get(flow)).map_or(0, apart::handled);
    let is_told = |flow: &&String| of.is_none() || (handled(flow) >= card.rules.rules.suppress_below && !identifies(flow));
    board.flows.iter().filter(is_told).cloned().collect()
}

/// The weeks that a change of a metric compares (METRICS section 6): the last complete one that can be judged and the one
/// before, or four and four.
fn compared(id: ChangeId, weeks: &[Week]) -> Option<std::ops::Range<usize>> {
    let length = match id {
        ChangeId::Csat | ChangeId::LeadQualityRate | ChangeId::QualifiedBookingRate => 8,
        _ => 2,
    };
    let is_judged = |week: &Week| week.complete && id.of(&week.metrics).is_none_or(|metric| metric.pending.unwrap_or(0) == 0);
    let end = weeks.iter().rposition(is_judged)? + 1;
    Some(end.saturating_sub(length)..end)
}

fn shared_change(change: &Change) -> Change {
    let cut = |value: f64| rounded(value, ROUGH_DIGITS);
    let (to, delta) = (cut(change.to), cut(change.delta));
    Change {
        // As a link says it: the two that are written give the third.
        from: cut(to - delta),
        to,
        delta,
        interval: change.interval.map(|ends| ends.map(cut)),
        verdict: change.verdict,
        weeks_needed: change.weeks_needed,
        rate_effect: change.rate_effect.map(cut),
        mix_effect: change.mix_effect.map(cut),
        reversal: change.reversal,
    }
}
