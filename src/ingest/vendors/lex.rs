//! Amazon Lex: conversation logs, one JSON object a turn, V2 and V1, bare or in what `CloudWatch` puts around them
//! (FORMATS 22).
//!
//! A turn has one time, which both messages take. An intent that was fulfilled is taken as resolved, the fallback intent
//! apart; a bot that answered and was left in peace is not.

use std::borrow::Cow;

use serde::Deserialize;

use crate::ingest::Reason;
use crate::ingest::mapping::{
    Clock, Convert, Draft, Element, Kind, Mapping, Output, Read, Scalar, Signature, SourceRow, Tick, Vendor, Verdict, column,
    epoch, loose, loose_bool,
};
use crate::ingest::parse_timestamp;
use crate::model::TableName;

/// Amazon Lex.
pub static LEX: Vendor = Vendor {
    id: "lex",
    kinds: &[
        Kind {
            label: "Amazon Lex conversation logs",
            table: TableName::Events,
            signature: Signature {
                all: &[&["messageVersion"], &["inputTranscript"], &["sessionState", "botName", "bot", "bot.name"]],
                any: &[&["missedUtterance"], &["sessionId"], &["requestId"], &["interpretations[]"], &["dialogState"]],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Elements(read_turn),
        },
        Kind {
            label: "Amazon Lex conversation logs of CloudWatch",
            table: TableName::Events,
            signature: Signature {
                all: &[
                    &["message.messageVersion", "@message.messageVersion"],
                    &["message.inputTranscript", "@message.inputTranscript"],
                    &["message.sessionState", "@message.sessionState", "message.botName", "@message.botName"],
                ],
                any: &[&["timestamp", "@timestamp"], &["ingestionTime", "@ingestionTime"]],
                ..Signature::EMPTY
            },
            read: Read::Columns(&LOG_LINES),
        },
    ],
};

/// The time of the log line stands in for the turn's own.
static LOG_LINES: Mapping = Mapping {
    table: TableName::Events,
    columns: &[
        column(&["timestamp"], "timestamp", Convert::Time(Clock::Utc)),
        column(&["@timestamp"], "timestamp", Convert::Time(Clock::Utc)),
    ],
    fixed: &[],
    hook: Some(read_log_line),
};

#[derive(Deserialize)]
struct Turn<'a> {
    #[serde(borrow, rename = "messageVersion", default)]
    version: Scalar<'a>,
    #[serde(borrow, default)]
    timestamp: Scalar<'a>,
    #[serde(borrow, rename = "requestId", default)]
    request_id: Scalar<'a>,
    #[serde(borrow, rename = "sessionId", default)]
    session_id: Scalar<'a>,
    /// V1.
    #[serde(borrow, rename = "userId", default)]
    user_id: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    bot: Option<Bot<'a>>,
    #[serde(borrow, rename = "botName", default)]
    bot_name: Scalar<'a>,
    #[serde(borrow, rename = "inputTranscript", default)]
    input: Scalar<'a>,
    #[serde(rename = "missedUtterance", default, deserialize_with = "loose_bool")]
    is_missed: Option<bool>,
    #[serde(borrow, rename = "sessionState", default, deserialize_with = "loose")]
    state: Option<State<'a>>,
    #[serde(borrow, default, deserialize_with = "loose")]
    messages: Option<Vec<Message<'a>>>,
    /// V1: what the bot said, as text or as an object.
    #[serde(borrow, rename = "botResponse", default)]
    response: Scalar<'a>,
    /// V1: the name alone.
    #[serde(borrow, default)]
    intent: Scalar<'a>,
    /// V1.
    #[serde(borrow, rename = "dialogState", default)]
    dialog_state: Scalar<'a>,
}

#[derive(Deserialize)]
struct Bot<'a> {
    #[serde(borrow, default)]
    name: Scalar<'a>,
    #[serde(borrow, rename = "localeId", default)]
    locale: Scalar<'a>,
}

#[derive(Deserialize)]
struct State<'a> {
    #[serde(borrow, default, deserialize_with = "loose")]
    intent: Option<Intent<'a>>,
}

#[derive(Deserialize)]
struct Intent<'a> {
    #[serde(borrow, default)]
    name: Scalar<'a>,
    #[serde(borrow, default)]
    state: Scalar<'a>,
}

