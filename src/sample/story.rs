//! The three stories of the sample, and nothing else that changes over time.
//!
//! 1. A question that the bot cannot answer, returns without the original box, grows over the last two months.
//! 2. One intent traps people: `warranty_claim`. Its rates are in `shop`, as it did so all along.
//! 3. The survey moves to refund chats for the last four complete weeks: CSAT falls, and no rate of any group did.

use super::calendar::COMPLETE_WEEKS;
use super::random::Draws;
use super::rows::Ending;
use super::shop::{ANSWERED, Intent, REFUND, RETURN_POLICY};

/// Share of the unresolved return chats that ask about the missing box, in each of the last nine complete weeks.
const BOX_QUESTION: [f64; 9] = [0.05, 0.07, 0.12, 0.17, 0.26, 0.48, 0.62, 0.74, 0.86];

/// Weeks at the end in which the survey was offered to other chats.
const MOVED_SURVEY_WEEKS: usize = 4;

/// Whether an unresolved return chat of this week is about the missing box.
pub fn asks_about_the_box(draws: &mut Draws, week: usize, intent: &Intent, ending: Ending) -> bool {
    if intent.name != RETURN_POLICY || !matches!(ending, Ending::HandedOff | Ending::Abandoned) {
        return false;
    }
    let first = COMPLETE_WEEKS - BOX_QUESTION.len();
    let share = match week.checked_sub(first) {
        None => 0.01,
        // The running week stays where the last complete one was.
        Some(at) => BOX_QUESTION.get(at).or(BOX_QUESTION.last()).copied().unwrap_or_default(),
    };
    draws.chance("box question", 0, share)
}

/// Whether the survey is offered, and whether it is answered.
pub fn survey(draws: &mut Draws, week: usize, key: usize, intent: &Intent, ending: Ending) -> (bool, bool) {
    let offered = if week + MOVED_SURVEY_WEEKS < COMPLETE_WEEKS {
        0.75
    } else if intent.name == REFUND {
        1.0
    } else {
        0.17
    };
    let answered = ANSWERED.get(ending.outcome()).copied().unwrap_or_default();
    // One draw for both, so that even a small group keeps its share of answers.
    let place = draws.even("survey", key);
    (place < offered, place < offered * answered)
}
