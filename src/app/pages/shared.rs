//! A scorecard that came by link: read only, with its rules, its data, and the way to count it again.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::board::shared_board;
use crate::app::components::{
    Head, Icon, figure, fingerprint_view, icon, number_cell, page_head, row_head, status, table_view, words_cell,
};
use crate::app::element::{El, Piece as _, el, live, nothing, row_of};
use crate::app::route;
use crate::app::shell::choose_button;
use crate::app::state::State;
use crate::browser::passphrase;
use crate::panels::{SharedPanel, Tone, VerifiedPanel, compared_panel, shared_panel, verified_panel};
use crate::protocol::LinkOpened;
use crate::scorecard::BoardId;
use crate::share::{LinkFault, Opened};
use crate::text::Text;

/// Why a link is not shown, and what to do.
fn fault_view(state: State, opened: &LinkOpened, fault: &LinkFault, text: &'static Text) -> AnyView {
    let words = &text.shared;
    let said = el("p").child(words.fault(fault));
    let start = el("p").child(el("a").class("btn").attr("href", "#").child(words.start));
    let form = (*fault == LinkFault::Locked).then(|| unlock_view(state, opened, route::address(), text));
    el("section").class("fig").attr("data-fault", "").child(said.attr("role", "alert")).child(form).child(start).piece()
}

