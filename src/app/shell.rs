//! The frame of every page: top bar, bar of what is loaded, notices, the pages, foot.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlInputElement;

use super::components::{Icon, fingerprint_view, icon};
use super::pages::{board_page, data_page, drop_page, progress_page, rules_page};
use super::route::Route;
use super::state::{State, root};
use crate::browser::{self, files};
use crate::format::{count, date_range, fixed};
use crate::panels::{announced_quarter, progress_percent};
use crate::scorecard::{BoardId, Scorecard};

/// Ids of the two inputs; `files` is also what tests and assistive tools look for.
const FILES: &str = "files";
const FOLDER: &str = "folder";

fn click_input(id: &str) {
    let input = document().get_element_by_id(id).and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
    if let Some(input) = input {
        input.click();
    }
}

/// A button that opens the browser's dialog for files.
pub fn choose_button(class: &'static str, words: &'static str) -> AnyView {
    view! { <button class=class type="button" on:click=|_| click_input(FILES)>{words}</button> }.into_any()
}

/// A button that opens the browser's dialog for a folder.
pub fn folder_button(class: &'static str, words: &'static str) -> AnyView {
    view! { <button class=class type="button" on:click=|_| click_input(FOLDER)>{words}</button> }.into_any()
}

/// A button that reads the sample.
pub fn sample_button(state: State, class: &'static str, words: &'static str) -> AnyView {
    let click = move |_| state.open_sample();
    view! { <button class=class type="button" data-action="sample" on:click=click>{words}</button> }.into_any()
}

/// A button that stops what is read.
pub fn cancel_button(state: State, class: &'static str, words: &'static str) -> AnyView {
    let click = move |_| state.cancel();
    view! { <button class=class type="button" data-action="cancel" on:click=click>{words}</button> }.into_any()
}

/// The inputs behind the buttons, always there and never seen.
fn inputs(state: State) -> AnyView {
    let changed = move |event: web_sys::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = input {
            state.open(files::from_input(&input));
        }
    };
    // The macro does not know this attribute.
    let folder = view! { <input id=FOLDER class="vh" type="file" tabindex="-1" aria-hidden="true" on:change=changed /> };
    let folder = folder.attr("webkitdirectory", "");
    view! {
        <input id=FILES class="vh" type="file" multiple tabindex="-1" aria-hidden="true" on:change=changed />
        {folder}
    }
    .into_any()
}

fn nav(state: State) -> AnyView {
    let link = move |route: Route, href: &'static str, words: fn(&crate::text::ShellText) -> &'static str| {
        let current = move || (shown_route(state) == Some(route)).then_some("page");
        view! { <a href=href aria-current=current>{move || words(&state.words().shell)}</a> }
    };
    view! {
        <nav class="nav" aria-label=move || state.words().shell.main_nav>
            {link(Route::Support, "#support", |words| words.support)} {link(Route::Lead, "#lead", |words| words.lead)}
            <span class="sep" role="presentation"></span> {link(Route::Data, "#data", |words| words.data)}
            {link(Route::Rules, "#rules", |words| words.rules)}
        </nav>
    }
    .into_any()
}

fn top(state: State) -> AnyView {
    let shell = move || &state.words().shell;
    let has_card = Memo::new(move |_| state.card.with(Option::is_some));
    view! {
        <header class="top">
            <div class="wrap">
                <a class="brand" href="#">
                    <svg viewBox="0 0 26 26" aria-hidden="true">
                        <rect class="brand-box" x="1" y="1" width="24" height="24" rx="6"></rect>
                        <path class="brand-bar" d="M5 13h16"></path>
                        <circle class="brand-dot" cx="14.5" cy="13" r="3.9"></circle>
                    </svg>
                    "Botworth"
                </a>
                {move || has_card.get().then(|| nav(state))}
                <span class="grow"></span>
                <span class="seal" title=move || shell().sealed_title>
                    {icon(Icon::Seal)} <span class="lg">{move || shell().sealed}</span>
                </span>
                <button class="btn quiet sm" type="button" on:click=move |_| state.switch_language()>
                    <span lang=move || if state.language.get().tag() == "en" { "ja" } else { "en" }>
                        {move || shell().other_language}
                    </span>
                </button>
                <button
                    class="btn quiet sm"
                    type="button"
                    aria-label=move || shell().theme
                    title=move || shell().theme
                    on:click=move |_| state.switch_theme()
                >
                    {icon(Icon::Moon)}
                </button>
            </div>
        </header>
    }
    .into_any()
}

