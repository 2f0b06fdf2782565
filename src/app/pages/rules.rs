//! Costs and eligible intents; every change is counted again from all rows, and what it moved stands beside it.

use std::time::Duration;

use leptos::prelude::*;

use crate::app::components::{Head, figure, fingerprint_view, number_cell, page_head, row_head, table_view, words_cell};
use crate::app::element::{El, Piece as _, el, live, nothing, row_of};
use crate::app::state::State;
use crate::browser;
use crate::format::count;
use crate::panels::{CostField, Effect, View, decide, effect_lines, indented, parse_amount};
use crate::protocol::IntentFound;
use crate::text::Text;

/// Typing rests this long before the numbers are counted again.
const REST: Duration = Duration::from_millis(400);
/// Intents listed at first; the rest is folded.
const INTENTS_SHOWN: usize = 25;

/// Takes an amount from the form into the rules; whether it is one.
fn apply(state: State, field: CostField, typed: &str) -> bool {
    let Ok(amount) = parse_amount(typed) else { return false };
    let mut rules = state.found.get_untracked().rules;
    if *field.slot(&mut rules) != amount {
        *field.slot(&mut rules) = amount;
        state.set_rules(rules);
    }
    true
}

fn cost_view(state: State, field: CostField, text: &'static Text) -> El {
    let (label, hint, unit) = field.words(text);
    let mut rules = state.found.get_untracked().rules;
    let value = field.slot(&mut rules).map(crate::scorecard::print_number).unwrap_or_default();
    let currency = state.card.get_untracked().map(|card| View { card: &card, text }.currency().to_owned());
    let currency = currency.filter(|_| field.is_money()).unwrap_or_default();
    let is_wrong = RwSignal::new(false);
    let strokes = StoredValue::new(0_u32);
    let on_input = move |event| {
        let typed = event_target_value(&event);
        strokes.update_value(|strokes| *strokes += 1);
        let mine = strokes.get_value();
        set_timeout(
            move || {
                if strokes.try_get_value() == Some(mine) {
                    is_wrong.set(!apply(state, field, &typed));
                }
            },
            REST,
        );
    };
    let input = el("input")
        .attr("id", field.id())
        .attr("type", "text")
        .attr("inputmode", "decimal")
        .attr("autocomplete", "off")
        .attr("value", value)
        .attr("aria-describedby", field.id().to_owned() + "-hint")
        .live_attr("aria-invalid", move || is_wrong.get().then_some("true"))
        .on("input", on_input);
    let unit = el("span").class("u").child(currency).child(" ").child(unit);
    let hint = el("span")
        .attr("id", field.id().to_owned() + "-hint")
        .live_attr("class", move || Some(if is_wrong.get() { "hint bad" } else { "hint" }))
        .live_text(move || if is_wrong.get() { text.rules.not_number } else { hint }.to_owned());
    el("div")
        .class("field")
        .child(el("label").attr("for", field.id()).child(label))
        .child(el("span").class("inp").child(input).child(unit))
        .child(hint)
}

fn intent_row(state: State, found: IntentFound, text: &'static Text) -> El {
    let words = &text.rules;
    let name = if found.intent.is_empty() { words.no_name.to_owned() } else { found.intent.clone() };
    let label = [words.should, " ", &name].concat();
    let choices = [("yes", words.yes, Some(true)), ("no", words.no, Some(false)), ("", words.undecided, None)];
    let options = choices.map(|(value, words, is_eligible)| {
        let selected = (found.eligible == is_eligible).then_some("");
        el("option").attr("value", value).maybe("selected", selected).child(words)
    });
    let intent = found.intent;
    let on_change = move |event| {
        let is_eligible = match event_target_value(&event).as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        let mut rules = state.found.get_untracked().rules;
        decide(&mut rules, &intent, is_eligible);
        state.set_rules(rules);
    };
    el("tr")
        .attr("data-intent", name.clone())
        .child(row_head(name, ""))
        .child(number_cell(count(found.conversations as f64)))
        .child(words_cell(el("select").attr("aria-label", label).children(options).on("change", on_change)))
}

fn intents_view(state: State, text: &'static Text) -> AnyView {
    let words = &text.rules;
    let mut first = state.found.get_untracked().intents;
    if first.is_empty() {
        return el("p").class("t2").child(words.no_intents).piece();
    }
    let table = |rows: Vec<IntentFound>| {
        let heads = [Head::Words(words.intent), Head::Number(words.chats), Head::Words(words.should)];
        let rows = rows.into_iter().map(|found| intent_row(state, found, text));
        table_view("intents", words.intents.to_owned(), heads, rows)
    };
    let rest = first.split_off(first.len().min(INTENTS_SHOWN));
    let more = (!rest.is_empty()).then(|| {
        let said = words.more_intents.with([&count(rest.len() as f64)]);
        el("details").class("how").child(el("summary").child(said)).child(table(rest))
    });
    row_of([Some(table(first)), more])
}

fn save(state: State) {
    let rules = state.found.get_untracked().rules;
    let saved = serde_json::to_string(&rules).map_err(|error| error.to_string());
    let saved = saved.and_then(|json| browser::download("rules.json", "application/json", &indented(&json)));
    if let Err(message) = saved {
        state.notice.set(message);
    }
}

fn effect_view(state: State, text: &'static Text) -> El {
    let words = &text.rules;
    let rows = live(move || {
        let Some(card) = state.card.get() else { return nothing() };
        let before = state.before.get().unwrap_or_else(|| Effect::of(&card));
        let lines = effect_lines(&View { card: &card, text }, &before).into_iter().map(|line| {
            el("tr")
                .child(row_head(line.label, ""))
                .child(el("td").class("num t2").child(line.before))
                .child(el("td").class(if line.has_moved { "num b" } else { "num" }).child(line.now))
        });
        row_of(lines)
    });
    let heads = [Head::None, Head::Number(words.before), Head::Number(words.now)];
    let hash = live(move || match state.card.get() {
        Some(card) => fingerprint_view(&card.rules_hash),
        None => nothing(),
    });
    let said = move || if state.is_working.get() { words.computing } else { words.effect_sub }.to_owned();
    let button = el("button").class("btn sm").attr("type", "button").on("click", move |_| save(state));
    el("div")
        .class("well")
        .child(el("h2").class("ui").child(words.effect))
        .child(el("p").class("small t2").attr("aria-live", "polite").live_text(said))
        .child(table_view("", words.effect.to_owned(), heads, [rows]))
        .child(el("p").class("hash").child(hash))
        .child(el("p").class("small t2").child(words.hash_is))
        .child(button.child(words.download))
        .child(el("p").class("small t2").child(words.kept_here))
}

/// The page. Its form is built anew only when files change the rules or the intents, so that typing is never lost.
pub fn rules_page(state: State) -> AnyView {
    let text = state.words();
    let words = &text.rules;
    let form = live(move || {
        state.form_version.track();
        let costs = el("div").class("f4").children(CostField::ALL.map(|field| cost_view(state, field, text)));
        row_of([figure(words.costs, words.costs_sub, costs), figure(words.intents, words.intents_sub, intents_view(state, text))])
    });
    let columns = el("div").class("rg").child(el("div").child(form)).child(el("aside").child(effect_view(state, text)));
    row_of([page_head(words.title, words.sub, nothing()), columns])
}
