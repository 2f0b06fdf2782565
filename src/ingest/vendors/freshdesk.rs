//! Freshdesk: the CSV of tickets (Freshservice's too), and the tickets and ratings of the API (FORMATS 13).
//!
//! Times of the CSV are on the account's clock, those of the API in UTC. Lengths of time in `(in hrs)` columns are business
//! hours, so replies are read from their own times. Ratings run from -103 to 103 whatever scale a survey uses: they become
//! unhappy, neutral and happy, a scale of three.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::ingest::Reason;
use crate::ingest::mapping::{
    Clock, Convert, Draft, Element, Kind, Mapping, Output, Read, Scalar, Signature, SourceRow, Vendor, Verdict, column, key_of,
    loose, loose_bool,
};
use crate::model::TableName;

use super::tracked::IDENTIFY;

/// Freshdesk.
pub static FRESHDESK: Vendor = Vendor {
    id: "freshdesk",
    kinds: &[
        Kind {
            label: "Freshdesk tickets",
            table: TableName::Tickets,
            signature: Signature {
                all: &[&["Ticket ID"], &["Created time"]],
                any: &[
                    &["Initial response time"],
                    &["Customer interactions"],
                    &["Agent interactions"],
                    &["Resolution status"],
                    &["First response status"],
                    &["First response time"],
                    &["Resolution time"],
                    &["Due by Time"],
                    &["Survey results", "Survey result"],
                    &["Resolved time"],
                    &["Closed time"],
                    &["Last update time", "Last updated time"],
                    &["Agent"],
                    &["Group"],
                    &["Source"],
                    &["Type"],
                ],
                least: 3,
                none: &["Conversation ID", "Requester id"],
            },
            read: Read::Columns(&TICKETS),
        },
        Kind {
            label: "Freshdesk tickets of the API",
            table: TableName::Tickets,
            signature: Signature {
                all: &[
                    &["requester_id", "data.requester_id"],
                    &["fr_due_by", "data.fr_due_by", "fr_escalated", "data.fr_escalated"],
                ],
                any: &[&["responder_id", "data.responder_id"], &["stats.first_responded_at", "data.stats.first_responded_at"]],
                ..Signature::EMPTY
            },
            read: Read::Elements(read_record),
        },
        Kind {
            label: "Freshdesk satisfaction ratings",
            table: TableName::Tickets,
            signature: Signature {
                all: &[&["ratings.default_question", "data.ratings.default_question"], &["ticket_id", "data.ticket_id"]],
                any: &[&["survey_id", "data.survey_id"]],
                ..Signature::EMPTY
            },
            read: Read::Elements(read_record),
        },
        Kind {
            label: "Freshdesk messages of tickets",
            table: TableName::Tickets,
            signature: Signature {
                all: &[&["incoming", "data.incoming"], &["private", "data.private"], &["ticket_id", "data.ticket_id"]],
                any: &[&["body_text", "data.body_text"], &["support_email", "data.support_email"], &["user_id", "data.user_id"]],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Elements(read_record),
        },
        Kind {
            label: "Freshdesk contacts",
            table: TableName::Events,
            signature: Signature {
                all: &[&["email", "data.email"], &["mobile", "data.mobile"], &["created_at", "data.created_at"]],
                any: &[
                    &["twitter_id", "data.twitter_id"],
                    &["unique_external_id", "data.unique_external_id"],
                    &["csat_rating", "data.csat_rating"],
                    &["preferred_source", "data.preferred_source"],
                ],
                least: 1,
                none: &["requester_id", "properties"],
            },
            read: Read::Elements(read_record),
        },
    ],
};

static TICKETS: Mapping = Mapping {
    table: TableName::Tickets,
    columns: &[
        column(&["Ticket ID"], "ticket_id", Convert::Text),
        column(&["Created time"], "created_at", Convert::Time(Clock::Account)),
        column(&["Initial response time"], "first_reply_at", Convert::Time(Clock::Account)),
        column(&["Resolved time", "Closed time"], "solved_at", Convert::Time(Clock::Account)),
        column(&["Contact ID", "Requester ID"], "user_id", Convert::Text),
        column(&["Unique external ID"], "anonymous_id", Convert::Text),
        column(&["Email", "Contact email", "Requester email"], "email", Convert::Text),
        column(&["Work phone", "Mobile phone"], "phone", Convert::Text),
        column(&["Type"], "intent", Convert::Text),
        column(&["Tags"], "intent", Convert::First(&[',', ';'])),
    ],
    fixed: &[],
    hook: Some(finish_ticket),
};

fn finish_ticket(row: &SourceRow<'_>, ticket: &mut Draft, output: &mut Output<'_>) -> Verdict {
    let status = row.get("Status");
    if matches!(key_of(status).as_str(), "deleted" | "spam") {
        output.note("Status", status, Reason::NotThisKind);
        return Verdict::Skip;
    }
    // A ticket that nobody answered says nothing about people's answers.
    match row.get("Agent interactions").parse::<f64>() {
        Ok(replies) => ticket.set_bool("agent", replies > 0.0 || ticket.has("first_reply_at")),
        Err(_) if ticket.has("first_reply_at") => ticket.set_bool("agent", true),
        Err(_) => {}
    }
    let answer = row.first(&["Survey results", "Survey result"]);
    match csat_of(answer) {
        Some(csat) => set_csat(ticket, csat),
        None if answer.is_empty() => {}
        None => ticket.fail("csat", "Survey results".into(), answer, Reason::UnknownWord),
    }
    Verdict::Keep
}

fn set_csat(ticket: &mut Draft, csat: &str) {
    ticket.set("csat", csat);
    ticket.set("csat_max", "3");
}

/// 1, 2 or 3 of a rating's number or words.
fn csat_of(answer: &str) -> Option<&'static str> {
    if let Ok(rating) = answer.parse::<i32>() {
        return match rating {
            101..=103 => Some("3"),
            100 => Some("2"),
            -103..=-101 => Some("1"),
            _ => None,
        };
    }
    let words = key_of(answer);
    match words.as_str() {
        "neutral" => Some("2"),
        "happy" | "very happy" | "extremely happy" | "strongly happy" | "satisfied" | "very satisfied" => Some("3"),
        "unhappy" | "very unhappy" | "extremely unhappy" | "strongly unhappy" | "dissatisfied" | "very dissatisfied" => Some("1"),
        _ => None,
    }
}

