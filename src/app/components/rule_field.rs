//! One rule of the form: typing rests a moment before the numbers are counted again, choosing counts at once.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement};

use crate::app::element::{El, Piece as _, el, row_of};
use crate::app::state::State;
use crate::browser;
use crate::panels::{RuleField, RuleInput, need_of};
use crate::rules::RulePath;
use crate::text::Text;

/// Typing rests this long before the numbers are counted again.
const REST: Duration = Duration::from_millis(400);

/// What stands in the element of an event.
pub fn value_of(event: &Event) -> String {
    let target = event.target();
    let select = target.clone().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()).map(|select| select.value());
    let input = || target.and_then(|target| target.dyn_into::<HtmlInputElement>().ok()).map(|input| input.value());
    select.or_else(input).unwrap_or_default()
}

/// Whether what was typed last cannot stand there.
fn is_refused(state: State, path: &RulePath) -> bool {
    state.refused.with(|refused| refused.iter().any(|(refused, _)| refused == path))
}

fn typed_input(state: State, field: &RuleField) -> El {
    let strokes = StoredValue::new(0_u32);
    let path = field.path.clone();
    let on_input = move |event: Event| {
        let typed = value_of(&event);
        strokes.update_value(|strokes| *strokes += 1);
        let (mine, path) = (strokes.get_value(), path.clone());
        set_timeout(
            move || {
                if strokes.try_get_value() == Some(mine) {
                    state.edit_rule(path, typed);
                }
            },
            REST,
        );
    };
    let refused = field.path.clone();
    let input = el("input")
        .attr("id", field.id.clone())
        .attr("autocomplete", "off")
        .attr("value", field.value.clone())
        .attr("placeholder", field.silent.clone())
        .live_attr("aria-invalid", move || is_refused(state, &refused).then_some("true"));
    match field.input {
        RuleInput::Date => input.attr("type", "date").on("change", move |event| {
            let typed = value_of(&event);
            strokes.update_value(|strokes| *strokes += 1);
            state.edit_rule(field_path(&event), typed);
        }),
        RuleInput::Number => input.attr("type", "text").attr("inputmode", "decimal").on("input", on_input),
        _ => input.attr("type", "text").on("input", on_input),
    }
    .attr("data-rule", field.path.join("\u{1}"))
}

/// The rule that the element of an event is of.
fn field_path(event: &Event) -> RulePath {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let keys = element.and_then(|element| element.get_attribute("data-rule")).unwrap_or_default();
    keys.split('\u{1}').map(str::to_owned).collect()
}

fn proposals(id: &str, names: Vec<String>) -> El {
    let options = names.into_iter().map(|name| el("option").attr("value", name));
    el("datalist").attr("id", [id, "-list"].concat()).children(options)
}

/// Days to check, and two times.
fn hours_view(state: State, field: &RuleField, days: &[(String, String)], text: &'static Text) -> El {
    let words = &text.rules;
    let parts: Vec<&str> = field.value.split_whitespace().collect();
    let clock = |back: usize, other: &str| {
        parts.len().checked_sub(back).and_then(|at| parts.get(at)).copied().unwrap_or(other).to_owned()
    };
    let path = field.path.clone();
    let changed = move |event: Event| {
        let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(group) = element.and_then(|element| element.closest("fieldset").ok().flatten()) else { return };
        let Ok(inputs) = group.query_selector_all("input") else { return };
        let inputs = (0..inputs.length()).filter_map(|at| inputs.get(at)?.dyn_into::<HtmlInputElement>().ok());
        let said = inputs.filter(|input| input.type_() != "checkbox" || input.checked()).map(|input| input.value());
        let typed = said.collect::<Vec<_>>().join(" ");
        state.edit_rule(path.clone(), typed);
    };
    let check = |(word, name): &(String, String)| {
        let is_on = parts.contains(&word.as_str());
        let input = el("input").attr("type", "checkbox").attr("value", word.clone()).maybe("checked", is_on.then_some(""));
        el("label").class("check").child(input.on("change", changed.clone())).child(name.clone())
    };
    let time = |label: &'static str, value: String| {
        let input = el("input").attr("type", "time").attr("value", value).on("change", changed.clone());
        el("label").child(el("span").class("t2").child(label)).child(input)
    };
    let times = el("div").class("dates").child(time(words.opens, clock(2, "09:00"))).child(time(words.closes, clock(1, "18:00")));
    el("fieldset")
        .attr("id", field.id.clone())
        .class("hours")
        .child(el("legend").class("vh").child(field.label.clone()))
        .child(el("div").class("row").children(days.iter().map(check)))
        .child(times)
}

