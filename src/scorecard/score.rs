//! Facts in, scorecard out.

use chrono::{DateTime, SecondsFormat};

use super::change::changes;
use super::detail::{board_detail, definitions, saved};
use super::{
    Board, BoardDetail, BoardId, Boards, CROSS, Counts, FileFacts, PathStep, Period, Query, SCHEMA, Scorecard, SegmentKey,
    SegmentWeeks, Segments, States, Week,
};
use crate::attribution::Journeys;
use crate::facts::{self, Facts};
use crate::metrics::{
    self, Columns, Context, Evaluated, Field, Filter, Grouped, Grouping, Index, Known, Partition, Revenue, Scope, funnel, roi,
};
use crate::model::order::{distinct, put_in_order};
use crate::model::{Dictionary, Dimension, SortedMap, TableName, Tables};
use crate::rules::{ConversionKind, EffectiveRules, FlowKind, Rules};

/// Scores a load. `default_zone` (an IANA name) holds where the rules name none.
pub fn score(tables: &Tables, files: Vec<FileFacts>, rules: &Rules, default_zone: &str) -> Scorecard {
    let facts = facts::build(tables, rules, default_zone);
    score_facts(&facts, &tables.dictionary, files, &Query::default())
}

/// Scores facts that were built before, under a query.
pub fn score_facts(facts: &Facts, dictionary: &Dictionary, files: Vec<FileFacts>, query: &Query) -> Scorecard {
    score_on(facts, dictionary, &Basis::new(facts), files, query, |_, _| {})
}

/// What every question about the same facts shares, computed once: a filter is answered from it.
#[derive(Debug)]
pub struct Basis {
    columns: Columns,
    journeys: Journeys,
    revenue: Revenue,
}

impl Basis {
    /// Computes it.
    pub fn new(facts: &Facts) -> Self {
        let journeys = Journeys::new(facts);
        Self { columns: Columns::new(facts), revenue: Revenue::new(facts, &journeys), journeys }
    }

