//! The rows behind a board's number, as they cross.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::lineage::{Among, Asked, Places, Reason, Standing};
use crate::model::TableName;
use crate::scorecard::BoardId;

/// Which rows are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct AskedRows {
    /// The board.
    pub board: BoardId,
    /// The number.
    pub number: Asked,
    /// Those that stand there alone; none for all.
    pub standing: Option<Places>,
    /// Those of these chats alone; none for all.
    pub among: Option<Among>,
}

/// Some of them.
#[derive(Clone, Debug, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct RowsPage {
    /// What was asked.
    pub asked: AskedRows,
    /// What was searched for in them; empty for nothing. All totals are of what was found.
    pub search: String,
    /// The question or the step whose chats alone are listed; empty for all chats.
    pub among: String,
    /// Rows of each standing, in the order of [`Standing::ALL`].
    pub totals: [u64; 5],
    /// First row.
    pub offset: u64,
    /// The rows.
    pub rows: Vec<RowLine>,
    /// Whether they are in a warehouse, which counted them for the cube that is open.
    pub are_in_warehouse: bool,
}

/// One row behind a number.
#[derive(Clone, Debug, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct RowLine {
    /// Where it stands.
    pub standing: Standing,
    /// Why.
    pub reason: Reason,
    /// Its table.
    pub table: TableName,
    /// Its id; empty for one that events without an id made.
    pub id: String,
    /// Name of the file.
    pub file: String,
    /// Line, from 1.
    pub line: u64,
    /// What it adds, where a number is a sum or a median.
    pub amount: Option<f64>,
    /// Its local date, as `2026-03-01`; empty for none.
    pub date: String,
    /// The intent of its chat; empty for none.
    pub intent: String,
    /// The question that its chat kept, as it was asked; empty for none.
    pub question: String,
}
