//! Microsoft Copilot Studio, formerly Power Virtual Agents: the CSV of "Download sessions", and the conversation
//! transcripts of Dataverse as CSV or JSON (FORMATS 19).
//!
//! Copilot Studio calls a session resolved if the user confirmed it *or said nothing*, so `Resolved` alone is assumed. The
//! sessions CSV has one time a session and no person: its messages give turns and the question, and no waiting times.
//! Times are UTC.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::ingest::Reason;
use crate::ingest::mapping::{
    Clock, Convert, Draft, Kind, Mapping, Output, Read, Scalar, Signature, SourceRow, Tick, Transcript, Vendor, Verdict, column,
    epoch, key_of, loose, loose_bool,
};
use crate::ingest::parse_timestamp;
use crate::model::{TableName, Timestamp};

/// Microsoft Copilot Studio.
pub static COPILOT_STUDIO: Vendor = Vendor {
    id: "copilot_studio",
    kinds: &[
        Kind {
            label: "Copilot Studio sessions",
            table: TableName::Conversations,
            signature: Signature {
                all: &[SESSION_ID],
                any: &[&["InitialUserMessage"], &["ChatTranscript"], &["SessionOutcome"], &["TopicName"], &["StartDateTime"]],
                least: 2,
                ..Signature::EMPTY
            },
            read: Read::Columns(&SESSIONS),
        },
        Kind {
            label: "Copilot Studio transcripts",
            table: TableName::Conversations,
            signature: Signature {
                all: &[&["content"], START],
                any: &[TRANSCRIPT_ID, &["bot_conversationtranscriptid", "_bot_conversationtranscriptid_value"], &["schematype"]],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Columns(&TRANSCRIPTS),
        },
    ],
};

const SESSION_ID: &[&str] = &["SessionID", "SessionId"];
const TRANSCRIPT_ID: &[&str] =
    &["conversationtranscriptid", "ConversationTranscript", "(Do Not Modify) ConversationTranscript", "Conversation Transcript"];
const START: &[&str] = &["conversationstarttime", "ConversationStartTime", "Conversation Start Time"];

static SESSIONS: Mapping = Mapping {
    table: TableName::Conversations,
    columns: &[
        column(SESSION_ID, "conversation_id", Convert::Text),
        column(&["StartDateTime"], "started_at", Convert::Time(Clock::Utc)),
        column(&["InitialUserMessage"], "question", Convert::Text),
        column(&["TopicName"], "intent", Convert::Text),
        column(&["SessionOutcome"], "resolution", Convert::Words(RESOLUTION)),
    ],
    fixed: &[],
    hook: Some(finish_session),
};

/// Of an unengaged session nobody knows what it was about.
const RESOLUTION: &[(&str, &str)] = &[
    ("Resolved", "assumed"),
    ("ResolvedImplied", "assumed"),
    ("Resolved Implied", "assumed"),
    ("ResolvedConfirmed", "confirmed"),
    ("Resolved Confirmed", "confirmed"),
    ("Escalated", "none"),
    ("HandOff", "none"),
    ("Abandoned", "none"),
    ("Unengaged", ""),
    ("None", ""),
];

/// What an outcome says beside the resolution.
fn set_outcome(outcome: &str, row: &mut Draft) {
    match key_of(outcome).as_str() {
        "escalated" | "handoff" => row.set("handoff", "accepted"),
        "unengaged" => {
            row.set_default("engaged", "false");
            row.set_default("handoff", "none");
        }
        "resolved" | "resolvedimplied" | "resolved implied" | "resolvedconfirmed" | "resolved confirmed" | "abandoned" => {
            row.set_default("handoff", "none");
        }
        _ => {}
    }
}

fn finish_session(row: &SourceRow<'_>, session: &mut Draft, _: &mut Output<'_>) -> Verdict {
    set_outcome(row.get("SessionOutcome"), session);
    let said = row.raw("ChatTranscript");
    if said.trim().is_empty() {
        return Verdict::Keep;
    }
    let messages = messages_of(said);
    let count = |side: Side| messages.iter().filter(|(of, _)| *of == side).count() as u64;
    session.set_count("user_turns", count(Side::User));
    session.set_count("bot_turns", count(Side::Bot));
    let asked = messages.iter().position(|(side, _)| *side == Side::User);
    if let Some(asked) = asked {
        session.set_default("question", messages.get(asked).map_or("", |(_, text)| *text));
        // When an answer came is not in the file; that none came is.
        if !messages.iter().skip(asked).any(|(side, _)| *side == Side::Bot) {
            session.set("first_useful_s", "never");
        }
    }
    Verdict::Keep
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    User,
    Bot,
}

/// The messages of `User says: ...; Bot says: ...;`. A semicolon within a message separates nothing.
fn messages_of(transcript: &str) -> Vec<(Side, &str)> {
    const MARKS: [(&str, Side); 2] = [("User says:", Side::User), ("Bot says:", Side::Bot)];
    let is_start = |at: usize| {
        let before = transcript.get(..at).unwrap_or("").trim_end();
        before.is_empty() || before.ends_with(';')
    };
    let mut marks: Vec<(usize, usize, Side)> = MARKS
        .iter()
        .flat_map(|(mark, side)| transcript.match_indices(mark).map(|(at, mark)| (at, at + mark.len(), *side)))
        .filter(|(at, ..)| is_start(*at))
        .collect();
    marks.sort_unstable_by_key(|(at, ..)| *at);
    let ends = marks.iter().skip(1).map(|(at, ..)| *at).chain([transcript.len()]);
    let texts = marks.iter().zip(ends).map(|((_, start, side), end)| (*side, transcript.get(*start..end).unwrap_or("").trim()));
    texts.map(|(side, text)| (side, text.strip_suffix(';').unwrap_or(text).trim_end())).collect()
}

static TRANSCRIPTS: Mapping = Mapping {
    table: TableName::Conversations,
    columns: &[
        column(TRANSCRIPT_ID, "conversation_id", Convert::Text),
        column(&["name"], "conversation_id", Convert::Text),
        column(START, "started_at", Convert::Time(Clock::Utc)),
    ],
    fixed: &[],
    hook: Some(read_transcript),
};

#[derive(Deserialize)]
struct Content<'a> {
    #[serde(borrow)]
    activities: Vec<Activity<'a>>,
}

