//! `botworth gaps`: the questions that found no answer, as groups of one meaning.

use std::io::Write;

use clap::{Args, ValueEnum};

use super::brief::LanguageChoice;
use super::export::Out;
use super::score::{Input, Which, ask, nothing_to_score};
use super::written;
use crate::export;
use crate::panels::{View, gaps_markdown};

/// Print the questions that found no answer, grouped by meaning, the most asked first.
#[derive(Debug, Args)]
pub(super) struct Gaps {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    which: Which,
    /// As a table, or as a list to tick off.
    #[arg(long, value_enum, default_value_t = Form::Csv)]
    form: Form,
    #[command(flatten)]
    out: Out,
    /// Language of the list.
    #[arg(long, value_enum, default_value_t = LanguageChoice::En)]
    language: LanguageChoice,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    Csv,
    Markdown,
}

impl Gaps {
    pub(super) fn run(&self, output: &mut dyn Write, errors: &mut dyn Write) -> u8 {
        let (mut session, query, code) = match ask(&self.input, &self.which, errors) {
            Ok(asked) => asked,
            Err(code) => return code,
        };
        let manual_cost = session.rules().manual_cost_per_conversation;
        let Some(gaps) = session.gaps(&query.scope) else { return code.max(nothing_to_score(errors)) };
        let result = match (self.form, session.scorecard_of(&query)) {
            (Form::Markdown, Some(card)) => {
                let view = View::of(&card, self.language.text());
                output.write_all(gaps_markdown(&view, None, &gaps, session.roadmap()).as_bytes())
            }
            _ => export::gaps(&gaps, session.roadmap(), manual_cost, self.out.cells(), output),
        };
        written(&result, code)
    }
}
