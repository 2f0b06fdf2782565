//! Conversations as the event stream that the lead bot's platform exports, one JSON object a line.

use crate::model::order::put_in_order_by;
use std::fmt::Write as _;

use serde_json::Value;

use super::calendar::{Instant, stamp_in_utc};
use super::leads::{GOAL, STEPS};
use super::rows::{Conversation, Ending, Lead};

/// The lines of these conversations, in time order, as NDJSON.
pub fn lines<'a>(conversations: impl Iterator<Item = &'a Conversation>, leads: &[Lead]) -> Vec<u8> {
    let mut events: Vec<Event> = conversations.flat_map(|conversation| events_of(conversation, leads)).collect();
    put_in_order_by(&mut events, |event| event.at);
    let mut text = String::new();
    for (number, event) in events.iter().enumerate() {
        let id = if event.id.is_empty() { format!("e-{:06}", number + 1) } else { event.id.clone() };
        let line = event.line(&id);
        text.push_str(&line);
        // The platform sends an event again when it hears no answer: same id, counted once.
        if number % 900 == 450 {
            text.push_str(&line);
        }
    }
    // An event that lost its time, and one whose time is none.
    text.push_str("{\"event\":\"user_message\",\"conversation_id\":\"L-99999\"}\n");
    text.push_str("{\"event\":\"user_message\",\"timestamp\":\"soon\",\"conversation_id\":\"L-99999\"}\n");
    text.into_bytes()
}

/// One event: its time, its name, the id it names if any, and further fields in the order they are written.
struct Event {
    at: Instant,
    name: &'static str,
    id: String,
    fields: Vec<(&'static str, Value)>,
}

impl Event {
    fn line(&self, id: &str) -> String {
        let mut line = format!("{{\"event\":\"{}\",\"timestamp\":\"{}\",\"id\":\"{id}\"", self.name, stamp_in_utc(self.at));
        for (name, value) in &self.fields {
            // Writing into a String cannot fail.
            let _ = write!(line, ",\"{name}\":{value}");
        }
        line.push_str("}\n");
        line
    }
}

/// The events of one conversation, written as they happen.
struct Story<'a> {
    conversation: &'a Conversation,
    events: Vec<Event>,
}

impl Story<'_> {
    fn tell(&mut self, at: Instant, name: &'static str, further: &[(&'static str, Value)]) -> Option<&mut Event> {
        let mut fields = vec![
            ("conversation_id", Value::from(self.conversation.id.as_str())),
            ("anonymous_id", Value::from(self.conversation.person.anonymous_id.as_str())),
        ];
        fields.extend(further.iter().cloned());
        self.events.push(Event { at, name, id: String::new(), fields });
        self.events.last_mut()
    }
}

fn events_of(conversation: &Conversation, leads: &[Lead]) -> Vec<Event> {
    let mut story = Story { conversation, events: Vec::new() };
    let traffic = conversation.traffic;
    let mut dimensions = vec![
        ("channel", Value::from(conversation.channel)),
        ("flow", Value::from(conversation.flow)),
        ("language", Value::from(conversation.language)),
        ("page", Value::from(conversation.page)),
        ("source", Value::from(traffic.source)),
    ];
    dimensions.extend([("medium", traffic.medium), ("campaign", traffic.campaign)].into_iter().filter_map(known));
    story.tell(conversation.start, "chat_opened", &dimensions);
    if conversation.ending == Ending::Unengaged {
        return story.events;
    }
    let start = conversation.start + 2;
    story.tell(start, "chat_engaged", &[("intent", Value::from(conversation.intent))]);
    messages(&mut story, start);
    endings(&mut story, leads);
    story.events
}

fn known((name, value): (&'static str, &'static str)) -> Option<(&'static str, Value)> {
    (!value.is_empty()).then(|| (name, Value::from(value)))
}

/// User and bot in turn; the bot's answer follows after the seconds it took.
fn messages(story: &mut Story, start: Instant) {
    let conversation = story.conversation;
    let turns = i64::from(conversation.user_turns.max(1));
    let pace = ((conversation.end - start - 4) / turns).max(1);
    let wait = i64::from(conversation.first_useful.unwrap_or(20) / 10).min(pace);
    for turn in 0..turns {
        let asked = start + turn * pace;
        let answered = asked + wait;
        let text = if turn == 0 { vec![("text", Value::from(conversation.question.as_str()))] } else { Vec::new() };
        story.tell(asked, "user_message", &text);
        story.tell(answered, "bot_message", &[]);
        // After the first answer: that one was useful.
        if turn == 1 {
            if conversation.fallbacks > 0 {
                story.tell(answered, "bot_fallback", &[]);
            }
            if !conversation.gap_kind.is_empty() {
                let gap = [("text", Value::from(conversation.question.as_str())), ("reason", Value::from(conversation.gap_kind))];
                story.tell(answered, "bot_missing_answer", &gap);
            }
        }
    }
    for (step, name) in (0..).zip(STEPS.iter().take(conversation.steps)) {
        let reached = start + wait + (conversation.end - start - wait - 2) * step / 5;
        story.tell(reached, "bot_step", &[("goal", Value::from(*name))]);
    }
}

fn endings(story: &mut Story, leads: &[Lead]) {
    let conversation = story.conversation;
    let end = conversation.end;
    if conversation.goal_completed {
        story.tell(end - 1, "bot_goal_completed", &[("goal", Value::from(GOAL))]);
    }
    if let Some(lead) = leads.iter().find(|lead| !conversation.lead_id.is_empty() && lead.id == conversation.lead_id) {
        let email = Value::from(lead.person.email.as_str());
        if let Some(event) = story.tell(end, "lead_captured_chat", &[("email", email)]) {
            event.id.clone_from(&lead.id);
        }
    }
    match conversation.ending {
        Ending::Confirmed => {
            story.tell(end, "bot_resolved", &[("reason", Value::from("confirmed"))]);
        }
        Ending::Assumed => {
            story.tell(end, "bot_resolved", &[("reason", Value::from("assumed"))]);
        }
        Ending::HandedOff => {
            story.tell(end, "bot_handoff_human", &[("reason", Value::from(conversation.handoff_reason))]);
        }
        _ => {
            story.tell(end, "chat_abandoned", &[]);
        }
    }
    if let Some(stars) = conversation.csat {
        story.tell(end, "csat_response", &[("value", Value::from(stars))]);
    }
}
