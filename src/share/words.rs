//! The numbers that stand for names in a link. A place in these lists is never given to another name: links that were made
//! before would then say something else. New names go to the end.

use crate::metrics::Field;
use crate::model::Dimension;
use crate::rules::{AttributionModel, ConversionKind};
use crate::scorecard::{BoardId, ChangeId, DefinitionId, FunnelStepId, MetricId, Need, PartId, SegmentKey};

/// The number of a name.
pub(super) fn code_of<T: PartialEq>(table: &[T], name: &T) -> Option<u64> {
    table.iter().position(|other| other == name).map(|at| at as u64)
}

/// The name of a number; none for one of a later version.
pub(super) fn name_of<T: Copy>(table: &[T], code: u64) -> Option<T> {
    table.get(usize::try_from(code).ok()?).copied()
}

/// The fifteen metrics.
pub(super) const METRICS: &[MetricId] = &[
    MetricId::EngagementRate,
    MetricId::GoalCompletionRate,
    MetricId::DeflectionRate,
    MetricId::ResolutionRate,
    MetricId::FallbackRate,
    MetricId::HandoffRate,
    MetricId::SessionLength,
    MetricId::FirstUsefulAnswer,
    MetricId::CostPerInteraction,
    MetricId::ConversionRate,
    MetricId::LeadQualityRate,
    MetricId::QualifiedBookingRate,
    MetricId::Csat,
    MetricId::AttributedRevenue,
    MetricId::KnowledgeGapRate,
];

/// Their variants.
pub(super) const PARTS: &[PartId] = &[
    PartId::DurationS,
    PartId::NeverAnswered,
    PartId::PerResolved,
    PartId::PerVisitor,
    PartId::ChatToLead,
    PartId::AllLeads,
    PartId::DaysToStage,
    PartId::Held,
    PartId::SameWeek,
    PartId::Adjusted,
    PartId::ResponseRate,
    PartId::Influenced,
    PartId::Sourced,
    PartId::GrossProfit,
    PartId::Pipeline,
    PartId::Confirmed,
    PartId::Assumed,
    PartId::Durable,
    PartId::Undecided,
    PartId::Turns,
];

/// Why a value cannot be had.
pub(super) const NEEDS: &[Need] = &[
    Need::Conversations,
    Need::Exposure,
    Need::Goals,
    Need::Resolution,
    Need::Handoff,
    Need::EligibleIntents,
    Need::Fallbacks,
    Need::Turns,
    Need::Duration,
    Need::FirstUsefulAnswer,
    Need::CostRules,
    Need::ManualCost,
    Need::Leads,
    Need::QualityStage,
    Need::Meetings,
    Need::Csat,
    Need::SurveyOffered,
    Need::Revenue,
    Need::MissingAnswer,
    Need::Maturity,
    Need::Suppressed,
    Need::NotShared,
    Need::NotInCube,
];

/// The nine definitions.
pub(super) const DEFINITIONS: &[DefinitionId] = &[
    DefinitionId::ConfirmedOnly,
    DefinitionId::ResolvedEligibleOverAll,
    DefinitionId::ResolvedOverInvolved,
    DefinitionId::DurableEligible,
    DefinitionId::Deflection,
    DefinitionId::ContainedNoRecontact,
    DefinitionId::NoHuman,
    DefinitionId::NoHumanAllOpens,
    DefinitionId::ResolvedOverNotHandedOff,
];

/// Steps of the funnel.
pub(super) const FUNNEL: &[FunnelStepId] = &[
    FunnelStepId::Visitors,
    FunnelStepId::Engaged,
    FunnelStepId::BotLeads,
    FunnelStepId::Qualified,
    FunnelStepId::Booked,
    FunnelStepId::Won,
];

