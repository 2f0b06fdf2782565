//! What a session asks of a file's bytes: how they can be read, what they hold, what their columns may be. Answered in place, or
//! by a part of the program that knows every importer so that the session's worker need not carry them.

mod apart;
mod in_place;
mod mapping;
#[cfg(test)]
mod tests;

pub use apart::{Apart, Subject, serve};
pub use in_place::InPlace;

use crate::ingest::{FilePart, MappingProfile, Options, Plan};
use crate::protocol::{FileError, MappingChoice, MappingDraft, MappingPreview, OpenFile};

/// Reads files whose bytes come as `R`, each at its start.
pub trait Opener<R> {
    /// How several readers are to read a file, if they can; its input is at its start again then.
    fn plan(&mut self, file: &OpenFile, options: &Options, input: &mut R) -> Option<Plan>;

    /// Reads a file. `progress` is told bytes and rows, now and then.
    fn open(
        &mut self,
        file: &OpenFile,
        options: &Options,
        input: &mut R,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<FilePart, FileError>;

    /// Reads a file whose bytes are at hand.
    fn open_bytes(&mut self, file: &OpenFile, options: &Options, bytes: Vec<u8>) -> Result<FilePart, FileError>;

    /// What the columns of a file may be.
    fn suggest_mapping(&mut self, file: &OpenFile, input: &mut R) -> Result<MappingDraft, FileError>;

    /// What the first rows of a file become.
    fn try_mapping(&mut self, file: &OpenFile, choice: &MappingChoice, input: &mut R) -> Result<MappingPreview, FileError>;

    /// How files with a file's headers are read by what a person says; its input is at its start again then.
    fn profile(&mut self, file: &OpenFile, choice: &MappingChoice, input: &mut R) -> Result<MappingProfile, FileError>;
}
