//! Events folded into conversations (METRICS section 1, "Folding events into conversations").

use rustc_hash::FxHashMap;

use super::identity::Person;
use super::records::first_known;
use crate::model::{
    ConversationRow, EventName, EventRow, Events, FirstUseful, GapKind, Handoff, LARGEST_NUMBER, Origin, Resolution, Symbol,
    Timestamp,
};

/// Microseconds in a minute.
const MINUTE: f64 = 60e6;

/// An event that counts, with its time in UTC microseconds, its place in the table and its person.
#[derive(Clone, Copy, Debug)]
pub struct TimedEvent {
    /// When.
    pub at: i64,
    /// Row of the events table.
    pub row: usize,
    /// Whose.
    pub person: Person,
}

/// Which event names the files hold: a name that occurs nowhere leaves its column unknown.
#[derive(Clone, Debug, Default)]
pub struct Occurring(Vec<EventName>);

impl Occurring {
    /// Looks through all events, tests included.
    pub fn in_events(events: &Events) -> Self {
        let mut seen: Vec<bool> = vec![false; EventName::ALL.len()];
        for event in (0..events.len()).filter_map(|row| events.event.get(row)) {
            if let Some(slot) = seen.get_mut(event as usize) {
                *slot = true;
            }
        }
        Self(EventName::ALL.iter().copied().zip(seen).filter_map(|(event, seen)| seen.then_some(event)).collect())
    }

    /// Whether the files hold at least one event of a name.
    pub fn has(&self, event: EventName) -> bool {
        self.0.contains(&event)
    }
}

/// Events that open or extend a conversation.
pub fn opens(event: Option<EventName>) -> bool {
    use EventName as E;
    matches!(
        event,
        Some(
            E::ChatOpened
                | E::ChatEngaged
                | E::UserMessage
                | E::BotMessage
                | E::BotFallback
                | E::BotStep
                | E::BotMissingAnswer
                | E::BotGoalCompleted
                | E::BotResolved
                | E::BotHandoffHuman
                | E::ChatAbandoned
                | E::CsatResponse
                | E::LeadCapturedChat
                | E::TicketDeflected
        )
    )
}

/// Events that never belong to a conversation.
pub fn stands_apart(event: Option<EventName>) -> bool {
    matches!(event, Some(EventName::PageView | EventName::ChatImpression))
}

/// What the events of one conversation say.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// Cells folded from events; `goal_completed` and `eligible` wait for the merged flow and intent.
    pub row: ConversationRow,
    /// Whether an opening event is among them: without one there is no conversation.
    pub opened: bool,
    /// Whether a `chat_engaged` is among them.
    pub engaged_event: bool,
    /// Goals of `bot_goal_completed`, in time order.
    pub goals: Vec<Symbol>,
    /// Whether a `ticket_deflected` is among them.
    pub ticket_deflected: bool,
    /// Steps reached, each once, in time order.
    pub steps: Vec<Symbol>,
    /// The person of its events.
    pub person: Person,
}

/// All conversations that events speak of.
#[derive(Debug, Default)]
pub struct Folding {
    /// The conversations.
    pub conversations: Vec<Folded>,
    /// Conversation of an event without an id, by row of the events table.
    pub of_anonymous_event: FxHashMap<usize, usize>,
    /// Conversation of an id.
    pub of_id: FxHashMap<Symbol, usize>,
}

