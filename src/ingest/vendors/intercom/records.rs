//! Records of the API: conversations with their parts, parts alone as connectors list them, and contacts.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::warehouse::push_person;
use super::{RESOLUTION, handoff_of, push_lead};
use crate::ingest::Reason;
use crate::ingest::mapping::{
    Draft, Element, Output, Scalar, key_of, loose, loose_bool, loose_list, page_of, query_field, text_of,
};
use crate::model::TableName;

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
    #[serde(borrow, default, deserialize_with = "loose")]
    source: Option<Source<'a>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    contacts: Option<Contacts<'a>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    tags: Option<Tags<'a>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    statistics: Option<Statistics<'a>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    conversation_rating: Option<Rating<'a>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    ai_agent: Option<Agent<'a>>,
    #[serde(default, deserialize_with = "loose_bool")]
    ai_agent_participated: Option<bool>,
    #[serde(borrow, default, deserialize_with = "loose")]
    custom_attributes: Option<BTreeMap<std::borrow::Cow<'a, str>, Scalar<'a>>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    topics: Option<Topics<'a>>,
    #[serde(borrow, default, deserialize_with = "loose")]
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
    #[serde(borrow, default, deserialize_with = "loose")]
    author: Option<Author<'a>>,
}

#[derive(Default, Deserialize)]
struct Author<'a> {
    #[serde(borrow, rename = "type", default)]
    role: Scalar<'a>,
    #[serde(borrow, default)]
    email: Scalar<'a>,
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(default, deserialize_with = "loose_bool")]
    from_ai_agent: Option<bool>,
    #[serde(default, deserialize_with = "loose_bool")]
    is_ai_answer: Option<bool>,
}

#[derive(Deserialize)]
struct Contacts<'a> {
    #[serde(borrow, default, deserialize_with = "loose_list")]
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
struct Topics<'a> {
    #[serde(borrow, default, deserialize_with = "loose_list")]
    topics: Vec<Tag<'a>>,
}

#[derive(Deserialize)]
struct Tags<'a> {
    #[serde(borrow, default, deserialize_with = "loose_list")]
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
    #[serde(borrow, default, deserialize_with = "loose_list")]
    conversation_parts: Vec<Part<'a>>,
}

#[derive(Deserialize)]
struct Part<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, default)]
    part_type: Scalar<'a>,
    #[serde(borrow, default)]
    conversation_id: Scalar<'a>,
    #[serde(borrow, default)]
    body: Scalar<'a>,
    #[serde(borrow, default)]
    created_at: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    author: Option<Author<'a>>,
}

/// The type that every object of the API bears, and what tells objects apart where a connector left it out.
#[derive(Deserialize)]
struct Typed<'a> {
    #[serde(borrow, rename = "type", default)]
    kind: Scalar<'a>,
    #[serde(borrow, default)]
    part_type: Scalar<'a>,
    #[serde(borrow, default)]
    role: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    source: Option<Source<'a>>,
}

/// Connectors write all their streams into one file.
pub(super) fn read_record(element: &Element<'_>, output: &mut Output<'_>) -> Result<(), Reason> {
    let element = &element.within(&["data", "conversation"]);
    let typed: Typed<'_> = element.parse()?;
    match typed.kind.text() {
        "conversation" => push_conversation(&element.parse()?, output),
        "conversation_part" => push_part(&element.parse()?, output),
        "contact" | "user" | "lead" => push_contact(&element.parse()?, output),
        _ if !typed.part_type.is_empty() => push_part(&element.parse()?, output),
        "" if matches!(typed.role.text(), "user" | "lead") => push_contact(&element.parse()?, output),
        "" if typed.source.is_some() => push_conversation(&element.parse()?, output),
        "" => output.leave_out("record"),
        kind => output.leave_out(kind),
    }
    Ok(())
}

fn push_conversation(conversation: &Conversation<'_>, output: &mut Output<'_>) {
    let mut row = Draft::new(TableName::Conversations);
    row.set("conversation_id", conversation.id.text());
    row.set_utc("started_at", "created_at", conversation.created_at.text());
    set_identity(&mut row, conversation);
    if let Some(source) = &conversation.source {
        row.set("channel", source.channel.text());
        set_page(&mut row, source.url.text());
    }
    row.set("intent", conversation.intent());
    set_outcome(&mut row, conversation);
    let author = conversation.source.as_ref().and_then(|source| source.author.as_ref());
    if let Some(author) = author.filter(|author| author.role.text() == "lead" && !author.email.is_empty()) {
        let id = conversation.contact().map(|contact| contact.id.text()).filter(|id| !id.is_empty());
        push_lead(id.unwrap_or(author.email.text()), &row, output);
    }
    let person = row.clone();
    if output.push(&mut row) {
        push_messages(conversation, &person, output);
    }
}

/// A part that names its conversation. Its author's ids are the visitor's where the visitor wrote it.
fn push_part(part: &Part<'_>, output: &mut Output<'_>) {
    let nobody = Author::default();
    let author = part.author.as_ref().unwrap_or(&nobody);
    let text = text_of(part.body.text());
    let is_from_agent = author.from_ai_agent == Some(true) || author.is_ai_answer == Some(true);
    let Some(name) = event_of(part.part_type.text(), author.role.text(), is_from_agent, &text) else {
        output.leave_out(if part.part_type.is_empty() { "part" } else { part.part_type.text() });
        return;
    };
    let mut event = Draft::new(TableName::Events);
    event.set("event", name);
    event.set_utc("timestamp", "created_at", part.created_at.text());
    event.set("conversation_id", part.conversation_id.text());
    if name == "user_message" {
        event.set("anonymous_id", author.id.text());
        event.set("email", author.email.text());
    }
    event.set("text", &text);
    event.set("id", part.id.text());
    output.push(&mut event);
}

