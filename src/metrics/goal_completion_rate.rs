//! Metric 2: engaged conversations whose flow's goal was reached / engaged (METRICS section 4).
//!
//! Missing data: an unknown `goal_completed` is counted beside. Example: 30 of 100 engaged is 30 %.

use super::statistics::Placement;
use crate::facts::Conversation;

/// Where a conversation falls.
pub fn place(conversation: &Conversation) -> Placement {
    if !conversation.engaged {
        return Placement::Outside;
    }
    super::yes_no(conversation.goal_completed)
}
