//! Metric 6: handled conversations that went to a person / handled (METRICS section 4). Neither up nor down is better by
//! itself: read it by intent.
//!
//! Requested, accepted and answered all count. Missing data: an empty handoff. Example: 950 of 2,000 is 47.5 %.

use super::statistics::Placement;
use crate::facts::Conversation;

/// Where a conversation falls.
pub fn place(conversation: &Conversation) -> Placement {
    if conversation.is_handled() { super::yes_no(conversation.handed_off()) } else { Placement::Outside }
}
