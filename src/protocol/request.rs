//! What the tab asks of its worker.

use borsh::{BorshDeserialize, BorshSerialize};

use super::{AskedRows, MappingChoice, OpenFile};
use crate::export::Form;
use crate::insight::gaps::Roadmap;
use crate::insight::invoice::Dispute;
use crate::model::TableName;
use crate::rules::{RulePath, Rules};
use crate::scorecard::{BoardId, ChangeId, Query};
use crate::share::ShareOptions;
use crate::workspace::Kept;

/// What the tab asks.
#[derive(Clone, Debug, PartialEq, BorshSerialize, BorshDeserialize)]
pub enum Request {
    /// First message after `Ready`: the zone of the browser.
    Hello {
        /// Must equal [`super::VERSION`].
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
    /// Numbers that flatter, of the support board's chats.
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
        /// Words in their id, intent or question; empty for all rows.
        search: String,
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
    /// Whether it has a file read: it waits for the part that knows how.
    pub fn reads_files(&self) -> bool {
        matches!(
            self,
            Self::Open { .. }
                | Self::OpenWhole { .. }
                | Self::OpenSample { .. }
                | Self::SuggestMapping { .. }
                | Self::TryMapping { .. }
                | Self::UseMapping { .. }
        )
    }

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
    /// The questions of a bot's chats that found no answer; always CSV.
    Gaps(BoardId),
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
