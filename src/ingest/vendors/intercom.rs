//! Intercom: the CSV of reports and datasets, the CSV behind the CSAT report, and the JSON of the API (FORMATS 2).
//!
//! CSV times are on the workspace's clock, whose zone stands in the header; API times are epoch seconds. Of the
//! resolution states, *assumed* and *confirmed* are the bot's; *escalated*, *routed to team* and *procedure handoff* went
//! to a person; *negative feedback* and *abandoned* are neither.

use serde::Deserialize;

use crate::ingest::Reason;
use crate::ingest::mapping::{
    Clock, Convert, Draft, Element, Kind, Mapping, Output, Read, Scalar, Signature, SourceRow, Tick, Vendor, Verdict, column,
    key_of, page_of, query_field, text_of,
};
use crate::model::TableName;

/// Intercom.
pub static INTERCOM: Vendor = Vendor {
    id: "intercom",
    kinds: &[
        Kind {
            label: "Intercom conversations",
            table: TableName::Conversations,
            signature: Signature {
                all: &[CONVERSATION_ID, STARTED_AT],
                any: &[
                    &["Conversation last closed at", "conversation_last_closed_at"],
                    &["Fin AI Agent involved", "fin_ai_agent_involved"],
                    &["Fin AI Agent resolution state", "fin_ai_agent_resolution_state"],
                    &["Current conversation state", "current_conversation_state"],
                    &["Teammate first replied"],
                    &["Conversation first closed at", "conversation_first_closed_at"],
                    &["Started by"],
                    &["First response time (seconds)", "conversation_first_response_time"],
                ],
                least: 1,
                none: &["message_id"],
            },
            read: Read::Columns(&CONVERSATIONS),
        },
        Kind {
            label: "Intercom ratings",
            table: TableName::Events,
            signature: Signature {
                all: &[CONVERSATION_ID, &["Conversation rating"], &["Updated at"]],
                any: &[&["Agent rated type"], &["Conversation rating remark"], &["Last survey sent"]],
                least: 1,
                none: &["Conversation started at"],
            },
            read: Read::Columns(&RATINGS),
        },
        Kind {
            label: "Intercom conversations of the API",
            table: TableName::Conversations,
            signature: Signature {
                all: &[&["type"], &["source.delivered_as"], &["created_at"]],
                any: &[
                    &["statistics"],
                    &["ai_agent_participated"],
                    &["conversation_parts.conversation_parts[]"],
                    &["contacts.contacts[].id"],
                    &["conversation_rating"],
                ],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Elements(read_record),
        },
    ],
};

const CONVERSATION_ID: &[&str] = &["Conversation ID", "standard.conversation_id"];
const STARTED_AT: &[&str] = &[
    "Conversation started at",
    "timestamp.conversation_started_at",
    "Conversation created at",
    "timestamp.conversation_created_at",
];

static CONVERSATIONS: Mapping = Mapping {
    table: TableName::Conversations,
    columns: &[
        column(CONVERSATION_ID, "conversation_id", Convert::Text),
        column(STARTED_AT, "started_at", Convert::Time(Clock::Account)),
        column(&["Conversation last closed at", "Conversation first closed at"], "ended_at", Convert::Time(Clock::Account)),
        column(&["User ID"], "user_id", Convert::Text),
        column(&["User email"], "email", Convert::Text),
        column(&["Channel", "Conversation source"], "channel", Convert::Text),
        column(&["AI Topic"], "intent", Convert::Text),
        column(&["Topics", "Conversation tag"], "intent", Convert::First(&[',', ';'])),
        column(&["Source URL"], "page", Convert::Page),
        column(&["Fin AI Agent involved", "Chatbot replied"], "bot_involved", Convert::Bool),
        column(&["Fin AI Agent resolution state"], "resolution", Convert::Words(RESOLUTION)),
        column(&["Fin AI Agent deflected"], "resolution", Convert::Words(&[("true", "assumed"), ("false", "none")])),
        column(&["Escalation rules applied"], "handoff_reason", Convert::Text),
        // The rating of the conversation, else of the bot, else of the teammate.
        column(
            &["Conversation rating", "Fin AI Agent rating", "Last chatbot rating", "Last teammate rating"],
            "csat",
            Convert::Number,
        ),
    ],
    fixed: &[],
    hook: Some(finish_conversation),
};

const RESOLUTION: &[(&str, &str)] = &[
    ("Confirmed resolved", "confirmed"),
    ("confirmed_resolution", "confirmed"),
    ("Assumed resolved", "assumed"),
    ("assumed_resolution", "assumed"),
    ("Escalated", "none"),
    ("Routed to team", "none"),
    ("procedure_handoff", "none"),
    ("Negative feedback", "none"),
    ("Abandoned", "none"),
];

/// How far a state says that the conversation went to a person.
fn handoff_of(state: &str) -> &'static str {
    match key_of(state).as_str() {
        "escalated" => "requested",
        "routed to team" | "procedure handoff" => "accepted",
        _ => "none",
    }
}

