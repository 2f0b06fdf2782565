//! Checks on the data, and the tracking plan that mends it.

use leptos::prelude::*;

use crate::app::components::{Head, Icon, figure, icon, number_cell, row_head, table_view, words_cell};
use crate::app::element::{El, Piece as _, el, row_of};
use crate::app::state::State;
use crate::browser;
use crate::panels::{CheckRow, View, checks, plan};

fn row_view(row: CheckRow) -> El {
    let examples = (!row.examples.is_empty()).then(|| el("span").class("line2").child(row.examples));
    let class = if row.is_warning { "warn" } else { "ok" };
    let mark = el("span").class(class).child(icon(if row.is_warning { Icon::Warn } else { Icon::Check }));
    let title = row_of([mark.piece(), " ".piece(), row.title.piece()]);
    let fix = row_of([row.fix.piece(), el("span").class("line2").child(row.why).piece()]);
    el("tr")
        .attr("data-check", row.check)
        .child(row_head(title, "").child(examples))
        .child(words_cell(row.file))
        .child(number_cell(row.count))
        .child(words_cell(row.weakens))
        .child(el("td").class("advice").child(fix))
}

/// The figure.
pub fn view(state: State, view: &View<'_>) -> El {
    let text = view.text;
    let words = &text.check_words;
    let rows = checks(view);
    let content = if rows.is_empty() {
        el("p").class("t2").child(words.none).piece()
    } else {
        let heads = [
            Head::Words(words.seen),
            Head::Words(words.file),
            Head::Number(words.rows),
            Head::Words(words.weakens),
            Head::Words(words.fix),
        ];
        table_view("checks", words.title.to_owned(), heads, rows.into_iter().map(row_view)).piece()
    };
    let page = plan(view);
    let save = move |_| {
        if let Err(message) = browser::download("tracking-plan.md", "text/markdown", &page) {
            state.notice.set(message);
        }
    };
    let button = el("button").class("btn sm").attr("type", "button").attr("data-action", "plan").on("click", save);
    let button = el("p").class("row").child(button.child(icon(Icon::Save)).child(text.plan.save));
    figure(words.title, words.sub, row_of([content, button.piece()]))
}
