//! The large chart of a board: one metric by week, as a picture or as a table.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::components::{Head, drawing_view, number_cell, table_view};
use crate::app::element::{El, Piece as _, el, live, nothing, row_of};
use crate::app::state::State;
use crate::panels::{TrendPanel, View, trend, trend_choices};
use crate::scorecard::{BoardId, ChangeId, Query, Scorecard};
use crate::text::Text;

fn trend_table(panel: &TrendPanel, text: &'static Text) -> El {
    let words = &text.board;
    let rows = panel.rows.iter().cloned().map(|row| {
        let running = row.is_running.then(|| el("small").child(words.running));
        el("tr")
            .child(el("th").attr("scope", "row").child(row.week).child(" ").child(running))
            .child(number_cell(row.value))
            .child(number_cell(row.interval))
            .child(number_cell(row.n))
    });
    let heads = [Head::Words(words.week), Head::Number(words.value), Head::Number(words.interval), Head::Number(words.rows)];
    table_view("", panel.title.clone(), heads, rows)
}

/// The figure, with its choice of metric; nothing if no metric has a value in any week.
pub fn trend_view(state: State, board: BoardId, card: &Arc<Scorecard>) -> AnyView {
    let choices = trend_choices(&View { card, text: state.words() }, board);
    choices.first().copied().map_or_else(nothing, |first| trend_of(state, board, card, first, choices))
}

/// The figure of one metric; nothing if it has no value in any week.
pub fn trend_figure(state: State, board: BoardId, card: &Arc<Scorecard>, metric: ChangeId) -> AnyView {
    let choices = trend_choices(&View { card, text: state.words() }, board);
    if choices.contains(&metric) { trend_of(state, board, card, metric, Vec::new()) } else { nothing() }
}

fn trend_of(state: State, board: BoardId, card: &Arc<Scorecard>, first: ChangeId, choices: Vec<ChangeId>) -> AnyView {
    let text = state.words();
    let words = &text.board;
    let has_choice = !choices.is_empty();
    let chosen = RwSignal::new(first);
    let is_table = RwSignal::new(false);
    let options = choices.into_iter().map(|id| el("option").attr("value", id.word()).child(text.metrics.of(id).name));
    let choose = move |event| {
        if let Some(id) = ChangeId::from_word(&event_target_value(&event)) {
            chosen.set(id);
        }
    };
    let button = |words: &'static str, table: bool| {
        el("button")
            .attr("type", "button")
            .live_attr("aria-pressed", move || Some(if is_table.get() == table { "true" } else { "false" }))
            .on("click", move |_| is_table.set(table))
            .child(words)
    };
    let select = el("select").children(options).on("change", choose);
    let pick = el("label").class("pick").child(el("span").child(words.trend_metric)).child(select);
    let pickers = el("div")
        .class("pickers")
        .child(has_choice.then_some(pick))
        .child(el("div").class("seg").child(button(words.chart, false)).child(button(words.table, true)));
    let card = Arc::clone(card);
    let drawn = live(move || {
        // A saved scorecard knows nothing of what is chosen now.
        let earlier = state.earlier.get().filter(|_| state.query.with(|query| *query == Query::default()));
        let panel = trend(&View { card: &card, text }, board, chosen.get(), state.width.get(), earlier.as_deref());
        let Some(panel) = panel else { return el("p").class("t2").child(words.no_trend).piece() };
        let shown = if is_table.get() {
            trend_table(&panel, text).piece()
        } else {
            let picture = drawing_view(&panel.drawing, "plot", panel.spoken, false);
            row_of([picture, el("p").class("foot").child(panel.foot)])
        };
        row_of([el("h2").child(panel.title).piece(), el("p").class("sub").child(words.trend_sub).piece(), shown])
    });
    el("section").class("fig trend").child(pickers).child(el("div").child(drawn)).piece()
}
