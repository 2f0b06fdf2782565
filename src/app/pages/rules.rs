//! The rules: every one of them can be given here; each change is counted again from all rows, and what it moved stands beside.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use crate::app::components::{
    Head, figure, fingerprint_view, number_cell, page_head, row_head, rule_control, rule_field, table_view, words_cell,
};
use crate::app::element::{El, Piece as _, el, live, nothing, row_of};
use crate::app::shell::choose_button;
use crate::app::state::State;
use crate::browser;
use crate::format::count;
use crate::panels::{RuleRow, RuleSection, RuleTable, View, effect_lines, indented, rule_changes, rules_form};
use crate::text::Text;

/// Lines of a table that are not folded.
const UNFOLDED: usize = 12;

fn line_view(state: State, row: RuleRow, id: &'static str, text: &'static Text) -> El {
    let (attribute, key) = if id == "intents" { ("data-intent", row.key) } else { ("data-named", row.key) };
    el("tr")
        .attr(attribute, key)
        .child(row_head(row.name, ""))
        .children(row.counts.into_iter().map(number_cell))
        .children(row.fields.into_iter().map(|field| words_cell(rule_control(state, &field, true, text))))
}

fn lines_view(state: State, table: RuleTable, text: &'static Text) -> AnyView {
    if table.rows.is_empty() {
        return el("p").class("t2").child(table.none).piece();
    }
    let heads = [Head::Words(table.head)].into_iter().chain(table.count_heads.iter().copied().map(Head::Number));
    let heads: Vec<Head> = heads.chain(table.heads.iter().copied().map(Head::Words)).collect();
    let id = table.id;
    let lines = |rows: Vec<RuleRow>| {
        let rows = rows.into_iter().map(|row| line_view(state, row, id, text));
        table_view(id, table.head.to_owned(), heads.clone(), rows)
    };
    let mut first = table.rows;
    let rest = first.split_off(first.len().min(UNFOLDED));
    let more = (!rest.is_empty()).then(|| el("details").class("how").child(el("summary").child(table.more)).child(lines(rest)));
    let left_out = (!table.left_out.is_empty()).then(|| el("p").class("t2").attr("data-left-out", "").child(table.left_out));
    row_of([Some(lines(first)), more, left_out])
}

fn section_view(state: State, section: RuleSection, text: &'static Text) -> El {
    let fields = section.fields.into_iter().map(|field| rule_field(state, &field, text)).collect::<Vec<_>>();
    let fields = (!fields.is_empty()).then(|| el("div").class("f4").children(fields));
    let table = section.table.map(|table| lines_view(state, table, text));
    let content = row_of([fields.map(El::piece), table]);
    let content = if section.is_folded {
        el("details")
            .class("how")
            .child(el("summary").child(text.rules.show).child(el("span").class("vh").child(" ").child(section.title)))
            .child(content)
            .piece()
    } else {
        content
    };
    figure(section.title, section.sub, content).attr("data-rules", section.id)
}

fn save(state: State) {
    let rules = state.found.get_untracked().rules;
    let saved = serde_json::to_string(&rules).map_err(|error| error.to_string());
    let saved = saved.and_then(|json| browser::download("rules.json", "application/json", &indented(&json)));
    if let Err(message) = saved {
        state.notice.set(message);
    }
}

/// What changed, each with a button that takes it back.
fn changes_view(state: State, text: &'static Text) -> AnyView {
    let words = &text.rules;
    live(move || {
        let (Some(before), Some(card)) = (state.before.get(), state.card.get()) else {
            return el("p").class("small t2").child(words.no_change).piece();
        };
        let form = state.form.get();
        let sections = rules_form(&View::of(&card, text), &form);
        let changes = rule_changes(text, &sections, &before.values, &form);
        if changes.is_empty() {
            return el("p").class("small t2").child(words.no_change).piece();
        }
        let said =
            if changes.len() == 1 { words.one_change.to_owned() } else { words.changes.with([&count(changes.len() as f64)]) };
        let tag = el("span").class("tag warn").child(words.new_series);
        let items = changes.into_iter().map(|change| {
            let undo = words.undo.with([&change.name]);
            let (path, typed) = (change.path, change.before);
            let button = el("button").class("btn quiet sm").attr("type", "button").attr("data-action", "undo-rule");
            let button = button.attr("title", undo.clone()).attr("aria-label", undo).on("click", move |_| {
                state.edit_rule_elsewhere(path.clone(), typed.clone());
            });
            let name = el("b").child(change.name);
            el("li").class("row").child(el("span").child(name).child(" ").child(change.said)).child(button.child("↺"))
        });
        let discard = el("button").class("btn sm").attr("type", "button").attr("data-action", "discard-rules");
        let discard = discard.on("click", move |_| state.discard_rules()).child(words.discard);
        row_of([
            el("p").class("row").attr("role", "status").child(el("b").child(said)).child(tag),
            el("ul").class("plain changes").children(items),
            el("p").class("small t2").child(words.new_series_is),
            el("p").class("row").child(discard),
        ])
    })
}

