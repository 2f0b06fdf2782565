//! Botpress: the analytics of v12 as CSV and JSON, and the analytics, conversations and messages of Botpress Cloud
//! (FORMATS 15).
//!
//! Analytics are totals of a day. Sessions become conversations of which nothing is known but day and channel, so that
//! volumes are right and every other metric says that it knows nothing; they join nothing. The other totals (messages,
//! intents, workflows, feedback) belong to no conversation and are left. `N/A` is zero and unknown alike.

use serde::Deserialize;

use crate::ingest::mapping::{
    Clock, Convert, Draft, Element, Kind, Mapping, Output, Read, Scalar, Signature, SourceRow, Vendor, Verdict, column,
};
use crate::ingest::{Reason, parse_date, parse_timestamp};
use crate::model::TableName;

/// Botpress.
pub static BOTPRESS: Vendor = Vendor {
    id: "botpress",
    kinds: &[
        Kind {
            label: "Botpress v12 analytics",
            table: TableName::Conversations,
            signature: Signature {
                all: &[&["botId"], &["metric"], &["subMetric"], &["value"]],
                any: &[&["date"], &["channel"]],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Columns(&ANALYTICS),
        },
        Kind {
            label: "Botpress v12 analytics by period",
            table: TableName::Conversations,
            signature: Signature {
                all: &[&["startDate"], &["endDate"], &["metrics[].metric"], &["metrics[].value"]],
                any: &[&["metrics[].subMetric"], &["metrics[].botId"], &["metrics[].channel"]],
                ..Signature::EMPTY
            },
            read: Read::Elements(read_period),
        },
        Kind {
            label: "Botpress Cloud analytics",
            table: TableName::Conversations,
            signature: Signature {
                all: &[&["startDateTimeUtc"], &["endDateTimeUtc"], &["sessions"]],
                any: &[&["returningUsers"], &["newUsers"], &["messages"]],
                ..Signature::EMPTY
            },
            read: Read::Elements(read_day),
        },
        Kind {
            label: "Botpress Cloud conversations",
            table: TableName::Conversations,
            signature: Signature {
                all: &[&["id"], &["integration"], &["channel"], &["createdAt"]],
                any: &[&["tags"], &["updatedAt"]],
                least: 1,
                none: &["payload", "direction"],
            },
            read: Read::Columns(&CONVERSATIONS),
        },
        Kind {
            label: "Botpress Cloud messages",
            table: TableName::Events,
            signature: Signature {
                all: &[&["conversationId"], &["direction"], &["createdAt"]],
                any: &[&["payload", "payload.text"], &["userId"], &["type"]],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Columns(&MESSAGES),
        },
    ],
};

/// Days in the local time of the server: midnight stands for the day.
static ANALYTICS: Mapping = Mapping {
    table: TableName::Conversations,
    columns: &[
        column(&["date"], "started_at", Convert::Date),
        column(&["channel"], "channel", Convert::Text),
        column(&["botId"], "flow", Convert::Text),
    ],
    fixed: &[],
    hook: Some(read_total),
};

/// Sessions of one row that become conversations; more are a slip of the file.
const MOST_SESSIONS: u64 = 1_000_000;

/// The total that counts conversations; all others count something else.
const SESSIONS: &str = "sessions_count";

fn read_total(row: &SourceRow<'_>, total: &mut Draft, output: &mut Output<'_>) -> Verdict {
    if row.get("metric") != SESSIONS {
        output.leave_out(row.get("metric"));
        return Verdict::Skip;
    }
    let value = row.get("value");
    // `N/A`: zero or unknown, and no session either way.
    if !value.is_empty() {
        push_sessions(total, value, output);
    }
    Verdict::Skip
}

/// Pushes so many conversations as `count` says; the draft holds the day, the channel and the bot.
fn push_sessions(day: &Draft, count: &str, output: &mut Output<'_>) {
    let sessions = match count.parse::<u64>() {
        Ok(sessions) if sessions <= MOST_SESSIONS => sessions,
        Ok(_) => return output.reject("value", count, Reason::TooLarge),
        Err(_) => return output.reject("value", count, Reason::NotANumber),
    };
    let date = day.get("started_at").get(..10).unwrap_or("").to_owned();
    for number in 1..=sessions {
        let mut conversation = day.clone();
        // The same in an export that overlaps this one.
        let parts = [day.get("flow"), day.get("channel"), &date].into_iter().filter(|part| !part.is_empty());
        conversation.set("conversation_id", &format!("{}/{number}", parts.collect::<Vec<_>>().join("/")));
        if date.len() == 10 && day.get("started_at").len() == 10 {
            conversation.set("started_at", &format!("{date}T00:00:00"));
        }
        if !output.push(&mut conversation) {
            // The others would be kept out for the same reason.
            return;
        }
    }
}

#[derive(Deserialize)]
struct Period<'a> {
    #[serde(borrow)]
    metrics: Vec<Total<'a>>,
}

#[derive(Deserialize)]
struct Total<'a> {
    #[serde(borrow, default)]
    date: Scalar<'a>,
    #[serde(borrow, rename = "botId", default)]
    bot: Scalar<'a>,
    #[serde(borrow, default)]
    channel: Scalar<'a>,
    #[serde(borrow, default)]
    metric: Scalar<'a>,
    #[serde(borrow, default)]
    value: Scalar<'a>,
}