fn finish_conversation(row: &SourceRow<'_>, conversation: &mut Draft, output: &mut Output<'_>) -> Verdict {
    let state = row.get("Fin AI Agent resolution state");
    let is_known = row.has_column("Fin AI Agent resolution state") || row.has_column("Teammate first replied");
    if !row.get("Teammate first replied").is_empty() {
        conversation.set("handoff", "answered");
    } else if is_known {
        conversation.set("handoff", handoff_of(state));
    }
    if conversation.has("csat") {
        conversation.set("csat_max", "5");
    }
    let email = row.get("User email");
    if row.get("User type").eq_ignore_ascii_case("lead") && !email.is_empty() {
        let id = row.first(&["User ID", "User email"]);
        push_lead(id, conversation, output);
    }
    Verdict::Keep
}

/// A visitor who left an email in the chat: a lead of the conversation.
fn push_lead(id: &str, conversation: &Draft, output: &mut Output<'_>) {
    let mut lead = Draft::new(TableName::Leads);
    lead.set("lead_id", id);
    lead.set("created_at", conversation.get("started_at"));
    for column in ["conversation_id", "user_id", "anonymous_id", "email", "source", "campaign"] {
        lead.set(column, conversation.get(column));
    }
    lead.set("origin", "chat");
    output.push(&mut lead);
}

static RATINGS: Mapping = Mapping {
    table: TableName::Events,
    columns: &[
        column(CONVERSATION_ID, "conversation_id", Convert::Text),
        column(&["Updated at"], "timestamp", Convert::Time(Clock::Account)),
        column(&["Conversation rating"], "value", Convert::Number),
        column(&["Conversation rating remark"], "text", Convert::Text),
    ],
    fixed: &[("event", "csat_response"), ("reason", "5")],
    hook: Some(finish_rating),
};

/// A survey that nobody answered is no answer.
fn finish_rating(row: &SourceRow<'_>, _: &mut Draft, _: &mut Output<'_>) -> Verdict {
    if row.get("Conversation rating").is_empty() { Verdict::Skip } else { Verdict::Keep }
}

/// A record of the API, as far as it is used. The list of conversations, a single one and the streams of connectors hold
/// the same objects.
#[derive(Deserialize)]
struct Conversation<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, default)]
    created_at: Scalar<'a>,
    #[serde(borrow, default)]
    state: Scalar<'a>,
    #[serde(borrow, default)]
    source: Option<Source<'a>>,
    #[serde(borrow, default)]
    contacts: Option<Contacts<'a>>,
    #[serde(borrow, default)]
    tags: Option<Tags<'a>>,
    #[serde(borrow, default)]
    statistics: Option<Statistics<'a>>,
    #[serde(borrow, default)]
    conversation_rating: Option<Rating<'a>>,
    #[serde(borrow, default)]
    ai_agent: Option<Agent<'a>>,
    #[serde(default)]
    ai_agent_participated: Option<bool>,
    #[serde(borrow, default)]
    conversation_parts: Option<Parts<'a>>,
}

