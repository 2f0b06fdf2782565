//! What follows from what changes: the page's title and width, and the questions that a page asks of its own.

use leptos::ev;
use leptos::prelude::*;

use super::route::Route;
use super::state::{State, root};
use crate::text::Text;

/// Pixels that charts are drawn for on paper, which is narrower: words shrink to 6 points there.
const PAPER: u32 = 1000;

/// Keeps the width that charts are drawn for: the main column without its gutters.
fn measure(state: State) {
    let width = document().get_element_by_id("main").map_or(0.0, |main| main.get_bounding_client_rect().width());
    let gutters = match width {
        width if width <= 720.0 => 32.0,
        width if width <= 1240.0 => 48.0,
        _ => 64.0,
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a screen's width, 240..=2000")]
    let inner = (width - gutters).clamp(240.0, 2000.0) as u32;
    if state.width.get_untracked() != inner {
        state.width.set(inner);
    }
}

/// What a page is called; empty for the first, whatever it shows.
fn page_name(route: Route, text: &'static Text) -> &'static str {
    match route {
        Route::Start | Route::Nowhere => "",
        Route::Support => text.shell.support,
        Route::Lead => text.shell.lead,
        Route::Metric(_, metric) => text.metrics.of(metric).name,
        Route::Work => text.shell.work,
        Route::Money => text.shell.money,
        Route::Data => text.shell.data,
        Route::Rules => text.shell.rules,
        Route::Verify => text.verify.title,
        Route::Share => text.share.title,
        Route::Shared => text.shared.unverified,
    }
}

/// Sets up everything that follows.
pub fn follow(state: State) {
    Effect::new(move |_| {
        let text = state.words();
        let _ = root().set_attribute("lang", text.language.tag());
        // A page that changes says so: histories, tabs and screen readers name it by its title.
        let title = match page_name(state.route.get(), text) {
            "" => text.shell.title.to_owned(),
            name => [name, " – Botworth"].concat(),
        };
        document().set_title(&title);
    });
    Effect::new(move |_| measure(state));
    // What stands behind a number changes with what counts: asked for once that is counted.
    Effect::new(move |_| {
        state.scorecards.track();
        if let Route::Metric(board, metric) = state.route.get()
            && !state.is_working.get()
            && state.card.with_untracked(Option::is_some)
        {
            state.ask_behind(board, metric);
        }
    });
    // The week that the brief speaks of is counted where the brief is seen.
    Effect::new(move |_| {
        state.scorecards.track();
        if state.route.get() == Route::Work && state.card.with_untracked(Option::is_some) {
            state.ask_week();
        }
    });
    let _ = window_event_listener(ev::resize, move |_| measure(state));
    // Charts are drawn for the width of paper, so that their words stay large enough to be read on it.
    let _ = window_event_listener(ev::beforeprint, move |_| state.width.set(PAPER));
    let _ = window_event_listener(ev::afterprint, move |_| measure(state));
    // A link is made of what is shown, and made again when that changes.
    Effect::new(move |_| {
        state.scorecards.track();
        state.share_options.track();
        if state.route.get() == Route::Share && state.card.with_untracked(Option::is_some) {
            state.make_link();
        }
    });
    // Files that are opened beside a link are there to count it again.
    Effect::new(move |_| {
        state.scorecards.track();
        let is_open = state.opened.with(|opened| opened.as_ref().is_some_and(|opened| opened.result.is_ok()));
        if is_open && state.route.get() == Route::Shared && state.card.with_untracked(Option::is_some) {
            state.verify_link();
        }
    });
}
