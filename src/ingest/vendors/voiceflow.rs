//! Voiceflow: transcripts of the analytics API with their logs and evaluations, and what came before it: lists of
//! transcripts, their turns, and the CSV of one transcript (FORMATS 16).
//!
//! Evaluations are the company's own questions to a model, known by their names: one about resolution says what the
//! model assumes, never what the user confirmed. Files of one transcript have no id inside: it stands in the file's name. The
//! CSV has no times either; ids of Voiceflow begin with the second in which they were made.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::ingest::mapping::{
    Draft, Element, Gather, Kind, Mapping, Output, Read, Scalar, Signature, SourceRow, Tick, Transcript, Vendor, epoch, key_of,
    loose,
};
use crate::ingest::{Reason, parse_date, parse_timestamp};
use crate::model::TableName;

/// Voiceflow.
pub static VOICEFLOW: Vendor = Vendor {
    id: "voiceflow",
    kinds: &[
        Kind {
            label: "Voiceflow transcripts",
            table: TableName::Conversations,
            signature: Signature {
                all: &[&["id", "_id"], &["sessionID"], &["projectID"], &["createdAt"]],
                any: &[
                    &["environmentID", "versionID"],
                    &["logs[]"],
                    &["evaluations[]"],
                    &["properties[]"],
                    &["endedAt"],
                    &["browser"],
                ],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Elements(read_transcript),
        },
        Kind {
            label: "Voiceflow turns of one transcript",
            table: TableName::Events,
            signature: Signature {
                all: &[&["turnID"], &["type"], &["startTime"]],
                any: &[&["payload"], &["format"]],
                ..Signature::EMPTY
            },
            read: Read::Elements(read_turn),
        },
        Kind {
            label: "Voiceflow transcript as a table",
            table: TableName::Conversations,
            signature: Signature {
                all: &[&["user_input"], &["intent_matched"]],
                any: &[&["confidence_interval"], &["response"], &["path"]],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Gathered(&ROWS, || Box::new(Rows::default())),
        },
    ],
};

#[derive(Deserialize)]
struct Conversation<'a> {
    #[serde(borrow, alias = "_id", default)]
    id: Scalar<'a>,
    #[serde(borrow, rename = "sessionID", default)]
    session: Scalar<'a>,
    #[serde(borrow, rename = "createdAt", default)]
    created_at: Scalar<'a>,
    #[serde(borrow, rename = "endedAt", default)]
    ended_at: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    properties: Option<Vec<Named<'a>>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    evaluations: Option<Vec<Named<'a>>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    logs: Option<Vec<Log<'a>>>,
}

/// A property or an evaluation.
#[derive(Deserialize)]
struct Named<'a> {
    #[serde(borrow, default)]
    name: Scalar<'a>,
    #[serde(borrow, default)]
    value: Scalar<'a>,
}

#[derive(Deserialize)]
struct Log<'a> {
    #[serde(borrow, rename = "type", default)]
    kind: Scalar<'a>,
    #[serde(borrow, rename = "createdAt", default)]
    created_at: Scalar<'a>,
    #[serde(borrow, default)]
    data: Option<&'a RawValue>,
}

/// An action of the user or a trace of the bot.
#[derive(Default, Deserialize)]
struct Step<'a> {
    #[serde(borrow, rename = "type", default)]
    kind: Scalar<'a>,
    #[serde(borrow, default)]
    payload: Option<&'a RawValue>,
}

/// What a step carries, as far as it is used.
#[derive(Default, Deserialize)]
struct Payload<'a> {
    #[serde(borrow, default)]
    message: Scalar<'a>,
    #[serde(borrow, default)]
    query: Scalar<'a>,
    #[serde(borrow, default)]
    label: Scalar<'a>,
    #[serde(borrow, default)]
    path: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    intent: Option<Intent<'a>>,
}

#[derive(Deserialize)]
struct Intent<'a> {
    #[serde(borrow, default)]
    name: Scalar<'a>,
}

/// What a step is to Botworth: the event, what was said, the intent.
type Meaning = (&'static str, String, String);

/// Text that holds JSON, or the JSON itself.
fn json_of(raw: Option<&RawValue>) -> Cow<'_, str> {
    let raw = raw.map_or("", RawValue::get);
    serde_json::from_str::<String>(raw).map_or(Cow::Borrowed(raw), Cow::Owned)
}

/// An action of the user: `text`, `intent`, keys of a phone, and buttons, whose type is the path they lead to.
fn action_of(json: &str) -> Option<Meaning> {
    let action: Step<'_> = serde_json::from_str(json).ok()?;
    let kind = action.kind.text();
    if !matches!(kind, "text" | "intent" | "dtmf" | "choice" | "message") && !kind.starts_with("path-") {
        return None;
    }
    let carried = json_of(action.payload);
    let payload: Payload<'_> = serde_json::from_str(&carried).unwrap_or_default();
    let said = [payload.query.text(), payload.message.text(), payload.label.text()].into_iter().find(|text| !text.is_empty());
    // The payload of a text is the text itself.
    let said = said.unwrap_or(if carried.starts_with(['{', '[']) || carried == "null" { "" } else { &carried });
    let intent = payload.intent.as_ref().map_or("", |intent| intent.name.text());
    Some(("user_message", said.to_owned(), if is_no_intent(intent) { "" } else { intent }.to_owned()))
}

