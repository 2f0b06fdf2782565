//! Files come in and go: what each turned out to be, and what it changes of what is loaded.

use std::io::{Read, Seek};

use super::Session;
use super::earlier::Saved;
use crate::facts::from_cube::rules_of_cube;
use crate::ingest::{FileKind, FilePart, OpenedFiles, Options};
use crate::opener::{InPlace, Opener};
use crate::protocol::{FIRST_SAMPLE_FILE, FileError, FileReport, OpenFile, Response};
use crate::rules::Rules;

/// Kind of a file that says how others are read.
const MAPPING: &str = "mapping";
/// Kind of a scorecard that was saved before.
const SCORECARD: &str = "scorecard";
/// Kind of a workspace that was saved before.
const WORKSPACE: &str = "workspace";

impl Session {
    /// Reads a file beside what is loaded. Rules in it replace the rules in force; of several rules files the last by name
    /// counts, however they arrive.
    pub fn open(
        &mut self,
        file: &OpenFile,
        input: impl Read + Seek,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<&FilePart, FileError> {
        self.open_with(file, input, &Options::default(), progress)
    }

    /// Reads a file as [`Self::open`] does, with what is known of it beside its bytes.
    pub fn open_with(
        &mut self,
        file: &OpenFile,
        mut input: impl Read + Seek,
        options: &Options,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<&FilePart, FileError> {
        let opened = InPlace.open(file, &self.options_for(file, options), &mut input, progress);
        self.take_in(file, opened)
    }

    /// What is known of a file beside its bytes.
    pub(super) fn options_for(&self, file: &OpenFile, options: &Options) -> Options {
        let mut options = options.clone();
        options.profiles.extend(self.profiles.iter().map(|known| known.profile.clone()));
        options.sha256 = options.sha256.or_else(|| file.sha256.clone());
        options
    }

    fn take_in(&mut self, file: &OpenFile, opened: Result<FilePart, FileError>) -> Result<&FilePart, FileError> {
        self.unknown.remove(&file.file);
        if let Err(FileError::Unknown { .. }) = &opened {
            self.unknown.insert(file.file, file.clone());
        }
        let mut part = opened?;
        if let Some(fault) = self.cube_fault(file.file, &part) {
            return Err(FileError::Cube(fault));
        }
        if let FileKind::Scorecard(json) = &mut part.kind {
            self.earlier.insert(file.file, Saved::read(&file.name, &std::mem::take(json))?);
            self.forget_cards();
            return Ok(self.files.insert(file.file, part));
        }
        if let FileKind::Mapping(profile) = &part.kind {
            self.keep_profile((**profile).clone(), Some(file.file));
        }
        if let FileKind::Rules(text) = &part.kind {
            let (rules, unknown) = Rules::from_json(text).map_err(|error| FileError::Rules { reasons: error.reasons() })?;
            part.ignored_columns = unknown.into_iter().map(|warning| warning.key).collect();
            self.use_rules_of(file.file, rules, &part);
        }
        if let FileKind::Workspace(json) = &mut part.kind {
            let rules = self.open_workspace(file, &std::mem::take(json))?;
            self.use_rules_of(file.file, rules, &part);
        }
        self.forget_load();
        if let Some(rules) = rules_of_cube(&part.tables) {
            self.cubes.insert(file.file, rules.clone());
            self.set_rules(rules);
        }
        Ok(self.files.insert(file.file, part))
    }

    /// Uses the rules of a file, unless those in force are of one that counts before it: a rules file does before a workspace, and
    /// of two the later by name.
    fn use_rules_of(&mut self, number: u32, rules: Rules, part: &FilePart) {
        let rank = |part: &FilePart| (matches!(part.kind, FileKind::Rules(_)), part.name.clone(), part.content_hash);
        let in_force = self.rules_file.and_then(|number| self.files.get(number));
        if in_force.is_none_or(|in_force| rank(in_force) <= rank(part)) {
            self.rules = rules;
            self.forget_facts();
            self.rules_file = Some(number);
        }
    }

    pub(super) fn open_and_tell<R>(
        &mut self,
        file: &OpenFile,
        options: &Options,
        opener: &mut dyn Opener<R>,
        input: &mut R,
        respond: &mut dyn FnMut(Response),
    ) {
        let number = file.file;
        respond(Response::Progress { file: number, bytes: 0, rows: 0 });
        let mut progress = |bytes, rows| respond(Response::Progress { file: number, bytes, rows });
        let opened = opener.open(file, &self.options_for(file, options), input, &mut progress);
        self.take_in_and_tell(file, opened, respond);
    }

    pub(super) fn take_in_and_tell(
        &mut self,
        file: &OpenFile,
        opened: Result<FilePart, FileError>,
        respond: &mut dyn FnMut(Response),
    ) {
        let number = file.file;
        let opened = self.take_in(file, opened).map(FileReport::from);
        let is_mapping = opened.as_ref().is_ok_and(|report| report.kind == MAPPING || report.kind == WORKSPACE);
        respond(match opened {
            Ok(report) => Response::Opened { file: number, report: self.with_twin(number, report) },
            Err(error) => Response::Refused { file: number, name: file.name.clone(), error },
        });
        if let Some(kept) = self.kept_of(number) {
            respond(kept);
        }
        for known in self.profiles.iter().filter(|known| is_mapping && known.file == Some(number)) {
            respond(self.mappings_after(&known.profile, None));
        }
    }

    /// The same content twice counts once: the later file's rows are all duplicates.
    pub(super) fn with_twin(&self, number: u32, report: FileReport) -> FileReport {
        let Some(part) = self.files.get(number).filter(|part| matches!(part.kind, FileKind::Table(_))) else {
            return report;
        };
        let is_twin = |other: &FilePart| (other.size, other.content_hash) == (part.size, part.content_hash);
        match self.files.iter().find(|(other, twin)| *other != number && is_twin(twin)) {
            Some((_, twin)) => FileReport {
                rows_kept: 0,
                rows_rejected: 0,
                rows_duplicate: report.rows_read,
                twin_of: Some(twin.name.clone()),
                ..report
            },
            None => report,
        }
    }

    pub(super) fn open_sample<R>(&mut self, seed: u64, opener: &mut dyn Opener<R>, respond: &mut dyn FnMut(Response)) {
        *self = Self { readers: self.readers, roadmap: std::mem::take(&mut self.roadmap), ..Self::new(&self.time_zone) };
        for (file, (name, bytes)) in (FIRST_SAMPLE_FILE..).zip(crate::sample::generate(seed)) {
            let file = OpenFile { file, name, size: bytes.len() as u64, sha256: None };
            let opened = opener.open_bytes(&file, &self.options_for(&file, &Options::default()), bytes);
            self.take_in_and_tell(&file, opened, respond);
        }
    }

    pub(super) fn remove(&mut self, number: u32, respond: &mut dyn FnMut(Response)) {
        self.unknown.remove(&number);
        self.ranged.remove(&number);
        self.earlier.remove(&number);
        self.workspaces.remove(&number);
        self.cubes.remove(&number);
        self.remove_profile_of(number, respond);
        if self.files.remove(number).is_some() {
            self.forget_load();
        }
        // Nobody refers to their texts any more.
        if self.files.is_empty() && self.ranged.is_empty() {
            self.files = OpenedFiles::default();
        }
        if self.rules_file == Some(number) {
            self.set_rules(Rules::default());
        }
    }
}

impl From<&FilePart> for FileReport {
    fn from(part: &FilePart) -> Self {
        let kind = match &part.kind {
            FileKind::Table(table) => table.word(),
            FileKind::Rules(_) => "rules",
            FileKind::Mapping(_) => MAPPING,
            FileKind::Scorecard(_) => SCORECARD,
            FileKind::Workspace(_) => WORKSPACE,
        };
        Self {
            name: part.name.clone(),
            kind: kind.to_owned(),
            reason: part.reason.clone(),
            rows_read: part.rows_read,
            rows_kept: part.rows_read.saturating_sub(part.rows_rejected),
            rows_rejected: part.rows_rejected,
            // Other files decide; the scorecard says it.
            rows_duplicate: 0,
            rows_test: 0,
            twin_of: None,
            ignored_columns: part.ignored_columns.clone(),
        }
    }
}
