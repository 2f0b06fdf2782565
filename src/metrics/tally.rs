//! What is counted of one group: kinds of conversations by number, and what only single rows can tell.

use rustc_hash::FxHashMap;

use super::counts::Counts;
use super::index::Index;
use super::measured::{Measured, measure};
use super::partition::{BLOCK, Block, Partition};
use super::scope::Field;
use super::statistics::{Placement, Proportion, RatioSums, Stratum, Sum};
use super::{
    DefinitionId, FlowCounts, conversion_rate, cost_per_interaction, csat, definitions, deflection_rate, fallback_rate,
    first_useful_answer, goal_completion_rate, handoff_rate, knowledge_gap_rate, lead_quality_rate, outcome_flow,
    qualified_booking_rate, resolution_rate, session_length,
};
use crate::facts::counted::Times;
use crate::facts::{Conversation, Counting, Facts, Kind, Lead, Outcome};
use crate::model::{Dimension, Resolution};
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
    /// Metric 11: days to the stage, each with how many leads took them.
    pub days_to_stage: Vec<(f64, u64)>,
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
    /// Metric 13 by intent, as its code, and outcome.
    pub strata: FxHashMap<(u32, Outcome), Stratum<Outcome>>,
    /// Metric 15.
    pub gap: Proportion,
    /// The nine definitions, in their order.
    pub definitions: [Proportion; DefinitionId::ALL.len()],
    /// States: completed, with a fallback, escalated, abandoned.
    pub states: [u64; 4],
    /// Ends of eligible conversations.
    pub flow: FlowCounts,
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
    let mut counted = Counted::new(index, partition, conversion);
    counted.count(index, partition);
    counted.tell(index, partition, &mut tallies, conversion);
    sum_costs(index, partition, &mut tallies);
    for (lead, group) in facts.leads.iter().zip(&partition.leads).filter(|(lead, _)| lead.is_bot) {
        if let Some(tally) = tallies.get_mut(*group as usize) {
            tally.observe_lead(facts, lead);
        }
    }
    tallies
}

/// Survey answers of a stratum: none that counts, positive, negative.
const ANSWERS: usize = 3;
/// What a conversation is to engagement: not engaged, engaged, and converted too.
const ENGAGED: usize = 3;
/// Cells of an intent: one for what is not handled, then the answers of each outcome.
const STRATA: usize = 1 + Outcome::ALL.len() * ANSWERS;

/// What one way through the conversations counts by group.
struct Counted {
    kinds: Counts,
    /// By intent and stratum.
    strata: Counts,
    turns: Counts,
    /// By (date, channel) pair and whether engaged and converted, where exposure is asked for.
    pairs: Counts,
    /// The stratum of each kind within an intent.
    stratum_of: Vec<u32>,
    /// Of each kind whether it is engaged and converted.
    engaged_of: Vec<u32>,
}

impl Counted {
    fn new(index: &Index<'_>, partition: &Partition, conversion: ConversionKind) -> Self {
        let groups = partition.len();
        let intents = index.field(Field::Dimension(Dimension::Intent)).names.len();
        let stratum = |conversation: &Conversation| {
            let answer = match csat::place(conversation) {
                Placement::Numerator => 1,
                Placement::Denominator => 2,
                _ => 0,
            };
            if conversation.is_handled() { number(1 + conversation.outcome as usize * ANSWERS + answer) } else { 0 }
        };
        let stand_for_many = index.times.is_some();
        let counts = |cells| if stand_for_many { Counts::of_many() } else { Counts::new(groups, cells) };
        let engaged = |conversation: &Conversation| match conversion_rate::place(conversation, conversion) {
            _ if !conversation.engaged => 0,
            Placement::Numerator => 2,
            _ => 1,
        };
        let pairs = if partition.exposure.is_some() { index.pair_count() } else { 0 };
        Self {
            kinds: counts(index.examples.len()),
            strata: counts(intents * STRATA),
            turns: counts(index.turn_keys.len() + 1),
            pairs: counts(pairs * ENGAGED),
            stratum_of: index.examples.iter().map(stratum).collect(),
            engaged_of: index.examples.iter().map(engaged).collect(),
        }
    }

    fn count(&mut self, index: &Index<'_>, partition: &Partition) {
        let intents = &index.field(Field::Dimension(Dimension::Intent)).codes;
        let is_exposed = partition.exposure.is_some();
        let (mut kind_room, mut intent_room, mut turn_room) = ([0; BLOCK], [0; BLOCK], [0; BLOCK]);
        let (mut stratum_room, mut pair_room) = ([0; BLOCK], [0; BLOCK]);
        partition.each_block(|block, groups| {
            let kinds = block.read(&index.kinds, &mut kind_room);
            let intents = block.read(intents, &mut intent_room);
            let turns = block.read(&index.turns, &mut turn_room);
            add(&mut self.kinds, groups, kinds, block, index.times.as_ref());
            add(&mut self.turns, groups, turns, block, index.turn_times.as_ref());
            for ((stratum, intent), kind) in stratum_room.iter_mut().zip(intents).zip(kinds) {
                *stratum = intent * number(STRATA) + self.stratum_of.get(*kind as usize).copied().unwrap_or(0);
            }
            let strata = stratum_room.get(..block.len()).unwrap_or_default();
            add(&mut self.strata, groups, strata, block, index.times.as_ref());
            if is_exposed {
                block.read(index.pairs(), &mut pair_room);
                for (pair, kind) in pair_room.iter_mut().zip(kinds) {
                    *pair = *pair * number(ENGAGED) + self.engaged_of.get(*kind as usize).copied().unwrap_or(0);
                }
                let pairs = pair_room.get(..block.len()).unwrap_or_default();
                add(&mut self.pairs, groups, pairs, block, index.times.as_ref());
            }
        });
    }

