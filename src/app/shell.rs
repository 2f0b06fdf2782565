//! The frame of every page: top bar, bar of what is loaded, notices, the pages, foot.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlInputElement;

use super::built::{Built, Part};
use super::components::{Icon, filters_view, fingerprint_view, icon, open_palette, palette_view, views_view};
use super::element::{El, Piece as _, el, focus_first, live, nothing, row_of};
use super::pages::{
    board_page, data_page, drop_page, mapping_panel, metric_page, money_page, progress_page, rules_page, share_page, shared_page,
    verify_page, work_page,
};
use super::route::{self, Route};
use super::state::State;
use crate::browser::{self, files};
use crate::format::{Language, count, date_range, fixed};
use crate::panels::{announced_quarter, files_words, is_ready_for_rows, progress_percent};
use crate::protocol::FIRST_SAMPLE_FILE;
use crate::scorecard::{BoardId, FileFacts, Query, Scorecard};
use crate::text::ShellText;

/// Ids of the two inputs; `files` is also what tests and assistive tools look for.
const FILES: &str = "files";
const FOLDER: &str = "folder";

fn button(class: &'static str) -> El {
    el("button").class(class).attr("type", "button")
}

fn click_input(id: &str) {
    let input = document().get_element_by_id(id).and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
    if let Some(input) = input {
        input.click();
    }
}

/// Opens the browser's dialog for files.
pub fn click_files() {
    click_input(FILES);
}

/// A button that opens the browser's dialog for files.
pub fn choose_button(class: &'static str, words: &'static str) -> El {
    button(class).on("click", |_| click_input(FILES)).child(words)
}

/// A button that opens the browser's dialog for a folder.
pub fn folder_button(class: &'static str, words: &'static str) -> El {
    button(class).on("click", |_| click_input(FOLDER)).child(words)
}

/// A button that reads the sample.
pub fn sample_button(state: State, class: &'static str, words: &'static str) -> El {
    button(class).attr("data-action", "sample").on("click", move |_| state.open_sample()).child(words)
}

/// A button that stops what is read.
pub fn cancel_button(state: State, class: &'static str, words: &'static str) -> El {
    button(class).attr("data-action", "cancel").on("click", move |_| state.cancel()).child(words)
}

/// The inputs behind the buttons, always there and never seen.
fn inputs(state: State) -> AnyView {
    let input = |id: &'static str| {
        let changed = move |event: web_sys::Event| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            if let Some(input) = input {
                state.open(files::from_input(&input));
            }
        };
        let input = el("input").attr("id", id).class("vh").attr("type", "file").attr("multiple", "");
        input.attr("tabindex", "-1").attr("aria-hidden", "true").on("change", changed)
    };
    row_of([input(FILES), input(FOLDER).attr("webkitdirectory", "")])
}

