//! Metric 8: median seconds to the first useful answer of handled conversations (METRICS section 4).
//!
//! Conversations that never got one are no number of seconds: they are a share beside the median.

use super::statistics::Placement;
use crate::facts::Conversation;
use crate::model::FirstUseful;

/// Where a conversation falls in the share of those that never got an answer.
pub fn place_never(conversation: &Conversation) -> Placement {
    if !conversation.is_handled() {
        return Placement::Outside;
    }
    super::yes_no(conversation.first_useful.map(|first| first == FirstUseful::Never))
}

/// Seconds of a handled conversation that got an answer.
pub fn seconds(conversation: &Conversation) -> Option<f64> {
    seconds_of(conversation.first_useful.filter(|_| conversation.is_handled())?)
}

/// Seconds, unless it never came.
pub fn seconds_of(first: FirstUseful) -> Option<f64> {
    match first {
        FirstUseful::Never => None,
        FirstUseful::Seconds(seconds) => Some(seconds),
    }
}
