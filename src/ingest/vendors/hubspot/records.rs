//! Objects of the API: contacts, deals, tickets and meetings, form submissions, and engagements of the first version.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

use super::{is_true, origin_of, set_source, set_state};
use crate::ingest::Reason;
use crate::ingest::mapping::{Draft, Element, Output, Scalar, loose, loose_bool, loose_list, query_field};
use crate::model::TableName;

/// An object of the third version. Its values are text or, in copies, of their own types.
#[derive(Deserialize)]
struct Object<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, default)]
    properties: BTreeMap<Cow<'a, str>, Scalar<'a>>,
    #[serde(borrow, rename = "createdAt", default)]
    created_at: Scalar<'a>,
    #[serde(default, deserialize_with = "loose_bool")]
    archived: Option<bool>,
    /// Ids, as connectors write them.
    #[serde(borrow, default, deserialize_with = "loose")]
    contacts: Option<Vec<Scalar<'a>>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    associations: Option<Associations<'a>>,
}

#[derive(Deserialize)]
struct Associations<'a> {
    #[serde(borrow, default, deserialize_with = "loose")]
    contacts: Option<Associated<'a>>,
}

#[derive(Deserialize)]
struct Associated<'a> {
    #[serde(borrow, default, deserialize_with = "loose_list")]
    results: Vec<AssociatedObject<'a>>,
}

#[derive(Deserialize)]
struct AssociatedObject<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
}

impl Object<'_> {
    fn get(&self, property: &str) -> &str {
        self.properties.get(property).map_or("", Scalar::text)
    }

    fn has(&self, property: &str) -> bool {
        self.properties.contains_key(property)
    }

    fn first(&self, properties: &[&str]) -> &str {
        properties.iter().map(|property| self.get(property)).find(|text| !text.is_empty()).unwrap_or("")
    }

    fn id(&self) -> &str {
        if self.id.is_empty() { self.first(&["hs_object_id", "hs_ticket_id"]) } else { self.id.text() }
    }

    fn created(&self, property: &str) -> &str {
        let created = self.get(property);
        if created.is_empty() { self.created_at.text() } else { created }
    }

    /// The first contact that it belongs to.
    fn contact(&self) -> &str {
        let listed = self.contacts.iter().flatten().next();
        let associated = self.associations.as_ref().and_then(|all| all.contacts.as_ref());
        let associated = associated.and_then(|contacts| contacts.results.first()).map(|contact| &contact.id);
        listed.or(associated).map_or("", Scalar::text)
    }
}

#[derive(Deserialize)]
struct Submission<'a> {
    #[serde(borrow, rename = "submittedAt", default)]
    submitted_at: Scalar<'a>,
    #[serde(borrow, rename = "conversionId", default)]
    conversion_id: Scalar<'a>,
    #[serde(borrow, rename = "formId", default)]
    form_id: Scalar<'a>,
    #[serde(borrow, rename = "pageUrl", default)]
    page_url: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose_list")]
    values: Vec<Answer<'a>>,
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow, default)]
    name: Scalar<'a>,
    #[serde(borrow, default)]
    value: Scalar<'a>,
}

#[derive(Deserialize)]
struct Engagement<'a> {
    #[serde(borrow, rename = "engagement")]
    head: EngagementHead<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    associations: Option<ContactIds<'a>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    metadata: Option<Meeting<'a>>,
}

#[derive(Deserialize)]
struct EngagementHead<'a> {
    #[serde(borrow, rename = "type", default)]
    kind: Scalar<'a>,
    #[serde(borrow, rename = "createdAt", default)]
    created_at: Scalar<'a>,
}

#[derive(Deserialize)]
struct ContactIds<'a> {
    #[serde(borrow, rename = "contactIds", default, deserialize_with = "loose_list")]
    contact_ids: Vec<Scalar<'a>>,
}