#[derive(Deserialize)]
struct Activity<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, rename = "type", default)]
    kind: Scalar<'a>,
    #[serde(borrow, rename = "valueType", default)]
    value_type: Scalar<'a>,
    #[serde(borrow, default)]
    name: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    from: Option<From<'a>>,
    #[serde(borrow, default)]
    text: Scalar<'a>,
    #[serde(borrow, default)]
    timestamp: Scalar<'a>,
    #[serde(borrow, rename = "timestampMs", default)]
    timestamp_ms: Scalar<'a>,
    #[serde(borrow, rename = "channelId", default)]
    channel: Scalar<'a>,
    #[serde(borrow, default)]
    value: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct From<'a> {
    #[serde(borrow, default)]
    id: Scalar<'a>,
    #[serde(borrow, rename = "aadObjectId", default)]
    directory_id: Scalar<'a>,
    #[serde(borrow, default)]
    role: Scalar<'a>,
}

impl From<'_> {
    fn is_user(&self) -> bool {
        matches!(self.role.text(), "1" | "user")
    }
}

/// What traces tell, as far as it is used.
#[derive(Default, Deserialize)]
struct Trace<'a> {
    #[serde(borrow, default)]
    outcome: Scalar<'a>,
    #[serde(borrow, rename = "type", default)]
    kind: Scalar<'a>,
    #[serde(borrow, default)]
    score: Scalar<'a>,
    #[serde(borrow, default)]
    response: Scalar<'a>,
    #[serde(borrow, default)]
    locale: Scalar<'a>,
    #[serde(rename = "isDesignMode", default, deserialize_with = "loose_bool")]
    is_design_mode: Option<bool>,
    #[serde(borrow, rename = "intentName", default)]
    intent_name: Scalar<'a>,
    #[serde(borrow, rename = "TopicName", default)]
    topic_name: Scalar<'a>,
}

impl<'a> Activity<'a> {
    fn at(&self) -> Result<Timestamp, Reason> {
        if !self.timestamp_ms.is_empty() {
            return epoch(self.timestamp_ms.text(), Tick::Milli);
        }
        let text = self.timestamp.text();
        if text.contains('-') { parse_timestamp(text) } else { epoch(text, Tick::BySize) }
    }

