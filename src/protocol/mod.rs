//! The only types that cross between the tab and its worker. Versioned: a tab never talks to a worker of another build.
//!
//! To the worker: an array whose first element is the bytes of a list of [`Request`]s, followed by the `File` handles of
//! their [`OpenFile`]s in order; one scorecard answers the list. To the tab: the bytes of one [`Response`]. Bytes are borsh:
//! reading JSON into every type of the scorecard would be a fifth of the shell.

mod choices;
mod earlier;
mod files;
mod mapping;
mod ranges;
mod rows;
mod rules;
mod sharing;
mod unpacking;

pub use choices::{Choice, Choices};
pub use earlier::{Earlier, EarlierSeries};
pub use files::{FileError, FileReport, LedgerLine, OpenFile};
pub use mapping::{DraftColumn, MappingChoice, MappingDraft, MappingInUse, MappingPreview, SuggestedBecause, TableTargets};
pub use ranges::{ReadAnswer, ToRead};
pub use rows::{AskedRows, RowLine, RowsPage};
pub use rules::{Alike, RuleNeeds, RulesForm, ToDecide};
pub use sharing::{LinkMade, LinkOpened};
pub use unpacking::{ToUnpack, UnpackAnswer};

use borsh::{BorshDeserialize, BorshSerialize};

use crate::export::Form;
use crate::facts::identity::KeyKind;
use crate::insight::gaps::{Gaps, Roadmap};
use crate::insight::invoice::{Dispute, Invoice};
use crate::insight::vanity::Vanity;
use crate::insight::what_if::Scenario;
use crate::lineage::Around;
use crate::model::TableName;
use crate::rules::{RulePath, Rules};
use crate::scorecard::{BoardId, ChangeId, Query, Scorecard, Shape, Split};
use crate::share::{ShareOptions, Verified};
use crate::workspace::Kept;

/// Version of these messages.
pub const VERSION: u32 = 1;

/// Build of this binary: `./dev build` gives all binaries of one `dist/` the same, made of the sources.
pub const BUILD: &str = match option_env!("BOTWORTH_BUILD") {
    Some(build) => build,
    None => "dev",
};

/// Files of the sample are numbered from here in the sample's order, files of the tab below.
pub const FIRST_SAMPLE_FILE: u32 = 1 << 31;