/// The file holds two periods: the one that was asked for, and the one before it.
fn read_period(element: &Element<'_>, output: &mut Output<'_>) -> Result<(), Reason> {
    let period: Period<'_> = element.parse()?;
    for total in &period.metrics {
        if total.metric.text() != SESSIONS {
            output.leave_out(total.metric.text());
            continue;
        }
        let mut day = Draft::new(TableName::Conversations);
        let date = total.date.text();
        match date.get(..10).map(parse_date) {
            Some(Ok(_)) => day.set("started_at", date.get(..10).unwrap_or("")),
            _ => day.fail("started_at", "metrics[].date".into(), date, Reason::NotADate),
        }
        day.set("flow", total.bot.text());
        day.set("channel", total.channel.text());
        if !total.value.is_empty() {
            push_sessions(&day, total.value.text(), output);
        }
    }
    Ok(())
}

#[derive(Deserialize)]
struct CloudDay<'a> {
    #[serde(borrow, rename = "startDateTimeUtc")]
    start: Scalar<'a>,
    #[serde(borrow, rename = "endDateTimeUtc")]
    end: Scalar<'a>,
    #[serde(borrow)]
    sessions: Scalar<'a>,
}

fn read_day(element: &Element<'_>, output: &mut Output<'_>) -> Result<(), Reason> {
    /// A record of a month says nothing of its days.
    const LONGEST_DAY_MICROS: i64 = 25 * 3_600_000_000;
    let day: CloudDay<'_> = element.parse()?;
    let (start, end) = (parse_timestamp(day.start.text())?, parse_timestamp(day.end.text())?);
    let length = end.micros().zip(start.micros()).map_or(0, |(end, start)| end - start);
    if length > LONGEST_DAY_MICROS {
        output.reject("endDateTimeUtc", day.end.text(), Reason::TotalOfOthers);
        return Ok(());
    }
    let mut row = Draft::new(TableName::Conversations);
    row.set_time("started_at", start);
    push_sessions(&row, day.sessions.text(), output);
    Ok(())
}

static CONVERSATIONS: Mapping = Mapping {
    table: TableName::Conversations,
    columns: &[
        column(&["id"], "conversation_id", Convert::Text),
        column(&["createdAt"], "started_at", Convert::Time(Clock::Utc)),
        // The channel of an integration is often just "channel".
        column(&["integration", "channel"], "channel", Convert::Text),
    ],
    fixed: &[],
    hook: None,
};

/// A person of the company who answers through the bot's channel writes outgoing messages too: the file does not tell
/// them apart.
static MESSAGES: Mapping = Mapping {
    table: TableName::Events,
    columns: &[
        column(&["id"], "id", Convert::Text),
        column(&["conversationId"], "conversation_id", Convert::Text),
        column(&["createdAt"], "timestamp", Convert::Time(Clock::Utc)),
        column(&["direction"], "event", Convert::Words(&[("incoming", "user_message"), ("outgoing", "bot_message")])),
        column(&["payload.text"], "text", Convert::Text),
    ],
    fixed: &[],
    hook: Some(finish_message),
};

#[derive(Deserialize)]
struct Payload<'a> {
    #[serde(borrow, default)]
    text: Scalar<'a>,
}

fn finish_message(row: &SourceRow<'_>, message: &mut Draft, _: &mut Output<'_>) -> Verdict {
    if message.get("event") == "user_message" {
        message.set("user_id", row.get("userId"));
    }
    // Tables hold the payload as one cell of JSON.
    if !message.has("text")
        && let Ok(payload) = serde_json::from_str::<Payload<'_>>(&row.json("payload"))
    {
        message.set("text", payload.text.text());
    }
    Verdict::Keep
}