    fn trace(&self) -> Trace<'a> {
        self.value.and_then(|value| serde_json::from_str(value.get()).ok()).unwrap_or_default()
    }
}

/// Reads the JSON in the column `content`, and pushes what it holds.
fn read_transcript(row: &SourceRow<'_>, conversation: &mut Draft, output: &mut Output<'_>) -> Verdict {
    let json = row.json("content");
    let Ok(content) = serde_json::from_str::<Content<'_>>(&json) else {
        conversation.fail("user_turns", "content".into(), &json, Reason::NotThisKind);
        return Verdict::Keep;
    };
    let mut transcript = Transcript::default();
    for activity in &content.activities {
        match activity.at() {
            Ok(at) => add_activity(activity, at, conversation, &mut transcript),
            Err(reason) if activity.kind.text() == "message" => {
                output.note("content.activities[].timestamp", activity.timestamp.text(), reason);
            }
            Err(_) => {}
        }
    }
    if let Some(user) = content.activities.iter().filter_map(|activity| activity.from.as_ref()).find(|from| from.is_user()) {
        conversation.set("user_id", user.directory_id.text());
        conversation.set("anonymous_id", user.id.text());
    }
    let whole = std::mem::replace(conversation, Draft::new(TableName::Conversations));
    transcript.push(whole, output);
    Verdict::Skip
}

fn add_activity(activity: &Activity<'_>, at: Timestamp, row: &mut Draft, transcript: &mut Transcript) {
    row.set_default("channel", activity.channel.text());
    let id = activity.id.text();
    match activity.kind.text() {
        "message" if activity.from.as_ref().is_some_and(From::is_user) => {
            transcript.add("user_message", at).text(activity.text.text()).id(id);
        }
        "message" => {
            transcript.add("bot_message", at).text(activity.text.text()).id(id);
        }
        "handoff" => {
            transcript.add("bot_handoff_human", at);
        }
        "event" if activity.name.text() == "handoff.initiate" => {
            transcript.add("bot_handoff_human", at);
        }
        "trace" => add_trace(activity, at, row, transcript),
        _ => {}
    }
}

fn add_trace(activity: &Activity<'_>, at: Timestamp, row: &mut Draft, transcript: &mut Transcript) {
    let trace = activity.trace();
    match activity.value_type.text() {
        "ConversationInfo" => {
            row.set("language", trace.locale.text());
            if let Some(is_test) = trace.is_design_mode {
                row.set_bool("test", is_test);
            }
        }
        "SessionInfo" => {
            let outcome = key_of(trace.outcome.text());
            if let Some((_, word)) = RESOLUTION.iter().find(|(vendor, _)| key_of(vendor) == outcome) {
                // A transcript may hold several sessions: what the user confirmed stays.
                if row.get("resolution") != "confirmed" {
                    row.set("resolution", word);
                }
            }
            match key_of(trace.kind.text()).as_str() {
                "engaged" => row.set_bool("engaged", true),
                "unengaged" => row.set_default("engaged", "false"),
                _ => {}
            }
            set_outcome(&outcome, row);
        }
        "IntentRecognition" => {
            let intent = if trace.intent_name.is_empty() { trace.topic_name.text() } else { trace.intent_name.text() };
            row.set_default("intent", intent);
        }
        "UnknownIntent" => {
            transcript.add("bot_fallback", at);
        }
        "CSATSurveyResponse" if !trace.score.is_empty() => {
            row.set("csat", trace.score.text());
            row.set("csat_max", "5");
        }
        "CSATSurveyRequest" => row.set_bool("survey_offered", true),
        "PRRSurveyResponse" => match key_of(trace.response.text()).as_str() {
            "true" | "yes" => row.set("resolution", "confirmed"),
            "false" | "no" => row.set("resolution", "none"),
            _ => {}
        },
        "HandOff" => {
            transcript.add("bot_handoff_human", at);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{Side, messages_of};

    #[test]
    fn semicolons_within_messages_separate_nothing() {
        let transcript = "User says: hi; are you there; Bot says: Yes; ask me; or not;User says: Bot says: what?;";
        assert_eq!(
            messages_of(transcript),
            [(Side::User, "hi; are you there"), (Side::Bot, "Yes; ask me; or not"), (Side::User, "Bot says: what?")]
        );
        assert_eq!(messages_of("no transcript"), []);
    }
}
