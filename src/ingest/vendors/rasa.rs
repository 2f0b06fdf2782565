//! Rasa: trackers as JSON, alone or wrapped by Botfront, dialogues of its test files, and the rows of the SQL tracker
//! store (FORMATS 17).
//!
//! Times are seconds since 1970 with a fraction, and events are not always in their order. A tracker is one person's
//! whole history: a session starts at `session_started`, or after an hour of silence. What Rasa logs as a message of the
//! user but the widget sends by itself (`/get_started`) is no turn. Trackers know no resolution.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::ingest::Reason;
use crate::ingest::mapping::{
    Convert, Draft, Element, Kind, Mapping, Output, Read, Scalar, Signature, SourceRow, Tick, Transcript, Vendor, Verdict,
    column, epoch, loose,
};
use crate::model::{TableName, Timestamp};

/// Rasa.
pub static RASA: Vendor = Vendor {
    id: "rasa",
    kinds: &[
        Kind {
            label: "Rasa trackers",
            table: TableName::Conversations,
            signature: Signature {
                all: &[
                    &["sender_id", "tracker.sender_id"],
                    &["events[].event", "tracker.events[].event"],
                    &["events[].timestamp", "tracker.events[].timestamp"],
                ],
                any: &[
                    &["latest_message", "tracker.latest_message"],
                    &["latest_event_time", "tracker.latest_event_time"],
                    &["slots", "tracker.slots"],
                    &["events[].parse_data", "tracker.events[].parse_data"],
                ],
                ..Signature::EMPTY
            },
            read: Read::Elements(read_tracker),
        },
        Kind {
            label: "Rasa dialogues",
            table: TableName::Conversations,
            signature: Signature {
                all: &[&["py/object"], &["name"], &["events[].py/object"], &["events[].timestamp"]],
                any: &[&["events[].action_name"], &["events[].parse_data"]],
                ..Signature::EMPTY
            },
            read: Read::Elements(read_tracker),
        },
        Kind {
            label: "Rasa events of the SQL tracker store",
            table: TableName::Events,
            signature: Signature {
                all: &[&["sender_id"], &["type_name"], &["timestamp"], &["data"]],
                any: &[&["intent_name"], &["action_name"]],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Columns(&STORED_EVENTS),
        },
        Kind {
            label: "Rasa events of an event broker",
            table: TableName::Events,
            signature: Signature {
                all: &[&["sender_id"], &["event"], &["timestamp"]],
                any: &[&["parse_data"], &["policy"], &["input_channel"], &["parse_data.intent.name"], &["message_id"]],
                least: 1,
                none: &["events[].event", "distinct_id"],
            },
            read: Read::Elements(read_broker_event),
        },
    ],
};

/// Silence after which Rasa itself starts a new session, by default.
const SESSION_GAP_MICROS: i64 = 3_600_000_000;

/// A tracker, or a dump that wraps it.
#[derive(Deserialize)]
struct Dump<'a> {
    #[serde(borrow, default, deserialize_with = "loose")]
    tracker: Option<Tracker<'a>>,
    #[serde(borrow, default)]
    language: Scalar<'a>,
}

#[derive(Deserialize)]
struct Tracker<'a> {
    #[serde(borrow, default)]
    sender_id: Scalar<'a>,
    /// Dialogues are known by their name alone.
    #[serde(borrow, default)]
    name: Scalar<'a>,
    #[serde(borrow, default)]
    latest_input_channel: Scalar<'a>,
    /// One by one: some are written with a key twice, which costs that event alone.
    #[serde(borrow)]
    events: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Event<'a> {
    #[serde(borrow, rename = "event", default)]
    kind: Scalar<'a>,
    /// `rasa.shared.core.events.UserUttered`, in dialogues.
    #[serde(borrow, rename = "py/object", default)]
    class: Scalar<'a>,
    #[serde(borrow, default)]
    timestamp: Scalar<'a>,
    #[serde(borrow, default)]
    name: Scalar<'a>,
    #[serde(borrow, default)]
    action_name: Scalar<'a>,
    /// Of a slot in dialogues.
    #[serde(borrow, default)]
    key: Scalar<'a>,
    #[serde(borrow, default)]
    value: Scalar<'a>,
    #[serde(borrow, default)]
    text: Scalar<'a>,
    #[serde(borrow, default)]
    message_id: Scalar<'a>,
    #[serde(borrow, default)]
    input_channel: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    parse_data: Option<ParseData<'a>>,
}

/// Apart, as trackers may have the key twice.
#[derive(Deserialize)]
struct Tagged<'a> {
    #[serde(borrow, default, deserialize_with = "loose")]
    metadata: Option<Metadata<'a>>,
}

#[derive(Deserialize)]
struct ParseData<'a> {
    #[serde(borrow, default, deserialize_with = "loose")]
    intent: Option<Intent<'a>>,
}

#[derive(Deserialize)]
struct Intent<'a> {
    #[serde(borrow, default)]
    name: Scalar<'a>,
}

#[derive(Deserialize)]
struct Metadata<'a> {
    #[serde(borrow, default)]
    language: Scalar<'a>,
}

