//! `LiveChat`: the CSV of chats, and the chats and threads of the API (FORMATS 23).
//!
//! The zone of the CSV's times stands in their headers. A chat may come back: each thread of it is a conversation. People's
//! ids are emails and bots' ids are not. Good and Bad are a scale of one.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::ingest::Reason;
use crate::ingest::mapping::{
    Clock, Convert, Draft, Element, Kind, Mapping, Output, Read, Scalar, Signature, SourceRow, Unit, Vendor, Verdict, column,
    loose, loose_bool, loose_list,
};
use crate::model::TableName;

/// `LiveChat`.
pub static LIVECHAT: Vendor = Vendor {
    id: "livechat",
    kinds: &[
        Kind {
            label: "LiveChat chats",
            table: TableName::Conversations,
            signature: Signature {
                all: &[&["conferenceId"]],
                any: &[
                    &["operator 1 nick"],
                    &["chat start date"],
                    &["chat creation date"],
                    &["chat start url"],
                    &["chat duration in seconds"],
                    &["last operator id"],
                    &["last rate comment"],
                ],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Columns(&CHATS),
        },
        Kind {
            label: "LiveChat chats of the API",
            table: TableName::Conversations,
            signature: Signature {
                all: &[&["thread.id", "threads[].id"], &["users[].type", "thread.users[].type"]],
                any: &[
                    &["threads[].events", "threads[].events[]", "threads[].user_ids", "threads[].user_ids[]"],
                    &["thread.events", "thread.events[]"],
                    &["thread.user_ids", "thread.user_ids[]"],
                    &["access.group_ids", "access.group_ids[]", "thread.access.group_ids[]"],
                ],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Elements(read_chat),
        },
        Kind::unneeded("LiveChat totals of days", &[&["name"], &["request"], &["total"], &["records"]]),
    ],
};

static CHATS: Mapping = Mapping {
    table: TableName::Conversations,
    columns: &[
        column(&["conferenceId"], "conversation_id", Convert::Text),
        column(&["chat start date", "chat creation date"], "started_at", Convert::Time(Clock::Account)),
        column(&["chat duration in seconds"], "duration_s", Convert::Duration(Unit::Second)),
        column(&["chat start url"], "page", Convert::Page),
        column(&["visitor id"], "anonymous_id", Convert::Text),
        column(&["visitor email", "pre chat: E-mail:", "pre chat: Email:"], "email", Convert::Text),
        column(&["tag 1"], "intent", Convert::Text),
        column(&["rate"], "csat", Convert::Words(&[("rated good", "1"), ("rated bad", "0"), ("not rated", "")])),
    ],
    fixed: &[],
    hook: Some(finish_chat),
};

fn finish_chat(row: &SourceRow<'_>, chat: &mut Draft, output: &mut Output<'_>) -> Verdict {
    if chat.has("csat") {
        chat.set("csat_max", "1");
    }
    let operators: Vec<&str> = (1..=MOST_OPERATORS).map(|number| row.get(&format!("operator {number} id"))).collect();
    let operators: Vec<&str> = operators.into_iter().filter(|id| !id.is_empty()).collect();
    set_handoff(chat, &operators);
    if operators.is_empty() && !row.get("operator 2 nick").is_empty() {
        chat.set("handoff", "accepted");
    }
    // A goal is an event: chats of an account that has none are no failures.
    let goal = row.columns_from("goal").map(|(_, cell)| cell).find(|cell| !cell.is_empty());
    if let Some(goal) = goal {
        let mut event = Draft::new(TableName::Events);
        event.set("event", "bot_goal_completed");
        event.set("timestamp", chat.get("started_at"));
        event.set("conversation_id", chat.get("conversation_id"));
        event.set("goal", goal);
        output.push(&mut event);
    }
    Verdict::Keep
}

/// Operators of one chat that are looked at.
const MOST_OPERATORS: usize = 12;

/// A bot with nobody after it, a bot and then people, or people alone.
fn set_handoff(chat: &mut Draft, operators: &[&str]) {
    if operators.is_empty() {
        return;
    }
    let has_person = operators.iter().any(|id| is_person(id));
    chat.set_bool("bot_involved", operators.iter().any(|id| !is_person(id)));
    chat.set("handoff", if has_person { "answered" } else { "none" });
}

fn is_person(id: &str) -> bool {
    id.contains('@')
}

#[derive(Deserialize)]
struct Chat<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose_list")]
    users: Vec<User<'a>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    thread: Option<Thread<'a>>,
    /// Archives of older versions: all threads of a chat.
    #[serde(borrow, default, deserialize_with = "loose_list")]
    threads: Vec<Thread<'a>>,
}

#[derive(Deserialize)]
struct User<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, rename = "type", default)]
    kind: Scalar<'a>,
    #[serde(borrow, default)]
    email: Scalar<'a>,
}

