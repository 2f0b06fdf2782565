//! Rules about handoff: people who are kept from one, people who all get one, and intents that trap.

use super::super::board::Board;
use super::super::case::{Case, Condition, Place, Wants, when};
use super::super::comparison::{Comparison, Side};
use super::super::rule::RuleId;
use crate::facts::Counting;
use crate::metrics::DefinitionId;
use crate::metrics::statistics::Share;
use crate::model::Dimension;

/// Below this share of handoffs a bot may keep people in.
const TRAP: f64 = 0.05;
/// Above this share it hands nearly everyone on.
const OVERCAUTIOUS: f64 = 0.70;
/// Fallbacks that people run into again and again.
const REPEATED_FALLBACKS: f64 = 0.15;
/// CSAT below this is weak.
const WEAK_CSAT: f64 = 0.80;
/// "... or more than 5 points below `human_csat`."
const BELOW_HUMAN: f64 = 0.05;

pub(super) fn cases(board: &Board<'_>) -> Vec<Case> {
    let tally = &board.total;
    let handoff = tally.handoff.share();
    // Chats that ended with nobody: neither resolved nor handed on.
    let unsolved = DefinitionId::ALL
        .iter()
        .zip(&tally.definitions)
        .find(|(id, _)| **id == DefinitionId::ResolvedOverNotHandedOff)
        .map_or(0, |(_, kept)| kept.denominator - kept.numerator);
    let (intents, places) = intents(board);
    let trapped =
        Case::new(RuleId::TrappedUsers, vec![when(board.level("handoff_rate", handoff, TRAP, Side::Below), Wants::Clear)])
            .and_any(vec![
                when(board.level("csat", tally.csat.share(), WEAK_CSAT, Side::Below), Wants::Clear),
                when(board.below_human(BELOW_HUMAN), Wants::Clear),
            ])
            .at_stake(Some(unsolved as f64), |chats| board.by_hand(chats))
            .naming(places);
    let overcautious = Case::new(
        RuleId::HandoffTooHigh,
        vec![when(board.level("handoff_rate", handoff, OVERCAUTIOUS, Side::Above), Wants::Clear)],
    )
    .showing("conversations", Some(handoff.k as f64))
    .showing("money", board.by_hand(handoff.k as f64));
    let mut cases = vec![trapped, overcautious];
    cases.extend(intents);
    cases
}

/// The intents as cases of their own, and as places where people are trapped: hardly any handoff, with repeated fallbacks or
/// people who come back.
fn intents(board: &Board<'_>) -> (Vec<Case>, Vec<Place>) {
    let recontacts = Recontacts::of(board);
    let mut found = (Vec::new(), Vec::new());
    for (intent, tally) in &board.intents {
        let within = |comparison: Option<Comparison>| comparison.map(|comparison| comparison.within(intent));
        let handoff = board.level("handoff_rate", tally.handoff.share(), TRAP, Side::Below);
        let fallback = board.level("fallback_rate", tally.fallback.share(), REPEATED_FALLBACKS, Side::Above);
        let stuck: Vec<Condition> =
            vec![when(within(fallback), Wants::Clear), when(within(recontacts.above_the_rest(board, intent)), Wants::Rise)];
        let kept = when(within(handoff), Wants::Clear);
        let back = recontacts.of_intent(intent).k as f64;
        found.1.push(Place {
            name: format!("intent={intent}"),
            rows: tally.handled as f64,
            conditions: vec![vec![kept.clone()], stuck.clone()],
        });
        found.0.push(
            Case::new(RuleId::TrappingIntent, vec![kept])
                .within("intent", intent)
                .and_any(stuck)
                .showing("conversations", Some(tally.handled as f64))
                .showing("money", board.by_hand(back)),
        );
    }
    found
}

/// Handled conversations that are old enough to know whether their people came back.
struct Recontacts {
    by_intent: crate::model::SortedMap<String, Share>,
    all: Share,
}

impl Recontacts {
    fn of(board: &Board<'_>) -> Self {
        let (facts, dictionary) = (board.context.facts, board.context.dictionary);
        let mut recontacts = Self { by_intent: crate::model::SortedMap::new(), all: Share { k: 0, n: 0 } };
        for (times, conversation) in board.handled(Counting::Chats).filter(|(_, conversation)| conversation.mature) {
            let intent = facts.name(dictionary, Dimension::Intent, conversation.dimension(Dimension::Intent));
            let share = recontacts.by_intent.entry(intent.to_owned()).or_insert(Share { k: 0, n: 0 });
            for share in [share, &mut recontacts.all] {
                share.n += times;
                share.k += if conversation.recontacted { times } else { 0 };
            }
        }
        recontacts
    }

    fn of_intent(&self, intent: &str) -> Share {
        self.by_intent.get(intent).copied().unwrap_or(Share { k: 0, n: 0 })
    }

    fn above_the_rest(&self, board: &Board<'_>, intent: &str) -> Option<Comparison> {
        let own = self.of_intent(intent);
        let rest = Share { k: self.all.k - own.k, n: self.all.n - own.n };
        let comparison = Comparison::of_rates("recontact_rate", ["of_the_rest", "here"], rest, own, board.min_n())?;
        Some(comparison.within(board.id.word()))
    }
}
