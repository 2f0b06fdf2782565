//! What the worker says becomes state.

use std::sync::Arc;

use leptos::prelude::*;

use super::state::{LedgerPage, RulesFound, State};
use crate::browser::Engine;
use crate::panels::{FileEntry, FileState};
use crate::protocol::Response;
use crate::scorecard::Scorecard;

/// Starts the engine; everything it says changes the state.
pub fn start_engine(state: State) {
    let engine = Engine::start(move |response| hear(state, response));
    state.set_engine(engine);
}

fn hear(state: State, response: Response) {
    match response {
        Response::Ready { .. } => {}
        Response::Progress { file, bytes, rows } => {
            set_file(state, file, String::new(), FileState::Reading { bytes, rows });
        }
        Response::Opened { file, report } => {
            set_file(state, file, report.name.clone(), FileState::Opened(report));
        }
        Response::Refused { file, name, error } => set_file(state, file, name, FileState::Refused(error)),
        Response::Scorecard { card, json, rules, intents, .. } => {
            scorecard(state, card.map(|card| *card), &json, RulesFound { rules: *rules, intents });
        }
        Response::Ledger { total, offset, entries } => state.ledger.set(LedgerPage { total, offset, entries }),
        Response::Failed { message } => {
            state.is_working.set(false);
            state.notice.set(message);
        }
    }
}

/// Files of the sample are first heard of from the worker.
fn set_file(state: State, file: u32, name: String, new: FileState) {
    state.files.update(|files| match files.iter_mut().find(|entry| entry.file == file) {
        Some(entry) => {
            if !name.is_empty() {
                entry.name = name;
            }
            entry.state = new;
        }
        None => files.push(FileEntry { file, name, size: 0, state: new }),
    });
}

fn scorecard(state: State, card: Option<Scorecard>, json: &str, found: RulesFound) {
    let is_new_data = {
        let same = |names: &RulesFound| names.intents.iter().map(|found| found.intent.clone()).collect::<Vec<_>>();
        let known = state.found.get_untracked();
        known.rules != found.rules || same(&known) != same(&found)
    };
    let rows = |card: &Option<Arc<Scorecard>>| card.as_ref().map(|card| card.files.clone());
    let card = card.map(Arc::new);
    if rows(&state.card.get_untracked()) != rows(&card) {
        // Other files: the effect of the form is counted from here on.
        state.before.set(None);
    }
    state.found.set(found);
    if is_new_data {
        state.form_version.update(|version| *version += 1);
    }
    if let Some(card) = &card {
        state.files.update(|entries| crate::panels::settle(entries, &card.files));
    }
    state.json.set(Arc::from(json));
    let is_loaded = card.is_some();
    state.card.set(card);
    state.is_working.set(false);
    state.scorecards.update(|count| *count += 1);
    if is_loaded {
        state.turn_ledger(0);
    } else {
        state.ledger.set(LedgerPage::default());
    }
}