/// The passphrase of a locked link at an address: of the page's own, or of the one beside it.
fn unlock_view(state: State, opened: &LinkOpened, address: String, text: &'static Text) -> El {
    let words = &text.shared;
    let (locked, is_other) = (opened.locked.clone(), opened.is_other);
    let typed = RwSignal::new(String::new());
    let failed = RwSignal::new(None::<&'static str>);
    let open = move |event: web_sys::Event| {
        event.prevent_default();
        let (locked, phrase, address) = (locked.clone(), typed.get_untracked(), address.clone());
        spawn_local(async move {
            match passphrase::unlock(&locked, &phrase).await {
                Ok(payload) => state.open_link(address, Some(payload), is_other),
                Err(passphrase::PassphraseError::Wrong) => failed.set(Some(words.wrong)),
                Err(passphrase::PassphraseError::NotOffered) => failed.set(Some(text.share.no_encryption)),
            }
        });
    };
    let input = el("input")
        .attr("type", "password")
        .attr("id", "unlock")
        .attr("autocomplete", "current-password")
        .on("input", move |event| typed.set(event_target_value(&event)));
    let button = el("button").class("btn pri").attr("type", "submit").attr("data-action", "unlock").child(words.unlock);
    el("form")
        .class("field")
        .on("submit", open)
        .child(el("label").attr("for", "unlock").child(text.share.passphrase))
        .child(el("div").class("row").child(input).child(button))
        .child(el("p").attr("role", "status").live_text(move || failed.get().unwrap_or_default().to_owned()))
}

fn head_view(state: State, panel: &SharedPanel, text: &'static Text) -> El {
    let words = &text.shared;
    let verdict = live(move || {
        let is_same = state.verified.with(|verified| verified.as_ref().is_some_and(|verified| verified.is_same()));
        let (tone, said) = if is_same { (Tone::Good, words.verified) } else { (Tone::Info, words.unverified) };
        status(tone, said.to_owned()).piece()
    });
    let kicker = el("p").class("kicker").child(verdict).child(el("span").child(panel.made.clone()));
    let kicker = kicker.child(el("span").class("tag").child(words.read_only));
    let notes = panel
        .notes
        .iter()
        .map(|note| el("div").class("note info").child(icon(Icon::Clock)).child(el("span").child(note.clone())));
    el("section").class("shared-head").child(kicker).children(notes)
}

fn cards_view(panel: SharedPanel, hash: &str, text: &'static Text) -> AnyView {
    let words = &text.shared;
    let is_default = panel.rules.is_empty() && panel.withheld.is_empty();
    let rules = panel.rules.into_iter().map(|(name, value)| el("tr").child(row_head(name, "")).child(words_cell(value)));
    let rules = table_view("rules-card", words.rules_card.to_owned(), [Head::Words(words.rule), Head::None], rules);
    let withheld = (!panel.withheld.is_empty()).then(|| el("p").class("foot").child(panel.withheld));
    let rules = el("div")
        .child(if hash.is_empty() { el("p").class("t2").child(words.hash_left_out).piece() } else { fingerprint_view(hash) })
        .child(if is_default { el("p").child(words.rules_default) } else { rules })
        .child(withheld);
    let files = panel.files.into_iter().map(|[kind, read, rejected, duplicate, hash]| {
        let row = el("tr")
            .child(row_head(kind, ""))
            .child(number_cell(read))
            .child(number_cell(rejected))
            .child(number_cell(duplicate));
        row.child(el("td").class("mono").child(hash))
    });
    let data = &text.data;
    let heads = [
        Head::Words(words.kind),
        Head::Number(data.read),
        Head::Number(data.rejected),
        Head::Number(data.duplicate),
        Head::Words(words.hash),
    ];
    let files = table_view("data-card", words.data_card.to_owned(), heads, files);
    row_of([figure(words.rules_card, words.rules_card_sub, rules), figure(words.data_card, words.data_card_sub, files)])
}

fn verified_view(panel: VerifiedPanel, text: &'static Text) -> El {
    let words = &text.shared;
    let tone = if panel.is_same { Tone::Good } else { Tone::Info };
    let says = el("p").attr("role", "status").attr("data-verified", if panel.is_same { "same" } else { "differs" });
    let notes = panel.notes.into_iter().map(|note| el("p").class("t2").child(note));
    let files = panel.files.into_iter().map(|[kind, hash, here]| {
        el("tr").child(row_head(kind, "")).child(el("td").class("mono").child(hash)).child(words_cell(here))
    });
    let files = table_view("", words.data_card.to_owned(), [Head::Words(words.kind), Head::Words(words.hash), Head::None], files);
    let has_rows = !panel.rows.is_empty();
    let rows = panel.rows.into_iter().map(|[name, when, linked, found]| {
        el("tr").child(row_head(name, when)).child(number_cell(linked)).child(number_cell(found))
    });
    let heads = [Head::Words(words.number), Head::Number(words.linked), Head::Number(words.found)];
    let rows = has_rows.then(|| table_view("differing", words.number.to_owned(), heads, rows));
    el("div").child(says.child(status(tone, panel.says))).children(notes).child(files).child(rows)
}

fn verify_view(state: State, text: &'static Text, opened: Arc<LinkOpened>) -> El {
    let words = &text.shared;
    let outcome = live(move || {
        let (Some(verified), Ok(linked)) = (state.verified.get(), &opened.result) else { return nothing() };
        let view = state.view(&linked.shared.card);
        verified_view(verified_panel(&view, &verified, env!("CARGO_PKG_VERSION")), text).piece()
    });
    let busy = move || if state.is_working.get() { text.shell.working.to_owned() } else { String::new() };
    let busy = el("p").class("t2").attr("role", "status").live_text(busy);
    let content = el("div").child(choose_button("btn pri", words.verify_choose)).child(busy).child(outcome);
    figure(words.verify, words.verify_sub, content)
}

fn compare_view(state: State, text: &'static Text, own: Arc<LinkOpened>) -> El {
    let words = &text.shared;
    let pasted = StoredValue::new(String::new());
    let changed = move |event| {
        pasted.set_value(event_target_value(&event));
        state.open_link(pasted.get_value(), None, true);
    };
    let input = el("input").attr("type", "text").attr("id", "other-link").class("mono").on("change", changed);
    let field = el("div").class("field").child(el("label").attr("for", "other-link").child(words.compare_hint)).child(input);
    let outcome = live(move || {
        let Some(other) = state.other.get() else { return nothing() };
        if let Err(fault) = &other.result {
            let form = (*fault == LinkFault::Locked).then(|| unlock_view(state, &other, pasted.get_value(), text));
            return el("div").child(el("p").attr("role", "alert").child(words.fault(fault))).child(form).piece();
        }
        let Ok(linked) = &own.result else { return nothing() };
        let Some(panel) = compared_panel(&state.view(&linked.shared.card), &own, &other) else { return nothing() };
        let tone = if panel.has_same_rules { Tone::Good } else { Tone::Info };
        let tables = panel.tables.into_iter().map(|table| {
            let is_words = matches!(table.id, "rules" | "findings" | "files");
            let rows = table.rows.into_iter().map(|row| {
                let mut cells = row.into_iter();
                let head = row_head(cells.next().unwrap_or_default(), "");
                el("tr").child(head).children(cells.map(|said| if is_words { words_cell(said) } else { number_cell(said) }))
            });
            let rows: Vec<El> = rows.collect();
            let heads = table.heads.into_iter().enumerate();
            let heads = heads.map(|(at, head)| if is_words || at == 0 { Head::Words(head) } else { Head::Number(head) });
            let body = (!rows.is_empty()).then(|| table_view("compared", table.title.to_owned(), heads, rows));
            let notes = table.notes.into_iter().map(|note| el("p").class("t2").child(note));
            el("div").attr("data-beside", table.id).child(el("h3").child(table.title)).children(notes).child(body)
        });
        let tables: Vec<El> = tables.collect();
        let says = el("p").attr("data-compared", "").child(status(tone, panel.says.to_owned()));
        let lacks = panel.notes.into_iter().map(|note| el("p").class("t2").child(note));
        el("div").child(says).children(lacks).children(tables).piece()
    });
    figure(words.compare, words.compare_sub, el("div").child(field).child(outcome))
}

fn opened_view(state: State, opened: &Arc<LinkOpened>, linked: &Opened) -> AnyView {
    let text = state.words();
    let card = Arc::new(linked.shared.card.clone());
    let panel = shared_panel(&state.view(&card), linked, &opened.rules);
    let is_filtered = !linked.shared.filters.is_empty();
    let boards = [BoardId::Support, BoardId::Lead].map(|board| shared_board(state, board, &card, is_filtered));
    let head = head_view(state, &panel, text);
    el("div")
        .class("shared")
        .attr("data-shared", "")
        .child(head)
        .child(row_of(boards))
        .child(cards_view(panel, &card.rules_hash, text))
        .child(verify_view(state, text, Arc::clone(opened)))
        .child(compare_view(state, text, Arc::clone(opened)))
        .piece()
}

/// The page of the link in the address.
pub fn shared_page(state: State) -> AnyView {
    let text = state.words();
    live(move || {
        let Some(opened) = state.opened.get() else {
            return page_head(text.shared.opening, "", nothing()).piece();
        };
        match &opened.result {
            Ok(linked) => opened_view(state, &opened, linked),
            Err(fault) => fault_view(state, &opened, fault, text),
        }
    })
}