#[derive(Deserialize)]
struct Source<'a> {
    #[serde(borrow, rename = "type", default)]
    channel: Scalar<'a>,
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, default)]
    body: Scalar<'a>,
    #[serde(borrow, default)]
    url: Scalar<'a>,
    #[serde(borrow, default)]
    author: Option<Author<'a>>,
}

#[derive(Default, Deserialize)]
struct Author<'a> {
    #[serde(borrow, rename = "type", default)]
    role: Scalar<'a>,
    #[serde(borrow, default)]
    email: Scalar<'a>,
    #[serde(default)]
    from_ai_agent: Option<bool>,
}

#[derive(Deserialize)]
struct Contacts<'a> {
    #[serde(borrow, default)]
    contacts: Vec<Contact<'a>>,
}

#[derive(Default, Deserialize)]
struct Contact<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, default)]
    external_id: Scalar<'a>,
}

#[derive(Deserialize)]
struct Tags<'a> {
    #[serde(borrow, default)]
    tags: Vec<Tag<'a>>,
}

#[derive(Deserialize)]
struct Tag<'a> {
    #[serde(borrow, default)]
    name: Scalar<'a>,
}

#[derive(Deserialize)]
struct Statistics<'a> {
    #[serde(borrow, default)]
    first_admin_reply_at: Scalar<'a>,
    #[serde(borrow, default)]
    last_close_at: Scalar<'a>,
}

#[derive(Deserialize)]
struct Rating<'a> {
    #[serde(borrow, default)]
    rating: Scalar<'a>,
}

#[derive(Deserialize)]
struct Agent<'a> {
    #[serde(borrow, default)]
    resolution_state: Scalar<'a>,
    #[serde(borrow, default)]
    rating: Scalar<'a>,
}

#[derive(Deserialize)]
struct Parts<'a> {
    #[serde(borrow, default)]
    conversation_parts: Vec<Part<'a>>,
}

#[derive(Deserialize)]
struct Part<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, default)]
    body: Scalar<'a>,
    #[serde(borrow, default)]
    created_at: Scalar<'a>,
    #[serde(borrow, default)]
    author: Option<Author<'a>>,
}

/// The type that every object of the API bears.
#[derive(Deserialize)]
struct Typed<'a> {
    #[serde(borrow, rename = "type", default)]
    kind: Scalar<'a>,
}

/// Connectors write all their streams into one file: only conversations give rows.
fn read_record(element: &Element<'_>, output: &mut Output<'_>) -> Result<(), Reason> {
    let typed: Typed<'_> = element.parse()?;
    if typed.kind.text() != "conversation" {
        output.note("type", typed.kind.text(), Reason::NotThisKind);
        return Ok(());
    }
    let conversation: Conversation<'_> = element.parse()?;
    let mut row = Draft::new(TableName::Conversations);
    row.set("conversation_id", conversation.id.text());
    row.set_epoch("started_at", conversation.created_at.text(), Tick::Second);
    set_identity(&mut row, &conversation);
    if let Some(source) = &conversation.source {
        row.set("channel", source.channel.text());
        set_page(&mut row, source.url.text());
    }
    let tag = conversation.tags.iter().flat_map(|tags| &tags.tags).find(|tag| !tag.name.is_empty());
    row.set("intent", tag.map_or("", |tag| tag.name.text()));
    set_outcome(&mut row, &conversation);
    let author = conversation.source.as_ref().and_then(|source| source.author.as_ref());
    if let Some(author) = author.filter(|author| author.role.text() == "lead" && !author.email.is_empty()) {
        let id = conversation.contact().map(|contact| contact.id.text()).filter(|id| !id.is_empty());
        push_lead(id.unwrap_or(author.email.text()), &row, output);
    }
    let person = row.clone();
    if output.push(&mut row) {
        push_messages(&conversation, &person, output);
    }
    Ok(())
}

