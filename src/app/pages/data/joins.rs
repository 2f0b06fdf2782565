//! How rows of other tables found the conversations.

use leptos::prelude::*;

use crate::app::components::{Head, figure, meter, row_head, table_view, words_cell};
use crate::app::element::{El, Piece as _, el, live, row_of};
use crate::app::state::State;
use crate::panels::{JoinRow, join_row};
use crate::text::Text;

fn row_view(row: JoinRow, text: &'static Text) -> El {
    let advice = row.advice.into_iter().map(|advice| el("p").child(advice));
    let examples = (!row.examples.is_empty()).then(|| {
        let list = el("ul").class("plain").children(row.examples.into_iter().map(|example| el("li").child(example)));
        el("details").class("how").child(el("summary").child(text.joins.examples)).child(list)
    });
    let found = el("td").class("wide").child(meter(&row.parts)).child(el("span").class("line2").child(row.share));
    el("tr")
        .child(row_head(row.name, ""))
        .child(found)
        .child(words_cell(row.found_by))
        .child(el("td").class("advice").children(advice).child(examples))
}

/// The figure.
pub fn view(state: State) -> El {
    let text = state.words();
    let words = &text.joins;
    let content = live(move || {
        let tables = state.joins.get();
        if tables.is_empty() {
            return el("p").class("t2").child(words.none).piece();
        }
        let heads = [Head::Words(words.table), Head::Words(words.found), Head::Words(words.found_by), Head::Words(words.advice)];
        let rows = tables.iter().map(|joined| row_view(join_row(joined, text), text)).collect::<Vec<_>>();
        row_of([table_view("joins", words.title.to_owned(), heads, rows)])
    });
    figure(words.title, words.sub, content)
}
