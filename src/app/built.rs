//! Which scorecard each page is built of: what is seen first at once, the others one by one after it. A filter is answered when
//! the first part is built, not all seven, and the tab hears its reader between two.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::route::Route;
use super::shell::shown_route;
use super::state::State;
use crate::scorecard::Scorecard;

/// A part of a page that is built in one go: a board is large, and built in two.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Part {
    /// What answers: of a board the claim, its tiles, and what is wrong; of other pages all.
    First,
    /// What stands behind a board's answer.
    Rest,
}

/// What is built of a scorecard.
const PARTS: [(Route, Part); 7] = [
    (Route::Support, Part::First),
    (Route::Support, Part::Rest),
    (Route::Lead, Part::First),
    (Route::Lead, Part::Rest),
    (Route::Work, Part::First),
    (Route::Money, Part::First),
    (Route::Data, Part::First),
];

/// What the pages are built of.
#[derive(Clone, Copy)]
pub struct Built {
    cards: [RwSignal<Option<Arc<Scorecard>>>; PARTS.len()],
    /// Whether some part is of an earlier scorecard.
    pub is_behind: RwSignal<bool>,
}

impl Built {
    /// Nothing yet; pages follow what is told and seen.
    pub fn follow(state: State) -> Self {
        let built = Self { cards: PARTS.map(|_| RwSignal::new(None)), is_behind: RwSignal::new(true) };
        Effect::new(move |_| {
            state.card.track();
            let shown = shown_route(state);
            if let Some(at) = PARTS.iter().position(|(page, _)| Some(*page) == shown) {
                built.build(state, at);
            }
            built.go_on(state);
        });
        built
    }

    /// The scorecard that a part of a page is built of.
    pub fn card(self, page: Route, part: Part) -> Option<Arc<Scorecard>> {
        let at = PARTS.iter().position(|other| *other == (page, part))?;
        self.cards.get(at)?.get()
    }

    /// Builds the next part that is behind, of the page that is seen before others, and so on; the page may be gone meanwhile.
    fn go_on(self, state: State) {
        let shown = untrack(|| shown_route(state));
        let behind = PARTS.iter().enumerate().filter(|(at, _)| self.is_of_another(state, *at));
        let next = behind.min_by_key(|(_, (page, _))| Some(*page) != shown).map(|(at, _)| at);
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
