//! A board: the claim and its arithmetic, tiles, weeks, and the tables behind them.

use std::sync::Arc;

use leptos::prelude::*;

use super::intents::intents_view;
use super::reach::Reach;
use super::trend::trend_view;
use crate::app::built::Part;
use crate::app::components::{
    Head, behind_link, chart_view, chosen_view, facts_view, figure, findings_view, meter, number_cell, page_head, row_head,
    second_line, table_view, tile_view, way_view, words_cell,
};
use crate::app::element::{El, Piece, el, live, nothing, row_of};
use crate::app::route::href;
use crate::app::shell::choose_button;
use crate::app::state::State;
use crate::panels::{
    AttributionPanel, ChartPanel, DefinitionsPanel, GAPS, Headline, LedgerItem, OtherRow, View, attribution, definitions,
    empty_panel, findings, form_chart, funnel_chart, gap_chart, headline, lead_to_questions, models_chart, no_findings, others,
    outcome_chart, returns_chart, saved_title, savings_chart, source_chart, step_charts, tile_after, tiles_of, vanity,
};
use crate::protocol::Earlier;
use crate::scorecard::{BoardId, Query, Scorecard};
use crate::text::Text;

pub(super) fn name_of(board: BoardId, text: &'static Text) -> &'static str {
    match board {
        BoardId::Support => text.board.support,
        BoardId::Lead => text.board.lead,
    }
}

fn ledger_view(items: Vec<LedgerItem>, reach: Reach<'_>, label: &'static str) -> El {
    let mut ledger = el("div").class("ledger").attr("role", "group").attr("aria-label", label);
    for item in items {
        let class = if item.is_sum { "sum" } else { "" };
        let sign = (!item.sign.is_empty()).then(|| el("span").class("op").child(item.sign));
        let figure = el("b").class(class).child(way_view(item.figure, reach.rows(item.opens)));
        let term = el("div").child(figure).child(el("small").child(item.caption));
        // A sign stays with its figure wherever the line breaks.
        ledger = ledger.child(el("div").class("term").child(sign).child(term));
    }
    ledger
}

fn head_view(view: &View<'_>, board: BoardId, claim: Headline, reach: Reach<'_>) -> El {
    let text = view.text;
    let flows = view.board(board).map(|board| board.flows.as_slice()).unwrap_or_default();
    let flows: Vec<&str> = flows.iter().map(|flow| if flow.is_empty() { text.board.no_flow } else { flow.as_str() }).collect();
    let flows = el("span").class("t3").child(text.board.flows.with([&flows.join(", ")]));
    let kicker = el("p").class("kicker").child(el("span").child(name_of(board, text))).child(flows);
    let figure = way_view(claim.figure.clone(), claim.opens.and_then(|opens| reach.rows(opens)));
    let (before, after) = (reach.said(claim.before.clone()), reach.said(claim.after.clone()));
    let claimed = el("h1").class("money").child(before).child(el("em").child(figure)).child(after);
    let button = el("a").class("btn pri").attr("href", "#rules").child(text.headline.set_costs);
    let asks = claim.asks_for_rules && reach.0.is_some();
    el("section")
        .class("head")
        .child(kicker)
        .child(claimed)
        .child(arithmetic_view(claim, reach, text))
        .child(asks.then(|| el("p").child(button)))
}

/// How the figures of a claim are made: the figure's own, and the return's with its sentence.
fn arithmetic_view(claim: Headline, reach: Reach<'_>, text: &'static Text) -> AnyView {
    let ledger = |items: Vec<LedgerItem>| (!items.is_empty()).then(|| ledger_view(items, reach, text.headline.made_how));
    let below = (!claim.below.is_empty()).then(|| el("p").class("ui t2").child(reach.said(claim.below)));
    row_of([ledger(claim.ledger), below, ledger(claim.returned)])
}

/// The claim with its arithmetic, on the page that it leads to.
pub(super) fn claim_figure(claim: Headline, query: &Query, text: &'static Text) -> El {
    figure(text.headline.made_how, claim.said(), arithmetic_view(claim, Reach(Some(query)), text)).attr("data-arithmetic", "")
}

fn legend_view(view: &View<'_>, board: BoardId) -> El {
    let words = &view.text.board;
    let ring = if view.compare.is_some() { words.legend_ring_before } else { words.legend_ring };
    let tick = match board {
        BoardId::Support => words.legend_tick_human,
        BoardId::Lead => words.legend_tick_form,
    };
    let items =
        [("dot", words.legend_dot), ("ci", words.legend_interval), ("ring", ring), ("band", words.legend_band), ("tick", tick)];
    let items = items.map(|(class, words)| el("span").child(el("i").class(class)).child(words));
    el("div").class("legend").children(items)
}

fn others_view(rows: Vec<OtherRow>, board: BoardId, reach: Reach<'_>, text: &'static Text) -> El {
    let words = &text.board;
    let rows = rows.into_iter().map(|row| {
        el("li")
            .attr("data-other", row.id)
            .attr("data-value", row.data_value)
            .child(el("h3").child(behind_link(row.name, reach.href(board, row.id), text)))
            .child(el("b").class("num").child(row.value))
            .child(el("span").class("t2").child(row.interval))
            .child(el("span").class("t2").child(row.counted))
            .child(el("span").class("t3").child(row.benchmark))
            .child(facts_view(text.tile.how, row.facts, reach.0))
    });
    figure(words.others, words.others_sub, el("ul").class("others").children(rows))
}

fn definitions_view(panel: DefinitionsPanel, reach: Reach<'_>, text: &'static Text) -> El {
    let words = &text.board;
    let rows = panel.rows.into_iter().map(|row| {
        let ours = row.is_ours.then(|| row_of([" ".piece(), el("span").class("tag").child(words.ours).piece()]));
        let name = row_of([behind_link(row.name, reach.rows(row.rows).unwrap_or_default(), text).piece(), ours.piece()]);
        el("tr")
            .class(if row.is_ours { "hl" } else { "" })
            .child(row_head(name, row.how))
            .child(number_cell(row.counted))
            .child(number_cell(row.share))
            .child(el("td").class("wide").child(row.part.map(|part| meter(&[part]))))
    });
    let heads = [Head::Words(words.definition), Head::Number(words.counted), Head::Number(words.share), Head::None];
    figure(panel.title, panel.sub, table_view("defs", words.definitions.to_owned(), heads, rows))
}

fn vanity_view(state: State, card: &Arc<Scorecard>, query: &Query, text: &'static Text) -> El {
    let words = &text.vanity;
    let card = Arc::clone(card);
    let query = query.clone();
    let table = live(move || {
        let reach = Reach(Some(&query));
        let rows = vanity(&View::of(&card, text), BoardId::Support, &state.vanity.get()).into_iter().map(|row| {
            el("tr")
                .child(row_head(row.name, row.why))
                .child(
                    el("td").class("num t2").child(way_view(row.value, reach.rows(row.behind))).child(second_line(row.counted)),
                )
                .child(words_cell(row.instead))
                .child(number_cell(way_view(row.instead_value, reach.rows(row.opens))))
        });
        let heads = [Head::Words(words.flattering), Head::None, Head::Words(words.instead), Head::None];
        table_view("vanity", words.title.to_owned(), heads, rows).piece()
    });
    figure(words.title, words.sub, el("div").child(table))
}

/// Figures of half a row: the questions that cost most (of own rows alone, which `query` asks for), and where chats leave each
/// flow. One that has no other beside it takes the whole row.
fn halves_view(state: State, board: BoardId, card: &Arc<Scorecard>, query: Option<&Query>) -> El {
    let card = Arc::clone(card);
    let all = query.filter(|_| board == BoardId::Support).map(|query| href("work", query));
    let halves = live(move || {
        let view = state.view(&card);
        let screen = state.width.get();
        let charts = |width: u32| {
            let gaps = all.as_ref().and_then(|_| {
                let gaps = state.gaps_of(board);
                state.roadmap.with(|roadmap| gap_chart(&view, &gaps, roadmap, width))
            });
            gaps.into_iter().chain(step_charts(&view, board, width)).collect::<Vec<_>>()
        };
        let mut shown = charts(part_of(screen, 6));
        let alone = if shown.len() % 2 == 1 { charts(screen).pop() } else { None };
        if alone.is_some() {
            shown.pop();
        }
        let figure = |chart: ChartPanel, class: &'static str| {
            let link = all.as_ref().filter(|_| chart.id == GAPS);
            let link = link.map(|all| el("a").attr("href", all.clone()).child(view.text.charts.all_gaps));
            let foot = link.map(|link| el("p").class("foot").child(link));
            el("div").class(class).child(chart_view(state, Some(chart))).child(foot)
        };
        let shown = shown.into_iter().map(|chart| figure(chart, ""));
        let alone = alone.map(|chart| figure(chart, "alone"));
        row_of(shown.chain(alone).collect::<Vec<_>>())
    });
    el("div").class("splits").child(halves)
}

