//! While files are read for the first time, and where none of them could be used.

use leptos::prelude::*;

use super::data::file_list;
use crate::app::components::page_head;
use crate::app::element::{Piece as _, el, live, nothing, row_of};
use crate::app::shell::{cancel_button, choose_button, sample_button};
use crate::app::state::State;

/// The page.
pub fn progress_page(state: State) -> AnyView {
    let text = state.words();
    let words = &text.progress;
    let actions = live(move || {
        if state.is_busy() {
            return cancel_button(state, "btn", words.cancel).piece();
        }
        row_of([choose_button("btn pri", text.drop.choose), sample_button(state, "btn", text.drop.sample)])
    });
    let computing = live(move || {
        let files = state.files.get();
        let is_read = files.iter().all(|entry| crate::panels::progress_percent(entry) >= 100.0);
        let said = if files.is_empty() { words.sample } else { words.computing };
        let is_computing = state.is_working.get() && is_read;
        if is_computing { el("p").class("t2 ui").child(said).piece() } else { nothing() }
    });
    row_of([page_head(words.title, words.sub, actions).piece(), file_list(state).piece(), computing])
}
