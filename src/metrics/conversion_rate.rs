//! Metric 10: engaged conversations with a target conversion / engaged (METRICS section 4).
//!
//! The rules' kind decides: a bot lead belongs to the conversation (lead); one with a booked meeting (meeting); counted
//! revenue of the same person in (start, start + window] (purchase; conversations whose window is still open at
//! revenue's horizon are pending); the flow's goal (goal).

use super::statistics::Placement;
use crate::facts::{Conversation, Purchase};
use crate::rules::ConversionKind;

/// Where a conversation falls.
pub fn place(conversation: &Conversation, kind: ConversionKind) -> Placement {
    if !conversation.engaged {
        return Placement::Outside;
    }
    match kind {
        ConversionKind::Lead => super::yes_no(Some(conversation.has_bot_lead)),
        ConversionKind::Meeting => super::yes_no(Some(conversation.has_meeting)),
        ConversionKind::Goal => super::yes_no(conversation.goal_completed),
        ConversionKind::Purchase => match conversation.purchase {
            Purchase::Made => Placement::Numerator,
            Purchase::None => Placement::Denominator,
            Purchase::Pending => Placement::Pending,
        },
    }
}
