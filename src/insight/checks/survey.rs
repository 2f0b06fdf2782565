//! The survey: whom it asked, and whether its answers can be read.

use std::collections::BTreeMap;

use super::CheckId;
use super::found::Found;
use crate::facts::{Conversation, CsatAnswer, Outcome};
use crate::metrics::Context;
use crate::model::{Dimension, Origin};

/// Answers of which this share lies in other intents and outcomes than the chats are of other people.
const UNLIKE: f64 = 0.10;

pub(super) fn check(context: &Context<'_>, found: &mut Found) {
    let facts = context.facts;
    let answered = |chat: &&Conversation| matches!(chat.csat, CsatAnswer::Positive | CsatAnswer::Negative);
    let handled: Vec<&Conversation> = facts.conversations.iter().filter(|chat| chat.is_handled()).collect();
    let unreadable = handled.iter().filter(|chat| chat.csat == CsatAnswer::Unreadable);
    found.add_rows(CheckId::CsatScaleUnclear, unreadable.map(|chat| chat.origin));
    let answers: Vec<&Conversation> = handled.iter().copied().filter(answered).collect();
    if (answers.len() as u64) < facts.rules.min_n {
        return;
    }
    let origins = || answers.iter().map(|chat| chat.origin).collect::<Vec<Origin>>();
    let only = |outcome: Outcome| {
        let is_mixed = handled.iter().any(|chat| chat.outcome != outcome);
        is_mixed && answers.iter().all(|chat| chat.outcome == outcome)
    };
    if only(Outcome::Completed) {
        found.add_rows(CheckId::SurveyAfterSuccess, origins());
    } else if only(Outcome::Escalated) {
        found.add_rows(CheckId::SurveyAfterHandoff, origins());
    } else if distance(&handled, &answers) > UNLIKE + chance(&handled, &answers) {
        found.add_rows(CheckId::SurveyUnlikeChats, origins());
    }
}

/// Chats by intent and outcome, as shares.
fn mix(chats: &[&Conversation]) -> BTreeMap<(usize, Outcome), f64> {
    let mut mix = BTreeMap::new();
    for chat in chats {
        let stratum = (chat.dimension(Dimension::Intent).index(), chat.outcome);
        *mix.entry(stratum).or_default() += 1.0 / chats.len() as f64;
    }
    mix
}

/// The share of answers that would have to come from other strata to be mixed as the chats are: total variation distance.
fn distance(chats: &[&Conversation], answers: &[&Conversation]) -> f64 {
    let (all, answered) = (mix(chats), mix(answers));
    all.iter().map(|(stratum, share)| (share - answered.get(stratum).copied().unwrap_or(0.0)).abs()).sum::<f64>() / 2.0
}

/// The distance to be expected of so many answers drawn from the chats by lot: half of the sum of the mean absolute
/// deviations `sqrt(2 p (1 - p) / (pi n))` of the strata's shares.
fn chance(chats: &[&Conversation], answers: &[&Conversation]) -> f64 {
    let n = answers.len() as f64;
    mix(chats).values().map(|share| (2.0 * share * (1.0 - share) / (std::f64::consts::PI * n)).sqrt()).sum::<f64>() / 2.0
}