    /// Columns over the conversations.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// Hands on everything that is computed from facts, for one question.
    pub fn ask<T>(&self, facts: &Facts, dictionary: &Dictionary, then: impl FnOnce(&Context<'_>) -> T) -> T {
        let conversion = facts.rules.conversion_kind.or(facts.derived.conversion_kind).unwrap_or(ConversionKind::Goal);
        let index = Index::new(facts, dictionary, &self.columns);
        then(&Context { facts, dictionary, index: &index, revenue: &self.revenue, conversion, known: Known::default() })
    }
}

/// Scores facts from what was computed of them before, and hands the scorecard on with everything it was computed from, so
/// that what reads it further computes nothing twice.
pub fn score_on(
    facts: &Facts,
    dictionary: &Dictionary,
    basis: &Basis,
    files: Vec<FileFacts>,
    query: &Query,
    then: impl FnOnce(&Context<'_>, &mut Scorecard),
) -> Scorecard {
    basis.ask(facts, dictionary, |context| card_of(context, &basis.journeys, files, query, then))
}

fn card_of(
    context: &Context<'_>,
    journeys: &Journeys,
    files: Vec<FileFacts>,
    query: &Query,
    then: impl FnOnce(&Context<'_>, &mut Scorecard),
) -> Scorecard {
    let (facts, dictionary, scope) = (context.facts, context.dictionary, &query.scope);
    let all = context.grouped(scope, &Grouping::All);
    let partition = &all.partition;
    let (attribution, counts) = (metrics::attribution_lines(facts, journeys, partition), counts(facts, scope, &all));
    let period = scope.period(facts);
    let mut derived = facts.derived.clone();
    (derived.baseline, derived.baseline_rows) = metrics::baseline(facts);
    let total = all.groups.first();
    let mut card = Scorecard {
        schema: SCHEMA,
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        rules: EffectiveRules { rules: facts.rules.clone(), derived },
        rules_hash: facts.rules.hash(),
        files,
        period: Period {
            from: period.map(|(from, _)| from.to_string()),
            to: period.map(|(_, to)| to.to_string()),
            time_zone: facts.zone.name().to_owned(),
            horizon: facts.horizons.conversations.and_then(rfc3339),
        },
        counts,
        definitions: total.map(|total| definitions(total).collect()).unwrap_or_default(),
        funnel: total.map(|total| funnel(context, partition, 0, total)).unwrap_or_default(),
        attribution,
        roi: total.map(|total| roi(context, total)).unwrap_or_default(),
        states: total.map(states).unwrap_or_default(),
        metrics: total.map(|total| total.metrics.clone()).unwrap_or_default(),
        segments: segments(context, query),
        boards: boards(context, journeys, query),
        paths: paths(facts, dictionary, partition),
        weekly: weekly(context, scope),
        change: changes(context, scope, query.compare),
        findings: Vec::new(),
        checks: Vec::new(),
        segment_weeks: query.segment_weeks.then(|| segment_weeks(context, query)),
        query: query.to_address(),
    };
    then(context, &mut card);
    card
}

fn rfc3339(micros: i64) -> Option<String> {
    Some(DateTime::from_timestamp_micros(micros)?.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

fn counts(facts: &Facts, scope: &Scope, all: &Grouped) -> Counts {
    let partition = &all.partition;
    let Some(total) = all.groups.first() else { return Counts::default() };
    let persons = if let Some(counted) = &facts.counted {
        // A person may stand behind many counts: those of fewer rows are not in the cube.
        counted.persons.filter(|_| *scope == Scope::default())
    } else if *scope == Scope::default() {
        Some(facts.persons)
    } else {
        let mut is_inside = vec![false; usize::try_from(facts.persons).unwrap_or(usize::MAX)];
        partition.each(|at, _| {
            let person = facts.conversations.persons().get(at);
            if let Some(slot) = person.and_then(|person| is_inside.get_mut(person.index())) {
                *slot = true;
            }
        });
        Some(is_inside.iter().filter(|is_inside| **is_inside).count() as u64)
    };
    let tests = facts.test_rows.iter().filter(|row| row.table == TableName::Conversations).count() as u64;
    let inside = |rows: &[u32], times: &dyn Fn(usize) -> Option<u64>| {
        rows.iter().enumerate().filter(|(_, group)| **group == 0).filter_map(|(at, _)| times(at)).sum()
    };
    Counts {
        opened: total.tally.opened,
        engaged: total.tally.engaged,
        handled: total.tally.handled,
        test: facts.counted.as_ref().map_or(tests, |counted| counted.tests),
        persons,
        leads: inside(&partition.leads, &|at| Some(facts.leads.get(at)?.times)),
        bot_leads: total.tally.bot_leads,
        revenue_rows: inside(&partition.orders, &|at| Some(facts.orders.get(at)?.times)),
        tickets: (facts.tickets.iter().filter(|ticket| scope.holds_date(facts.zone.local_date(ticket.created))))
            .map(|ticket| ticket.times)
            .sum(),
    }
}

fn states(total: &Evaluated) -> States {
    let [completed, fallback, escalated, abandoned] = total.tally.states;
    States { opened: total.tally.opened, engaged: total.tally.engaged, completed, fallback, escalated, abandoned }
}

fn segments(context: &Context<'_>, query: &Query) -> Segments {
    let of = |key: &SegmentKey| {
        let grouping = Grouping::Fields(key.fields().to_vec());
        let grouped = context.grouped(&query.scope, &grouping);
        let names = grouped.partition.names.iter().map(|name| name.join(CROSS));
        names.zip(&grouped.groups).map(|(name, group)| (name, group.metrics.clone())).collect()
    };
    SegmentKey::printed().chain(query.segments.iter().cloned()).map(|key| (key.clone(), of(&key))).collect()
}

/// The rows that a board counts in a scope; none if no flow is of that board.
pub fn board_scope(context: &Context<'_>, scope: &Scope, board: BoardId) -> Option<Scope> {
    let flows = board_flows(context).remove(&board)?;
    Some(on_flows(scope, flows))
}

fn on_flows(scope: &Scope, flows: Vec<String>) -> Scope {
    scope.with(Filter { field: Field::Dimension(Dimension::Flow), values: flows })
}

/// Every segment week by week.
fn segment_weeks(context: &Context<'_>, query: &Query) -> SegmentWeeks {
    let of = |key: &SegmentKey| {
        let grouping = Grouping::Fields(key.fields().to_vec());
        let partition = Partition::new(context.index, &query.scope, &grouping);
        let weeks = |name: &Vec<String>| {
            let filters =
                key.fields().iter().zip(name).map(|(field, value)| Filter { field: *field, values: vec![value.clone()] });
            let scope = filters.fold(query.scope.clone(), |scope, filter| scope.with(filter));
            (name.join(CROSS), weekly(context, &scope))
        };
        partition.names.iter().map(weeks).collect()
    };
    SegmentKey::printed().chain(query.segments.iter().cloned()).map(|key| (key.clone(), of(&key))).collect()
}

pub(super) fn weekly(context: &Context<'_>, scope: &Scope) -> Vec<Week> {
    let Some((from, to)) = scope.period(context.facts) else { return Vec::new() };
    let weeks = metrics::weeks(context.facts, scope);
    let spans = weeks.iter().map(|week| (week.first, week.last())).collect();
    let grouped = context.grouped(scope, &Grouping::Dates(spans));
    weeks
        .iter()
        .zip(&grouped.groups)
        .map(|(week, group)| Week {
            week: week.name(),
            from: week.first.to_string(),
            complete: week.is_within(from, to),
            metrics: group.metrics.clone(),
        })
        .collect()
}

/// The job of a flow.
fn flow_kind(facts: &Facts, flow: &str) -> FlowKind {
    let given = facts.rules.flow_kind.get(flow).or_else(|| facts.derived.flow_kind.get(flow));
    given.copied().unwrap_or(FlowKind::Support)
}

fn boards(context: &Context<'_>, journeys: &Journeys, query: &Query) -> Boards {
    board_flows(context).into_iter().map(|(id, flows)| (id, board(context, journeys, query, (id, flows)))).collect()
}

/// The flows of each board, sorted; a board without flows is absent.
pub(crate) fn board_flows(context: &Context<'_>) -> SortedMap<BoardId, Vec<String>> {
    let flows = distinct(context.index.field(Field::Dimension(Dimension::Flow)).names.iter());
    let mut boards: SortedMap<BoardId, Vec<String>> = SortedMap::new();
    for flow in flows {
        let is_support = matches!(flow_kind(context.facts, flow), FlowKind::Support | FlowKind::Faq);
        boards.entry(if is_support { BoardId::Support } else { BoardId::Lead }).or_default().push(flow.clone());
    }
    boards
}

fn board(context: &Context<'_>, journeys: &Journeys, query: &Query, (id, flows): (BoardId, Vec<String>)) -> Board {
    let scope = on_flows(&query.scope, flows.clone());
    let all = context.grouped(&scope, &Grouping::All);
    let total = all.groups.first();
    let before = query.compare.map(|before| scope.within(before));
    Board {
        flows,
        weekly: weekly(context, &scope),
        change: changes(context, &scope, query.compare),
        roi: total.map(|total| roi(context, total)).unwrap_or_default(),
        funnel: total.map(|total| funnel(context, &all.partition, 0, total)).unwrap_or_default(),
        metrics: total.map(|total| total.metrics.clone()).unwrap_or_default(),
        detail: BoardDetail {
            before: before.as_ref().map(|before| weekly(context, before)).unwrap_or_default(),
            saved_before: before.filter(|_| id == BoardId::Support).and_then(|before| saved(context, &before)),
            ..board_detail(context, journeys, &scope, id)
        },
    }
}

/// Conversations that reached each step, per flow, in order of the median position, ties by name (METRICS section 4, "Paths").
fn paths(facts: &Facts, dictionary: &Dictionary, partition: &Partition) -> SortedMap<String, Vec<PathStep>> {
    let mut positions: SortedMap<String, SortedMap<String, Vec<(f64, u64)>>> = SortedMap::new();
    let groups = if facts.steps.is_empty() { Vec::new() } else { partition.groups(facts.conversations.len()) };
    for reached in facts.steps.iter().filter(|reached| groups.get(reached.conversation) == Some(&0)) {
        let flow = facts.conversations.dimension(reached.conversation, Dimension::Flow);
        let flow = facts.name(dictionary, Dimension::Flow, flow);
        let steps = positions.entry(flow.to_owned()).or_default();
        for (position, step) in reached.steps.iter().enumerate() {
            let position = (reached.before + position) as f64;
            steps.entry(dictionary.text(*step).to_owned()).or_default().push((position, reached.times));
        }
    }
    let in_order = |steps: SortedMap<String, Vec<(f64, u64)>>| {
        let mut ordered: Vec<(f64, PathStep)> = steps
            .into_iter()
            .map(|(step, mut positions)| {
                let reached = positions.iter().map(|(_, times)| times).sum();
                let median = metrics::statistics::median_of_times(&mut positions).map_or(0.0, |median| median.value);
                (median, PathStep { step, reached })
            })
            .collect();
        // Stable: names come sorted.
        put_in_order(&mut ordered, |(a, _), (b, _)| a.total_cmp(b));
        ordered.into_iter().map(|(_, step)| step).collect()
    };
    positions.into_iter().map(|(flow, steps)| (flow, in_order(steps))).collect()
}
