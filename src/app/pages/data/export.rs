//! What leaves as files, written by the worker and handed over in pieces.

use leptos::prelude::*;

use crate::app::components::{Head, Icon, figure, icon, row_head, table_view};
use crate::app::element::{El, Piece as _, el, live, nothing, row_of};
use crate::app::state::State;
use crate::export::{Cells, Form};
use crate::model::TableName;
use crate::panels::table_name;
use crate::protocol::{Exported, Request};
use crate::text::Text;

fn save_button(state: State, what: Exported, form: Form, name: &'static str, text: &'static Text) -> El {
    let words = &text.export;
    let (ending, code) = match form {
        Form::Csv(_) => (words.as_csv, "csv"),
        Form::Ndjson => (words.as_ndjson, "ndjson"),
    };
    let ask = move |_| {
        let cells = if state.is_spreadsheet_safe.get_untracked() { Cells::ForSpreadsheets } else { Cells::AsTheyAre };
        let form = if matches!(form, Form::Csv(_)) { Form::Csv(cells) } else { form };
        state.export(&Request::Export { what, form });
    };
    el("button")
        .class("btn sm")
        .attr("type", "button")
        .attr("data-export", [key_of(what), ".", code].concat())
        .attr("aria-label", words.save.with([name, ending]))
        .on("click", ask)
        .child(icon(Icon::Save))
        .child(ending)
}

fn key_of(what: Exported) -> &'static str {
    match what {
        Exported::Conversations => "folded",
        Exported::Weeks => "weeks",
        Exported::Ledger => "ledger",
        Exported::Table(table) => table.word(),
        Exported::Gaps(_) => "gaps",
        Exported::GapNotes => "gap-notes",
        Exported::Disputed => "disputed",
        Exported::Mapping(_) => "mapping",
        Exported::Workspace => "workspace",
        Exported::Rows(_) => "rows",
    }
}

fn row(state: State, what: Exported, name: &'static str, holds: &'static str, text: &'static Text) -> El {
    let csv = save_button(state, what, Form::Csv(Cells::AsTheyAre), name, text);
    let is_rows = matches!(what, Exported::Conversations | Exported::Table(_));
    let ndjson = is_rows.then(|| save_button(state, what, Form::Ndjson, name, text));
    let buttons = el("div").class("row").child(csv).child(ndjson);
    el("tr").child(row_head(name, "")).child(el("td").class("t2").child(holds)).child(el("td").child(buttons))
}

/// The figure.
pub fn view(state: State) -> El {
    let text = state.words();
    let words = &text.export;
    let rows = live(move || {
        let Some(card) = state.card.get() else { return nothing() };
        let has = |table: &TableName| card.files.iter().any(|file| file.tables.get(table.word()).is_some_and(|rows| *rows > 0));
        let mut rows = vec![
            row(state, Exported::Conversations, words.conversations, words.conversations_is, text),
            row(state, Exported::Weeks, words.weeks, words.weeks_is, text),
            row(state, Exported::Ledger, words.ledger, words.ledger_is, text),
        ];
        let tables = TableName::ALL.iter().copied().filter(has);
        rows.extend(tables.map(|table| row(state, Exported::Table(table), table_name(table, text), words.table_is, text)));
        row_of(rows)
    });
    let heads = [Head::Words(words.what), Head::Words(words.holds), Head::Words(words.forms)];
    let is_safe = el("input")
        .attr("type", "checkbox")
        .attr("id", "spreadsheet-safe")
        .maybe("checked", state.is_spreadsheet_safe.get_untracked().then_some(""))
        .on("change", move |event| state.is_spreadsheet_safe.set(event_target_checked(&event)));
    let label = el("label").attr("for", "spreadsheet-safe").child(words.spreadsheet);
    let choice =
        el("p").class("check").child(is_safe).child(label).child(el("span").class("small t2").child(words.spreadsheet_is));
    let said = move || if state.is_exporting.get() { words.writing } else { "" }.to_owned();
    let status = el("p").class("small t2").attr("aria-live", "polite").live_text(said);
    figure(
        words.title,
        words.sub,
        row_of([table_view("exports", words.title.to_owned(), heads, [rows]).piece(), choice.piece(), status.piece()]),
    )
}
