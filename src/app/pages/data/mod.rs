//! Files, what was kept out of them and why, what was found in them, how they found each other, and what leaves.

mod checks;
mod export;
mod joins;
mod ledger;
mod mappings;
mod workspace;

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::components::{Head, Icon, figure, icon, meter, number_cell, page_head, row_head, status, table_view, words_cell};
use crate::app::element::{El, Piece as _, el, live, row_of};
use crate::app::shell::{choose_button, folder_button};
use crate::app::state::State;
use crate::format::count;
use crate::panels::{FileEntry, FileState, file_row, has_rows};
use crate::protocol::{FIRST_SAMPLE_FILE, FileError};
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
        .attr("data-action", "remove")
        .attr("title", remove.clone())
        .attr("aria-label", remove)
        .on("click", move |_| state.remove(number))
        .child(icon(Icon::Cross));
    let note = el("span").class("line2").child(row.note);
    let more = row.more.map(|[counted, names]| {
        let names = el("span").class("line2").child(names);
        el("details").class("how").child(el("summary").child(counted)).child(names)
    });
    let ask = |action: &'static str, words: &'static str| {
        let button = el("button").class("btn sm").attr("type", "button").attr("data-action", action);
        button.on("click", move |_| state.ask_mapping(number)).child(words)
    };
    let ask = match entry.state {
        FileState::Refused(FileError::Unknown { .. }) => Some(ask("map", text.mapping.ask)),
        // What the sample made is in no file that could be read again.
        _ if has_rows(entry) && number < FIRST_SAMPLE_FILE => Some(ask("columns", text.mapping.columns)),
        _ => None,
    };
    el("tr")
        .attr("data-file", row.name.clone())
        .attr("data-state", state_word(&entry.state))
        .child(row_head(row.name, row.kind))
        .child(words_cell(status(row.tone, row.state)))
        .child(el("td").class("wide").child(meter(&[row.parts.0, row.parts.1])).child(note).child(more).child(ask))
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
        Head::Number(words.test_rows),
        Head::None,
    ];
    figure(words.files, words.files_sub, table_view("files", words.files.to_owned(), heads, [rows]))
}

fn counts_view(card: &Scorecard, text: &'static Text) -> El {
    let words = &text.data;
    let counts = &card.counts;
    let rows = [
        (words.opened, Some(counts.opened)),
        (words.engaged, Some(counts.engaged)),
        (words.handled, Some(counts.handled)),
        (words.test, Some(counts.test)),
        (words.persons, counts.persons),
        (words.leads, Some(counts.leads)),
        (words.bot_leads, Some(counts.bot_leads)),
        (words.revenue_rows, Some(counts.revenue_rows)),
        (words.tickets, Some(counts.tickets)),
    ];
    let rows = rows.into_iter().filter_map(|(name, rows)| Some((name, rows?)));
    let rows = rows.map(|(name, rows)| row_of([el("dt").child(name), el("dd").child(count(rows as f64))]));
    figure(words.counts, words.counts_sub, el("dl").class("kv").children(rows))
}

/// The page.
pub fn data_page(state: State, card: &Arc<Scorecard>) -> AnyView {
    let text = state.words();
    let words = &text.data;
    let buttons = row_of([choose_button("btn pri", words.add), folder_button("btn", text.drop.folder)]);
    row_of([
        page_head(words.title, words.stays, buttons).piece(),
        file_list(state).piece(),
        checks::view(state, &state.view(card)).piece(),
        el("div").class("g").child(ledger::view(state)).child(counts_view(card, text)).piece(),
        mappings::view(state),
        joins::view(state).piece(),
        export::view(state).piece(),
        workspace::view(state).piece(),
    ])
}
