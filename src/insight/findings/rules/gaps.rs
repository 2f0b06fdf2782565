//! Questions that are asked more and more and find no answer.

use super::super::board::Board;
use super::super::case::{Case, Wants, when};
use super::super::rule::RuleId;
use crate::insight::gaps;
use crate::metrics::statistics::Share;
use crate::model::order::put_in_order;

/// Weeks of each of the two periods: a single question is too rare for one.
const WEEKS: usize = 4;
/// A question asked less often in both periods together is not yet one to work on.
const LEAST: u64 = 10;
/// The most asked questions are tested; a longer list would hide them among what is chance.
const TESTED: usize = 12;

/// "A gap cluster's share of H up": over the last four complete weeks and the four before.
pub(super) fn cases(board: &Board<'_>, found: &gaps::Found) -> Vec<Case> {
    let Some(periods) = board.last_weeks(WEEKS, None) else { return Vec::new() };
    let [before, after] = periods.sides().map(|side| side.tally.handled);
    let chats_of = |conversations: &[usize]| {
        let in_period = |side: u32| {
            let of = conversations.iter().filter(|at| periods.of_conversation.get(**at).copied() == Some(side));
            of.count() as u64
        };
        [in_period(0), in_period(1)]
    };
    let mut asked: Vec<(&gaps::Gap, [u64; 2])> =
        found.gaps.gaps.iter().zip(&found.conversations).map(|(gap, chats)| (gap, chats_of(chats))).collect();
    asked.retain(|(_, [before, after])| before + after >= LEAST);
    put_in_order(&mut asked, |(one, one_asked), (other, other_asked)| {
        let sum = |[before, after]: &[u64; 2]| before + after;
        sum(other_asked).cmp(&sum(one_asked)).then_with(|| one.name.cmp(&other.name))
    });
    let case = |(gap, [asked_before, asked_after]): &(&gaps::Gap, [u64; 2])| {
        let (one, other) = (Share { k: *asked_before, n: before }, Share { k: *asked_after, n: after });
        let change = board.rates("gap_share", one, other).map(|comparison| comparison.within(gap.kind.word()).within(&gap.name));
        Case::new(RuleId::GrowingGap, vec![when(change, Wants::Rise)])
            .within("gap", &gap.name)
            .showing("conversations", Some(*asked_after as f64))
            .showing("money", board.by_hand(*asked_after as f64))
    };
    asked.iter().take(TESTED).map(case).collect()
}
