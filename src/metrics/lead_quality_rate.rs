//! Metric 11: mature bot leads with the quality stage / mature bot leads; also over all bot leads (METRICS section 4).
//!
//! Mature is `maturity_days` old at the leads' horizon; younger ones are pending whatever became of them.
//! Example: 43 of 144 leads is 29.9 %.

use super::statistics::Placement;
use crate::facts::{DAY, Lead};
use crate::rules::QualityStage;

/// Where a lead falls.
pub fn place(lead: &Lead, stage: QualityStage) -> Placement {
    match (lead.is_bot, lead.mature) {
        (false, _) => Placement::Outside,
        (true, false) => Placement::Pending,
        (true, true) => super::yes_no(Some(lead.stage(stage).is_some())),
    }
}

/// Where it falls if young leads count too.
pub fn place_all(lead: &Lead, stage: QualityStage) -> Placement {
    if lead.is_bot { super::yes_no(Some(lead.stage(stage).is_some())) } else { Placement::Outside }
}

/// Days from creation to the earliest stamp of the stage, of a mature bot lead that has it.
pub fn days_to_stage(lead: &Lead, stage: QualityStage) -> Option<f64> {
    let reached = lead.stage(stage).filter(|_| lead.is_bot && lead.mature)?;
    Some((reached - lead.created) as f64 / DAY)
}
