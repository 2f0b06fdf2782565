//! The canonical tables as files write them: which columns there are, how a cell of each is read, what makes a row
//! whole (METRICS section 1).
//!
//! Botworth's own files and every vendor's rows end here, so that all of them are judged alike. No vendor words.

mod cells;
mod column;
mod conversations;
mod cube;
mod events;
mod exposure;
mod leads;
mod revenue;
mod tickets;
mod timestamps;
mod touches;
mod write;

pub(super) use cells::Cell;
pub(super) use column::{CanonicalRow, ColumnSpec};
pub use timestamps::{parse_date, parse_timestamp};
pub use write::{RowWriter, WrittenCell, rfc3339, write_rows};

use crate::model::TableName;

/// Calls a function that is generic over a row type for the rows of a table.
macro_rules! by_table {
    ($table:expr, $function:ident $(, $argument:expr)*) => {
        match $table {
            crate::model::TableName::Conversations => $function::<crate::model::ConversationRow>($($argument),*),
            crate::model::TableName::Events => $function::<crate::model::EventRow>($($argument),*),
            crate::model::TableName::Leads => $function::<crate::model::LeadRow>($($argument),*),
            crate::model::TableName::Revenue => $function::<crate::model::RevenueRow>($($argument),*),
            crate::model::TableName::Exposure => $function::<crate::model::ExposureRow>($($argument),*),
            crate::model::TableName::Tickets => $function::<crate::model::TicketRow>($($argument),*),
            crate::model::TableName::Touches => $function::<crate::model::TouchRow>($($argument),*),
            crate::model::TableName::Cube => $function::<crate::model::CubeRow>($($argument),*),
        }
    };
}
pub(super) use by_table;

/// The columns without which a row of a table is nothing.
pub fn required_columns(table: TableName) -> Vec<&'static str> {
    fn of<Row: CanonicalRow>() -> Vec<&'static str> {
        Row::COLUMNS.iter().filter(|column| column.is_required).map(|column| column.name).collect()
    }
    by_table!(table, of)
}

/// All columns of a table, in the order of METRICS.
pub fn columns(table: TableName) -> Vec<&'static str> {
    fn of<Row: CanonicalRow>() -> Vec<&'static str> {
        Row::COLUMNS.iter().map(|column| column.name).collect()
    }
    by_table!(table, of)
}

/// Position of a column among those of its table.
pub(super) fn position(table: TableName, column: &str) -> Option<usize> {
    fn of<Row: CanonicalRow>(column: &str) -> Option<usize> {
        Row::COLUMNS.iter().position(|spec| spec.name == column)
    }
    by_table!(table, of, column)
}
