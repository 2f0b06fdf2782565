//! JSON records: tickets of the full export, one `{"ticket": {...}}` a line or bare, and the API's metrics and ratings.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::chats::{Chat, push_chat};
use super::{minutes_after, set_satisfaction};
use crate::ingest::Reason;
use crate::ingest::mapping::{Draft, Element, Output, Scalar, loose};
use crate::ingest::vendors::tracked::IDENTIFY;
use crate::model::TableName;

/// Keys under which a record stands alone.
const WRAPPERS: [&str; 6] = ["ticket", "ticket_metric", "satisfaction_rating", "chat", "user", "data"];

/// A ticket, its metrics, or a rating: they share their names.
#[derive(Deserialize)]
struct Record<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, default)]
    ticket_id: Scalar<'a>,
    #[serde(borrow, default)]
    created_at: Scalar<'a>,
    #[serde(borrow, default)]
    requester_id: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    requester: Option<Requester<'a>>,
    #[serde(borrow, default)]
    status: Scalar<'a>,
    #[serde(borrow, rename = "type", default)]
    kind: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    via: Option<Via<'a>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    tags: Option<Vec<Scalar<'a>>>,
    #[serde(borrow, default)]
    score: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    satisfaction_rating: Option<Rating<'a>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    metric_set: Option<Metrics<'a>>,
    #[serde(borrow, default)]
    replies: Scalar<'a>,
    #[serde(borrow, default)]
    solved_at: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    reply_time_in_minutes: Option<Minutes<'a>>,
    /// The same in a flat table.
    #[serde(borrow, default)]
    reply_time_in_minutes_calendar: Scalar<'a>,
    #[serde(borrow, default)]
    role: Scalar<'a>,
    #[serde(borrow, default)]
    email: Scalar<'a>,
    #[serde(borrow, default)]
    phone: Scalar<'a>,
    #[serde(borrow, default)]
    external_id: Scalar<'a>,
}

#[derive(Deserialize)]
struct Requester<'a> {
    #[serde(borrow, default)]
    external_id: Scalar<'a>,
    #[serde(borrow, default)]
    email: Scalar<'a>,
    #[serde(borrow, default)]
    phone: Scalar<'a>,
}

#[derive(Deserialize)]
struct Via<'a> {
    #[serde(borrow, default)]
    channel: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    source: Option<ViaSource<'a>>,
}

#[derive(Deserialize)]
struct ViaSource<'a> {
    #[serde(borrow, default, deserialize_with = "loose")]
    from: Option<Sender<'a>>,
}

#[derive(Deserialize)]
struct Sender<'a> {
    #[serde(borrow, default)]
    address: Scalar<'a>,
    #[serde(borrow, default)]
    phone: Scalar<'a>,
}

/// `satisfaction_rating` of a ticket: an object, or null.
#[derive(Deserialize)]
struct Rating<'a> {
    #[serde(borrow, default)]
    score: Scalar<'a>,
}

#[derive(Deserialize)]
struct Metrics<'a> {
    #[serde(borrow, default)]
    replies: Scalar<'a>,
    #[serde(borrow, default)]
    solved_at: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    reply_time_in_minutes: Option<Minutes<'a>>,
}

#[derive(Deserialize)]
struct Minutes<'a> {
    #[serde(borrow, default)]
    calendar: Scalar<'a>,
}

/// What a record is, by its keys alone: connectors write all their streams into one file.
#[derive(Deserialize)]
struct Shape<'a> {
    #[serde(borrow, default)]
    visitor: Option<&'a RawValue>,
    #[serde(borrow, default)]
    webpath: Option<&'a RawValue>,
    #[serde(borrow, default)]
    via: Option<&'a RawValue>,
    #[serde(borrow, default)]
    requester_id: Scalar<'a>,
    #[serde(borrow, default)]
    ticket_id: Scalar<'a>,
    #[serde(borrow, default)]
    score: Scalar<'a>,
    #[serde(borrow, default)]
    reply_time_in_minutes: Option<&'a RawValue>,
    #[serde(borrow, default)]
    reply_time_in_minutes_calendar: Option<&'a RawValue>,
    #[serde(borrow, default)]
    full_resolution_time_in_minutes: Option<&'a RawValue>,
    #[serde(borrow, default)]
    role: Scalar<'a>,
    #[serde(borrow, default)]
    email: Option<&'a RawValue>,
}

impl Shape<'_> {
    fn has_metrics(&self) -> bool {
        self.reply_time_in_minutes.is_some()
            || self.reply_time_in_minutes_calendar.is_some()
            || self.full_resolution_time_in_minutes.is_some()
    }
}

/// The stream that a connector says a record is of.
#[derive(Deserialize)]
struct Streamed<'a> {
    #[serde(borrow, default)]
    stream: Scalar<'a>,
}

