//! What of a scorecard is shared, and what is not.

use borsh::{BorshDeserialize, BorshSerialize};

use super::bytes::rounded;
use super::models::shared_models;
use super::numbers::{ROUGH_DIGITS, is_money, shared_cell, shared_metric, shared_roi, without};
use super::suppress::{Column, hidden_rows, is_small};
use super::words::{segment_groups, week_groups};
use crate::metrics::statistics::Share;
use crate::metrics::{Field, names};
use crate::model::order::put_in_order_by;
use crate::model::{Dimension, SortedMap};
use crate::rules::{Baseline, Derived, EffectiveRules, Rules};
use crate::scorecard::{
    Board, BoardDetail, BoardId, Change, ChangeId, Check, Counts, Definition, DefinitionId, FileFacts, Finding, FunnelStep,
    Metric, MetricId, MetricSet, Need, Period, Query, Roi, SCHEMA, Scorecard, SegmentKey, States, Verdict, Week,
};

names! {
    /// What a person may put in or leave out.
    Part {
        Support = "support",
        Lead = "lead",
        Weeks = "weeks",
        Segments = "segments",
        Names = "names",
        Sources = "sources",
        Money = "money",
    }
}

/// What is put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct ShareOptions(pub u8);

impl Default for ShareOptions {
    /// Everything but the names of sources and campaigns.
    fn default() -> Self {
        Part::ALL.iter().fold(Self(0), |options, part| options.with(*part, *part != Part::Sources))
    }
}

impl ShareOptions {
    fn bit(part: Part) -> u8 {
        1 << (part as u8)
    }

    /// Whether a part is in.
    pub fn has(self, part: Part) -> bool {
        self.0 & Self::bit(part) != 0
    }

    /// The same with a part put in or left out.
    #[must_use]
    pub fn with(self, part: Part, is_in: bool) -> Self {
        Self(if is_in { self.0 | Self::bit(part) } else { self.0 & !Self::bit(part) })
    }

    fn has_board(self, board: BoardId) -> bool {
        self.has(match board {
            BoardId::Support => Part::Support,
            BoardId::Lead => Part::Lead,
        })
    }
}

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

/// A scorecard as it is shared.
#[derive(Clone, Debug, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Shared {
    /// What was put in.
    pub options: ShareOptions,
    /// The numbers. What is left out or hidden needs [`Need::NotShared`] or [`Need::Suppressed`].
    pub card: Scorecard,
    /// What they were narrowed by.
    pub filters: Vec<SharedFilter>,
    /// Whether dates were chosen; else the period is that of the data.
    pub has_range: bool,
    /// Rules that differ from the defaults and bear names or amounts that are not shared.
    pub withheld: Vec<String>,
    /// What is hidden.
    pub hidden: Hidden,
}

/// Weeks that are shared, at most: a quarter.
pub const WEEKS: usize = 13;

/// What others may see of a scorecard, narrowed by a query.
///
/// No rows, ids, questions or names of people are in a scorecard. Beyond that, names of files are left out always and their
/// hashes cut to 64 bits; names of sources, campaigns, media and pages unless they are put in.
pub fn share(card: &Scorecard, query: &Query, options: ShareOptions) -> Shared {
    let below = card.rules.rules.suppress_below;
    let handled = |board: &Board| board.metrics.get(&MetricId::CostPerInteraction).map_or(0, |metric| metric.n);
    // A total of both boards less the one that is seen would be the other.
    let has_small_board = card.boards.values().any(|board| is_small(handled(board), below));
    let mut hidden = Hidden::default();
    let boards = card.boards.iter().filter(|(id, board)| options.has_board(**id) && !is_small(handled(board), below));
    let boards: SortedMap<BoardId, Board> =
        boards.map(|(id, board)| (*id, shared_board(*id, board, query.compare.is_some(), options, below, &mut hidden))).collect();
    let mut segments = SortedMap::new();
    if options.has(Part::Segments) {
        for (key, of) in &card.segments {
            let is_shared = match key.fields() {
                [Field::Dimension(Dimension::Intent)] => true,
                [Field::Dimension(Dimension::Source | Dimension::Campaign)] => options.has(Part::Sources),
                _ => false,
            };
            if is_shared {
                let shared = shared_segments(key, of, options, below, &mut hidden);
                // A table of hidden rows alone would still tell how many they are.
                if !shared.is_empty() {
                    segments.insert(key.clone(), shared);
                }
            }
        }
    }
    let (rules, withheld) = shared_rules(&card.rules.rules, options);
    let derived = &card.rules.derived;
    Shared {
        options,
        has_range: query.scope.range.is_some(),
        filters: query.scope.filters.iter().map(|filter| shared_filter(filter.field, &filter.values, options)).collect(),
        withheld,
        card: Scorecard {
            schema: SCHEMA,
            engine: card.engine.clone(),
            rules: EffectiveRules {
                derived: Derived {
                    time_zone: card.period.time_zone.clone(),
                    currency: rules.currency.is_none().then(|| derived.currency.clone()).flatten(),
                    conversion_kind: derived.conversion_kind,
                    baseline: rounded_baseline(derived.baseline),
                    ..Derived::default()
                },
                rules,
            },
            rules_hash: card.rules_hash.clone(),
            files: card.files.iter().map(shared_file).collect(),
            period: Period { horizon: None, ..card.period.clone() },
            counts: if has_small_board { Counts::default() } else { card.counts.clone() },
            metrics: MetricSet::new(),
            definitions: if has_small_board { SortedMap::new() } else { shared_definitions(card, below) },
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
            findings: card.findings.iter().map(|finding| shared_finding(finding, options)).collect(),
            checks: card.checks.iter().map(|check| Check { file: None, examples: Vec::new(), ..check.clone() }).collect(),
            segment_weeks: None,
        },
        hidden,
    }
}