/// The built-in intent of what matches none.
fn is_no_intent(intent: &str) -> bool {
    matches!(key_of(intent).as_str(), "none" | "vf.none" | "no match" | "fallback")
}

fn trace_of(json: &str) -> Option<Meaning> {
    let trace: Step<'_> = serde_json::from_str(json).ok()?;
    let carried = json_of(trace.payload);
    let payload: Payload<'_> = serde_json::from_str(&carried).unwrap_or_default();
    let none = String::new;
    match trace.kind.text() {
        "text" | "speak" | "message" => Some(("bot_message", payload.message.text().to_owned(), none())),
        "cardV2" | "carousel" | "visual" => Some(("bot_message", none(), none())),
        // The path that asks again.
        "path" if payload.path.text() == "reprompt" => Some(("bot_fallback", none(), none())),
        "no-match" | "noMatch" => Some(("bot_fallback", none(), none())),
        "handoff" | "live_agent" | "liveAgentHandoff" => Some(("bot_handoff_human", none(), none())),
        _ => None,
    }
}

fn read_transcript(element: &Element<'_>, output: &mut Output<'_>) -> Result<(), Reason> {
    let conversation: Conversation<'_> = element.parse()?;
    let mut row = Draft::new(TableName::Conversations);
    row.set("conversation_id", conversation.id.text());
    row.set("user_id", conversation.session.text());
    row.set("started_at", conversation.created_at.text());
    row.set("ended_at", conversation.ended_at.text());
    for property in conversation.properties.iter().flatten() {
        set_property(property, &mut row);
    }
    for evaluation in conversation.evaluations.iter().flatten() {
        set_evaluation(evaluation, &mut row);
    }
    let mut transcript = Transcript::default();
    for log in conversation.logs.iter().flatten() {
        let json = json_of(log.data);
        let meaning = match log.kind.text() {
            "action" => action_of(&json),
            "trace" => trace_of(&json),
            _ => None,
        };
        let Some((event, text, intent)) = meaning else { continue };
        match parse_timestamp(log.created_at.text()) {
            Ok(at) => {
                row.set_default("intent", &intent);
                transcript.add(event, at).text(&text).intent(&intent);
            }
            Err(reason) => output.note("logs[].createdAt", log.created_at.text(), reason),
        }
    }
    transcript.push(row, output);
    Ok(())
}

fn set_property(property: &Named<'_>, row: &mut Draft) {
    let value = property.value.text();
    match key_of(property.name.text()).as_str() {
        "platform" | "channel" => row.set("channel", value),
        "email" | "user email" => row.set("email", value),
        "phone" | "from" | "phone number" | "user phone" => row.set("phone", value),
        "language" | "locale" => row.set("language", value),
        _ => {}
    }
}

/// An evaluation has the name that the company gave it.
fn set_evaluation(evaluation: &Named<'_>, row: &mut Draft) {
    let name = key_of(evaluation.name.text());
    let value = evaluation.value.text();
    let speaks_of = |words: &[&str]| words.iter().any(|word| name.contains(word));
    // "Unresolved" asks for the opposite.
    if speaks_of(&["resolved", "resolution"]) && !speaks_of(&["unresolved", "not resolved"]) {
        match value {
            "true" => row.set("resolution", "assumed"),
            "false" => row.set("resolution", "none"),
            _ => {}
        }
    } else if speaks_of(&["handoff", "hand off", "handover", "escalat"]) {
        match value {
            "true" => row.set("handoff", "accepted"),
            "false" => row.set("handoff", "none"),
            _ => {}
        }
    } else if speaks_of(&["csat", "satisfaction"]) && value.parse::<f64>().is_ok() {
        row.set("csat", value);
        if value.parse::<f64>().is_ok_and(|score| score <= 5.0) {
            row.set("csat_max", "5");
        }
    }
}

#[derive(Deserialize)]
struct Turn<'a> {
    #[serde(borrow, rename = "turnID", default)]
    id: Scalar<'a>,
    #[serde(borrow, rename = "type", default)]
    kind: Scalar<'a>,
    #[serde(borrow, rename = "startTime", default)]
    start: Scalar<'a>,
    #[serde(borrow, default)]
    payload: Option<&'a RawValue>,
}