#[derive(Deserialize)]
struct Meeting<'a> {
    #[serde(borrow, rename = "startTime", default)]
    start_time: Scalar<'a>,
    #[serde(borrow, rename = "meetingOutcome", default)]
    outcome: Scalar<'a>,
}

/// What a record is: its keys alone.
#[derive(Deserialize)]
struct Keys {
    #[serde(default)]
    engagement: Option<serde::de::IgnoredAny>,
    #[serde(rename = "submittedAt", default)]
    submitted_at: Option<serde::de::IgnoredAny>,
    #[serde(default)]
    properties: Option<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
struct Streamed<'a> {
    #[serde(borrow, default)]
    stream: Scalar<'a>,
}

/// Reads a record of any of these shapes; connectors write all their streams into one file.
pub(super) fn read_record(element: &Element<'_>, output: &mut Output<'_>) -> Result<(), Reason> {
    let inner = element.within(&["data"]);
    let keys: Keys = inner.parse()?;
    if keys.submitted_at.is_some() {
        push_submission(&inner.parse()?, output);
        return Ok(());
    }
    if keys.engagement.is_some() {
        push_engagement(&inner.parse()?, output);
        return Ok(());
    }
    if keys.properties.is_some() {
        let object: Object<'_> = inner.parse()?;
        if object.archived == Some(true) {
            output.note("archived", "true", Reason::NotThisKind);
            return Ok(());
        }
        let is_pushed = match () {
            () if object.has("dealstage") || object.has("dealname") => push_deal(&object, output),
            () if object.has("hs_meeting_title") || object.has("hs_meeting_start_time") => push_meeting(&object, output),
            () if object.has("hs_ticket_id") || object.has("hs_pipeline_stage") => push_ticket(&object, output),
            () if object.has("domain") && object.has("name") => false,
            () if object.has("email") || object.has("firstname") || object.has("lifecyclestage") => push_contact(&object, output),
            () => false,
        };
        if is_pushed {
            return Ok(());
        }
    }
    let stream = element.parse::<Streamed<'_>>().map(|streamed| streamed.stream.text().to_owned()).unwrap_or_default();
    output.leave_out(if stream.is_empty() { "record" } else { &stream });
    Ok(())
}

fn push_contact(object: &Object<'_>, output: &mut Output<'_>) -> bool {
    let mut lead = Draft::new(TableName::Leads);
    lead.set("lead_id", object.id());
    lead.set("user_id", object.id());
    lead.set_utc("created_at", "createdate", object.created("createdate"));
    lead.set("email", object.first(&["email", "hs_conversations_visitor_email"]));
    lead.set("phone", object.first(&["phone", "mobilephone"]));
    let dates = |stage: &str| {
        let names = ["hs_lifecyclestage_#_date", "hs_v2_date_entered_#", "hs_date_entered_#"];
        names.iter().map(|name| object.get(&name.replace('#', stage))).find(|date| !date.is_empty()).unwrap_or("")
    };
    lead.set_utc("mql_at", "hs_lifecyclestage_marketingqualifiedlead_date", dates("marketingqualifiedlead"));
    lead.set_utc("sql_at", "hs_lifecyclestage_salesqualifiedlead_date", dates("salesqualifiedlead"));
    let meeting = object.get("engagements_last_meeting_booked");
    lead.set_utc("meeting_booked_at", "engagements_last_meeting_booked", meeting);
    if object.get("hs_created_by_conversations") == "true" {
        lead.set("origin", "chat");
    }
    lead.set_default("origin", origin_of(object.get("hs_object_source_label")));
    lead.set("source", object.get("utm_source"));
    lead.set("campaign", object.get("utm_campaign"));
    let drill_downs = [object.get("hs_analytics_source_data_1"), object.get("hs_analytics_source_data_2")];
    set_source(&mut lead, object.get("hs_analytics_source"), drill_downs);
    output.push(&mut lead);
    true
}