/// What canonical rules are made of; the first thirty take a letter, the others two.
pub(super) const RULE_WORDS: &[&str] = &[
    "\"eligible_intents\":{",
    "\"attribution\":{",
    "\"baseline\":{",
    "\"cost\":{",
    "\"flow_kind\":{",
    "\"goal_per_flow\":{",
    "\"business_hours\":{\"days\":[",
    "\"manual_cost_per_conversation\":",
    "\"handoff_saving_per_conversation\":",
    "\"platform_monthly\":",
    "\"ai_per_conversation\":",
    "\"maintenance_hours_monthly\":",
    "\"review_hours_monthly\":",
    "\"hourly_rate\":",
    "\"other_monthly\":",
    "\"currency\":\"",
    "\"time_zone\":\"",
    "\"launched_on\":\"",
    "\"week_start\":\"",
    "\"conversion_kind\":\"",
    "\"roi_basis\":\"",
    "\"margin\":",
    "\"window_days\":",
    "\"model\":\"",
    "\"support\"",
    "\"lead\"",
    ":true",
    ":false",
    "},",
    "\",",
    "\"session_gap_minutes\":",
    "\"engaged_min_user_turns\":",
    "\"narrow_flows\":",
    "\"high_intent_pages\":",
    "\"channel_kind\":",
    "\"value_aliases\":",
    "\"target_per_intent\":",
    "\"bands\":",
    "\"assisted_share\":",
    "\"fx\":",
    "\"fallback_basis\":",
    "\"quality_stage\":",
    "\"lead_link_hours\":",
    "\"maturity_days\":",
    "\"recontact_days\":",
    "\"csat_positive\":",
    "\"min_n\":",
    "\"suppress_below\":",
    "\"half_life_days\":",
    "\"human_csat\":",
    "\"human_first_answer_s\":",
    "\"form_conversion\":",
    "\"form_lead_quality\":",
    "\"form_booking\":",
    "\"from\":\"",
    "\"to\":\"",
    "\"mon\",\"tue\",\"wed\",\"thu\",\"fri\"",
    "\"deflection_rate\":",
    "\"handoff_rate\":",
    "\"EUR\"",
    "\"USD\"",
    "\"JPY\"",
    "\"faq\"",
    "\"sales\"",
    "\"booking\"",
    "Europe/",
    "America/",
    "Asia/Tokyo",
    "\"eligible_intents\":",
    "\"attribution\":",
    "\"baseline\":",
    "\"cost\":",
    "\"flow_kind\":",
    "\"goal_per_flow\":",
    "\"business_hours\":",
    "\"currency\":",
    "\"time_zone\":",
    "\"launched_on\":",
    "\"week_start\":",
    "\"conversion_kind\":",
    "\"roi_basis\":",
    "\"model\":",
    "\"source\":",
    "\"intent\":",
    "\"flow\":",
    "\"channel\":",
    "\"campaign\":",
    "\"days\":",
];

/// The keys of changes.
pub(super) const CHANGES: &[ChangeId] = &[
    ChangeId::EngagementRate,
    ChangeId::GoalCompletionRate,
    ChangeId::DeflectionRate,
    ChangeId::ResolutionRate,
    ChangeId::FallbackRate,
    ChangeId::HandoffRate,
    ChangeId::SessionLength,
    ChangeId::FirstUsefulAnswer,
    ChangeId::CostPerInteraction,
    ChangeId::ConversionRate,
    ChangeId::ChatToLead,
    ChangeId::LeadQualityRate,
    ChangeId::QualifiedBookingRate,
    ChangeId::Csat,
    ChangeId::AttributedRevenue,
    ChangeId::KnowledgeGapRate,
];

/// What counts as a conversion.
pub(super) const CONVERSIONS: &[ConversionKind] =
    &[ConversionKind::Lead, ConversionKind::Meeting, ConversionKind::Purchase, ConversionKind::Goal];

/// Ways to credit revenue.
pub(super) const MODELS: &[AttributionModel] = &[
    AttributionModel::Last,
    AttributionModel::First,
    AttributionModel::Linear,
    AttributionModel::Position,
    AttributionModel::TimeDecay,
];

/// What chats are split and narrowed by.
pub(super) const FIELDS: &[Field] = &[
    Field::Dimension(Dimension::Intent),
    Field::Dimension(Dimension::Channel),
    Field::Dimension(Dimension::Flow),
    Field::Outcome,
    Field::Handoff,
    Field::Dimension(Dimension::Source),
    Field::Dimension(Dimension::Page),
    Field::Dimension(Dimension::Campaign),
    Field::Dimension(Dimension::Language),
    Field::Dimension(Dimension::Medium),
    Field::BusinessHours,
    Field::Week,
    Field::Month,
];

/// Rules of findings.
pub(super) const FINDINGS: &[&str] = &[
    "csat_down_fallback_up",
    "csat_down_handoff_down",
    "csat_flat_deflection_up",
    "trapped_users",
    "handoff_too_high",
    "longer_sessions_fewer_goals",
    "more_leads_lower_quality",
    "quality_below_form",
    "booking_below_form",
    "fallback_too_high",
    "gaps_too_high",
    "csat_below_human",
    "csat_far_below_human",
    "uneven_deflection",
    "deflection_up_not_durable",
    "dead_air",
    "mix_shift",
    "survey_mix",
    "trapping_intent",
    "growing_gap",
];