/// What the tab asks.
#[derive(Clone, Debug, PartialEq, BorshSerialize, BorshDeserialize)]
pub enum Request {
    /// First message after `Ready`: the zone of the browser.
    Hello {
        /// Must equal [`VERSION`].
        version: u32,
        /// IANA name, used where the rules name none.
        time_zone: String,
        /// How many workers can read ranges of one file; below 2 this one reads alone.
        readers: u32,
    },
    /// Read these files beside what is loaded; their handles come with the message.
    Open {
        /// One for each handle.
        files: Vec<OpenFile>,
    },
    /// Read these files, whole; their handles come with the message.
    OpenWhole {
        /// One for each handle.
        files: Vec<OpenFile>,
    },
    /// A range of a file was read: its bytes come with the message.
    TakeRange {
        /// Number of the file.
        file: u32,
    },
    /// The hash of a file that was read in ranges.
    SetHash {
        /// Number of the file.
        file: u32,
        /// SHA-256 in lower-case hex.
        sha256: String,
    },
    /// What the columns of a file may be; its handle comes with the message.
    SuggestMapping {
        /// The file.
        file: OpenFile,
    },
    /// What the first rows of a file become; its handle comes with the message.
    TryMapping {
        /// The file.
        file: OpenFile,
        /// What a person says.
        choice: MappingChoice,
    },
    /// Read a file by what a person says, and others with its headers from now on; its handle comes with the message.
    UseMapping {
        /// The file.
        file: OpenFile,
        /// What a person says.
        choice: MappingChoice,
    },
    /// Use a mapping no more.
    RemoveMapping {
        /// Its name.
        name: String,
    },
    /// Read pasted text as a file.
    OpenText {
        /// Number of the file in this tab.
        file: OpenFile,
        /// Its content.
        text: String,
    },
    /// Generate the sample and read it in place of everything loaded.
    OpenSample {
        /// Seed of the generator.
        seed: u64,
    },
    /// Use these rules.
    SetRules {
        /// As given by the user.
        rules: Box<Rules>,
    },
    /// Change one rule.
    EditRule {
        /// Which.
        path: RulePath,
        /// What a person typed; empty takes the default.
        typed: String,
    },
    /// The rules as their form shows them.
    RulesForm,
    /// The workspace as it is now: its rules, mappings and weeks with what the tab keeps.
    SaveWorkspace {
        /// What the tab keeps.
        kept: Box<Kept>,
        /// Whether it leaves as a file; else the browser keeps it.
        is_file: bool,
    },
    /// Count these rows from now on.
    Narrow {
        /// Which, and what they are compared with.
        query: Box<Query>,
    },
    /// Drop one file.
    Remove {
        /// Its number.
        file: u32,
    },
    /// A page of the ledger.
    Ledger {
        /// First entry.
        offset: u64,
        /// Entries at most.
        limit: u32,
    },
    /// The questions that found no answer.
    Gaps {
        /// What people decided about them. Findings speak of the same groups: where they become others, a scorecard follows.
        roadmap: Roadmap,
    },
    /// Numbers that flatter.
    Vanity,
    /// The last complete week of the rows that the filters hold, whatever dates are chosen: what the brief speaks of.
    Week,
    /// What saved notes on gaps say: their JSON, which the tab does not read itself.
    ReadNotes {
        /// The text of their file.
        json: String,
    },
    /// The resolutions that a vendor bills, counted again.
    Invoice {
        /// What is no resolution.
        disputes: Vec<Dispute>,
    },
    /// How rows of other tables found the conversations.
    Joins,
    /// What a saved scenario says: its JSON, which the tab does not read itself.
    ReadScenario {
        /// The text of its file.
        json: String,
    },
    /// What a board's metric is made of, and what people did around its chats.
    Explain {
        /// The board.
        board: BoardId,
        /// The metric.
        metric: ChangeId,
    },
    /// A page of the rows behind a board's number.
    Rows {
        /// Which rows.
        asked: AskedRows,
        /// First row.
        offset: u64,
        /// Rows at most.
        limit: u32,
    },
    /// The scorecard as a link.
    Share {
        /// What is put in.
        options: ShareOptions,
    },
    /// The link of what a passphrase made of a link's bytes.
    LockLink {
        /// Salt, nonce and the locked bytes.
        locked: Vec<u8>,
    },
    /// What a link holds.
    OpenLink {
        /// An address with a fragment, or the fragment alone.
        address: String,
        /// Its bytes, if a passphrase opened them.
        unlocked: Option<Vec<u8>>,
        /// Whether it is set beside one that is open.
        is_other: bool,
    },
    /// The numbers of a link, counted again from what is loaded.
    VerifyLink {
        /// The link.
        address: String,
        /// Its bytes, if a passphrase opened them.
        unlocked: Option<Vec<u8>>,
    },
    /// Something as a file, which comes in pieces.
    Export {
        /// What.
        what: Exported,
        /// How.
        form: Form,
    },
}

impl Request {
    /// The files whose handles come with it, in order.
    pub fn handles(&self) -> &[OpenFile] {
        match self {
            Self::Open { files } | Self::OpenWhole { files } => files,
            Self::SuggestMapping { file } | Self::TryMapping { file, .. } | Self::UseMapping { file, .. } => {
                std::slice::from_ref(file)
            }
            _ => &[],
        }
    }

