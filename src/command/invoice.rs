//! `botworth invoice`: resolutions that a vendor bills, counted again.

use std::collections::BTreeSet;
use std::io::Write;

use clap::{Args, builder::PossibleValuesParser};

use super::export::Out;
use super::score::{Input, Which, ask, nothing_to_score};
use super::written;
use crate::export;
use crate::insight::invoice::Dispute;
use crate::scorecard::print_number;

/// Print the resolutions that a vendor bills and one's own rule does not call so, each with file and line, as CSV. How many
/// there are, and what they cost, is told on the error stream.
#[derive(Debug, Args)]
pub(super) struct Invoice {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    which: Which,
    /// What is no resolution; may be given more than once. Without it all but `not_confirmed`.
    #[arg(long = "dispute", value_name = "REASON", value_parser = PossibleValuesParser::new(Dispute::ALL.iter().map(|reason| reason.word())))]
    disputes: Vec<String>,
    /// Price of one resolution.
    #[arg(long, value_name = "AMOUNT")]
    price: Option<f64>,
    #[command(flatten)]
    out: Out,
}

impl Invoice {
    pub(super) fn run(&self, output: &mut dyn Write, errors: &mut dyn Write) -> u8 {
        let (mut session, query, code) = match ask(&self.input, &self.which, errors) {
            Ok(asked) => asked,
            Err(code) => return code,
        };
        let disputes: BTreeSet<Dispute> = match self.disputes.as_slice() {
            [] => Dispute::USUAL.into(),
            named => named.iter().filter_map(|reason| Dispute::from_word(reason)).collect(),
        };
        let Some((invoice, files)) = session.invoice(&query.scope, &disputes) else {
            return code.max(nothing_to_score(errors));
        };
        let disputed = invoice.disputed.len();
        let cost = self.price.map(|price| {
            format!(", {} of {}", print_number(price * disputed as f64), print_number(price * invoice.billed as f64))
        });
        let told = writeln!(
            errors,
            "botworth: {disputed} of {} billed resolutions are disputed{}; {} more may still come back",
            invoice.billed,
            cost.unwrap_or_default(),
            invoice.may_come_back
        );
        written(&told.and_then(|()| export::invoice(&invoice, &files, self.out.cells(), output)), code)
    }
}
