//! Metric 7: median user turns, and median seconds, of handled conversations that were completed or escalated
//! (METRICS section 4). Never a mean. Missing data: unknown turns are counted beside.

use crate::facts::{Conversation, Outcome};

/// Whether a conversation's length is asked for.
pub fn is_base(conversation: &Conversation) -> bool {
    conversation.is_handled() && matches!(conversation.outcome, Outcome::Completed | Outcome::Escalated)
}
