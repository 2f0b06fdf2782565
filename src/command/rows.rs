//! `botworth rows`: the rows behind a number as CSV, each with its standing, reason, file and line.

use std::io::Write;

use clap::Args;

use super::export::Out;
use super::score::{Input, Which, ask, nothing_to_score};
use super::written;
use crate::export;
use crate::lineage::{Asked, Standing};
use crate::scorecard::{MetricId, PartId};

/// Print the rows behind a number as CSV: what is above the line, below it, too young, unknown or excluded, and why.
#[derive(Debug, Args)]
pub(super) struct Rows {
    /// The metric, such as `deflection_rate`.
    #[arg(long, value_name = "METRIC", value_parser = metric)]
    metric: MetricId,
    /// A variant of it, such as durable.
    #[arg(long, value_name = "PART", value_parser = part)]
    part: Option<PartId>,
    /// Only rows that stand here: numerator, denominator, pending, unknown or excluded; may be given more than once.
    #[arg(long = "standing", value_name = "STANDING", value_parser = standing)]
    standings: Vec<Standing>,
    /// Rows to leave out at the start.
    #[arg(long, default_value_t = 0)]
    offset: usize,
    /// Rows at most.
    #[arg(long, default_value_t = usize::MAX, hide_default_value = true)]
    limit: usize,
    #[command(flatten)]
    out: Out,
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    input: Input,
}

impl Rows {
    pub(super) fn run(&self, output: &mut dyn Write, errors: &mut dyn Write) -> u8 {
        let (mut session, query, code) = match ask(&self.input, &self.which, errors) {
            Ok(asked) => asked,
            Err(code) => return code,
        };
        let asked = Asked::of(self.metric, self.part);
        match session.rows(asked, &query.scope, &self.standings, self.offset, self.limit) {
            Some((page, files)) => written(&export::rows(&page, &files, self.out.cells(), output), code),
            None => code.max(nothing_to_score(errors)),
        }
    }
}

fn metric(word: &str) -> Result<MetricId, String> {
    MetricId::from_word(word).ok_or_else(|| known(MetricId::ALL.iter().map(|id| id.word())))
}

fn part(word: &str) -> Result<PartId, String> {
    PartId::from_word(word).ok_or_else(|| known(PartId::ALL.iter().map(|id| id.word())))
}

fn standing(word: &str) -> Result<Standing, String> {
    let found = Standing::ALL.into_iter().find(|standing| standing.word() == word);
    found.ok_or_else(|| known(Standing::ALL.iter().map(|standing| standing.word())))
}

fn known<'a>(words: impl Iterator<Item = &'a str>) -> String {
    format!("known are {}", words.collect::<Vec<_>>().join(", "))
}
