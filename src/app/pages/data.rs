//! Files, what was kept out of them and why, and what was found in them.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::components::{Head, Icon, figure, icon, meter, number_cell, page_head, row_head, status, table_view, words_cell};
use crate::app::element::{El, Piece as _, el, live, row_of};
use crate::app::shell::{choose_button, folder_button};
use crate::app::state::{LEDGER_PAGE, State};
use crate::format::count;
use crate::panels::{FileEntry, FileState, file_row};
use crate::protocol::LedgerLine;
use crate::scorecard::Scorecard;
use crate::text::Text;

fn state_word(state: &FileState) -> &'static str {
    match state {
        FileState::Waiting => "waiting",
        FileState::Reading { .. } => "reading",
        FileState::Opened(_) => "opened",
        FileState::Refused(_) => "refused",
    }
}

fn file_view(state: State, entry: &FileEntry, text: &'static Text) -> El {
    let row = file_row(entry, text);
    let number = entry.file;
    let remove = text.data.remove.with([&row.name]);
    let button = el("button")
        .class("btn quiet sm")
        .attr("type", "button")
        .attr("title", remove.clone())
        .attr("aria-label", remove)
        .on("click", move |_| state.remove(number))
        .child(icon(Icon::Cross));
    let note = el("span").class("line2").child(row.note);
    el("tr")
        .attr("data-file", row.name.clone())
        .attr("data-state", state_word(&entry.state))
        .child(row_head(row.name, row.kind))
        .child(words_cell(status(row.tone, row.state)))
        .child(el("td").class("wide").child(meter(&[row.parts.0, row.parts.1])).child(note))
        .children(row.rows.map(number_cell))
        .child(el("td").class("num").child(button))
}

/// Every file of the tab with what became of it.
pub fn file_list(state: State) -> El {
    let text = state.words();
    let words = &text.data;
    let rows = live(move || state.files.with(|files| row_of(files.iter().map(|entry| file_view(state, entry, text)))));
    let heads = [
        Head::Words(words.file),
        Head::Words(words.state),
        Head::Words(words.kept_and_rejected),
        Head::Number(words.read),
        Head::Number(words.kept),
        Head::Number(words.rejected),
        Head::Number(words.duplicate),
        Head::None,
    ];
    figure(words.files, words.files_sub, table_view("files", words.files.to_owned(), heads, [rows]))
}

fn ledger_row(line: LedgerLine, text: &'static Text) -> El {
    let what = if line.row_rejected { text.data.whole_row } else { text.data.cell_only };
    let reason = el("td").child(text.reasons.of(&line.reason)).child(el("span").class("line2").child(what));
    el("tr")
        .child(words_cell(line.file))
        .child(number_cell(count(line.line as f64)))
        .child(words_cell(el("code").child(line.column)))
        .child(words_cell(el("code").child(line.cell)))
        .child(reason)
}

/// A button that turns the ledger's page; without a page to turn to it rests.
fn turn_button(state: State, words: &'static str, offset: Option<u64>) -> El {
    let button = el("button").class("btn sm").attr("type", "button").child(words);
    match offset {
        Some(offset) => button.on("click", move |_| state.turn_ledger(offset)),
        None => button.attr("disabled", ""),
    }
}

fn ledger_view(state: State) -> El {
    let text = state.words();
    let words = &text.data;
    let content = live(move || {
        let page = state.ledger.get();
        if page.total == 0 {
            return el("p").class("t2").child(words.ledger_empty).piece();
        }
        let (offset, total, shown) = (page.offset, page.total, page.entries.len() as u64);
        let step = u64::from(LEDGER_PAGE);
        let range = [offset + 1, offset + shown, total].map(|row| count(row as f64));
        let [first, last, all] = range;
        let range = words.page.with([&first, &last, &all]);
        let heads = [
            Head::Words(words.ledger_where),
            Head::Number(words.line),
            Head::Words(words.column),
            Head::Words(words.cell),
            Head::Words(words.reason),
        ];
        let rows = page.entries.into_iter().map(|line| ledger_row(line, text));
        let earlier = (offset > 0).then(|| offset.saturating_sub(step));
        let later = (offset + shown < total).then_some(offset + step);
        let pager = el("div")
            .class("row pager")
            .child(turn_button(state, words.previous, earlier))
            .child(el("span").class("small t2").attr("aria-live", "polite").child(range))
            .child(turn_button(state, words.next, later));
        row_of([
            el("p").class("sub").child(words.ledger_sub.with([&count(total as f64)])),
            table_view("", words.ledger.to_owned(), heads, rows),
            pager,
        ])
    });
    figure(words.ledger, "", content)
}

fn counts_view(card: &Scorecard, text: &'static Text) -> El {
    let words = &text.data;
    let counts = &card.counts;
    let rows = [
        (words.opened, counts.opened),
        (words.engaged, counts.engaged),
        (words.handled, counts.handled),
        (words.test, counts.test),
        (words.persons, counts.persons),
        (words.leads, counts.leads),
        (words.bot_leads, counts.bot_leads),
        (words.revenue_rows, counts.revenue_rows),
        (words.tickets, counts.tickets),
    ];
    let rows = rows.map(|(name, rows)| row_of([el("dt").child(name), el("dd").child(count(rows as f64))]));
    figure(words.counts, words.counts_sub, el("dl").class("kv").children(rows))
}

/// The page.
pub fn data_page(state: State, card: &Arc<Scorecard>) -> AnyView {
    let text = state.words();
    let words = &text.data;
    let buttons = row_of([choose_button("btn pri", words.add), folder_button("btn", text.drop.folder)]);
    row_of([
        page_head(words.title, words.stays, buttons),
        file_list(state),
        el("div").class("g").child(ledger_view(state)).child(counts_view(card, text)),
    ])
}
