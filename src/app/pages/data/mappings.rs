//! What people said of columns, to be saved or used no more.

use leptos::prelude::*;

use crate::app::components::{Icon, figure, icon};
use crate::app::element::{El, Piece as _, el, live, nothing};
use crate::app::state::State;
use crate::export::Form;
use crate::panels::table_name;
use crate::protocol::{Exported, MappingInUse, Request};
use crate::text::Text;

fn item(state: State, at: u32, mapping: MappingInUse, text: &'static Text) -> El {
    let words = &text.mapping;
    let save_name = words.save.with([&mapping.name]);
    let save = el("button")
        .class("btn sm")
        .attr("type", "button")
        .attr("data-export", "mapping")
        .attr("aria-label", save_name)
        .on("click", move |_| state.export(&Request::Export { what: Exported::Mapping(at), form: Form::Ndjson }))
        .child(icon(Icon::Save))
        .child(words.saves);
    let remove_name = words.remove.with([&mapping.name]);
    let name = mapping.name.clone();
    let remove = el("button")
        .class("btn quiet sm")
        .attr("type", "button")
        .attr("data-action", "remove-mapping")
        .attr("title", remove_name.clone())
        .attr("aria-label", remove_name)
        .on("click", move |_| state.remove_mapping(name.clone()))
        .child(icon(Icon::Cross));
    let of = mapping.base.map_or_else(|| table_name(mapping.table, text).to_owned(), |base| words.changes.with([&base]));
    el("li")
        .class("row")
        .attr("data-mapping-in-use", mapping.name.clone())
        .child(el("b").child(mapping.name))
        .child(el("span").class("small t2").child(of))
        .child(save)
        .child(remove)
}

/// The figure, if there is any.
pub fn view(state: State) -> AnyView {
    live(move || {
        let text = state.words();
        let mappings = state.mappings.get();
        if mappings.is_empty() {
            return nothing();
        }
        let items = (0..).zip(mappings).map(|(at, mapping)| item(state, at, mapping, text));
        let list = el("ul").class("plain").children(items);
        figure(text.mapping.in_use, text.mapping.in_use_sub, list).piece()
    })
}
