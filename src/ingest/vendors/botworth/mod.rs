//! Botworth format: the canonical tables themselves (METRICS section 1).

mod column;
mod conversations;
mod events;
mod exposure;
mod leads;
mod read;
mod revenue;
mod tickets;
mod touches;

use column::CanonicalRow;

use crate::ingest::importer::{Import, Imported, Importer, Match};
use crate::ingest::{Head, ReadError};
use crate::model::{ConversationRow, EventRow, ExposureRow, LeadRow, RevenueRow, TableName, TicketRow, TouchRow};

/// Calls a function that is generic over a row type for the rows of a table.
macro_rules! by_table {
    ($table:expr, $function:ident) => {
        match $table {
            TableName::Conversations => $function::<ConversationRow>(),
            TableName::Events => $function::<EventRow>(),
            TableName::Leads => $function::<LeadRow>(),
            TableName::Revenue => $function::<RevenueRow>(),
            TableName::Exposure => $function::<ExposureRow>(),
            TableName::Tickets => $function::<TicketRow>(),
            TableName::Touches => $function::<TouchRow>(),
        }
    };
}

/// The importer of canonical files.
pub struct Botworth;

impl Importer for Botworth {
    fn id(&self) -> &'static str {
        "botworth"
    }

    fn sniff(&self, head: &Head) -> Option<Match> {
        let table =
            TableName::ALL.iter().copied().find(|table| required_columns(*table).iter().all(|column| head.has_column(column)))?;
        let reason = required_columns(table).into_iter().map(str::to_owned).collect();
        // A vendor that knows its own telling columns is surer than this.
        Some(Match { score: 50, reason, table })
    }

    fn import(&self, head: &Head, import: Import<'_>) -> Result<Imported, ReadError> {
        match self.sniff(head).map(|found| found.table) {
            Some(TableName::Conversations) => read::read_table::<ConversationRow>(import),
            Some(TableName::Events) => read::read_table::<EventRow>(import),
            Some(TableName::Leads) => read::read_table::<LeadRow>(import),
            Some(TableName::Revenue) => read::read_table::<RevenueRow>(import),
            Some(TableName::Exposure) => read::read_table::<ExposureRow>(import),
            Some(TableName::Tickets) => read::read_table::<TicketRow>(import),
            Some(TableName::Touches) => read::read_table::<TouchRow>(import),
            None => Ok(Imported::default()),
        }
    }
}

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
