//! The app in the tab: drop, progress, two boards, data, rules.
//!
//! Views place what [`crate::panels`] says; they hold no arithmetic. [`state::State`] is all that changes.

mod built;
mod components;
mod effects;
mod element;
mod pages;
mod responses;
mod route;
mod sharing;
mod shell;
mod signals;
mod state;
mod told;
mod workspace;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlInputElement;

use crate::browser::files::{self, Given};
use state::State;

/// Mounts the app in place of the page's static part.
pub fn start() {
    let document = document();
    let early = document.get_element_by_id("files").and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
    let early = early.map(|input| files::from_input(&input)).unwrap_or_default();
    if let Some(landing) = document.get_element_by_id("landing") {
        landing.remove();
    }
    leptos::mount::mount_to_body(move || {
        let state = State::new();
        responses::start_engine(state);
        route::follow(state);
        effects::follow(state);
        state.open_kept();
        state.open(early);
        components::listen_to_keys(state);
        components::close_menus();
        workspace::follow(state);
        listen(state);
        shell::shell(state)
    });
}

/// Opens what is dropped or pasted anywhere on the page.
fn listen(state: State) {
    files::listen(
        move |given| match given {
            Given::Files(files) => state.open(files),
            Given::Text(text) => state.open_text(&text),
            Given::UnreadableFolder(name) => state.notice.set(name + ": " + state.text().drop.folder),
        },
        move |is_dragging| {
            if state.is_dragging.get_untracked() != is_dragging {
                state.is_dragging.set(is_dragging);
            }
        },
    );
}