/// What an event is, whichever way it is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    User,
    Bot,
    Action,
    Slot,
    SessionStarted,
    Other,
}

impl Event<'_> {
    fn what(&self) -> What {
        let word = if self.kind.is_empty() { self.class.text().rsplit('.').next().unwrap_or("") } else { self.kind.text() };
        match word {
            "user" | "UserUttered" => What::User,
            "bot" | "BotUttered" => What::Bot,
            "action" | "ActionExecuted" => What::Action,
            "slot" | "SlotSet" => What::Slot,
            "session_started" | "SessionStarted" => What::SessionStarted,
            _ => What::Other,
        }
    }

    fn action(&self) -> &str {
        if self.name.is_empty() { self.action_name.text() } else { self.name.text() }
    }

    fn slot(&self) -> &str {
        if self.name.is_empty() { self.key.text() } else { self.name.text() }
    }

    fn intent(&self) -> &str {
        self.parse_data.as_ref().and_then(|data| data.intent.as_ref()).map_or("", |intent| intent.name.text())
    }
}

/// An action by which the bot says that it did not understand.
fn is_fallback_action(name: &str) -> bool {
    name.ends_with("_fallback") || name == "utter_default"
}

fn is_fallback_intent(name: &str) -> bool {
    name == "nlu_fallback"
}

/// An action that hands the conversation to a person; Rasa has no fixed name for it.
fn is_handoff_action(name: &str) -> bool {
    ["handoff", "hand_off", "handover", "hand_over"].iter().any(|word| name.contains(word))
}

/// What widgets send by themselves as they open, and what steers the tracker.
fn is_opening(text: &str) -> bool {
    let intent = text.strip_prefix('/').unwrap_or("").split('{').next().unwrap_or("");
    matches!(intent, "get_started" | "session_start" | "init" | "restart" | "back")
}

/// Intents that say nothing of what a person came for.
fn is_small_talk(intent: &str) -> bool {
    ["greet", "goodbye", "affirm", "deny", "thank", "bot_challenge", "nlu_fallback", "out_of_scope"]
        .iter()
        .any(|word| intent.starts_with(word))
}

fn read_tracker(element: &Element<'_>, output: &mut Output<'_>) -> Result<(), Reason> {
    let dump: Dump<'_> = element.parse()?;
    let tracker = match dump.tracker {
        Some(tracker) => tracker,
        None => element.parse()?,
    };
    let mut events: Vec<(Timestamp, Event<'_>)> = Vec::with_capacity(tracker.events.len());
    let mut language = String::new();
    for json in &tracker.events {
        let Ok(event) = serde_json::from_str::<Event<'_>>(json.get()) else {
            output.note("events[]", json.get(), Reason::NotThisKind);
            continue;
        };
        if language.is_empty() && event.what() == What::User {
            language = language_of(json.get());
        }
        match epoch(event.timestamp.text(), Tick::Second) {
            Ok(at) => events.push((at, event)),
            Err(reason) => output.note("events[].timestamp", event.timestamp.text(), reason),
        }
    }
    // Stable: events of one time stay in the order of the tracker.
    events.sort_by_key(|(at, _)| at.micros());
    let sender = if tracker.sender_id.is_empty() { tracker.name.text() } else { tracker.sender_id.text() };
    let mut number = 0;
    for session in sessions(&events) {
        number += 1;
        let mut row = Draft::new(TableName::Conversations);
        row.set("conversation_id", &if number == 1 { sender.to_owned() } else { format!("{sender}#{number}") });
        row.set("user_id", sender);
        row.set("channel", tracker.latest_input_channel.text());
        row.set("language", if language.is_empty() { dump.language.text() } else { &language });
        push_session(session, row, output);
    }
    if number == 0 {
        output.note("sender_id", sender, Reason::RequiredEmpty);
    }
    Ok(())
}

fn language_of(event: &str) -> String {
    let tagged = serde_json::from_str::<Tagged<'_>>(event).ok();
    tagged.and_then(|tagged| tagged.metadata).map_or_else(String::new, |metadata| metadata.language.text().to_owned())
}

