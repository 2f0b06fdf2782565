//! What is counted of one group while its rows pass once, in canonical order.

use rustc_hash::FxHashMap;

use super::partition::{NO_GROUP, Partition};
use super::statistics::{Aggregate as _, Placement, Proportion, RatioSums, Stratum, Sum};
use super::{
    DefinitionId, conversion_rate, cost_per_interaction, csat, definitions, deflection_rate, fallback_rate, first_useful_answer,
    goal_completion_rate, handoff_rate, knowledge_gap_rate, lead_quality_rate, qualified_booking_rate, resolution_rate,
    session_length,
};
use crate::facts::{Conversation, Facts, Lead, Outcome};
use crate::model::{Dimension, Resolution, Symbol};
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
    /// H without bot turns or fallbacks.
    pub turns_unknown: u64,
    /// Metric 6.
    pub handoff: Proportion,
    /// Metric 7: user turns.
    pub user_turns: Vec<f64>,
    /// Rows of metric 7 without them.
    pub user_turns_unknown: u64,
    /// Metric 7: seconds.
    pub durations: Vec<f64>,
    /// Rows of metric 7 without them.
    pub durations_unknown: u64,
    /// Metric 8: seconds.
    pub first_useful: Vec<f64>,
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
pub fn tallies(facts: &Facts, partition: &Partition, kind: ConversionKind) -> Vec<Tally> {
    let mut tallies = vec![Tally::default(); partition.len()];
    for (conversation, group) in facts.conversations.iter().zip(&partition.conversations) {
        if *group == NO_GROUP {
            continue;
        }
        if let Some(tally) = tallies.get_mut(*group as usize) {
            tally.observe(facts, conversation, partition.coverage.holds(*group, conversation), kind);
        }
    }
    for (lead, group) in facts.leads.iter().zip(&partition.leads).filter(|(lead, _)| lead.is_bot) {
        if let Some(tally) = tallies.get_mut(*group as usize) {
            tally.observe_lead(facts, lead);
        }
    }
    tallies
}

impl Tally {
    /// Takes in a conversation; `covered` if exposure of its date and channel is known.
    fn observe(&mut self, facts: &Facts, conversation: &Conversation, covered: bool, kind: ConversionKind) {
        self.opened += 1;
        self.observe_cost(facts, conversation);
        self.observe_states(conversation);
        for (definition, proportion) in DefinitionId::ALL.iter().zip(&mut self.definitions) {
            proportion.observe(&definitions::place(*definition, conversation));
        }
        if !conversation.engaged {
            return;
        }
        self.engaged += 1;
        let converted = conversion_rate::place(conversation, kind);
        if covered {
            self.covered += 1;
            self.covered_converted += u64::from(converted == Placement::Numerator);
        }
        self.goal.observe(&goal_completion_rate::place(conversation));
        self.deflection.observe(&deflection_rate::place(conversation));
        self.durable.observe(&deflection_rate::place_durable(conversation));
        self.undecided += u64::from(conversation.eligible.is_none());
        self.conversion.observe(&converted);
        self.chat_to_lead.observe(&conversion_rate::place(conversation, ConversionKind::Lead));
        if conversation.is_handled() {
            self.observe_handled(conversation);
        }
    }

    fn observe_handled(&mut self, conversation: &Conversation) {
        self.handled += 1;
        self.resolution.observe(&resolution_rate::place(conversation));
        self.confirmed.observe(&resolution_rate::place_kind(conversation, Resolution::Confirmed));
        self.assumed.observe(&resolution_rate::place_kind(conversation, Resolution::Assumed));
        self.fallback.observe(&fallback_rate::place(conversation));
        match fallback_rate::turns(conversation) {
            Some((bot_turns, fallbacks)) => self.turns.observe(bot_turns, fallbacks),
            None => self.turns_unknown += 1,
        }
        self.handoff.observe(&handoff_rate::place(conversation));
        if session_length::is_base(conversation) {
            match conversation.user_turns {
                Some(turns) => self.user_turns.push(f64::from(turns)),
                None => self.user_turns_unknown += 1,
            }
            match conversation.duration_s {
                Some(seconds) => self.durations.push(seconds),
                None => self.durations_unknown += 1,
            }
        }
        self.never.observe(&first_useful_answer::place_never(conversation));
        self.first_useful.extend(first_useful_answer::seconds(conversation));
        let answer = csat::place(conversation);
        self.csat.observe(&answer);
        self.response.observe(&csat::place_response(conversation));
        let key = (conversation.dimension(Dimension::Intent), conversation.outcome);
        let stratum = self.strata.entry(key).or_insert(Stratum {
            outcome: conversation.outcome,
            conversations: 0,
            positive: 0,
            responses: 0,
        });
        stratum.conversations += 1;
        stratum.positive += u64::from(answer == Placement::Numerator);
        stratum.responses += u64::from(matches!(answer, Placement::Numerator | Placement::Denominator));
        self.gap.observe(&knowledge_gap_rate::place(conversation));
    }

    fn observe_cost(&mut self, facts: &Facts, conversation: &Conversation) {
        let cost = cost_per_interaction::ai_cost(conversation, &facts.rules.cost);
        let amount = cost.unwrap_or(0.0);
        self.ai_cost.add(amount);
        let handled = conversation.is_handled();
        if cost.is_some() || handled {
            self.cost.observe(f64::from(u8::from(handled)), amount);
        }
        let resolved = handled && conversation.resolved == Some(true);
        if cost.is_some() || resolved {
            self.cost_resolved.observe(f64::from(u8::from(resolved)), amount);
        }
    }

    fn observe_states(&mut self, conversation: &Conversation) {
        let completed = conversation.resolved == Some(true) || conversation.goal_completed == Some(true);
        let with_fallback = conversation.fallbacks.is_some_and(|fallbacks| fallbacks >= 1);
        let escalated = conversation.handed_off() == Some(true);
        let abandoned = conversation.outcome == Outcome::Abandoned;
        for (count, is) in self.states.iter_mut().zip([completed, with_fallback, escalated, abandoned]) {
            *count += u64::from(is);
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
