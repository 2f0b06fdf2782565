//! Columns of tickets.

use super::column::{CanonicalRow, ColumnSpec, columns};
use super::write::WriteCell as _;
use crate::model::{Origin, Origins, Tables, TicketRow, Tickets};

impl CanonicalRow for TicketRow {
    type Table = Tickets;

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

    fn table(tables: &mut Tables) -> &mut Tickets {
        &mut tables.tickets
    }

    fn origins(table: &mut Tickets) -> &mut Origins {
        &mut table.origin
    }

    fn rows(tables: &Tables) -> impl Iterator<Item = Self> {
        tables.tickets.rows()
    }
}