fn rounded_baseline(baseline: Baseline) -> Baseline {
    let cut = |value: Option<f64>| value.map(|value| rounded(value, ROUGH_DIGITS));
    Baseline {
        human_csat: cut(baseline.human_csat),
        human_first_answer_s: cut(baseline.human_first_answer_s),
        form_conversion: cut(baseline.form_conversion),
        form_lead_quality: cut(baseline.form_lead_quality),
        form_booking: cut(baseline.form_booking),
    }
}

/// Whether the values of a field are names that are shared.
fn shares_names(field: Field, options: ShareOptions) -> bool {
    match field {
        Field::Dimension(Dimension::Source | Dimension::Medium | Dimension::Campaign | Dimension::Page) => {
            options.has(Part::Sources)
        }
        Field::Dimension(Dimension::Intent | Dimension::Flow) => options.has(Part::Names),
        _ => true,
    }
}

fn shared_filter(field: Field, values: &[String], options: ShareOptions) -> SharedFilter {
    SharedFilter { field, values: shares_names(field, options).then(|| values.to_vec()) }
}

/// The first 64 bits of the hash tell whether a file is the same, and its name is nobody's business.
fn shared_file(file: &FileFacts) -> FileFacts {
    FileFacts {
        sha256: file.sha256.chars().take(16).collect(),
        source: file.source.clone(),
        rows_read: file.rows_read,
        rows_kept: file.rows_kept,
        rows_rejected: file.rows_rejected,
        rows_duplicate: file.rows_duplicate,
        ..FileFacts::default()
    }
}

fn shared_definitions(card: &Scorecard, below: u64) -> SortedMap<DefinitionId, Definition> {
    let large = card.definitions.iter().filter(|(_, definition)| !is_small(definition.denominator, below));
    large
        .map(|(id, definition)| {
            let share = Share { k: definition.numerator, n: definition.denominator };
            (*id, Definition { value: share.rate(), ..*definition })
        })
        .collect()
}

/// A finding's rule, and where it holds if that is a name that is shared: gaps are named by what people wrote.
fn shared_finding(finding: &Finding, options: ShareOptions) -> Finding {
    let is_shared = |segment: &&String| {
        let field = segment.split_once('=').and_then(|(field, _)| Field::from_word(field));
        field.is_some_and(|field| shares_names(field, options))
    };
    Finding {
        rule: finding.rule.clone(),
        segment: finding.segment.as_ref().filter(is_shared).cloned(),
        evidence: SortedMap::new(),
    }
}

