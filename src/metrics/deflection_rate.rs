//! Metric 3: deflected / engaged and eligible (METRICS section 4).
//!
//! Deflected is handled by the bot, eligible and resolved. A human-only eligible chat counts against the bot.
//! Undecided intents are in no eligible set; their number stands beside. Missing data: rows whose `resolved` is
//! unknown are in neither part. Example: 540 of 1,200 eligible is 45 %, whatever the other 800 chats are.

use super::statistics::Placement;
use crate::facts::Conversation;

/// Where a conversation falls.
pub fn place(conversation: &Conversation) -> Placement {
    if !is_base(conversation) {
        return Placement::Outside;
    }
    super::yes_no(conversation.deflected())
}

/// Durable deflection: deflected and nobody came back; over mature rows only.
pub fn place_durable(conversation: &Conversation) -> Placement {
    if !is_base(conversation) {
        return Placement::Outside;
    }
    if !conversation.mature {
        return Placement::Pending;
    }
    super::yes_no(conversation.deflected().map(|deflected| deflected && !conversation.recontacted))
}

/// Engaged and eligible: A of METRICS section 7.
pub fn is_base(conversation: &Conversation) -> bool {
    conversation.engaged && conversation.eligible == Some(true)
}
