//! The names of METRICS sections 4 and 7, in their order.

macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, borsh::BorshSerialize, borsh::BorshDeserialize)]
        #[allow(missing_docs, reason = "each variant is named after the word beside it, which METRICS explains")]
        pub enum $name { $(#[serde(rename = $word)] $variant),* }

        impl $name {
            /// All names in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name as printed.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The value of a printed name.
            pub fn from_word(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word() == text)
            }
        }
    };
}

names! {
    /// The fifteen metrics (METRICS section 4).
    MetricId {
        EngagementRate = "engagement_rate",
        GoalCompletionRate = "goal_completion_rate",
        DeflectionRate = "deflection_rate",
        ResolutionRate = "resolution_rate",
        FallbackRate = "fallback_rate",
        HandoffRate = "handoff_rate",
        SessionLength = "session_length",
        FirstUsefulAnswer = "first_useful_answer",
        CostPerInteraction = "cost_per_interaction",
        ConversionRate = "conversion_rate",
        LeadQualityRate = "lead_quality_rate",
        QualifiedBookingRate = "qualified_booking_rate",
        Csat = "csat",
        AttributedRevenue = "attributed_revenue",
        KnowledgeGapRate = "knowledge_gap_rate",
    }
}

names! {
    /// Variants of a metric (METRICS section 11, `parts`).
    PartId {
        DurationS = "duration_s",
        NeverAnswered = "never_answered",
        PerResolved = "per_resolved",
        PerVisitor = "per_visitor",
        ChatToLead = "chat_to_lead",
        AllLeads = "all_leads",
        DaysToStage = "days_to_stage",
        Held = "held",
        SameWeek = "same_week",
        Adjusted = "adjusted",
        ResponseRate = "response_rate",
        Influenced = "influenced",
        Sourced = "sourced",
        GrossProfit = "gross_profit",
        Pipeline = "pipeline",
        Confirmed = "confirmed",
        Assumed = "assumed",
        Durable = "durable",
        Undecided = "undecided",
        Turns = "turns",
    }
}

names! {
    /// The nine answers to one question (METRICS section 7).
    DefinitionId {
        ConfirmedOnly = "confirmed_only",
        ResolvedEligibleOverAll = "resolved_eligible_over_all",
        ResolvedOverInvolved = "resolved_over_involved",
        DurableEligible = "durable_eligible",
        Deflection = "deflection",
        ContainedNoRecontact = "contained_no_recontact",
        NoHuman = "no_human",
        NoHumanAllOpens = "no_human_all_opens",
        ResolvedOverNotHandedOff = "resolved_over_not_handed_off",
    }
}

names! {
    /// Steps of the funnel.
    FunnelStepId {
        Visitors = "visitors",
        Engaged = "engaged",
        BotLeads = "bot_leads",
        Qualified = "qualified",
        Booked = "booked",
        Won = "won",
    }
}

names! {
    /// Why a value cannot be had.
    Need {
        Conversations = "conversations",
        Exposure = "exposure",
        Goals = "goals",
        Resolution = "resolution",
        Handoff = "handoff",
        EligibleIntents = "eligible_intents",
        Fallbacks = "fallbacks",
        Turns = "turns",
        Duration = "duration",
        FirstUsefulAnswer = "first_useful_answer",
        CostRules = "cost_rules",
        ManualCost = "manual_cost",
        Leads = "leads",
        QualityStage = "quality_stage",
        Meetings = "meetings",
        Csat = "csat",
        SurveyOffered = "survey_offered",
        Revenue = "revenue",
        MissingAnswer = "missing_answer",
        Maturity = "maturity",
        Suppressed = "suppressed",
        NotShared = "not_shared",
        NotInCube = "not_in_cube",
    }
}

pub(crate) use names;
