//! Google Dialogflow: the interaction log that CX writes to `BigQuery`, and the log entries of Cloud Logging that hold a
//! query result as JSON (FORMATS 18).
//!
//! A turn has one time, which both messages take. Dialogflow knows no resolution: a conversation that ended without a
//! person is not one that helped.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::ingest::Reason;
use crate::ingest::mapping::{
    Clock, Convert, Draft, Element, Kind, Mapping, Output, Read, Scalar, Signature, SourceRow, Vendor, Verdict, column, loose,
    loose_bool, loose_list,
};
use crate::model::TableName;

/// Google Dialogflow.
pub static DIALOGFLOW: Vendor = Vendor {
    id: "dialogflow",
    kinds: &[
        Kind {
            label: "Dialogflow CX interactions",
            table: TableName::Events,
            signature: Signature {
                all: &[&["conversation_name"], &["turn_position"]],
                any: &[&["request_time"], &["request"], &["response"], &["derived_data"], &["conversation_signals"]],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Columns(&INTERACTIONS),
        },
        Kind {
            label: "Dialogflow log entries",
            table: TableName::Events,
            signature: Signature {
                all: &[&["timestamp"], &["jsonPayload.queryResult", "jsonPayload.response.queryResult"]],
                any: &[&["logName"], &["insertId"], &["labels"], &["receiveTimestamp"]],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Elements(read_entry),
        },
    ],
};

static INTERACTIONS: Mapping = Mapping {
    table: TableName::Events,
    columns: &[
        column(&["conversation_name"], "conversation_id", Convert::With(session_of)),
        column(&["request_time"], "timestamp", Convert::Time(Clock::Utc)),
        column(&["language_code"], "language", Convert::Text),
    ],
    fixed: &[],
    hook: Some(read_interaction),
};

/// The last part of `projects/p/locations/l/agents/a/sessions/s`.
#[allow(clippy::unnecessary_wraps, reason = "the form of all readers of a cell")]
fn session_of(name: &str) -> Result<Cow<'_, str>, Reason> {
    Ok(Cow::Borrowed(name.trim_end_matches('/').rsplit('/').next().unwrap_or(name)))
}

#[derive(Default, Deserialize)]
struct Request<'a> {
    #[serde(borrow, rename = "queryInput", default, deserialize_with = "loose")]
    input: Option<QueryInput<'a>>,
    #[serde(borrow, rename = "queryParams", default, deserialize_with = "loose")]
    parameters: Option<QueryParameters<'a>>,
}

#[derive(Deserialize)]
struct QueryInput<'a> {
    #[serde(borrow, default, deserialize_with = "loose")]
    text: Option<Text<'a>>,
    /// A sound that was heard, a key that was pressed, an intent or event that a button sent.
    #[serde(borrow, default)]
    audio: Option<&'a RawValue>,
    #[serde(borrow, default)]
    dtmf: Option<&'a RawValue>,
    #[serde(borrow, default)]
    intent: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Text<'a> {
    #[serde(borrow, default)]
    text: Scalar<'a>,
}

#[derive(Deserialize)]
struct QueryParameters<'a> {
    #[serde(borrow, default)]
    channel: Scalar<'a>,
}

#[derive(Default, Deserialize)]
struct Response<'a> {
    #[serde(borrow, rename = "responseId", default)]
    id: Scalar<'a>,
    #[serde(borrow, rename = "queryResult", default, deserialize_with = "loose")]
    result: Option<QueryResult<'a>>,
}

/// Of CX and ES both.
#[derive(Default, Deserialize)]
struct QueryResult<'a> {
    /// CX: what was typed, heard, or sent as an event.
    #[serde(borrow, default)]
    text: Scalar<'a>,
    #[serde(borrow, default)]
    transcript: Scalar<'a>,
    /// ES.
    #[serde(borrow, rename = "queryText", default)]
    query: Scalar<'a>,
    #[serde(borrow, rename = "languageCode", default)]
    language: Scalar<'a>,
    #[serde(borrow, rename = "match", default, deserialize_with = "loose")]
    matched: Option<Match<'a>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    intent: Option<Intent<'a>>,
    #[serde(borrow, rename = "currentFlow", default, deserialize_with = "loose")]
    flow: Option<Flow<'a>>,
    #[serde(borrow, rename = "responseMessages", default, deserialize_with = "loose")]
    messages: Option<Vec<ResponseMessage<'a>>>,
    #[serde(borrow, rename = "fulfillmentText", default)]
    fulfillment: Scalar<'a>,
}

#[derive(Deserialize)]
struct Match<'a> {
    #[serde(borrow, default, deserialize_with = "loose")]
    intent: Option<Intent<'a>>,
    #[serde(borrow, rename = "matchType", default)]
    kind: Scalar<'a>,
}

#[derive(Deserialize)]
struct Intent<'a> {
    #[serde(borrow, rename = "displayName", default)]
    name: Scalar<'a>,
    #[serde(rename = "isFallback", default, deserialize_with = "loose_bool")]
    is_fallback: Option<bool>,
}

#[derive(Deserialize)]
struct Flow<'a> {
    #[serde(borrow, rename = "displayName", default)]
    name: Scalar<'a>,
}

#[derive(Deserialize)]
struct ResponseMessage<'a> {
    #[serde(borrow, default, deserialize_with = "loose")]
    text: Option<Texts<'a>>,
    #[serde(borrow, rename = "liveAgentHandoff", default)]
    handoff: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Texts<'a> {
    #[serde(borrow, default, deserialize_with = "loose_list")]
    text: Vec<Scalar<'a>>,
}

