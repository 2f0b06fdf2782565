//! What is counted of one group: kinds of conversations by number, and what only single rows can tell.

use rustc_hash::FxHashMap;

use super::counts::Counts;
use super::index::{Index, NO_VALUE};
use super::measured::{Measured, measure};
use super::partition::Partition;
use super::statistics::{Aggregate as _, Placement, Proportion, RatioSums, Stratum, Sum};
use super::{
    DefinitionId, conversion_rate, cost_per_interaction, csat, definitions, deflection_rate, fallback_rate, first_useful_answer,
    goal_completion_rate, handoff_rate, knowledge_gap_rate, lead_quality_rate, qualified_booking_rate, resolution_rate,
    session_length,
};
use crate::facts::{Conversation, Facts, Lead, Outcome};
use crate::model::{Resolution, Symbol};
use crate::rules::ConversionKind;

/// Counts of one group.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// O.
    pub opened: u64,
    /// E.
    pub engaged: u64,
    /// H.
    pub handled: u64,
    /// E where exposure is known.
    pub covered: u64,
    /// Of these, with a target conversion.
    pub covered_converted: u64,
    /// Metric 2.
    pub goal: Proportion,
    /// Metric 3.
    pub deflection: Proportion,
    /// Metric 3, mature rows that nobody came back from.
    pub durable: Proportion,
    /// E whose intent is undecided.
    pub undecided: u64,
    /// Metric 4.
    pub resolution: Proportion,
    /// Metric 4, confirmed alone.
    pub confirmed: Proportion,
    /// Metric 4, assumed alone.
    pub assumed: Proportion,
    /// Metric 5 by session.
    pub fallback: Proportion,
    /// Metric 5 by turn: x bot turns, y fallbacks.
    pub turns: RatioSums,
    turn_counts: TurnCounts,
    /// H without bot turns or fallbacks.
    pub turns_unknown: u64,
    /// Metric 6.
    pub handoff: Proportion,
    /// Metric 7: user turns.
    pub user_turns: Measured,
    /// Rows of metric 7 without them.
    pub user_turns_unknown: u64,
    /// Metric 7: seconds.
    pub durations: Measured,
    /// Rows of metric 7 without them.
    pub durations_unknown: u64,
    /// Metric 8: seconds.
    pub first_useful: Measured,
    /// Metric 8: those that never got an answer.
    pub never: Proportion,
    /// Metric 9: x 1 for each H, y its AI cost.
    pub cost: RatioSums,
    /// Metric 9: x 1 for each H that was resolved.
    pub cost_resolved: RatioSums,
    /// AI cost of all O.
    pub ai_cost: Sum,
    /// Metric 10.
    pub conversion: Proportion,
    /// Metric 10: with a bot lead.
    pub chat_to_lead: Proportion,
    /// Bot leads.
    pub bot_leads: u64,
    /// Metric 11.
    pub quality: Proportion,
    /// Metric 11 over young leads too.
    pub quality_all: Proportion,
    /// Metric 11: days to the stage.
    pub days_to_stage: Vec<f64>,
    /// Metric 12.
    pub booking: Proportion,
    /// Metric 12: held.
    pub held: Proportion,
    /// Metric 12: within 7 days.
    pub same_week: Proportion,
    /// Metric 13.
    pub csat: Proportion,
    /// Metric 13: offered surveys that were answered.
    pub response: Proportion,
    /// Metric 13 by intent and outcome.
    pub strata: FxHashMap<(Symbol, Outcome), Stratum<Outcome>>,
    /// Metric 15.
    pub gap: Proportion,
    /// The nine definitions, in their order.
    pub definitions: [Proportion; DefinitionId::ALL.len()],
    /// States: completed, with a fallback, escalated, abandoned.
    pub states: [u64; 4],
}

