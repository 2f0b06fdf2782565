//! `botworth export` and `botworth ledger`: what was read and what was kept out, as files.

use std::io::{self, Write};

use clap::{Args, ValueEnum};

use super::score::{Input, Which, nothing_to_score};
use super::{NOT_USED, written};
use crate::export::{self, Cells, Form};
use crate::model::TableName;
use crate::scorecard::Query;

/// How CSV is written.
#[derive(Debug, Args)]
pub(super) struct Out {
    /// Put an apostrophe before texts that a spreadsheet would take for formulas. Without it, what is written is what was
    /// read.
    #[arg(long)]
    spreadsheet_safe: bool,
}

impl Out {
    pub(super) fn cells(&self) -> Cells {
        if self.spreadsheet_safe { Cells::ForSpreadsheets } else { Cells::AsTheyAre }
    }
}

/// Print what was read, in Botworth format: a table, the conversations with what events say of them, or the weeks.
#[derive(Debug, Args)]
pub(super) struct Export {
    /// What to print: folded (one row a conversation, tests left out, what events say of it filled in), weekly (one line a
    /// week, metric and board), or a table as read: conversations, events, leads, revenue, touches, exposure, tickets.
    #[arg(long, value_name = "WHAT", value_parser = what, default_value = "folded")]
    what: What,
    /// The form of the rows; weeks are always CSV.
    #[arg(long, value_enum, default_value_t = FormName::Csv)]
    form: FormName,
    /// Weeks of these values too, as intent or channel.
    #[arg(long = "segment", value_name = "FIELD[,FIELD]")]
    segments: Vec<String>,
    #[command(flatten)]
    out: Out,
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    input: Input,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Folded,
    Weekly,
    Table(TableName),
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormName {
    Csv,
    Ndjson,
}

impl Export {
    pub(super) fn run(&self, output: &mut dyn Write, errors: &mut dyn Write) -> u8 {
        let query = match self.which.query(None, &self.segments) {
            Ok(query) => Query { segment_weeks: !self.segments.is_empty(), ..query },
            Err(error) => return written(&writeln!(errors, "botworth: {error}"), NOT_USED),
        };
        let (mut session, code) = match self.input.open(errors) {
            Ok(opened) => opened,
            Err(code) => return code,
        };
        let form = match self.form {
            FormName::Csv => Form::Csv(self.out.cells()),
            FormName::Ndjson => Form::Ndjson,
        };
        let mut output = io::BufWriter::new(output);
        let result = match self.what {
            What::Weekly => session.scorecard_of(&query).map(|card| export::weekly(&card, self.out.cells(), &mut output)),
            What::Table(table) => session.tables().map(|tables| export::table(tables, table, form, &mut output)),
            What::Folded => session
                .folded_conversations(&query.scope)
                .map(|tables| export::table(&tables, TableName::Conversations, form, &mut output)),
        };
        match result {
            Some(result) => written(&result.and_then(|()| output.flush()), code),
            None => code.max(nothing_to_score(errors)),
        }
    }
}

/// Print what was kept out as CSV: file, line, column, cell and reason.
#[derive(Debug, Args)]
pub(super) struct Ledger {
    #[command(flatten)]
    out: Out,
    #[command(flatten)]
    input: Input,
}

impl Ledger {
    pub(super) fn run(&self, output: &mut dyn Write, errors: &mut dyn Write) -> u8 {
        let (mut session, code) = match self.input.open(errors) {
            Ok(opened) => opened,
            Err(code) => return code,
        };
        let load = session.load();
        let names: Vec<&str> = load.files.iter().map(|file| file.name.as_str()).collect();
        let mut output = io::BufWriter::new(output);
        let result = export::ledger(&load.ledger, &names, self.out.cells(), &mut output);
        written(&result.and_then(|()| output.flush()), code)
    }
}

fn what(word: &str) -> Result<What, String> {
    match word {
        "folded" => Ok(What::Folded),
        "weekly" => Ok(What::Weekly),
        _ => TableName::from_word(word).map(What::Table).ok_or_else(|| {
            let tables = TableName::ALL.iter().map(|table| table.word());
            format!("known are {}", ["folded", "weekly"].into_iter().chain(tables).collect::<Vec<_>>().join(", "))
        }),
    }
}
