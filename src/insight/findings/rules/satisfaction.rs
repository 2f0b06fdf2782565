//! Rules about CSAT: what moved beside it, how far it lies below people's, and whether only the answers moved.

use super::super::board::Board;
use super::super::case::{Case, Wants, when};
use super::super::comparison::Comparison;
use super::super::rule::RuleId;
use crate::metrics::{Evaluated, MetricId, PartId};
use crate::scorecard::ChangeId;

/// "5..10 points below human: watch; more than 10: not ready."
const WATCH: f64 = 0.05;
/// See [`WATCH`].
const NOT_READY: f64 = 0.10;

pub(super) fn cases(board: &Board<'_>) -> Vec<Case> {
    let change = |id| board.change(id);
    let by_hand = |chats| board.by_hand(chats);
    let short = board.answers_below_human();
    vec![
        // What people would have to answer because the bot no longer understands it.
        Case::new(
            RuleId::CsatDownFallbackUp,
            vec![when(change(ChangeId::Csat), Wants::Fall), when(change(ChangeId::FallbackRate), Wants::Rise)],
        )
        .at_stake(board.moved(ChangeId::FallbackRate), by_hand),
        // What people no longer answer, though its users are not content.
        Case::new(
            RuleId::CsatDownHandoffDown,
            vec![when(change(ChangeId::Csat), Wants::Fall), when(change(ChangeId::HandoffRate), Wants::Fall)],
        )
        .at_stake(board.moved(ChangeId::HandoffRate).map(|moved| -moved), by_hand),
        Case::new(
            RuleId::CsatFlatDeflectionUp,
            vec![when(change(ChangeId::Csat), Wants::Flat), when(change(ChangeId::DeflectionRate), Wants::Rise)],
        )
        .at_stake(board.moved(ChangeId::DeflectionRate), by_hand),
        Case::new(RuleId::CsatBelowHuman, vec![when(board.below_human(WATCH), Wants::Clear)]).at_stake(short, by_hand),
        Case::new(RuleId::CsatFarBelowHuman, vec![when(board.below_human(NOT_READY), Wants::Clear)]).at_stake(short, by_hand),
        // Nobody's contentment changed: no money is at stake.
        Case::new(RuleId::SurveyMix, vec![when(change(ChangeId::Csat), Wants::Fall), when(adjusted(board), Wants::NoFall)]),
    ]
}

/// How CSAT would have changed had every kind of conversation answered as often as it occurs.
fn adjusted(board: &Board<'_>) -> Option<Comparison> {
    let periods = board.periods_of(ChangeId::Csat)?;
    let [before, after] = periods.sides().map(|side: &Evaluated| {
        let metric = side.metrics.get(&MetricId::Csat)?.parts.get(&PartId::Adjusted)?;
        (metric.n >= board.min_n()).then_some((metric.value?, metric.interval?))
    });
    let comparison = Comparison::of_estimates("csat_adjusted", before?, after?)?;
    Some(comparison.within(board.id.word()))
}