fn attribution_view(panel: Option<AttributionPanel>, reach: Reach<'_>, text: &'static Text) -> El {
    let words = &text.board;
    let Some(panel) = panel else {
        return figure(words.attribution, "", el("p").class("t2").child(words.no_attribution));
    };
    let windows = panel.windows.into_iter().map(|window| el("th").attr("scope", "col").class("num").child(window));
    let head = el("tr").child(el("th").attr("scope", "col").child(words.model)).children(windows);
    let rows = panel.rows.into_iter().map(|row| {
        let cells = row.cells.into_iter().map(|cell| {
            let own = cell.is_own.then(|| el("span").class("line2").child(words.own_rule));
            let amount = way_view(cell.amount, cell.opens.and_then(|opens| reach.rows(opens)));
            let orders = cell.counts.and_then(|rows| reach.rows(rows));
            let orders = el("span").class("line2").child(way_view(cell.orders, orders));
            let class = if own.is_some() { "num own" } else { "num" };
            el("td").class(class).child(amount).child(own).child(orders)
        });
        el("tr").child(row_head(row.model, "")).children(cells)
    });
    let table = el("table").child(el("thead").child(head)).child(el("tbody").children(rows));
    let table = el("div").class("scroll").attr("tabindex", "0").attr("role", "region").child(table);
    let table = table.attr("aria-label", words.attribution);
    let foot = el("p").class("foot").child(words.influenced_overlap);
    let how = facts_view(text.tile.how, panel.facts, reach.0);
    figure(words.attribution, words.attribution_sub, row_of([table, foot, how]))
}