/// The rules without what is not shared, and the names of those that are not whole.
fn shared_rules(rules: &Rules, options: ShareOptions) -> (Rules, Vec<String>) {
    let (mut own, plain) = (rules.normalised(), Rules::default());
    let mut withheld = Vec::new();
    let mut drop = |name: &str, differs: bool| {
        if differs {
            withheld.push(name.to_owned());
        }
    };
    let mut aliases = own.value_aliases.clone();
    aliases.retain(|dimension, _| shares_names(Field::Dimension(*dimension), options));
    drop("value_aliases", aliases != own.value_aliases);
    own.value_aliases = aliases;
    if !options.has(Part::Names) {
        drop("flow_kind", own.flow_kind != plain.flow_kind);
        drop("narrow_flows", own.narrow_flows != plain.narrow_flows);
        drop("channel_kind", own.channel_kind != plain.channel_kind);
        drop("eligible_intents", own.eligible_intents != plain.eligible_intents);
        drop("target_per_intent", own.target_per_intent != plain.target_per_intent);
        drop("goal_per_flow", own.goal_per_flow != plain.goal_per_flow);
        own = Rules {
            flow_kind: plain.flow_kind.clone(),
            narrow_flows: plain.narrow_flows.clone(),
            channel_kind: plain.channel_kind.clone(),
            eligible_intents: plain.eligible_intents.clone(),
            target_per_intent: plain.target_per_intent.clone(),
            goal_per_flow: plain.goal_per_flow.clone(),
            ..own
        };
    }
    if !options.has(Part::Sources) {
        drop("high_intent_pages", own.high_intent_pages != plain.high_intent_pages);
        own.high_intent_pages.clone_from(&plain.high_intent_pages);
    }
    if !options.has(Part::Money) {
        drop("cost", own.cost != plain.cost);
        drop("manual_cost_per_conversation", own.manual_cost_per_conversation.is_some());
        drop("handoff_saving_per_conversation", own.handoff_saving_per_conversation.is_some());
        drop("margin", own.margin != plain.margin);
        own.cost = plain.cost;
        own.manual_cost_per_conversation = None;
        own.handoff_saving_per_conversation = None;
        own.margin = plain.margin;
    }
    (own, withheld)
}

