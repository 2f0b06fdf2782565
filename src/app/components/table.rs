//! Tables: heads, rows and cells.

use leptos::prelude::AnyView;

use crate::app::element::{El, Piece, el, row_of};
use crate::app::route::rows_href;
use crate::format::fixed;
use crate::panels::Said;
use crate::scorecard::Query;

/// Head of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// Over words.
    Words(&'static str),
    /// Over numbers.
    Number(&'static str),
    /// Over pictures and buttons.
    None,
}

/// A table that scrolls in itself where it is too wide, and can be reached by keyboard.
pub fn table_view(
    class: &'static str,
    label: String,
    heads: impl IntoIterator<Item = Head>,
    body: impl IntoIterator<Item = impl Piece>,
) -> El {
    let heads = heads.into_iter().map(|head| match head {
        Head::Words(words) => el("th").attr("scope", "col").child(words),
        Head::Number(words) => el("th").attr("scope", "col").class("num").child(words),
        Head::None => el("td"),
    });
    let head = el("thead").child(el("tr").children(heads));
    let table = el("table").class(class).child(head).child(el("tbody").children(body));
    el("div").class("scroll").attr("tabindex", "0").attr("role", "region").attr("aria-label", label).child(table)
}

/// First cell of a row, with a line below its words; empty for none.
pub fn row_head(words: impl Piece, below: impl Into<String>) -> El {
    let below = below.into();
    let below = (!below.is_empty()).then(|| el("span").class("line2").child(below));
    el("th").attr("scope", "row").child(words).child(below)
}

/// A cell of words.
pub fn words_cell(words: impl Piece) -> El {
    el("td").child(words)
}

/// A number as the way to what it counts; the number alone where nothing stands behind it.
pub fn way_view(number: String, href: Option<String>) -> AnyView {
    match href.filter(|_| !number.is_empty()) {
        Some(href) => el("a").class("behind").attr("href", href).child(number).piece(),
        None => number.piece(),
    }
}

/// A sentence whose numbers lead to what they count under a query; under none they are numbers alone.
pub fn said_view(said: Said, query: Option<&Query>) -> AnyView {
    row_of(said.into_iter().map(|(words, opens)| way_view(words, opens.zip(query).map(|(rows, query)| rows_href(rows, query)))))
}

/// A small second line of a cell; nothing for no words.
pub fn second_line(words: String) -> Option<El> {
    (!words.is_empty()).then(|| el("span").class("line2").child(words))
}

/// A cell of a number.
pub fn number_cell(number: impl Piece) -> El {
    el("td").class("num").child(number)
}

/// A bar of parts of a whole, each 0..1; a second part is hatched.
pub fn meter(parts: &[f64]) -> El {
    let per_cent = |part: &f64| fixed(part.clamp(0.0, 1.0) * 100.0, 2) + "%";
    // The least that is seen is one point wide: nothing is none.
    let bars = parts
        .iter()
        .zip(["", "out"])
        .filter(|(part, _)| **part > 0.0)
        .map(|(part, class)| el("i").class(class).width(per_cent(part)));
    el("span").class("meter").attr("aria-hidden", "true").children(bars)
}
