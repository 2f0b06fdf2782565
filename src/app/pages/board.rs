//! A board: the claim and its arithmetic, tiles, weeks, and the tables behind them.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::components::{drawing_view, facts_view, figure, scroll_table, tile_view};
use crate::app::state::State;
use crate::panels::{
    AttributionPanel, DefinitionsPanel, FunnelRow, Headline, LedgerItem, OtherRow, TrendPanel, View, attribution, definitions,
    funnel, headline, others, tile, tiles_of, trend, trend_choices,
};
use crate::scorecard::{BoardId, ChangeId, Scorecard};
use crate::text::Text;

fn name_of(board: BoardId, text: &'static Text) -> &'static str {
    match board {
        BoardId::Support => text.board.support,
        BoardId::Lead => text.board.lead,
    }
}

fn ledger_view(items: Vec<LedgerItem>, label: &'static str) -> AnyView {
    let items = items.into_iter().map(|item| {
        let class = if item.is_sum { "sum" } else { "" };
        view! {
            {(!item.sign.is_empty()).then(|| view! { <span class="op">{item.sign}</span> })}
            <div><b class=class>{item.figure}</b><small>{item.caption}</small></div>
        }
    });
    view! { <div class="ledger" role="group" aria-label=label>{items.collect_view()}</div> }.into_any()
}

fn head_view(view: &View<'_>, board: BoardId, claim: Headline) -> AnyView {
    let text = view.text;
    let flows = view.board(board).map(|board| board.flows.as_slice()).unwrap_or_default();
    let flows: Vec<&str> = flows.iter().map(|flow| if flow.is_empty() { text.board.no_flow } else { flow.as_str() }).collect();
    let flows = text.board.flows.with([&flows.join(", ")]);
    let has_ledger = !claim.ledger.is_empty();
    view! {
        <section class="head">
            <p class="kicker"><span>{name_of(board, text)}</span><span class="t3">{flows}</span></p>
            <h1 class="money">{claim.before}<em>{claim.figure}</em>{claim.after}</h1>
            {has_ledger.then(|| ledger_view(claim.ledger, text.headline.made_how))}
            {(!claim.below.is_empty()).then(|| view! { <p class="ui t2">{claim.below}</p> })}
            {claim
                .asks_for_rules
                .then(|| view! { <p><a class="btn pri" href="#rules">{text.headline.set_costs}</a></p> })}
        </section>
    }
    .into_any()
}

fn legend_view(board: BoardId, text: &'static Text) -> AnyView {
    let words = &text.board;
    let tick = match board {
        BoardId::Support => words.legend_tick_human,
        BoardId::Lead => words.legend_tick_form,
    };
    let item = |class, words: &'static str| view! { <span><i class=class></i>{words}</span> };
    view! {
        <div class="legend">
            {item("dot", words.legend_dot)} {item("ci", words.legend_interval)} {item("ring", words.legend_ring)}
            {item("band", words.legend_band)} {item("tick", tick)}
        </div>
    }
    .into_any()
}

fn trend_table(panel: &TrendPanel, text: &'static Text) -> AnyView {
    let words = &text.board;
    let rows = panel.rows.iter().cloned().map(|row| {
        let running = row.is_running.then_some(words.running);
        view! {
            <tr>
                <th scope="row">{row.week}" "<small>{running}</small></th>
                <td class="num">{row.value}</td>
                <td class="num">{row.interval}</td>
                <td class="num">{row.n}</td>
            </tr>
        }
    });
    let table = view! {
        <table>
            <thead>
                <tr>
                    <th scope="col">{words.week}</th>
                    <th scope="col" class="num">{words.value}</th>
                    <th scope="col" class="num">{words.interval}</th>
                    <th scope="col" class="num">{words.rows}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    };
    scroll_table(panel.title.clone(), table.into_any())
}

/// The large chart with its choice of metric, as a picture or as a table.
fn trend_view(state: State, board: BoardId, card: Arc<Scorecard>) -> AnyView {
    let text = state.words();
    let words = &text.board;
    let view = View { card: &card, text };
    let choices = trend_choices(&view, board);
    let Some(first) = choices.first().copied() else { return ().into_any() };
    let chosen = RwSignal::new(first);
    let is_table = RwSignal::new(false);
    let options = choices.into_iter().map(|id| {
        view! { <option value=id.word()>{text.metrics.of(id).name}</option> }
    });
    let choose = move |event| {
        if let Some(id) = ChangeId::from_word(&event_target_value(&event)) {
            chosen.set(id);
        }
    };
    let button = |words: &'static str, table: bool| {
        let pressed = move || if is_table.get() == table { "true" } else { "false" };
        view! { <button type="button" aria-pressed=pressed on:click=move |_| is_table.set(table)>{words}</button> }
    };
    let toggles = view! {
        <label class="pick">
            <span>{words.trend_metric}</span>
            <select on:change=choose>{options.collect_view()}</select>
        </label>
        <div class="seg">{button(words.chart, false)}{button(words.table, true)}</div>
    };
    let drawn = move || {
        let width = state.width.get();
        let Some(panel) = trend(&View { card: &card, text }, board, chosen.get(), width) else {
            return view! { <p class="t2">{words.no_trend}</p> }.into_any();
        };
        let picture = match is_table.get() {
            true => trend_table(&panel, text),
            false => view! {
                {drawing_view(&panel.drawing, "plot", panel.spoken.clone(), false)}
                <p class="foot">{panel.axis.clone()}</p>
            }
            .into_any(),
        };
        view! { <h2>{panel.title}</h2><p class="sub">{words.trend_sub}</p>{picture} }.into_any()
    };
    view! { <section class="fig trend"><div class="pickers">{toggles}</div><div>{drawn}</div></section> }.into_any()
}

