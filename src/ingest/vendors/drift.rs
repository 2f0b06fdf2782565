//! Drift: the conversations, messages and contacts of the API (FORMATS 20). Times are milliseconds.
//!
//! *Closed* is a state of the inbox, not an outcome of a bot: it gives no resolution.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::ingest::Reason;
use crate::ingest::mapping::{Draft, Element, Kind, Output, Read, Scalar, Signature, Tick, Vendor, loose, loose_bool, text_of};
use crate::model::TableName;

/// Drift.
pub static DRIFT: Vendor = Vendor {
    id: "drift",
    kinds: &[
        Kind {
            label: "Drift conversations",
            table: TableName::Conversations,
            signature: Signature {
                all: &[&["contactId"], &["inboxId"]],
                any: &[
                    &["relatedPlaybookId"],
                    &["conversationTags", "conversationTags[].name"],
                    &["participants", "participants[]"],
                ],
                ..Signature::EMPTY
            },
            read: Read::Elements(read_conversation),
        },
        Kind {
            label: "Drift messages",
            table: TableName::Events,
            signature: Signature {
                all: &[&["conversationId"], &["orgId"], &["body"]],
                any: &[&["author.type", "author"], &["buttons", "buttons[]"], &["context"]],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Elements(read_message),
        },
        Kind {
            label: "Drift contacts",
            table: TableName::Leads,
            signature: Signature {
                all: &[
                    &["createdAt"],
                    &["attributes.email"],
                    &["attributes.events", "attributes.socialProfiles", "attributes.tags"],
                ],
                any: &[&["attributes.socialProfiles"], &["attributes.events"]],
                ..Signature::EMPTY
            },
            read: Read::Elements(read_contact),
        },
    ],
};

#[derive(Deserialize)]
struct Conversation<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, default)]
    status: Scalar<'a>,
    #[serde(borrow, rename = "contactId", default)]
    contact_id: Scalar<'a>,
    #[serde(borrow, rename = "createdAt", default)]
    created_at: Scalar<'a>,
    #[serde(borrow, rename = "updatedAt", default)]
    updated_at: Scalar<'a>,
    #[serde(borrow, rename = "relatedPlaybookId", default)]
    playbook: Scalar<'a>,
    #[serde(borrow, rename = "conversationTags", default, deserialize_with = "loose")]
    tags: Option<Vec<Tag<'a>>>,
}

#[derive(Deserialize)]
struct Tag<'a> {
    #[serde(borrow, default)]
    name: Scalar<'a>,
}

fn read_conversation(element: &Element<'_>, output: &mut Output<'_>) -> Result<(), Reason> {
    let conversation: Conversation<'_> = element.parse()?;
    // Mails to many that nobody answered are no conversations.
    if conversation.status.text() == "bulk_sent" {
        output.leave_out(conversation.status.text());
        return Ok(());
    }
    let mut row = Draft::new(TableName::Conversations);
    row.set("conversation_id", conversation.id.text());
    row.set_epoch("started_at", conversation.created_at.text(), Tick::Milli);
    if conversation.status.text() == "closed" {
        row.set_epoch("ended_at", conversation.updated_at.text(), Tick::Milli);
    }
    row.set("user_id", conversation.contact_id.text());
    row.set("flow", conversation.playbook.text());
    let tag = conversation.tags.iter().flatten().find(|tag| !tag.name.is_empty());
    row.set("intent", tag.map_or("", |tag| tag.name.text()));
    output.push(&mut row);
    Ok(())
}

#[derive(Deserialize)]
struct Message<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, rename = "conversationId", default)]
    conversation_id: Scalar<'a>,
    #[serde(borrow, default)]
    body: Scalar<'a>,
    #[serde(borrow, rename = "type", default)]
    kind: Scalar<'a>,
    #[serde(borrow, rename = "createdAt", default)]
    created_at: Scalar<'a>,
    /// A word, or an object with the word in it.
    #[serde(borrow, default)]
    author: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
struct Author<'a> {
    #[serde(borrow, rename = "type", default)]
    kind: Scalar<'a>,
    #[serde(default, deserialize_with = "loose_bool")]
    bot: Option<bool>,
}

fn read_message(element: &Element<'_>, output: &mut Output<'_>) -> Result<(), Reason> {
    let message: Message<'_> = element.parse()?;
    let written = message.author.map_or("", RawValue::get);
    let author: Author<'_> = serde_json::from_str(written).unwrap_or_default();
    let word = if author.kind.is_empty() { written.trim_matches('"') } else { author.kind.text() };
    let name = match (word, author.bot) {
        // Notes among colleagues and edits are no turns.
        _ if !matches!(message.kind.text(), "" | "chat") => "",
        (_, Some(true)) | ("bot", _) => "bot_message",
        ("contact" | "end_user" | "visitor", _) => "user_message",
        ("user" | "agent", _) => "bot_handoff_human",
        _ => "",
    };
    if name.is_empty() {
        output.leave_out(message.kind.text());
        return Ok(());
    }
    let mut event = Draft::new(TableName::Events);
    event.set("event", name);
    event.set_epoch("timestamp", message.created_at.text(), Tick::Milli);
    event.set("conversation_id", message.conversation_id.text());
    event.set("text", &text_of(&message.body.0));
    event.set("id", message.id.text());
    output.push(&mut event);
    Ok(())
}

#[derive(Deserialize)]
struct Contact<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, rename = "createdAt", default)]
    created_at: Scalar<'a>,
    #[serde(borrow)]
    attributes: Attributes<'a>,
}

#[derive(Deserialize)]
struct Attributes<'a> {
    #[serde(borrow, default)]
    email: Scalar<'a>,
    #[serde(borrow, default)]
    phone: Scalar<'a>,
}

/// A contact with an email or a phone is a lead; any other is a visitor without a name.
fn read_contact(element: &Element<'_>, output: &mut Output<'_>) -> Result<(), Reason> {
    let contact: Contact<'_> = element.parse()?;
    if contact.attributes.email.is_empty() && contact.attributes.phone.is_empty() {
        output.leave_out("contact without email and phone");
        return Ok(());
    }
    let mut lead = Draft::new(TableName::Leads);
    lead.set("lead_id", contact.id.text());
    lead.set_epoch("created_at", contact.created_at.text(), Tick::Milli);
    lead.set("user_id", contact.id.text());
    lead.set("email", contact.attributes.email.text());
    lead.set("phone", contact.attributes.phone.text());
    output.push(&mut lead);
    Ok(())
}
