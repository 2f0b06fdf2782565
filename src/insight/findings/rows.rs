//! The rows behind a finding, as lineage lists them.

use super::RuleId;
use crate::metrics::statistics::Placement;
use crate::metrics::{Field, Filter, MetricId, PartId};
use crate::scorecard::{ChangeId, Finding};

/// Which rows stand behind a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowsBehind {
    /// The number.
    pub metric: MetricId,
    /// A variant of it.
    pub part: Option<PartId>,
    /// What holds the rows of the board to the segment; none for a whole board.
    pub segment: Option<Filter>,
    /// Where the telling rows stand.
    pub placement: Placement,
}

/// The rows behind a finding of a scorecard; none if the rule is not known.
pub fn rows_behind(finding: &Finding) -> Option<RowsBehind> {
    let rule = RuleId::from_word(&finding.rule)?;
    let (metric, part) = match rule {
        RuleId::MixShift => mixed(finding),
        _ => rule.metric(),
    };
    let segment = finding.segment.as_deref().and_then(|segment| segment.split_once('='));
    let segment =
        segment.and_then(|(field, value)| Some(Filter { field: Field::from_word(field)?, values: vec![value.to_owned()] }));
    let placement = match rule {
        RuleId::HandoffTooHigh | RuleId::FallbackTooHigh | RuleId::TrappingIntent | RuleId::GapsTooHigh | RuleId::GrowingGap => {
            Placement::Numerator
        }
        _ => Placement::Denominator,
    };
    Some(RowsBehind { metric, part, segment, placement })
}

/// The metric whose total was mixed anew.
fn mixed(finding: &Finding) -> (MetricId, Option<PartId>) {
    let named = finding.evidence.keys().find_map(|key| ChangeId::from_word(key.strip_suffix("_mix_effect")?));
    match named {
        Some(ChangeId::ChatToLead) => (MetricId::ConversionRate, Some(PartId::ChatToLead)),
        Some(id) => (MetricId::from_word(id.word()).unwrap_or(MetricId::DeflectionRate), None),
        None => RuleId::MixShift.metric(),
    }
}
