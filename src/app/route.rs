//! Pages by the address's fragment, so that Back works and a page can be linked.

use leptos::ev;
use leptos::prelude::*;

use super::element::focus_first;
use super::state::State;
use crate::lineage::{Among, CreditedBy, Places};
use crate::panels::RowsOf;
use crate::scorecard::{BoardId, ChangeId, PartId, Query};

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
    /// What stands behind a metric of a board.
    Metric(BoardId, ChangeId),
    /// Knowledge gaps and the brief.
    Work,
    /// Scenarios and the invoice.
    Money,
    /// Files and ledger.
    Data,
    /// Rules.
    Rules,
    /// What is kept from being sent.
    Verify,
    /// Making a link.
    Share,
    /// A scorecard that is in the address.
    Shared,
    /// No page has this name: the first board stands with a word on it.
    Nowhere,
}

impl Route {
    /// The page of a fragment, with or without its `#`.
    pub fn of_hash(hash: &str) -> Self {
        let page = page_of(hash).0;
        if let Some((board, metric)) = page.split_once('/') {
            return match (BoardId::from_word(board), ChangeId::from_word(metric)) {
                (Some(board), Some(metric)) => Self::Metric(board, metric),
                // A metric that nobody knows leads to its board.
                (Some(BoardId::Support), None) => Self::Support,
                (Some(BoardId::Lead), None) => Self::Lead,
                (None, _) => Self::Nowhere,
            };
        }
        match page {
            "support" => Self::Support,
            "lead" => Self::Lead,
            "work" => Self::Work,
            "money" => Self::Money,
            "data" => Self::Data,
            "rules" => Self::Rules,
            "verify" => Self::Verify,
            "share" => Self::Share,
            link if link.starts_with("s.") => Self::Shared,
            // What the skip link leads to is on every page.
            "" | "main" => Self::Start,
            _ => Self::Nowhere,
        }
    }

    /// The page in the navigation that it belongs to.
    pub fn section(self) -> Self {
        match self {
            Self::Metric(BoardId::Support, _) => Self::Support,
            Self::Metric(BoardId::Lead, _) => Self::Lead,
            route => route,
        }
    }
}

/// The page's word and what follows it in a fragment: `#support?channel=web`.
fn page_of(hash: &str) -> (&str, &str) {
    let hash = hash.trim_start_matches('#');
    hash.split_once('?').unwrap_or((hash, ""))
}

/// The fragment of the address.
pub fn address() -> String {
    location_hash().unwrap_or_default()
}

/// What counts by a fragment.
pub fn query_of_hash(hash: &str) -> Query {
    Query::from_address(page_of(hash).1)
}

/// Puts what counts into the address, so that Back takes it back.
pub fn set_query(query: &Query) {
    let hash = location_hash().unwrap_or_default();
    let _ = window().location().set_hash(&href(page_of(&hash).0, query));
}

/// The address of a page with what counts.
pub fn href(page: &str, query: &Query) -> String {
    let address = query.to_address();
    if address.is_empty() { format!("#{page}") } else { format!("#{page}?{address}") }
}

/// The address of what stands behind a metric of a board.
pub fn metric_href(board: BoardId, metric: &str, query: &Query) -> String {
    href(&[board.word(), "/", metric].concat(), query)
}

/// The address of rows behind a number, or of the page of its metric where none are asked for.
pub fn rows_href(rows: RowsOf, query: &Query) -> String {
    let page = metric_href(rows.board, rows.metric.word(), query);
    let listed = rows.to_address();
    let joint = match (listed.is_empty(), page.contains('?')) {
        (true, _) => "",
        (false, true) => "&",
        (false, false) => "?",
    };
    [page.as_str(), joint, &listed].concat()
}

/// The rows that a fragment asks for on its page: of which variant, where they stand, of which chats, and credited how.
pub fn rows_of_hash(hash: &str) -> Option<(Option<PartId>, Option<Places>, Option<Among>, Option<CreditedBy>)> {
    RowsOf::asked(page_of(hash).1)
}

/// Follows the address.
pub fn follow(state: State) {
    let _ = window_event_listener(ev::hashchange, move |_| {
        let hash = location_hash().unwrap_or_default();
        let route = Route::of_hash(&hash);
        // Links within a page, such as the skip link, are no pages.
        let is_page = route != Route::Start || page_of(&hash).0.is_empty();
        // Rules, data and the promise are of everything: a link to them leaves what counts as it is.
        let is_of_everything = matches!(route, Route::Rules | Route::Data | Route::Verify | Route::Share | Route::Shared);
        let keeps = is_of_everything && !hash.contains('?');
        let query = query_of_hash(&hash);
        state.wants_rows.set_value(rows_of_hash(&hash).is_some());
        if let Route::Metric(board, metric) = route
            && rows_of_hash(&hash).is_some()
            && (state.route.get_untracked(), state.query.get_untracked()) == (route, query.clone())
        {
            // The page stays, other rows of it are asked for.
            state.ask_behind(board, metric);
        }
        if is_page && !keeps {
            state.follow_query(query);
        }
        if route == Route::Shared {
            state.opened.set(None);
            state.open_link(hash.clone(), None, false);
        }
        if is_page && state.route.get_untracked() != route {
            state.route.set(route);
            window().scroll_to_with_x_and_y(0.0, 0.0);
            if rows_of_hash(&hash).is_none() {
                // Who does not see that the page is another one hears its heading.
                gloo::timers::callback::Timeout::new(0, || focus_first("main h1")).forget();
            }
        }
    });
}
