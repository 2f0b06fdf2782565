//! Columns of conversations.

use std::sync::Arc;

use super::column::{CanonicalRow, ColumnSpec, Conflict, columns};
use super::write::WriteCell as _;
use crate::ingest::Reason;
use crate::model::{ConversationRow, Conversations, Origin, Origins, Tables, Timestamp};

impl CanonicalRow for ConversationRow {
    type Table = Conversations;

    const COLUMNS: &'static [ColumnSpec<Self>] = columns! {
        required { conversation_id: text, started_at: timestamp }
        optional {
            ended_at: timestamp,
            user_id: text, anonymous_id: text, email: email, phone: phone,
            channel: text, flow: text, intent: text, language: text, source: text, medium: text, campaign: text, page: text,
            engaged: boolean, bot_involved: boolean, test: boolean,
            user_turns: count, bot_turns: count, duration_s: seconds, first_useful_s: first_useful,
            fallbacks: count, missing_answer: boolean, gap_kind: gap_kind, goal_completed: boolean,
            resolution: resolution, handoff: handoff, handoff_reason: text,
            eligible: boolean, csat: decimal, csat_max: decimal, survey_offered: boolean, cost: decimal,
            question: spoken
        }
    };

    const SETTLED_BY: &'static [&'static str] = &["started_at", "ended_at"];

    /// An end before its start is unreadable. A time with an offset and one without cannot be told apart before the
    /// zone is known.
    fn settle(&mut self) -> Option<Conflict> {
        let (start, end) = (self.started_at, self.ended_at);
        if start.is_local() != end.is_local() || end.micros()? >= start.micros()? {
            return None;
        }
        self.ended_at = Timestamp::default();
        Some(Conflict { column: "ended_at", reason: Reason::EndsBeforeStart, rejects_row: false })
    }

    fn set_origin(&mut self, origin: Origin) {
        self.origin = origin;
    }

    fn push(self, tables: &mut Tables) {
        Arc::make_mut(&mut tables.conversations).push(self);
    }

    fn table(tables: &mut Tables) -> &mut Conversations {
        Arc::make_mut(&mut tables.conversations)
    }

    fn origins(table: &mut Conversations) -> &mut Origins {
        &mut table.origin
    }

    fn rows(tables: &Tables) -> impl Iterator<Item = Self> {
        tables.conversations.rows()
    }
}
