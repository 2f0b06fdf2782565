//! `botworth brief` and `botworth plan`: pages for people, as Markdown.

use std::io::Write;

use clap::{Args, ValueEnum};

use super::score::{Input, Which, ask, nothing_to_score};
use super::written;
use crate::format::Language;
use crate::panels::{View, brief, plan};
use crate::text::{Text, text};

/// Language of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LanguageChoice {
    En,
    Ja,
}

impl LanguageChoice {
    pub(super) fn text(self) -> &'static Text {
        text(match self {
            Self::En => Language::En,
            Self::Ja => Language::Ja,
        })
    }
}

/// Print one page for people on the last complete week: what the bot is worth, what is wrong, what to do.
#[derive(Debug, Args)]
pub(super) struct Brief {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    which: Which,
    /// Language of the page.
    #[arg(long, value_enum, default_value_t = LanguageChoice::En)]
    language: LanguageChoice,
}

impl Brief {
    pub(super) fn run(&self, output: &mut dyn Write, errors: &mut dyn Write) -> u8 {
        let (mut session, query, code) = match ask(&self.input, &self.which, errors) {
            Ok(asked) => asked,
            Err(code) => return code,
        };
        match session.week(&query.scope) {
            Some((card, gaps)) => {
                let page = brief(&View::of(&card, self.language.text()), &gaps);
                written(&output.write_all(page.as_bytes()), code)
            }
            None => code.max(nothing_to_score(errors)),
        }
    }
}

/// Print what to track: what the numbers lack, the events with their names, where to pass the conversation's id.
#[derive(Debug, Args)]
pub(super) struct Plan {
    #[command(flatten)]
    input: Input,
    /// Language of the page.
    #[arg(long, value_enum, default_value_t = LanguageChoice::En)]
    language: LanguageChoice,
}

impl Plan {
    pub(super) fn run(&self, output: &mut dyn Write, errors: &mut dyn Write) -> u8 {
        let (mut session, code) = match self.input.open(errors) {
            Ok(opened) => opened,
            Err(code) => return code,
        };
        match session.scorecard() {
            Some(card) => {
                let page = plan(&View::of(&card, self.language.text()));
                written(&output.write_all(page.as_bytes()), code)
            }
            None => code.max(nothing_to_score(errors)),
        }
    }
}