#[derive(Deserialize)]
struct Ticket<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, default)]
    created_at: Scalar<'a>,
    #[serde(borrow, default)]
    requester_id: Scalar<'a>,
    #[serde(borrow, rename = "type", default)]
    kind: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    tags: Option<Vec<Scalar<'a>>>,
    #[serde(default, deserialize_with = "loose_bool")]
    spam: Option<bool>,
    #[serde(default, deserialize_with = "loose_bool")]
    deleted: Option<bool>,
    #[serde(borrow, default, deserialize_with = "loose")]
    requester: Option<Requester<'a>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    stats: Option<Stats<'a>>,
}

#[derive(Deserialize)]
struct Requester<'a> {
    #[serde(borrow, default)]
    email: Scalar<'a>,
    #[serde(borrow, default)]
    phone: Scalar<'a>,
    #[serde(borrow, default)]
    mobile: Scalar<'a>,
}

#[derive(Deserialize)]
struct Stats<'a> {
    #[serde(borrow, rename = "first_responded_at", default)]
    first_response: Scalar<'a>,
    #[serde(borrow, rename = "resolved_at", default)]
    resolution: Scalar<'a>,
    #[serde(borrow, rename = "closed_at", default)]
    closing: Scalar<'a>,
}

#[derive(Deserialize)]
struct Rating<'a> {
    #[serde(borrow, default)]
    ticket_id: Scalar<'a>,
    #[serde(borrow, default)]
    user_id: Scalar<'a>,
    #[serde(borrow, default)]
    created_at: Scalar<'a>,
    #[serde(borrow)]
    ratings: Ratings<'a>,
}

#[derive(Deserialize)]
struct Ratings<'a> {
    #[serde(borrow, default)]
    default_question: Scalar<'a>,
}

/// What a record is, by its keys alone: connectors write all their streams into one file.
#[derive(Deserialize)]
struct Shape<'a> {
    #[serde(borrow, default)]
    requester_id: Scalar<'a>,
    #[serde(borrow, default)]
    responder_id: Option<&'a RawValue>,
    #[serde(borrow, default)]
    fr_due_by: Scalar<'a>,
    #[serde(borrow, default)]
    ticket_id: Scalar<'a>,
    #[serde(borrow, default)]
    ratings: Option<&'a RawValue>,
    #[serde(default, deserialize_with = "loose_bool")]
    incoming: Option<bool>,
    #[serde(default, deserialize_with = "loose_bool")]
    private: Option<bool>,
    #[serde(borrow, default)]
    email: Scalar<'a>,
    /// Contacts have it, filled or not.
    #[serde(rename = "mobile", default, deserialize_with = "is_there")]
    has_mobile: bool,
}

fn is_there<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    serde::de::IgnoredAny::deserialize(deserializer).map(|_| true)
}

#[derive(Deserialize)]
struct Streamed<'a> {
    #[serde(borrow, default)]
    stream: Scalar<'a>,
}