/// Tallies of all groups of a partition.
pub fn tallies(index: &Index<'_>, partition: &Partition, conversion: ConversionKind) -> Vec<Tally> {
    let mut tallies = rates(index, partition, conversion);
    for (values, of) in [
        (&index.user_turns, (|tally| &mut tally.user_turns) as fn(&mut Tally) -> &mut Measured),
        (&index.durations, |tally| &mut tally.durations),
        (&index.first_useful, |tally| &mut tally.first_useful),
    ] {
        for (tally, measured) in tallies.iter_mut().zip(measure(values, partition)) {
            *of(tally) = measured;
        }
    }
    tallies
}

/// Tallies without medians, which a split by mix does not ask for.
pub fn rates(index: &Index<'_>, partition: &Partition, conversion: ConversionKind) -> Vec<Tally> {
    let facts = index.facts();
    let mut tallies = vec![Tally::default(); partition.len()];
    count_kinds(index, partition, conversion, &mut tallies);
    count_covered(index, partition, conversion, &mut tallies);
    count_strata(index, partition, &mut tallies);
    count_turns(index, partition, &mut tallies);
    sum_costs(index, partition, &mut tallies);
    for (lead, group) in facts.leads.iter().zip(&partition.leads).filter(|(lead, _)| lead.is_bot) {
        if let Some(tally) = tallies.get_mut(*group as usize) {
            tally.observe_lead(facts, lead);
        }
    }
    tallies
}

/// A conversation of a kind.
fn example<'a>(index: &Index<'a>, kind: u32) -> Option<&'a Conversation> {
    index.facts().conversations.get(*index.examples.get(kind as usize)?)
}

/// Counts kinds by group, and asks each kind once where it falls.
fn count_kinds(index: &Index<'_>, partition: &Partition, conversion: ConversionKind, tallies: &mut [Tally]) {
    let mut counts = Counts::new(partition.len(), index.examples.len());
    partition.each(&index.kinds, |kind, group| counts.add(group, kind));
    counts.for_each(|group, kind, times| {
        if let (Some(tally), Some(conversation)) = (tallies.get_mut(group as usize), example(index, kind)) {
            tally.observe(conversation, times, conversion);
        }
    });
}

/// Counts engaged conversations where exposure is known, and the converted ones of these.
fn count_covered(index: &Index<'_>, partition: &Partition, conversion: ConversionKind, tallies: &mut [Tally]) {
    if partition.exposure.is_none() {
        return;
    }
    let placed = |kind: usize| {
        let conversation = example(index, u32::try_from(kind).ok()?)?;
        conversation.engaged.then(|| conversion_rate::place(conversation, conversion) == Placement::Numerator)
    };
    let converted: Vec<Option<bool>> = (0..index.examples.len()).map(placed).collect();
    partition.each_at(|at, group| {
        let (Some(kind), Some(pair)) = (index.kinds.get(at), index.pairs.get(at)) else { return };
        let Some(tally) = tallies.get_mut(group as usize) else { return };
        let Some(converted) = converted.get(*kind as usize).copied().flatten() else { return };
        if partition.coverage.holds(group, *pair) {
            tally.covered += 1;
            tally.covered_converted += u64::from(converted);
        }
    });
}