#[derive(Deserialize)]
struct Thread<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, default)]
    created_at: Scalar<'a>,
    #[serde(default, deserialize_with = "loose_bool")]
    active: Option<bool>,
    #[serde(borrow, default, deserialize_with = "loose")]
    events: Option<Vec<Event<'a>>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    tags: Option<Vec<Scalar<'a>>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    properties: Option<Properties<'a>>,
}

#[derive(Deserialize)]
struct Event<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, rename = "type", default)]
    kind: Scalar<'a>,
    #[serde(borrow, default)]
    author_id: Scalar<'a>,
    #[serde(borrow, default)]
    text: Scalar<'a>,
    #[serde(borrow, default)]
    created_at: Scalar<'a>,
}

#[derive(Deserialize)]
struct Properties<'a> {
    #[serde(borrow, default, deserialize_with = "loose")]
    rating: Option<Rating<'a>>,
}

#[derive(Deserialize)]
struct Rating<'a> {
    #[serde(borrow, default)]
    score: Option<&'a RawValue>,
}

/// A score stands alone or, in older versions, in an object of its own.
#[derive(Deserialize)]
struct Valued<'a> {
    #[serde(borrow)]
    value: Scalar<'a>,
}

impl Chat<'_> {
    fn is_customer(&self, id: &str) -> bool {
        self.users.iter().any(|user| user.kind.text() == "customer" && user.id.text() == id)
    }
}

fn read_chat(element: &Element<'_>, output: &mut Output<'_>) -> Result<(), Reason> {
    let chat: Chat<'_> = element.parse()?;
    if chat.thread.is_none() && chat.threads.is_empty() {
        return Err(Reason::NotThisKind);
    }
    for thread in chat.thread.iter().chain(&chat.threads) {
        push_thread(&chat, thread, output);
    }
    Ok(())
}

fn push_thread(chat: &Chat<'_>, thread: &Thread<'_>, output: &mut Output<'_>) {
    let messages = || thread.events.iter().flatten().filter(|event| event.kind.text() == "message");
    let mut row = Draft::new(TableName::Conversations);
    row.set("conversation_id", &format!("{}-{}", chat.id.text(), thread.id.text()));
    row.set_utc("started_at", "thread.created_at", thread.created_at.text());
    if thread.active == Some(false) {
        let last = thread.events.iter().flatten().last().map_or("", |event| event.created_at.text());
        row.set_utc("ended_at", "thread.events", last);
    }
    if let Some(customer) = chat.users.iter().find(|user| user.kind.text() == "customer") {
        row.set("anonymous_id", customer.id.text());
        row.set("email", customer.email.text());
    }
    let tag = thread.tags.iter().flatten().find(|tag| !tag.is_empty());
    row.set("intent", tag.map_or("", Scalar::text));
    // Who joined without a word did not answer.
    if thread.events.is_some() {
        let speakers = messages().map(|event| event.author_id.text()).filter(|id| !id.is_empty() && !chat.is_customer(id));
        set_handoff(&mut row, &speakers.collect::<Vec<_>>());
    }
    set_rating(&mut row, thread.properties.as_ref());
    let person = row.clone();
    if !output.push(&mut row) {
        return;
    }
    for message in messages() {
        let author = message.author_id.text();
        let name = match () {
            () if chat.is_customer(author) => "user_message",
            () if !is_person(author) => "bot_message",
            () => continue,
        };
        let mut event = Draft::new(TableName::Events);
        event.set("event", name);
        event.set_utc("timestamp", "thread.events.created_at", message.created_at.text());
        for column in ["conversation_id", "anonymous_id", "email"] {
            event.set(column, person.get(column));
        }
        event.set("text", &message.text.0);
        event.set("id", message.id.text());
        output.push(&mut event);
    }
}

fn set_rating(row: &mut Draft, properties: Option<&Properties<'_>>) {
    let score = properties.and_then(|properties| properties.rating.as_ref()).and_then(|rating| rating.score);
    let Some(score) = score.map(RawValue::get) else { return };
    let score =
        serde_json::from_str::<Valued<'_>>(score).map_or_else(|_| score.to_owned(), |valued| valued.value.text().to_owned());
    if matches!(score.as_str(), "0" | "1") {
        row.set("csat", &score);
        row.set("csat_max", "1");
    }
}
