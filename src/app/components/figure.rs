//! A figure: a rule, a title that says the finding, a line on what is shown.

use super::icon::{Icon, icon, tone_class};
use crate::app::element::{El, Piece, el};
use crate::panels::Tone;

/// A figure with its title, the line below it, and its content.
pub fn figure(title: impl Piece, sub: impl Into<String>, content: impl Piece) -> El {
    let sub: String = sub.into();
    let sub = (!sub.is_empty()).then(|| el("p").class("sub").child(sub));
    let header = el("header").child(el("h2").child(title)).child(sub);
    el("section").class("fig").child(header).child(content)
}

/// Title of a page that has no claim, a line below it, and buttons.
pub fn page_head(title: &'static str, sub: &'static str, actions: impl Piece) -> El {
    let words = el("div").child(el("h1").class("page").child(title)).child(el("p").child(sub));
    el("div").class("pagehead").child(words).child(el("div").class("row").child(actions))
}

/// A state with its picture and word.
pub fn status(tone: Tone, words: String) -> El {
    let picture = match tone {
        Tone::Good => Icon::Check,
        Tone::Bad => Icon::Warn,
        Tone::Info | Tone::Noise => Icon::Clock,
    };
    el("span").class(tone_class(tone)).child(icon(picture)).child(words)
}
