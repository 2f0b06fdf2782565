//! Metric 4: resolved conversations that the bot handled / handled (METRICS section 4), split confirmed and assumed.
//!
//! Missing data: an empty resolution of a row that was not handed off is unknown. Example: 660 of 2,000 is 33 %.

use super::statistics::Placement;
use crate::facts::Conversation;
use crate::model::Resolution;

/// Where a conversation falls.
pub fn place(conversation: &Conversation) -> Placement {
    if conversation.is_handled() { super::yes_no(conversation.resolved) } else { Placement::Outside }
}

/// Where it falls if only one kind of resolution counts.
pub fn place_kind(conversation: &Conversation, kind: Resolution) -> Placement {
    if !conversation.is_handled() {
        return Placement::Outside;
    }
    super::yes_no(conversation.resolved.map(|resolved| resolved && conversation.resolution == Some(kind)))
}
