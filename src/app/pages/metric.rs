//! What stands behind a number: how it was counted, its weeks, its split, the chats around it, and its rows.

use std::sync::Arc;

use leptos::prelude::*;

use super::board::{claim_figure, empty_view, name_of};
use super::trend::trend_figure;
use crate::app::components::{
    Head, alone_button, chart_view, drawing_view, facts_list, figure, number_cell, row_head, table_view, tile_view, words_cell,
};
use crate::app::element::{El, Piece as _, el, live, nothing, row_of};
use crate::app::route::{self, rows_href};
use crate::app::state::State;
use crate::export::{Cells, Form};
use crate::lineage::Places;
use crate::panels::{
    AroundPanel, AroundRow, Fact, RowsPanel, SplitPanel, View, arithmetic, around_panel, metric_charts, own_value, rows_panel,
    split_panel, tile, variants, vendors,
};
use crate::protocol::{AskedRows, Exported, Request};
use crate::scorecard::{BoardId, ChangeId, Query, Scorecard};
use crate::text::Text;

fn counted_view(facts: Vec<Fact>, query: &Query, text: &'static Text) -> El {
    figure(text.behind.counted, text.behind.counted_sub, facts_list(facts, Some(query)).class("facts"))
}

fn split_view(state: State, metric: &str, panel: SplitPanel, text: &'static Text) -> El {
    let words = &text.behind;
    let field = panel.field;
    let rows = panel.rows.into_iter().map(|row| {
        let name = alone_button(state, field, row.value.clone(), row.name, text);
        let picture = row.drawing.as_ref().map(|drawing| drawing_view(drawing, "bullet", String::new(), true));
        let weeks = row.spark.as_ref().map(|drawing| drawing_view(drawing, "spark", String::new(), true));
        el("tr")
            .attr("data-split-value", row.value)
            .attr("data-value", row.data_value)
            .child(row_head(name, row.counted))
            .child(el("td").class("wide").child(picture))
            .child(number_cell(row.shown).child(el("span").class("line2").child(row.interval)))
            .child(el("td").class("wide weeks").child(weeks))
    });
    let heads = [Head::None, Head::Words(words.value), Head::None, Head::Words(words.weeks)];
    let table = table_view("split", panel.title.clone(), heads, rows);
    let others = (!panel.others.is_empty()).then(|| el("p").class("foot").child(panel.others));
    let axis = el("p").class("foot").child(text.tile.axis.with([&panel.axis]));
    figure(panel.title, words.split_sub, el("div").child(table).child(axis).child(others))
        .attr("data-split", field.word())
        .attr("data-of", metric.to_owned())
}

fn around_view(panel: AroundPanel, text: &'static Text) -> El {
    let words = &text.behind;
    let part = |title: &'static str, rows: Vec<AroundRow>| {
        let head = el("tr").class("part").child(el("th").attr("scope", "rowgroup").attr("colspan", "3").child(title));
        let rows: Vec<El> = rows
            .into_iter()
            .map(|row| {
                let [above, below] = row.says;
                el("tr").child(row_head(row.what, "")).child(number_cell(above)).child(number_cell(below))
            })
            .collect();
        let is_empty = rows.is_empty();
        std::iter::once(head).chain(rows).filter(move |_| !is_empty)
    };
    let [above, below] = panel.heads;
    let heads = el("tr")
        .child(el("th").attr("scope", "col").child(words.what))
        .child(el("th").attr("scope", "col").class("num").child(above))
        .child(el("th").attr("scope", "col").class("num").child(below));
    let body = part(panel.before_words, panel.before).chain(part(words.after, panel.after));
    let table = el("table").class("around").child(el("thead").child(heads)).child(el("tbody").children(body));
    let table = el("div").class("scroll").attr("tabindex", "0").attr("role", "region").child(table);
    figure(panel.title, panel.sub, table.attr("aria-label", panel.title))
}

fn tabs_view(state: State, asked: AskedRows, panel: &RowsPanel) -> El {
    let tabs = panel.tabs.iter().map(|tab| {
        let standing = tab.standing;
        el("button")
            .attr("type", "button")
            .attr("data-standing", standing.map_or("all", Places::word))
            .attr("aria-pressed", if tab.is_chosen { "true" } else { "false" })
            .on("click", move |_| state.turn_rows(AskedRows { standing, ..asked }, 0))
            .child(tab.name)
            .child(" ")
            .child(el("span").class("num").child(tab.count.clone()))
    });
    el("div").class("seg standings").attr("role", "group").children(tabs)
}

