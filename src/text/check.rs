//! What is said of checks on the data: what is seen, why it matters, how to mend it at the source.

use super::Sentence;
use crate::insight::checks::CheckId;

/// What is said of a check of METRICS section 10 that found something.
#[derive(Clone, Copy, Debug)]
pub struct CheckText {
    /// What is seen.
    pub title: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// What to do at the source.
    pub fix: &'static str,
}

by_name! {
    /// The checks.
    CheckTexts, CheckId, CheckText, {
        no_conversation_id: NoConversationId,
        unknown_conversation_id: UnknownConversationId,
        no_quality_stage: NoQualityStage,
        no_exposure: NoExposure,
        blended_goal: BlendedGoal,
        intents_missing: IntentsMissing,
        intents_free_text: IntentsFreeText,
        spelled_several_ways: SpelledSeveralWays,
        channels_spelled_several_ways: ChannelsSpelledSeveralWays,
        sources_spelled_several_ways: SourcesSpelledSeveralWays,
        flows_spelled_several_ways: FlowsSpelledSeveralWays,
        unknown_events: UnknownEvents,
        channel_in_outcome: ChannelInOutcome,
        survey_after_success: SurveyAfterSuccess,
        survey_after_handoff: SurveyAfterHandoff,
        survey_unlike_chats: SurveyUnlikeChats,
        csat_scale_unclear: CsatScaleUnclear,
        handoff_never_accepted: HandoffNeverAccepted,
        resolved_after_handoff: ResolvedAfterHandoff,
        containment_as_resolution: ContainmentAsResolution,
        averages_in_file: AveragesInFile,
        duplicate_export: DuplicateExport,
        overlapping_dates: OverlappingDates,
        mixed_zones: MixedZones,
        stray_dates: StrayDates,
        year_out_of_range: YearOutOfRange,
        ambiguous_dates: AmbiguousDates,
        uncounted_orders: UncountedOrders,
        negative_lead_times: NegativeLeadTimes,
        attribution_changed: AttributionChanged,
        test_traffic: TestTraffic,
        crowded_person: CrowdedPerson,
        dates_missing: DatesMissing,
        no_bot_only_chats: NoBotOnlyChats,
        tickets_end_early: TicketsEndEarly,
        engaged_without_message: EngagedWithoutMessage,
        ga4_engagement: Ga4Engagement,
        groups_folded: GroupsFolded,
    }
}

/// A text without places.
type Words = &'static str;

texts! {
    /// Words around checks.
    CheckWords {
        title: Words, sub: Words, none: Words, seen: Words, file: Words, rows: Words, weakens: Words, fix: Words, all_files: Words,
        weakens_nothing: Words, badge: Sentence<1>, between: Words,
    }
}
