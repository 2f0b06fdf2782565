//! `botworth joins`: how rows of leads, revenue, tickets and touches found the conversations, as CSV.

use std::io::Write;

use clap::Args;

use super::score::{Input, nothing_to_score};
use super::written;
use crate::export;

/// Print per table how many rows found a conversation by which key, and how many found none.
#[derive(Debug, Args)]
pub(super) struct Joins {
    #[command(flatten)]
    input: Input,
}

impl Joins {
    pub(super) fn run(&self, output: &mut dyn Write, errors: &mut dyn Write) -> u8 {
        let (mut session, code) = match self.input.open(errors) {
            Ok(opened) => opened,
            Err(code) => return code,
        };
        match session.joins() {
            Some(joins) => written(&export::joins(joins, output), code),
            None => code.max(nothing_to_score(errors)),
        }
    }
}