fn absent_view(board: BoardId, card: &Scorecard, text: &'static Text) -> El {
    if card.boards.is_empty() {
        return page_head(text.board.no_chats, text.board.no_chats_why, choose_button("btn pri", text.data.add));
    }
    let said = match board {
        BoardId::Support => text.board.absent_support,
        BoardId::Lead => text.board.absent_lead,
    };
    page_head(said, text.board.absent_why, nothing())
}

/// What stands in place of a board, or of a metric's page, that what is chosen leaves without a chat.
pub(super) fn empty_view(state: State, view: &View<'_>, board: BoardId, query: &Query) -> Option<AnyView> {
    let panel = state.choices.with_untracked(|choices| empty_panel(view, board, query, choices))?;
    let why = panel.why.into_iter().map(|why| el("p").child(why));
    let chosen = panel.chosen.into_iter().map(|chosen| chosen_view(state, chosen, &view.text.filters));
    let words = el("div").child(el("h1").class("page").child(panel.title)).children(why);
    let words = words.child(el("p").class("row").children(chosen));
    Some(el("div").class("pagehead").attr("data-empty", board.word()).child(words).piece())
}

/// From this width on two figures stand beside each other.
const PAIRED: u32 = 1000;

/// Pixels of so many of twelve columns; all where figures stand below each other.
fn part_of(width: u32, columns: u32) -> u32 {
    if width < PAIRED { width } else { width * columns / 12 - 16 }
}

/// What a board on paper leaves out: two pages hold the claim, what it rests on, and what to do.
fn on_screen<P: Piece>(figures: impl IntoIterator<Item = P>) -> El {
    el("div").class("on-screen").children(figures)
}

/// What is wide with what explains it beside it.
fn pair(wide: AnyView, beside: AnyView) -> AnyView {
    el("div").class("pair").child(el("div").child(wide)).child(el("div").child(beside)).piece()
}

/// What was saved of a board, where no file is open: tiles of the last week and all weeks. Nothing in it leads to rows.
pub fn saved_board(state: State, board: BoardId, card: &Arc<Scorecard>) -> El {
    let text = state.words();
    let view = View::of(card, text);
    let tiles = tiles_view(&view, board, None, Reach(None));
    let title = saved_title(&view, board);
    figure(title, text.workspace.latest_sub, row_of([tiles.piece(), trend_view(state, board, card)]))
        .attr("data-saved", board.word())
}

/// A part of the page of a board. What is chosen is read as it is: what counts by it comes with the next scorecard.
pub fn board_page(state: State, board: BoardId, part: Part, card: &Arc<Scorecard>) -> AnyView {
    let view = state.view(card);
    let query = state.query.get_untracked();
    if let Some(empty) = empty_view(state, &view, board, &query) {
        return if part == Part::First { empty } else { nothing() };
    }
    let reach = Reach(Some(&query));
    match (headline(&view, board, !query.scope.filters.is_empty()), part) {
        (Some(claim), Part::First) => answer_view(state, board, card, claim, reach, !query.scope.filters.is_empty()),
        (Some(_), Part::Rest) => behind_view(state, board, card, reach),
        (None, Part::First) => absent_view(board, card, view.text).piece(),
        (None, Part::Rest) => nothing(),
    }
}

