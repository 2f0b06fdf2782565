//! Chats of the Chat API, and the chat events that a warehouse keeps.
//!
//! A chat is between people unless its history has a bot: triggers only greet. A message left while nobody was there asks
//! for a person.

use serde::Deserialize;

use crate::ingest::mapping::{
    Clock, Convert, Draft, Mapping, Output, Scalar, SourceRow, Verdict, column, loose, page_of, query_field,
};
use crate::ingest::{Reason, parse_timestamp};
use crate::model::{TableName, Timestamp};

/// A chat or an offline message.
#[derive(Deserialize)]
pub(super) struct Chat<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, rename = "type", default)]
    kind: Scalar<'a>,
    #[serde(borrow, default)]
    timestamp: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    visitor: Option<Visitor<'a>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    tags: Option<Vec<Scalar<'a>>>,
    #[serde(borrow, default)]
    department_name: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    webpath: Option<Vec<Step<'a>>>,
    #[serde(borrow, default)]
    zendesk_ticket_id: Scalar<'a>,
    #[serde(borrow, default)]
    message: Scalar<'a>,
    #[serde(borrow, default)]
    rating: Scalar<'a>,
    #[serde(borrow, default)]
    duration: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    history: Option<Vec<Entry<'a>>>,
}

#[derive(Deserialize)]
struct Visitor<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, default)]
    email: Scalar<'a>,
    #[serde(borrow, default)]
    phone: Scalar<'a>,
}

/// A page on the visitor's way.
#[derive(Deserialize)]
struct Step<'a> {
    #[serde(borrow, default)]
    timestamp: Scalar<'a>,
    #[serde(borrow, default)]
    to: Scalar<'a>,
}

#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(borrow, rename = "type", default)]
    kind: Scalar<'a>,
    #[serde(borrow, default)]
    timestamp: Scalar<'a>,
    #[serde(borrow, default)]
    msg: Scalar<'a>,
    #[serde(borrow, default)]
    sender_type: Scalar<'a>,
}

impl Entry<'_> {
    fn is_message(&self) -> bool {
        !self.msg.is_empty() && (self.kind.is_empty() || self.kind.text().ends_with("msg"))
    }

    fn is_from(&self, sender: &str) -> bool {
        self.is_message() && self.sender_type.text().eq_ignore_ascii_case(sender)
    }

    fn is_from_bot(&self) -> bool {
        self.is_from("Bot") || self.is_from("AnswerBot") || self.is_from("Answer Bot")
    }
}

/// A chat as a conversation, its messages and the pages on the visitor's way as events.
pub(super) fn push_chat(chat: &Chat<'_>, output: &mut Output<'_>) {
    let mut row = Draft::new(TableName::Conversations);
    row.set("conversation_id", chat.id.text());
    row.set_utc("started_at", "timestamp", chat.timestamp.text());
    row.set("channel", "chat");
    if let Some(visitor) = &chat.visitor {
        row.set("anonymous_id", visitor.id.text());
        row.set("email", visitor.email.text());
        row.set("phone", visitor.phone.text());
    }
    let tag = chat.tags.iter().flatten().find(|tag| !tag.is_empty());
    row.set("intent", tag.map_or("", Scalar::text));
    row.set_default("intent", chat.department_name.text());
    set_page(&mut row, chat);
    set_outcome(&mut row, chat);
    let person = row.clone();
    if !output.push(&mut row) {
        return;
    }
    if !chat.zendesk_ticket_id.is_empty() {
        let mut ticket = event_of(&person, "ticket_created");
        ticket.set("timestamp", person.get("started_at"));
        ticket.set("id", chat.zendesk_ticket_id.text());
        output.push(&mut ticket);
    }
    push_messages(chat, &person, output);
    for step in chat.webpath.iter().flatten().filter(|step| !step.to.is_empty() && !step.timestamp.is_empty()) {
        let mut view = event_of(&person, "page_view");
        view.remove("conversation_id");
        view.set_utc("timestamp", "timestamp", step.timestamp.text());
        set_address(&mut view, step.to.text());
        output.push(&mut view);
    }
}

fn event_of(person: &Draft, name: &str) -> Draft {
    let mut event = Draft::new(TableName::Events);
    event.set("event", name);
    for column in ["conversation_id", "anonymous_id", "email", "phone"] {
        event.set(column, person.get(column));
    }
    event
}

fn set_address(row: &mut Draft, address: &str) {
    row.set("page", &page_of(address));
    row.set("source", &query_field(address, "utm_source"));
    row.set("medium", &query_field(address, "utm_medium"));
    row.set("campaign", &query_field(address, "utm_campaign"));
}

