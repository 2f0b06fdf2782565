//! One data set, nine answers (METRICS section 7): the formulas that dashboards use for "deflection", side by side.

use super::statistics::Placement;
use super::{DefinitionId, deflection_rate};
use crate::facts::Conversation;
use crate::model::Resolution;

/// Where a conversation falls under one of the nine. Rows whose resolved is unknown, or whose handoff is empty where the
/// formula names it, are left out of that formula.
pub fn place(definition: DefinitionId, conversation: &Conversation) -> Placement {
    use DefinitionId as D;
    let handled = conversation.is_handled();
    let base = match definition {
        D::DurableEligible => return deflection_rate::place_durable(conversation),
        D::Deflection => return deflection_rate::place(conversation),
        D::NoHumanAllOpens => true,
        D::ContainedNoRecontact if handled && !conversation.mature => return Placement::Pending,
        D::ResolvedOverNotHandedOff if handled => match conversation.handed_off() {
            None => return Placement::Unknown,
            Some(handed_off) => !handed_off,
        },
        _ => handled,
    };
    if !base {
        return Placement::Outside;
    }
    super::yes_no(match definition {
        D::ConfirmedOnly => {
            conversation.resolved.map(|resolved| resolved && conversation.resolution == Some(Resolution::Confirmed))
        }
        D::ResolvedEligibleOverAll => conversation.deflected(),
        D::ContainedNoRecontact => conversation.handed_off().map(|handed_off| !handed_off && !conversation.recontacted),
        D::NoHuman | D::NoHumanAllOpens => conversation.handed_off().map(|handed_off| !handed_off),
        D::ResolvedOverInvolved | D::ResolvedOverNotHandedOff | D::DurableEligible | D::Deflection => conversation.resolved,
    })
}
