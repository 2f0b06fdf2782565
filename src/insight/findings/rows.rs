//! The rows behind a finding: the metric that lists them, and the value that holds them to its segment.

use super::RuleId;
use crate::metrics::{Field, MetricId, PartId};
use crate::scorecard::{ChangeId, Finding};

/// The metric whose rows stand behind a finding, and the value of its segment, none for a whole board or where the segment is
/// no field of the rows; none if the rule is not known.
pub fn rows_behind(finding: &Finding) -> Option<(ChangeId, Option<(Field, String)>)> {
    let metric = match RuleId::from_word(&finding.rule)? {
        RuleId::MixShift => mixed(finding)?,
        rule => match rule.metric() {
            (MetricId::ConversionRate, Some(PartId::ChatToLead)) => ChangeId::ChatToLead,
            (metric, _) => ChangeId::of_metric(metric),
        },
    };
    let segment = finding.segment.as_deref().and_then(|segment| segment.split_once('='));
    Some((metric, segment.and_then(|(field, value)| Some((Field::from_word(field)?, value.to_owned())))))
}

/// The metric whose total was mixed anew.
fn mixed(finding: &Finding) -> Option<ChangeId> {
    finding.evidence.keys().find_map(|key| ChangeId::from_word(key.strip_suffix("_mix_effect")?))
}
