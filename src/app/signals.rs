//! All that changes in the tab, as signals.

use std::sync::Arc;

use leptos::prelude::*;

use super::route::{self, Route};
use super::state::root;
use super::told::Told;
use crate::browser::{Engine, storage};
use crate::format::Language;
use crate::insight::gaps::{BoardGaps, Roadmap};
use crate::insight::invoice::{Dispute, Invoice};
use crate::insight::vanity::Vanity;
use crate::lineage::Around;
use crate::model::SortedMap;
use crate::panels::{FileEntry, ScenarioForm};
use crate::protocol::{
    Choices, Earlier, IntentFound, JoinedTable, LedgerLine, LinkMade, LinkOpened, MappingChoice, MappingDraft, MappingInUse,
    MappingPreview, OpenFile, RowsPage, RuleNeeds, RulesForm,
};
use crate::rules::{RulePath, Rules};
use crate::scorecard::{BoardId, ChangeId, Query, Scorecard, Shape, Split};
use crate::share::{ShareOptions, Verified};
use crate::workspace::Kept;

/// Names of what is kept on the device.
pub(super) const LANGUAGE_KEY: &str = "botworth.language";
pub(super) const THEME_KEY: &str = "botworth.theme";
pub(super) const ROADMAP_KEY: &str = "botworth.gaps";
pub(super) const WORKSPACE_KEY: &str = "botworth.workspace";
pub(super) const KEYS_KEY: &str = "botworth.keys";

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
    /// What its chart shows besides.
    pub shape: Shape,
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

/// What held before the first change of the rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Before {
    /// The numbers.
    pub card: Arc<Scorecard>,
    /// What they counted.
    pub query: Query,
    /// The rules.
    pub rules: Rules,
    /// The rules as a person would type them.
    pub values: SortedMap<RulePath, String>,
}

/// Whether a passphrase locks the link that is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Lock {
    /// It does not.
    #[default]
    Open,
    /// It is being locked: its fragment.
    Asked(String),
    /// It is: the fragment behind the passphrase.
    Locked(String),
    /// It was, and the link has changed since.
    Lost,
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
    /// The metric whose weeks a board draws, where one was chosen.
    pub trends: StoredValue<Vec<(BoardId, ChangeId)>>,
    /// The charts that are shown as tables, by their name and what they are of.
    pub tables: StoredValue<Vec<(&'static str, String)>>,
    /// Whether the filter bar is open on a small screen.
    pub are_filters_open: RwSignal<bool>,
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
    /// The rules as their form shows them.
    pub form: RwSignal<RulesForm>,
    /// Short hash of the rules since something was last typed in the form.
    pub typed_hash: RwSignal<String>,
    /// What was typed last and cannot stand there, with what may.
    pub refused: RwSignal<Vec<(RulePath, RuleNeeds)>>,
    /// Whether the form shows another rule than is in force: it was changed elsewhere.
    pub is_form_stale: RwSignal<bool>,
    /// What held before the first change in the form.
    pub before: RwSignal<Option<Before>>,
    /// The ledger's page.
    pub ledger: RwSignal<LedgerPage>,
    /// How rows of other tables found the conversations.
    pub joins: RwSignal<Vec<JoinedTable>>,
    /// The questions that found no answer, of each bot's chats.
    pub gaps: RwSignal<BoardGaps>,
    /// Numbers that flatter, of these.
    pub vanity: RwSignal<Vanity>,
    /// The last complete week with its questions; none until it is told.
    pub week: RwSignal<Option<Arc<(Scorecard, BoardGaps)>>>,
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
    /// Whether the address asks for rows that are not shown yet: the page goes to them once they are.
    pub wants_rows: StoredValue<bool>,
    /// What is searched for in the rows behind a number.
    pub searched: StoredValue<String>,
    /// What is put into a link.
    pub share_options: RwSignal<ShareOptions>,
    /// The link of the scorecard; none until it is made.
    pub link: RwSignal<Option<Arc<LinkMade>>>,
    /// Whether a passphrase locks it.
    pub lock: RwSignal<Lock>,
    /// What the link in the address holds.
    pub opened: RwSignal<Option<Arc<LinkOpened>>>,
    /// A link that is set beside it.
    pub other: RwSignal<Option<Arc<LinkOpened>>>,
    /// What a passphrase made of the link in the address.
    pub unlocked: RwSignal<Option<Vec<u8>>>,
    /// What came of counting it again.
    pub verified: RwSignal<Option<Arc<Verified>>>,
    /// Whether addresses and numbers of people are shown.
    pub shows_people: RwSignal<bool>,
    /// Views and scenarios that are kept; what was decided about gaps stands in `roadmap`.
    pub kept: RwSignal<Kept>,
    /// Numbers of the workspaces whose views were taken: a fresh worker tells them again.
    pub taken: RwSignal<Vec<u32>>,
    /// Whether the browser keeps the workspace.
    pub is_kept: RwSignal<bool>,
    /// The file that was made of it.
    pub kept_file: StoredValue<Option<u32>>,
    /// Whether what the browser keeps cannot be read here: it is not written over.
    pub is_kept_unreadable: StoredValue<bool>,
    /// Whether everything that the browser kept was just wiped.
    pub is_wiped: RwSignal<bool>,
    /// Whether single keys do something.
    pub has_keys: RwSignal<bool>,
    /// Whether the command palette is open.
    pub is_palette_open: RwSignal<bool>,
    /// What is typed in it.
    pub typed: RwSignal<String>,
    /// Which of its lines is chosen.
    pub chosen_command: RwSignal<usize>,
    /// Width of the content, in pixels.
    pub width: RwSignal<u32>,
    pub(super) engine: StoredValue<Option<Engine>>,
    /// What became of files and is not shown yet.
    pub(super) told: StoredValue<Vec<Told>>,
}

