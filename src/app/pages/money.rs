//! Money: scenarios on the measured rows, and the vendor's resolutions counted again.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::components::{
    Head, facts_view, figure, number_cell, open_text_view, page_head, row_head, table_view, way_view, words_cell,
};
use crate::app::element::{El, Piece as _, el, live, nothing, row_of};
use crate::app::route::metric_href;
use crate::app::state::State;
use crate::browser;
use crate::export::{Cells, Form};
use crate::format::fixed;
use crate::insight::invoice::Dispute;
use crate::panels::{
    EffectRow, ScenarioForm, View, form_of, indented, invoice_panel, is_found, keep, kept_rows, parse_amount, scenario_boards,
    scenario_of, what_if_panel,
};
use crate::protocol::{Exported, Request};
use crate::scorecard::{BoardId, Scorecard};
use crate::text::Text;

/// A field of the scenario's form: its id, its words and its place.
type Field = (&'static str, &'static str, fn(&mut ScenarioForm) -> &mut String);

fn button(action: &'static str, words: &'static str) -> El {
    el("button").class("btn sm").attr("type", "button").attr("data-action", action).child(words)
}

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

/// A list to choose from, of which a part is found by typing.
fn choices_view(legend: El, mark: &'static str, text: &'static Text, checks: impl Fn(&str) -> Vec<El> + Send + 'static) -> El {
    let typed = RwSignal::new(String::new());
    let find = el("input")
        .attr("type", "search")
        .attr("aria-label", text.what_if.find)
        .attr("placeholder", text.what_if.find)
        .attr(mark, "")
        .on("input", move |event| typed.set(event_target_value(&event)));
    let list = live(move || row_of(checks(&typed.get())));
    el("fieldset").child(legend).child(el("span").class("inp").child(find)).child(el("div").class("choices").child(list))
}

fn intents_view(state: State, text: &'static Text) -> El {
    let checks = move |typed: &str| {
        let offered = state.found.get_untracked().intents.into_iter().enumerate();
        let offered = offered.filter(|(_, found)| is_found(&found.intent, typed));
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
        checks.collect()
    };
    choices_view(el("legend").child(text.what_if.intents), "data-find-intent", text, checks)
}

