//! Scorecards that were saved before: their weeks stand before those of the files, as a series of their own.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Session;
use crate::protocol::{Earlier, FileError};
use crate::rules::{EffectiveRules, Rules};
use crate::scorecard::{BoardId, SCHEMA, Week};

/// What is kept of a saved scorecard.
#[derive(Debug)]
pub(super) struct Saved {
    rules: Rules,
    earlier: Earlier,
}

/// What is read of it.
#[derive(Deserialize)]
struct Printed {
    schema: u32,
    rules_hash: String,
    rules: EffectiveRules,
    boards: BTreeMap<BoardId, PrintedBoard>,
}

#[derive(Deserialize)]
struct PrintedBoard {
    weekly: Vec<Week>,
}

impl Saved {
    /// Reads a printed scorecard.
    pub(super) fn read(name: &str, json: &str) -> Result<Self, FileError> {
        let printed: Printed = serde_json::from_str(json)
            .map_err(|error| FileError::Broken { line: error.line() as u64, reason: error.to_string() })?;
        if printed.schema != SCHEMA {
            let reason = format!("a scorecard of form {}, and this is form {SCHEMA}", printed.schema);
            return Err(FileError::Broken { line: 1, reason });
        }
        let boards = printed.boards.into_iter().map(|(id, board)| (id, board.weekly)).collect();
        let earlier = Earlier { name: name.to_owned(), rules_hash: printed.rules_hash, boards };
        Ok(Self { rules: printed.rules.rules, earlier })
    }

    fn first_week(&self) -> Option<&str> {
        self.earlier.boards.values().filter_map(|weeks| weeks.first()).map(|week| week.from.as_str()).min()
    }
}

impl Session {
    /// The saved scorecard that starts last of those that start before what is loaded, or of all if none does.
    pub(super) fn saved(&self) -> Option<&Saved> {
        let first = self.facts.as_ref().and_then(|facts| facts.period).map(|(from, _)| from.to_string());
        let is_before = |saved: &Saved| saved.first_week().zip(first.as_deref()).is_some_and(|(week, first)| week < first);
        self.earlier.values().max_by_key(|saved| (is_before(saved), saved.first_week(), &saved.earlier.name))
    }

    /// Its weeks.
    pub(super) fn earlier(&self) -> Option<Box<Earlier>> {
        self.saved().map(|saved| Box::new(saved.earlier.clone()))
    }

    /// The rules of an earlier run: those that were told, else those of a saved scorecard.
    pub(super) fn rules_before(&self) -> Option<Rules> {
        self.before.clone().or_else(|| self.saved().map(|saved| saved.rules.clone()))
    }
}
