//! `botworth what-if`: a scenario beside today.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::score::{Input, Which, ask, nothing_to_score};
use super::{NOT_USED, written};
use crate::insight::what_if::{Scenario, what_if};
use crate::scorecard::BoardId;

/// Print what value, cost and return would have been under changes that a scenario names, as JSON.
#[derive(Debug, Args)]
pub(super) struct WhatIf {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    which: Which,
    /// The scenario as JSON: `{"changes": [{"change": "manual_cost", "amount": 6}]}`. Changes are `eligible` (intent, eligible),
    /// `close_gap` (question, chats, share), `keep_handoffs` (share), `manual_cost` (amount), `price_per_resolution` (price)
    /// and `price_per_seat` (price, seats).
    #[arg(long, value_name = "FILE")]
    scenario: PathBuf,
    /// Over one bot's chats, `support` or `lead`; else over all.
    #[arg(long, value_parser = board_of)]
    board: Option<BoardId>,
}

fn board_of(word: &str) -> Result<BoardId, String> {
    BoardId::from_word(word).ok_or_else(|| "known are support and lead".to_owned())
}

impl WhatIf {
    pub(super) fn run(&self, output: &mut dyn Write, errors: &mut dyn Write) -> u8 {
        let read = std::fs::read_to_string(&self.scenario).map_err(|error| error.to_string());
        let scenario = read.and_then(|text| serde_json::from_str::<Scenario>(&text).map_err(|error| error.to_string()));
        let scenario = match scenario {
            Ok(scenario) => scenario,
            Err(error) => return written(&writeln!(errors, "botworth: {}: {error}", self.scenario.display()), NOT_USED),
        };
        let (mut session, query, code) = match ask(&self.input, &self.which, errors) {
            Ok(asked) => asked,
            Err(code) => return code,
        };
        let Some(card) = session.scorecard_of(&query) else { return code.max(nothing_to_score(errors)) };
        match what_if(&card, self.board, &scenario) {
            Ok(outcome) => {
                let json = serde_json::to_string_pretty(&outcome).unwrap_or_default();
                written(&writeln!(output, "{json}"), code)
            }
            Err(error) => written(&writeln!(errors, "botworth: {error}"), NOT_USED),
        }
    }
}