/// A board's numbers: metrics with their variants, weeks and changes of those with a tile.
fn shared_board(id: BoardId, board: &Board, chosen: bool, options: ShareOptions, below: u64, hidden: &mut Hidden) -> Board {
    let is_withheld = |id: MetricId| is_money(id) && !options.has(Part::Money);
    let metrics = board.metrics.iter().map(|(id, metric)| {
        let shared = if is_withheld(*id) { without(Need::NotShared, metric.n) } else { shared_metric(metric, below) };
        (*id, shared)
    });
    let weeks: Vec<&MetricSet> = board.weekly.iter().map(|week| &week.metrics).collect();
    let masks = masks(week_groups(id), &weeks, below);
    let changes = masks.iter().filter(|(id, _)| !is_withheld(id.metric().0)).filter_map(|(id, mask)| {
        let change = board.change.get(id)?;
        let is_seen = if chosen {
            change.verdict != Some(Verdict::TooFew)
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
        flows: if options.has(Part::Names) { board.flows.clone() } else { Vec::new() },
        metrics: metrics.collect(),
        weekly: if options.has(Part::Weeks) && !is_all_hidden { weekly } else { Vec::new() },
        change,
        roi: if options.has(Part::Money) { shared_roi(&board.roi) } else { Roi::default() },
        funnel: if id == BoardId::Lead { shared_funnel(&board.funnel, below) } else { Vec::new() },
        detail: BoardDetail::default(),
    }
}

/// Which rows of each number are hidden. A row hidden in the first group of numbers, those over all of its chats, is hidden in
/// every other one.
type Masks = Vec<(ChangeId, Vec<bool>)>;

fn masks(groups: &[&[ChangeId]], rows: &[&MetricSet], below: u64) -> Masks {
    let mut base = Vec::new();
    let mut masks = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let n = |id: &ChangeId| rows.iter().map(|row| id.of(row).map_or(0, |metric| metric.n)).collect::<Column>();
        let mask = hidden_rows(&group.iter().map(n).collect::<Vec<Column>>(), below, &base);
        masks.extend(group.iter().map(|id| (*id, mask.clone())));
        if at == 0 {
            base = mask;
        }
    }
    masks
}

fn is_any_hidden(masks: &Masks, row: usize) -> bool {
    masks.iter().any(|(_, mask)| mask.get(row) == Some(&true))
}

fn tally(answers: impl Iterator<Item = bool>) -> u32 {
    u32::try_from(answers.filter(|answer| *answer).count()).unwrap_or(u32::MAX)
}

/// The numbers of one row.
fn cells_of<'a>(masks: impl Iterator<Item = &'a (ChangeId, Vec<bool>)>, row: usize, metrics: &MetricSet) -> MetricSet {
    let mut cells = MetricSet::new();
    for (id, mask) in masks {
        let is_hidden = mask.get(row) == Some(&true);
        let cell = match id.of(metrics) {
            _ if is_hidden => without(Need::Suppressed, 0),
            Some(metric) => shared_cell(metric),
            None => Metric::default(),
        };
        match id.metric() {
            (id, None) => drop(cells.insert(id, cell)),
            (id, Some(part)) => drop(cells.entry(id).or_default().parts.insert(part, cell)),
        }
    }
    cells
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

/// The funnel; a step out of a small group is hidden, and with it its rate.
fn shared_funnel(funnel: &[FunnelStep], below: u64) -> Vec<FunnelStep> {
    let mut before: Option<f64> = None;
    let mut shared = Vec::new();
    for step in funnel {
        let is_hidden = before.is_some_and(|rows| rows > 0.0 && rows < below as f64);
        before = step.count.or(before);
        let cut = |value: Option<f64>| value.filter(|_| !is_hidden).map(|value| rounded(value, ROUGH_DIGITS));
        shared.push(FunnelStep {
            step: step.step,
            count: step.count.filter(|_| !is_hidden).map(|count| rounded(count, 12)),
            rate: cut(step.rate),
            interval: step.interval.filter(|_| !is_hidden).map(|ends| ends.map(|end| rounded(end, ROUGH_DIGITS))),
            pending: step.pending,
            baseline: step.baseline.map(|value| rounded(value, ROUGH_DIGITS)),
        });
    }
    shared
}

/// The values of a dimension, the most handled first where their names are not shared.
fn shared_segments(
    key: &SegmentKey,
    of: &SortedMap<String, MetricSet>,
    options: ShareOptions,
    below: u64,
    hidden: &mut Hidden,
) -> SortedMap<String, MetricSet> {
    let handled = |metrics: &MetricSet| metrics.get(&MetricId::CostPerInteraction).map_or(0, |metric| metric.n);
    let mut rows: Vec<(&String, &MetricSet)> = of.iter().collect();
    put_in_order_by(&mut rows, |(name, metrics)| (std::cmp::Reverse(handled(metrics)), *name));
    let metrics: Vec<&MetricSet> = rows.iter().map(|(_, metrics)| *metrics).collect();
    let masks = masks(segment_groups(key), &metrics, below);
    hidden.segments += tally((0..rows.len()).map(|at| is_any_hidden(&masks, at)));
    if masks.first().is_some_and(|(_, mask)| !mask.contains(&false)) {
        return SortedMap::new();
    }
    let is_named = key.fields().iter().all(|field| shares_names(*field, options));
    let named = rows.iter().enumerate().map(|(at, (name, metrics))| {
        let cells = masks.iter().filter(|(id, _)| *id != ChangeId::CostPerInteraction);
        let mut cells = cells_of(cells, at, metrics);
        // The rows of a segment are those that it is ordered by; what each cost is not among its numbers.
        let rows = match masks.first() {
            Some((_, mask)) if mask.get(at) == Some(&true) => without(Need::Suppressed, 0),
            _ => without(Need::NotShared, handled(metrics)),
        };
        cells.insert(MetricId::CostPerInteraction, rows);
        (if is_named { (*name).clone() } else { format!("#{}", at + 1) }, cells)
    });
    named.collect()
}

/// Rules that differ from the defaults, each by its name with its value as a rules file has it.
pub fn rule_lines(rules: &Rules) -> Vec<(String, String)> {
    let Ok(serde_json::Value::Object(own)) = serde_json::from_str(&rules.canonical()) else { return Vec::new() };
    let line = |name: &str, value: &serde_json::Value| (name.to_owned(), value.to_string());
    let mut lines = Vec::new();
    for (name, value) in &own {
        match value {
            // The parts of these are decided one by one (METRICS section 2).
            serde_json::Value::Object(parts) if ["cost", "attribution", "baseline"].contains(&name.as_str()) => {
                lines.extend(parts.iter().map(|(part, value)| line(&[name, ".", part].concat(), value)));
            }
            value => lines.push(line(name, value)),
        }
    }
    lines
}