fn effect_view(state: State, text: &'static Text) -> El {
    let words = &text.rules;
    let rows = live(move || {
        let Some(card) = state.card.get() else { return nothing() };
        let before = state.before.get().filter(|before| before.query == state.query.get_untracked());
        let before = before.map(|before| before.card);
        let lines = effect_lines(&View::of(&card, text), before.as_deref()).into_iter().map(|line| {
            el("tr")
                .child(row_head(line.label, ""))
                .child(el("td").class("num t2").child(line.before))
                .child(el("td").class(if line.has_moved { "num b" } else { "num" }).child(line.now))
        });
        row_of(lines)
    });
    let heads = [Head::None, Head::Number(words.before), Head::Number(words.now)];
    let hash = live(move || {
        let Some(card) = state.card.get() else { return nothing() };
        let now = el("span").class("hash").child(fingerprint_view(&card.rules_hash));
        match state.before.get().filter(|before| before.card.rules_hash != card.rules_hash) {
            Some(before) => {
                let old = el("span").class("hash t2").child(fingerprint_view(&before.card.rules_hash));
                row_of([old, el("span").attr("aria-hidden", "true").child("→"), now])
            }
            None => now.piece(),
        }
    });
    let said = move || if state.is_working.get() { words.computing } else { words.effect_sub }.to_owned();
    let button = |action: &'static str, said: &'static str| {
        el("button").class("btn sm").attr("type", "button").attr("data-action", action).child(said)
    };
    let buttons = el("p")
        .class("row")
        .child(button("save-rules", words.download).on("click", move |_| save(state)))
        .child(choose_button("btn sm", words.open))
        .child(button("reset-rules", words.reset).on("click", move |_| state.reset_rules()));
    el("div")
        .class("well")
        .child(el("h2").class("ui").child(words.hash))
        .child(el("p").class("row").attr("data-hash", "").child(hash))
        .child(el("p").class("small t2").child(words.hash_is))
        .child(el("div").class("all").child(changes_view(state, text)))
        .child(el("h2").class("ui").child(words.effect))
        .child(el("p").class("small t2").attr("aria-live", "polite").live_text(said))
        .child(table_view("effect", words.effect.to_owned(), heads, [rows]))
        .child(buttons)
        .child(el("p").class("small t2").child(words.kept_here))
}

/// Gives the focus back to the field that had it when the form is built again.
fn keep_focus() {
    let id = document().active_element().map(|element| element.id()).filter(|id| id.starts_with("rule-"));
    let Some(id) = id else { return };
    gloo::timers::callback::Timeout::new(0, move || {
        let again = document().get_element_by_id(&id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
        if let Some(element) = again {
            let _ = element.focus();
        }
    })
    .forget();
}

/// The page. Its form is built anew only for rules from elsewhere and for other names in the data, so that typing is never lost.
pub fn rules_page(state: State) -> AnyView {
    let text = state.words();
    let words = &text.rules;
    let form = live(move || {
        state.form_version.track();
        let Some(card) = state.card.get_untracked() else { return nothing() };
        keep_focus();
        let sections = state.form.with_untracked(|form| rules_form(&View::of(&card, text), form));
        row_of(sections.into_iter().map(|section| section_view(state, section, text)))
    });
    let columns = el("div").class("rg").child(el("div").child(form)).child(el("aside").child(effect_view(state, text)));
    row_of([page_head(words.title, words.sub, nothing()), columns])
}
