//! What can be wrong with a mapping profile, as values; their `Display` is plain English.

use thiserror::Error;

/// Why a profile could not be used. Nothing of it is used then.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ProfileError {
    /// It is not JSON.
    #[error("this is not JSON: {reason} (line {line})")]
    NotJson {
        /// Line, from 1.
        line: usize,
        /// What the reader expected or found.
        reason: String,
    },
    /// It is JSON, but no profile.
    #[error("a mapping profile is a JSON object with the key \"botworth_mapping\"")]
    NotAProfile,
    /// A later version of the program wrote it.
    #[error("this mapping profile has form {form}, and this version knows form {known} and before")]
    TooNew {
        /// The file's form.
        form: u64,
        /// The latest form known here.
        known: u64,
    },
    /// Some fields are wrong: all of them.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Invalid(Vec<ProfileFault>),
}

/// A field that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{field} is {value}; it must be {allowed}")]
pub struct ProfileFault {
    /// Path of the field: `columns[2].to`.
    pub field: String,
    /// What stands there, as JSON, cut; `not set` where something is missing.
    pub value: String,
    /// What may stand there, in words.
    pub allowed: String,
}

impl ProfileError {
    /// One message for each thing that is wrong.
    pub fn reasons(&self) -> Vec<String> {
        match self {
            Self::Invalid(faults) => faults.iter().map(ToString::to_string).collect(),
            other => vec![other.to_string()],
        }
    }
}
