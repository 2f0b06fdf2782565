//! Costs and eligible intents; every change is counted again from all rows, and what it moved stands beside it.

use std::time::Duration;

use leptos::prelude::*;

use crate::app::components::{figure, fingerprint_view, scroll_table};
use crate::app::state::State;
use crate::browser;
use crate::format::count;
use crate::panels::{CostField, Effect, View, effect_lines, parse_amount};
use crate::protocol::IntentFound;
use crate::rules::{Rules, normal_intent};
use crate::text::Text;

/// Typing rests this long before the numbers are counted again.
const REST: Duration = Duration::from_millis(400);
/// Intents listed at first; the rest is folded.
const INTENTS_SHOWN: usize = 25;

/// A number as a form shows it, to be typed again.
fn typed(amount: f64) -> String {
    crate::scorecard::print_number(amount)
}

fn cost_view(state: State, field: CostField, text: &'static Text) -> AnyView {
    let (label, hint, unit) = field.words(text);
    let id = label.replace(' ', "-");
    let mut rules = state.found.get_untracked().rules;
    let value = field.slot(&mut rules).map(typed).unwrap_or_default();
    let is_wrong = RwSignal::new(false);
    let strokes = StoredValue::new(0_u32);
    let apply = move |text: String| match parse_amount(&text) {
        Ok(amount) => {
            is_wrong.set(false);
            let mut rules = state.found.get_untracked().rules;
            if *field.slot(&mut rules) != amount {
                *field.slot(&mut rules) = amount;
                state.set_rules(rules);
            }
        }
        Err(()) => is_wrong.set(true),
    };
    let on_input = move |event| {
        let text = event_target_value(&event);
        strokes.update_value(|strokes| *strokes += 1);
        let mine = strokes.get_value();
        set_timeout(
            move || {
                if strokes.try_get_value() == Some(mine) {
                    apply(text);
                }
            },
            REST,
        );
    };
    let hint_id = id.clone() + "-hint";
    let currency = state.card.get_untracked().map(|card| View { card: &card, text }.currency().to_owned());
    let currency = currency.filter(|_| field.is_money()).unwrap_or_default();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <span class="inp">
                <input
                    id=id
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    prop:value=value
                    aria-describedby=hint_id.clone()
                    aria-invalid=move || is_wrong.get().then_some("true")
                    on:input=on_input
                />
                <span class="u">{currency}" "{unit}</span>
            </span>
            <span class="hint" id=hint_id class:bad=move || is_wrong.get()>
                {move || if is_wrong.get() { text.rules.not_number } else { hint }}
            </span>
        </div>
    }
    .into_any()
}

/// Sets an intent in the rules, whatever its spelling there; none is undecided.
fn decide(rules: &mut Rules, intent: &str, is_eligible: Option<bool>) {
    let name = normal_intent(intent);
    rules.eligible_intents.retain(|known, _| normal_intent(known) != name);
    if let Some(is_eligible) = is_eligible {
        rules.eligible_intents.insert(intent.to_owned(), is_eligible);
    }
}

fn intent_row(state: State, found: IntentFound, text: &'static Text) -> AnyView {
    let words = &text.rules;
    let name = if found.intent.is_empty() { words.no_name.to_owned() } else { found.intent.clone() };
    let label = [words.should, " ", &name].concat();
    let choices = [("yes", words.yes), ("no", words.no), ("", words.undecided)];
    let chosen = match found.eligible {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    let options = choices.map(|(value, words)| {
        view! { <option value=value selected=value == chosen>{words}</option> }
    });
    let intent = found.intent;
    let decide = move |event| {
        let is_eligible = match event_target_value(&event).as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        let mut rules = state.found.get_untracked().rules;
        decide(&mut rules, &intent, is_eligible);
        state.set_rules(rules);
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="num">{count(found.conversations as f64)}</td>
            <td><select aria-label=label on:change=decide>{options.collect_view()}</select></td>
        </tr>
    }
    .into_any()
}

fn intents_view(state: State, text: &'static Text) -> AnyView {
    let words = &text.rules;
    let found = state.found.get_untracked().intents;
    if found.is_empty() {
        return view! { <p class="t2">{words.no_intents}</p> }.into_any();
    }
    let table = |rows: Vec<IntentFound>| {
        let rows = rows.into_iter().map(|found| intent_row(state, found, text)).collect_view();
        let table = view! {
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words.intent}</th>
                        <th scope="col" class="num">{words.chats}</th>
                        <th scope="col">{words.should}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        };
        scroll_table(words.intents.to_owned(), table.into_any())
    };
    let mut first = found;
    let rest = first.split_off(first.len().min(INTENTS_SHOWN));
    let more = (!rest.is_empty()).then(|| {
        let said = words.more_intents.with([&count(rest.len() as f64)]);
        view! { <details class="how"><summary>{said}</summary>{table(rest)}</details> }
    });
    view! { {table(first)}{more} }.into_any()
}

fn effect_view(state: State, text: &'static Text) -> AnyView {
    let words = &text.rules;
    let rows = move || {
        let card = state.card.get()?;
        let before = state.before.get().unwrap_or_else(|| Effect::of(&card));
        let lines = effect_lines(&View { card: &card, text }, &before).into_iter().map(|line| {
            let class = if line.has_moved { "num b" } else { "num" };
            view! {
                <tr>
                    <th scope="row">{line.label}</th>
                    <td class="num t2">{line.before}</td>
                    <td class=class>{line.now}</td>
                </tr>
            }
        });
        Some(lines.collect_view())
    };
    let hash = move || state.card.get().map(|card| fingerprint_view(&card.rules_hash));
    let save = move |_| {
        let rules = state.found.get_untracked().rules;
        let saved = serde_json::to_string_pretty(&rules).map_err(|error| error.to_string());
        let saved = saved.and_then(|json| browser::download("rules.json", "application/json", &json));
        if let Err(message) = saved {
            state.notice.set(message);
        }
    };
    view! {
        <div class="well">
            <h2 class="ui">{words.effect}</h2>
            <p class="small t2" aria-live="polite">
                {move || if state.is_working.get() { words.computing } else { words.effect_sub }}
            </p>
            <table>
                <thead>
                    <tr>
                        <th></th>
                        <th scope="col" class="num">{words.before}</th>
                        <th scope="col" class="num">{words.now}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="hash">{hash}</p>
            <p class="small t2">{words.hash_is}</p>
            <button class="btn sm" type="button" on:click=save>{words.download}</button>
            <p class="small t2">{words.kept_here}</p>
        </div>
    }
    .into_any()
}

/// The page. Its form is built anew only when files change the rules or the intents, so that typing is never lost.
pub fn rules_page(state: State) -> AnyView {
    let text = state.words();
    let words = &text.rules;
    let form = move || {
        state.form_version.track();
        let fields = CostField::ALL.map(|field| cost_view(state, field, text));
        let costs = view! { <div class="f4">{fields.collect_view()}</div> };
        view! {
            {figure(words.costs.to_owned(), words.costs_sub.to_owned(), costs.into_any())}
            {figure(words.intents.to_owned(), words.intents_sub.to_owned(), intents_view(state, text))}
        }
    };
    view! {
        <div class="pagehead">
            <div>
                <h1 class="page">{words.title}</h1>
                <p>{words.sub}</p>
            </div>
        </div>
        <div class="rg">
            <div>{form}</div>
            <aside>{effect_view(state, text)}</aside>
        </div>
    }
    .into_any()
}
