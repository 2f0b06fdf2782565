//! The names of the checks and the numbers that each weakens.

use crate::metrics::{MetricId, names};

names! {
    /// The checks of METRICS section 10, in its order.
    CheckId {
        NoConversationId = "no_conversation_id",
        UnknownConversationId = "unknown_conversation_id",
        NoQualityStage = "no_quality_stage",
        NoExposure = "no_exposure",
        BlendedGoal = "blended_goal",
        IntentsMissing = "intents_missing",
        IntentsFreeText = "intents_free_text",
        SpelledSeveralWays = "spelled_several_ways",
        ChannelsSpelledSeveralWays = "channels_spelled_several_ways",
        SourcesSpelledSeveralWays = "sources_spelled_several_ways",
        FlowsSpelledSeveralWays = "flows_spelled_several_ways",
        UnknownEvents = "unknown_events",
        ChannelInOutcome = "channel_in_outcome",
        SurveyAfterSuccess = "survey_after_success",
        SurveyAfterHandoff = "survey_after_handoff",
        SurveyUnlikeChats = "survey_unlike_chats",
        CsatScaleUnclear = "csat_scale_unclear",
        HandoffNeverAccepted = "handoff_never_accepted",
        ResolvedAfterHandoff = "resolved_after_handoff",
        ContainmentAsResolution = "containment_as_resolution",
        AveragesInFile = "averages_in_file",
        DuplicateExport = "duplicate_export",
        OverlappingDates = "overlapping_dates",
        MixedZones = "mixed_zones",
        StrayDates = "stray_dates",
        YearOutOfRange = "year_out_of_range",
        AmbiguousDates = "ambiguous_dates",
        UncountedOrders = "uncounted_orders",
        NegativeLeadTimes = "negative_lead_times",
        AttributionChanged = "attribution_changed",
        TestTraffic = "test_traffic",
        CrowdedPerson = "crowded_person",
        DatesMissing = "dates_missing",
        NoBotOnlyChats = "no_bot_only_chats",
        TicketsEndEarly = "tickets_end_early",
        EngagedWithoutMessage = "engaged_without_message",
        Ga4Engagement = "ga4_engagement",
        GroupsFolded = "groups_folded",
    }
}

impl CheckId {
    /// The numbers that are worth less while the check finds something; none for what is left out rightly and only told.
    pub fn weakens(self) -> &'static [MetricId] {
        use MetricId::{
            AttributedRevenue, ConversionRate, CostPerInteraction, Csat, DeflectionRate, EngagementRate, FirstUsefulAnswer,
            GoalCompletionRate, HandoffRate, LeadQualityRate, QualifiedBookingRate, ResolutionRate, SessionLength,
        };
        match self {
            Self::NoConversationId | Self::UnknownConversationId => {
                &[ConversionRate, LeadQualityRate, QualifiedBookingRate, AttributedRevenue]
            }
            Self::NoQualityStage => &[LeadQualityRate, QualifiedBookingRate],
            Self::NoExposure | Self::Ga4Engagement => &[EngagementRate],
            Self::EngagedWithoutMessage => &[EngagementRate, DeflectionRate, ResolutionRate, ConversionRate, HandoffRate],
            Self::BlendedGoal => &[GoalCompletionRate],
            Self::IntentsMissing | Self::IntentsFreeText | Self::NoBotOnlyChats => &[DeflectionRate],
            Self::UncountedOrders | Self::TestTraffic | Self::DuplicateExport => &[],
            // Rules know an intent in any spelling; what is read by intent, as the adjusted CSAT is, does not.
            Self::SpelledSeveralWays => &[DeflectionRate, Csat],
            // Visitors of a channel are set beside its chats by name.
            Self::ChannelsSpelledSeveralWays => &[EngagementRate],
            Self::SourcesSpelledSeveralWays => &[LeadQualityRate, AttributedRevenue],
            Self::FlowsSpelledSeveralWays => &[GoalCompletionRate],
            Self::UnknownEvents => &[DeflectionRate, ResolutionRate, HandoffRate],
            Self::ChannelInOutcome => &[EngagementRate],
            Self::SurveyAfterSuccess | Self::SurveyAfterHandoff | Self::SurveyUnlikeChats | Self::CsatScaleUnclear => &[Csat],
            Self::HandoffNeverAccepted => &[HandoffRate],
            Self::ResolvedAfterHandoff | Self::ContainmentAsResolution => &[DeflectionRate, ResolutionRate],
            Self::AveragesInFile => &[SessionLength, FirstUsefulAnswer],
            Self::OverlappingDates => &[AttributedRevenue, EngagementRate],
            Self::MixedZones | Self::AmbiguousDates => &[EngagementRate, FirstUsefulAnswer, AttributedRevenue],
            Self::StrayDates | Self::YearOutOfRange | Self::DatesMissing => {
                &[EngagementRate, CostPerInteraction, AttributedRevenue]
            }
            Self::NegativeLeadTimes => &[LeadQualityRate, QualifiedBookingRate],
            Self::AttributionChanged => &[AttributedRevenue],
            Self::CrowdedPerson => &[DeflectionRate, ConversionRate, AttributedRevenue],
            Self::TicketsEndEarly => &[DeflectionRate],
            // Of all numbers over everything these alone may differ from those of the rows.
            Self::GroupsFolded => &[EngagementRate, Csat, AttributedRevenue],
        }
    }
}