/// Folds events. `timed` holds the events that count, in input order.
pub fn fold(
    events: &Events,
    timed: &[TimedEvent],
    occurring: &Occurring,
    gap_minutes: f64,
    words: &dyn Fn(Symbol) -> String,
) -> Folding {
    let mut folding = Folding::default();
    let mut placed: Vec<(usize, i64, usize)> = Vec::new();
    let mut count = 0;
    let mut without_id: Vec<TimedEvent> = Vec::new();
    for event in timed.iter().filter(|event| !stands_apart(events.event.get(event.row))) {
        let id = events.conversation_id.get(event.row);
        if id == Symbol::EMPTY {
            without_id.push(*event);
        } else {
            let slot = *folding.of_id.entry(id).or_insert_with(|| {
                count += 1;
                count - 1
            });
            placed.push((slot, event.at, event.row));
        }
    }
    without_id.sort_unstable_by_key(|event| (event.person, event.at, event.row));
    #[expect(clippy::cast_possible_truncation, reason = "a gap of minutes is far below 2^63 microseconds")]
    let gap = (gap_minutes * MINUTE) as i64;
    let mut open: Option<Open> = None;
    for event in without_id {
        let name = events.event.get(event.row);
        let current = open.filter(|open| open.person == event.person && event.at - open.last <= gap);
        let slot = match current {
            Some(current) => current.slot,
            None if opens(name) => {
                count += 1;
                count - 1
            }
            None => continue,
        };
        if opens(name) {
            open = Some(Open { slot, person: event.person, last: event.at });
        }
        if name == Some(EventName::ChatAbandoned) {
            open = None;
        }
        folding.of_anonymous_event.insert(event.row, slot);
        placed.push((slot, event.at, event.row));
    }
    placed.sort_unstable();
    folding.conversations = vec![Folded::default(); count];
    let person_of_row: FxHashMap<usize, Person> = timed.iter().map(|event| (event.row, event.person)).collect();
    for group in placed.chunk_by(|a, b| a.0 == b.0) {
        let Some((slot, ..)) = group.first() else { continue };
        let mut folded = fold_one(events, group, occurring, words);
        folded.person = group.first().and_then(|(_, _, row)| person_of_row.get(row)).copied().unwrap_or_default();
        if let Some(conversation) = folding.conversations.get_mut(*slot) {
            *conversation = folded;
        }
    }
    folding
}

/// A person's conversation that the next event may join.
#[derive(Clone, Copy)]
struct Open {
    slot: usize,
    person: Person,
    last: i64,
}

fn fold_one(events: &Events, group: &[(usize, i64, usize)], occurring: &Occurring, words: &dyn Fn(Symbol) -> String) -> Folded {
    let mut folded = Folded::default();
    let mut facts = EventFacts::default();
    let mut origin: Option<Origin> = None;
    for (_, at, row) in group {
        let event = events.row(*row);
        origin = Some(origin.map_or(event.origin, |origin| origin.min(event.origin)));
        folded.take_dimensions(&event);
        if opens(event.event) {
            folded.opened = true;
            facts.first = facts.first.or(Some(*at));
            facts.last = Some(*at);
        }
        facts.observe(&mut folded, &event, *at, words);
    }
    folded.row.origin = origin.unwrap_or_default();
    folded.row.conversation_id = group.first().map(|(_, _, row)| events.conversation_id.get(*row)).unwrap_or_default();
    facts.write(&mut folded, occurring);
    folded
}

impl Folded {
    /// The first non-empty value of each dimension in time order; of each identity key too.
    fn take_dimensions(&mut self, event: &EventRow) {
        let row = &mut self.row;
        row.channel = first_known(row.channel, event.channel);
        row.flow = first_known(row.flow, event.flow);
        row.intent = first_known(row.intent, event.intent);
        row.language = first_known(row.language, event.language);
        row.source = first_known(row.source, event.source);
        row.medium = first_known(row.medium, event.medium);
        row.campaign = first_known(row.campaign, event.campaign);
        row.page = first_known(row.page, event.page);
        row.user_id = first_known(row.user_id, event.user_id);
        row.anonymous_id = first_known(row.anonymous_id, event.anonymous_id);
        row.email = first_known(row.email, event.email);
        row.phone = first_known(row.phone, event.phone);
    }
}

/// A number and nothing else; words such as `inf` are none.
fn number_in(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.abs() <= LARGEST_NUMBER)
}

/// What is counted while the events of one conversation pass in time order.
#[derive(Default)]
struct EventFacts {
    first: Option<i64>,
    last: Option<i64>,
    user_messages: Vec<i64>,
    bot_messages: Vec<i64>,
    unanswered: Vec<i64>,
    fallbacks: u32,
    missing: bool,
    gap_kind: Option<GapKind>,
    missing_question: Symbol,
    first_message: Symbol,
    resolution: Option<Resolution>,
    handed_off: bool,
    handoff_reason: Symbol,
    csat: Option<(f64, f64)>,
}

