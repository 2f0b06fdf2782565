//! Columns of revenue.

use super::column::{CanonicalRow, ColumnSpec, columns};
use super::write::WriteCell as _;
use crate::model::{Origin, Origins, Revenue, RevenueRow, Tables};

impl CanonicalRow for RevenueRow {
    type Table = Revenue;

    const COLUMNS: &'static [ColumnSpec<Self>] = columns! {
        required { order_id: text, at: timestamp, amount: decimal }
        optional {
            user_id: text, anonymous_id: text, email: email, phone: phone,
            conversation_id: text, gross_profit: decimal, currency: currency, status: revenue_status
        }
    };

    fn set_origin(&mut self, origin: Origin) {
        self.origin = origin;
    }

    fn push(self, tables: &mut Tables) {
        tables.revenue.push(self);
    }

    fn table(tables: &mut Tables) -> &mut Revenue {
        &mut tables.revenue
    }

    fn origins(table: &mut Revenue) -> &mut Origins {
        &mut table.origin
    }

    fn rows(tables: &Tables) -> impl Iterator<Item = Self> {
        tables.revenue.rows()
    }
}
