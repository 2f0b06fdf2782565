//! What the worker answers, and what stands in its answers.

use borsh::{BorshDeserialize, BorshSerialize};

use super::{
    Choices, Earlier, Exported, FileError, FileReport, LedgerLine, LinkMade, LinkOpened, MappingDraft, MappingInUse,
    MappingPreview, OpenFile, RowsPage, RuleNeeds, RulesForm,
};
use crate::facts::identity::KeyKind;
use crate::insight::gaps::{BoardGaps, Roadmap};
use crate::insight::invoice::Invoice;
use crate::insight::vanity::Vanity;
use crate::insight::what_if::Scenario;
use crate::lineage::Around;
use crate::model::TableName;
use crate::rules::{RulePath, Rules};
use crate::scorecard::{BoardId, ChangeId, Scorecard, Shape, Split};
use crate::share::Verified;
use crate::workspace::Kept;

/// What the worker answers.
#[derive(Clone, Debug, PartialEq, BorshSerialize, BorshDeserialize)]
pub enum Response {
    /// The worker runs and waits for `Hello`.
    Ready {
        /// [`super::VERSION`] of the worker.
        version: u32,
        /// [`super::BUILD`] of the worker.
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
        /// Those of each bot's chats, the most asked first: two bots are never one list.
        boards: BoardGaps,
    },
    /// The resolutions that a vendor bills, counted again.
    Invoice {
        /// The recount, with the first rows of its list: all of it leaves as a file.
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
        /// Its scorecard, and each bot's questions without an answer as decided; none if nothing is loaded.
        week: Option<(Box<Scorecard>, BoardGaps)>,
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
