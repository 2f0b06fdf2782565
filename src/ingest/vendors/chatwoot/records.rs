//! Conversations and messages of the API.

use serde::Deserialize;

use crate::ingest::Reason;
use crate::ingest::mapping::{Draft, Element, Output, Scalar, loose, loose_bool, page_of, query_field, text_of};
use crate::model::TableName;

#[derive(Deserialize)]
struct Conversation<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, default)]
    created_at: Scalar<'a>,
    #[serde(borrow, default)]
    last_activity_at: Scalar<'a>,
    #[serde(borrow, default)]
    status: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    labels: Option<Vec<Scalar<'a>>>,
    #[serde(borrow, default)]
    first_reply_created_at: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    additional_attributes: Option<Attributes<'a>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    meta: Option<Meta<'a>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    messages: Option<Vec<Message<'a>>>,
}

#[derive(Deserialize)]
struct Attributes<'a> {
    #[serde(borrow, default)]
    referer: Scalar<'a>,
}

#[derive(Deserialize)]
struct Meta<'a> {
    #[serde(borrow, default, deserialize_with = "loose")]
    sender: Option<Sender<'a>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    assignee: Option<Assignee<'a>>,
    #[serde(borrow, default)]
    channel: Scalar<'a>,
}

#[derive(Deserialize)]
struct Sender<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, default)]
    identifier: Scalar<'a>,
    #[serde(borrow, default)]
    email: Scalar<'a>,
    #[serde(borrow, default)]
    phone_number: Scalar<'a>,
}

#[derive(Deserialize)]
struct Assignee<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
}

#[derive(Deserialize)]
struct Message<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, default)]
    conversation_id: Scalar<'a>,
    #[serde(borrow, default)]
    content: Scalar<'a>,
    #[serde(borrow, rename = "message_type", default)]
    direction: Scalar<'a>,
    #[serde(borrow, default)]
    sender_type: Scalar<'a>,
    #[serde(borrow, default)]
    sender_id: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    sender: Option<MessageSender<'a>>,
    #[serde(default, deserialize_with = "loose_bool")]
    private: Option<bool>,
    #[serde(borrow, default)]
    created_at: Scalar<'a>,
}

#[derive(Deserialize)]
struct MessageSender<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, default)]
    email: Scalar<'a>,
    #[serde(borrow, default)]
    phone_number: Scalar<'a>,
    #[serde(borrow, rename = "type", default)]
    kind: Scalar<'a>,
}

/// Who says a message.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Author {
    Visitor,
    Bot,
    Person,
}

impl Message<'_> {
    /// None for notes among agents, and for what happened without being said.
    fn author(&self) -> Option<Author> {
        if self.private == Some(true) {
            return None;
        }
        let sender = self.sender.as_ref().map_or("", |sender| sender.kind.text());
        let sender = if self.sender_type.is_empty() { sender } else { self.sender_type.text() };
        match (self.direction.text(), sender.to_ascii_lowercase().as_str()) {
            ("0" | "incoming", _) => Some(Author::Visitor),
            ("1" | "outgoing", "agentbot" | "agent_bot") => Some(Author::Bot),
            ("1" | "outgoing", "user") => Some(Author::Person),
            _ => None,
        }
    }
}

/// A conversation, and those of its messages that stand in it: lists have the last one alone, so no turns are counted.
pub(super) fn read_conversation(element: &Element<'_>, output: &mut Output<'_>) -> Result<(), Reason> {
    let conversation: Conversation<'_> = element.parse()?;
    let mut row = Draft::new(TableName::Conversations);
    row.set("conversation_id", conversation.id.text());
    row.set_utc("started_at", "created_at", conversation.created_at.text());
    if conversation.status.text() == "resolved" {
        row.set_utc("ended_at", "last_activity_at", conversation.last_activity_at.text());
    }
    let meta = conversation.meta.as_ref();
    if let Some(sender) = meta.and_then(|meta| meta.sender.as_ref()) {
        row.set("user_id", sender.id.text());
        row.set("anonymous_id", sender.identifier.text());
        row.set("email", sender.email.text());
        row.set("phone", sender.phone_number.text());
    }
    let channel = meta.map_or("", |meta| meta.channel.text());
    row.set("channel", channel.strip_prefix("Channel::").unwrap_or(channel));
    let label = conversation.labels.iter().flatten().find(|label| !label.is_empty());
    row.set("intent", label.map_or("", Scalar::text));
    let address = conversation.additional_attributes.as_ref().map_or("", |attributes| attributes.referer.text());
    if !address.is_empty() {
        row.set("page", &page_of(address));
        row.set("source", &query_field(address, "utm_source"));
        row.set("medium", &query_field(address, "utm_medium"));
        row.set("campaign", &query_field(address, "utm_campaign"));
    }
    set_handoff(&mut row, &conversation);
    output.push(&mut row);
    Ok(())
}

fn set_handoff(row: &mut Draft, conversation: &Conversation<'_>) {
    let is_said_by = |author| conversation.messages.iter().flatten().any(|message| message.author() == Some(author));
    let is_pending = conversation.status.text() == "pending";
    if is_pending || is_said_by(Author::Bot) {
        row.set_bool("bot_involved", true);
    }
    let assignee = conversation.meta.as_ref().and_then(|meta| meta.assignee.as_ref());
    let has_reply = !matches!(conversation.first_reply_created_at.text(), "" | "0");
    if has_reply || is_said_by(Author::Person) {
        row.set("handoff", "answered");
    } else if assignee.is_some_and(|assignee| !assignee.id.is_empty()) {
        row.set("handoff", "accepted");
    } else if is_pending {
        row.set("handoff", "none");
    }
}

/// A message of a conversation's own list.
pub(super) fn read_message(element: &Element<'_>, output: &mut Output<'_>) -> Result<(), Reason> {
    let message: Message<'_> = element.parse()?;
    let name = match message.author() {
        Some(Author::Visitor) => "user_message",
        Some(Author::Bot) => "bot_message",
        Some(Author::Person) => "bot_handoff_human",
        None => {
            output.leave_out(if message.private == Some(true) { "private note" } else { "activity or template" });
            return Ok(());
        }
    };
    let mut event = Draft::new(TableName::Events);
    event.set("event", name);
    event.set_utc("timestamp", "created_at", message.created_at.text());
    event.set("conversation_id", message.conversation_id.text());
    if name == "user_message" {
        event.set("user_id", message.sender_id.text());
        if let Some(sender) = &message.sender {
            event.set("user_id", sender.id.text());
            event.set("email", sender.email.text());
            event.set("phone", sender.phone_number.text());
        }
    }
    event.set("text", &text_of(&message.content.0));
    event.set("id", message.id.text());
    output.push(&mut event);
    Ok(())
}