impl Signals {
    /// Nothing loaded; language as kept, else the browser's.
    pub fn new() -> Self {
        let kept = storage::get(LANGUAGE_KEY);
        let tag = kept.or_else(|| window().navigator().language()).unwrap_or_default();
        if let Some(theme) = storage::get(THEME_KEY) {
            let _ = root().set_attribute("data-theme", &theme);
        }
        Self {
            language: RwSignal::new(Language::from_tag(&tag)),
            route: RwSignal::new(Route::of_hash(&location_hash().unwrap_or_default())),
            files: RwSignal::default(),
            choices: RwSignal::default(),
            trends: StoredValue::default(),
            tables: StoredValue::default(),
            query: RwSignal::new(route::query_of_hash(&location_hash().unwrap_or_default())),
            are_filters_open: RwSignal::default(),
            card: RwSignal::default(),
            json: RwSignal::new(Arc::from("")),
            scorecards: RwSignal::default(),
            found: RwSignal::default(),
            form_version: RwSignal::default(),
            form: RwSignal::default(),
            typed_hash: RwSignal::default(),
            refused: RwSignal::default(),
            is_form_stale: RwSignal::default(),
            before: RwSignal::default(),
            ledger: RwSignal::default(),
            joins: RwSignal::default(),
            gaps: RwSignal::default(),
            vanity: RwSignal::default(),
            week: RwSignal::default(),
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
            wants_rows: StoredValue::new(route::rows_of_hash(&location_hash().unwrap_or_default()).is_some()),
            searched: StoredValue::new(String::new()),
            share_options: RwSignal::default(),
            link: RwSignal::default(),
            lock: RwSignal::default(),
            opened: RwSignal::default(),
            other: RwSignal::default(),
            unlocked: RwSignal::default(),
            verified: RwSignal::default(),
            shows_people: RwSignal::default(),
            kept: RwSignal::default(),
            taken: RwSignal::default(),
            is_kept: RwSignal::new(storage::get(WORKSPACE_KEY).is_some()),
            kept_file: StoredValue::new(None),
            is_kept_unreadable: StoredValue::new(false),
            is_wiped: RwSignal::default(),
            has_keys: RwSignal::new(storage::get(KEYS_KEY).is_none()),
            is_palette_open: RwSignal::default(),
            typed: RwSignal::default(),
            chosen_command: RwSignal::default(),
            width: RwSignal::new(1200),
            engine: StoredValue::new(None),
            told: StoredValue::new(Vec::new()),
        }
    }
}

/// What was decided about gaps on this device: bytes as the letters of the same numbers.
fn kept_roadmap() -> Roadmap {
    let kept = storage::get(ROADMAP_KEY).unwrap_or_default();
    let bytes: Option<Vec<u8>> = kept.chars().map(|letter| u8::try_from(letter).ok()).collect();
    bytes.and_then(|bytes| borsh::from_slice(&bytes).ok()).unwrap_or_default()
}
