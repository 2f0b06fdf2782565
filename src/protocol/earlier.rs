//! A scorecard that was saved before, as far as the tab shows it.

use std::collections::BTreeMap;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::scorecard::{BoardId, Week};

/// Its weeks: a series of its own, as its rules may be others.
#[derive(Clone, Debug, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Earlier {
    /// Name of its file.
    pub name: String,
    /// Short hash of its rules.
    pub rules_hash: String,
    /// The weeks of each board.
    pub boards: BTreeMap<BoardId, Vec<Week>>,
}
