//! The start: what this is, where to drop, and why nothing is sent.

use leptos::prelude::*;

use crate::app::components::{Icon, drawing_view, figure, icon, scroll_table};
use crate::app::shell::{choose_button, folder_button, sample_button};
use crate::app::state::State;
use crate::charts::{BandMark, BandTone, Bullet, draw_bullet};
use crate::format::{money, percent};
use crate::text::Text;

fn check_list(text: &'static Text) -> AnyView {
    let drop = &text.drop;
    let steps = [
        ("1", drop.step_network, drop.step_network_how),
        ("2", drop.step_drop, drop.step_drop_how),
        ("3", drop.step_count, drop.step_count_how),
    ];
    let steps = steps.map(|(number, title, how)| {
        view! { <li><b>{number}</b><div><h3>{title}</h3><p>{how}</p></div></li> }
    });
    let none = [drop.no_account, drop.no_cookies, drop.no_trackers, drop.no_third];
    let none = none.map(|words| view! { <li>{icon(Icon::Cross)}{words}</li> });
    let content = view! {
        <ol class="steps">{steps.collect_view()}</ol>
        <div class="csp"><span>{drop.enforced}</span><code>"connect-src 'self'; form-action 'none'"</code></div>
        <ul class="no">{none.collect_view()}</ul>
    };
    figure(drop.cannot_send.to_owned(), drop.can_test.to_owned(), content.into_any())
}

fn unlocks(text: &'static Text) -> AnyView {
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
        view! { <tr><th scope="row">{name}</th><td><code>{columns}</code></td><td>{gives}</td></tr> }
    });
    let table = view! {
        <table>
            <thead>
                <tr>
                    <th scope="col">{drop.table}</th><th scope="col">{drop.columns}</th><th scope="col">{drop.gives}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    };
    let table = scroll_table(drop.unlocks.to_owned(), table.into_any());
    figure(drop.unlocks.to_owned(), drop.unlocks_sub.to_owned(), table)
}

/// The article's example (METRICS section 8): 540 of 1,200, interval 42.2 to 47.8, $2,250.
fn preview(text: &'static Text) -> AnyView {
    let drop = &text.drop;
    let figure_words = money(2250.0, "USD");
    let (before, after) = drop.get_claim.around([&figure_words]);
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
    let content = view! {
        <p class="small t2">{drop.get_example}</p>
        <p class="claim">{before}<em>{figure_words}</em>{after}</p>
        <div class="pvr">
            <span>{text.metrics.deflection_rate.name}</span>
            {drawing_view(&bullet, "bullet", share.clone(), true)}
            <b>{share.clone()}</b>
        </div>
        <p class="small t2">{drop.get_definitions}</p>
    };
    figure(drop.get.to_owned(), drop.get_sub.to_owned(), content.into_any())
}

/// The page.
pub fn drop_page(state: State) -> AnyView {
    let text = state.words();
    let drop = &text.drop;
    let class = move || if state.is_dragging.get() { "dz over" } else { "dz" };
    view! {
        <section class="hero">
            <div>
                <h1>{drop.question}</h1>
                <p class="lead">{drop.lead}</p>
                <div class=class>
                    <span class="dzi">{icon(Icon::Open)}</span>
                    <p class="dzt">{move || if state.is_dragging.get() { drop.drop_now } else { drop.here }}</p>
                    <p class="ui t2">{drop.kinds}</p>
                    <div class="row mid">
                        {choose_button("btn pri big", drop.choose)}
                        {folder_button("btn big", drop.folder)}
                        {sample_button(state, "btn big", drop.sample)}
                    </div>
                </div>
                <p class="small t3">{drop.paste}" "{drop.sample_is}</p>
            </div>
            <aside>{check_list(text)}</aside>
        </section>
        <div class="g">
            <div class="c8">{unlocks(text)}</div>
            <div class="c4">{preview(text)}</div>
        </div>
    }
    .into_any()
}