    /// Whether it leaves what is loaded as it is.
    pub fn is_question(&self) -> bool {
        matches!(
            self,
            Self::Hello { .. }
                | Self::Ledger { .. }
                | Self::Joins
                | Self::RulesForm
                | Self::SaveWorkspace { .. }
                | Self::Gaps { .. }
                | Self::ReadNotes { .. }
                | Self::Vanity
                | Self::Week
                | Self::Explain { .. }
                | Self::ReadScenario { .. }
                | Self::Rows { .. }
                | Self::Invoice { .. }
                | Self::Export { .. }
                | Self::Share { .. }
                | Self::LockLink { .. }
                | Self::OpenLink { .. }
                | Self::VerifyLink { .. }
                | Self::SuggestMapping { .. }
                | Self::TryMapping { .. }
        )
    }
}

/// What can leave as a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Exported {
    /// One row a conversation, with what events say of it filled in.
    Conversations,
    /// One line a week, metric and board; always CSV.
    Weeks,
    /// What was kept out; always CSV.
    Ledger,
    /// A table as it was read.
    Table(TableName),
    /// The questions that found no answer; always CSV.
    Gaps,
    /// What was decided about these; always JSON.
    GapNotes,
    /// The resolutions that are disputed, by the rule asked last; always CSV.
    Disputed,
    /// The workspace; always JSON.
    Workspace,
    /// A mapping in use, by its place among them; always JSON.
    Mapping(u32),
    /// The rows behind a board's number; always CSV.
    Rows(AskedRows),
}