/// Counts handled conversations and survey answers by intent and outcome.
fn count_strata(index: &Index<'_>, partition: &Partition, tallies: &mut [Tally]) {
    // Stratum and answer as one number: no answer that counts, positive, negative.
    const ANSWERS: u32 = 3;
    let answer = |kind: usize| {
        let conversation = example(index, u32::try_from(kind).ok()?)?;
        conversation.is_handled().then(|| match csat::place(conversation) {
            Placement::Numerator => 1,
            Placement::Denominator => 2,
            _ => 0,
        })
    };
    let answers: Vec<Option<u32>> = (0..index.examples.len()).map(answer).collect();
    let mut counts = Counts::new(partition.len(), index.stratum_keys.len() * ANSWERS as usize);
    partition.each_at(|at, group| {
        let (Some(kind), Some(stratum)) = (index.kinds.get(at), index.strata.get(at)) else { return };
        if let Some(answer) = answers.get(*kind as usize).copied().flatten() {
            counts.add(group, stratum * ANSWERS + answer);
        }
    });
    counts.for_each(|group, cell, times| {
        let Some(tally) = tallies.get_mut(group as usize) else { return };
        let Some((intent, outcome)) = index.stratum_keys.get((cell / ANSWERS) as usize) else { return };
        let stratum = tally.strata.entry((*intent, *outcome)).or_insert(Stratum {
            outcome: *outcome,
            conversations: 0,
            positive: 0,
            responses: 0,
        });
        stratum.conversations += times;
        stratum.positive += if cell % ANSWERS == 1 { times } else { 0 };
        stratum.responses += if cell % ANSWERS == 0 { 0 } else { times };
    });
}

/// Sums bot turns and fallbacks of handled conversations.
fn count_turns(index: &Index<'_>, partition: &Partition, tallies: &mut [Tally]) {
    let mut counts = Counts::new(partition.len(), index.turn_keys.len());
    partition.each(&index.turns, |turns, group| {
        if turns != NO_VALUE {
            counts.add(group, turns);
        }
    });
    counts.for_each(|group, key, times| {
        if let (Some(tally), Some((turns, fallbacks))) = (tallies.get_mut(group as usize), index.turn_keys.get(key as usize)) {
            tally.turn_counts.observe_times(*turns, *fallbacks, times);
        }
    });
    for tally in tallies {
        tally.turns = tally.turn_counts.sums();
    }
}

/// Costs: row by row where rows have their own.
fn sum_costs(index: &Index<'_>, partition: &Partition, tallies: &mut [Tally]) {
    let facts = index.facts();
    if !facts.known.costs {
        tallies.iter_mut().for_each(|tally| tally.cost_by_rule(facts));
        return;
    }
    partition.each_at(|at, group| {
        if let (Some(conversation), Some(tally)) = (facts.conversations.get(at), tallies.get_mut(group as usize)) {
            tally.observe_cost(conversation, cost_per_interaction::ai_cost(conversation, &facts.rules.cost), 1);
        }
    });
}

/// Whole-number sums of bot turns (x) and fallbacks (y): exact in any order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct TurnCounts {
    n: u64,
    x: u64,
    y: u64,
    xx: u64,
    xy: u64,
    yy: u64,
}

impl TurnCounts {
    fn observe_times(&mut self, turns: u32, fallbacks: u32, times: u64) {
        let (x, y) = (u64::from(turns), u64::from(fallbacks));
        self.n += times;
        self.x += x * times;
        self.y += y * times;
        self.xx = self.xx.saturating_add((x * x).saturating_mul(times));
        self.xy = self.xy.saturating_add((x * y).saturating_mul(times));
        self.yy = self.yy.saturating_add((y * y).saturating_mul(times));
    }

    fn sums(self) -> RatioSums {
        let of = |count: u64| Sum::of(count as f64);
        RatioSums { n: self.n, x: of(self.x), y: of(self.y), xx: of(self.xx), xy: of(self.xy), yy: of(self.yy) }
    }
}

impl Tally {
    /// Takes in conversations of one kind.
    fn observe(&mut self, conversation: &Conversation, times: u64, conversion: ConversionKind) {
        self.opened += times;
        self.observe_states(conversation, times);
        for (definition, proportion) in DefinitionId::ALL.iter().zip(&mut self.definitions) {
            proportion.observe_times(definitions::place(*definition, conversation), times);
        }
        if !conversation.engaged {
            return;
        }
        self.engaged += times;
        self.goal.observe_times(goal_completion_rate::place(conversation), times);
        self.deflection.observe_times(deflection_rate::place(conversation), times);
        self.durable.observe_times(deflection_rate::place_durable(conversation), times);
        self.undecided += if conversation.eligible.is_none() { times } else { 0 };
        self.conversion.observe_times(conversion_rate::place(conversation, conversion), times);
        self.chat_to_lead.observe_times(conversion_rate::place(conversation, ConversionKind::Lead), times);
        if conversation.is_handled() {
            self.observe_handled(conversation, times);
        }
    }