/// The events of each session. A session without messages of either side is none: Rasa writes several
/// `session_started` in a row.
fn sessions<'e, 'a>(events: &'e [(Timestamp, Event<'a>)]) -> Vec<&'e [(Timestamp, Event<'a>)]> {
    let mut starts = vec![0];
    let mut latest: Option<i64> = None;
    for (position, (at, event)) in events.iter().enumerate() {
        let is_after_gap = latest.zip(at.micros()).is_some_and(|(latest, at)| at - latest > SESSION_GAP_MICROS);
        latest = at.micros();
        if position > 0 && (is_after_gap || event.what() == What::SessionStarted) {
            starts.push(position);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([events.len()]);
    let slices = starts.iter().zip(ends).filter_map(|(start, end)| events.get(*start..end));
    let is_talk = |(_, event): &(Timestamp, Event<'_>)| matches!(event.what(), What::User | What::Bot);
    slices.filter(|session| session.iter().any(is_talk)).collect()
}

fn push_session(session: &[(Timestamp, Event<'_>)], mut row: Draft, output: &mut Output<'_>) {
    let mut transcript = Transcript::default();
    let mut captured_at = None;
    if let Some((started, _)) = session.first() {
        row.set_time("started_at", *started);
    }
    for (at, event) in session {
        match event.what() {
            What::User => add_user_message(&mut transcript, *at, event, &mut row),
            What::Bot => {
                transcript.add("bot_message", *at).text(event.text.text());
            }
            What::Action if is_fallback_action(event.action()) => {
                transcript.add("bot_fallback", *at);
            }
            What::Action if is_handoff_action(event.action()) => {
                transcript.add("bot_handoff_human", *at);
            }
            What::Slot => captured_at = set_identity(event, &mut row).then_some(*at).or(captured_at),
            _ => {}
        }
    }
    let intents = session.iter().map(|(_, event)| event.intent()).filter(|intent| !intent.is_empty() && *intent != "get_started");
    let intent = intents.clone().find(|intent| !is_small_talk(intent)).or(intents.clone().next());
    row.set("intent", intent.unwrap_or(""));
    if let Some(at) = captured_at {
        let mut lead = Draft::new(TableName::Leads);
        lead.set("lead_id", row.get("user_id"));
        lead.set_time("created_at", at);
        for column in ["conversation_id", "user_id", "email", "phone"] {
            lead.set(column, row.get(column));
        }
        lead.set("origin", "chat");
        output.push(&mut lead);
    }
    transcript.push(row, output);
}

fn add_user_message(transcript: &mut Transcript, at: Timestamp, event: &Event<'_>, row: &mut Draft) {
    row.set("channel", event.input_channel.text());
    let text = event.text.text();
    if is_opening(text) {
        transcript.add("chat_opened", at);
        return;
    }
    // A payload is what a button sends: a turn, and no words of a person.
    let spoken = if text.starts_with('/') { "" } else { text };
    transcript.add("user_message", at).text(spoken).intent(event.intent()).id(event.message_id.text());
    if is_fallback_intent(event.intent()) {
        transcript.add("bot_fallback", at);
    }
}

/// Whether the event fills a slot with a way to reach the person.
fn set_identity(event: &Event<'_>, row: &mut Draft) -> bool {
    let column = match event.slot() {
        "email" | "user_email" | "email_address" => "email",
        "phone" | "phone_number" | "user_phone" => "phone",
        _ => return false,
    };
    row.set(column, event.value.text());
    !event.value.is_empty()
}

/// Sessions are left to METRICS' own folding by person: the table has rows of many senders in any order.
static STORED_EVENTS: Mapping = Mapping {
    table: TableName::Events,
    columns: &[
        column(&["sender_id"], "user_id", Convert::Text),
        column(&["timestamp"], "timestamp", Convert::Epoch(Tick::Second)),
        column(&["intent_name"], "intent", Convert::Text),
        column(&["id"], "id", Convert::Text),
    ],
    fixed: &[],
    hook: Some(finish_stored_event),
};

#[derive(Deserialize)]
struct Sent<'a> {
    #[serde(borrow, default)]
    sender_id: Scalar<'a>,
}

/// An event as it is sent to a broker, with its sender.
fn read_broker_event(element: &Element<'_>, output: &mut Output<'_>) -> Result<(), Reason> {
    let (sent, event): (Sent<'_>, Event<'_>) = (element.parse()?, element.parse()?);
    let Some(name) = name_of(&event) else {
        output.leave_out(event.kind.text());
        return Ok(());
    };
    let mut row = Draft::new(TableName::Events);
    row.set("event", name);
    row.set_epoch("timestamp", event.timestamp.text(), Tick::Second);
    row.set("user_id", sent.sender_id.text());
    row.set("channel", event.input_channel.text());
    row.set("intent", event.intent());
    if !event.text.text().starts_with('/') {
        row.set("text", event.text.text());
    }
    row.set("id", event.message_id.text());
    output.push(&mut row);
    Ok(())
}

/// What a stored event is; none for one that says nothing that counts.
fn name_of(event: &Event<'_>) -> Option<&'static str> {
    match event.what() {
        What::User if is_opening(event.text.text()) => Some("chat_opened"),
        What::User => Some("user_message"),
        What::Bot => Some("bot_message"),
        What::Action if is_fallback_action(event.action()) => Some("bot_fallback"),
        What::Action if is_handoff_action(event.action()) => Some("bot_handoff_human"),
        _ => None,
    }
}

fn finish_stored_event(row: &SourceRow<'_>, draft: &mut Draft, output: &mut Output<'_>) -> Verdict {
    let data = row.json("data");
    let Ok(event) = serde_json::from_str::<Event<'_>>(&data) else {
        output.reject("data", &data, Reason::NotThisKind);
        return Verdict::Skip;
    };
    draft.set("channel", event.input_channel.text());
    let Some(name) = name_of(&event) else { return Verdict::Skip };
    draft.set("event", name);
    if !event.text.text().starts_with('/') {
        draft.set("text", event.text.text());
    }
    Verdict::Keep
}
