//! What was kept out, page by page.

use leptos::prelude::*;

use crate::app::components::{Head, figure, number_cell, table_view, words_cell};
use crate::app::element::{El, Piece as _, el, live, row_of};
use crate::app::state::{LEDGER_PAGE, State};
use crate::format::count;
use crate::protocol::LedgerLine;
use crate::text::Text;

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

/// The ledger with its pager.
pub fn view(state: State) -> El {
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
