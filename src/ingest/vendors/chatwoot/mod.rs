//! Chatwoot: the CSV of ratings, contacts and reports, and the conversations and messages of the API (FORMATS 14).
//!
//! A conversation that is *pending* is the bot's; one that left it went to people. *Resolved* is a state of the inbox, not
//! an outcome of the bot: it gives no resolution. Reports are totals of a period and hold no conversations: their rows are
//! in the ledger.

mod records;

use crate::ingest::Reason;
use crate::ingest::mapping::{Clock, Convert, Draft, Kind, Mapping, Output, Read, Signature, SourceRow, Vendor, Verdict, column};
use crate::model::TableName;

/// Chatwoot.
pub static CHATWOOT: Vendor = Vendor {
    id: "chatwoot",
    kinds: &[
        Kind {
            label: "Chatwoot ratings",
            table: TableName::Events,
            signature: Signature {
                all: &[&["Link to the conversation"], &["Rating"]],
                any: &[&["Feedback Comment"], &["Contact Email Address"], &["Recorded date"]],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Columns(&RATINGS),
        },
        Kind {
            label: "Chatwoot report",
            table: TableName::Conversations,
            signature: Signature {
                all: &[&["Avg first response time"], &["Avg resolution time"]],
                any: &[
                    &["Agent name", "Team name", "Inbox name", "Label"],
                    &["Assigned conversations", "Conversations count", "No. of conversations"],
                    &["Avg customer waiting time"],
                    &["Resolution Count"],
                ],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Columns(&REPORTS),
        },
        Kind {
            label: "Chatwoot service levels",
            table: TableName::Conversations,
            signature: Signature {
                all: &[&["SLA Policy"], &["Link to the Conversation"]],
                any: &[&["Breached Events"], &["Inbox"]],
                ..Signature::EMPTY
            },
            read: Read::Nothing,
        },
        Kind {
            label: "Chatwoot contacts",
            table: TableName::Leads,
            signature: Signature {
                all: &[&["phone_number"], &["email"], &["created_at"]],
                any: &[&["identifier"], &["ip_address"], &["last_activity_at"], &["additional_attributes"], &["blocked"]],
                least: 1,
                none: &["inbox_id", "role"],
            },
            read: Read::Columns(&CONTACTS),
        },
        // What the screens export and import says no day: nobody can tell who came after a chat.
        Kind {
            label: "Chatwoot contacts without dates",
            table: TableName::Leads,
            signature: Signature {
                all: &[&["phone_number"], &["email"], &["identifier", "id"]],
                none: &["created_at", "inbox_id", "role"],
                ..Signature::EMPTY
            },
            read: Read::Nothing,
        },
        Kind {
            label: "Chatwoot reporting events",
            table: TableName::Events,
            signature: Signature {
                all: &[&["conversation_id"], &["name"], &["event_end_time", "value_in_business_hours"]],
                any: &[&["event_start_time"], &["inbox_id"], &["account_id"]],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Columns(&REPORTING_EVENTS),
        },
        Kind {
            label: "Chatwoot conversations of the API",
            table: TableName::Conversations,
            signature: Signature {
                all: &[&["inbox_id"], &["meta.sender", "meta.sender.id"]],
                any: &[
                    &["account_id"],
                    &["waiting_since"],
                    &["meta.channel"],
                    &["additional_attributes"],
                    &["messages[].message_type"],
                ],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Elements(records::read_conversation),
        },
        Kind {
            label: "Chatwoot messages of the API",
            table: TableName::Events,
            signature: Signature {
                all: &[&["inbox_id"], &["message_type"], &["conversation_id"]],
                any: &[&["sender_type"], &["content"], &["private"], &["content_type"]],
                least: 1,
                none: &["meta.sender"],
            },
            read: Read::Elements(records::read_message),
        },
        Kind::unneeded("Chatwoot traffic of conversations", &[&["Timezone", "Start of the hour"]]),
    ],
};

static RATINGS: Mapping = Mapping {
    table: TableName::Events,
    columns: &[
        column(&["Link to the conversation"], "conversation_id", Convert::With(|link| Ok(last_segment(link).into()))),
        column(&["Recorded date"], "timestamp", Convert::Time(Clock::Utc)),
        column(&["Rating"], "value", Convert::Number),
        column(&["Feedback Comment"], "text", Convert::Text),
        column(&["Contact Email Address"], "email", Convert::Text),
        column(&["Contact Phone Number"], "phone", Convert::Text),
    ],
    fixed: &[("event", "csat_response"), ("reason", "5")],
    hook: Some(finish_rating),
};

/// A survey that nobody answered is no answer.
fn finish_rating(row: &SourceRow<'_>, _: &mut Draft, _: &mut Output<'_>) -> Verdict {
    if row.get("Rating").is_empty() { Verdict::Skip } else { Verdict::Keep }
}

/// The conversation's id is the end of its address.
fn last_segment(link: &str) -> &str {
    let path = link.split(['?', '#']).next().unwrap_or(link).trim_end_matches('/');
    path.rsplit('/').next().unwrap_or(path)
}

/// What Chatwoot itself counts, an event a row: the bot gave a conversation to people, or one of the bot's was resolved
/// without them. How that came about it does not know, so it is assumed.
static REPORTING_EVENTS: Mapping = Mapping {
    table: TableName::Events,
    columns: &[
        column(
            &["name"],
            "event",
            Convert::Words(&[
                ("conversation_bot_handoff", "bot_handoff_human"),
                ("conversation_bot_resolved", "bot_resolved"),
                ("conversation_resolved", ""),
                ("conversation_opened", ""),
                ("first_response", ""),
                ("reply_time", ""),
            ]),
        ),
        column(&["event_end_time", "created_at"], "timestamp", Convert::Time(Clock::Utc)),
        column(&["conversation_id"], "conversation_id", Convert::Text),
        column(&["id"], "id", Convert::Text),
    ],
    fixed: &[],
    hook: Some(finish_reporting_event),
};

fn finish_reporting_event(row: &SourceRow<'_>, event: &mut Draft, output: &mut Output<'_>) -> Verdict {
    match event.get("event") {
        "" => {
            output.leave_out(row.get("name"));
            return Verdict::Skip;
        }
        "bot_resolved" => event.set("reason", "assumed"),
        _ => {}
    }
    Verdict::Keep
}

static REPORTS: Mapping = Mapping { table: TableName::Conversations, columns: &[], fixed: &[], hook: Some(keep_out_report) };

fn keep_out_report(row: &SourceRow<'_>, _: &mut Draft, output: &mut Output<'_>) -> Verdict {
    let names = ["Agent name", "Team name", "Inbox name", "Label", "Conversation ID"];
    output.reject("", row.first(&names), Reason::TotalOfOthers);
    Verdict::Skip
}

static CONTACTS: Mapping = Mapping {
    table: TableName::Leads,
    columns: &[
        column(&["id", "identifier"], "lead_id", Convert::Text),
        column(&["created_at", "Created at"], "created_at", Convert::Time(Clock::Utc)),
        column(&["id"], "user_id", Convert::Text),
        column(&["identifier"], "anonymous_id", Convert::Text),
        column(&["email"], "email", Convert::Text),
        column(&["phone_number"], "phone", Convert::Text),
    ],
    fixed: &[],
    hook: None,
};