fn closing_view(state: State, text: &'static Text) -> El {
    let checks = move |typed: &str| {
        let gaps = state.gaps_to_close().gaps.into_iter().enumerate();
        let offered = gaps.filter(|(_, gap)| gap.open > 0 && is_found(&gap.name, typed));
        let checks = offered.map(|(at, gap)| {
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
        checks.collect()
    };
    choices_view(el("legend").child(text.what_if.gaps), "data-find-gap", text, checks)
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
    let gaps = state.gaps_to_close();
    let scenario = state.scenario.with(|form| scenario_of(form, &gaps));
    let view = View::of(card, text);
    let query = state.query.get_untracked();
    let boards = scenario_boards(&view).into_iter().map(|board| {
        let panel = what_if_panel(&view, board, &scenario);
        let title = (!panel.name.is_empty()).then(|| el("h3").child(panel.name));
        if !panel.problem.is_empty() {
            return el("div").child(title).child(el("p").class("t2").child(panel.problem));
        }
        let made = panel.opens.map(|opens| metric_href(opens.board, opens.metric.word(), &query));
        let rows = panel.rows.into_iter().map(|[name, today, after]| {
            let today = el("td").class("num t2").child(way_view(today, made.clone()));
            el("tr").child(row_head(name, "")).child(today).child(number_cell(after))
        });
        let heads = [Head::None, Head::Number(words.today), Head::Number(words.scenario)];
        let has_effects = !panel.effects.is_empty();
        // Two tables of one page have two names.
        let named = |words: &str| [words, " ", panel.name].concat().trim_end().to_owned();
        let (scenario_named, effects_named) = (named(words.scenario), named(words.change));
        let effects = panel.effects.into_iter().map(|row| {
            let bar = el("td").child(bar_view(&row));
            el("tr")
                .child(row_head(row.change, ""))
                .child(number_cell(row.net))
                .child(el("td").class("num t2").child(row.range))
                .child(bar)
        });
        let effect_heads = [Head::Words(words.change), Head::Number(words.difference), Head::Number(words.range), Head::None];
        el("div")
            .attr("data-scenario-of", board.map_or("", BoardId::word))
            .child(title)
            .child(table_view("scenario", scenario_named, heads, rows))
            .child(facts_view(text.tile.how, panel.facts, Some(&query)))
            .child(el("p").child(panel.break_even))
            .child(has_effects.then(|| table_view("effects", effects_named, effect_heads, effects)))
    });
    let boards = el("div").children(boards);
    let save = move |_| {
        let saved = serde_json::to_string(&scenario).map_err(|error| error.to_string());
        let saved = saved.and_then(|json| browser::download("scenario.json", "application/json", &indented(&json)));
        if let Err(message) = saved {
            state.notice.set(message);
        }
    };
    let keep_it = move |_| {
        let scenario = state.scenario.with_untracked(|form| scenario_of(form, &state.gaps_to_close()));
        state.change_kept(|kept| keep(&mut kept.scenarios, scenario));
    };
    let reset = move |_| state.use_scenario(ScenarioForm::default());
    row_of([
        boards.piece(),
        el("p")
            .class("row")
            .child(button("scenario-keep", words.keep_it).on("click", keep_it))
            .child(button("scenario-save", words.save).on("click", save))
            .child(button("scenario-reset", words.reset).on("click", reset))
            .piece(),
        kept_view(state, card, text),
    ])
}

/// The scenarios that were kept, beside each other.
fn kept_view(state: State, card: &Scorecard, text: &'static Text) -> AnyView {
    let words = &text.what_if;
    let kept = state.kept.with(|kept| kept.scenarios.clone());
    let view = View::of(card, text);
    let rows = kept_rows(&view, &kept);
    if rows.is_empty() {
        return nothing();
    }
    let rows = rows.into_iter().map(|row| {
        let name = row.name.clone();
        let kept = kept.iter().find(|scenario| scenario.name == name).cloned().unwrap_or_default();
        let open = move |_| state.use_scenario(form_of(&kept));
        let drop = move |_| state.change_kept(|kept| kept.scenarios.retain(|other| other.name != name));
        let buttons = el("td")
            .class("row")
            .child(button("scenario-open", words.open_kept).on("click", open))
            .child(button("scenario-drop", words.drop).on("click", drop));
        el("tr")
            .attr("data-kept", row.name.clone())
            .child(row_head(row.name, row.board))
            .children(row.cells.map(number_cell))
            .child(buttons)
    });
    let heads = [
        Head::Words(words.scenario),
        Head::Number(words.value),
        Head::Number(words.cost),
        Head::Number(words.net),
        Head::Number(words.percent),
        Head::None,
    ];
    let table = table_view("kept", words.kept.to_owned(), heads, rows);
    row_of([el("h3").child(words.kept), el("p").class("small t2").child(words.kept_sub), table])
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
        let name = el("input")
            .attr("id", "if-name")
            .attr("type", "text")
            .attr("autocomplete", "off")
            .attr("value", state.scenario.with_untracked(|form| form.name.clone()))
            .on("input", move |event| state.scenario.update(|form| form.name = event_target_value(&event)));
        let label = el("label").attr("for", "if-name").child(words.name);
        let form = form.child(el("div").class("field").child(label).child(el("span").class("inp").child(name)));
        let choices = el("div").class("g").child(intents_view(state, text)).child(closing_view(state, text));
        row_of([form, choices])
    });
    let card = Arc::clone(card);
    let outcome = el("div").class("outcome").attr("aria-live", "polite").child(live(move || outcome_view(state, &card, text)));
    let open = el("p").class("row").child(open_text_view(state, words.open, "data-scenario", State::read_scenario));
    let asked = el("div").child(form).child(open);
    figure(words.title, words.sub, el("div").class("beside").child(asked).child(outcome))
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
        let panel = invoice_panel(&View::of(&card, text), &counted, parse_amount(&price.get()).ok().flatten());
        let rows = panel.rows.into_iter().map(|row| {
            let listed =
                row.listed.into_iter().map(|[date, chat, place]| el("tr").child(row_head(chat, date)).child(words_cell(place)));
            let list = (!row.first.is_empty()).then(|| {
                let heads = [Head::Words(words.chat), Head::Words(words.place)];
                let table = table_view("disputed", row.name.to_owned(), heads, listed);
                el("details").class("how").child(el("summary").child(row.first)).child(table)
            });
            let head = row_head(row.name, "").child(list);
            el("tr").child(head).child(number_cell(row.count)).child(number_cell(row.amount))
        });
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
        el("div").class("beside").child(el("div").child(field).child(choices)).child(el("div").class("outcome").child(outcome)),
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