/// The check that compares with an earlier run.
pub(super) const OF_AN_EARLIER_RUN: &str = "attribution_changed";

/// Checks on the data.
pub(super) const CHECKS: &[&str] = &[
    "no_conversation_id",
    "unknown_conversation_id",
    "no_quality_stage",
    "no_exposure",
    "blended_goal",
    "intents_missing",
    "intents_free_text",
    "spelled_several_ways",
    "unknown_events",
    "channel_in_outcome",
    "survey_after_success",
    "survey_after_handoff",
    "survey_unlike_chats",
    "csat_scale_unclear",
    "handoff_never_accepted",
    "resolved_after_handoff",
    "containment_as_resolution",
    "averages_in_file",
    "duplicate_export",
    "overlapping_dates",
    "mixed_zones",
    "stray_dates",
    "year_out_of_range",
    "ambiguous_dates",
    "uncounted_orders",
    "negative_lead_times",
    "attribution_changed",
    "test_traffic",
    "crowded_person",
    "dates_missing",
    "no_bot_only_chats",
    "tickets_end_early",
    "engaged_without_message",
    "ga4_engagement",
    "channels_spelled_several_ways",
    "sources_spelled_several_ways",
    "flows_spelled_several_ways",
    "groups_folded",
];

/// The numbers of a week that are shared, by board: first those over all of a week's chats, which are hidden together.
pub(super) fn week_groups(board: BoardId) -> &'static [&'static [ChangeId]] {
    match board {
        BoardId::Support => &[
            &[
                ChangeId::DeflectionRate,
                ChangeId::ResolutionRate,
                ChangeId::FallbackRate,
                ChangeId::HandoffRate,
                ChangeId::CostPerInteraction,
            ],
            &[ChangeId::Csat],
        ],
        BoardId::Lead => &[
            &[ChangeId::ChatToLead],
            &[ChangeId::LeadQualityRate, ChangeId::QualifiedBookingRate],
            &[ChangeId::EngagementRate],
            &[ChangeId::AttributedRevenue],
        ],
    }
}

/// The numbers of a segment that are shared; the first is the chats that the bot handled.
pub(super) fn segment_groups(key: &SegmentKey) -> &'static [&'static [ChangeId]] {
    match key.fields() {
        [Field::Dimension(Dimension::Intent)] => &[
            &[ChangeId::CostPerInteraction, ChangeId::DeflectionRate, ChangeId::HandoffRate, ChangeId::FallbackRate],
            &[ChangeId::Csat],
        ],
        _ => {
            &[&[ChangeId::CostPerInteraction, ChangeId::ChatToLead], &[ChangeId::LeadQualityRate, ChangeId::QualifiedBookingRate]]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::checks::CheckId;
    use crate::insight::findings::RuleId;

    #[test]
    fn every_name_has_a_number() {
        assert!(MetricId::ALL.iter().all(|id| code_of(METRICS, id).is_some()));
        assert!(PartId::ALL.iter().all(|id| code_of(PARTS, id).is_some()));
        assert!(Need::ALL.iter().all(|id| code_of(NEEDS, id).is_some()));
        assert!(DefinitionId::ALL.iter().all(|id| code_of(DEFINITIONS, id).is_some()));
        assert!(FunnelStepId::ALL.iter().all(|id| code_of(FUNNEL, id).is_some()));
        assert!(ChangeId::ALL.iter().all(|id| code_of(CHANGES, id).is_some()));
        assert!(Field::ALL.iter().all(|field| code_of(FIELDS, field).is_some()));
        assert!(ConversionKind::ALL.iter().all(|kind| code_of(CONVERSIONS, kind).is_some()));
        assert!(AttributionModel::ALL.iter().all(|model| code_of(MODELS, model).is_some()));
        assert!(RuleId::ALL.iter().all(|rule| code_of(FINDINGS, &rule.word()).is_some()));
        assert_eq!(CheckId::AttributionChanged.word(), OF_AN_EARLIER_RUN);
        assert!(CheckId::ALL.iter().all(|check| code_of(CHECKS, &check.word()).is_some()));
    }
}
