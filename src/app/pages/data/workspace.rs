//! The workspace: saved, opened, kept in the browser if asked, and wiped.

use leptos::prelude::*;

use crate::app::components::figure;
use crate::app::element::{El, Piece as _, el, live, nothing, row_of};
use crate::app::shell::choose_button;
use crate::app::state::State;
use crate::format::count;
use crate::text::Text;

/// Saved weeks that are open beside the files.
fn weeks_view(state: State, text: &'static Text) -> AnyView {
    live(move || {
        let Some(earlier) = state.earlier.get() else { return nothing() };
        let weeks = earlier.series.iter().map(|series| series.boards.values().map(Vec::len).max().unwrap_or(0)).sum::<usize>();
        let said = text.workspace.weeks.with([&count(weeks as f64), &count(earlier.series.len() as f64)]);
        el("p").class("small").attr("data-weeks", weeks.to_string()).child(said).piece()
    })
}

/// The figure.
pub fn view(state: State) -> El {
    let text = state.text();
    let words = &text.workspace;
    let save = el("button").class("btn").attr("type", "button").attr("data-action", "save-workspace");
    let save = save.on("click", move |_| state.save_workspace()).child(words.save);
    let wipe = el("button").class("btn").attr("type", "button").attr("data-action", "wipe");
    let wipe = wipe.on("click", move |_| state.wipe()).child(words.wipe);
    let keep = live(move || {
        let input = el("input").attr("type", "checkbox").attr("id", "keep-workspace");
        let input = input.maybe("checked", state.is_kept.get().then_some(""));
        let input = input.on("change", move |event| state.keep_in_browser(event_target_checked(&event)));
        el("p").class("check").child(input).child(el("label").attr("for", "keep-workspace").child(words.keep)).piece()
    });
    let wiped = move || if state.is_wiped.get() { words.wiped } else { "" }.to_owned();
    let content = row_of([
        weeks_view(state, text),
        el("p").class("row").child(save).child(choose_button("btn", words.open)).child(wipe).piece(),
        keep,
        el("p").class("small t2").child(words.keep_is).piece(),
        el("p").class("small").attr("role", "status").live_text(wiped).piece(),
    ]);
    figure(words.title, words.sub, content).attr("data-workspace", "")
}
