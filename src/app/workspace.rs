//! The workspace in the tab: what of it is made here, saved, taken from a file, and kept by the browser if asked.

use std::time::Duration;

use leptos::prelude::*;

use super::signals::{KEYS_KEY, LANGUAGE_KEY, ROADMAP_KEY, THEME_KEY, WORKSPACE_KEY};
use super::state::State;
use super::told::Told;
use crate::browser::storage;
use crate::insight::gaps::Roadmap;
use crate::panels::{ScenarioForm, form_of, scenario_of};
use crate::protocol::Request;
use crate::workspace::Kept;

/// Changes rest this long before the browser keeps them.
const REST: Duration = Duration::from_secs(1);

impl State {
    /// What the tab keeps, as it is now: the scenario that is typed is the one without a name.
    fn kept_now(self) -> Kept {
        let mut kept = self.kept.get_untracked();
        kept.gaps = self.roadmap.get_untracked();
        let mut typed = untrack(|| self.scenario.with_untracked(|form| scenario_of(form, &self.gaps_to_close())));
        typed.name.clear();
        kept.scenarios.retain(|scenario| !scenario.name.is_empty());
        if !typed.changes.is_empty() {
            kept.scenarios.push(typed);
        }
        kept
    }

    /// Changes the views.
    pub fn change_kept(self, change: impl FnOnce(&mut Kept)) {
        self.kept.update(change);
    }

    /// Takes what a workspace keeps for the tab, once.
    pub fn take_workspace(self, file: u32, opened: Kept) {
        if self.taken.with_untracked(|taken| taken.contains(&file)) {
            return;
        }
        self.taken.update(|taken| taken.push(file));
        let typed = opened.scenarios.iter().find(|scenario| scenario.name.is_empty());
        if let Some(typed) = typed.filter(|_| self.scenario.with_untracked(|form| *form == ScenarioForm::default())) {
            self.scenario.set(form_of(typed));
            self.scenario_version.update(|version| *version += 1);
        }
        if opened.gaps != Roadmap::default() {
            self.use_notes(opened.gaps);
        }
        self.kept.update(|kept| {
            for view in &opened.views {
                kept.keep_view(&view.name, &view.address);
            }
            let names: Vec<String> = opened.scenarios.iter().map(|scenario| scenario.name.clone()).collect();
            kept.scenarios.retain(|scenario| !names.contains(&scenario.name));
            kept.scenarios.extend(opened.scenarios);
        });
    }

    /// Saves the workspace as a file.
    pub fn save_workspace(self) {
        self.export(&Request::SaveWorkspace { kept: Box::new(self.kept_now()), is_file: true });
    }

    /// Lets the browser keep the workspace from now on, or no longer; not over one that cannot be read here, until that is wiped.
    pub fn keep_in_browser(self, is_kept: bool) {
        if is_kept && self.is_kept_unreadable.get_value() {
            return self.leave_kept();
        }
        self.is_wiped.set(false);
        self.is_kept.set(is_kept);
        if !is_kept {
            storage::remove(WORKSPACE_KEY);
        }
    }

    /// Keeps what the worker wrote.
    pub fn keep_json(self, json: &str) {
        if self.is_kept.get_untracked() && !storage::set(WORKSPACE_KEY, json) {
            self.is_kept.set(false);
            self.notice.set(self.text().workspace.no_room.to_owned());
        }
    }

    /// Opens what the browser kept.
    pub fn open_kept(self) {
        if let Some(json) = storage::get(WORKSPACE_KEY) {
            self.kept_file.set_value(self.began_named("workspace.json", &json));
        }
    }

    /// A file is refused. Where it is what the browser kept, a later version may have written that: it stays as it is, and this
    /// tab keeps nothing.
    pub fn tell_refused(self, told: Told) {
        if self.kept_file.get_value() == Some(told.0) {
            self.is_kept_unreadable.set_value(true);
            self.leave_kept();
        }
        self.tell_file(told);
    }

    fn leave_kept(self) {
        self.is_kept.set(false);
        self.notice.set(self.text().workspace.not_readable.to_owned());
    }

    /// Wipes all that the browser keeps.
    pub fn wipe(self) {
        for name in [WORKSPACE_KEY, ROADMAP_KEY, LANGUAGE_KEY, THEME_KEY, KEYS_KEY] {
            storage::remove(name);
        }
        self.is_kept_unreadable.set_value(false);
        self.is_kept.set(false);
        self.is_wiped.set(true);
    }

    /// Lets single keys do something, or not, and remembers it.
    pub fn use_keys(self, has_keys: bool) {
        self.has_keys.set(has_keys);
        if has_keys {
            storage::remove(KEYS_KEY);
        } else {
            storage::set(KEYS_KEY, "off");
        }
    }
}

/// Lets the browser keep every change, if it was asked to; no longer once another tab wiped what is kept.
pub fn follow(state: State) {
    let _ = window_event_listener(leptos::ev::storage, move |event| {
        // Without a name all was wiped at once.
        let is_ours = event.key().is_none_or(|name| name == WORKSPACE_KEY);
        if is_ours && event.new_value().is_none() {
            state.is_kept.set(false);
        }
    });
    let changes = StoredValue::new(0_u32);
    Effect::new(move |_| {
        state.scorecards.track();
        state.kept.track();
        state.roadmap.track();
        if !state.is_kept.get() || state.card.with_untracked(Option::is_none) {
            return;
        }
        changes.update_value(|changes| *changes += 1);
        let mine = changes.get_value();
        set_timeout(
            move || {
                if changes.try_get_value() == Some(mine) {
                    state.ask_to_keep(state.kept_now());
                }
            },
            REST,
        );
    });
}
