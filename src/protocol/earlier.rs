//! Weeks that were saved before, as far as the tab shows them.

use std::collections::BTreeMap;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::scorecard::{BoardId, Week};

/// Past weeks of a saved scorecard or workspace.
#[derive(Clone, Debug, Default, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Earlier {
    /// Names of their files.
    pub name: String,
    /// By the rules they were counted under.
    pub series: Vec<EarlierSeries>,
}

/// Weeks that were counted under the same rules.
#[derive(Clone, Debug, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct EarlierSeries {
    /// Short hash of the rules.
    pub rules_hash: String,
    /// The weeks of each board.
    pub boards: BTreeMap<BoardId, Vec<Week>>,
}
