//! Metric 12: mature bot leads with a qualified meeting / mature bot leads (METRICS section 4); beside it those whose
//! meeting was held, and those with a qualified meeting booked within 7 days.

use super::statistics::Placement;
use crate::facts::{DAY, Lead, micros};

/// Where a lead falls.
pub fn place(lead: &Lead) -> Placement {
    place_if(lead, lead.has_qualified_meeting())
}

/// Where it falls if a held meeting is asked for.
pub fn place_held(lead: &Lead) -> Placement {
    place_if(lead, lead.held.is_some())
}

/// Where it falls if a qualified meeting within 7 days is asked for.
pub fn place_same_week(lead: &Lead) -> Placement {
    let soon = lead.booked.is_some_and(|booked| booked - lead.created <= micros(7.0, DAY));
    place_if(lead, soon && lead.has_qualified_meeting())
}

fn place_if(lead: &Lead, is: bool) -> Placement {
    match (lead.is_bot, lead.mature) {
        (false, _) => Placement::Outside,
        (true, false) => Placement::Pending,
        (true, true) => super::yes_no(Some(is)),
    }
}
