//! Files read where they are asked for.

use std::io::{Cursor, Read, Seek};

use super::{Opener, mapping};
use crate::ingest::{FilePart, HEAD_BYTES, MappingProfile, Options, Plan, open_file, plan};
use crate::protocol::{FileError, MappingChoice, MappingDraft, MappingPreview, OpenFile};

/// Reads files with the importers of this program.
#[derive(Clone, Copy, Debug, Default)]
pub struct InPlace;

impl<R: Read + Seek> Opener<R> for InPlace {
    fn plan(&mut self, file: &OpenFile, options: &Options, input: &mut R) -> Option<Plan> {
        let mut first = Vec::new();
        let read = input.take(HEAD_BYTES as u64).read_to_end(&mut first);
        input.rewind().ok()?;
        read.ok()?;
        plan(&file.name, file.size, &first, options)
    }

    fn open(
        &mut self,
        file: &OpenFile,
        options: &Options,
        input: &mut R,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<FilePart, FileError> {
        Ok(open_file(&file.name, file.size, input, options, progress)?)
    }

    fn open_bytes(&mut self, file: &OpenFile, options: &Options, bytes: Vec<u8>) -> Result<FilePart, FileError> {
        Ok(open_file(&file.name, file.size, Cursor::new(bytes), options, &mut |_, _| {})?)
    }

    fn suggest_mapping(&mut self, file: &OpenFile, input: &mut R) -> Result<MappingDraft, FileError> {
        mapping::draft(file, input)
    }

    fn try_mapping(&mut self, file: &OpenFile, choice: &MappingChoice, input: &mut R) -> Result<MappingPreview, FileError> {
        mapping::preview(file, choice, input)
    }

    fn profile(&mut self, file: &OpenFile, choice: &MappingChoice, input: &mut R) -> Result<MappingProfile, FileError> {
        let profile = mapping::profile(file, choice, &mut *input)?;
        input.rewind().map_err(|error| FileError::Broken { line: 0, reason: error.to_string() })?;
        Ok(profile)
    }
}
