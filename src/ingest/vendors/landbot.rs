//! Landbot: the messages that its `MessageHook` sends, kept as JSON (FORMATS 6). The CSV of leads has the company's own
//! columns and is left to the mapping screen.
//!
//! There is no conversation in a message: a person's messages become conversations by the gap between them. A chat that
//! comes with a phone number (`WhatsApp`) makes no lead; an email that the bot asked for does.

use serde::Deserialize;

use crate::ingest::Reason;
use crate::ingest::mapping::{
    Clock, Convert, Draft, Element, Kind, Mapping, Output, Read, Scalar, Signature, SourceRow, Tick, Vendor, Verdict, column,
    loose, loose_list,
};
use crate::model::TableName;

/// Landbot.
pub static LANDBOT: Vendor = Vendor {
    id: "landbot",
    kinds: &[
        Kind {
            label: "Landbot messages",
            table: TableName::Events,
            signature: Signature {
                all: &[&["type"], &["timestamp"], &["sender.type"], &["customer.id"]],
                any: &[&["_raw"], &["channel.id"], &["data"], &["customer.phone"], &["customer.custom_fields"]],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Elements(read_message),
        },
        Kind {
            label: "Landbot calls of MessageHook",
            table: TableName::Events,
            signature: Signature {
                all: &[
                    &["messages[].sender.type", "body.messages[].sender.type"],
                    &["messages[].customer.id", "body.messages[].customer.id"],
                ],
                ..Signature::EMPTY
            },
            read: Read::Elements(read_call),
        },
    ],
};

/// The CSV of leads, whose columns nobody describes: a proposal for the mapping screen, never a fact. A field of the
/// company's own begins with `@`.
pub static LANDBOT_LEADS: Vendor = Vendor {
    id: "landbot",
    kinds: &[Kind {
        label: "Landbot leads",
        table: TableName::Conversations,
        signature: Signature {
            all: &[&["id", "customer_id"]],
            any: &[&["@name", "@email", "@phone", "@welcome"], &["channel_id"], &["created", "creation date", "@creation_date"]],
            least: 1,
            ..Signature::EMPTY
        },
        read: Read::Columns(&LEADS),
    }],
};

static LEADS: Mapping = Mapping {
    table: TableName::Conversations,
    columns: &[
        column(&["customer_id", "id"], "conversation_id", Convert::Text),
        column(&["customer_id", "id"], "user_id", Convert::Text),
        column(
            &["created", "creation date", "@creation_date", "created at", "register date"],
            "started_at",
            Convert::Time(Clock::Account),
        ),
        column(&["email", "@email"], "email", Convert::Text),
        column(&["phone", "@phone"], "phone", Convert::Text),
        column(&["channel", "channel name", "channel_id"], "channel", Convert::Text),
        column(&["@utm_source", "utm_source"], "source", Convert::Text),
        column(&["@utm_medium", "utm_medium"], "medium", Convert::Text),
        column(&["@utm_campaign", "utm_campaign"], "campaign", Convert::Text),
        column(&["@landbot_url", "url"], "page", Convert::Page),
    ],
    fixed: &[],
    hook: Some(push_lead_of_row),
};

/// Who left an email is a lead of the chat.
fn push_lead_of_row(_: &SourceRow<'_>, conversation: &mut Draft, output: &mut Output<'_>) -> Verdict {
    if conversation.has("email") {
        let mut lead = Draft::new(TableName::Leads);
        lead.set("lead_id", conversation.get("user_id"));
        lead.set("created_at", conversation.get("started_at"));
        for column in ["conversation_id", "user_id", "email", "phone", "source", "campaign"] {
            lead.set(column, conversation.get(column));
        }
        lead.set("origin", "chat");
        output.push(&mut lead);
    }
    Verdict::Keep
}

/// What one call of the hook sends; some programs keep it under `body`.
#[derive(Deserialize)]
struct Call<'a> {
    #[serde(borrow, default, deserialize_with = "loose_list")]
    messages: Vec<Message<'a>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    body: Option<Body<'a>>,
}

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow, default, deserialize_with = "loose_list")]
    messages: Vec<Message<'a>>,
}

