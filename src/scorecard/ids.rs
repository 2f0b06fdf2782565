//! The names of METRICS section 11 that are not metrics, in their order.

use crate::metrics::{Metric, MetricId, MetricSet, PartId, names};

names! {
    /// The two boards, never blended.
    BoardId {
        Support = "support",
        Lead = "lead",
    }
}

names! {
    /// The keys of `change`: the fifteen metrics and chat-to-lead.
    ChangeId {
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
        ChatToLead = "chat_to_lead",
        LeadQualityRate = "lead_quality_rate",
        QualifiedBookingRate = "qualified_booking_rate",
        Csat = "csat",
        AttributedRevenue = "attributed_revenue",
        KnowledgeGapRate = "knowledge_gap_rate",
    }
}

impl ChangeId {
    /// The key of a metric.
    pub fn of_metric(id: MetricId) -> Self {
        // Every metric is a key, under its own word.
        Self::from_word(id.word()).unwrap_or(Self::EngagementRate)
    }

    /// The metric that it is, or is a part of.
    pub fn metric(self) -> (MetricId, Option<PartId>) {
        match MetricId::from_word(self.word()) {
            Some(id) => (id, None),
            None => (MetricId::ConversionRate, Some(PartId::ChatToLead)),
        }
    }

    /// Its value among those of some rows.
    pub fn of(self, metrics: &MetricSet) -> Option<&Metric> {
        let (id, part) = self.metric();
        let metric = metrics.get(&id)?;
        part.map_or(Some(metric), |part| metric.parts.get(&part))
    }
}
