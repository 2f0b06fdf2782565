//! Which scorecard each page is built of: the page that is seen at once, the others one by one after it. A filter is answered
//! when one page is built, not five, and the tab hears its reader between two.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::route::Route;
use super::shell::shown_route;
use super::state::State;
use crate::scorecard::Scorecard;

/// Pages that are built of a scorecard.
const PAGES: [Route; 5] = [Route::Support, Route::Lead, Route::Work, Route::Money, Route::Data];

/// What the pages are built of.
#[derive(Clone, Copy)]
pub struct Built {
    cards: [RwSignal<Option<Arc<Scorecard>>>; PAGES.len()],
    /// Whether some page is of an earlier scorecard.
    pub is_behind: RwSignal<bool>,
}

impl Built {
    /// Nothing yet; pages follow what is told and seen.
    pub fn follow(state: State) -> Self {
        let built = Self { cards: PAGES.map(|_| RwSignal::new(None)), is_behind: RwSignal::new(true) };
        Effect::new(move |_| {
            state.card.track();
            let shown = shown_route(state);
            if let Some(at) = PAGES.iter().position(|page| Some(*page) == shown) {
                built.build(state, at);
            }
            built.go_on(state);
        });
        built
    }

    /// The scorecard that a page is built of.
    pub fn card(self, page: Route) -> Option<Arc<Scorecard>> {
        let at = PAGES.iter().position(|other| *other == page)?;
        self.cards.get(at)?.get()
    }

    /// Builds the next page that is behind, and so on; the page may be gone meanwhile.
    fn go_on(self, state: State) {
        let next = (0..PAGES.len()).find(|at| self.is_of_another(state, *at));
        let _ = self.is_behind.try_set(next.is_some());
        if let Some(at) = next {
            let build = move || {
                self.build(state, at);
                self.go_on(state);
            };
            set_timeout(build, Duration::ZERO);
        }
    }

    fn build(self, state: State, at: usize) {
        if let Some(card) = self.cards.get(at).filter(|_| self.is_of_another(state, at)) {
            let _ = card.try_set(state.card.get_untracked());
        }
    }

    fn is_of_another(self, state: State, at: usize) -> bool {
        let place = |card: &Option<Arc<Scorecard>>| card.as_ref().map(Arc::as_ptr);
        let of = self.cards.get(at).and_then(|card| card.try_with_untracked(place));
        of.is_some_and(|of| of != state.card.with_untracked(place))
    }
}
