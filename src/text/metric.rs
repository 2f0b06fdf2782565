//! What is said about metrics, their parts, needs, definitions and funnel steps.

use super::Sentence;
use crate::scorecard::{ChangeId, DefinitionId, FunnelStepId, Need, PartId};

/// What a metric was counted from.
#[derive(Clone, Copy, Debug)]
pub enum Counted {
    /// Numerator and denominator.
    OutOf(Sentence<2>),
    /// The rows alone: medians and sums.
    Of(Sentence<1>),
}

impl Counted {
    /// The words with their numbers.
    pub fn with(self, numerator: &str, rows: &str) -> String {
        match self {
            Self::OutOf(words) => words.with([numerator, rows]),
            Self::Of(words) => words.with([rows]),
        }
    }
}

/// What is said about one metric.
#[derive(Clone, Copy, Debug)]
pub struct MetricText {
    /// Name on its tile.
    pub name: &'static str,
    /// What was counted, in words.
    pub counted: Counted,
    /// What was counted too little of: the unit of n.
    pub unit: &'static str,
    /// The definition with its choices.
    pub how: &'static str,
    /// Numerator over denominator, as a formula.
    pub formula: &'static str,
    /// Benchmark, one line; empty where METRICS has none.
    pub benchmark: &'static str,
    /// Benchmark under the bullet, a few letters.
    pub band: &'static str,
}

by_name! {
    /// The fifteen metrics and chat-to-lead.
    MetricTexts, ChangeId, MetricText, {
        engagement_rate: EngagementRate, goal_completion_rate: GoalCompletionRate, deflection_rate: DeflectionRate,
        resolution_rate: ResolutionRate, fallback_rate: FallbackRate, handoff_rate: HandoffRate,
        session_length: SessionLength, first_useful_answer: FirstUsefulAnswer, cost_per_interaction: CostPerInteraction,
        conversion_rate: ConversionRate, chat_to_lead: ChatToLead, lead_quality_rate: LeadQualityRate,
        qualified_booking_rate: QualifiedBookingRate, csat: Csat, attributed_revenue: AttributedRevenue,
        knowledge_gap_rate: KnowledgeGapRate,
    }
}

by_name! {
    /// Variants of metrics.
    PartTexts, PartId, &'static str, {
        duration_s: DurationS, never_answered: NeverAnswered, per_resolved: PerResolved, per_visitor: PerVisitor,
        chat_to_lead: ChatToLead, all_leads: AllLeads, days_to_stage: DaysToStage, held: Held, same_week: SameWeek,
        adjusted: Adjusted, response_rate: ResponseRate, influenced: Influenced, sourced: Sourced,
        gross_profit: GrossProfit, pipeline: Pipeline, confirmed: Confirmed, assumed: Assumed, durable: Durable,
        undecided: Undecided, turns: Turns,
    }
}

by_name! {
    /// What to add where a value cannot be had.
    NeedTexts, Need, &'static str, {
        conversations: Conversations, exposure: Exposure, goals: Goals, resolution: Resolution, handoff: Handoff,
        eligible_intents: EligibleIntents, fallbacks: Fallbacks, turns: Turns, duration: Duration,
        first_useful_answer: FirstUsefulAnswer, cost_rules: CostRules, manual_cost: ManualCost, leads: Leads,
        quality_stage: QualityStage, meetings: Meetings, csat: Csat, survey_offered: SurveyOffered, revenue: Revenue,
        missing_answer: MissingAnswer, maturity: Maturity, suppressed: Suppressed, not_shared: NotShared, not_in_cube: NotInCube,
    }
}

/// A name and what stands behind it.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    /// The name.
    pub name: &'static str,
    /// How it is counted.
    pub how: &'static str,
}

by_name! {
    /// The nine answers to one question.
    DefinitionTexts, DefinitionId, Named, {
        confirmed_only: ConfirmedOnly, resolved_eligible_over_all: ResolvedEligibleOverAll,
        resolved_over_involved: ResolvedOverInvolved, durable_eligible: DurableEligible, deflection: Deflection,
        contained_no_recontact: ContainedNoRecontact, no_human: NoHuman, no_human_all_opens: NoHumanAllOpens,
        resolved_over_not_handed_off: ResolvedOverNotHandedOff,
    }
}

by_name! {
    /// Steps of the funnel.
    FunnelTexts, FunnelStepId, Named, {
        visitors: Visitors, engaged: Engaged, bot_leads: BotLeads, qualified: Qualified, booked: Booked, won: Won,
    }
}
