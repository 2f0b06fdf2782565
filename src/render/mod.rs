//! A shared scorecard where no app runs: a page of HTML, a picture, tables of Markdown.
//!
//! Everything is made of a [`Shared`], so that what is hidden in a link is hidden here too, and of the panels that the app
//! shows. One tree of elements stands for a page: it becomes text here, and elements in a browser. Knows no browser.

mod html;
mod markdown;
mod node;
mod page;
mod picture;

pub use html::{html, styles};
pub use markdown::markdown;
pub use node::{Node, node};
pub use page::page;
pub use picture::picture;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::panels::View;
use crate::share::Opened;
use crate::text::Text;

/// Width that charts are drawn for on a page of full width; they shrink with it.
pub const WIDTH: u32 = 1100;

/// What is made of a shared scorecard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Form {
    /// One file of HTML.
    Html,
    /// One picture, light or dark as its reader has it.
    Svg,
    /// The same picture to be drawn once for all readers: light.
    Png,
    /// Tables of Markdown.
    Markdown,
}

impl Form {
    /// The ending of its files, and their type.
    pub fn ending(self) -> (&'static str, &'static str) {
        match self {
            Self::Html => ("html", "text/html"),
            Self::Svg => ("svg", "image/svg+xml"),
            Self::Png => ("png", "image/png"),
            Self::Markdown => ("md", "text/markdown"),
        }
    }
}

/// A shared scorecard and the words to say it in.
#[derive(Clone, Copy)]
pub struct Rendered<'a> {
    /// The scorecard, and what of it could not be read.
    pub opened: &'a Opened,
    /// The words.
    pub text: &'static Text,
    /// The link that holds the same; empty for none.
    pub link: &'a str,
    /// Width that charts are drawn for: [`WIDTH`], or less where the page is narrow.
    pub width: u32,
}

impl<'a> Rendered<'a> {
    /// Its numbers in its language.
    pub fn view(&self) -> View<'a> {
        View::of(&self.opened.shared.card, self.text)
    }

    /// In a form; of a picture to be drawn the SVG to draw.
    pub fn to_form(self, form: Form) -> String {
        match form {
            Form::Html => html(self),
            Form::Svg => picture(self, false),
            Form::Png => picture(self, true),
            Form::Markdown => markdown(self),
        }
    }
}

#[cfg(test)]
mod tests;
