//! The rule about totals: one that gets better while most of its intents get worse has only been mixed anew.

use super::super::board::Board;
use super::super::case::{Case, Wants, when};
use super::super::rule::RuleId;
use crate::scorecard::{self, BoardId, ChangeId};

/// Tested rates that are better when they are higher, and those that are better when they are lower.
const SUPPORT: [(ChangeId, Wants); 5] = [
    (ChangeId::DeflectionRate, Wants::Rise),
    (ChangeId::ResolutionRate, Wants::Rise),
    (ChangeId::Csat, Wants::Rise),
    (ChangeId::FallbackRate, Wants::Fall),
    (ChangeId::HandoffRate, Wants::Fall),
];
const LEAD: [(ChangeId, Wants); 3] = [
    (ChangeId::ChatToLead, Wants::Rise),
    (ChangeId::LeadQualityRate, Wants::Rise),
    (ChangeId::QualifiedBookingRate, Wants::Rise),
];

pub(super) fn cases(board: &Board<'_>, card: Option<&scorecard::Board>) -> Vec<Case> {
    let rates: &[(ChangeId, Wants)] = match board.id {
        BoardId::Support => &SUPPORT,
        BoardId::Lead => &LEAD,
    };
    let case = |(id, better): &(ChangeId, Wants)| {
        let change = card.and_then(|card| card.change.get(id));
        Case::new(RuleId::MixShift, vec![when(board.change(*id), *better)])
            .only_if(change.is_some_and(|change| change.reversal == Some(true)))
            .showing(&format!("{}_rate_effect", id.word()), change.and_then(|change| change.rate_effect))
            .showing(&format!("{}_mix_effect", id.word()), change.and_then(|change| change.mix_effect))
    };
    rates.iter().map(case).collect()
}
