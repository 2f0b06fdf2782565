//! The invoice check: resolutions that a vendor bills, counted again by one's own rule, and those to dispute.
//!
//! What is billed is every handled conversation that the vendor's export calls resolved, confirmed or assumed. Nothing else
//! is known of an invoice: what a vendor bills beyond its own export cannot be seen here.

use std::collections::BTreeSet;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::facts::{Conversation, CsatAnswer, Facts, Kind};
use crate::metrics::{Context, Scope, names};
use crate::model::{FirstUseful, Origin, Resolution, SortedMap};

names! {
    /// Why a billed resolution may be none.
    Dispute {
        HandedOff = "handed_off",
        CameBack = "came_back",
        NoUsefulAnswer = "no_useful_answer",
        MissingAnswer = "missing_answer",
        Unhappy = "unhappy",
        NotConfirmed = "not_confirmed",
    }
}

impl Dispute {
    /// What is disputed unless one says otherwise: everything but that nobody confirmed it.
    pub const USUAL: [Self; 5] = [Self::HandedOff, Self::CameBack, Self::NoUsefulAnswer, Self::MissingAnswer, Self::Unhappy];

    fn holds(self, chat: &Conversation) -> bool {
        match self {
            Self::HandedOff => chat.handed_off() == Some(true),
            Self::CameBack => chat.recontacted,
            Self::NoUsefulAnswer => chat.first_useful == Some(FirstUseful::Never),
            Self::MissingAnswer => chat.missing_answer == Some(true),
            Self::Unhappy => chat.csat == CsatAnswer::Negative,
            Self::NotConfirmed => chat.resolution == Some(Resolution::Assumed),
        }
    }
}

/// A billed resolution that is none by one's own rule.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Disputed {
    /// Id of the conversation.
    pub id: String,
    /// Local date of its start.
    pub date: String,
    /// The first reason that holds, in the order of [`Dispute`].
    pub reason: Dispute,
    /// File and line.
    pub origin: Origin,
}

/// The recount.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Invoice {
    /// Resolutions that the vendor's export claims.
    pub billed: u64,
    /// Of these, disputed.
    pub disputed: Vec<Disputed>,
    /// Disputed by reason, each once, by the first that holds.
    pub by_reason: SortedMap<Dispute, u64>,
    /// Not disputed, and so young that people may still come back.
    pub may_come_back: u64,
}

impl Invoice {
    /// Lists so many at most of each reason; all stay counted.
    pub fn keep_first(&mut self, most: usize) {
        let mut listed: SortedMap<Dispute, usize> = SortedMap::new();
        self.disputed.retain(|row| {
            let seen = listed.entry(row.reason).or_default();
            *seen += 1;
            *seen <= most
        });
    }
}

/// Counts the billed resolutions of a scope again. `disputes` are the reasons of one's own rule.
pub fn recount(context: &Context<'_>, scope: &Scope, disputes: &BTreeSet<Dispute>) -> Invoice {
    let facts: &Facts = context.facts;
    let holds = scope.filtered(context.index);
    let mut invoice = Invoice::default();
    // A cube names no conversation that could be disputed.
    if facts.counted.is_some() {
        return invoice;
    }
    let is_claimed =
        |kind: Kind| kind.is_handled() && matches!(kind.resolution(), Some(Resolution::Confirmed | Resolution::Assumed));
    let claimed = facts.conversations.of_kinds(is_claimed).filter(|at| holds.holds(*at));
    for chat in claimed.filter_map(|at| facts.conversations.get(at)).filter(|chat| scope.holds_date(chat.date)) {
        invoice.billed += 1;
        match disputes.iter().find(|dispute| dispute.holds(&chat)) {
            Some(reason) => {
                *invoice.by_reason.entry(*reason).or_default() += 1;
                invoice.disputed.push(Disputed {
                    id: context.dictionary.text(chat.id).to_owned(),
                    date: chat.date.to_string(),
                    reason: *reason,
                    origin: chat.origin,
                });
            }
            None if !chat.mature && disputes.contains(&Dispute::CameBack) => invoice.may_come_back += 1,
            None => {}
        }
    }
    invoice
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_each_reason_are_listed() {
        let row = |id: u32, reason| Disputed {
            id: id.to_string(),
            date: "2026-03-05".to_owned(),
            reason,
            origin: Origin { file: 0, line: 2 },
        };
        let reasons = [Dispute::CameBack, Dispute::CameBack, Dispute::CameBack, Dispute::Unhappy];
        let mut invoice =
            Invoice { disputed: (1..).zip(reasons).map(|(id, reason)| row(id, reason)).collect(), ..Invoice::default() };
        invoice.keep_first(2);
        let listed: Vec<&str> = invoice.disputed.iter().map(|row| row.id.as_str()).collect();
        assert_eq!(listed, ["1", "2", "4"]);
    }
}