fn push_deal(object: &Object<'_>, output: &mut Output<'_>) -> bool {
    let mut deal = Draft::new(TableName::Revenue);
    deal.set("order_id", object.id());
    let closed = object.get("closedate");
    deal.set_utc("at", "closedate", if closed.is_empty() { object.created("createdate") } else { closed });
    deal.set("amount", object.get("amount"));
    deal.set("currency", object.get("deal_currency_code"));
    deal.set("user_id", object.contact());
    let (won, closed) = (is_true(object.get("hs_is_closed_won")), is_true(object.get("hs_is_closed")));
    set_state(&mut deal, won, closed, ("dealstage", object.get("dealstage")));
    output.push(&mut deal);
    true
}

fn push_ticket(object: &Object<'_>, output: &mut Output<'_>) -> bool {
    let mut ticket = Draft::new(TableName::Tickets);
    ticket.set("ticket_id", object.id());
    ticket.set_utc("created_at", "createdate", object.created("createdate"));
    ticket.set_utc("solved_at", "closed_date", object.get("closed_date"));
    ticket.set_utc("first_reply_at", "first_agent_reply_date", object.get("first_agent_reply_date"));
    ticket.set("user_id", object.contact());
    ticket.set("intent", object.get("hs_ticket_category"));
    output.push(&mut ticket);
    true
}

/// A meeting is a stage of its contact, which is a lead. One that names nobody tells nothing.
fn push_meeting(object: &Object<'_>, output: &mut Output<'_>) -> bool {
    let created = object.first(&["hs_createdate", "createdate"]);
    let created = if created.is_empty() { object.created_at.text() } else { created };
    let start = object.first(&["hs_meeting_start_time", "hs_timestamp"]);
    add_booking(created, start, object.get("hs_meeting_outcome"), object.contact(), output);
    true
}

/// A meeting that was called off was booked all the same, but it is no meeting to count.
fn add_booking(created: &str, start: &str, outcome: &str, contact: &str, output: &mut Output<'_>) {
    let is_off = ["CANCELED", "CANCELLED"].iter().any(|word| outcome.eq_ignore_ascii_case(word));
    if contact.is_empty() || is_off {
        output.leave_out(if is_off { "cancelled meeting" } else { "meeting with nobody" });
        return;
    }
    let mut lead = Draft::new(TableName::Leads);
    lead.set("lead_id", contact);
    lead.set_utc("meeting_booked_at", "hs_createdate", created);
    if outcome.eq_ignore_ascii_case("COMPLETED") {
        lead.set_utc("meeting_held_at", "hs_meeting_start_time", start);
    }
    output.add(&mut lead);
}

fn push_engagement(engagement: &Engagement<'_>, output: &mut Output<'_>) {
    let head = &engagement.head;
    if head.kind.text() != "MEETING" {
        output.leave_out(head.kind.text());
        return;
    }
    let contact = engagement.associations.as_ref().and_then(|ids| ids.contact_ids.first()).map_or("", Scalar::text);
    let (start, outcome) =
        engagement.metadata.as_ref().map_or(("", ""), |meeting| (meeting.start_time.text(), meeting.outcome.text()));
    add_booking(head.created_at.text(), start, outcome, contact, output);
}

fn push_submission(submission: &Submission<'_>, output: &mut Output<'_>) {
    let answer = |name: &str| {
        let found = submission.values.iter().find(|answer| answer.name.text().eq_ignore_ascii_case(name));
        found.map_or("", |answer| answer.value.text())
    };
    let mut lead = Draft::new(TableName::Leads);
    lead.set("lead_id", submission.conversion_id.text());
    lead.set_default("lead_id", &format!("{}-{}-{}", submission.form_id.text(), submission.submitted_at.text(), answer("email")));
    lead.set_utc("created_at", "submittedAt", submission.submitted_at.text());
    lead.set("email", answer("email"));
    lead.set("phone", answer("phone"));
    lead.set("origin", "form");
    lead.set("source", &query_field(submission.page_url.text(), "utm_source"));
    lead.set("campaign", &query_field(submission.page_url.text(), "utm_campaign"));
    output.push(&mut lead);
}
