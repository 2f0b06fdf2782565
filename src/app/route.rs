//! Pages by the address's fragment, so that Back works and a page can be linked.

use leptos::ev;
use leptos::prelude::*;

use super::state::State;

/// A page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// Whatever suits what is loaded.
    #[default]
    Start,
    /// The support board.
    Support,
    /// The lead board.
    Lead,
    /// Knowledge gaps and the brief.
    Work,
    /// Scenarios and the invoice.
    Money,
    /// Files and ledger.
    Data,
    /// Rules.
    Rules,
}

impl Route {
    /// The page of a fragment, with or without its `#`.
    pub fn of_hash(hash: &str) -> Self {
        match hash.trim_start_matches('#') {
            "support" => Self::Support,
            "lead" => Self::Lead,
            "work" => Self::Work,
            "money" => Self::Money,
            "data" => Self::Data,
            "rules" => Self::Rules,
            _ => Self::Start,
        }
    }
}

/// Follows the address.
pub fn follow(state: State) {
    let _ = window_event_listener(ev::hashchange, move |_| {
        let route = Route::of_hash(&location_hash().unwrap_or_default());
        // Links within a page, such as the skip link, are no pages.
        let is_page = route != Route::Start || location_hash().is_none_or(|hash| hash.len() <= 1);
        if is_page && state.route.get_untracked() != route {
            state.route.set(route);
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    });
}
