//! Tables of a warehouse: connectors' copies of the API in UTC, one row a version.

use super::{RESOLUTION, handoff_of};
use crate::ingest::mapping::{Clock, Convert, Draft, Mapping, Output, SourceRow, Verdict, column, text_of};
use crate::ingest::vendors::tracked::IDENTIFY;
use crate::model::TableName;

pub(super) static CONVERSATIONS: Mapping = Mapping {
    table: TableName::Conversations,
    columns: &[
        column(&["id"], "conversation_id", Convert::Text),
        column(&["created_at"], "started_at", Convert::Time(Clock::Utc)),
        column(&["statistics_last_close_at", "last_close_at"], "ended_at", Convert::Time(Clock::Utc)),
        column(&["source_type"], "channel", Convert::Text),
        column(&["source_url", "first_contact_reply_url"], "page", Convert::Page),
        column(&["ai_agent_participated"], "bot_involved", Convert::Bool),
        column(&["ai_agent_resolution_state", "custom_fin_ai_agent_resolution_state"], "resolution", Convert::Words(RESOLUTION)),
        column(&["conversation_rating_value", "ai_agent_rating"], "csat", Convert::Number),
    ],
    fixed: &[],
    hook: Some(finish_conversation),
};

/// Versions that a later one replaced.
fn is_old(row: &SourceRow<'_>) -> bool {
    row.get("_fivetran_active").eq_ignore_ascii_case("false")
}

fn finish_conversation(row: &SourceRow<'_>, conversation: &mut Draft, output: &mut Output<'_>) -> Verdict {
    if is_old(row) {
        output.leave_out("earlier version");
        return Verdict::Skip;
    }
    if matches!(row.get("source_author_type"), "user" | "lead" | "contact") {
        conversation.set("anonymous_id", row.get("source_author_id"));
        conversation.set("question", &text_of(row.raw("source_body")));
    }
    let state = row.first(&["ai_agent_resolution_state", "custom_fin_ai_agent_resolution_state"]);
    if !row.first(&["statistics_first_admin_reply_at", "first_admin_reply_at"]).is_empty() {
        conversation.set("handoff", "answered");
    } else if !state.is_empty() {
        conversation.set("handoff", handoff_of(state));
    }
    if conversation.has("csat") {
        conversation.set("csat_max", "5");
    }
    Verdict::Keep
}

pub(super) static PARTS: Mapping = Mapping {
    table: TableName::Events,
    columns: &[
        column(&["id"], "id", Convert::Text),
        column(&["conversation_id"], "conversation_id", Convert::Text),
        column(&["created_at"], "timestamp", Convert::Time(Clock::Utc)),
    ],
    fixed: &[],
    hook: Some(finish_part),
};

fn finish_part(row: &SourceRow<'_>, part: &mut Draft, output: &mut Output<'_>) -> Verdict {
    if is_old(row) {
        output.leave_out("earlier version");
        return Verdict::Skip;
    }
    let text = text_of(row.raw("body"));
    let Some(name) = super::records::event_of(row.get("part_type"), row.get("author_type"), false, &text) else {
        output.leave_out(row.get("part_type"));
        return Verdict::Skip;
    };
    part.set("event", name);
    if name == "user_message" {
        part.set("anonymous_id", row.get("author_id"));
    }
    part.set("text", &text);
    Verdict::Keep
}

pub(super) static CONTACTS: Mapping = Mapping {
    table: TableName::Leads,
    columns: &[
        column(&["id"], "lead_id", Convert::Text),
        column(&["created_at"], "created_at", Convert::Time(Clock::Utc)),
        column(&["id"], "anonymous_id", Convert::Text),
        column(&["external_id"], "user_id", Convert::Text),
        column(&["email"], "email", Convert::Text),
        column(&["phone"], "phone", Convert::Text),
    ],
    fixed: &[],
    hook: Some(finish_contact),
};

fn finish_contact(row: &SourceRow<'_>, contact: &mut Draft, output: &mut Output<'_>) -> Verdict {
    if is_old(row) {
        output.leave_out("earlier version");
        return Verdict::Skip;
    }
    if row.get("role") == "lead" && (contact.has("email") || contact.has("phone")) {
        return Verdict::Keep;
    }
    push_person(contact, output);
    Verdict::Skip
}

/// A user of the company's, or a visitor who left nothing: whose ids and email belong together.
pub(super) fn push_person(contact: &Draft, output: &mut Output<'_>) {
    let mut person = Draft::new(TableName::Events);
    person.set("event", IDENTIFY);
    person.set("timestamp", contact.get("created_at"));
    for column in ["user_id", "anonymous_id", "email", "phone"] {
        person.set(column, contact.get(column));
    }
    output.push(&mut person);
}

/// Who took part in a conversation.
pub(super) static CONVERSATION_CONTACTS: Mapping = Mapping {
    table: TableName::Conversations,
    columns: &[
        column(&["conversation_id"], "conversation_id", Convert::Text),
        column(&["contact_id"], "anonymous_id", Convert::Text),
    ],
    fixed: &[],
    hook: Some(finish_participant),
};

fn finish_participant(row: &SourceRow<'_>, _: &mut Draft, output: &mut Output<'_>) -> Verdict {
    if is_old(row) {
        output.leave_out("earlier version");
        return Verdict::Skip;
    }
    Verdict::Add
}