    /// Asks each kind once where it falls, and tells the groups.
    fn tell(&self, index: &Index<'_>, partition: &Partition, tallies: &mut [Tally], conversion: ConversionKind) {
        self.kinds.for_each(|group, kind, times| {
            if let (Some(tally), Some(conversation)) = (tallies.get_mut(group as usize), index.examples.get(kind as usize)) {
                tally.observe(conversation, times, conversion);
            }
        });
        self.strata.for_each(|group, cell, times| {
            let (intent, stratum) = (cell as usize / STRATA, cell as usize % STRATA);
            let (Some(tally), Some(place)) = (tallies.get_mut(group as usize), stratum.checked_sub(1)) else { return };
            let outcome = Outcome::ALL.get(place / ANSWERS).copied().unwrap_or_default();
            let nothing = Stratum { outcome, conversations: 0, positive: 0, responses: 0 };
            let stratum = tally.strata.entry((number(intent), outcome)).or_insert(nothing);
            stratum.conversations += times;
            stratum.positive += if place % ANSWERS == 1 { times } else { 0 };
            stratum.responses += if place % ANSWERS == 0 { 0 } else { times };
        });
        self.turns.for_each(|group, key, times| {
            let key = (key as usize).checked_sub(1).and_then(|key| index.turn_keys.get(key));
            if let (Some(tally), Some((turns, fallbacks))) = (tallies.get_mut(group as usize), key) {
                tally.turn_counts.observe_times(*turns, *fallbacks, times);
            }
        });
        tallies.iter_mut().for_each(|tally| tally.turns = tally.turn_counts.sums());
        self.pairs.for_each(|group, cell, times| {
            let (pair, engaged) = (cell / number(ENGAGED), cell as usize % ENGAGED);
            if let Some(tally) = tallies.get_mut(group as usize).filter(|_| engaged > 0 && partition.coverage.holds(group, pair))
            {
                tally.covered += times;
                tally.covered_converted += if engaged == 2 { times } else { 0 };
            }
        });
    }
}

/// Counts a block, whose conversations each are one or stand for so many.
fn add(counts: &mut Counts, groups: &[u32], cells: &[u32], block: Block<'_>, times: Option<&Times>) {
    match times {
        None => counts.add(groups, cells),
        Some(times) => counts.add_times(groups, cells, block.conversations().map(|at| times.of(at))),
    }
}

/// Places and codes are below four billion, as conversations are.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Costs: row by row where rows have their own.
fn sum_costs(index: &Index<'_>, partition: &Partition, tallies: &mut [Tally]) {
    let facts = index.facts();
    if !facts.known.costs {
        tallies.iter_mut().for_each(|tally| tally.cost_by_rule(facts));
        return;
    }
    let own = &facts.conversations.cells().cost;
    if let Some(counted) = &facts.counted {
        let times = counted.times(Counting::Costs);
        partition.each(|at, group| {
            let kind = facts.conversations.kinds().get(at).copied().unwrap_or_default();
            if let Some(tally) = tallies.get_mut(group as usize).filter(|_| times.of(at) > 0) {
                tally.observe_cost_sums(kind, times.of(at), own.get(at).unwrap_or(0.0), counted.cost_squares(at));
            }
        });
        return;
    }
    partition.each(|at, group| {
        let kind = usize::try_from(index.kinds.get(at)).unwrap_or(usize::MAX);
        if let (Some(example), Some(tally)) = (index.examples.get(kind), tallies.get_mut(group as usize)) {
            let conversation = Conversation { cost: own.get(at), ..*example };
            tally.observe_cost(&conversation, cost_per_interaction::ai_cost(&conversation, &facts.rules.cost), 1);
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
        self.x = self.x.saturating_add(x.saturating_mul(times));
        self.y = self.y.saturating_add(y.saturating_mul(times));
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
        if let Some(count) = outcome_flow::place(conversation).and_then(|end| self.flow.get_mut(end as usize)) {
            *count += times;
        }
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

    /// Takes in the AI cost of conversations of one kind by its sums.
    fn observe_cost_sums(&mut self, kind: Kind, n: u64, sum: f64, squares: f64) {
        let (handled, is_known) = (kind.is_handled(), kind.knows_cost());
        let resolved = handled && kind.resolved() == Some(true);
        if is_known || handled {
            self.ai_cost.add(sum);
            self.cost.observe_sums(n, f64::from(u8::from(handled)), sum, squares);
        }
        if is_known || resolved {
            self.cost_resolved.observe_sums(n, f64::from(u8::from(resolved)), sum, squares);
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
        let times = lead.times;
        self.bot_leads += times;
        self.quality.observe_times(lead_quality_rate::place(lead, stage), times);
        self.quality_all.observe_times(lead_quality_rate::place_all(lead, stage), times);
        self.days_to_stage.extend(lead_quality_rate::days_to_stage(lead, stage).map(|days| (days, times)));
        self.booking.observe_times(qualified_booking_rate::place(lead), times);
        self.held.observe_times(qualified_booking_rate::place_held(lead), times);
        self.same_week.observe_times(qualified_booking_rate::place_same_week(lead), times);
    }
}
