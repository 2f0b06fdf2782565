//! A figure: a rule, a title that says the finding, a line on what is shown.

use leptos::prelude::*;

use super::icon::{Icon, icon, tone_class};
use crate::panels::Tone;

/// A figure with its title, the line below it, and its content.
pub fn figure(title: String, sub: String, content: AnyView) -> AnyView {
    view! {
        <section class="fig">
            <header><h2>{title}</h2>{(!sub.is_empty()).then(|| view! { <p class="sub">{sub}</p> })}</header>
            {content}
        </section>
    }
    .into_any()
}

/// A wide table that scrolls in itself and can be reached by keyboard.
pub fn scroll_table(label: String, table: AnyView) -> AnyView {
    view! { <div class="scroll" tabindex="0" role="region" aria-label=label>{table}</div> }.into_any()
}

/// A state with its picture and word.
pub fn status(tone: Tone, words: String) -> AnyView {
    let picture = match tone {
        Tone::Good => Icon::Check,
        Tone::Bad => Icon::Warn,
        Tone::Info | Tone::Noise => Icon::Clock,
    };
    view! { <span class=tone_class(tone)>{icon(picture)}{words}</span> }.into_any()
}