    fn observe_handled(&mut self, conversation: &Conversation, times: u64) {
        self.handled += times;
        self.resolution.observe_times(resolution_rate::place(conversation), times);
        self.confirmed.observe_times(resolution_rate::place_kind(conversation, Resolution::Confirmed), times);
        self.assumed.observe_times(resolution_rate::place_kind(conversation, Resolution::Assumed), times);
        self.fallback.observe_times(fallback_rate::place(conversation), times);
        self.turns_unknown += if fallback_rate::turns(conversation).is_none() { times } else { 0 };
        self.handoff.observe_times(handoff_rate::place(conversation), times);
        if session_length::is_base(conversation) {
            self.user_turns_unknown += if conversation.user_turns.is_none() { times } else { 0 };
            self.durations_unknown += if conversation.duration_s.is_none() { times } else { 0 };
        }
        self.never.observe_times(first_useful_answer::place_never(conversation), times);
        self.csat.observe_times(csat::place(conversation), times);
        self.response.observe_times(csat::place_response(conversation), times);
        self.gap.observe_times(knowledge_gap_rate::place(conversation), times);
    }

    /// Takes in the AI cost of conversations that bear the same.
    fn observe_cost(&mut self, conversation: &Conversation, cost: Option<f64>, times: u64) {
        let amount = cost.unwrap_or(0.0);
        let handled = conversation.is_handled();
        let resolved = handled && conversation.resolved == Some(true);
        if cost.is_some() || handled {
            self.ai_cost.add(amount * times as f64);
            self.cost.observe_times(f64::from(u8::from(handled)), amount, times);
        }
        if cost.is_some() || resolved {
            self.cost_resolved.observe_times(f64::from(u8::from(resolved)), amount, times);
        }
    }

    /// AI cost where no row has its own: the rules' for each handled conversation.
    fn cost_by_rule(&mut self, facts: &Facts) {
        let each = facts.rules.cost.ai_per_conversation;
        let resolved = self.resolution.numerator;
        self.ai_cost = Sum::of(each.unwrap_or(0.0) * self.handled as f64);
        self.cost.observe_times(1.0, each.unwrap_or(0.0), self.handled);
        self.cost_resolved.observe_times(1.0, each.unwrap_or(0.0), resolved);
        if let Some(each) = each {
            self.cost_resolved.observe_times(0.0, each, self.handled - resolved);
        }
    }

    fn observe_states(&mut self, conversation: &Conversation, times: u64) {
        let completed = conversation.resolved == Some(true) || conversation.goal_completed == Some(true);
        let with_fallback = conversation.fallbacks.is_some_and(|fallbacks| fallbacks >= 1);
        let escalated = conversation.handed_off() == Some(true);
        let abandoned = conversation.outcome == Outcome::Abandoned;
        for (count, is) in self.states.iter_mut().zip([completed, with_fallback, escalated, abandoned]) {
            *count += if is { times } else { 0 };
        }
    }

    fn observe_lead(&mut self, facts: &Facts, lead: &Lead) {
        let stage = facts.rules.quality_stage;
        self.bot_leads += 1;
        self.quality.observe(&lead_quality_rate::place(lead, stage));
        self.quality_all.observe(&lead_quality_rate::place_all(lead, stage));
        self.days_to_stage.extend(lead_quality_rate::days_to_stage(lead, stage));
        self.booking.observe(&qualified_booking_rate::place(lead));
        self.held.observe(&qualified_booking_rate::place_held(lead));
        self.same_week.observe(&qualified_booking_rate::place_same_week(lead));
    }
}
