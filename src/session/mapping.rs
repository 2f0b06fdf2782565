//! A person says what the columns of an unknown file are: suggested, tried on its first rows, then used.

use super::Session;
use crate::ingest::Options;
use crate::opener::Opener;
use crate::protocol::{FileError, MappingChoice, OpenFile, Response};

impl Session {
    /// What the columns of a file may be.
    pub(super) fn suggest_mapping<R>(file: OpenFile, opener: &mut dyn Opener<R>, input: &mut R) -> Response {
        match opener.suggest_mapping(&file, input) {
            Ok(draft) => Response::Suggested { draft, file },
            Err(error) => refused(&file, error),
        }
    }

    /// What the first rows of a file become.
    pub(super) fn try_mapping<R>(file: &OpenFile, choice: &MappingChoice, opener: &mut dyn Opener<R>, input: &mut R) -> Response {
        match opener.try_mapping(file, choice, input) {
            Ok(preview) => Response::Tried { file: file.file, preview },
            Err(error) => refused(file, error),
        }
    }

    /// Reads a file by what a person says, and others with its headers from now on.
    pub(super) fn use_mapping<R>(
        &mut self,
        file: &OpenFile,
        choice: &MappingChoice,
        opener: &mut dyn Opener<R>,
        input: &mut R,
        respond: &mut dyn FnMut(Response),
    ) {
        match opener.profile(file, choice, input) {
            Ok(profile) => {
                self.keep_profile(profile.clone(), None);
                self.open_and_tell(file, &Options::default(), opener, input, respond);
                respond(self.mappings_after(&profile, Some(file.file)));
            }
            Err(error) => respond(refused(file, error)),
        }
    }
}

fn refused(file: &OpenFile, error: FileError) -> Response {
    Response::Refused { file: file.file, name: file.name.clone(), error }
}