fn others_view(rows: Vec<OtherRow>, text: &'static Text) -> AnyView {
    let words = &text.board;
    let rows = rows.into_iter().map(|row| {
        view! {
            <li data-other=row.id data-value=row.data_value>
                <h3>{row.name}</h3>
                <b class="num">{row.value}</b>
                <span class="t2">{row.interval}</span>
                <span class="t2">{row.counted}</span>
                <span class="t3">{row.benchmark}</span>
                {facts_view(text.tile.how, row.facts)}
            </li>
        }
    });
    let list = view! { <ul class="others">{rows.collect_view()}</ul> };
    figure(words.others.to_owned(), words.others_sub.to_owned(), list.into_any())
}

fn bar(part: f64, class: &'static str) -> AnyView {
    let width = format!("{}%", crate::format::fixed(part.clamp(0.0, 1.0) * 100.0, 2));
    view! { <span class=class aria-hidden="true"><i style:width=width></i></span> }.into_any()
}

fn definitions_view(panel: DefinitionsPanel, text: &'static Text) -> AnyView {
    let words = &text.board;
    let rows = panel.rows.into_iter().map(|row| {
        let class = if row.is_ours { "hl" } else { "" };
        view! {
            <tr class=class>
                <th scope="row">
                    {row.name} {row.is_ours.then(|| view! { " "<span class="tag">{words.ours}</span> })}
                    <span class="line2">{row.how}</span>
                </th>
                <td class="num">{row.counted}</td>
                <td class="num">{row.share}</td>
                <td class="wide">{row.part.map(|part| bar(part, "meter"))}</td>
            </tr>
        }
    });
    let table = view! {
        <table>
            <thead>
                <tr>
                    <th scope="col">{words.definition}</th>
                    <th scope="col" class="num">{words.counted}</th>
                    <th scope="col" class="num">{words.share}</th>
                    <th></th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    };
    let table = scroll_table(words.definitions.to_owned(), table.into_any());
    figure(panel.title, words.definitions_sub.to_owned(), table)
}

