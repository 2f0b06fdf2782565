//! All that changes in the tab, as signals.

use std::ops::Deref;
use std::sync::Arc;

use leptos::prelude::*;

use super::route::{self, Route};
use crate::browser::{Engine, storage};
use crate::format::Language;
use crate::insight::gaps::{GapNote, Gaps, Roadmap};
use crate::insight::invoice::{Dispute, Invoice};
use crate::lineage::{Around, Asked};
use crate::panels::{Effect, FileEntry, FileState, ROWS_SHOWN, ScenarioForm, View};
use crate::protocol::{
    AskedRows, Choices, Earlier, IntentFound, JoinedTable, LedgerLine, MappingChoice, MappingDraft, MappingInUse, MappingPreview,
    OpenFile, Request, RowsPage,
};
use crate::rules::Rules;
use crate::scorecard::{BoardId, ChangeId, Query, Scorecard, Split};
use crate::text::{Text, text};

/// Seed of the sample data.
const SAMPLE_SEED: u64 = 7;
/// Entries on a page of the ledger.
pub const LEDGER_PAGE: u32 = 20;
/// Names of what is kept on the device.
const LANGUAGE_KEY: &str = "botworth.language";
const THEME_KEY: &str = "botworth.theme";
const ROADMAP_KEY: &str = "botworth.gaps";

/// A page of the ledger.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LedgerPage {
    /// Entries in all.
    pub total: u64,
    /// First entry shown.
    pub offset: u64,
    /// The entries.
    pub entries: Vec<LedgerLine>,
}

/// A file whose columns a person names.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapping {
    /// The file.
    pub file: OpenFile,
    /// What was suggested.
    pub draft: MappingDraft,
}

/// What stands behind the number that is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Behind {
    /// What it is made of; none until it is told.
    pub explained: Option<Explained>,
    /// A page of its rows, likewise.
    pub page: Option<RowsPage>,
}

/// What a board's metric is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// Which.
    pub metric: (BoardId, ChangeId),
    /// By field.
    pub splits: Vec<Split>,
    /// What people did around its chats.
    pub around: Option<Around>,
}

/// What the worker says about the rules.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RulesFound {
    /// As given.
    pub rules: Rules,
    /// Intents of the data.
    pub intents: Vec<IntentFound>,
}

