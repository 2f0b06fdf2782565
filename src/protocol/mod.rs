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
mod rendering;
mod request;
mod response;
mod rows;
mod rules;
mod sharing;
mod unpacking;

pub use choices::{Choice, Choices};
pub use earlier::{Earlier, EarlierSeries};
pub use files::{CubeFault, FileError, FileReport, LedgerLine, OpenFile};
pub use mapping::{DraftColumn, MappingChoice, MappingDraft, MappingInUse, MappingPreview, SuggestedBecause, TableTargets};
pub use ranges::{ReadAnswer, ToRead};
pub use rendering::{RenderAnswer, ToRender};
pub use request::{Exported, Request};
pub use response::{IntentFound, JoinedTable, Response, RowPlace};
pub use rows::{AskedRows, RowLine, RowsPage};
pub use rules::{Alike, RuleNeeds, RulesForm, ToDecide};
pub use sharing::{LinkMade, LinkOpened};
pub use unpacking::{ToUnpack, UnpackAnswer};

/// Version of these messages.
pub const VERSION: u32 = 1;

/// A message that makes the worker panic: nobody sends it but a test that watches what comes after.
pub const PANIC: &[u8] = b"panic";

/// What the failure of a program that never came to listen begins with.
pub const NEVER_STARTED: &str = "never started: ";

/// Build of this binary: `./dev build` gives all binaries of one `dist/` the same, made of the sources.
pub const BUILD: &str = match option_env!("BOTWORTH_BUILD") {
    Some(build) => build,
    None => "dev",
};

/// Files of the sample are numbered from here in the sample's order, files of the tab below.
pub const FIRST_SAMPLE_FILE: u32 = 1 << 31;