/// Words of the frame that follow the language.
fn shell_words(state: State, words: fn(&ShellText) -> &'static str) -> impl FnMut() -> String + Send + 'static {
    move || words(&state.words().shell).to_owned()
}

fn nav(state: State) -> El {
    let link = |route: Route, href: &'static str, words: fn(&ShellText) -> &'static str| {
        let go = move |event: web_sys::Event| {
            // A held key or another button is the browser's: a new tab, a new window.
            let is_plain = event.dyn_ref::<web_sys::MouseEvent>().is_none_or(|mouse| {
                mouse.button() == 0 && !(mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key())
            });
            if !is_plain {
                return;
            }
            // The link names the page; what counts goes along.
            event.prevent_default();
            let _ = window().location().set_hash(&route::href(href, &state.query.get_untracked()));
        };
        el("a")
            .attr("href", ["#", href].concat())
            .on("click", go)
            .live_attr("aria-current", move || (shown_route(state).map(Route::section) == Some(route)).then_some("page"))
            .live_text(shell_words(state, words))
    };
    el("nav")
        .class("nav")
        .live_attr("aria-label", move || Some(state.words().shell.main_nav))
        .child(link(Route::Support, "support", |words| words.support))
        .child(link(Route::Lead, "lead", |words| words.lead))
        .child(link(Route::Work, "work", |words| words.work))
        .child(link(Route::Money, "money", |words| words.money))
        .child(el("span").class("sep").attr("role", "presentation"))
        .child(link(Route::Data, "data", |words| words.data))
        .child(link(Route::Rules, "rules", |words| words.rules))
}

fn brand() -> El {
    let mark = el("svg")
        .attr("viewBox", "0 0 26 26")
        .attr("aria-hidden", "true")
        .child(el("rect").class("brand-box").attr("x", "1").attr("y", "1").attr("width", "24").attr("height", "24"))
        .child(el("path").class("brand-bar").attr("d", "M5 13h16"))
        .child(el("path").class("brand-dot").attr("d", "M14.5 13h0"));
    el("a").class("brand").attr("href", "#").child(mark).child("Botworth")
}

fn top(state: State) -> El {
    let has_card = Memo::new(move |_| state.card.with(Option::is_some));
    let links = live(move || if has_card.get() { nav(state).piece() } else { nothing() });
    let seal = el("a")
        .class("seal")
        .attr("href", "#verify")
        .live_attr("title", move || Some(state.words().shell.sealed_title))
        .child(icon(Icon::Seal))
        .child(el("span").class("lg").live_text(shell_words(state, |words| words.sealed)));
    let other = move || Some(if state.language.get() == Language::En { "ja" } else { "en" });
    let language = el("span").live_attr("lang", other).live_text(shell_words(state, |words| words.other_language));
    let language = button("btn quiet sm").on("click", move |_| state.switch_language()).child(language);
    let theme = button("btn quiet sm")
        .live_attr("aria-label", move || Some(state.words().shell.theme))
        .on("click", move |_| state.switch_theme())
        .child(icon(Icon::Moon));
    let find = button("btn quiet sm")
        .attr("data-action", "palette")
        .live_attr("aria-label", move || Some(state.words().commands.palette))
        .attr("aria-keyshortcuts", "Control+K Meta+K")
        .on("click", move |_| open_palette(state))
        .child(icon(Icon::Find));
    let bar = el("div").class("wrap").child(brand()).child(links).child(el("span").class("grow"));
    el("header").class("top").child(bar.child(seal).child(find).child(language).child(theme))
}

/// Saves the scorecard as the command prints it.
pub fn save_scorecard(state: State) {
    let json = state.json.get_untracked();
    if let Err(message) = browser::download("scorecard.json", "application/json", &json) {
        state.notice.set(message);
    }
}

/// What is loaded, and what to do with it.
fn bar(state: State, card: &Scorecard) -> El {
    let text = state.words();
    let period = match (&card.period.from, &card.period.to) {
        (Some(from), Some(to)) => date_range(from, to, text.language),
        _ => String::new(),
    };
    let files = files_words(text, card.files.len());
    let save = button("btn sm").attr("data-action", "download-json").on("click", move |_| save_scorecard(state));
    let hash = el("a").class("hash").attr("href", "#rules").attr("title", text.rules.hash);
    let wrap = el("div")
        .class("wrap")
        .child(el("span").class("chip").child(period))
        .child(el("a").class("chip").attr("href", "#data").child(files))
        .child(el("span").class("grow"))
        .child(hash.child(el("span").child(text.shell.rules_hash)).child(fingerprint_view(&card.rules_hash)))
        .child(views_view(state))
        .child(choose_button("btn sm", text.data.add))
        // The sample takes the place of everything: not where it would take that of one's own files.
        .child((!has_own_files(state)).then(|| sample_button(state, "btn sm", text.drop.sample)))
        .child(el("a").class("btn sm").attr("href", "#share").attr("data-action", "share").child(text.share.share))
        .child(save.child(icon(Icon::Save)).child(text.data.download));
    el("section").class("loaded").attr("aria-label", text.shell.loaded).child(wrap)
}

fn has_own_files(state: State) -> bool {
    state.files.with_untracked(|files| files.iter().any(|entry| entry.file < FIRST_SAMPLE_FILE))
}

/// How far the reading is while a scorecard is already shown.
fn working(state: State) -> El {
    let text = state.words();
    let reading = move || {
        let files = state.files.get();
        let reading = files.iter().find(|entry| progress_percent(entry) < 100.0);
        let Some(entry) = reading else { return text.shell.working.to_owned() };
        let percent = text.progress.reading.with([&fixed(progress_percent(entry).floor(), 0)]);
        text.data.kind.with([&entry.name, &percent])
    };
    el("div").class("note info").child(icon(Icon::Clock)).child(el("span").live_text(reading)).child(cancel_button(
        state,
        "btn sm",
        text.progress.cancel,
    ))
}

/// Says that no page has the name in the address, and what stands here instead.
fn lost_view(state: State) -> El {
    el("div")
        .class("note info")
        .attr("role", "status")
        .attr("data-lost", "")
        .child(icon(Icon::Warn))
        .child(el("span").child(state.words().shell.no_page))
}

fn notice(state: State, message: &str) -> El {
    let text = state.words();
    let close = button("btn quiet sm")
        .attr("aria-label", text.shell.close)
        .on("click", move |_| state.notice.set(String::new()))
        .child(icon(Icon::Cross));
    el("div")
        .class("note bad")
        .attr("role", "alert")
        .child(icon(Icon::Warn))
        .child(el("span").child([text.shell.failed, " ", message].concat()))
        .child(close)
}

/// The page shown once a scorecard is there.
pub fn shown_route(state: State) -> Option<Route> {
    let first = state.card.with(|card| card.as_ref().map(|card| State::first_board(card)))?;
    Some(match (state.route.get(), first) {
        (Route::Start | Route::Nowhere, BoardId::Support) => Route::Support,
        (Route::Start | Route::Nowhere, BoardId::Lead) => Route::Lead,
        (route, _) => route,
    })
}

/// Ways past what stands before the parts of a page: seen once the keyboard reaches them.
fn skips_view(state: State, route: Route) -> AnyView {
    let text = state.words();
    let parts: Vec<(&'static str, &'static str)> = match route {
        Route::Support | Route::Lead => vec![
            (text.board.tiles, "main .tiles a"),
            (text.board.chart, "main .chart .plotbox"),
            (text.finding_words.title, "main .finds"),
            (text.behind.weeks, "main .trend .plotbox"),
            (text.board.others, "main .others"),
        ],
        Route::Metric(..) => vec![(text.board.chart, "main .chart .plotbox"), (text.behind.rows, "main .fig[data-rows]")],
        _ => return nothing(),
    };
    let ways = parts.into_iter().map(|(name, selector)| {
        let said = text.shell.skip_to.with([name]);
        button("skip").attr("data-skip", "").on("click", move |_| focus_first(selector)).child(said)
    });
    row_of(ways)
}

/// All pages of a scorecard; those not shown are hidden and keep their state.
fn pages(state: State) -> AnyView {
    let built = Built::follow(state);
    let page = |route: Route, content: AnyView| {
        let hidden = move || (shown_route(state) != Some(route)).then_some("");
        el("div").live_attr("hidden", hidden).child(content)
    };
    let of_card = |route: Route, build: fn(State, &Arc<Scorecard>) -> AnyView| {
        page(route, live(move || built.card(route, Part::First).map_or_else(nothing, |card| build(state, &card))))
    };
    let of_board = |route: Route, board: BoardId| {
        let built_of =
            |part: Part| live(move || built.card(route, part).map_or_else(nothing, |card| board_page(state, board, part, &card)));
        page(route, row_of([Part::First, Part::Rest].map(built_of)))
    };
    let bar = live(move || {
        let section = shown_route(state).map(Route::section);
        // The rules' effect is told of what counts: a filter of before is seen there too.
        let is_narrowed_here = match section {
            Some(Route::Support | Route::Lead | Route::Work | Route::Money) => true,
            Some(Route::Rules) => state.query.with(|query| *query != Query::default()),
            _ => false,
        };
        if is_narrowed_here { state.card.get().map_or_else(nothing, |card| filters_view(state, &card)) } else { nothing() }
    });
    let shown = Memo::new(move |_| shown_route(state));
    let skips = live(move || shown.get().map_or_else(nothing, |route| skips_view(state, route)));
    let behind = live(move || match (state.route.get(), state.card.get()) {
        (Route::Metric(board, metric), Some(card)) => metric_page(state, board, metric, &card),
        _ => nothing(),
    });
    row_of([
        el("div").child(skips),
        el("div").live_attr("data-unbuilt", move || built.is_behind.get().then_some("")).child(bar),
        of_board(Route::Support, BoardId::Support),
        of_board(Route::Lead, BoardId::Lead),
        el("div").child(behind),
        of_card(Route::Work, work_page),
        of_card(Route::Money, money_page),
        of_card(Route::Data, data_page),
        page(Route::Rules, rules_page(state)),
        page(Route::Share, share_page(state)),
    ])
}

fn foot(state: State) -> El {
    let text = state.words();
    let mut foot = el("footer").class("foot-page");
    if let Some(card) = state.card.get() {
        let rows = |rows: fn(&FileFacts) -> u64| count(card.files.iter().map(rows).sum::<u64>() as f64);
        let (files, read) = (files_words(text, card.files.len()), rows(|file| file.rows_read));
        let read = text.shell.rows_read.with([&files, &read, &rows(|file| file.rows_rejected)]);
        foot = foot
            .child(el("span").child(read))
            .child(el("span").child(text.shell.week_starts.with([&card.period.time_zone])))
            .child(el("span").child(text.shell.engine.with([&card.engine])));
    }
    foot.child(el("span").child(text.data.stays))
}

/// Says quarters of the reading to those who hear the page, and the end.
fn announcer(state: State) -> El {
    let quarter = Memo::new(move |_| state.files.with(|files| announced_quarter(files)));
    let said = move || {
        let words = &state.words().progress;
        match (state.is_busy(), state.scorecards.get()) {
            (true, _) => words.reading.with([&fixed(f64::from(quarter.get() * 25), 0)]),
            (false, 0) => String::new(),
            (false, _) => words.done.to_owned(),
        }
    };
    el("p").class("vh").attr("role", "status").attr("aria-live", "polite").live_text(said)
}

/// Where the page stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nothing is loaded.
    Empty,
    /// The first files are read, or none of them could be used.
    First,
    /// A scorecard is there.
    Loaded,
}

