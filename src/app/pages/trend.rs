//! The large chart of a board: one metric by week, as a picture or as a table.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::components::chart_body;
use crate::app::element::{Piece as _, el, live, nothing, row_of};
use crate::app::state::State;
use crate::panels::{ChartPanel, View, recounted, trend, trend_choices};
use crate::scorecard::{BoardId, ChangeId, Query, Scorecard};

/// The figure, with its choice of metric, which a filter leaves as it is; nothing if no metric has a value in any week.
pub fn trend_view(state: State, board: BoardId, card: &Arc<Scorecard>) -> AnyView {
    let choices = trend_choices(&View::of(card, state.words()), board);
    let kept = state.trends.with_value(|trends| trends.iter().find(|(of, _)| *of == board).map(|(_, metric)| *metric));
    let first = kept.filter(|metric| choices.contains(metric)).or_else(|| choices.first().copied());
    first.map_or_else(nothing, |first| trend_of(state, board, card, first, choices))
}

/// The figure of one metric; nothing if it has no value in any week.
pub fn trend_figure(state: State, board: BoardId, card: &Arc<Scorecard>, metric: ChangeId) -> AnyView {
    let choices = trend_choices(&View::of(card, state.words()), board);
    if choices.contains(&metric) { trend_of(state, board, card, metric, Vec::new()) } else { nothing() }
}

fn trend_of(state: State, board: BoardId, card: &Arc<Scorecard>, first: ChangeId, choices: Vec<ChangeId>) -> AnyView {
    let text = state.words();
    let words = &text.board;
    let has_choice = !choices.is_empty();
    let chosen = RwSignal::new(first);
    let options = choices.into_iter().map(|id| {
        let selected = (id == first).then_some("");
        el("option").attr("value", id.word()).maybe("selected", selected).child(text.metrics.of(id).name)
    });
    let choose = move |event| {
        if let Some(id) = ChangeId::from_word(&event_target_value(&event)) {
            chosen.set(id);
            state.trends.update_value(|trends| {
                trends.retain(|(of, _)| *of != board);
                trends.push((board, id));
            });
        }
    };
    let select = el("select").children(options).on("change", choose);
    let pick = el("label").class("pick").child(el("span").child(words.trend_metric)).child(select);
    let pick = has_choice.then(|| el("div").class("pickers").child(pick));
    let card = Arc::clone(card);
    let drawn = live(move || {
        // A saved scorecard knows nothing of what is chosen now.
        let earlier = state.earlier.get_untracked().filter(|_| state.query.with_untracked(|query| *query == Query::default()));
        let view = View::of(&card, text).beside(state.query.with_untracked(|query| query.compare));
        let panel = trend(&view, board, chosen.get(), state.width.get(), earlier.as_deref());
        let recounted = state.before.with(|before| before.as_ref().map(|before| recounted(&view, &before.card.rules_hash)));
        let recounted = recounted.filter(|said| !said.is_empty());
        let recounted = recounted.map(|said| el("p").class("foot").attr("data-recounted", "").child(said));
        match panel {
            Some(panel) => {
                row_of([chart_body(state, ChartPanel { of: board.word().to_owned(), ..panel.chart(&view) }), recounted.piece()])
            }
            None => el("p").class("t2").child(words.no_trend).piece(),
        }
    });
    el("section").class("fig trend chart").attr("data-chart", "trend").child(pick).child(el("div").child(drawn)).piece()
}
