//! Money: scenarios on the measured rows, and the vendor's resolutions counted again.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use crate::app::components::{Head, figure, number_cell, page_head, row_head, table_view};
use crate::app::element::{El, Piece as _, el, live, nothing, row_of};
use crate::app::state::State;
use crate::browser::{self, files};
use crate::export::{Cells, Form};
use crate::format::fixed;
use crate::insight::invoice::Dispute;
use crate::panels::{EffectRow, ScenarioForm, View, indented, invoice_panel, parse_amount, scenario_of, what_if_panel};
use crate::protocol::{Exported, Request};
use crate::scorecard::Scorecard;
use crate::text::Text;

/// Intents and gaps that a scenario offers.
const OFFERED: usize = 8;

/// A field of the scenario's form: its id, its words and its place.
type Field = (&'static str, &'static str, fn(&mut ScenarioForm) -> &mut String);

fn field_view(state: State, (id, label, slot): Field, hint: &'static str) -> El {
    let value = state.scenario.with_untracked(|form| slot(&mut form.clone()).clone());
    let input = el("input")
        .attr("id", id)
        .attr("type", "text")
        .attr("inputmode", "decimal")
        .attr("autocomplete", "off")
        .attr("value", value)
        .attr("placeholder", hint)
        .on("input", move |event| state.scenario.update(|form| *slot(form) = event_target_value(&event)));
    el("div").class("field").child(el("label").attr("for", id).child(label)).child(el("span").class("inp").child(input))
}

fn check_view(id: String, is_on: bool, words: String, changed: impl Fn(bool) + 'static) -> El {
    let input = el("input").attr("type", "checkbox").attr("id", id.clone()).maybe("checked", is_on.then_some(""));
    let input = input.on("change", move |event| changed(event_target_checked(&event)));
    el("p").class("check").child(input).child(el("label").attr("for", id).child(words))
}

fn intents_view(state: State, text: &'static Text) -> El {
    let offered = state.found.get_untracked().intents.into_iter().take(OFFERED).enumerate();
    let checks = offered.map(|(at, found)| {
        let is_on = found.eligible == Some(true);
        let (name, intent) = (found.intent.clone(), found.intent);
        let is_checked = state.scenario.with_untracked(|form| form.eligible.get(&intent).copied()).unwrap_or(is_on);
        check_view(format!("if-intent-{at}"), is_checked, name, move |is_eligible| {
            state.scenario.update(|form| {
                if is_eligible == is_on {
                    form.eligible.remove(&intent);
                } else {
                    form.eligible.insert(intent.clone(), is_eligible);
                }
            });
        })
    });
    el("fieldset").child(el("legend").child(text.what_if.intents).child(" · ").child(text.what_if.eligible)).children(checks)
}

fn closing_view(state: State, text: &'static Text) -> AnyView {
    let offered = live(move || {
        let gaps = state.gaps.get().gaps;
        let checks = gaps.into_iter().filter(|gap| gap.open > 0).take(OFFERED).enumerate().map(|(at, gap)| {
            let is_on = state.scenario.with_untracked(|form| form.closed.contains_key(&gap.name));
            let name = gap.name.clone();
            check_view(format!("if-gap-{at}"), is_on, gap.name, move |is_closed| {
                state.scenario.update(|form| {
                    if is_closed {
                        form.closed.insert(name.clone(), 1.0);
                    } else {
                        form.closed.remove(&name);
                    }
                });
            })
        });
        row_of(checks.collect::<Vec<_>>())
    });
    el("fieldset").child(el("legend").child(text.what_if.gaps)).child(offered).piece()
}

/// Each change as a bar from one end of its interval to the other, nothing in the middle.
fn bar_view(row: &EffectRow) -> El {
    let place = |part: f64| 60.0 + part * 58.0;
    let [low, high] = row.ends;
    let rect = |class: &'static str, from: f64, to: f64, y: &'static str, height: &'static str| {
        el("rect")
            .class(class)
            .attr("x", fixed(from.min(to), 1))
            .attr("width", fixed((to - from).abs().max(1.0), 1))
            .attr("y", y)
            .attr("height", height)
    };
    el("svg")
        .class("tornado")
        .attr("viewBox", "0 0 120 20")
        .attr("aria-hidden", "true")
        .child(rect("range", place(low), place(high), "8", "4"))
        .child(rect("bar", place(0.0), place(row.middle), "4", "12"))
        .child(rect("zero", 60.0, 60.0, "0", "20"))
}