impl QueryResult<'_> {
    fn intent(&self) -> Option<&Intent<'_>> {
        self.matched.as_ref().and_then(|matched| matched.intent.as_ref()).or(self.intent.as_ref())
    }

    fn is_fallback(&self) -> bool {
        let is_no_match = self.matched.as_ref().is_some_and(|matched| matched.kind.text() == "NO_MATCH");
        is_no_match || self.intent().is_some_and(|intent| intent.is_fallback == Some(true))
    }

    fn answer(&self) -> String {
        let texts = self.messages.iter().flatten().filter_map(|message| message.text.as_ref());
        let said: Vec<&str> = texts.flat_map(|texts| &texts.text).map(Scalar::text).filter(|text| !text.is_empty()).collect();
        if said.is_empty() { self.fulfillment.text().to_owned() } else { said.join("\n") }
    }

    fn hands_off(&self) -> bool {
        self.messages.iter().flatten().any(|message| message.handoff.is_some_and(|handoff| handoff.get() != "null"))
    }
}

fn read_interaction(row: &SourceRow<'_>, turn: &mut Draft, output: &mut Output<'_>) -> Verdict {
    let (request, response) = (row.json("request"), row.json("response"));
    let (asked, answered) = (serde_json::from_str(&request), serde_json::from_str(&response));
    let (asked, answered): (Option<Request<'_>>, Option<Response<'_>>) = (asked.ok(), answered.ok());
    if asked.is_none() && answered.is_none() {
        output.reject("response", &response, Reason::NotThisKind);
        return Verdict::Skip;
    }
    let input = asked.as_ref().and_then(|request| request.input.as_ref());
    let parameters = asked.as_ref().and_then(|request| request.parameters.as_ref());
    turn.set("channel", parameters.map_or("", |parameters| parameters.channel.text()));
    let session = turn.get("conversation_id").to_owned();
    turn.set("user_id", &session);
    let answered = answered.unwrap_or_default();
    turn.set("id", answered.id.text());
    turn.set_default("id", &format!("{session}/{}", row.get("turn_position")));
    let result = answered.result.unwrap_or_default();
    let typed = input.and_then(|input| input.text.as_ref()).map_or("", |text| text.text.text());
    let said = [typed, result.transcript.text()].into_iter().find(|text| !text.is_empty()).unwrap_or("");
    // An event alone, such as the welcome, is no turn of the user.
    let is_user = !said.is_empty()
        || input.is_some_and(|input| input.audio.is_some() || input.dtmf.is_some() || input.intent.is_some())
        || asked.is_none() && !result.text.is_empty();
    let said = if asked.is_none() { result.text.text() } else { said };
    push_turn(turn, &result, is_user.then_some(said), output);
    Verdict::Skip
}

/// Pushes the messages of a turn, whose draft holds what they share. `said` is none where the user did nothing.
fn push_turn(turn: &mut Draft, result: &QueryResult<'_>, said: Option<&str>, output: &mut Output<'_>) {
    turn.set_default("language", result.language.text());
    turn.set("flow", result.flow.as_ref().map_or("", |flow| flow.name.text()));
    let is_fallback = result.is_fallback();
    if !is_fallback {
        turn.set("intent", result.intent().map_or("", |intent| intent.name.text()));
    }
    let mut push = |name: &str, text: &str| {
        let mut event = turn.clone();
        event.set("event", name);
        event.set("text", text);
        output.push(&mut event)
    };
    if !push(if said.is_some() { "user_message" } else { "chat_opened" }, said.unwrap_or("")) {
        return;
    }
    if is_fallback {
        push("bot_fallback", "");
    }
    let answer = result.answer();
    if !answer.is_empty() {
        push("bot_message", &answer);
    }
    if result.hands_off() {
        push("bot_handoff_human", "");
    }
}

/// An entry of Cloud Logging.
#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(borrow, default)]
    timestamp: Scalar<'a>,
    #[serde(borrow, default)]
    trace: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    labels: Option<Labels<'a>>,
    #[serde(borrow, rename = "jsonPayload", default, deserialize_with = "loose")]
    payload: Option<Payload<'a>>,
}

#[derive(Deserialize)]
struct Labels<'a> {
    #[serde(borrow, default)]
    session_id: Scalar<'a>,
}

#[derive(Deserialize)]
struct Payload<'a> {
    #[serde(borrow, default)]
    session: Scalar<'a>,
    #[serde(borrow, rename = "responseId", default)]
    id: Scalar<'a>,
    #[serde(borrow, rename = "queryResult", default, deserialize_with = "loose")]
    result: Option<QueryResult<'a>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    response: Option<Response<'a>>,
}

fn read_entry(element: &Element<'_>, output: &mut Output<'_>) -> Result<(), Reason> {
    let entry: Entry<'_> = element.parse()?;
    let session_id = entry.labels.as_ref().map_or("", |labels| labels.session_id.text());
    let Some(payload) = entry.payload else {
        output.note("jsonPayload", "", Reason::NotThisKind);
        return Ok(());
    };
    let response = payload.response.unwrap_or_default();
    let Some(result) = payload.result.or(response.result) else {
        // Requests, webhooks and warnings are logged beside the answers.
        output.note("jsonPayload", "", Reason::NotThisKind);
        return Ok(());
    };
    let named = [payload.session.text(), session_id, entry.trace.text()];
    let session = session_of(named.into_iter().find(|text| !text.is_empty()).unwrap_or(""))?;
    let mut turn = Draft::new(TableName::Events);
    turn.set("timestamp", entry.timestamp.text());
    turn.set("conversation_id", &session);
    turn.set("user_id", &session);
    turn.set("id", payload.id.text());
    turn.set_default("id", response.id.text());
    let said = [result.query.text(), result.transcript.text(), result.text.text()];
    let said = said.into_iter().find(|text| !text.is_empty());
    push_turn(&mut turn, &result, said, output);
    Ok(())
}