fn rows_view(state: State, view: &crate::panels::View<'_>, board: BoardId, metric: ChangeId) -> AnyView {
    let text = view.text;
    let words = &text.behind;
    let page = state.behind.with(|behind| behind.page.clone());
    let Some(page) = page.filter(|page| page.asked.board == board && page.asked.number.metric == metric.metric().0) else {
        return nothing();
    };
    let asked = page.asked;
    let panel = rows_panel(view, metric, &page, state.shows_people.get());
    let tabs = tabs_view(state, asked, &panel);
    let numbers = variants(view, board, metric);
    let options = numbers.iter().enumerate().map(|(at, (part, name))| {
        let option = el("option").attr("value", at.to_string()).child(*name);
        if *part == asked.number.part { option.attr("selected", "") } else { option }
    });
    let select = el("select").attr("data-variant", "").children(options);
    let choose = {
        let numbers = numbers.clone();
        move |event| {
            let chosen = event_target_value(&event).parse::<usize>().ok().and_then(|at| numbers.get(at).copied());
            if let Some((part, _)) = chosen {
                let number = crate::lineage::Asked { part, ..asked.number };
                state.turn_rows(AskedRows { number, standing: None, ..asked }, 0);
            }
        }
    };
    let variant = (numbers.len() > 1)
        .then(|| el("label").class("pick").child(el("span").child(words.variant)).child(select.on("change", choose)));
    let save = move |_| state.export(&Request::Export { what: Exported::Rows(asked), form: Form::Csv(Cells::ForSpreadsheets) });
    let download = el("button").class("btn sm").attr("type", "button").attr("data-action", "rows").on("click", save);
    let people = panel.has_people.then(|| {
        let mut input =
            el("input").attr("type", "checkbox").on("change", move |_| state.shows_people.update(|shows| *shows = !*shows));
        if state.shows_people.get() {
            input = input.attr("checked", "");
        }
        el("label").class("check").child(input).child(words.show_people)
    });
    let turn = |words: &'static str, to: Option<u64>| {
        let button = el("button").class("btn quiet sm").attr("type", "button").child(words);
        match to {
            Some(offset) => button.on("click", move |_| state.turn_rows(asked, offset)),
            None => button.attr("disabled", ""),
        }
    };
    let instead = panel.instead.clone().map(|(said, own, words)| {
        let way = el("a").attr("href", rows_href(own, &state.query.get_untracked())).child(words);
        el("p").attr("data-among", "").child(said).child(" ").child(way)
    });
    let (has_amounts, [has_intents, has_questions]) = (panel.has_amounts, panel.has_words);
    let search = el("input").attr("type", "search").attr("data-search", "").attr("value", panel.search.clone());
    let search = search.attr("placeholder", words.search).attr("aria-label", words.search).on("change", move |event| {
        state.searched.set_value(event_target_value(&event));
        state.turn_rows(asked, 0);
    });
    let rows = panel.rows.into_iter().map(|row| {
        el("tr")
            .child(row_head(row.id, row.place))
            .child(el("td").class("date").child(row.date))
            .child(has_intents.then(|| words_cell(row.intent)))
            .child(has_questions.then(|| el("td").class("said").child(row.question)))
            .child(words_cell(row.standing))
            .child(words_cell(row.why))
            .child(has_amounts.then(|| number_cell(row.adds)))
    });
    let heads = [Head::Words(words.id), Head::Words(words.date)].into_iter();
    let heads = heads.chain(has_intents.then_some(Head::Words(text.filters.intent)));
    let heads = heads.chain(has_questions.then_some(Head::Words(text.gaps.question)));
    let heads =
        heads.chain([Head::Words(words.stands), Head::Words(words.why)]).chain(has_amounts.then_some(Head::Number(words.adds)));
    let shown = if panel.said.is_empty() {
        el("p").class("t2").child(panel.none)
    } else {
        let pager = el("div")
            .class("row pager")
            .child(el("span").class("t2").child(panel.said))
            .child(turn(text.data.previous, panel.previous))
            .child(turn(text.data.next, panel.next));
        el("div").child(table_view("behind", words.rows.to_owned(), heads, rows)).child(pager)
    };
    let actions = el("div").class("row").child(variant).child(search).child(download.child(words.download));
    let content = el("div").child(instead).child(actions).child(tabs).child(people).child(shown);
    figure(words.rows, words.rows_sub, content).attr("data-rows", metric.word()).attr("tabindex", "-1").piece()
}