/// What a part of a conversation that stands alone is: a message of the visitor or the bot, or the answer of a person.
/// Notes, assignments and parts without text are none.
pub(super) fn event_of(part_type: &str, role: &str, is_from_agent: bool, text: &str) -> Option<&'static str> {
    if text.is_empty() || matches!(part_type, "note" | "note_and_reopen" | "assignment" | "close" | "snoozed") {
        return None;
    }
    match role {
        "user" | "lead" | "contact" => Some("user_message"),
        "bot" => Some("bot_message"),
        _ if is_from_agent => Some("bot_message"),
        "admin" | "team" => Some("bot_handoff_human"),
        _ => None,
    }
}

/// A lead that left an email or phone; of anybody else, which ids belong together.
fn push_contact(contact: &Person<'_>, output: &mut Output<'_>) {
    let mut row = Draft::new(TableName::Leads);
    row.set("lead_id", contact.id.text());
    row.set_utc("created_at", "created_at", contact.created_at.text());
    row.set("anonymous_id", contact.id.text());
    row.set("user_id", contact.external_id.text());
    row.set_default("user_id", contact.user_id.text());
    row.set("email", contact.email.text());
    row.set("phone", contact.phone.text());
    row.set("source", contact.utm_source.text());
    row.set("campaign", contact.utm_campaign.text());
    let role = if contact.role.is_empty() { contact.kind.text() } else { contact.role.text() };
    if role == "lead" && (row.has("email") || row.has("phone")) {
        output.push(&mut row);
    } else {
        push_person(&row, output);
    }
}

/// A contact, or a user or lead of the versions before.
#[derive(Deserialize)]
struct Person<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, rename = "type", default)]
    kind: Scalar<'a>,
    #[serde(borrow, default)]
    role: Scalar<'a>,
    #[serde(borrow, default)]
    external_id: Scalar<'a>,
    #[serde(borrow, default)]
    user_id: Scalar<'a>,
    #[serde(borrow, default)]
    email: Scalar<'a>,
    #[serde(borrow, default)]
    phone: Scalar<'a>,
    #[serde(borrow, default)]
    created_at: Scalar<'a>,
    #[serde(borrow, default)]
    utm_source: Scalar<'a>,
    #[serde(borrow, default)]
    utm_campaign: Scalar<'a>,
}

impl<'a> Conversation<'a> {
    fn contact(&self) -> Option<&Contact<'a>> {
        self.contacts.as_ref().and_then(|contacts| contacts.contacts.first())
    }

    /// An attribute of the company's own or of Intercom's AI, by its label.
    fn attribute(&self, label: &str) -> &str {
        let attributes = self.custom_attributes.iter().flatten();
        attributes.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(label)).map_or("", |(_, value)| value.text())
    }

    fn intent(&self) -> &str {
        let attributes = ["AI Topic", "Topic", "Intent"].iter().map(|label| self.attribute(label));
        let topics = self.topics.iter().flat_map(|topics| &topics.topics).map(|topic| topic.name.text());
        let tags = self.tags.iter().flat_map(|tags| &tags.tags).map(|tag| tag.name.text());
        attributes.chain(topics).chain(tags).find(|text| !text.is_empty()).unwrap_or("")
    }

    /// State of the bot's answer.
    fn state_of_agent(&self) -> &str {
        let state = self.ai_agent.as_ref().map_or("", |agent| agent.resolution_state.text());
        if state.is_empty() { self.attribute("Fin AI Agent resolution state") } else { state }
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
        row.set_utc("ended_at", "statistics.last_close_at", statistics.map_or("", |statistics| statistics.last_close_at.text()));
    }
    let parts = conversation.conversation_parts.iter().flat_map(|parts| &parts.conversation_parts);
    let is_from_bot = |part: &Part<'_>| {
        // What a workflow does without a word is no answer.
        !part.body.is_empty() && part.author.as_ref().is_some_and(|author| author.role.text() == "bot")
    };
    match conversation.ai_agent_participated {
        Some(true) => row.set_bool("bot_involved", true),
        // Flows without AI answer as a bot too.
        Some(false) => row.set_bool("bot_involved", parts.into_iter().any(is_from_bot)),
        None => {}
    }
    let agent = conversation.ai_agent.as_ref();
    let state = conversation.state_of_agent();
    if let Some((_, word)) = RESOLUTION.iter().find(|(vendor, _)| key_of(vendor) == key_of(state)) {
        row.set("resolution", word);
    } else if !state.is_empty() {
        row.fail("resolution", "ai_agent.resolution_state".into(), state, Reason::UnknownWord);
    }
    if statistics.is_some_and(|statistics| !statistics.first_admin_reply_at.is_empty()) {
        row.set("handoff", "answered");
    } else if agent.is_some() || statistics.is_some() || !state.is_empty() {
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
            _ if author.from_ai_agent == Some(true) || author.is_ai_answer == Some(true) => "bot_message",
            _ => return,
        };
        let text = text_of(body);
        // Assignments, tags and state changes are parts without a body.
        if text.is_empty() {
            return;
        }
        event.set("event", name);
        event.set_utc("timestamp", "created_at", at);
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