/// The page on which the chat began: the last one reached by then, else the first.
fn set_page(row: &mut Draft, chat: &Chat<'_>) {
    let start = parse_timestamp(row.get("started_at")).ok().and_then(Timestamp::micros);
    let reached = |step: &&Step<'_>| parse_timestamp(step.timestamp.text()).ok().and_then(Timestamp::micros) <= start;
    let steps = || chat.webpath.iter().flatten().filter(|step| !step.to.is_empty());
    if let Some(step) = steps().rfind(reached).or_else(|| steps().next()) {
        set_address(row, step.to.text());
    }
}

fn set_outcome(row: &mut Draft, chat: &Chat<'_>) {
    row.set("duration_s", chat.duration.text());
    if chat.kind.text() == "offline_msg" {
        row.set_bool("bot_involved", false);
        row.set("handoff", "requested");
        row.set("user_turns", if chat.message.is_empty() { "" } else { "1" });
        row.set("question", &chat.message.0);
    }
    match chat.rating.text().to_ascii_lowercase().as_str() {
        "" => {}
        "good" | "bad" => {
            row.set("csat", if chat.rating.text().eq_ignore_ascii_case("good") { "1" } else { "0" });
            row.set("csat_max", "1");
        }
        _ => row.fail("csat", "rating".into(), chat.rating.text(), Reason::UnknownWord),
    }
    let Some(history) = &chat.history else { return };
    row.set_bool("bot_involved", history.iter().any(Entry::is_from_bot));
    if history.iter().any(|entry| entry.is_from("Agent")) {
        row.set("handoff", "answered");
    } else if history.iter().any(Entry::is_from_bot) {
        row.set("handoff", "none");
    }
}

fn push_messages(chat: &Chat<'_>, person: &Draft, output: &mut Output<'_>) {
    for entry in chat.history.iter().flatten() {
        let name = match () {
            () if entry.is_from("Visitor") => "user_message",
            () if entry.is_from_bot() => "bot_message",
            () => continue,
        };
        let mut event = event_of(person, name);
        event.set_utc("timestamp", "timestamp", entry.timestamp.text());
        event.set("text", &entry.msg.0);
        output.push(&mut event);
    }
}

/// Events of messaging: what the bot, the visitor or an agent wrote stands in the original message.
pub(super) static WAREHOUSE_EVENTS: Mapping = Mapping {
    table: TableName::Events,
    columns: &[
        column(&["chat_id"], "conversation_id", Convert::Text),
        column(&["created_at"], "timestamp", Convert::Time(Clock::Utc)),
        column(&["message"], "text", Convert::Text),
    ],
    fixed: &[],
    hook: Some(finish_event),
};

/// Which chat became which ticket.
pub(super) static WAREHOUSE_CHATS: Mapping = Mapping {
    table: TableName::Tickets,
    columns: &[
        column(&["ticket_id"], "ticket_id", Convert::Text),
        column(&["chat_id"], "conversation_id", Convert::Text),
        column(&["visitor_id"], "anonymous_id", Convert::Text),
        column(&["user_id"], "user_id", Convert::Text),
    ],
    fixed: &[],
    hook: Some(finish_chat_of_ticket),
};

fn finish_chat_of_ticket(_: &SourceRow<'_>, ticket: &mut Draft, output: &mut Output<'_>) -> Verdict {
    if ticket.has("ticket_id") {
        return Verdict::Add;
    }
    output.leave_out("chat without a ticket");
    Verdict::Skip
}

#[derive(Deserialize)]
struct Original<'a> {
    #[serde(borrow, default, deserialize_with = "loose")]
    author: Option<OriginalAuthor<'a>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    source: Option<OriginalSource<'a>>,
}

#[derive(Deserialize)]
struct OriginalAuthor<'a> {
    #[serde(borrow, rename = "type", default)]
    kind: Scalar<'a>,
}

#[derive(Deserialize)]
struct OriginalSource<'a> {
    #[serde(borrow, rename = "type", default)]
    kind: Scalar<'a>,
}

fn finish_event(row: &SourceRow<'_>, event: &mut Draft, _: &mut Output<'_>) -> Verdict {
    if row.get("type") != "ChatMessage" {
        return Verdict::Skip;
    }
    let original: Option<Original<'_>> = serde_json::from_str(row.raw("original_message")).ok();
    let author = original.as_ref().and_then(|original| original.author.as_ref()).map_or("", |author| author.kind.text());
    let source = original.as_ref().and_then(|original| original.source.as_ref()).map_or("", |source| source.kind.text());
    let name = match (author, source) {
        (_, "zd:answerBot") => "bot_message",
        ("USER", _) => "user_message",
        ("BUSINESS", _) => "bot_handoff_human",
        _ => return Verdict::Skip,
    };
    event.set("event", name);
    Verdict::Keep
}
