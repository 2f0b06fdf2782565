//! Metric 5: handled conversations with a fallback / handled; or fallbacks / bot turns (METRICS section 4).
//!
//! The rules' `fallback_basis` picks which one is the metric. The turn basis is a ratio of sums over handled
//! conversations with both known, and may pass 1. Example: 286 of 2,000 sessions is 14.3 %.

use super::statistics::Placement;
use crate::facts::Conversation;

/// Where a conversation falls on the session basis.
pub fn place(conversation: &Conversation) -> Placement {
    if conversation.is_handled() {
        super::yes_no(conversation.fallbacks.map(|fallbacks| fallbacks >= 1))
    } else {
        Placement::Outside
    }
}

/// Bot turns and fallbacks of a handled conversation; none where either is unknown.
pub fn turns(conversation: &Conversation) -> Option<(f64, f64)> {
    Some((f64::from(conversation.bot_turns?), f64::from(conversation.fallbacks?)))
}
