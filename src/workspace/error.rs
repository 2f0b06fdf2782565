//! Why a workspace cannot be used.

use thiserror::Error;

use crate::ingest::ProfileError;
use crate::rules::RulesError;

/// Why a workspace cannot be used. Nothing of it is used then.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum WorkspaceError {
    /// It is not what a workspace holds.
    #[error("this is no workspace: {reason} (line {line})")]
    NotRead {
        /// Line, from 1.
        line: usize,
        /// What the reader expected or found.
        reason: String,
    },
    /// A later version of the program wrote it.
    #[error("this workspace has form {form}, and this version knows form {known} and before")]
    TooNew {
        /// The file's form.
        form: u64,
        /// The latest form known here.
        known: u64,
    },
    /// Its rules cannot be used.
    #[error("its rules: {0}")]
    Rules(#[from] RulesError),
    /// A mapping of it cannot be used.
    #[error("a mapping: {0}")]
    Mapping(#[from] ProfileError),
}