/// Handle of everything that changes; copies are the same state, which lives as long as the tab.
#[derive(Clone, Copy)]
pub struct State(&'static Signals);

impl Deref for State {
    type Target = Signals;

    fn deref(&self) -> &Signals {
        self.0
    }
}

/// Everything that changes.
pub struct Signals {
    /// Language of the words.
    pub language: RwSignal<Language>,
    /// Page shown.
    pub route: RwSignal<Route>,
    /// Files of the tab.
    pub files: RwSignal<Vec<FileEntry>>,
    /// What can be chosen to count.
    pub choices: RwSignal<Choices>,
    /// What is chosen.
    pub query: RwSignal<Query>,
    /// The scorecard; none if nothing is loaded.
    pub card: RwSignal<Option<Arc<Scorecard>>>,
    /// The scorecard's bytes, as the command prints them.
    pub json: RwSignal<Arc<str>>,
    /// Scorecards received.
    pub scorecards: RwSignal<u32>,
    /// Rules and intents.
    pub found: RwSignal<RulesFound>,
    /// Counts changes of the rules or intents that came from files and not from the form.
    pub form_version: RwSignal<u32>,
    /// The numbers before the first change in the form.
    pub before: RwSignal<Option<Effect>>,
    /// The ledger's page.
    pub ledger: RwSignal<LedgerPage>,
    /// How rows of other tables found the conversations.
    pub joins: RwSignal<Vec<JoinedTable>>,
    /// The questions that found no answer.
    pub gaps: RwSignal<Gaps>,
    /// What was decided about them.
    pub roadmap: RwSignal<Roadmap>,
    /// The recount of the vendor's resolutions.
    pub invoice: RwSignal<Invoice>,
    /// What is no resolution.
    pub disputes: RwSignal<Vec<Dispute>>,
    /// Counts scenarios that came from files and not from the form.
    pub scenario_version: RwSignal<u32>,
    /// The scenario that is typed.
    pub scenario: RwSignal<ScenarioForm>,
    /// What people said of columns, the latest first.
    pub mappings: RwSignal<Vec<MappingInUse>>,
    /// The file whose columns are being named.
    pub mapping: RwSignal<Option<Mapping>>,
    /// What a person says of it.
    pub choice: RwSignal<Option<MappingChoice>>,
    /// What its first rows become.
    pub preview: RwSignal<Option<MappingPreview>>,
    /// Whether texts of files that leave are kept from being formulas.
    pub is_spreadsheet_safe: RwSignal<bool>,
    /// Whether a file is being written.
    pub is_exporting: RwSignal<bool>,
    /// Whether an answer is awaited.
    pub is_working: RwSignal<bool>,
    /// Whether files hover over the page.
    pub is_dragging: RwSignal<bool>,
    /// What went wrong, for people; empty for nothing.
    pub notice: RwSignal<String>,
    /// The weeks of a scorecard that was saved before.
    pub earlier: RwSignal<Option<Arc<Earlier>>>,
    /// What stands behind the number that is shown.
    pub behind: RwSignal<Behind>,
    /// Whether addresses and numbers of people are shown.
    pub shows_people: RwSignal<bool>,
    /// Width of the content, in pixels.
    pub width: RwSignal<u32>,
    engine: StoredValue<Option<Engine>>,
}

impl State {
    /// Nothing loaded; language as kept, else the browser's.
    pub fn new() -> Self {
        let kept = storage::get(LANGUAGE_KEY);
        let tag = kept.or_else(|| window().navigator().language()).unwrap_or_default();
        if let Some(theme) = storage::get(THEME_KEY) {
            let _ = root().set_attribute("data-theme", &theme);
        }
        let signals = Signals {
            language: RwSignal::new(Language::from_tag(&tag)),
            route: RwSignal::new(Route::of_hash(&location_hash().unwrap_or_default())),
            files: RwSignal::default(),
            choices: RwSignal::default(),
            query: RwSignal::new(route::query_of_hash(&location_hash().unwrap_or_default())),
            card: RwSignal::default(),
            json: RwSignal::new(Arc::from("")),
            scorecards: RwSignal::default(),
            found: RwSignal::default(),
            form_version: RwSignal::default(),
            before: RwSignal::default(),
            ledger: RwSignal::default(),
            joins: RwSignal::default(),
            gaps: RwSignal::default(),
            roadmap: RwSignal::new(kept_roadmap()),
            invoice: RwSignal::default(),
            disputes: RwSignal::new(Dispute::USUAL.to_vec()),
            scenario_version: RwSignal::default(),
            scenario: RwSignal::default(),
            mappings: RwSignal::default(),
            mapping: RwSignal::default(),
            choice: RwSignal::default(),
            preview: RwSignal::default(),
            is_spreadsheet_safe: RwSignal::default(),
            is_exporting: RwSignal::default(),
            is_working: RwSignal::default(),
            is_dragging: RwSignal::default(),
            notice: RwSignal::default(),
            earlier: RwSignal::default(),
            behind: RwSignal::default(),
            shows_people: RwSignal::default(),
            width: RwSignal::new(1200),
            engine: StoredValue::new(None),
        };
        Self(Box::leak(Box::new(signals)))
    }

    /// Keeps the engine that answers.
    pub fn set_engine(self, engine: Engine) {
        self.engine.set_value(Some(engine));
        let query = self.query.get_untracked();
        if query != Query::default() {
            self.send(&Request::Narrow { query: Box::new(query) });
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

    /// A scorecard in the language of the tab, followed by views.
    pub fn view(self, card: &Scorecard) -> View<'_> {
        View { card, text: self.words() }
    }

    /// Switches between the two languages and remembers it.
    pub fn switch_language(self) {
        let other = match self.language.get_untracked() {
            Language::En => Language::Ja,
            Language::Ja => Language::En,
        };
        storage::set(LANGUAGE_KEY, other.tag());
        self.language.set(other);
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
    pub fn open_text(self, text: String) {
        let Some(engine) = self.engine.get_value() else { return };
        let name = "pasted.csv";
        self.began(vec![engine.open_text(name, text)]);
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
        self.files.update(Vec::clear);
        self.mappings.update(Vec::clear);
        self.narrow(Query::default());
        self.ask(&Request::OpenSample { seed: SAMPLE_SEED });
    }

    /// Drops a file.
    pub fn remove(self, file: u32) {
        self.files.update(|files| files.retain(|entry| entry.file != file));
        self.ask(&Request::Remove { file });
    }

    /// Sets rules from the form.
    pub fn set_rules(self, rules: Rules) {
        if self.before.get_untracked().is_none() {
            self.before.set(self.card.get_untracked().map(|card| Effect::of(&card)));
        }
        self.found.update_untracked(|found| found.rules.clone_from(&rules));
        self.ask(&Request::SetRules { rules: Box::new(rules) });
    }

    /// Asks for a page of the ledger.
    pub fn turn_ledger(self, offset: u64) {
        self.send(&Request::Ledger { offset, limit: LEDGER_PAGE });
    }

    /// Asks what stands behind a metric: what it is made of, and its first rows.
    pub fn ask_behind(self, board: BoardId, metric: ChangeId) {
        let (id, part) = metric.metric();
        self.send(&Request::Explain { board, metric });
        self.turn_rows(AskedRows { board, number: Asked { metric: id, part }, standing: None }, 0);
    }

    /// Asks for a page of the rows behind a number.
    pub fn turn_rows(self, asked: AskedRows, offset: u64) {
        self.send(&Request::Rows { asked, offset, limit: ROWS_SHOWN });
    }

    /// Asks how rows of other tables found the conversations.
    pub fn ask_joins(self) {
        self.send(&Request::Joins);
    }

    /// Asks for the questions that found no answer.
    pub fn ask_gaps(self) {
        self.send(&Request::Gaps { apart: self.roadmap.with_untracked(|roadmap| roadmap.apart().to_vec()) });
    }

    /// Decides something about a gap, and keeps it on this device.
    pub fn decide_gap(self, gap: &str, change: impl FnOnce(&mut GapNote)) {
        self.roadmap.update(|roadmap| roadmap.decide(gap, change));
        self.keep_roadmap();
    }

    /// Says that a question means something else than its group, or no longer; the groups are made anew.
    pub fn set_apart(self, question: &str, is_apart: bool) {
        self.roadmap.update(|roadmap| roadmap.set_apart(question, is_apart));
        self.keep_roadmap();
        self.ask_gaps();
    }

    fn keep_roadmap(self) {
        let bytes = self.roadmap.with_untracked(|roadmap| borsh::to_vec(roadmap).unwrap_or_default());
        storage::set(ROADMAP_KEY, &bytes.iter().map(|byte| char::from(*byte)).collect::<String>());
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
        self.files.update(|files| files.retain(|entry| !left_out.contains(&entry.file)));
    }

    fn ask(self, request: &Request) {
        self.is_working.set(true);
        self.send(request);
    }

    fn send(self, request: &Request) {
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

/// What was decided about gaps on this device: bytes as the letters of the same numbers.
fn kept_roadmap() -> Roadmap {
    let kept = storage::get(ROADMAP_KEY).unwrap_or_default();
    let bytes: Option<Vec<u8>> = kept.chars().map(|letter| u8::try_from(letter).ok()).collect();
    bytes.and_then(|bytes| borsh::from_slice(&bytes).ok()).unwrap_or_default()
}

fn prefers_dark() -> bool {
    let query = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
    query.is_some_and(|query| query.matches())
}
