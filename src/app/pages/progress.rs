//! While files are read for the first time, and where none of them could be used.

use leptos::prelude::*;

use super::data::file_list;
use crate::app::shell::{cancel_button, choose_button, sample_button};
use crate::app::state::State;

/// The page.
pub fn progress_page(state: State) -> AnyView {
    let text = state.words();
    let words = &text.progress;
    let actions = move || match state.is_working.get() {
        true => cancel_button(state, "btn", words.cancel),
        false => view! {
            {choose_button("btn pri", text.drop.choose)}
            {sample_button(state, "btn", text.drop.sample)}
        }
        .into_any(),
    };
    view! {
        <div class="pagehead">
            <div>
                <h1 class="page">{words.title}</h1>
                <p>{words.sub}</p>
            </div>
            <div class="row">{actions}</div>
        </div>
        {file_list(state)}
        {move || {
            let is_read = state.files.get().iter().all(|entry| crate::panels::progress_percent(entry) >= 100.0);
            let said = if state.files.get().is_empty() { words.sample } else { words.computing };
            (state.is_working.get() && is_read).then(|| view! { <p class="t2 ui">{said}</p> })
        }}
    }
    .into_any()
}