fn read_call(element: &Element<'_>, output: &mut Output<'_>) -> Result<(), Reason> {
    let call: Call<'_> = element.parse()?;
    for message in call.messages.iter().chain(call.body.iter().flat_map(|body| &body.messages)) {
        push_message(message, output);
    }
    Ok(())
}

#[derive(Deserialize)]
struct Message<'a> {
    #[serde(borrow, rename = "type", default)]
    kind: Scalar<'a>,
    #[serde(borrow, default)]
    timestamp: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    data: Option<Data<'a>>,
    #[serde(borrow, rename = "_raw", default, deserialize_with = "loose")]
    raw: Option<Raw<'a>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    sender: Option<Sender<'a>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    customer: Option<Customer<'a>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    channel: Option<Channel<'a>>,
}

#[derive(Default, Deserialize)]
struct Data<'a> {
    #[serde(borrow, default)]
    body: Scalar<'a>,
    #[serde(borrow, default)]
    caption: Scalar<'a>,
    #[serde(borrow, default)]
    action: Scalar<'a>,
}

#[derive(Deserialize)]
struct Raw<'a> {
    #[serde(borrow, default)]
    uuid: Scalar<'a>,
}

#[derive(Deserialize)]
struct Sender<'a> {
    #[serde(borrow, rename = "type", default)]
    kind: Scalar<'a>,
}

#[derive(Deserialize)]
struct Customer<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, default)]
    email: Scalar<'a>,
    #[serde(borrow, default)]
    phone: Scalar<'a>,
}

#[derive(Deserialize)]
struct Channel<'a> {
    #[serde(borrow, default)]
    name: Scalar<'a>,
}

fn read_message(element: &Element<'_>, output: &mut Output<'_>) -> Result<(), Reason> {
    push_message(&element.parse()?, output);
    Ok(())
}

fn push_message(message: &Message<'_>, output: &mut Output<'_>) {
    let nothing = Data::default();
    let data = message.data.as_ref().unwrap_or(&nothing);
    let side = message.sender.as_ref().map_or("", |sender| sender.kind.text());
    let action = data.action.text();
    let (event, reason) = match (message.kind.text(), side) {
        ("event", _) if action.starts_with("assign") => ("bot_handoff_human", action),
        // Unassigned, closed, read: nothing that counts.
        ("event", _) => return,
        (_, "customer") => ("user_message", ""),
        (_, "bot") => ("bot_message", ""),
        (_, "agent") => ("bot_handoff_human", "agent"),
        _ => {
            output.note("sender.type", side, Reason::UnknownWord);
            return;
        }
    };
    let mut row = Draft::new(TableName::Events);
    row.set_epoch("timestamp", message.timestamp.text(), Tick::Second);
    if let Some(customer) = &message.customer {
        row.set("user_id", customer.id.text());
        row.set("email", customer.email.text());
        row.set("phone", customer.phone.text());
    }
    row.set("channel", message.channel.as_ref().map_or("", |channel| channel.name.text()));
    let lead = row.clone();
    row.set("event", event);
    row.set("reason", reason);
    if event != "bot_handoff_human" {
        row.set("text", if data.body.is_empty() { data.caption.text() } else { data.body.text() });
    }
    row.set("id", message.raw.as_ref().map_or("", |raw| raw.uuid.text()));
    if output.push(&mut row) && lead.has("email") && lead.has("user_id") {
        // With the person's id: of all these events the first counts.
        let mut lead = lead;
        lead.set("event", "lead_captured_chat");
        let id = lead.get("user_id").to_owned();
        lead.set("id", &id);
        output.push(&mut lead);
    }
}