fn stage_of(state: State) -> Stage {
    if state.card.with(Option::is_some) {
        Stage::Loaded
    } else if state.is_busy() || state.files.with(|files| !is_ready_for_rows(files)) {
        Stage::First
    } else {
        Stage::Empty
    }
}

fn main_view(state: State) -> El {
    let standing = Memo::new(move |_| stage_of(state));
    let is_shared = Memo::new(move |_| state.route.get() == Route::Shared);
    let current = live(move || {
        // Words change everything: the pages are built anew in the other language.
        state.language.track();
        if is_shared.get() {
            return shared_page(state);
        }
        match standing.get() {
            Stage::Empty => drop_page(state),
            Stage::First => progress_page(state),
            Stage::Loaded => pages(state),
        }
    });
    let verifies = Memo::new(move |_| state.route.get() == Route::Verify);
    let verified = live(move || {
        state.language.track();
        if verifies.get() { verify_page(state) } else { nothing() }
    });
    // What was on the page stays as it is behind the check.
    let current = el("div").live_attr("hidden", move || verifies.get().then_some("")).child(current);
    let messages = live(move || {
        let message = state.notice.get();
        if message.is_empty() { nothing() } else { notice(state, &message).piece() }
    });
    let is_lost = Memo::new(move |_| state.route.get() == Route::Nowhere);
    let lost = live(move || if is_lost.get() { lost_view(state).piece() } else { nothing() });
    let busy = live(move || {
        let is_busy = state.is_busy() && standing.get() == Stage::Loaded;
        if is_busy { working(state).piece() } else { nothing() }
    });
    el("main")
        .attr("id", "main")
        .class("wrap")
        .attr("tabindex", "-1")
        .child(messages)
        .child(lost)
        .child(busy)
        .child(mapping_panel(state))
        .child(verified)
        .child(current)
        .child(live(move || foot(state).piece()))
}

/// The whole page.
pub fn shell(state: State) -> AnyView {
    let loaded = live(move || {
        let is_shown = state.route.get() != Route::Shared;
        state.card.get().filter(|_| is_shown).map_or_else(nothing, |card| bar(state, &card).piece())
    });
    let skip = el("a").class("skip").attr("href", "#main").live_text(shell_words(state, |words| words.skip));
    el("div")
        .live_attr("class", move || Some(if state.is_dragging.get() { "page over" } else { "page" }))
        .child(skip)
        .child(top(state))
        .child(loaded)
        .child(announcer(state))
        .child(inputs(state))
        .child(main_view(state))
        .child(palette_view(state))
        .piece()
}
