//! Metric 15: handled conversations with a missing answer / handled (METRICS section 4).
//!
//! Missing data: an unknown `missing_answer`. Example: 242 of 2,000 is 12.1 %.

use super::statistics::Placement;
use crate::facts::Conversation;

/// Where a conversation falls.
pub fn place(conversation: &Conversation) -> Placement {
    if conversation.is_handled() { super::yes_no(conversation.missing_answer) } else { Placement::Outside }
}
