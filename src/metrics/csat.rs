//! Metric 13: positive / responses of handled conversations (METRICS section 4).
//!
//! A response whose scale is not known, or that lies outside it, is unknown. Beside it the share of offered surveys that
//! were answered, and the adjusted rate: positive rates of each intent and outcome, weighted by its share of handled
//! conversations, so that a change of who answers is no change of satisfaction.

use super::statistics::Placement;
use crate::facts::{Conversation, CsatAnswer};

/// Where a conversation falls.
pub fn place(conversation: &Conversation) -> Placement {
    if !conversation.is_handled() {
        return Placement::Outside;
    }
    match conversation.csat {
        CsatAnswer::None => Placement::Outside,
        CsatAnswer::Unreadable => Placement::Unknown,
        CsatAnswer::Positive => Placement::Numerator,
        CsatAnswer::Negative => Placement::Denominator,
    }
}

/// Where it falls in the response rate: handled conversations that were offered a survey.
pub fn place_response(conversation: &Conversation) -> Placement {
    if !conversation.is_handled() {
        return Placement::Outside;
    }
    match conversation.survey_offered {
        Some(true) => super::yes_no(Some(conversation.csat != CsatAnswer::None)),
        Some(false) => Placement::Outside,
        None => Placement::Unknown,
    }
}
