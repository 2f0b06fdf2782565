//! What stands behind a number: its split, the chats around it, its rows.

mod around;
mod rows;
mod split;

pub use around::{AroundPanel, AroundRow, around_panel};
pub use rows::{BehindRow, ROWS_SHOWN, RowsPanel, StandingTab, rows_panel, variants};
pub use split::{SplitPanel, SplitRow, split_panel};
