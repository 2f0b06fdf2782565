//! The names of the rules and what kind of news each brings.

use crate::metrics::{MetricId, PartId, names};

names! {
    /// The rules of METRICS section 9, in its order.
    RuleId {
        CsatDownFallbackUp = "csat_down_fallback_up",
        CsatDownHandoffDown = "csat_down_handoff_down",
        CsatFlatDeflectionUp = "csat_flat_deflection_up",
        TrappedUsers = "trapped_users",
        HandoffTooHigh = "handoff_too_high",
        LongerSessionsFewerGoals = "longer_sessions_fewer_goals",
        MoreLeadsLowerQuality = "more_leads_lower_quality",
        QualityBelowForm = "quality_below_form",
        BookingBelowForm = "booking_below_form",
        FallbackTooHigh = "fallback_too_high",
        GapsTooHigh = "gaps_too_high",
        CsatBelowHuman = "csat_below_human",
        CsatFarBelowHuman = "csat_far_below_human",
        UnevenDeflection = "uneven_deflection",
        DeflectionUpNotDurable = "deflection_up_not_durable",
        DeadAir = "dead_air",
        MixShift = "mix_shift",
        SurveyMix = "survey_mix",
        TrappingIntent = "trapping_intent",
        GrowingGap = "growing_gap",
    }
}

/// What kind of news a rule brings; the first are ranked first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// People or money are lost.
    Problem,
    /// A number that would be misread.
    Caution,
    /// It goes well.
    Good,
}

/// What is lost or won where a rule fires, and so what must be known to say it in money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stake {
    /// Chats that people would have to answer: the rules' cost of a chat by hand.
    ByHand,
    /// Leads and goals of a bot that sells: the gross profit credited to its chats.
    Sales,
    /// No money moves.
    Nothing,
}

impl RuleId {
    /// What it puts at stake. A rule of both boards is about sales on the board of leads.
    pub fn stake(self, is_of_leads: bool) -> Stake {
        match self {
            Self::MoreLeadsLowerQuality | Self::QualityBelowForm | Self::BookingBelowForm => Stake::Sales,
            Self::LongerSessionsFewerGoals if is_of_leads => Stake::Sales,
            Self::SurveyMix | Self::MixShift => Stake::Nothing,
            _ => Stake::ByHand,
        }
    }

    /// Its kind of news.
    pub fn tone(self) -> Tone {
        match self {
            Self::CsatFlatDeflectionUp => Tone::Good,
            Self::MixShift | Self::SurveyMix => Tone::Caution,
            _ => Tone::Problem,
        }
    }

    /// The number whose rows stand behind a finding of this rule.
    pub fn metric(self) -> (MetricId, Option<PartId>) {
        match self {
            Self::CsatDownFallbackUp
            | Self::CsatDownHandoffDown
            | Self::CsatBelowHuman
            | Self::CsatFarBelowHuman
            | Self::SurveyMix => (MetricId::Csat, None),
            Self::CsatFlatDeflectionUp | Self::UnevenDeflection | Self::MixShift => (MetricId::DeflectionRate, None),
            Self::DeflectionUpNotDurable => (MetricId::DeflectionRate, Some(PartId::Durable)),
            Self::TrappedUsers | Self::HandoffTooHigh => (MetricId::HandoffRate, None),
            Self::LongerSessionsFewerGoals => (MetricId::GoalCompletionRate, None),
            Self::MoreLeadsLowerQuality | Self::QualityBelowForm => (MetricId::LeadQualityRate, None),
            Self::BookingBelowForm => (MetricId::QualifiedBookingRate, None),
            Self::FallbackTooHigh | Self::TrappingIntent => (MetricId::FallbackRate, None),
            Self::GapsTooHigh | Self::GrowingGap => (MetricId::KnowledgeGapRate, None),
            Self::DeadAir => (MetricId::FirstUsefulAnswer, None),
        }
    }
}
