//! The app in the tab: drop, progress, two boards, data, rules.
//!
//! Views place what [`crate::panels`] says; they hold no arithmetic. [`state::State`] is all that changes.

mod components;
mod pages;
mod responses;
mod route;
mod shell;
mod state;

use leptos::prelude::*;

use crate::browser::files::{self, Given};
use state::State;

/// Mounts the app in place of the page's static part.
pub fn start() {
    leptos::mount::mount_to_body(move || {
        let state = State::new();
        responses::start_engine(state);
        route::follow(state);
        files::listen(
            move |given| match given {
                Given::Files(files) => state.open(files),
                Given::Text(text) => state.open_text(text),
                Given::UnreadableFolder(name) => state.notice.set(name + ": " + state.text().drop.folder),
            },
            move |is_dragging| {
                if state.is_dragging.get_untracked() != is_dragging {
                    state.is_dragging.set(is_dragging);
                }
            },
        );
        shell::shell(state)
    });
}
