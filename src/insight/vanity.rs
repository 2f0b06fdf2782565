//! Numbers that flatter a bot and stand on no board: only for the panel that says what replaces them (METRICS section 10).

use borsh::{BorshDeserialize, BorshSerialize};

use crate::metrics::{Context, Scope};

/// What is counted for the panel alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Vanity {
    /// Opened conversations.
    pub opened: u64,
    /// Those of them that are engaged.
    pub engaged: u64,
    /// Messages of users and of the bot, over opened conversations that know either; none if none does.
    pub messages: Option<[u64; 2]>,
    /// Mean length of engaged conversations that know theirs, in seconds; none if none does.
    pub mean_session_s: Option<f64>,
    /// The conversations of that mean.
    pub timed: u64,
}

/// Counts them over a scope.
pub fn vanity(context: &Context<'_>, scope: &Scope) -> Vanity {
    let chats = &context.facts.conversations;
    // A cube has neither sum.
    if context.facts.counted.is_some() {
        return Vanity::default();
    }
    let holds = scope.filtered(context.index);
    let (mut opened, mut engaged, mut seconds, mut timed) = (0, 0, 0.0, 0_u64);
    let mut messages = None::<[u64; 2]>;
    for (at, (kind, date)) in chats.kinds().iter().zip(chats.dates()).enumerate() {
        if !holds.holds(at) || !scope.holds_date(*date) {
            continue;
        }
        opened += 1;
        engaged += u64::from(kind.engaged());
        let cells = chats.cells();
        let turns = [cells.user_turns.get(at), cells.bot_turns.get(at)];
        if turns.iter().any(Option::is_some) {
            let sums = messages.get_or_insert_default();
            for (sum, turns) in sums.iter_mut().zip(turns) {
                *sum += u64::from(turns.unwrap_or(0));
            }
        }
        if let Some(duration) = chats.duration_s(at).filter(|_| kind.engaged()) {
            seconds += duration;
            timed += 1;
        }
    }
    Vanity { opened, engaged, messages, mean_session_s: (timed > 0).then(|| seconds / timed as f64), timed }
}