fn funnel_view(rows: Vec<FunnelRow>, text: &'static Text) -> AnyView {
    let words = &text.board;
    let rows = rows.into_iter().map(|row| {
        let bullet = row.bullet.as_ref().map(|drawing| drawing_view(drawing, "bullet", row.rate.clone(), true));
        view! {
            <tr>
                <th scope="row">{row.name}<span class="line2">{row.how}</span></th>
                <td class="num big">{row.count}</td>
                <td class="wide">
                    {bar(row.part, "meter")}
                    {(!row.pending.is_empty()).then(|| view! { <span class="line2 pend">{row.pending}</span> })}
                </td>
                <td class="wide">{bullet}</td>
                <td class="num">{row.rate}<span class="line2">{row.interval}</span></td>
                <td class="num t2">{row.form}</td>
            </tr>
        }
    });
    let table = view! {
        <table class="funnel">
            <thead>
                <tr>
                    <th scope="col">{words.step}</th>
                    <th scope="col" class="num">{words.count}</th>
                    <th></th>
                    <th></th>
                    <th scope="col" class="num">{words.step_rate}</th>
                    <th scope="col" class="num">{words.form}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    };
    let table = scroll_table(words.funnel.to_owned(), table.into_any());
    figure(words.funnel.to_owned(), words.funnel_sub.to_owned(), table)
}

fn attribution_view(panel: Option<AttributionPanel>, text: &'static Text) -> AnyView {
    let words = &text.board;
    let Some(panel) = panel else {
        let none = view! { <p class="t2">{words.no_attribution}</p> };
        return figure(words.attribution.to_owned(), String::new(), none.into_any());
    };
    let heads = panel.windows.into_iter().map(|window| view! { <th scope="col" class="num">{window}</th> });
    let rows = panel.rows.into_iter().map(|row| {
        let cells = row.cells.into_iter().map(|(amount, is_own)| {
            let class = if is_own { "num own" } else { "num" };
            view! { <td class=class>{amount}{is_own.then(|| view! { <span class="line2">{words.own_rule}</span> })}</td> }
        });
        view! { <tr><th scope="row">{row.model}</th>{cells.collect_view()}</tr> }
    });
    let table = view! {
        <table>
            <thead><tr><th scope="col">{words.model}</th>{heads.collect_view()}</tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        <p class="foot">{words.influenced_overlap}</p>
    };
    let table = scroll_table(words.attribution.to_owned(), table.into_any());
    figure(words.attribution.to_owned(), words.attribution_sub.to_owned(), table)
}

fn absent_view(board: BoardId, text: &'static Text) -> AnyView {
    let said = match board {
        BoardId::Support => text.board.absent_support,
        BoardId::Lead => text.board.absent_lead,
    };
    view! { <div class="pagehead"><div><h1 class="page">{said}</h1><p>{text.board.absent_why}</p></div></div> }.into_any()
}

/// The page of a board.
pub fn board_page(state: State, board: BoardId, card: &Arc<Scorecard>) -> AnyView {
    let view = state.view(card);
    let text = view.text;
    let Some(claim) = headline(&view, board) else { return absent_view(board, text) };
    let tiles = tiles_of(board);
    let tile_views = tiles.iter().map(|id| tile_view(tile(&view, board, *id), text)).collect_view();
    let class = match board {
        BoardId::Support => "tiles six",
        BoardId::Lead => "tiles five",
    };
    let behind = match board {
        BoardId::Support => definitions_view(definitions(&view), text),
        BoardId::Lead => view! {
            {funnel_view(funnel(&view, board), text)}
            {attribution_view(attribution(&view), text)}
        }
        .into_any(),
    };
    view! {
        {head_view(&view, board, claim)}
        <h2 class="vh">{text.board.tiles}</h2>
        <section class=class data-board=board.word() aria-label=name_of(board, text)>{tile_views}</section>
        {legend_view(board, text)}
        {trend_view(state, board, Arc::clone(card))}
        {behind}
        {others_view(others(&view, board), text)}
    }
    .into_any()
}
