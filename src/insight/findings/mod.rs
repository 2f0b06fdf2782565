//! Findings: what the numbers say is wrong, with the evidence for it (METRICS section 9).
//!
//! Each rule declares cases, a case its comparisons; all comparisons of all cases are tested together, so that what fires is
//! rarely chance. Ranked: problems, then numbers that would be misread, then good news; among these by money, by rows, by p.
//! How a finding is said, and what to do, stands in `text`.

pub mod board;
pub mod case;
pub mod comparison;

mod rows;
mod rule;
mod rules;

pub use rows::rows_behind;
pub use rule::{RuleId, Stake, Tone};

use board::Board;
use case::{Fired, decide};

use super::gaps::{self, Groups, Roadmap};
use crate::metrics::Context;
use crate::model::order::put_in_order;
use crate::scorecard::{Finding, Query, Scorecard, board_flows};

/// Finds what is wrong in the scope of a scorecard, the most pressing first. Questions are grouped and named
/// as was decided.
pub fn find(context: &Context<'_>, query: &Query, card: &Scorecard, groups: &Groups, roadmap: &Roadmap) -> Vec<Finding> {
    let mut cases = Vec::new();
    let asked = roadmap.found_as_decided(&gaps::find(context, &query.scope, groups));
    for (id, flows) in board_flows(context) {
        let Some(board) = Board::new(context, query, id, flows) else { continue };
        cases.extend(rules::cases(&board, card.boards.get(&id), &asked));
    }
    let mut fired = without_weaker(decide(cases));
    put_in_order(&mut fired, |one, other| {
        let amount = |fired: &Fired, name: &str| fired.evidence.get(name).copied().unwrap_or(0.0);
        one.rule
            .tone()
            .cmp(&other.rule.tone())
            .then(amount(other, "money").total_cmp(&amount(one, "money")))
            .then(amount(other, "conversations").total_cmp(&amount(one, "conversations")))
            .then(one.p.total_cmp(&other.p))
            .then(one.rule.cmp(&other.rule))
            .then(one.segment.cmp(&other.segment))
    });
    fired
        .into_iter()
        .map(|fired| Finding { rule: fired.rule.word().to_owned(), segment: fired.segment, evidence: fired.evidence })
        .collect()
}

/// More than ten points below people is also more than five: only the stronger is said.
fn without_weaker(fired: Vec<Fired>) -> Vec<Fired> {
    let is_far = fired.iter().any(|fired| fired.rule == RuleId::CsatFarBelowHuman);
    fired.into_iter().filter(|fired| !(is_far && fired.rule == RuleId::CsatBelowHuman)).collect()
}
