//! A shared scorecard where no app runs: a page of HTML, a picture, tables of Markdown.
//!
//! Everything is made of a [`Shared`], so that what is hidden in a link is hidden here too, and of the panels that the app
//! shows. One tree of elements stands for a page: it becomes text here, and elements in a browser. Knows no browser.

mod html;
mod markdown;
mod node;
mod page;
mod picture;

pub use html::html;
pub use markdown::markdown;
pub use node::{Node, node};
pub use page::page;
pub use picture::picture;

use crate::panels::View;
use crate::share::Shared;
use crate::text::Text;

/// A shared scorecard and the words to say it in.
#[derive(Clone, Copy)]
pub struct Rendered<'a> {
    /// The scorecard.
    pub shared: &'a Shared,
    /// The words.
    pub text: &'static Text,
    /// The link that holds the same; empty for none.
    pub link: &'a str,
}

impl<'a> Rendered<'a> {
    /// Its numbers in its language.
    pub fn view(&self) -> View<'a> {
        View { card: &self.shared.card, text: self.text }
    }
}

#[cfg(test)]
mod tests;
