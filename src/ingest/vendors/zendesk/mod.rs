//! Zendesk: the CSV and JSON exports of tickets, the API's metrics, ratings and chats, the data export of the AI agents,
//! and the tables of a warehouse (FORMATS 3).
//!
//! Times of the CSV are on the account's clock, which the file does not name; everything else is UTC. Ticket files hold only
//! what became a ticket: no rate of a bot is made of them. Good and Bad are a scale of one, never averaged with 1 to 5.

mod chats;
mod records;
mod tickets;

use crate::ingest::mapping::{Clock, Convert, Draft, Kind, Mapping, Read, Signature, Vendor, column};
use crate::ingest::parse_timestamp;
use crate::model::{TableName, Timestamp};

/// Zendesk.
pub static ZENDESK: Vendor = Vendor {
    id: "zendesk",
    kinds: &[
        Kind {
            label: "Zendesk tickets",
            table: TableName::Tickets,
            signature: Signature {
                all: &[&["Id", "Ticket ID"], &["Created at"]],
                any: &[
                    &["Summation column"],
                    &["Requester email"],
                    &["Submitter"],
                    &["Via"],
                    &["Ticket type"],
                    &["Reopens"],
                    &["Solved at"],
                    &["Requester id"],
                    &["Requester external id"],
                    &["Requester domain"],
                    &["Satisfaction Score"],
                    &["Group stations"],
                    &["Assignee stations"],
                    &["Initially assigned at"],
                    &["First reply time in minutes"],
                    &["Requester wait time in minutes"],
                ],
                least: 2,
                none: &[
                    "_fivetran_synced",
                    "via.channel",
                    "url",
                    "generated_timestamp",
                    "reply_time_in_minutes",
                    "Customer interactions",
                ],
            },
            read: Read::Columns(&tickets::TICKETS),
        },
        Kind {
            label: "Zendesk tickets of the JSON export",
            table: TableName::Tickets,
            signature: Signature {
                all: &[
                    &["requester_id", "ticket.requester_id", "data.requester_id"],
                    &["via.channel", "ticket.via.channel", "data.via.channel"],
                ],
                any: &[
                    &["generated_timestamp", "ticket.generated_timestamp", "data.generated_timestamp"],
                    &["satisfaction_rating", "ticket.satisfaction_rating", "data.satisfaction_rating"],
                    &["submitter_id", "ticket.submitter_id", "data.submitter_id"],
                    &["brand_id", "ticket.brand_id", "data.brand_id"],
                    &["from_messaging_channel", "ticket.from_messaging_channel", "data.from_messaging_channel"],
                ],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Elements(records::read_record),
        },
        Kind {
            label: "Zendesk ticket metrics",
            table: TableName::Tickets,
            signature: Signature {
                all: &[
                    &["ticket_id", "ticket_metric.ticket_id", "data.ticket_id"],
                    &[
                        "reply_time_in_minutes",
                        "reply_time_in_minutes.calendar",
                        "reply_time_in_minutes_calendar",
                        "ticket_metric.reply_time_in_minutes",
                        "data.reply_time_in_minutes",
                        "first_resolution_time_in_minutes",
                        "full_resolution_time_in_minutes",
                    ],
                ],
                any: &[
                    &["replies", "data.replies"],
                    &["full_resolution_time_in_minutes", "data.full_resolution_time_in_minutes"],
                ],
                ..Signature::EMPTY
            },
            read: Read::Elements(records::read_record),
        },
        Kind {
            label: "Zendesk satisfaction ratings",
            table: TableName::Tickets,
            signature: Signature {
                all: &[
                    &["ticket_id", "satisfaction_rating.ticket_id", "data.ticket_id"],
                    &["score", "satisfaction_rating.score", "data.score"],
                    &["requester_id", "satisfaction_rating.requester_id", "data.requester_id"],
                ],
                any: &[&["assignee_id", "data.assignee_id"], &["comment", "data.comment"]],
                ..Signature::EMPTY
            },
            read: Read::Elements(records::read_record),
        },
        Kind {
            label: "Zendesk users",
            table: TableName::Events,
            signature: Signature {
                all: &[
                    &["role", "user.role", "data.role"],
                    &["email", "user.email", "data.email"],
                    &["created_at", "user.created_at", "data.created_at"],
                ],
                any: &[
                    &["ticket_restriction", "user.ticket_restriction", "data.ticket_restriction"],
                    &["chat_only", "user.chat_only", "data.chat_only"],
                    &["only_private_comments", "user.only_private_comments", "data.only_private_comments"],
                    &["locale_id", "user.locale_id", "data.locale_id"],
                    &["restricted_agent", "user.restricted_agent", "data.restricted_agent"],
                ],
                least: 2,
                ..Signature::EMPTY
            },
            read: Read::Elements(records::read_record),
        },
        Kind {
            label: "Zendesk chats",
            table: TableName::Conversations,
            signature: Signature {
                all: &[&["visitor.id", "data.visitor.id"], &["webpath", "data.webpath"]],
                any: &[
                    &["zendesk_ticket_id", "data.zendesk_ticket_id"],
                    &["department_name", "data.department_name"],
                    &["session.country_code", "data.session.country_code"],
                    &["history[].type", "data.history[].type"],
                ],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Elements(records::read_record),
        },
        Kind {
            label: "Zendesk AI agent conversations",
            table: TableName::Conversations,
            signature: Signature { all: &[&["bot_id"], &["bot_name"], &["conversation_id"]], ..Signature::EMPTY },
            read: Read::Columns(&AI_AGENT_CONVERSATIONS),
        },
        Kind {
            label: "Zendesk tickets of a warehouse",
            table: TableName::Tickets,
            signature: Signature {
                all: &[&["_fivetran_synced"], &["requester_id"], &["ticket_form_id", "via_channel"]],
                any: &[&["allow_channelback"], &["submitter_id"], &["brand_id"], &["has_incidents"]],
                ..Signature::EMPTY
            },
            read: Read::Columns(&tickets::WAREHOUSE_TICKETS),
        },
        Kind {
            label: "Zendesk chat events of a warehouse",
            table: TableName::Events,
            signature: Signature {
                all: &[&["chat_id"], &["actor_id"], &["original_message"]],
                any: &[&["chat_index"], &["external_message_id"], &["is_history_context"]],
                ..Signature::EMPTY
            },
            read: Read::Columns(&chats::WAREHOUSE_EVENTS),
        },
        Kind {
            label: "Zendesk chats of tickets",
            table: TableName::Tickets,
            signature: Signature {
                all: &[&["chat_id"], &["ticket_id"], &["visitor_id"]],
                any: &[&["initiator"], &["backend"], &["webpath"]],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Columns(&chats::WAREHOUSE_CHATS),
        },
        Kind {
            label: "Zendesk tags of tickets",
            table: TableName::Tickets,
            signature: Signature { all: &[&["tag"], &["ticket_id"]], none: &["subject"], ..Signature::EMPTY },
            read: Read::Columns(&tickets::WAREHOUSE_TAGS),
        },
        Kind {
            label: "Zendesk changes of tickets",
            table: TableName::Tickets,
            signature: Signature { all: &[&["ticket_id"], &["field_name"], &["value"], &["updated"]], ..Signature::EMPTY },
            read: Read::Columns(&tickets::WAREHOUSE_CHANGES),
        },
        Kind::unneeded(
            "Zendesk comments",
            &[&["ticket_id"], &["body"], &["public"], &["voice_comment", "audit_id", "via.channel"]],
        ),
        Kind::unneeded("Zendesk organizations", &[&["shared_tickets"], &["shared_comments"], &["name"]]),
        Kind::unneeded(
            "Zendesk groups",
            &[&["name"], &["url"], &["updated_at"], &["_fivetran_deleted", "is_public"], &["created_at"]],
        ),
        Kind::unneeded("Zendesk brands", &[&["brand_url"], &["subdomain"]]),
        Kind::unneeded("Zendesk ticket forms", &[&["end_user_visible"], &["ticket_field_ids", "in_all_brands", "raw_name"]]),
        Kind::unneeded("Zendesk schedules", &[&["start_time"], &["end_time"], &["time_zone"], &["start_time_utc", "intervals"]]),
    ],
};

/// The data export of "AI agents - Advanced". Its ids and names are known, its outcomes are not: what a conversation came to
/// stays unknown until the user says which field tells.
static AI_AGENT_CONVERSATIONS: Mapping = Mapping {
    table: TableName::Conversations,
    columns: &[
        column(&["conversation_id"], "conversation_id", Convert::Text),
        column(
            &["conversation_start_time", "conversation_started_at", "started_at", "start_time", "created_at", "timestamp"],
            "started_at",
            Convert::Time(Clock::Utc),
        ),
        column(&["conversation_end_time", "ended_at", "end_time"], "ended_at", Convert::Time(Clock::Utc)),
        column(&["bot_name"], "flow", Convert::Text),
        column(&["channel", "platform"], "channel", Convert::Text),
        column(&["language"], "language", Convert::Text),
    ],
    fixed: &[("bot_involved", "true")],
    hook: None,
};

/// Some minutes after a canonical time.
fn minutes_after(at: &str, minutes: &str) -> Option<Timestamp> {
    let at = parse_timestamp(at).ok()?;
    let minutes: f64 = minutes.replace(',', "").parse().ok().filter(|minutes: &f64| *minutes >= 0.0)?;
    #[allow(clippy::cast_possible_truncation, reason = "a cast saturates, and a time out of range is unreadable later")]
    let micros = at.micros()?.checked_add((minutes * 60_000_000.0) as i64)?;
    Some(if at.is_local() { Timestamp::local(micros) } else { Timestamp::utc(micros) })
}

/// Good and Bad, in the spellings of all exports, or a number of stars. What was only offered is no answer.
fn set_satisfaction(ticket: &mut Draft, score: &str) -> bool {
    let score = score.trim().to_ascii_lowercase();
    let (csat, max) = match score.as_str() {
        "" | "offered" | "not offered" | "unoffered" => return true,
        "good" | "goodwithcomment" | "good_with_comment" => ("1", "1"),
        "bad" | "badwithcomment" | "bad_with_comment" => ("0", "1"),
        "1" | "2" | "3" | "4" | "5" => (score.as_str(), "5"),
        _ => return false,
    };
    ticket.set("csat", csat);
    ticket.set("csat_max", max);
    true
}