fn read_record(element: &Element<'_>, output: &mut Output<'_>) -> Result<(), Reason> {
    let inner = element.within(&["data", "ticket"]);
    let shape: Shape<'_> = inner.parse()?;
    if !shape.requester_id.is_empty() && (shape.responder_id.is_some() || !shape.fr_due_by.is_empty()) {
        push_ticket(&inner.parse()?, output);
    } else if !shape.ticket_id.is_empty() && shape.ratings.is_some() {
        push_rating(&inner.parse()?, output);
    } else if !shape.ticket_id.is_empty() && shape.incoming.is_some() {
        if shape.incoming == Some(true) || shape.private == Some(true) {
            output.leave_out(if shape.private == Some(true) { "private note" } else { "message of the requester" });
        } else {
            push_reply(&inner.parse()?, output);
        }
    } else if !shape.email.is_empty() && shape.has_mobile && shape.responder_id.is_none() {
        push_contact(&inner.parse()?, output);
    } else {
        let stream = element.parse::<Streamed<'_>>().map(|streamed| streamed.stream.text().to_owned()).unwrap_or_default();
        output.leave_out(if stream.is_empty() { "record" } else { &stream });
    }
    Ok(())
}

fn push_ticket(ticket: &Ticket<'_>, output: &mut Output<'_>) {
    if ticket.spam == Some(true) || ticket.deleted == Some(true) {
        output.note("spam", "true", Reason::NotThisKind);
        return;
    }
    let mut row = Draft::new(TableName::Tickets);
    row.set("ticket_id", ticket.id.text());
    row.set_utc("created_at", "created_at", ticket.created_at.text());
    row.set("user_id", ticket.requester_id.text());
    if let Some(requester) = &ticket.requester {
        row.set("email", requester.email.text());
        row.set("phone", requester.phone.text());
        row.set_default("phone", requester.mobile.text());
    }
    let tag = ticket.tags.iter().flatten().find(|tag| !tag.is_empty());
    row.set("intent", ticket.kind.text());
    row.set_default("intent", tag.map_or("", Scalar::text));
    if let Some(stats) = &ticket.stats {
        let solved = if stats.resolution.is_empty() { &stats.closing } else { &stats.resolution };
        row.set_utc("first_reply_at", "stats.first_responded_at", stats.first_response.text());
        row.set_utc("solved_at", "stats.resolved_at", solved.text());
        row.set_bool("agent", !stats.first_response.is_empty());
    }
    output.push(&mut row);
}

/// A public answer of an agent: of several the first counts, as they are listed.
fn push_reply(reply: &Reply<'_>, output: &mut Output<'_>) {
    let mut row = Draft::new(TableName::Tickets);
    row.set("ticket_id", reply.ticket_id.text());
    row.set_utc("first_reply_at", "created_at", reply.created_at.text());
    row.set_bool("agent", true);
    output.add(&mut row);
}

/// Whose id and email belong together. Agents have their email in an object of their own.
fn push_contact(contact: &Contact<'_>, output: &mut Output<'_>) {
    let mut person = Draft::new(TableName::Events);
    person.set("event", IDENTIFY);
    person.set_utc("timestamp", "created_at", contact.created_at.text());
    person.set("user_id", contact.id.text());
    person.set("email", contact.email.text());
    person.set("phone", contact.phone.text());
    person.set_default("phone", contact.mobile.text());
    output.push(&mut person);
}

#[derive(Deserialize)]
struct Reply<'a> {
    #[serde(borrow, default)]
    ticket_id: Scalar<'a>,
    #[serde(borrow, default)]
    created_at: Scalar<'a>,
}

#[derive(Deserialize)]
struct Contact<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, default)]
    email: Scalar<'a>,
    #[serde(borrow, default)]
    phone: Scalar<'a>,
    #[serde(borrow, default)]
    mobile: Scalar<'a>,
    #[serde(borrow, default)]
    created_at: Scalar<'a>,
}

/// A rating adds to its ticket; where no file has it, the rating is what is known of it.
fn push_rating(rating: &Rating<'_>, output: &mut Output<'_>) {
    let mut row = Draft::new(TableName::Tickets);
    row.set("ticket_id", rating.ticket_id.text());
    row.set_utc("created_at", "created_at", rating.created_at.text());
    row.set("user_id", rating.user_id.text());
    let answer = rating.ratings.default_question.text();
    match csat_of(answer) {
        Some(csat) => set_csat(&mut row, csat),
        None => row.fail("csat", "ratings.default_question".into(), answer, Reason::UnknownWord),
    }
    output.add(&mut row);
}
