//! `botworth joins`: how rows of leads, revenue, tickets and touches found the conversations, as CSV.

use std::io::{self, Write};

use clap::Args;

use super::score::{Input, nothing_to_score};
use super::written;
use crate::facts::JoinsByTable;
use crate::facts::identity::KINDS;

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
            Some(joins) => written(&print(&joins, output), code),
            None => code.max(nothing_to_score(errors)),
        }
    }
}

fn print(joins: &JoinsByTable, output: &mut dyn Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(output);
    csv.write_record(["table", "found_by", "rows", "of"])?;
    for (table, joins) in joins {
        let keys = KINDS.into_iter().map(|kind| (kind.column(), joins.by_key.get(&kind).copied().unwrap_or(0)));
        for (found_by, rows) in keys.chain([("nothing", joins.unmatched), ("unknown conversation_id", joins.dangling)]) {
            csv.write_record([table.word(), found_by, &rows.to_string(), &joins.rows.to_string()])?;
        }
    }
    csv.flush()
}
