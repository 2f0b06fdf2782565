//! Intercom: the CSV of reports and datasets, the CSV behind the CSAT report, messages one a row, the JSON of the API, and
//! the tables of a warehouse (FORMATS 2).
//!
//! CSV times are on the workspace's clock, whose zone stands in the header; API times are epoch seconds. Of the
//! resolution states, *assumed* and *confirmed* are the bot's; *escalated*, *routed to team* and *procedure handoff* went
//! to a person; *negative feedback* and *abandoned* are neither.

mod records;
mod tables;
mod warehouse;

use crate::ingest::mapping::{Draft, Kind, Output, Read, Signature, Vendor, key_of};
use crate::model::TableName;

/// Intercom.
pub static INTERCOM: Vendor = Vendor {
    id: "intercom",
    kinds: &[
        Kind {
            label: "Intercom conversations",
            table: TableName::Conversations,
            signature: Signature {
                all: &[tables::CONVERSATION_ID],
                any: &[
                    tables::STARTED_AT,
                    &["Conversation updated at", "conversation_updated_at"],
                    &["Conversation first replied at", "conversation_first_replied_at"],
                    &["Conversation last closed at", "conversation_last_closed_at"],
                    &["Conversation first closed at", "conversation_first_closed_at"],
                    &["Fin AI Agent involved", "fin_ai_agent_involved"],
                    &["Fin AI Agent deflected", "fin_ai_agent_deflected"],
                    &["Fin AI Agent resolution state", "fin_ai_agent_resolution_state"],
                    &["Fin AI Agent rating", "fin_ai_agent_rating"],
                    &["Current conversation state", "current_conversation_state"],
                    &["Teammate first replied"],
                    &["Teammate currently assigned", "currently_assigned_teammate_id"],
                    &["First response time (seconds)", "conversation_first_response_time"],
                    &["First response time excluding time spent in bot inbox", "first_response_time_excluding_bot_inbox"],
                    &["Time to close", "conversation_time_to_close"],
                    &["Replies to close a conversation"],
                    &["Resolved on first contact", "is_resolved_on_first_contact"],
                    &["CX Score rating"],
                    &["Last teammate rating", "last_teammate_rating"],
                    &["Chatbot replied"],
                ],
                least: 1,
                none: &[
                    "message_id",
                    "bot_id",
                    "part_type",
                    "_fivetran_synced",
                    "Link to the conversation",
                    "conversation_state",
                ],
            },
            read: Read::Columns(&tables::CONVERSATIONS),
        },
        Kind {
            label: "Intercom ratings",
            table: TableName::Events,
            signature: Signature {
                all: &[tables::CONVERSATION_ID, &["Conversation rating"], &["Updated at"]],
                any: &[
                    &["Agent rated type"],
                    &["Conversation rating remark"],
                    &["Last survey sent"],
                    &["Fin AI Agent replied before rating request"],
                    &["Chatbot replied before rating request"],
                ],
                least: 1,
                none: &["Conversation started at", "Conversation created at"],
            },
            read: Read::Columns(&tables::RATINGS),
        },
        Kind {
            label: "Intercom messages",
            table: TableName::Events,
            signature: Signature {
                all: &[&["message_id"], &["message_author_type"], tables::CONVERSATION_ID],
                any: &[&["message_created_at"], &["message_body"], &["conversation_state"]],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Columns(&tables::MESSAGES),
        },
        Kind {
            label: "Intercom conversations of the API",
            table: TableName::Conversations,
            signature: Signature {
                all: &[
                    &["source.delivered_as", "data.source.delivered_as", "source.author.type", "data.source.author.type"],
                    &["created_at", "data.created_at"],
                ],
                any: &[
                    &["type", "data.type"],
                    &["statistics", "data.statistics", "statistics.type"],
                    &["ai_agent_participated", "data.ai_agent_participated"],
                    &["conversation_parts.conversation_parts[]"],
                    &["contacts.contacts[].id"],
                    &["conversation_rating", "conversation_rating.rating"],
                    &["waiting_since", "data.waiting_since"],
                ],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Elements(records::read_record),
        },
        Kind {
            label: "Intercom conversation parts",
            table: TableName::Events,
            signature: Signature {
                all: &[&["part_type", "data.part_type"], &["author.type", "data.author.type"]],
                any: &[&["conversation_id", "data.conversation_id"], &["notified_at", "data.notified_at"]],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Elements(records::read_record),
        },
        Kind {
            label: "Intercom contacts",
            table: TableName::Leads,
            signature: Signature {
                all: &[&["role", "data.role"], &["external_id", "data.external_id"], &["created_at", "data.created_at"]],
                any: &[
                    &["signed_up_at", "data.signed_up_at"],
                    &["unsubscribed_from_emails", "data.unsubscribed_from_emails"],
                    &["workspace_id", "data.workspace_id"],
                    &["last_contacted_at", "data.last_contacted_at"],
                ],
                least: 2,
                none: &["_fivetran_synced"],
            },
            read: Read::Elements(records::read_record),
        },
        Kind {
            label: "Intercom conversations of a warehouse",
            table: TableName::Conversations,
            signature: Signature {
                all: &[&["id"], &["created_at"], &["source_delivered_as", "source_author_type"]],
                any: &[
                    &["conversation_rating_value"],
                    &["first_contact_reply_type"],
                    &["assignee_type"],
                    &["waiting_since"],
                    &["read"],
                ],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Columns(&warehouse::CONVERSATIONS),
        },
        Kind {
            label: "Intercom conversation parts of a warehouse",
            table: TableName::Events,
            signature: Signature {
                all: &[&["part_type"], &["author_type"], &["conversation_id"]],
                any: &[&["assigned_to_type"], &["notified_at"], &["author_id"], &["body"]],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Columns(&warehouse::PARTS),
        },
        Kind {
            label: "Intercom contacts of a warehouse",
            table: TableName::Leads,
            signature: Signature {
                all: &[&["id"], &["role"], &["external_id"], &["_fivetran_synced", "_sdc_batched_at"]],
                any: &[&["signed_up_at"], &["last_contacted_at"], &["unsubscribed_from_emails"], &["workspace_id"]],
                least: 2,
                ..Signature::EMPTY
            },
            read: Read::Columns(&warehouse::CONTACTS),
        },
        Kind {
            label: "Intercom contacts of conversations",
            table: TableName::Conversations,
            signature: Signature {
                all: &[&["contact_id"], &["conversation_id"], &["conversation_updated_at"]],
                ..Signature::EMPTY
            },
            read: Read::Columns(&warehouse::CONVERSATION_CONTACTS),
        },
        Kind::unneeded("Intercom tags of conversations", &[&["tag_id"], &["conversation_id"], &["conversation_updated_at"]]),
        Kind::unneeded(
            "Intercom deliveries of outbound messages",
            &[&["receipt_id"], &["received_at"], &["ruleset_id", "content_id"]],
        ),
        Kind::unneeded("Intercom companies", &[&["company_id"], &["monthly_spend"], &["user_count", "session_count"]]),
        Kind::unneeded("Intercom admins", &[&["id"], &["job_title"], &["email"], &["_fivetran_deleted", "away_mode_enabled"]]),
        Kind::unneeded("Intercom admins", &[&["away_mode_enabled"], &["has_inbox_seat"]]),
    ],
};

/// States of the bot's answer, as labels, as the API has them now and as it had them before.
const RESOLUTION: &[(&str, &str)] = &[
    ("Confirmed resolved", "confirmed"),
    ("confirmed_resolution", "confirmed"),
    ("Confirmed", "confirmed"),
    ("Assumed resolved", "assumed"),
    ("assumed_resolution", "assumed"),
    ("Assumed", "assumed"),
    ("Escalated", "none"),
    ("Routed to team", "none"),
    ("procedure_handoff", "none"),
    ("Negative feedback", "none"),
    ("Abandoned", "none"),
    ("Unresolved", "none"),
    ("None", ""),
];

/// How far a state says that the conversation went to a person.
fn handoff_of(state: &str) -> &'static str {
    match key_of(state).as_str() {
        "escalated" => "requested",
        "routed to team" | "procedure handoff" => "accepted",
        _ => "none",
    }
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
