//! What leaves as files: the tables that were read, the rows behind a number, what was kept out, the weeks.
//!
//! Writers alone: nothing is computed here.

mod cells;
mod gaps;
mod invoice;
mod joins;
mod ledger;
mod rows;
mod tables;
mod weekly;

pub use cells::Cells;
pub use gaps::gaps;
pub use invoice::invoice;
pub use joins::joins;
pub use ledger::ledger;
pub use rows::rows;
pub use tables::{Form, table, to_csv};
pub use weekly::weekly;
