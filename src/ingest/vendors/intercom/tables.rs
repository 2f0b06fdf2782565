//! Tables that people download: the CSV of reports, of ratings and of messages.

use super::{RESOLUTION, handoff_of, push_lead};
use crate::ingest::mapping::{Clock, Convert, Draft, Mapping, Output, SourceRow, Verdict, column, key_of, text_of};
use crate::model::TableName;

pub(super) const CONVERSATION_ID: &[&str] = &["Conversation ID"];
pub(super) const STARTED_AT: &[&str] = &["Conversation started at", "Conversation created at"];

pub(super) static CONVERSATIONS: Mapping = Mapping {
    table: TableName::Conversations,
    columns: &[
        column(CONVERSATION_ID, "conversation_id", Convert::Text),
        column(STARTED_AT, "started_at", Convert::Time(Clock::Account)),
        column(&["Conversation last closed at", "Conversation first closed at"], "ended_at", Convert::Time(Clock::Account)),
        column(&["User ID"], "user_id", Convert::Text),
        column(&["User email"], "email", Convert::Text),
        column(&["User participant emails"], "email", Convert::First(&[',', ';'])),
        column(&["Channel", "Conversation source"], "channel", Convert::Text),
        column(&["AI Topic"], "intent", Convert::Text),
        column(&["Topics", "Conversation tag"], "intent", Convert::First(&[',', ';'])),
        column(&["Source URL"], "page", Convert::Page),
        column(&["Fin AI Agent involved", "Chatbot replied"], "bot_involved", Convert::Bool),
        column(&["Fin AI Agent resolution state"], "resolution", Convert::Words(RESOLUTION)),
        column(&["Fin AI Agent deflected"], "resolution", Convert::Words(&[("true", "assumed"), ("false", "none")])),
        column(&["Escalation rules applied"], "handoff_reason", Convert::Text),
        // The rating of the conversation, else of the bot, else of the teammate.
        column(
            &["Conversation rating", "Fin AI Agent rating", "Last chatbot rating", "Last teammate rating"],
            "csat",
            Convert::Number,
        ),
    ],
    fixed: &[],
    hook: Some(finish_conversation),
};

fn finish_conversation(row: &SourceRow<'_>, conversation: &mut Draft, output: &mut Output<'_>) -> Verdict {
    let state = row.get("Fin AI Agent resolution state");
    let is_known = row.has_column("Fin AI Agent resolution state") || row.has_column("Teammate first replied");
    if !row.get("Teammate first replied").is_empty() {
        conversation.set("handoff", "answered");
    } else if is_known {
        conversation.set("handoff", handoff_of(state));
    }
    // Fin is one bot, the flows before it another.
    if ["Fin AI Agent involved", "Chatbot replied"].iter().any(|name| row.get(name).eq_ignore_ascii_case("true")) {
        conversation.set("bot_involved", "true");
    }
    if conversation.has("csat") {
        conversation.set("csat_max", "5");
    }
    // A selection of columns without any date tells about conversations of another file.
    if !STARTED_AT.iter().any(|name| row.has_column(name)) {
        return Verdict::Add;
    }
    let email = row.get("User email");
    if row.get("User type").eq_ignore_ascii_case("lead") && !email.is_empty() {
        let id = row.first(&["User ID", "User email"]);
        push_lead(id, conversation, output);
    }
    Verdict::Keep
}

pub(super) static RATINGS: Mapping = Mapping {
    table: TableName::Events,
    columns: &[
        column(CONVERSATION_ID, "conversation_id", Convert::Text),
        column(&["Updated at"], "timestamp", Convert::Time(Clock::Account)),
        column(&["Conversation rating"], "value", Convert::Number),
        column(&["Conversation rating remark"], "text", Convert::Text),
    ],
    fixed: &[("event", "csat_response"), ("reason", "5")],
    hook: Some(finish_rating),
};

/// A survey that nobody answered is no answer.
fn finish_rating(row: &SourceRow<'_>, _: &mut Draft, _: &mut Output<'_>) -> Verdict {
    if row.get("Conversation rating").is_empty() { Verdict::Skip } else { Verdict::Keep }
}

/// Messages one a row, as tools around Intercom write them: times are UTC.
pub(super) static MESSAGES: Mapping = Mapping {
    table: TableName::Events,
    columns: &[
        column(CONVERSATION_ID, "conversation_id", Convert::Text),
        column(&["message_created_at", "conversation_created_at"], "timestamp", Convert::Time(Clock::Utc)),
        column(&["message_id"], "id", Convert::Text),
        column(&["conversation_tags"], "intent", Convert::First(&[',', ';'])),
    ],
    fixed: &[],
    hook: Some(finish_message),
};

fn finish_message(row: &SourceRow<'_>, message: &mut Draft, output: &mut Output<'_>) -> Verdict {
    let kind = key_of(row.get("message_type"));
    let author = key_of(row.get("message_author_type"));
    let text = text_of(row.raw("message_body"));
    let name = match author.as_str() {
        _ if kind.contains("note") || text.is_empty() => "",
        "user" | "lead" | "contact" => "user_message",
        "bot" => "bot_message",
        "admin" | "team" => "bot_handoff_human",
        _ => "",
    };
    if name.is_empty() {
        output.leave_out(if kind.is_empty() { "message without text" } else { &kind });
        return Verdict::Skip;
    }
    if name == "user_message" {
        message.set("user_id", row.get("message_author_user_id"));
        message.set("anonymous_id", row.get("message_author_id"));
        message.set("email", row.get("message_author_email"));
    }
    message.set("event", name);
    message.set("text", &text);
    Verdict::Keep
}
