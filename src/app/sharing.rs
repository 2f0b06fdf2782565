//! Links and files of what is shown: made, locked, opened, counted again.

use std::sync::Arc;

use leptos::prelude::*;

use super::route;
use super::signals::Lock;
use super::state::State;
use crate::browser::{download, save_picture};
use crate::protocol::{LinkMade, Request, ToRender};
use crate::render::Form;

impl State {
    /// Makes the link of what is shown.
    pub fn make_link(self) {
        self.lose_lock();
        self.send(&Request::Share { options: self.share_options.get_untracked() });
    }

    /// Saves what a link holds as a file.
    pub fn render(self, asked: &ToRender) {
        let Some(engine) = self.engine.get_value() else { return };
        self.is_exporting.set(true);
        let form = asked.form;
        engine.render(asked, move |made| {
            self.is_exporting.set(false);
            let (ending, kind) = form.ending();
            let name = ["scorecard.", ending].concat();
            let not_drawn = move || self.notice.set(self.text().charts.no_picture.to_owned());
            let saved = made.and_then(|file| match form {
                Form::Png => save_picture(&name, &file, not_drawn),
                Form::Html | Form::Svg | Form::Markdown => download(&name, kind, &file),
            });
            if let Err(message) = saved {
                self.notice.set(message);
            }
        });
    }

    /// What was locked, or is being locked, is of an earlier link.
    fn lose_lock(self) {
        if !matches!(self.lock.get_untracked(), Lock::Open | Lock::Lost) {
            self.lock.set(Lock::Lost);
        }
    }

    /// Shows a link that was made.
    pub fn take_link(self, made: LinkMade) {
        self.lose_lock();
        self.link.set(Some(Arc::new(made)));
    }

    /// Makes a link of what a passphrase locked, if it still is the link that is shown.
    pub fn lock_link(self, of: &str, locked: Vec<u8>) {
        if self.lock.with_untracked(|lock| matches!(lock, Lock::Asked(fragment) if fragment == of)) {
            self.send(&Request::LockLink { locked });
        }
    }

    /// Shows the locked link.
    pub fn take_locked(self, fragment: String) {
        if matches!(self.lock.get_untracked(), Lock::Asked(_)) {
            self.lock.set(Lock::Locked(fragment));
        }
    }

    /// Opens the link in the address, or one to set beside it.
    pub fn open_link(self, address: String, unlocked: Option<Vec<u8>>, is_other: bool) {
        if !is_other {
            self.unlocked.set(unlocked.clone());
            self.verified.set(None);
            self.other.set(None);
        }
        self.send(&Request::OpenLink { address, unlocked, is_other });
    }

    /// Counts the numbers of the link in the address again.
    pub fn verify_link(self) {
        self.send(&Request::VerifyLink { address: route::address(), unlocked: self.unlocked.get_untracked() });
    }
}
