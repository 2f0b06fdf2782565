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
            .at_stake(by_mix(board, *id, change), |chats| board.by_hand(chats))
    };
    rates.iter().map(case).collect()
}

/// Deflected chats of the last period that only the mix brought: they go when it changes back. No other rate is money.
fn by_mix(board: &Board<'_>, id: ChangeId, change: Option<&scorecard::Change>) -> Option<f64> {
    if id != ChangeId::DeflectionRate {
        return None;
    }
    let periods = board.periods_of(id)?;
    let [_, after] = periods.sides();
    Some(change?.mix_effect? * after.tally.deflection.denominator as f64)
}
