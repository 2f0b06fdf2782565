//! The command `botworth`: the same engine as in the tab, on files of the disk. Behind the feature `command`.
//!
//! Exit codes: 0, everything given was used; 1, the answer could not be written; 2, something given could not be used
//! (a file, rules, a zone, an argument). What that was is told on the error stream, and the other files still count; a
//! misspelt name in a rules file is told there too and changes no exit code.

mod brief;
mod caught;
mod export;
mod gaps;
mod invoice;
mod joins;
mod mapping;
#[cfg(feature = "lake")]
mod parquet;
mod png;
mod render;
mod rows;
mod sample;
mod score;
mod sql;
mod what_if;

use std::ffi::OsString;
use std::io::{self, Write};

use clap::{Parser, Subcommand};

/// Exit code if everything given was used.
pub const USED: u8 = 0;
/// Exit code if the answer could not be written.
pub const NOT_WRITTEN: u8 = 1;
/// Exit code if something given could not be used.
pub const NOT_USED: u8 = 2;

/// Tells what a chatbot is worth, from files of the systems around it.
#[derive(Debug, Parser)]
#[command(name = "botworth", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print the scorecard of some files as JSON.
    Score(score::Score),
    /// Print what was read, or its weeks, as files for other tools.
    Export(export::Export),
    /// Print what was kept out of the files, and why, as CSV.
    Ledger(export::Ledger),
    /// Print one page for people on the last complete week: what the bot is worth, what is wrong, what to do.
    Brief(brief::Brief),
    /// Print what to track, with which names, and where to pass the conversation's id.
    Plan(brief::Plan),
    /// Print the questions that found no answer, grouped by meaning.
    Gaps(gaps::Gaps),
    /// Print the resolutions that a vendor bills and one's own rule does not call so.
    Invoice(invoice::Invoice),
    /// Print how leads, orders, tickets and touches found the conversations as CSV.
    Joins(joins::Joins),
    /// Print a suggested mapping profile for a file that is not recognised.
    Mapping(mapping::MappingOfFile),
    /// Print a scorecard as a page, a picture, tables or a link.
    Render(render::Render),
    /// Print the rows behind a number as CSV.
    Rows(rows::Rows),
    /// Print the money of a scenario beside today's as JSON.
    WhatIf(what_if::WhatIf),
    /// Print a program that counts the cube of a scorecard in a warehouse.
    Sql(sql::Sql),
    /// Write the sample data set: a shop's half year with two bots.
    Sample(sample::Sample),
}

/// Runs the command with its arguments, the first of which is its own name; gives the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>, output: &mut dyn Write, errors: &mut dyn Write) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let (target, code): (&mut dyn Write, u8) = if error.use_stderr() { (errors, NOT_USED) } else { (output, USED) };
            return written(&write!(target, "{error}"), code);
        }
    };
    match arguments.command {
        Command::Score(score) => score.run(output, errors),
        Command::Export(export) => export.run(output, errors),
        Command::Ledger(ledger) => ledger.run(output, errors),
        Command::Brief(brief) => brief.run(output, errors),
        Command::Plan(plan) => plan.run(output, errors),
        Command::Gaps(gaps) => gaps.run(output, errors),
        Command::Invoice(invoice) => invoice.run(output, errors),
        Command::Joins(joins) => joins.run(output, errors),
        Command::Mapping(mapping) => mapping.run(output, errors),
        Command::Render(render) => render.run(output, errors),
        Command::Rows(rows) => rows.run(output, errors),
        Command::WhatIf(what_if) => what_if.run(output, errors),
        Command::Sql(sql) => sql.run(output, errors),
        Command::Sample(sample) => sample.run(output, errors),
    }
}

/// The exit code after writing.
fn written(result: &io::Result<()>, code: u8) -> u8 {
    if result.is_ok() { code } else { NOT_WRITTEN }
}
