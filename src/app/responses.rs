//! What the worker says becomes state.

use std::cell::RefCell;
use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use super::state::{Explained, LedgerPage, Mapping, RulesFound, State};
use crate::browser::{Engine, Pieces};
use crate::insight::gaps::Roadmap;
use crate::panels::{FileEntry, FileState, failure_words, form_of, is_other_form};
use crate::protocol::{OpenFile, Response, RowsPage};
use crate::scorecard::{FileFacts, Scorecard};

/// Starts the engine; everything it says changes the state.
pub fn start_engine(state: State) {
    let pieces = RefCell::new(Pieces::default());
    let engine = Engine::start(move |response| match response {
        Response::Piece { name, bytes, is_last, .. } => {
            pieces.borrow_mut().push(&bytes);
            if is_last {
                save(state, &name, pieces.take());
            }
        }
        response => hear(state, response),
    });
    state.set_engine(engine);
}

fn save(state: State, name: &str, pieces: Pieces) {
    state.is_exporting.set(false);
    let mime = if name.rsplit_once('.').is_some_and(|(_, ending)| ending == "csv") { "text/csv" } else { "application/json" };
    if let Err(message) = pieces.save(name, mime) {
        state.notice.set(message);
    }
}

fn hear(state: State, response: Response) {
    match response {
        // Taken before they come here.
        Response::Ready { .. } | Response::Piece { .. } | Response::ReadRanges { .. } | Response::ReadWhole { .. } => {}
        Response::Unpacked { file, made } => {
            state.show_told();
            state.is_working.set(true);
            let waiting = made.into_iter().map(|OpenFile { file, name, size, .. }| FileEntry {
                file,
                name,
                size,
                state: FileState::Waiting,
            });
            state.files.update(|files| {
                let at = files.iter().position(|entry| entry.file == file);
                let end = at.map_or(files.len(), |at| at + 1);
                files.splice(at.unwrap_or(end)..end, waiting);
            });
        }
        Response::Suggested { file, draft } => {
            let choice = draft.choice.clone();
            state.choice.set(Some(choice.clone()));
            state.mapping.set(Some(Mapping { file, draft }));
            state.choose_mapping(choice);
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        Response::Tried { file, preview } => {
            if state.mapping.with_untracked(|mapping| mapping.as_ref().is_some_and(|mapping| mapping.file.file == file)) {
                state.preview.set(Some(preview));
            }
        }
        Response::Mappings { mappings, again } => {
            state.mappings.set(mappings);
            state.read_again(again);
        }
        Response::Joins { tables } => state.joins.set(tables),
        Response::Gaps { boards } => state.gaps.set(boards),
        Response::Invoice { invoice } => state.invoice.set(invoice),
        Response::Explained { board, metric, splits, shape, around } => {
            state.behind.update(|behind| behind.explained = Some(Explained { metric: (board, metric), splits, shape, around }));
        }
        Response::RulesForm(form) => {
            let is_other =
                state.typed_hash.with_untracked(|typed| state.form.with_untracked(|shown| is_other_form(shown, typed, &form)));
            state.typed_hash.set(form.hash.clone());
            state.form.set(*form);
            if is_other || state.is_form_stale.get_untracked() {
                state.is_form_stale.set(false);
                state.refused.set(Vec::new());
                state.form_version.update(|version| *version += 1);
            }
        }
        Response::Workspace { file, kept } => state.take_workspace(file, *kept),
        Response::Saved { json } => state.keep_json(&json),
        Response::RuleEdited { path, hash, needs } => {
            state.typed_hash.set(hash);
            state.refused.update(|refused| {
                refused.retain(|(other, _)| *other != path);
                refused.extend(needs.map(|needs| (path, needs)));
            });
            if needs.is_some() {
                state.is_working.set(false);
            }
        }
        Response::Vanity(vanity) => state.vanity.set(vanity),
        Response::Week { week } => state.week.set(week.map(|(card, gaps)| Arc::new((*card, gaps)))),
        Response::Notes(read) => notes(state, read),
        Response::Scenario(Ok(scenario)) => state.use_scenario(form_of(&scenario)),
        Response::Scenario(Err(error)) => state.notice.set(state.text().what_if.no_scenario.with([&error])),
        Response::LinkMade(made) => state.take_link(*made),
        Response::LinkLocked(fragment) => state.take_locked(fragment),
        Response::LinkVerified(verified) => state.verified.set(Some(Arc::new(*verified))),
        Response::LinkOpened(opened) => (if opened.is_other { state.other } else { state.opened }).set(Some(Arc::new(*opened))),
        Response::Rows { page } => show_rows(state, page),
        Response::Progress { file, bytes, rows } => {
            state.tell_file((file, String::new(), FileState::Reading { bytes, rows }));
        }
        Response::Opened { file, report } => {
            state.tell_file((file, report.name.clone(), FileState::Opened(report)));
        }
        Response::Refused { file, name, error } => state.tell_refused((file, name, FileState::Refused(error))),
        Response::Scorecard { card, json, rules, intents, choices, earlier, test_rows, .. } => {
            state.show_told();
            if earlier.is_some() || state.earlier.with_untracked(Option::is_some) {
                state.earlier.set(earlier.map(|earlier| Arc::new(*earlier)));
            }
            if state.choices.with_untracked(|known| *known != choices) {
                state.choices.set(choices);
            }
            if let Some(card) = &card {
                state.files.update(|entries| crate::panels::settle(entries, &card.files, &test_rows));
            }
            scorecard(state, card.map(|card| *card), &json, RulesFound { rules: *rules, intents });
        }
        Response::Ledger { total, offset, entries } => state.ledger.set(LedgerPage { total, offset, entries }),
        Response::Failed { message } => {
            state.is_working.set(false);
            state.is_exporting.set(false);
            state.notice.set(failure_words(&message, state.text()));
        }
    }
}

/// Shows rows, and goes to those that the address asks for, once what counts by it is shown.
fn show_rows(state: State, page: RowsPage) {
    state.behind.update(|behind| behind.page = Some(page));
    if !state.wants_rows.get_value() || state.is_working.get_untracked() {
        return;
    }
    state.wants_rows.set_value(false);
    gloo::timers::callback::Timeout::new(0, move || {
        let rows = document().query_selector("section[data-rows]").ok().flatten();
        if let Some(rows) = rows.and_then(|rows| rows.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = rows.focus();
            rows.scroll_into_view();
        }
    })
    .forget();
}

fn notes(state: State, read: Result<Roadmap, String>) {
    match read {
        Ok(roadmap) => state.use_notes(roadmap),
        Err(error) => state.notice.set(state.text().gaps.no_notes.with([&error])),
    }
}

fn scorecard(state: State, card: Option<Scorecard>, json: &str, found: RulesFound) {
    // A file's dates follow the rules' zone: they make no other file of it.
    let files = |card: &Option<Arc<Scorecard>>| {
        let of = |file: &FileFacts| (file.name.clone(), file.rows_read, file.rows_kept);
        card.as_ref().map(|card| card.files.iter().map(of).collect::<Vec<_>>())
    };
    let card = card.map(Arc::new);
    if files(&state.card.get_untracked()) != files(&card) {
        // Other files: the effect of the form is counted from here on.
        state.before.set(None);
    }
    state.found.set(found);
    state.json.set(Arc::from(json));
    let is_loaded = card.is_some();
    state.card.set(card);
    state.is_working.set(false);
    state.scorecards.update(|count| *count += 1);
    if is_loaded {
        state.ask_rules_form();
        state.turn_ledger(0);
        state.ask_joins();
        state.ask_gaps();
        state.ask_invoice();
        state.ask_vanity();
    } else {
        state.joins.set(Vec::new());
        state.gaps.set(Vec::new());
        state.ledger.set(LedgerPage::default());
    }
}
