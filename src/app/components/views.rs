//! Views that are kept under a name: listed, opened, removed, and the one that is shown kept.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::{Icon, icon};
use crate::app::element::{El, Piece as _, el, live, row_of};
use crate::app::state::State;
use crate::format::count;

/// Menus close on a press elsewhere, and on Escape with the focus back on what opened them.
pub fn close_menus() {
    let opened = || document().query_selector("details.menu[open]").ok().flatten();
    let _ = window_event_listener(ev::pointerdown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        if let Some(menu) = opened().filter(|menu| !menu.contains(target.as_ref())) {
            let _ = menu.remove_attribute("open");
        }
    });
    let _ = window_event_listener(ev::keydown, move |event| {
        let Some(menu) = opened().filter(|_| event.key() == "Escape") else { return };
        let _ = menu.remove_attribute("open");
        let summary = menu.query_selector("summary").ok().flatten().and_then(|summary| summary.dyn_into::<HtmlElement>().ok());
        let _ = summary.map(|summary| summary.focus());
    });
}

/// The list with its form, folded in the bar of what is loaded.
pub fn views_view(state: State) -> El {
    let text = state.text();
    let words = &text.workspace;
    let summary = move || words.views_count.with([&count(state.kept.with(|kept| kept.views.len()) as f64)]);
    let list = live(move || {
        let views = state.kept.with(|kept| kept.views.clone());
        if views.is_empty() {
            return el("p").class("small t2").child(words.no_views).piece();
        }
        let items = views.into_iter().map(|view| {
            let remove = words.remove_view.with([&view.name]);
            let name = view.name.clone();
            let button = el("button")
                .class("btn quiet sm")
                .attr("type", "button")
                .attr("data-action", "remove-view")
                .attr("title", remove.clone())
                .attr("aria-label", remove)
                .on("click", move |_| state.change_kept(|kept| kept.remove_view(&name)))
                .child(icon(Icon::Cross));
            let link = el("a").attr("href", ["#", &view.address].concat()).attr("data-view", view.name.clone()).child(view.name);
            el("li").class("row").child(link).child(button)
        });
        el("ul").class("plain").children(items).piece()
    });
    let name = RwSignal::new(String::new());
    let keep = move |event: web_sys::Event| {
        event.prevent_default();
        let address = location_hash().unwrap_or_default();
        state.change_kept(|kept| kept.keep_view(&name.get_untracked(), address.trim_start_matches('#')));
    };
    let input = el("input")
        .attr("type", "text")
        .attr("id", "view-name")
        .attr("autocomplete", "off")
        .on("input", move |event| name.set(event_target_value(&event)));
    let field = el("div")
        .class("field")
        .child(el("label").attr("for", "view-name").child(words.view_name))
        .child(el("span").class("inp").child(input));
    let button = el("button").class("btn sm").attr("type", "submit").attr("data-action", "keep-view").child(words.keep_view);
    let form = el("form").on("submit", keep).child(field).child(button);
    let sheet = el("div").class("sheet").child(row_of([list, form.piece()]));
    el("details").class("menu").child(el("summary").class("btn sm").live_text(summary)).child(sheet)
}
