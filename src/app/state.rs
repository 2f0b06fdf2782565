//! What a person and the worker do with what changes in the tab.

use std::ops::Deref;
use std::time::Duration;

use leptos::prelude::*;

use super::route::{self, Route};
pub use super::signals::{Before, Explained, LedgerPage, Mapping, RulesFound, Signals};
use super::signals::{LANGUAGE_KEY, ROADMAP_KEY, THEME_KEY};
use crate::browser::{Engine, storage};
use crate::format::Language;
use crate::insight::gaps::{BoardGaps, GapKey, GapNote, Gaps, Roadmap};
use crate::lineage::Asked;
use crate::panels::{FileEntry, FileState, ROWS_SHOWN, ScenarioForm, View};
use crate::protocol::{AskedRows, MappingChoice, OpenFile, Request};
use crate::rules::RulePath;
use crate::scorecard::{BoardId, ChangeId, Query, Scorecard};
use crate::text::{Text, text};
use crate::workspace::Kept;

/// Seed of the sample data.
const SAMPLE_SEED: u64 = 7;
/// Entries on a page of the ledger.
pub const LEDGER_PAGE: u32 = 20;

/// Handle of everything that changes; copies are the same state, which lives as long as the tab.
#[derive(Clone, Copy)]
pub struct State(&'static Signals);

impl Deref for State {
    type Target = Signals;

    fn deref(&self) -> &Signals {
        self.0
    }
}

impl State {
    /// Nothing loaded.
    pub fn new() -> Self {
        Self(Box::leak(Box::new(Signals::new())))
    }

    /// Keeps the engine that answers.
    pub fn set_engine(self, engine: Engine) {
        self.engine.set_value(Some(engine));
        let query = self.query.get_untracked();
        if query != Query::default() {
            self.send(&Request::Narrow { query: Box::new(query) });
        }
        if self.route.get_untracked() == Route::Shared {
            self.open_link(route::address(), None, false);
        }
        // The first findings speak of the groups that were decided on before.
        if self.roadmap.with_untracked(|roadmap| *roadmap != Roadmap::default()) {
            self.ask_gaps();
        }
    }

    /// Lets these rows count, and holds them in the address.
    pub fn narrow(self, query: Query) {
        if self.query.get_untracked() == query {
            return;
        }
        route::set_query(&query);
        self.follow_query(query);
    }

    /// Lets the rows of an address count.
    pub fn follow_query(self, query: Query) {
        if self.query.get_untracked() == query {
            return;
        }
        self.query.set(query.clone());
        self.ask(&Request::Narrow { query: Box::new(query) });
    }

    /// The words, followed by views.
    pub fn words(self) -> &'static Text {
        text(self.language.get())
    }

    /// The words as they are now.
    pub fn text(self) -> &'static Text {
        text(self.language.get_untracked())
    }

    /// A scorecard in the language of the tab, followed by views; a period beside it comes with another scorecard.
    pub fn view(self, card: &Scorecard) -> View<'_> {
        self.query.with_untracked(|query| View::of(card, self.words()).beside(query.compare).under(&query.scope.filters))
    }

    /// Switches between the two languages and remembers it.
    pub fn switch_language(self) {
        let other = match self.language.get_untracked() {
            Language::En => Language::Ja,
            Language::Ja => Language::En,
        };
        storage::set(LANGUAGE_KEY, other.tag());
        // Every page is built anew: the press is shown first.
        request_animation_frame(move || set_timeout(move || self.language.set(other), Duration::ZERO));
    }

    /// Switches between light and dark and remembers it.
    #[allow(clippy::unused_self, reason = "a verb of the state like the others")]
    pub fn switch_theme(self) {
        let root = root();
        let is_dark = root.get_attribute("data-theme").map_or_else(prefers_dark, |theme| theme == "dark");
        let other = if is_dark { "light" } else { "dark" };
        storage::set(THEME_KEY, other);
        let _ = root.set_attribute("data-theme", other);
    }

    /// Opens files beside what is loaded.
    pub fn open(self, files: Vec<web_sys::File>) {
        let Some(engine) = self.engine.get_value() else { return };
        self.began(engine.open(files));
    }

    /// Opens pasted text.
    pub fn open_text(self, text: &str) {
        self.open_named("pasted.csv", text);
    }

    /// Whether anything is read, unpacked or counted: followed by whoever asks.
    pub fn is_busy(self) -> bool {
        self.is_working.get() || self.files.with(|files| files.iter().any(FileEntry::is_unread))
    }

    /// Opens text as a file of that name.
    pub fn open_named(self, name: &str, text: &str) {
        self.began_named(name, text);
    }

    /// The same; the file's number.
    pub(super) fn began_named(self, name: &str, text: &str) -> Option<u32> {
        let opened = self.engine.get_value()?.open_text(name, text);
        let file = opened.first().map(|file| file.file);
        self.began(opened);
        file
    }

    /// Asks for the workspace, for the browser to keep.
    pub fn ask_to_keep(self, kept: Kept) {
        self.send(&Request::SaveWorkspace { kept: Box::new(kept), is_file: false });
    }

    fn began(self, opened: Vec<OpenFile>) {
        if opened.is_empty() {
            return;
        }
        self.is_working.set(true);
        let waiting =
            opened.into_iter().map(|OpenFile { file, name, size, .. }| FileEntry { file, name, size, state: FileState::Waiting });
        self.files.update(|files| files.extend(waiting));
    }

    /// Reads the sample in place of everything.
    pub fn open_sample(self) {
        self.show_told();
        self.files.update(Vec::clear);
        self.mappings.update(Vec::clear);
        self.narrow(Query::default());
        self.ask(&Request::OpenSample { seed: SAMPLE_SEED });
    }

    /// Drops a file.
    pub fn remove(self, file: u32) {
        self.show_told();
        self.files.update(|files| files.retain(|entry| entry.file != file));
        self.ask(&Request::Remove { file });
    }

    /// Changes a rule as typed in its field.
    pub fn edit_rule(self, path: RulePath, typed: String) {
        self.remember_rules();
        self.ask(&Request::EditRule { path, typed });
    }

    /// Changes a rule elsewhere than in its field, which shows it then.
    pub fn edit_rule_elsewhere(self, path: RulePath, typed: String) {
        self.edit_rule(path, typed);
        self.is_form_stale.set(true);
    }

    /// Takes all changes of the rules back.
    pub fn discard_rules(self) {
        if let Some(before) = self.before.get_untracked() {
            self.ask(&Request::SetRules { rules: Box::new(before.rules) });
        }
    }

    /// Uses the default rules.
    pub fn reset_rules(self) {
        self.remember_rules();
        self.ask(&Request::SetRules { rules: Box::default() });
    }

    /// Keeps what held before the first change.
    fn remember_rules(self) {
        if self.before.with_untracked(Option::is_some) {
            return;
        }
        let Some(card) = self.card.get_untracked() else { return };
        let (query, rules) = (self.query.get_untracked(), self.found.with_untracked(|found| found.rules.clone()));
        let values = self.form.with_untracked(|form| form.values.clone());
        self.before.set(Some(Before { card, query, rules, values }));
    }

    /// Asks for the rules as their form shows them.
    pub fn ask_rules_form(self) {
        self.send(&Request::RulesForm);
    }

    /// Asks for a page of the ledger.
    pub fn turn_ledger(self, offset: u64) {
        self.send(&Request::Ledger { offset, limit: LEDGER_PAGE });
    }

    /// Asks what stands behind a metric: what it is made of, and its first rows, or those that the address asks for.
    pub fn ask_behind(self, board: BoardId, metric: ChangeId) {
        let (id, own) = metric.metric();
        let (part, standing, among, by) = route::rows_of_hash(&route::address()).unwrap_or_default();
        self.searched.set_value(String::new());
        self.send(&Request::Explain { board, metric });
        let number = Asked { by, ..Asked::of(id, part.or(own)) };
        self.turn_rows(AskedRows { board, number, standing, among }, 0);
    }

    /// Asks for a page of the rows behind a number.
    pub fn turn_rows(self, asked: AskedRows, offset: u64) {
        self.send(&Request::Rows { asked, search: self.searched.get_value(), offset, limit: ROWS_SHOWN });
    }

    /// Asks how rows of other tables found the conversations.
    pub fn ask_joins(self) {
        self.send(&Request::Joins);
    }

    /// Asks for the questions that found no answer.
    pub fn ask_gaps(self) {
        self.send(&Request::Gaps { roadmap: self.roadmap.get_untracked() });
    }

    /// The questions of a bot's chats that found no answer.
    pub fn gaps_of(self, board: BoardId) -> Gaps {
        let of = |boards: &BoardGaps| boards.iter().find(|(id, _)| *id == board).map(|(_, gaps)| gaps.clone());
        self.gaps.with(of).unwrap_or_default()
    }

    /// The gaps that a scenario closes, under the names given to them: those of the support bot, whose money closing them moves.
    pub fn gaps_to_close(self) -> Gaps {
        let first = self.gaps.with(|boards| boards.first().map(|(_, gaps)| gaps.clone())).unwrap_or_default();
        self.roadmap.with(|roadmap| roadmap.as_decided(&first))
    }

    /// Decides something about a gap, and keeps it on this device. What speaks of gaps is told anew.
    pub fn decide_gap(self, gap: &GapKey, change: impl FnOnce(&mut GapNote)) {
        self.roadmap.update(|roadmap| roadmap.decide(gap, change));
        self.keep_roadmap();
    }

    /// Says that a question means something else than its group, or no longer; the groups are made anew.
    pub fn set_apart(self, question: &GapKey, is_apart: bool) {
        self.roadmap.update(|roadmap| roadmap.set_apart(question, is_apart));
        self.keep_roadmap();
    }

    /// Asks for the numbers that flatter.
    pub fn ask_vanity(self) {
        self.send(&Request::Vanity);
    }

    /// Asks for the last complete week.
    pub fn ask_week(self) {
        self.send(&Request::Week);
    }

    /// Reads saved notes on gaps.
    pub fn read_notes(self, json: String) {
        self.send(&Request::ReadNotes { json });
    }

    /// Takes saved notes in place of those kept.
    pub fn use_notes(self, roadmap: Roadmap) {
        self.roadmap.set(roadmap);
        self.keep_roadmap();
    }

    fn keep_roadmap(self) {
        let bytes = self.roadmap.with_untracked(|roadmap| borsh::to_vec(roadmap).unwrap_or_default());
        storage::set(ROADMAP_KEY, &bytes.iter().map(|byte| char::from(*byte)).collect::<String>());
        self.ask_gaps();
    }

    /// Fills the form.
    pub fn use_scenario(self, form: ScenarioForm) {
        self.scenario.set(form);
        self.scenario_version.update(|version| *version += 1);
    }

    /// Fills the form from a saved scenario.
    pub fn read_scenario(self, json: String) {
        self.send(&Request::ReadScenario { json });
    }

    /// Asks for the recount of the vendor's resolutions.
    pub fn ask_invoice(self) {
        self.send(&Request::Invoice { disputes: self.disputes.get_untracked() });
    }

    /// Reads files again whose mapping changed.
    pub fn read_again(self, again: Vec<OpenFile>) {
        if again.is_empty() {
            return;
        }
        self.show_told();
        self.files.update(|files| {
            for entry in files.iter_mut().filter(|entry| again.iter().any(|file| file.file == entry.file)) {
                entry.state = FileState::Waiting;
            }
        });
        self.ask(&Request::Open { files: again });
    }

    /// Uses a mapping no more.
    pub fn remove_mapping(self, name: String) {
        self.ask(&Request::RemoveMapping { name });
    }

    /// Asks what the columns of a file may be.
    pub fn ask_mapping(self, file: u32) {
        let known = self.engine.get_value().and_then(|engine| engine.file(file));
        if let Some(file) = known {
            self.send(&Request::SuggestMapping { file });
        }
    }

    /// Takes what a person says of a file's columns, and shows what its first rows become.
    pub fn choose_mapping(self, choice: MappingChoice) {
        if let Some(Mapping { file, .. }) = self.mapping.get_untracked() {
            self.send(&Request::TryMapping { file, choice: choice.clone() });
        }
        self.choice.set(Some(choice));
    }

    /// Reads the file by what was said.
    pub fn use_mapping(self) {
        let said = self.mapping.get_untracked().zip(self.choice.get_untracked());
        if let Some((Mapping { file, .. }, choice)) = said {
            self.ask(&Request::UseMapping { file, choice });
        }
        self.close_mapping();
    }

    /// Leaves the file's columns unnamed.
    pub fn close_mapping(self) {
        self.mapping.set(None);
        self.choice.set(None);
        self.preview.set(None);
    }

    /// Asks for a file.
    pub fn export(self, request: &Request) {
        self.is_exporting.set(true);
        self.send(request);
    }

    /// Stops what is read.
    pub fn cancel(self) {
        let Some(engine) = self.engine.get_value() else { return };
        let left_out = engine.cancel();
        self.show_told();
        self.files.update(|files| files.retain(|entry| !left_out.contains(&entry.file)));
    }

    fn ask(self, request: &Request) {
        self.is_working.set(true);
        self.send(request);
    }

    pub(super) fn send(self, request: &Request) {
        if let Some(engine) = self.engine.get_value() {
            engine.send(request);
        }
    }

    /// The board to begin with: support, unless the data has the other alone.
    pub fn first_board(card: &Scorecard) -> BoardId {
        let has_support = card.boards.contains_key(&BoardId::Support) || card.boards.is_empty();
        if has_support { BoardId::Support } else { BoardId::Lead }
    }
}

/// The page's root element.
pub fn root() -> web_sys::Element {
    document().document_element().unwrap_or_else(|| document().create_element("html").unwrap_or_else(|_| unreachable!()))
}

fn prefers_dark() -> bool {
    let query = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
    query.is_some_and(|query| query.matches())
}