fn download(state: State) {
    let json = state.json.get_untracked();
    if let Err(message) = browser::download("scorecard.json", "application/json", &json) {
        state.notice.set(message);
    }
}

/// What is loaded, and what to do with it.
fn bar(state: State, card: &Scorecard) -> AnyView {
    let text = state.words();
    let period = match (&card.period.from, &card.period.to) {
        (Some(from), Some(to)) => date_range(from, to, text.language),
        _ => String::new(),
    };
    let files = text.data.total.with([&count(card.files.len() as f64)]);
    view! {
        <div class="loaded">
            <div class="wrap">
                <span class="chip">{period}</span>
                <a class="chip" href="#data">{files}</a>
                <span class="grow"></span>
                <a class="hash" href="#rules" title=text.rules.hash>
                    <span>{text.shell.rules_hash}</span>
                    {fingerprint_view(&card.rules_hash)}
                </a>
                {choose_button("btn sm", text.data.add)} {sample_button(state, "btn sm quiet", text.drop.sample)}
                <button class="btn sm" type="button" data-action="download-json" on:click=move |_| download(state)>
                    {icon(Icon::Save)}
                    {text.data.download}
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// How far the reading is while a scorecard is already shown.
fn working(state: State) -> AnyView {
    let text = state.words();
    let reading = move || {
        let files = state.files.get();
        let reading = files.iter().find(|entry| progress_percent(entry) < 100.0);
        reading.map_or_else(
            || text.shell.working.to_owned(),
            |entry| {
                let percent = text.progress.reading.with([&fixed(progress_percent(entry).floor(), 0)]);
                text.data.kind.with([&entry.name, &percent])
            },
        )
    };
    view! {
        <div class="note info">
            {icon(Icon::Clock)} <span>{reading}</span> {cancel_button(state, "btn sm", text.progress.cancel)}
        </div>
    }
    .into_any()
}

fn notice(state: State, message: String) -> AnyView {
    let text = state.words();
    view! {
        <div class="note bad" role="alert">
            {icon(Icon::Warn)} <span>{text.shell.failed}" "{message}</span>
            <button
                class="btn quiet sm"
                type="button"
                aria-label=text.shell.close
                on:click=move |_| state.notice.set(String::new())
            >
                {icon(Icon::Cross)}
            </button>
        </div>
    }
    .into_any()
}

/// The page shown once a scorecard is there.
fn shown_route(state: State) -> Option<Route> {
    let card = state.card.get()?;
    Some(match state.route.get() {
        Route::Start => match State::first_board(&card) {
            BoardId::Support => Route::Support,
            BoardId::Lead => Route::Lead,
        },
        route => route,
    })
}

/// All pages of a scorecard; those not shown are hidden and keep their state.
fn pages(state: State) -> AnyView {
    let page = move |route: Route, content: AnyView| {
        let is_hidden = move || shown_route(state) != Some(route);
        view! { <div hidden=is_hidden>{content}</div> }
    };
    let of_card =
        move |build: fn(State, &Arc<Scorecard>) -> AnyView| (move || state.card.get().map(|card| build(state, &card))).into_any();
    view! {
        {page(Route::Support, of_card(|state, card| board_page(state, BoardId::Support, card)))}
        {page(Route::Lead, of_card(|state, card| board_page(state, BoardId::Lead, card)))}
        {page(Route::Data, of_card(data_page))}
        {page(Route::Rules, (move || rules_page(state)).into_any())}
    }
    .into_any()
}

fn foot(state: State) -> AnyView {
    let text = state.words();
    let facts = move || {
        let card = state.card.get()?;
        let rows = |rows: fn(&crate::scorecard::FileFacts) -> u64| count(card.files.iter().map(rows).sum::<u64>() as f64);
        let read = text.shell.rows_read.with([
            &count(card.files.len() as f64),
            &rows(|file| file.rows_read),
            &rows(|file| file.rows_rejected),
        ]);
        let zone = text.shell.week_starts.with([&card.period.time_zone]);
        let engine = text.shell.engine.with([&card.engine]);
        Some(view! { <span>{read}</span><span>{zone}</span><span>{engine}</span> })
    };
    view! { <footer class="foot-page">{facts}<span>{text.data.stays}</span></footer> }.into_any()
}

/// Says quarters of the reading to those who hear the page, and the end.
fn announcer(state: State) -> AnyView {
    let quarter = Memo::new(move |_| state.files.with(|files| announced_quarter(files)));
    let said = move || {
        let text = state.words();
        if !state.is_working.get() {
            return if state.scorecards.get() > 0 { text.progress.done.to_owned() } else { String::new() };
        }
        text.progress.reading.with([&fixed(f64::from(quarter.get() * 25), 0)])
    };
    view! { <p class="vh" role="status" aria-live="polite">{said}</p> }.into_any()
}

/// Where the page stands: nothing loaded, first reading, or a scorecard.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Empty,
    First,
    Loaded,
}

fn stage_of(state: State) -> Stage {
    if state.card.with(Option::is_some) {
        Stage::Loaded
    } else if state.is_working.get() || state.files.with(|files| !files.is_empty()) {
        Stage::First
    } else {
        Stage::Empty
    }
}

/// Keeps the width that charts are drawn for.
fn measure(state: State) {
    let main = document().get_element_by_id("main");
    let width = main.map_or(0.0, |main| main.get_bounding_client_rect().width());
    // The gutters of the page at this width; a chart is as wide as what lies between them.
    let gutters = if width <= 720.0 {
        32.0
    } else if width <= 1240.0 {
        48.0
    } else {
        64.0
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a screen's width")]
    let inner = (width - gutters).clamp(240.0, 2000.0) as u32;
    if state.width.get_untracked() != inner {
        state.width.set(inner);
    }
}

/// The whole page.
pub fn shell(state: State) -> AnyView {
    Effect::new(move |_| {
        let text = state.words();
        let _ = root().set_attribute("lang", text.language.tag());
        document().set_title(text.shell.title);
    });
    Effect::new(move |_| measure(state));
    let _ = window_event_listener(ev::resize, move |_| measure(state));
    let stage = Memo::new(move |_| stage_of(state));
    let loaded = move || state.card.get().map(|card| bar(state, &card));
    let content = move || {
        // Words change everything: the pages are built anew in the other language.
        state.language.track();
        match stage.get() {
            Stage::Empty => drop_page(state),
            Stage::First => progress_page(state),
            Stage::Loaded => pages(state),
        }
    };
    let messages = move || {
        let message = state.notice.get();
        (!message.is_empty()).then(|| notice(state, message))
    };
    let busy = move || (state.is_working.get() && stage.get() == Stage::Loaded).then(|| working(state));
    let class = move || if state.is_dragging.get() { "page over" } else { "page" };
    let skip = move || state.words().shell.skip;
    view! {
        <div class=class>
            <a class="skip" href="#main">{skip}</a>
            {top(state)} {loaded} {announcer(state)} {inputs(state)}
            <main id="main" class="wrap" tabindex="-1">
                {messages} {busy} {content} {move || foot(state)}
            </main>
        </div>
    }
    .into_any()
}
