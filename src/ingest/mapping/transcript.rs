//! One conversation with all of its messages, for vendors whose records hold whole transcripts.
//!
//! Gives a row of conversations with what the order of messages tells (turns, first useful answer, question), and the
//! messages as events. Fallbacks, handoffs and resolutions are events alone: what occurs in no file stays unknown
//! (METRICS section 1).

use super::draft::Draft;
use super::output::Output;
use crate::model::{TableName, Timestamp};

/// What happened in a conversation, in the order of the record; times may be out of order.
#[derive(Debug, Default)]
pub struct Transcript {
    moments: Vec<Moment>,
}

#[derive(Debug, Default)]
struct Moment {
    event: &'static str,
    at: Timestamp,
    text: String,
    intent: String,
    id: String,
}

/// Cells of the conversation that its events bear too.
const SHARED: [&str; 7] = ["conversation_id", "user_id", "anonymous_id", "email", "phone", "channel", "language"];

impl Transcript {
    /// Takes in a moment: `user_message`, `bot_message` or any other event of METRICS section 1. A fallback belongs to
    /// the last message of the user before it.
    pub fn add(&mut self, event: &'static str, at: Timestamp) -> &mut Self {
        self.moments.push(Moment { event, at, ..Moment::default() });
        self
    }

    /// What was said in the moment added last.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.last(|moment| text.clone_into(&mut moment.text))
    }

    /// What the user wanted in the moment added last.
    pub fn intent(&mut self, intent: &str) -> &mut Self {
        self.last(|moment| intent.clone_into(&mut moment.intent))
    }

    /// The id of the moment added last.
    pub fn id(&mut self, id: &str) -> &mut Self {
        self.last(|moment| id.clone_into(&mut moment.id))
    }

    fn last(&mut self, change: impl FnOnce(&mut Moment)) -> &mut Self {
        if let Some(moment) = self.moments.last_mut() {
            change(moment);
        }
        self
    }

    /// Fills what `row`, a conversation with its id, leaves open, pushes it, and the moments as events. Nothing is
    /// pushed if the row is kept out.
    pub fn push(mut self, mut row: Draft, output: &mut Output<'_>) {
        // Stable: moments of one time stay in the order of the record.
        self.moments.sort_by_key(|moment| moment.at.micros());
        self.settle_fallbacks();
        self.fill(&mut row);
        let shared = row.clone();
        if !output.push(&mut row) {
            return;
        }
        let mut event = Draft::new(TableName::Events);
        for moment in &self.moments {
            event.set("event", moment.event);
            event.set_time("timestamp", moment.at);
            for column in SHARED {
                event.set(column, shared.get(column));
            }
            event.set("text", &moment.text);
            event.set("intent", &moment.intent);
            event.set("id", &moment.id);
            output.push(&mut event);
        }
    }

    /// A fallback takes the time of the answer that it gave: METRICS skips that answer as useless. One user message has
    /// one fallback at most.
    fn settle_fallbacks(&mut self) {
        let mut has_one = false;
        let mut at = 0;
        while let Some(moment) = self.moments.get(at) {
            match moment.event {
                "user_message" => has_one = false,
                "bot_fallback" if has_one => {
                    self.moments.remove(at);
                    continue;
                }
                "bot_fallback" => {
                    has_one = true;
                    let turn = self.moments.iter().skip(at + 1).take_while(|next| next.event != "user_message");
                    let answered_at = turn.into_iter().find(|next| next.event == "bot_message").map(|next| next.at);
                    if let (Some(answered_at), Some(moment)) = (answered_at, self.moments.get_mut(at)) {
                        moment.at = answered_at;
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }

    fn fill(&self, row: &mut Draft) {
        let count = |event: &str| self.moments.iter().filter(|moment| moment.event == event).count() as u64;
        if let (Some(first), Some(last)) = (self.moments.first(), self.moments.last()) {
            if !row.has("started_at") {
                row.set_time("started_at", first.at);
            }
            if !row.has("ended_at") {
                row.set_time("ended_at", last.at);
            }
            row.set_count("user_turns", count("user_message"));
            if count("bot_message") > 0 {
                row.set_count("bot_turns", count("bot_message"));
            }
        }
        self.fill_first_useful(row);
        row.set_default("question", self.question());
    }

    fn fill_first_useful(&self, row: &mut Draft) {
        let Some(first) = self.moments.iter().position(|moment| moment.event == "user_message") else { return };
        if !self.moments.iter().any(|moment| moment.event == "bot_message") {
            return;
        }
        let asked_at = self.moments.get(first).and_then(|moment| moment.at.micros());
        let mut turns = self.moments.get(first..).unwrap_or_default().split(|moment| moment.event == "user_message");
        let useful = turns.find_map(|turn| {
            let is_fallback = turn.iter().any(|moment| matches!(moment.event, "bot_fallback" | "bot_missing_answer"));
            turn.iter().find(|moment| moment.event == "bot_message" && !is_fallback)
        });
        match (useful.and_then(|moment| moment.at.micros()), asked_at) {
            (Some(useful), Some(asked)) => row.set_number("first_useful_s", (useful - asked) as f64 / 1_000_000.0),
            _ => row.set("first_useful_s", "never"),
        }
    }

    /// The text that found no answer, else the first that the user wrote.
    fn question(&self) -> &str {
        let mut asked = "";
        let mut first = "";
        for moment in &self.moments {
            match moment.event {
                "user_message" => {
                    asked = &moment.text;
                    first = if first.is_empty() { asked } else { first };
                }
                "bot_fallback" | "bot_missing_answer" if !asked.is_empty() => return asked,
                _ => {}
            }
        }
        first
    }
}
