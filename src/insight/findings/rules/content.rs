//! Rules about what the bot knows and how it gets there: fallbacks, knowledge gaps, deflection by intent, dead air.

use super::super::board::{Board, repeated};
use super::super::case::{Case, Wants, when};
use super::super::comparison::{Comparison, Side};
use super::super::rule::RuleId;
use crate::facts::{Counting, Outcome};
use crate::metrics::first_useful_answer;
use crate::metrics::statistics::Share;
use crate::model::Dimension;
use crate::scorecard::{BoardId, ChangeId};

/// Fallbacks at any age, and after [`SETTLED_DAYS`].
const FALLBACK: [f64; 2] = [0.15, 0.10];
/// Days after which a bot should understand its inbox.
const SETTLED_DAYS: i32 = 60;
/// Missing answers after [`FIRST_MONTH_DAYS`].
const GAPS: f64 = 0.15;
/// Days in which gaps are expected.
const FIRST_MONTH_DAYS: i32 = 30;
/// An intent below the first stands beside one above the second.
const DEFLECTION: [f64; 2] = [0.25, 0.40];
/// Seconds of silence on a web page.
const DEAD_AIR_S: f64 = 10.0;

/// The bot meanders.
pub(super) fn of_any_board(board: &Board<'_>) -> Vec<Case> {
    let missed = board.moved(ChangeId::GoalCompletionRate).map(|moved| -moved);
    let goals = board.total.goal.numerator;
    let worth = |missed| match board.id {
        BoardId::Support => board.by_hand(missed),
        BoardId::Lead => board.by_sales(missed, goals),
    };
    let case = Case::new(
        RuleId::LongerSessionsFewerGoals,
        vec![
            when(board.change(ChangeId::SessionLength), Wants::Rise),
            when(board.change(ChangeId::GoalCompletionRate), Wants::Fall),
        ],
    );
    // Only its place tells of which board it is.
    vec![case.within("board", board.id.word()).at_stake(missed, worth)]
}

pub(super) fn cases(board: &Board<'_>) -> Vec<Case> {
    let mut cases = fallback(board);
    cases.extend(missing_content(board));
    cases.extend(uneven_deflection(board));
    cases.push(not_durable(board));
    cases.push(dead_air(board));
    cases
}

/// "Fallback >= 15 %, or >= 10 % after 60 days."
fn fallback(board: &Board<'_>) -> Vec<Case> {
    let always = board.total.fallback.share();
    let settled = board.after_launch(SETTLED_DAYS).map(|settled| settled.fallback.share());
    let [any_age, after] = FALLBACK;
    let at_any_age = when(board.level("fallback_rate", always, any_age, Side::Above), Wants::Clear);
    let when_settled = when(
        settled
            .and_then(|settled| board.level("fallback_rate", settled, after, Side::Above))
            .map(|level| level.within("settled")),
        Wants::Clear,
    );
    vec![
        Case::new(RuleId::FallbackTooHigh, Vec::new())
            .and_any(vec![at_any_age, when_settled])
            .showing("conversations", Some(always.k as f64))
            .showing("money", board.by_hand(always.k as f64)),
    ]
}

/// "Knowledge gaps >= 15 % after 30 days."
fn missing_content(board: &Board<'_>) -> Option<Case> {
    let gaps = board.after_launch(FIRST_MONTH_DAYS)?.gap.share();
    let level = board.level("knowledge_gap_rate", gaps, GAPS, Side::Above);
    Some(
        Case::new(RuleId::GapsTooHigh, vec![when(level, Wants::Clear)])
            .showing("conversations", Some(gaps.k as f64))
            .showing("money", board.by_hand(gaps.k as f64)),
    )
}

/// Each intent whose deflection is clearly low, beside the best one, which is clearly high.
fn uneven_deflection(board: &Board<'_>) -> Vec<Case> {
    let [low, high] = DEFLECTION;
    let shares: Vec<(&str, Share)> = board
        .intents
        .iter()
        .map(|(intent, tally)| (intent.as_str(), tally.deflection.share()))
        .filter(|(_, share)| share.n >= board.min_n())
        .collect();
    let best = shares.iter().max_by(|(_, one), (_, other)| {
        let lower_end = |share: &Share| share.interval().map_or(0.0, |[low, _]| low);
        lower_end(one).total_cmp(&lower_end(other))
    });
    let Some((best_intent, best)) = best else { return Vec::new() };
    let case = |(intent, share): &(&str, Share)| {
        let beside = board.level("best_deflection_rate", *best, high, Side::Above);
        let weak = board.level("deflection_rate", *share, low, Side::Below);
        let missed = (high * share.n as f64 - share.k as f64).max(0.0);
        Case::new(
            RuleId::UnevenDeflection,
            vec![
                when(weak.map(|weak| weak.within(intent)), Wants::Clear),
                when(beside.map(|beside| beside.within(best_intent)), Wants::Clear),
            ],
        )
        .within("intent", intent)
        .showing("conversations", Some(share.n as f64))
        .showing("money", board.by_hand(missed))
    };
    shares.iter().filter(|(intent, _)| intent != best_intent).map(case).collect()
}

/// Deflection rose and what lasts did not, over the same weeks: those whose people had time to come back.
fn not_durable(board: &Board<'_>) -> Case {
    let facts = board.context.facts;
    let maturity = Some((facts.rules.recontact_days, facts.horizons.conversations));
    let periods = board.last_weeks(1, maturity);
    let of = |name: &str, of: fn(&crate::metrics::Tally) -> Share| {
        let periods = periods.as_ref()?;
        let [before, after] = periods.sides().map(|side| of(&side.tally));
        board.rates(name, before, after).map(|comparison| comparison.within("judged"))
    };
    let back = periods.as_ref().map(|periods| {
        let [_, after] = periods.sides();
        after.tally.deflection.numerator.saturating_sub(after.tally.durable.numerator) as f64
    });
    Case::new(
        RuleId::DeflectionUpNotDurable,
        vec![
            when(of("deflection_rate", |tally| tally.deflection.share()), Wants::Rise),
            when(of("durable_deflection", |tally| tally.durable.share()), Wants::NoRise),
        ],
    )
    .showing("conversations", back)
    .showing("money", back.and_then(|back| board.by_hand(back)))
}

/// "First useful answer >= 10 s on web." At stake are the slow chats that were then left: people would have answered them.
fn dead_air(board: &Board<'_>) -> Case {
    let (facts, dictionary) = (board.context.facts, board.context.dictionary);
    let mut values = Vec::new();
    let mut left = 0.0;
    for (times, conversation) in board.handled(Counting::FirstUseful) {
        let channel = facts.name(dictionary, Dimension::Channel, conversation.dimension(Dimension::Channel));
        let Some(seconds) = first_useful_answer::seconds(&conversation).filter(|_| board.is_web(channel)) else { continue };
        values.push((seconds, times));
        if seconds >= DEAD_AIR_S && conversation.outcome == Outcome::Abandoned {
            left += times as f64;
        }
    }
    let values = repeated(values.into_iter());
    let level = Comparison::of_median_above("first_useful_answer", values, DEAD_AIR_S, board.min_n());
    Case::new(RuleId::DeadAir, vec![when(level.map(|level| level.within(board.id.word())), Wants::Clear)])
        .at_stake(Some(left), |chats| board.by_hand(chats))
}
