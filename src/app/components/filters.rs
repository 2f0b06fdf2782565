//! The filter bar: everything in it asks a new query, which the address then holds.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, HtmlElement};

use super::{Icon, icon, value_of};
use crate::app::element::{El, Piece as _, el, nothing, row_of};
use crate::app::state::State;
use crate::metrics::Field;
use crate::panels::{ChosenValue, CompareChoice, FieldChoice, FilterBar, RangeChoice, filter_bar, with_dates};
use crate::scorecard::{Query, Scorecard};
use crate::text::{FilterText, Text};

/// Pixels of the main column up to which the bar is folded.
const NARROW: u32 = 600;

/// Days of the range that counts: a date is taken once it is whole.
fn dates_view(state: State, bar: &FilterBar, words: &'static FilterText) -> El {
    let input = |name: &'static str, label: &'static str, value: &str, is_first: bool| {
        let other = if is_first { bar.to.clone() } else { bar.from.clone() };
        let changed = move |event: Event| {
            let typed = value_of(&event);
            let (from, to) = if is_first { (&typed, &other) } else { (&other, &typed) };
            let query = state.choices.with_untracked(|choices| with_dates(&state.query.get_untracked(), choices, from, to));
            state.narrow(query);
        };
        let input = el("input").attr("type", "date").attr("data-filter", name).attr("value", value.to_owned());
        let input = input.attr("min", bar.least.clone()).attr("max", bar.most.clone()).on("change", changed);
        el("label").child(el("span").class("t2").child(label)).child(input)
    };
    // A browser writes dates in its own language; the words are the page's.
    let said = el("span").class("t2").attr("data-dates", "").child(bar.dates.clone());
    let dates = el("div").class("dates").child(input("from", words.from, &bar.from, true));
    dates.child(input("to", words.to, &bar.to, false)).child(said)
}

fn ranges_view(state: State, bar: &FilterBar) -> El {
    let button = |choice: &RangeChoice| {
        let query = choice.query.clone();
        el("button")
            .class("btn sm")
            .attr("type", "button")
            .attr("aria-pressed", if choice.is_chosen { "true" } else { "false" })
            .attr("title", choice.dates.clone())
            .on("click", move |_| state.narrow(query.clone()))
            .child(choice.name)
    };
    el("div").class("ranges").children(bar.ranges.iter().map(button))
}

fn compare_view(state: State, compare: CompareChoice, words: &'static FilterText) -> El {
    let query = compare.query;
    let input = el("input").attr("type", "checkbox").attr("data-filter", "compare");
    let input = input.maybe("checked", compare.is_chosen.then_some("")).on("change", move |_| state.narrow(query.clone()));
    el("label").class("check").child(input).child(words.compare.with([&compare.dates]))
}

/// A list of a field's values; choosing one lets it count beside those chosen before.
fn field_view(state: State, choice: FieldChoice, words: &'static FilterText) -> El {
    let field = choice.field;
    let changed = move |event: Event| {
        let value = value_of(&event);
        let mut query = state.query.get_untracked();
        if let Some(value) = value.strip_prefix('=') {
            query.scope.hold(field, value.to_owned());
        } else {
            query.scope.filters.retain(|filter| filter.field != field);
        }
        state.narrow(query);
    };
    let is_any = !choice.values.iter().any(|(.., is_held)| *is_held);
    let any = el("option").attr("value", "").maybe("selected", is_any.then_some("")).child(words.add.with([choice.name]));
    let last_held = choice.values.iter().rposition(|(.., is_held)| *is_held);
    let options = choice.values.into_iter().enumerate().map(move |(at, (value, name, _))| {
        let is_shown = last_held == Some(at);
        el("option").attr("value", format!("={value}")).maybe("selected", is_shown.then_some("")).child(name)
    });
    let select = el("select").attr("data-filter", field.word()).attr("aria-label", choice.name);
    let select = select.on("change", changed).child(any).children(options);
    if choice.others.is_empty() { select } else { select.attr("title", choice.others) }
}

/// The name of a value, which counts it alone.
pub fn alone_button(state: State, field: Field, value: String, name: String, text: &'static Text) -> El {
    let choose = move |_| {
        let mut query = state.query.get_untracked();
        query.scope.hold_alone(field, value.clone());
        state.narrow(query);
    };
    let title = text.intents.alone.with([&name]);
    el("button").class("link").attr("type", "button").attr("title", title).on("click", choose).child(name)
}

/// What is chosen, as the button that lets it go.
pub fn chosen_view(state: State, chosen: ChosenValue, words: &'static FilterText) -> El {
    let query = chosen.query;
    el("button")
        .class("btn sm chosen")
        .attr("type", "button")
        .attr("aria-label", words.let_go.with([&chosen.name]))
        .on("click", move |_| state.narrow(query.clone()))
        .child(chosen.name)
        .child(icon(Icon::Cross))
}

/// Gives the focus back to the field that had it: the bar is built again for every answer.
fn keep_focus() {
    let focused = document().active_element().and_then(|element| element.get_attribute("data-filter"));
    let Some(name) = focused else { return };
    gloo::timers::callback::Timeout::new(0, move || {
        let again = document().query_selector(&format!("[data-filter=\"{name}\"]")).ok().flatten();
        if let Some(element) = again.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    })
    .forget();
}

/// The bar; nothing where the data has nothing to choose from.
pub fn filters_view(state: State, card: &Scorecard) -> AnyView {
    let view = state.view(card);
    let words = &view.text.filters;
    keep_focus();
    let bar = state.choices.with(|choices| filter_bar(&view, &state.query.get(), choices, state.earlier.with(Option::is_some)));
    if bar.from.is_empty() {
        return nothing();
    }
    let is_narrowed = !bar.share.is_empty();
    let clear = is_narrowed.then(|| {
        let button = el("button").class("btn quiet sm").attr("type", "button").attr("data-action", "clear-filters");
        button.on("click", move |_| state.narrow(Query::default())).child(words.clear)
    });
    let first = el("div").class("line").child(dates_view(state, &bar, words)).child(ranges_view(state, &bar));
    let first = first.child(bar.compare.map(|compare| compare_view(state, compare, words)));
    let second = el("div").class("line").children(bar.fields.into_iter().map(|choice| field_view(state, choice, words)));
    let third = is_narrowed.then(|| {
        let share = el("span").class("share").attr("role", "status").child(bar.share);
        let line = el("div").class("line").child(share);
        line.children(bar.chosen.into_iter().map(|chosen| chosen_view(state, chosen, words))).child(clear)
    });
    let note = (!bar.note.is_empty()).then(|| el("p").class("small t2").attr("data-saved-note", "").child(bar.note));
    let third = row_of([third.piece(), note.piece()]);
    let section = el("section").class("filters").attr("aria-label", words.title);
    let section = section.live_attr("aria-busy", move || state.is_working.get().then_some("true"));
    if state.width.get() > NARROW {
        return section.child(first).child(second).child(third).piece();
    }
    // On a phone the answer comes first: what could be chosen is one line until it is opened.
    let toggled = move |event: Event| {
        let details = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        state.are_filters_open.set(details.is_some_and(|details| details.has_attribute("open")));
    };
    let summary = el("summary").class("btn sm").child(words.fold);
    let fold = el("details").class("fold").attr("data-fold", "").on("toggle", toggled);
    let fold = fold.maybe("open", state.are_filters_open.get_untracked().then_some("")).child(summary).child(first).child(second);
    section.child(fold).child(third).piece()
}
