//! The start: what this is, where to drop, and why nothing is sent.

use std::sync::Arc;

use leptos::prelude::*;

use super::board::saved_board;

use crate::app::components::{Head, Icon, drawing_view, figure, icon, row_head, table_view, words_cell};
use crate::app::element::{El, Piece as _, el, live, nothing, row_of};
use crate::app::shell::{choose_button, folder_button, sample_button};
use crate::app::state::State;
use crate::charts::{BandMark, BandTone, Bullet, draw_bullet};
use crate::format::{money, percent};
use crate::panels::has_workspace;
use crate::text::Text;

fn check_list(text: &'static Text) -> El {
    let drop = &text.drop;
    let steps = [
        ("1", drop.step_network, drop.step_network_how),
        ("2", drop.step_drop, drop.step_drop_how),
        ("3", drop.step_count, drop.step_count_how),
    ];
    let steps = steps.map(|(number, title, how)| {
        let words = el("div").child(el("h3").child(title)).child(el("p").child(how));
        el("li").child(el("b").child(number)).child(words)
    });
    let none = [drop.no_account, drop.no_cookies, drop.no_trackers, drop.no_third];
    let none = none.map(|words| el("li").child(icon(Icon::Cross)).child(words));
    let policy = el("code").child("connect-src 'self'; form-action 'none'");
    let content = row_of([
        el("ol").class("steps").children(steps),
        el("div").class("csp").child(el("span").child(drop.enforced)).child(policy),
        el("ul").class("no").children(none),
    ]);
    figure(drop.cannot_send, drop.can_test, content)
}

fn unlocks(text: &'static Text) -> El {
    let drop = &text.drop;
    let files = [
        ("conversations", "conversation_id, started_at", drop.conversations),
        ("events", "event, timestamp", drop.events),
        ("leads", "lead_id, created_at", drop.leads),
        ("revenue", "order_id, at, amount", drop.revenue),
        ("exposure", "date, eligible_visitors", drop.exposure),
        ("tickets", "ticket_id, created_at", drop.tickets),
        ("rules", "rules.json", drop.rules),
    ];
    let rows = files.map(|(name, columns, gives)| {
        let columns = words_cell(el("code").child(columns));
        el("tr").child(row_head(name, "")).child(columns).child(words_cell(gives))
    });
    let heads = [drop.table, drop.columns, drop.gives].map(Head::Words);
    figure(drop.unlocks, drop.unlocks_sub, table_view("", drop.unlocks.to_owned(), heads, rows))
}

/// The article's example (METRICS section 8): 540 of 1,200, interval 42.2 to 47.8, $2,250.
fn preview(text: &'static Text) -> El {
    let drop = &text.drop;
    let saved = money(2250.0, "USD");
    let (before, after) = drop.get_claim.around([&saved]);
    let bullet = draw_bullet(&Bullet {
        top: 1.0,
        bands: vec![
            BandMark { low: 0.25, high: 0.4, tone: BandTone::Watch },
            BandMark { low: 0.4, high: 0.6, tone: BandTone::Good },
            BandMark { low: 0.6, high: 1.0, tone: BandTone::Beyond },
        ],
        interval: Some([0.4221, 0.4783]),
        value: Some(0.45),
        ..Bullet::default()
    });
    let share = percent(0.45, text.language);
    let bullet = el("div")
        .class("pvr")
        .child(el("span").child(text.metrics.deflection_rate.name))
        .child(drawing_view(&bullet, "bullet", share.clone(), true))
        .child(el("b").child(share));
    let content = row_of([
        el("p").class("small t2").child(drop.get_example),
        el("p").class("claim").child(before).child(el("em").child(saved)).child(after),
        bullet,
        el("p").class("small t2").child(drop.get_definitions),
    ]);
    figure(drop.get, drop.get_sub, content)
}

fn zone(state: State, text: &'static Text) -> El {
    let drop = &text.drop;
    let buttons = el("div")
        .class("row mid")
        .child(choose_button("btn pri big", drop.choose))
        .child(folder_button("btn big", drop.folder))
        .child(sample_button(state, "btn big", drop.sample));
    let words = move || if state.is_dragging.get() { drop.drop_now } else { drop.here }.to_owned();
    el("div")
        .class("dz")
        .child(el("span").class("dzi").child(icon(Icon::Open)))
        .child(el("p").class("dzt").live_text(words))
        .child(el("p").class("ui t2").child(drop.kinds))
        .child(buttons)
}

/// The page.
pub fn drop_page(state: State) -> AnyView {
    let text = state.words();
    let drop = &text.drop;
    let first = el("div")
        .child(el("h1").child(drop.question))
        .child(el("p").class("lead").child(drop.lead))
        .child(live(move || {
            let is_open = state.files.with(|files| has_workspace(files));
            if is_open {
                el("p").class("note info").attr("role", "status").child(icon(Icon::Check)).child(text.workspace.is_open).piece()
            } else {
                nothing()
            }
        }))
        .child(zone(state, text))
        .child(el("p").class("small t3").child(drop.paste).child(" ").child(drop.sample_is));
    let saved = live(move || {
        let latest = state.earlier.with(|earlier| earlier.as_ref().and_then(|earlier| earlier.latest.clone()));
        let Some(card) = latest.map(|card| Arc::new(*card)) else { return nothing() };
        row_of(card.boards.keys().map(|board| saved_board(state, *board, &card)).collect::<Vec<_>>())
    });
    row_of([
        el("div").child(saved),
        el("section").class("hero").child(first).child(el("aside").child(check_list(text))),
        el("div").class("g").child(unlocks(text)).child(preview(text)),
    ])
}