fn outcome_view(state: State, card: &Scorecard, text: &'static Text) -> AnyView {
    let words = &text.what_if;
    let scenario = state.gaps.with(|gaps| state.scenario.with(|form| scenario_of(form, gaps)));
    let panel = what_if_panel(&View { card, text }, &scenario);
    if !panel.problem.is_empty() {
        return el("p").class("t2").child(panel.problem).piece();
    }
    let rows = panel.rows.into_iter().map(|[name, today, after]| {
        el("tr").child(row_head(name, "")).child(el("td").class("num t2").child(today)).child(number_cell(after))
    });
    let heads = [Head::None, Head::Number(words.today), Head::Number(words.scenario)];
    let effects = panel.effects.into_iter().map(|row| {
        let bar = el("td").child(bar_view(&row));
        el("tr")
            .child(row_head(row.change, ""))
            .child(number_cell(row.net))
            .child(el("td").class("num t2").child(row.range))
            .child(bar)
    });
    let effect_heads = [Head::Words(words.change), Head::Number(words.difference), Head::Number(words.range), Head::None];
    let has_changes = !scenario.changes.is_empty();
    let save = move |_| {
        let saved = serde_json::to_string(&scenario).map_err(|error| error.to_string());
        let saved = saved.and_then(|json| browser::download("scenario.json", "application/json", &indented(&json)));
        if let Err(message) = saved {
            state.notice.set(message);
        }
    };
    let button = |action: &'static str, words: &'static str| {
        el("button").class("btn sm").attr("type", "button").attr("data-action", action).child(words)
    };
    row_of([
        table_view("scenario", words.scenario.to_owned(), heads, rows).piece(),
        el("p").child(panel.break_even).piece(),
        if has_changes { table_view("effects", words.change.to_owned(), effect_heads, effects).piece() } else { nothing() },
        el("p").class("row").child(button("scenario-save", words.save).on("click", save)).piece(),
    ])
}

/// A button that fills the form from a saved scenario.
fn open_view(state: State, text: &'static Text) -> El {
    let opened = move |event: web_sys::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(file) = input.and_then(|input| files::from_input(&input).into_iter().next()) else { return };
        leptos::task::spawn_local(async move {
            match files::text_of(&file).await {
                Ok(json) => state.read_scenario(json),
                Err(error) => state.notice.set(text.what_if.no_scenario.with([&error])),
            }
        });
    };
    let input =
        el("input").attr("type", "file").attr("accept", ".json").class("vh").attr("data-scenario", "").on("change", opened);
    el("label").class("btn sm").child(input).child(text.what_if.open)
}

fn what_if_view(state: State, card: &Arc<Scorecard>) -> El {
    let text = state.words();
    let words = &text.what_if;
    let fields: [Field; 5] = [
        ("if-manual", words.manual, |form| &mut form.manual),
        ("if-resolution", words.per_resolution, |form| &mut form.per_resolution),
        ("if-seat", words.per_seat, |form| &mut form.per_seat),
        ("if-seats", words.seats, |form| &mut form.seats),
        ("if-keep", words.keep, |form| &mut form.keep),
    ];
    let form = live(move || {
        state.scenario_version.track();
        let form = el("div").class("f4").children(fields.map(|field| field_view(state, field, words.as_measured)));
        let choices = el("div").class("g").child(intents_view(state, text)).child(closing_view(state, text));
        row_of([form, choices])
    });
    let card = Arc::clone(card);
    let outcome = el("div").class("outcome").attr("aria-live", "polite").child(live(move || outcome_view(state, &card, text)));
    let open = el("p").class("row").child(open_view(state, text));
    figure(words.title, words.sub, row_of([el("div").child(form), outcome, open]))
}

fn invoice_view(state: State, card: &Arc<Scorecard>) -> El {
    let text = state.words();
    let words = &text.invoice;
    let price = RwSignal::new(String::new());
    let input = el("input")
        .attr("id", "invoice-price")
        .attr("type", "text")
        .attr("inputmode", "decimal")
        .attr("autocomplete", "off")
        .on("input", move |event| price.set(event_target_value(&event)));
    let field = el("div")
        .class("field")
        .child(el("label").attr("for", "invoice-price").child(words.price))
        .child(el("span").class("inp").child(input));
    let choose = Dispute::ALL.iter().copied().map(|reason| {
        let is_on = state.disputes.with_untracked(|disputes| disputes.contains(&reason));
        check_view(["dispute-", reason.word()].concat(), is_on, (*text.disputes.of(reason)).to_owned(), move |is_on| {
            state.disputes.update(|disputes| {
                disputes.retain(|other| *other != reason);
                if is_on {
                    disputes.push(reason);
                }
            });
            state.ask_invoice();
        })
    });
    let choices = el("fieldset").child(el("legend").child(words.is_none)).children(choose);
    let card = Arc::clone(card);
    let outcome = live(move || {
        let counted = state.invoice.get();
        let panel = invoice_panel(&View { card: &card, text }, &counted, parse_amount(&price.get()).ok().flatten());
        let rows = panel
            .rows
            .into_iter()
            .map(|row| el("tr").child(row_head(row.name, "")).child(number_cell(row.count)).child(number_cell(row.amount)));
        let heads = [Head::Words(words.is_none), Head::Number(words.resolutions), Head::Number(words.amount)];
        let save = move |_| state.export(&Request::Export { what: Exported::Disputed, form: Form::Csv(Cells::ForSpreadsheets) });
        let button = el("button").class("btn sm").attr("type", "button").attr("data-action", "invoice-csv").on("click", save);
        row_of([
            el("p").class("b").attr("data-invoice", "").child(panel.claim).piece(),
            table_view("invoice", words.title.to_owned(), heads, rows).piece(),
            el("p").class("small t2").child(panel.young).piece(),
            el("p").class("row").child(button.child(words.save)).piece(),
        ])
    });
    figure(
        words.title,
        words.sub,
        row_of([el("div").class("f4").child(field), choices, el("div").class("outcome").child(outcome)]),
    )
}

/// The page.
pub fn money_page(state: State, card: &Arc<Scorecard>) -> AnyView {
    let text = state.words();
    row_of([
        page_head(text.shell.money, text.shell.money_sub, nothing()).piece(),
        what_if_view(state, card).piece(),
        invoice_view(state, card).piece(),
    ])
}