impl EventFacts {
    fn observe(&mut self, folded: &mut Folded, event: &EventRow, at: i64, words: &dyn Fn(Symbol) -> String) {
        use EventName as E;
        match event.event {
            Some(E::ChatEngaged) => folded.engaged_event = true,
            Some(E::UserMessage) => {
                self.user_messages.push(at);
                self.first_message = first_known(self.first_message, event.text);
            }
            Some(E::BotMessage) => self.bot_messages.push(at),
            Some(E::BotFallback) => {
                self.fallbacks += 1;
                self.unanswered.push(at);
            }
            Some(E::BotStep) if event.goal != Symbol::EMPTY && !folded.steps.contains(&event.goal) => {
                folded.steps.push(event.goal);
            }
            Some(E::BotMissingAnswer) => {
                self.missing = true;
                self.unanswered.push(at);
                self.missing_question = first_known(self.missing_question, event.text);
                self.gap_kind = self.gap_kind.or_else(|| GapKind::from_word(words(event.reason).trim()));
            }
            Some(E::BotGoalCompleted) => folded.goals.push(event.goal),
            Some(E::BotResolved) => {
                let confirmed = words(event.reason).trim().eq_ignore_ascii_case(Resolution::Confirmed.word());
                if confirmed {
                    self.resolution = Some(Resolution::Confirmed);
                } else {
                    self.resolution = self.resolution.or(Some(Resolution::Assumed));
                }
            }
            Some(E::BotHandoffHuman) => {
                self.handed_off = true;
                self.handoff_reason = first_known(self.handoff_reason, event.reason);
            }
            Some(E::CsatResponse) => {
                if let Some(value) = event.value {
                    // "csat_max = 5 unless `reason` holds a number".
                    self.csat = Some((value, number_in(&words(event.reason)).unwrap_or(5.0)));
                }
            }
            Some(E::TicketDeflected) => folded.ticket_deflected = true,
            _ => {}
        }
    }

    /// Writes the cells: what did not happen is false or 0, provided the files hold events of that name. Events that open
    /// nothing say nothing of the conversation that they name: an order's chat is none of nought turns.
    fn write(self, folded: &mut Folded, occurring: &Occurring) {
        use EventName as E;
        if !folded.opened {
            return;
        }
        let first_useful_s = self.first_useful(occurring);
        let row = &mut folded.row;
        row.started_at = self.first.map(Timestamp::utc).unwrap_or_default();
        row.ended_at = self.last.map(Timestamp::utc).unwrap_or_default();
        let count = |times: &[i64]| u32::try_from(times.len()).ok();
        row.user_turns = occurring.has(E::UserMessage).then(|| count(&self.user_messages)).flatten();
        row.bot_turns = occurring.has(E::BotMessage).then(|| count(&self.bot_messages)).flatten();
        row.fallbacks = occurring.has(E::BotFallback).then_some(self.fallbacks);
        row.missing_answer = occurring.has(E::BotMissingAnswer).then_some(self.missing);
        row.gap_kind = self.gap_kind;
        row.handoff =
            occurring.has(E::BotHandoffHuman).then_some(if self.handed_off { Handoff::Accepted } else { Handoff::None });
        row.handoff_reason = self.handoff_reason;
        let deflected = folded.ticket_deflected.then_some(Resolution::Assumed);
        let known = occurring.has(E::BotResolved) || occurring.has(E::TicketDeflected);
        row.resolution = self.resolution.or(deflected).or(known.then_some(Resolution::None));
        (row.csat, row.csat_max) = (self.csat.map(|(value, _)| value), self.csat.map(|(_, max)| max));
        row.question = first_known(self.missing_question, self.first_message);
        row.first_useful_s = first_useful_s;
    }

    /// Seconds from the first user message to the first bot message at or after it that was no fallback.
    fn first_useful(&self, occurring: &Occurring) -> Option<FirstUseful> {
        let asked = *self.user_messages.first()?;
        if !occurring.has(EventName::BotMessage) {
            return None;
        }
        let answer = self.bot_messages.iter().find(|at| **at >= asked && !self.unanswered.contains(*at));
        Some(answer.map_or(FirstUseful::Never, |at| FirstUseful::Seconds((at - asked) as f64 / 1e6)))
    }
}
