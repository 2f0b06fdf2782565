//! Columns of leads.

use super::cells::Cell;
use super::column::{CanonicalRow, ColumnSpec, columns};
use super::write::WriteCell as _;
use crate::ingest::Reason;
use crate::model::{Dictionary, LeadRow, Origin, Tables};

impl CanonicalRow for LeadRow {
    const COLUMNS: &'static [ColumnSpec<Self>] = columns! {
        required { lead_id: text, created_at: timestamp }
        optional {
            conversation_id: text,
            user_id: text, anonymous_id: text, email: email, phone: phone,
            origin = read_origin / write_origin, source: text, campaign: text,
            mql_at: timestamp, sql_at: timestamp, disqualified_at: timestamp,
            meeting_booked_at: timestamp, meeting_held_at: timestamp, meeting_qualified: boolean
        }
    };

    fn set_origin(&mut self, origin: Origin) {
        self.origin = origin;
    }

    fn push(self, tables: &mut Tables) {
        tables.leads.push(self);
    }

    fn rows(tables: &Tables) -> impl Iterator<Item = Self> {
        tables.leads.rows()
    }
}

fn write_origin(row: &LeadRow, dictionary: &Dictionary, text: &mut String) {
    row.origin_kind.write(dictionary, text);
}

fn read_origin(row: &mut LeadRow, cell: Cell<'_>) -> Result<(), Reason> {
    row.origin_kind = cell.lead_origin()?;
    Ok(())
}
