//! Weeks that were saved before, as far as the tab shows them.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::model::SortedMap;
use crate::scorecard::{BoardId, Scorecard, Week};

/// Past weeks of a saved scorecard or workspace.
#[derive(Clone, Debug, Default, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Earlier {
    /// Names of their files.
    pub name: String,
    /// By the rules they were counted under.
    pub series: Vec<EarlierSeries>,
    /// The latest saved week of each board as a scorecard, with all weeks of its series; only where no file has rows.
    pub latest: Option<Box<Scorecard>>,
}

/// Weeks that were counted under the same rules.
#[derive(Clone, Debug, Default, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct EarlierSeries {
    /// Short hash of the rules.
    pub rules_hash: String,
    /// Version of the engine that counted it.
    pub engine: String,
    /// What recognised its files, sorted, each once: what a vendor calls resolved is another thing at the next.
    pub sources: Vec<String>,
    /// The weeks of each board.
    pub boards: SortedMap<BoardId, Vec<Week>>,
}

impl EarlierSeries {
    /// Whether the other was counted in the same way: by the same rules and engine, from files of the same vendors.
    pub fn is_counted_like(&self, other: &Self) -> bool {
        let of = |series: &Self| (series.rules_hash.clone(), series.engine.clone(), series.sources.clone());
        of(self) == of(other)
    }
}
