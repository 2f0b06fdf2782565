//! The mappings in use: what people said of files' columns, and which files may have to be read again for it.

use super::Session;
use crate::ingest::{FilePart, MappingProfile};
use crate::protocol::{FIRST_SAMPLE_FILE, MappingInUse, OpenFile, Response};

/// A mapping in use.
#[derive(Debug)]
pub(super) struct InUse {
    pub(super) profile: MappingProfile,
    /// The loaded file that it is, if it is one.
    pub(super) file: Option<u32>,
}

impl Session {
    /// Reads files that a profile fits by it from now on, in place of any of the same name.
    pub fn add_profile(&mut self, profile: MappingProfile) {
        self.keep_profile(profile, None);
    }

    pub(super) fn keep_profile(&mut self, profile: MappingProfile, file: Option<u32>) {
        self.profiles.retain(|known| known.profile.name != profile.name);
        self.profiles.insert(0, InUse { profile, file });
    }

    /// Uses the mapping of this name no more.
    pub(super) fn remove_profile(&mut self, name: &str, respond: &mut dyn FnMut(Response)) {
        if let Some(at) = self.profiles.iter().position(|known| known.profile.name == name) {
            let removed = self.profiles.remove(at);
            respond(self.mappings_after(&removed.profile, None));
        }
    }

    /// Uses no more what a file that is taken out said.
    pub(super) fn remove_profile_of(&mut self, file: u32, respond: &mut dyn FnMut(Response)) {
        let of_file = self.profiles.iter().filter(|known| known.file == Some(file));
        for name in of_file.map(|known| known.profile.name.clone()).collect::<Vec<_>>() {
            self.remove_profile(&name, respond);
        }
    }

    /// The mapping at a place among those in use, as JSON; empty if there is none.
    pub(super) fn mapping_json(&self, at: u32) -> String {
        self.profiles.get(at as usize).map(|known| known.profile.to_json()).unwrap_or_default()
    }

    /// The mappings in use after one of them came, went or changed, with the files that it may be of, but for one.
    pub(super) fn mappings_after(&self, changed: &MappingProfile, but: Option<u32>) -> Response {
        let in_use = |known: &InUse| MappingInUse {
            name: known.profile.name.clone(),
            table: known.profile.table,
            base: known.profile.base.clone(),
        };
        let read = self.files.iter().filter(|(_, part)| may_be_of(changed, part)).map(|(file, part)| OpenFile {
            file,
            name: part.name.clone(),
            size: part.size,
            sha256: Some(part.sha256.clone()),
        });
        let unknown = self.unknown.values().filter(|_| changed.base.is_none()).cloned();
        let again = read.chain(unknown).filter(|file| file.file < FIRST_SAMPLE_FILE && Some(file.file) != but);
        Response::Mappings { mappings: self.profiles.iter().map(in_use).collect(), again: again.collect() }
    }
}

/// Whether a file was read by this mapping, or is of the kind whose reading it changes.
fn may_be_of(profile: &MappingProfile, part: &FilePart) -> bool {
    let of_kind = |label: &String| part.reason.strip_prefix(label.as_str()).is_some_and(|rest| rest.starts_with(':'));
    profile.base.as_ref().map_or(part.reason == profile.reason(), of_kind)
}