/// A turn wraps a step in its payload.
fn read_turn(element: &Element<'_>, output: &mut Output<'_>) -> Result<(), Reason> {
    let turn: Turn<'_> = element.parse()?;
    let json = json_of(turn.payload);
    let meaning = match turn.kind.text() {
        "request" => action_of(&json),
        "launch" => Some(("chat_opened", String::new(), String::new())),
        kind => trace_of(&json).or_else(|| trace_of(&format!("{{\"type\":{kind:?},\"payload\":{json}}}"))),
    };
    let Some((event, text, intent)) = meaning else { return Ok(()) };
    let (id, _) = named(element.file_name);
    let mut row = Draft::new(TableName::Events);
    row.set("event", event);
    row.set("conversation_id", id);
    row.set("intent", &intent);
    row.set("text", &text);
    // The traces of one turn share its id.
    if event != "bot_message" {
        row.set("id", turn.id.text());
    }
    match parse_timestamp(turn.start.text()).or_else(|_| epoch(turn.start.text(), Tick::BySize)) {
        Ok(at) => row.set_time("timestamp", at),
        Err(reason) => row.fail("timestamp", "startTime".into(), turn.start.text(), reason),
    }
    output.push(&mut row);
    Ok(())
}

/// Letters of an id of Voiceflow: hexadecimal, the first eight are the seconds since 1970.
const ID_LETTERS: usize = 24;

/// The id and the time that a file's name holds: the id of the transcript, else the name itself; a date, else the second
/// in which the id was made; empty if neither is there.
fn named(file_name: &str) -> (&str, String) {
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
    let is_id = |word: &&str| word.len() == ID_LETTERS && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let id = stem.split(|letter: char| !letter.is_ascii_alphanumeric()).find(is_id);
    let dates = (0..stem.len()).filter_map(|start| stem.get(start..start + 10));
    let date = dates.into_iter().find(|date| parse_date(date).is_ok());
    let made_at = id.and_then(|id| u64::from_str_radix(id.get(..8)?, 16).ok()).map(|seconds| seconds.to_string());
    let time = match (date, made_at) {
        (Some(date), _) => format!("{date}T00:00:00"),
        (None, Some(seconds)) => {
            let mut time = Draft::new(TableName::Conversations);
            time.set_epoch("started_at", &seconds, Tick::Second);
            time.get("started_at").to_owned()
        }
        (None, None) => String::new(),
    };
    (id.unwrap_or(stem), time)
}

static ROWS: Mapping = Mapping { table: TableName::Conversations, columns: &[], fixed: &[], hook: None };

/// The rows of one transcript, which have no times.
#[derive(Default)]
struct Rows {
    id: String,
    started_at: String,
    user_turns: u64,
    bot_turns: u64,
    bot_turns_after_user: u64,
    fallbacks: u64,
    intent: String,
    first: String,
    latest: String,
    unanswered: String,
}

impl Gather for Rows {
    fn take(&mut self, row: &SourceRow<'_>, _: &Draft) {
        if self.id.is_empty() {
            let (id, started_at) = named(row.file_name());
            (self.id, self.started_at) = (id.to_owned(), started_at);
        }
        let (said, answer, intent) = (row.get("user_input"), row.get("response"), row.get("intent_matched"));
        if !said.is_empty() {
            self.user_turns += 1;
            said.clone_into(&mut self.latest);
            if self.first.is_empty() {
                said.clone_into(&mut self.first);
            }
        }
        let marks = [row.get("path"), row.get("type"), row.get("event")];
        if is_no_intent(intent) || marks.iter().any(|mark| matches!(key_of(mark).as_str(), "reprompt" | "no match" | "no-match"))
        {
            self.fallbacks += 1;
            if self.unanswered.is_empty() {
                self.unanswered.clone_from(&self.latest);
            }
        } else if self.intent.is_empty() {
            intent.clone_into(&mut self.intent);
        }
        if !answer.is_empty() {
            self.bot_turns += 1;
            self.bot_turns_after_user += u64::from(self.user_turns > 0);
        }
    }

    fn finish(&mut self, output: &mut Output<'_>) {
        let mut row = Draft::new(TableName::Conversations);
        row.set("conversation_id", &self.id);
        if self.started_at.is_empty() {
            row.fail("started_at", "file name".into(), &self.id, Reason::NotATimestamp);
        }
        row.set("started_at", &self.started_at);
        row.set("intent", &self.intent);
        row.set_count("user_turns", self.user_turns);
        row.set_count("bot_turns", self.bot_turns);
        if self.fallbacks > 0 {
            row.set_count("fallbacks", self.fallbacks);
        }
        if self.user_turns > 0 && self.bot_turns_after_user == 0 {
            row.set("first_useful_s", "never");
        }
        row.set("question", if self.unanswered.is_empty() { &self.first } else { &self.unanswered });
        output.push(&mut row);
    }
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_file_name_tells_the_id_and_the_time() {
        // 0x69a5_4fd0 seconds are 2026-03-02 08:52:32.
        let (id, time) = named("transcript-69a54fd0ab10e059b87753e8.csv");
        assert_eq!((id, time.as_str()), ("69a54fd0ab10e059b87753e8", "2026-03-02T08:52:32Z"));
        assert_eq!(named("chat 2026-03-02.csv"), ("chat 2026-03-02", "2026-03-02T00:00:00".to_owned()));
        assert_eq!(named("transcript.csv"), ("transcript", String::new()));
    }
}