/// What vendors report of the same, beside our own number; nothing where none does.
fn vendors_view(view: &View<'_>, board: BoardId, metric: ChangeId) -> Option<El> {
    let words = &view.text.charts;
    let told = vendors(view, metric);
    let rows = told.iter().map(|told| {
        let figure = number_cell(told.figure.to_owned());
        el("tr").child(row_head(told.vendor, "")).child(words_cell(told.of)).child(figure)
    });
    let own = el("tr").class("hl").child(row_head(words.ours, "")).child(words_cell(view.text.metrics.of(metric).name));
    let own = own.child(number_cell(own_value(view, board, metric)));
    let heads = [Head::Words(words.vendor), Head::Words(words.of_what), Head::Number(words.reported)];
    let table = table_view("vendors", words.vendors.to_owned(), heads, rows.chain(std::iter::once(own)));
    (!told.is_empty()).then(|| figure(words.vendors, words.vendors_sub, table).attr("data-vendors", metric.word()))
}

/// The page of a metric of a board.
pub fn metric_page(state: State, board: BoardId, metric: ChangeId, card: &Arc<Scorecard>) -> AnyView {
    let view = state.view(card);
    let text = view.text;
    let words = &text.behind;
    let query = state.query.get_untracked();
    if let Some(empty) = empty_view(state, &view, board, &query) {
        return empty;
    }
    let back = el("a").attr("href", route::href(board.word(), &query)).child(words.back.with([name_of(board, text)]));
    let mut shown = tile(&view, board, metric);
    let facts = std::mem::take(&mut shown.facts);
    let title = el("h1").class("page").child(shown.name);
    let head = el("div").class("pagehead").child(el("div").child(el("p").class("kicker").child(back)).child(title));
    let tiles = el("section").class("tiles one").attr("data-behind", metric.word());
    let tiles = tiles.child(el("h2").class("vh").child(text.board.tiles));
    let tiles = tiles.child(tile_view(shown, board, Some(&query), text));
    let told = {
        let card = Arc::clone(card);
        live(move || {
            let view = state.view(&card);
            let explained = state.behind.with(|behind| behind.explained.clone());
            let Some(explained) = explained.filter(|explained| explained.metric == (board, metric)) else { return nothing() };
            let splits = explained.splits.iter().map(|split| split_panel(&view, metric, split));
            let splits: Vec<El> = splits.map(|panel| split_view(state, metric.word(), panel, view.text)).collect();
            let around = explained.around.as_ref();
            let made_of = (explained.splits.as_slice(), &explained.shape, around);
            let charts = metric_charts(&view, (board, metric), made_of, state.width.get());
            let charts = charts.into_iter().map(|chart| chart_view(state, Some(chart)));
            let around = around.and_then(|around| around_panel(&view, metric, around));
            let around = around.map(|panel| around_view(panel, view.text));
            // What visitors do not tell is said, rather than left out.
            let missing = (metric == ChangeId::EngagementRate).then(|| el("p").class("foot").child(view.text.behind.of_visitors));
            row_of([row_of(charts), el("div").class("splits").children(splits).piece(), missing.piece(), around.piece()])
        })
    };
    let rows = {
        let card = Arc::clone(card);
        live(move || rows_view(state, &state.view(&card), board, metric))
    };
    let claim = arithmetic(&view, board, metric, !query.scope.filters.is_empty());
    row_of([
        head.piece(),
        claim.map(|claim| claim_figure(claim, &query, text)).piece(),
        el("div").class("duo").child(tiles).child(counted_view(facts, &query, text)).piece(),
        vendors_view(&view, board, metric).piece(),
        trend_figure(state, board, card, metric),
        told,
        el("div").child(rows).piece(),
    ])
}
