//! How the conversations of metric 3's base set ended: exclusive ends that add up to it (METRICS sections 3 and 4).
//!
//! The base is engaged and eligible, known or not: all ends but [`FlowEnd::Unknown`] are the denominator of metric 3, and
//! the four that the bot resolved are its numerator. Rows too young to tell whether their people came back stand apart.

use super::deflection_rate;
use super::ids::names;
use crate::facts::{Conversation, Outcome};
use crate::model::{Handoff, Resolution};

names! {
    /// How an eligible conversation ended.
    FlowEnd {
        ConfirmedStayed = "confirmed_stayed",
        AssumedStayed = "assumed_stayed",
        CameBack = "came_back",
        Young = "young",
        Requested = "requested",
        Accepted = "accepted",
        Answered = "answered",
        LeftAfterFallback = "left_after_fallback",
        Left = "left",
        GoalOnly = "goal_only",
        HumanOnly = "human_only",
        Unknown = "unknown",
    }
}

impl FlowEnd {
    /// The ends that metric 3 counts.
    pub const DEFLECTED: [Self; 4] = [Self::ConfirmedStayed, Self::AssumedStayed, Self::CameBack, Self::Young];
}

/// Conversations of each end, in the order of [`FlowEnd::ALL`].
pub type FlowCounts = [u64; FlowEnd::ALL.len()];

/// Where a conversation ended; none for one that is not engaged or not eligible.
pub fn place(conversation: &Conversation) -> Option<FlowEnd> {
    if !deflection_rate::is_base(conversation) {
        return None;
    }
    Some(match (conversation.deflected(), conversation.handoff) {
        (None, _) => FlowEnd::Unknown,
        (Some(true), _) if !conversation.mature => FlowEnd::Young,
        (Some(true), _) if conversation.recontacted => FlowEnd::CameBack,
        (Some(true), _) if conversation.resolution == Some(Resolution::Confirmed) => FlowEnd::ConfirmedStayed,
        (Some(true), _) => FlowEnd::AssumedStayed,
        _ if !conversation.bot_involved => FlowEnd::HumanOnly,
        (_, Some(Handoff::Requested)) => FlowEnd::Requested,
        (_, Some(Handoff::Accepted)) => FlowEnd::Accepted,
        (_, Some(Handoff::Answered)) => FlowEnd::Answered,
        _ if conversation.outcome == Outcome::Completed => FlowEnd::GoalOnly,
        _ if conversation.fallbacks.is_some_and(|fallbacks| fallbacks >= 1) => FlowEnd::LeftAfterFallback,
        _ => FlowEnd::Left,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::conversation;

    /// Engaged, eligible, with the bot, mature.
    fn ended(resolution: Option<Resolution>, handoff: Option<Handoff>) -> Conversation {
        let resolved = conversation::resolved(resolution, handoff);
        Conversation {
            engaged: true,
            bot_involved: true,
            eligible: Some(true),
            mature: true,
            resolution,
            handoff,
            resolved,
            outcome: conversation::outcome(true, handoff, resolved, None),
            ..Conversation::default()
        }
    }

    #[test]
    fn every_conversation_has_one_end() {
        let confirmed = ended(Some(Resolution::Confirmed), Some(Handoff::None));
        let left = ended(Some(Resolution::None), Some(Handoff::None));
        let cases = [
            (confirmed, FlowEnd::ConfirmedStayed),
            (ended(Some(Resolution::Assumed), None), FlowEnd::AssumedStayed),
            (Conversation { recontacted: true, ..confirmed }, FlowEnd::CameBack),
            (Conversation { mature: false, recontacted: true, ..confirmed }, FlowEnd::Young),
            (ended(Some(Resolution::Confirmed), Some(Handoff::Accepted)), FlowEnd::Accepted),
            (ended(None, Some(Handoff::Requested)), FlowEnd::Requested),
            (Conversation { fallbacks: Some(2), ..left }, FlowEnd::LeftAfterFallback),
            (left, FlowEnd::Left),
            (Conversation { outcome: Outcome::Completed, ..left }, FlowEnd::GoalOnly),
            (Conversation { bot_involved: false, ..confirmed }, FlowEnd::HumanOnly),
            (ended(None, None), FlowEnd::Unknown),
        ];
        for (conversation, end) in cases {
            assert_eq!(place(&conversation), Some(end));
            assert_eq!(FlowEnd::DEFLECTED.contains(&end), conversation.deflected() == Some(true), "{end:?}");
        }
        assert_eq!(place(&Conversation { eligible: None, ..confirmed }), None);
        assert_eq!(place(&Conversation { engaged: false, ..confirmed }), None);
    }
}
