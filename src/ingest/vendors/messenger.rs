//! Bots on Messenger, Instagram and `WhatsApp`: Chatfuel, `ManyChat` and `MessengerBot` (FORMATS 7).
//!
//! Their files list people, not conversations: a person's first day is the one conversation that the file knows of. What
//! was said, resolved or handed over is unknown. Chatfuel's names of attributes are known; the columns of `ManyChat` and
//! `MessengerBot` are proposals for the mapping screen, never facts.

use crate::ingest::mapping::{Clock, Convert, Draft, Kind, Mapping, Output, Read, Signature, SourceRow, Vendor, Verdict, column};
use crate::model::TableName;

/// Chatfuel.
pub static CHATFUEL: Vendor = Vendor {
    id: "chatfuel",
    kinds: &[Kind {
        label: "Chatfuel people",
        table: TableName::Conversations,
        signature: Signature {
            all: &[&["messenger user id", "chatfuel user id"]],
            any: &[
                &["last user freeform input"],
                &["last visited block name"],
                &["last clicked button name"],
                &["profile pic url"],
                &["signed up"],
                &["last seen"],
            ],
            ..Signature::EMPTY
        },
        read: Read::Columns(&CHATFUEL_PEOPLE),
    }],
};

static CHATFUEL_PEOPLE: Mapping = Mapping {
    table: TableName::Conversations,
    columns: &[
        column(CHATFUEL_ID, "conversation_id", Convert::Text),
        column(CHATFUEL_ID, "user_id", Convert::Text),
        column(&["signed up", "signed up at", "created at"], "started_at", Convert::Time(Clock::Account)),
        column(&["email", "user email"], "email", Convert::Text),
        column(&["phone", "phone number", "user phone"], "phone", Convert::Text),
        column(&["channel", "platform"], "channel", Convert::Text),
        column(&["last visited block name"], "flow", Convert::Text),
        column(&["last user freeform input"], "question", Convert::Text),
        column(&["locale", "language"], "language", Convert::Text),
        column(&["source", "ref"], "source", Convert::Text),
    ],
    fixed: &[("channel", "messenger")],
    hook: Some(finish_person),
};

/// Of a page or of Chatfuel: numbers of 16 digits and more, kept as text.
const CHATFUEL_ID: &[&str] = &["messenger user id", "chatfuel user id"];

/// Who left an email or a phone number is a lead of the chat.
fn finish_person(_: &SourceRow<'_>, person: &mut Draft, output: &mut Output<'_>) -> Verdict {
    if person.has("email") || person.has("phone") {
        let mut lead = Draft::new(TableName::Leads);
        lead.set("lead_id", person.get("user_id"));
        lead.set("created_at", person.get("started_at"));
        for column in ["conversation_id", "user_id", "email", "phone", "source"] {
            lead.set(column, person.get(column));
        }
        lead.set("origin", "chat");
        output.push(&mut lead);
    }
    Verdict::Keep
}

/// `ManyChat`, as a proposal.
pub static MANYCHAT: Vendor = Vendor {
    id: "manychat",
    kinds: &[Kind {
        label: "ManyChat contacts",
        table: TableName::Conversations,
        signature: Signature {
            all: &[&["Subscribed", "subscribed at"], &["Last Interaction", "last_interaction"]],
            any: &[&["Tags", "Etiquetas"], &["Custom Fields"], &["Last Seen"], &["Last Input Text"], &["Live Chat URL"]],
            least: 1,
            ..Signature::EMPTY
        },
        read: Read::Columns(&MANYCHAT_CONTACTS),
    }],
};

const MANYCHAT_ID: &[&str] = &["Contact ID", "Subscriber ID", "User ID", "PSID", "ID"];

static MANYCHAT_CONTACTS: Mapping = Mapping {
    table: TableName::Conversations,
    columns: &[
        column(MANYCHAT_ID, "conversation_id", Convert::Text),
        column(MANYCHAT_ID, "user_id", Convert::Text),
        column(&["Subscribed", "subscribed at"], "started_at", Convert::Time(Clock::Account)),
        column(&["Email", "Correo"], "email", Convert::Text),
        column(&["Phone", "Phone Number", "Telefono", "Whatsapp Phone"], "phone", Convert::Text),
        column(&["Channel"], "channel", Convert::Text),
        column(&["Tags", "Etiquetas"], "intent", Convert::First(&[',', ';'])),
        column(&["Locale", "Language"], "language", Convert::Text),
        column(&["Last Input Text"], "question", Convert::Text),
        column(&["utm_source", "ref"], "source", Convert::Text),
    ],
    fixed: &[("channel", "messenger")],
    hook: Some(finish_person),
};

/// `MessengerBot`, as a proposal.
pub static MESSENGERBOT: Vendor = Vendor {
    id: "messengerbot",
    kinds: &[Kind {
        label: "MessengerBot subscribers",
        table: TableName::Conversations,
        signature: Signature {
            all: &[&["Subscriber ID", "subscribe_id", "PSID"]],
            any: &[&["First Seen", "Subscribed at"], &["Last Seen", "Last Interacted at"], &["Tags", "Labels"], &["Flow"]],
            least: 1,
            ..Signature::EMPTY
        },
        read: Read::Columns(&MESSENGERBOT_SUBSCRIBERS),
    }],
};

const MESSENGERBOT_ID: &[&str] = &["Subscriber ID", "subscribe_id", "PSID"];

static MESSENGERBOT_SUBSCRIBERS: Mapping = Mapping {
    table: TableName::Conversations,
    columns: &[
        column(MESSENGERBOT_ID, "conversation_id", Convert::Text),
        column(MESSENGERBOT_ID, "user_id", Convert::Text),
        column(&["First Seen", "Subscribed at", "subscribed_at"], "started_at", Convert::Time(Clock::Account)),
        column(&["Email"], "email", Convert::Text),
        column(&["Phone", "Phone Number"], "phone", Convert::Text),
        column(&["Channel"], "channel", Convert::Text),
        column(&["Flow"], "flow", Convert::Text),
        column(&["Tags", "Labels"], "intent", Convert::First(&[',', ';'])),
    ],
    fixed: &[("channel", "messenger")],
    hook: Some(finish_person),
};
