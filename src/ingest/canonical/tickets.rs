//! Columns of tickets.

use super::column::{CanonicalRow, ColumnSpec, columns};
use super::write::WriteCell as _;
use crate::model::{Origin, Tables, TicketRow};

impl CanonicalRow for TicketRow {
    const COLUMNS: &'static [ColumnSpec<Self>] = columns! {
        required { ticket_id: text, created_at: timestamp }
        optional {
            first_reply_at: timestamp, solved_at: timestamp,
            user_id: text, anonymous_id: text, email: email, phone: phone,
            conversation_id: text, intent: text, csat: decimal, csat_max: decimal, agent: boolean
        }
    };

    fn set_origin(&mut self, origin: Origin) {
        self.origin = origin;
    }

    fn push(self, tables: &mut Tables) {
        tables.tickets.push(self);
    }

    fn rows(tables: &Tables) -> impl Iterator<Item = Self> {
        tables.tickets.rows()
    }
}