/// What the worker answers.
#[derive(Clone, Debug, PartialEq, BorshSerialize, BorshDeserialize)]
pub enum Response {
    /// The worker runs and waits for `Hello`.
    Ready {
        /// [`VERSION`] of the worker.
        version: u32,
        /// [`BUILD`] of the worker.
        build: String,
    },
    /// A file is being read; at most ten times a second.
    Progress {
        /// Number of the file.
        file: u32,
        /// Bytes read.
        bytes: u64,
        /// Rows read.
        rows: u64,
    },
    /// A file was read, wholly or with rows kept out.
    Opened {
        /// Number of the file.
        file: u32,
        /// What became of it.
        report: FileReport,
    },
    /// A file could not be used; everything else still counts.
    Refused {
        /// Number of the file.
        file: u32,
        /// Its name.
        name: String,
        /// Why.
        error: FileError,
    },
    /// A file is to be read in ranges by the readers.
    ReadRanges {
        /// The file.
        file: OpenFile,
        /// How, as bytes that only readers need to understand.
        plan: Vec<u8>,
        /// Which ranges, likewise.
        orders: Vec<Vec<u8>>,
    },
    /// Reading a file in ranges is of no use: it is to be asked for whole.
    ReadWhole {
        /// The file.
        file: OpenFile,
    },
    /// A file held others, which are read in its place.
    Unpacked {
        /// Number of the file.
        file: u32,
        /// The files that were in it.
        made: Vec<OpenFile>,
    },
    /// The mappings in use changed: the latest first, and the files that may be read in another way by them. The tab asks
    /// for those again.
    Mappings {
        /// In use.
        mappings: Vec<MappingInUse>,
        /// Files to be read again.
        again: Vec<OpenFile>,
    },
    /// Everything asked so far is computed.
    Scorecard {
        /// The scorecard; none if nothing is loaded.
        card: Option<Box<Scorecard>>,
        /// The same exactly as `botworth score` prints it; empty if nothing is loaded.
        json: String,
        /// The rules as given by the user (a dropped `rules.json` included).
        rules: Box<Rules>,
        /// Intents found, most frequent first, with conversations and the rule in force.
        intents: Vec<IntentFound>,
        /// What can be chosen to count.
        choices: Choices,
        /// The weeks of a scorecard that was saved before and opened with the files.
        earlier: Option<Box<Earlier>>,
        /// Rows of tests and of what is linked to them, for each of the scorecard's files: kept, and in no number.
        test_rows: Vec<u64>,
        /// Milliseconds of computing.
        millis: f64,
    },
    /// A page of the ledger.
    Ledger {
        /// Entries in all.
        total: u64,
        /// First entry of this page.
        offset: u64,
        /// The entries.
        entries: Vec<LedgerLine>,
    },
    /// The questions that found no answer, grouped by meaning.
    Gaps {
        /// The most asked first.
        gaps: Gaps,
    },
    /// The resolutions that a vendor bills, counted again.
    Invoice {
        /// The recount, without its list: that leaves as a file.
        invoice: Invoice,
    },
    /// How rows of other tables found the conversations, by table.
    Joins {
        /// Those that have rows.
        tables: Vec<JoinedTable>,
    },
    /// The rules as their form shows them.
    RulesForm(Box<RulesForm>),
    /// What a workspace that was opened keeps for the tab.
    Workspace {
        /// Number of its file.
        file: u32,
        /// What it keeps.
        kept: Box<Kept>,
    },
    /// The workspace for the browser to keep, as JSON.
    Saved {
        /// The text of its file.
        json: String,
    },
    /// A rule was typed.
    RuleEdited {
        /// Which.
        path: RulePath,
        /// Short hash of the rules since then.
        hash: String,
        /// What may stand there; none if it was taken.
        needs: Option<RuleNeeds>,
    },
    /// Numbers that flatter.
    Vanity(Vanity),
    /// The last complete week.
    Week {
        /// Its scorecard, and its questions without an answer as decided; none if nothing is loaded.
        week: Option<(Box<Scorecard>, Gaps)>,
    },
    /// Saved notes on gaps, or why they are none.
    Notes(Result<Roadmap, String>),
    /// A saved scenario, or why it is none.
    Scenario(Result<Scenario, String>),
    /// What a board's metric is made of.
    Explained {
        /// The board.
        board: BoardId,
        /// The metric.
        metric: ChangeId,
        /// The metric by fields of which its rows have at least two values.
        splits: Vec<Split>,
        /// What its chart shows besides.
        shape: Shape,
        /// What people did around its chats; none for a number of leads or orders.
        around: Option<Around>,
    },
    /// A page of the rows behind a board's number.
    Rows {
        /// The page.
        page: RowsPage,
    },
    /// What the columns of a file may be.
    Suggested {
        /// The file.
        file: OpenFile,
        /// What is suggested.
        draft: MappingDraft,
    },
    /// What its first rows become.
    Tried {
        /// Number of the file.
        file: u32,
        /// The rows.
        preview: MappingPreview,
    },
    /// The scorecard as a link.
    LinkMade(Box<LinkMade>),
    /// The fragment of a link that is locked.
    LinkLocked(String),
    /// What a link holds.
    LinkOpened(Box<LinkOpened>),
    /// What came of counting a link's numbers again.
    LinkVerified(Box<Verified>),
    /// The next piece of a file that was asked for.
    Piece {
        /// What it is of.
        what: Exported,
        /// Name for the file.
        name: String,
        /// Its bytes.
        bytes: Vec<u8>,
        /// Whether it is the last.
        is_last: bool,
    },
    /// The worker had to give up on a request; it goes on with the next.
    Failed {
        /// For people.
        message: String,
    },
}

/// How the rows of a table found the conversations.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct JoinedTable {
    /// Which.
    pub table: TableName,
    /// Its rows.
    pub rows: u64,
    /// Rows by the first key that found a conversation; with `unmatched` they add up to `rows`.
    pub found_by: Vec<(KeyKind, u64)>,
    /// Rows that found none.
    pub unmatched: u64,
    /// Rows with a conversation id that no conversation has.
    pub dangling: u64,
    /// Keys that its rows have.
    pub carried: Vec<KeyKind>,
    /// Keys that conversations have.
    pub offered: Vec<KeyKind>,
    /// Some of the rows that found none.
    pub examples: Vec<RowPlace>,
}

/// A row and where it was read.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct RowPlace {
    /// Its id; may be empty.
    pub id: String,
    /// Name of the file.
    pub file: String,
    /// Line, from 1.
    pub line: u64,
}

/// An intent of the data.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct IntentFound {
    /// As written.
    pub intent: String,
    /// Conversations.
    pub conversations: u64,
    /// Whether the rules call it eligible; none if they are undecided.
    pub eligible: Option<bool>,
}
