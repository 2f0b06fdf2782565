//! Crisp: the conversations and messages of the API (FORMATS 21). Times are milliseconds.
//!
//! *Resolved* is a state of the inbox, not an outcome of a bot: it gives no resolution. A message that an operator did not
//! type is automated: the bot's.

use serde::Deserialize;

use crate::ingest::Reason;
use crate::ingest::mapping::{Draft, Element, Kind, Output, Read, Scalar, Signature, Tick, Vendor, loose, loose_bool};
use crate::model::TableName;

/// Crisp.
pub static CRISP: Vendor = Vendor {
    id: "crisp",
    kinds: &[
        Kind {
            label: "Crisp conversations",
            table: TableName::Conversations,
            signature: Signature {
                all: &[&["session_id"], &["website_id"]],
                any: &[&["people_id"], &["meta.origin"], &["meta.segments", "meta.segments[]"], &["state"], &["waiting_since"]],
                least: 2,
                ..Signature::EMPTY
            },
            read: Read::Elements(read_conversation),
        },
        Kind {
            label: "Crisp messages",
            table: TableName::Events,
            signature: Signature {
                all: &[&["session_id"], &["from"], &["content"]],
                any: &[&["automated"], &["fingerprint"], &["origin"], &["user.nickname"], &["website_id"]],
                least: 1,
                none: &["meta.origin"],
            },
            read: Read::Elements(read_message),
        },
    ],
};

#[derive(Deserialize)]
struct Conversation<'a> {
    #[serde(borrow, default)]
    session_id: Scalar<'a>,
    #[serde(borrow, default)]
    people_id: Scalar<'a>,
    #[serde(borrow, default)]
    created_at: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    meta: Option<Meta<'a>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    assigned: Option<Assigned<'a>>,
}

#[derive(Deserialize)]
struct Meta<'a> {
    #[serde(borrow, default)]
    email: Scalar<'a>,
    #[serde(borrow, default)]
    phone: Scalar<'a>,
    #[serde(borrow, default)]
    origin: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    segments: Option<Vec<Scalar<'a>>>,
}

#[derive(Deserialize)]
struct Assigned<'a> {
    #[serde(borrow, default)]
    user_id: Scalar<'a>,
}

#[derive(Deserialize)]
struct Message<'a> {
    #[serde(borrow, default)]
    session_id: Scalar<'a>,
    #[serde(borrow, default)]
    fingerprint: Scalar<'a>,
    #[serde(borrow, default)]
    from: Scalar<'a>,
    #[serde(borrow, rename = "type", default)]
    kind: Scalar<'a>,
    /// Text, or an object for files and choices.
    #[serde(borrow, default)]
    content: Scalar<'a>,
    #[serde(borrow, default)]
    timestamp: Scalar<'a>,
    #[serde(default, deserialize_with = "loose_bool")]
    automated: Option<bool>,
}

fn read_conversation(element: &Element<'_>, output: &mut Output<'_>) -> Result<(), Reason> {
    let conversation: Conversation<'_> = element.parse()?;
    let mut row = Draft::new(TableName::Conversations);
    row.set("conversation_id", conversation.session_id.text());
    row.set_epoch("started_at", conversation.created_at.text(), Tick::Milli);
    row.set("user_id", conversation.people_id.text());
    if let Some(meta) = &conversation.meta {
        row.set("email", meta.email.text());
        row.set("phone", meta.phone.text());
        row.set("channel", meta.origin.text());
        let segment = meta.segments.iter().flatten().find(|segment| !segment.is_empty());
        row.set("intent", segment.map_or("", Scalar::text));
    }
    if conversation.assigned.as_ref().is_some_and(|assigned| !assigned.user_id.is_empty()) {
        row.set("handoff", "accepted");
    }
    output.push(&mut row);
    Ok(())
}

fn read_message(element: &Element<'_>, output: &mut Output<'_>) -> Result<(), Reason> {
    let message: Message<'_> = element.parse()?;
    let name = match (message.from.text(), message.automated) {
        _ if matches!(message.kind.text(), "note" | "event") => "",
        ("user", _) => "user_message",
        ("operator", Some(true)) => "bot_message",
        ("operator", _) => "bot_handoff_human",
        _ => "",
    };
    if name.is_empty() {
        output.leave_out(message.kind.text());
        return Ok(());
    }
    let mut event = Draft::new(TableName::Events);
    event.set("event", name);
    event.set_epoch("timestamp", message.timestamp.text(), Tick::Milli);
    event.set("conversation_id", message.session_id.text());
    event.set("text", &message.content.0);
    // Fingerprints are told apart within a conversation alone.
    if !message.fingerprint.is_empty() {
        event.set("id", &format!("{}-{}", message.session_id.text(), message.fingerprint.text()));
    }
    output.push(&mut event);
    Ok(())
}
