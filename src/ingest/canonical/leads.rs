//! Columns of leads.

use super::column::{CanonicalRow, ColumnSpec, columns};
use super::write::WriteCell as _;
use crate::model::{Cell, LeadRow, Leads, Origin, Origins, Tables};

impl CanonicalRow for LeadRow {
    type Table = Leads;

    const COLUMNS: &'static [ColumnSpec<Self>] = columns! {
        required { lead_id: text, created_at: timestamp }
        optional {
            conversation_id: text,
            user_id: text, anonymous_id: text, email: email, phone: phone,
            origin = ORIGIN, source: text, campaign: text,
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

    fn table(tables: &mut Tables) -> &mut Leads {
        &mut tables.leads
    }

    fn origins(table: &mut Leads) -> &mut Origins {
        &mut table.origin
    }

    fn rows(tables: &Tables) -> impl Iterator<Item = Self> {
        tables.leads.rows()
    }
}

const ORIGIN: ColumnSpec<LeadRow> = ColumnSpec {
    name: "origin",
    is_required: false,
    read: |row, cell| {
        row.origin_kind = cell.lead_origin()?;
        Ok(())
    },
    write: |row, dictionary, cell| row.origin_kind.write(dictionary, cell),
    code: |row| row.origin_kind.code(),
    load: |row, code| row.origin_kind = Cell::from_code(code),
    extend: |table, at, codes| table.origin_kind.extend(at, codes),
};