/// A board of a scorecard that came by link; nothing if it is not in the link.
pub fn shared_board(state: State, board: BoardId, card: &Arc<Scorecard>, is_filtered: bool) -> AnyView {
    let claim = headline(&state.view(card), board, is_filtered);
    let reach = Reach(None);
    claim.map_or_else(nothing, |claim| {
        row_of([answer_view(state, board, card, claim, reach, is_filtered), behind_view(state, board, card, reach)])
    })
}

fn tiles_view(view: &View<'_>, board: BoardId, earlier: Option<&Earlier>, reach: Reach<'_>) -> El {
    let text = view.text;
    let class = match board {
        BoardId::Support => "tiles six",
        BoardId::Lead => "tiles five",
    };
    let tiles = tiles_of(board).iter().map(|id| {
        let tile = tile_after(view, board, *id, earlier);
        tile_view(tile, board, reach.0, text)
    });
    el("section").class(class).attr("data-board", board.word()).attr("aria-label", name_of(board, text)).children(tiles)
}

/// What answers: the claim, its tiles, and what is wrong.
fn answer_view(
    state: State,
    board: BoardId,
    card: &Arc<Scorecard>,
    claim: Headline,
    reach: Reach<'_>,
    is_filtered: bool,
) -> AnyView {
    let view = state.view(card);
    let text = view.text;
    // A saved scorecard knows nothing of what is chosen now.
    let earlier = state.earlier.get_untracked().filter(|_| reach.0.is_some_and(|query| *query == Query::default()));
    let tiles = tiles_view(&view, board, earlier.as_deref(), reach);
    let width = state.width.get();
    let found = {
        let (card, query) = (Arc::clone(card), reach.0.cloned());
        live(move || {
            let view = state.view(&card);
            let mut found = findings(&view, board);
            // The chats of a question come after the board.
            let gaps = state.gaps_of(board);
            lead_to_questions(&mut found, board, &state.roadmap.with(|roadmap| roadmap.apply(&gaps)));
            findings_view(found, no_findings(&view, board), query.as_ref(), text).piece()
        })
    };
    let first = match board {
        BoardId::Support => pair(chart_view(state, outcome_chart(&view, part_of(width, 7))), found),
        BoardId::Lead => row_of([chart_view(state, funnel_chart(&view, board, width)), found]),
    };
    let head = head_view(&view, board, claim, reach).piece();
    let moved = (board == BoardId::Support).then(|| savings_chart(&view, board, is_filtered, part_of(width, 5))).flatten();
    row_of([
        if moved.is_some() { pair(head, chart_view(state, moved)) } else { head },
        el("h2").class("vh").child(text.board.tiles).piece(),
        tiles.piece(),
        legend_view(&view, board).piece(),
        first,
    ])
}

/// What stands behind the answer: weeks, intents, what is open, definitions, money.
fn behind_view(state: State, board: BoardId, card: &Arc<Scorecard>, reach: Reach<'_>) -> AnyView {
    let view = state.view(card);
    let text = view.text;
    let is_own = reach.0.is_some();
    let plain = Query::default();
    let query = reach.0.unwrap_or(&plain);
    let width = state.width.get();
    let halves = halves_view(state, board, card, reach.0);
    let behind = match board {
        BoardId::Support => {
            let defined = (!card.definitions.is_empty()).then(|| definitions_view(definitions(&view, board), reach, text));
            let flattering = is_own.then(|| vanity_view(state, card, query, text));
            row_of([intents_view(state, &view, reach), halves.piece(), on_screen([defined, flattering]).piece()])
        }
        BoardId::Lead => row_of([
            chart_view(state, source_chart(&view, width)),
            chart_view(state, form_chart(&view, width)),
            halves.piece(),
            chart_view(state, returns_chart(&view, board, width)),
            chart_view(state, models_chart(&view, width)),
            on_screen((is_own || !card.attribution.is_empty()).then(|| attribution_view(attribution(&view), reach, text)))
                .piece(),
        ]),
    };
    row_of([
        on_screen([trend_view(state, board, card)]).piece(),
        behind,
        on_screen([others_view(others(&view, board), board, reach, text)]).piece(),
    ])
}
