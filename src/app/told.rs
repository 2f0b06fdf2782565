//! What the worker says of files comes faster than a page is drawn: shown together, ten times a second.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::state::State;
use crate::panels::{FileEntry, FileState};

/// Milliseconds until what was said is shown.
const PAUSE: u32 = 100;

/// What became of a file: its number, its name if that is new, and how far it is.
pub type Told = (u32, String, FileState);

impl State {
    /// Takes in what became of a file.
    pub(super) fn tell_file(self, told: Told) {
        let is_first = self.told.with_value(Vec::is_empty);
        self.told.update_value(|waiting| waiting.push(told));
        if is_first {
            Timeout::new(PAUSE, move || self.show_told()).forget();
        }
    }

    /// Shows what was taken in, before anything else changes the list.
    pub(super) fn show_told(self) {
        let told = self.told.try_update_value(std::mem::take).unwrap_or_default();
        if told.is_empty() {
            return;
        }
        self.files.update(|files| {
            for (file, name, state) in told {
                match files.iter_mut().find(|entry| entry.file == file) {
                    Some(entry) => {
                        if !name.is_empty() {
                            entry.name = name;
                        }
                        entry.state = state;
                    }
                    // Files of the sample are first heard of from the worker.
                    None => files.push(FileEntry { file, name, size: 0, state }),
                }
            }
        });
    }
}