impl<'a> Conversation<'a> {
    fn contact(&self) -> Option<&Contact<'a>> {
        self.contacts.as_ref().and_then(|contacts| contacts.contacts.first())
    }
}

/// The company's own id of the person if Intercom has it, Intercom's own beside it; the author's email if the person
/// wrote first.
fn set_identity(row: &mut Draft, conversation: &Conversation<'_>) {
    if let Some(contact) = conversation.contact() {
        row.set("user_id", contact.external_id.text());
        row.set("anonymous_id", contact.id.text());
    }
    let author = conversation.source.as_ref().and_then(|source| source.author.as_ref());
    if let Some(author) = author.filter(|author| matches!(author.role.text(), "user" | "lead")) {
        row.set("email", author.email.text());
    }
}

fn set_page(row: &mut Draft, url: &str) {
    if !url.is_empty() {
        row.set("page", &page_of(url));
        row.set("source", &query_field(url, "utm_source"));
        row.set("medium", &query_field(url, "utm_medium"));
        row.set("campaign", &query_field(url, "utm_campaign"));
    }
}

fn set_outcome(row: &mut Draft, conversation: &Conversation<'_>) {
    let statistics = conversation.statistics.as_ref();
    if conversation.state.text() == "closed" {
        row.set_epoch("ended_at", statistics.map_or("", |statistics| statistics.last_close_at.text()), Tick::Second);
    }
    if let Some(participated) = conversation.ai_agent_participated {
        row.set_bool("bot_involved", participated);
    }
    let agent = conversation.ai_agent.as_ref();
    let state = agent.map_or("", |agent| agent.resolution_state.text());
    if let Some((_, word)) = RESOLUTION.iter().find(|(vendor, _)| key_of(vendor) == key_of(state)) {
        row.set("resolution", word);
    } else if !state.is_empty() {
        row.fail("resolution", "ai_agent.resolution_state".into(), state, Reason::UnknownWord);
    }
    if statistics.is_some_and(|statistics| !statistics.first_admin_reply_at.is_empty()) {
        row.set("handoff", "answered");
    } else if agent.is_some() || statistics.is_some() {
        row.set("handoff", handoff_of(state));
    }
    let rating = conversation.conversation_rating.as_ref().map_or("", |rating| rating.rating.text());
    row.set("csat", rating);
    row.set_default("csat", agent.map_or("", |agent| agent.rating.text()));
    if row.has("csat") {
        row.set("csat_max", "5");
    }
}

/// The messages as turns. A list of conversations has only the first message of each: no turns are counted from it.
fn push_messages(conversation: &Conversation<'_>, person: &Draft, output: &mut Output<'_>) {
    let Some(parts) = &conversation.conversation_parts else { return };
    let mut event = Draft::new(TableName::Events);
    let mut push = |id: &str, at: &str, body: &str, author: &Author<'_>| {
        let name = match author.role.text() {
            "user" | "lead" => "user_message",
            "bot" => "bot_message",
            _ if author.from_ai_agent == Some(true) => "bot_message",
            _ => return,
        };
        let text = text_of(body);
        // Assignments, tags and state changes are parts without a body.
        if text.is_empty() {
            return;
        }
        event.set("event", name);
        event.set_epoch("timestamp", at, Tick::Second);
        event.set("conversation_id", conversation.id.text());
        for column in ["user_id", "anonymous_id", "email"] {
            event.set(column, person.get(column));
        }
        event.set("text", &text);
        event.set("id", id);
        output.push(&mut event);
    };
    if let Some(source) = &conversation.source {
        let nobody = Author::default();
        let author = source.author.as_ref().unwrap_or(&nobody);
        push(source.id.text(), conversation.created_at.text(), source.body.text(), author);
    }
    for part in &parts.conversation_parts {
        let nobody = Author::default();
        push(part.id.text(), part.created_at.text(), part.body.text(), part.author.as_ref().unwrap_or(&nobody));
    }
}