/// The control alone, for a line of a table: its name is spoken.
pub fn rule_control(state: State, field: &RuleField, is_named: bool, text: &'static Text) -> AnyView {
    let named = |element: El| if is_named { element.attr("aria-label", field.label.clone()) } else { element };
    let path = field.path.clone();
    let check = |is_on: bool, yes: String, words: String| {
        let on_change = move |event: Event| {
            state.edit_rule(path.clone(), if event_target_checked(&event) { yes.clone() } else { String::new() });
        };
        let input = el("input").attr("type", "checkbox").attr("id", field.id.clone()).maybe("checked", is_on.then_some(""));
        let input = input.attr("aria-label", field.label.clone()).on("change", on_change);
        el("label").class("check").child(input).child(el("span").child(words)).piece()
    };
    match &field.input {
        RuleInput::Check(words) => check(!field.value.is_empty(), "yes".to_owned(), words.clone()),
        RuleInput::Join(to) => check(!field.value.is_empty(), to.clone(), to.clone()),
        RuleInput::Choice(choices) => {
            let options = choices.iter().map(|(word, name)| {
                let is_chosen = *word == field.value;
                el("option").attr("value", word.clone()).maybe("selected", is_chosen.then_some("")).child(name.clone())
            });
            let path = field.path.clone();
            let select = el("select").attr("id", field.id.clone()).children(options);
            named(select.on("change", move |event| state.edit_rule(path.clone(), value_of(&event)))).piece()
        }
        RuleInput::Hours(days) => hours_view(state, field, days, text).piece(),
        RuleInput::Text(names) if !names.is_empty() => {
            let list = proposals(&field.id, names.clone());
            let input = typed_input(state, field).attr("list", [&field.id, "-list"].concat());
            let unit = el("span").class("u").child(field.unit.clone());
            row_of([el("span").class("inp").child(named(input)).child(unit), list])
        }
        RuleInput::Zone => {
            let list = proposals(&field.id, browser::time_zones());
            let input = typed_input(state, field).attr("list", [&field.id, "-list"].concat());
            row_of([el("span").class("inp").child(named(input)), list])
        }
        RuleInput::Number | RuleInput::Date | RuleInput::Text(_) => {
            let unit = el("span").class("u").child(field.unit.clone());
            el("span").class("inp").child(named(typed_input(state, field))).child(unit).piece()
        }
    }
}

/// A rule with its name above and a line below, which says what may stand there if something else was typed.
pub fn rule_field(state: State, field: &RuleField, text: &'static Text) -> El {
    let (id, path, hint) = (field.id.clone(), field.path.clone(), field.hint.clone());
    let class_path = path.clone();
    let said = move || {
        let needs = state.refused.with(|refused| refused.iter().find(|(refused, _)| *refused == path).map(|(_, needs)| *needs));
        needs.map_or_else(|| hint.clone(), |needs| need_of(text, needs))
    };
    let hint = el("span")
        .attr("id", [&id, "-hint"].concat())
        .attr("aria-live", "polite")
        .live_attr("class", move || Some(if is_refused(state, &class_path) { "hint bad" } else { "hint" }))
        .live_text(said);
    let is_group = matches!(field.input, RuleInput::Hours(_));
    let label = field.label.clone();
    let label = if is_group { el("span").class("name").child(label) } else { el("label").attr("for", id).child(label) };
    el("div").class("field").child(label).child(rule_control(state, field, false, text)).child(hint)
}