/// Reads a record of any of these shapes.
pub(super) fn read_record(element: &Element<'_>, output: &mut Output<'_>) -> Result<(), Reason> {
    let inner = element.within(&WRAPPERS);
    let shape: Shape<'_> = inner.parse()?;
    if shape.visitor.is_some() && shape.webpath.is_some() {
        let chat: Chat<'_> = inner.parse()?;
        push_chat(&chat, output);
    } else if shape.via.is_some() && !shape.requester_id.is_empty() && shape.ticket_id.is_empty() {
        push_ticket(&inner.parse()?, output);
    } else if !shape.ticket_id.is_empty() && (shape.has_metrics() || !shape.score.is_empty()) {
        push_about_ticket(&inner.parse()?, output);
    } else if shape.email.is_some() && !shape.role.is_empty() {
        push_user(&inner.parse()?, output);
    } else {
        let stream = element.parse::<Streamed<'_>>().map(|streamed| streamed.stream.text().to_owned()).unwrap_or_default();
        output.leave_out(if stream.is_empty() { "record" } else { &stream });
    }
    Ok(())
}

fn push_ticket(record: &Record<'_>, output: &mut Output<'_>) {
    if record.status.text() == "deleted" {
        output.note("status", record.status.text(), Reason::NotThisKind);
        return;
    }
    let mut ticket = Draft::new(TableName::Tickets);
    ticket.set("ticket_id", record.id.text());
    ticket.set_utc("created_at", "created_at", record.created_at.text());
    ticket.set("user_id", record.requester_id.text());
    if let Some(requester) = &record.requester {
        ticket.set("anonymous_id", requester.external_id.text());
        ticket.set("email", requester.email.text());
        ticket.set("phone", requester.phone.text());
    }
    set_sender(&mut ticket, record.via.as_ref());
    let tag = record.tags.iter().flatten().find(|tag| !tag.is_empty());
    ticket.set("intent", record.kind.text());
    ticket.set_default("intent", tag.map_or("", Scalar::text));
    let score = record.satisfaction_rating.as_ref().map_or("", |rating| rating.score.text());
    set_score(&mut ticket, "satisfaction_rating.score", score);
    if let Some(metrics) = &record.metric_set {
        set_metrics(&mut ticket, metrics.replies.text(), metrics.solved_at.text(), metrics.reply_time_in_minutes.as_ref());
    }
    output.push(&mut ticket);
}

/// Somebody who writes tickets: whose id and email belong together. Agents write none.
fn push_user(user: &Record<'_>, output: &mut Output<'_>) {
    if user.role.text() != "end-user" || user.email.is_empty() && user.phone.is_empty() && user.external_id.is_empty() {
        output.leave_out(if user.role.text() == "end-user" { "user without email" } else { user.role.text() });
        return;
    }
    let mut person = Draft::new(TableName::Events);
    person.set("event", IDENTIFY);
    person.set_utc("timestamp", "created_at", user.created_at.text());
    person.set("user_id", user.id.text());
    person.set("anonymous_id", user.external_id.text());
    person.set("email", user.email.text());
    person.set("phone", user.phone.text());
    output.push(&mut person);
}

/// Who wrote an email or called, as far as the ticket's channel tells.
fn set_sender(ticket: &mut Draft, via: Option<&Via<'_>>) {
    let sender = via.and_then(|via| via.source.as_ref()).and_then(|source| source.from.as_ref());
    let Some(sender) = sender else { return };
    // A ticket that an agent opens on the web has the company's own address there.
    if via.is_some_and(|via| via.channel.text() == "email") && sender.address.text().contains('@') {
        ticket.set_default("email", sender.address.text());
    }
    ticket.set_default("phone", sender.phone.text());
}

fn set_score(ticket: &mut Draft, name: &'static str, score: &str) {
    if !set_satisfaction(ticket, score) {
        ticket.fail("csat", name.into(), score, Reason::UnknownWord);
    }
}

fn set_metrics(ticket: &mut Draft, replies: &str, solved_at: &str, reply_time: Option<&Minutes<'_>>) {
    ticket.set_utc("solved_at", "solved_at", solved_at);
    let minutes = reply_time.map_or("", |minutes| minutes.calendar.text());
    if let Some(at) = minutes_after(ticket.get("created_at"), minutes) {
        ticket.set_time("first_reply_at", at);
    }
    if let Ok(replies) = replies.parse::<u64>() {
        ticket.set_bool("agent", replies > 0 || !minutes.is_empty());
    }
}

/// Metrics and ratings add to the ticket of their id; where no file has it, they are what is known of it.
fn push_about_ticket(record: &Record<'_>, output: &mut Output<'_>) {
    let mut ticket = Draft::new(TableName::Tickets);
    ticket.set("ticket_id", record.ticket_id.text());
    ticket.set_utc("created_at", "created_at", record.created_at.text());
    ticket.set("user_id", record.requester_id.text());
    set_score(&mut ticket, "score", record.score.text());
    let flat = Minutes { calendar: record.reply_time_in_minutes_calendar.clone() };
    let reply_time = record.reply_time_in_minutes.as_ref().unwrap_or(&flat);
    set_metrics(&mut ticket, record.replies.text(), record.solved_at.text(), Some(reply_time));
    output.add(&mut ticket);
}