#[derive(Deserialize)]
struct Message<'a> {
    #[serde(borrow, default)]
    content: Scalar<'a>,
}

impl Turn<'_> {
    fn intent(&self) -> &str {
        let current = self.state.as_ref().and_then(|state| state.intent.as_ref());
        current.map_or(self.intent.text(), |intent| intent.name.text())
    }

    fn is_fulfilled(&self) -> bool {
        let current = self.state.as_ref().and_then(|state| state.intent.as_ref());
        current.map_or(self.dialog_state.text(), |intent| intent.state.text()).eq_ignore_ascii_case("fulfilled")
    }

    /// The built-in intent of what matches none, under its usual names.
    fn is_fallback_intent(&self) -> bool {
        self.intent().ends_with("FallbackIntent")
    }

    fn answer(&self) -> Cow<'_, str> {
        let said: Vec<&str> = self.messages.iter().flatten().map(|message| message.content.text()).collect();
        match said.as_slice() {
            [] => Cow::Borrowed(self.response.text()),
            [one] => Cow::Borrowed(one),
            several => Cow::Owned(several.join("\n")),
        }
    }

    fn has_answer(&self) -> bool {
        self.messages.iter().flatten().next().is_some() || !self.response.is_empty()
    }
}

fn read_turn(element: &Element<'_>, output: &mut Output<'_>) -> Result<(), Reason> {
    push_turn(&element.parse()?, "", output)
}

/// A line of `CloudWatch`, whose message is the turn as text or as an object.
fn read_log_line(row: &SourceRow<'_>, line: &mut Draft, output: &mut Output<'_>) -> Verdict {
    let message = [row.json("message"), row.json("@message")].into_iter().find(|text| !text.is_empty()).unwrap_or_default();
    let outcome = match serde_json::from_str::<Turn<'_>>(&message) {
        Ok(turn) => push_turn(&turn, line.get("timestamp"), output),
        Err(_not_a_turn) => Err(Reason::NotThisKind),
    };
    if let Err(reason) = outcome {
        // Log groups hold lines of other programs too.
        output.note("message", &message, reason);
    }
    Verdict::Skip
}

fn push_turn(turn: &Turn<'_>, logged_at: &str, output: &mut Output<'_>) -> Result<(), Reason> {
    if turn.version.is_empty() {
        return Err(Reason::NotThisKind);
    }
    let mut base = Draft::new(TableName::Events);
    let written = turn.timestamp.text();
    match parse_timestamp(written).or_else(|reason| epoch(written, Tick::BySize).map_err(|_neither| reason)) {
        Ok(at) => base.set_time("timestamp", at),
        Err(_) if !logged_at.is_empty() => base.set("timestamp", logged_at),
        Err(reason) => base.fail("timestamp", "timestamp".into(), written, reason),
    }
    let session = if turn.session_id.is_empty() { turn.user_id.text() } else { turn.session_id.text() };
    base.set("conversation_id", session);
    base.set("user_id", if turn.user_id.is_empty() { session } else { turn.user_id.text() });
    base.set("id", turn.request_id.text());
    let (name, locale) = turn.bot.as_ref().map_or((turn.bot_name.text(), ""), |bot| (bot.name.text(), bot.locale.text()));
    base.set("flow", name);
    base.set("language", locale);
    let is_fallback = turn.is_missed == Some(true) || turn.is_fallback_intent();
    if !turn.is_fallback_intent() {
        base.set("intent", turn.intent());
    }
    // What an application sends by itself has no words: the bot greets first.
    let opens = turn.input.is_empty();
    let mut push = |name: &str, text: &str, reason: &str| {
        let mut event = base.clone();
        event.set("event", name);
        event.set("text", text);
        event.set("reason", reason);
        output.push(&mut event)
    };
    if !push(if opens { "chat_opened" } else { "user_message" }, turn.input.text(), "") {
        return Ok(());
    }
    if is_fallback && !opens {
        push("bot_fallback", "", "");
    }
    if turn.has_answer() {
        push("bot_message", &turn.answer(), "");
    }
    if turn.is_fulfilled() && !is_fallback {
        push("bot_resolved", "", "assumed");
    }
    Ok(())
}
