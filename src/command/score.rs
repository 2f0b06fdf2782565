//! `botworth score`: files in, the scorecard of METRICS section 11 out.

use std::fs::File;
use std::io::Write;
use std::ops::RangeFrom;
use std::path::{Path, PathBuf};

use clap::Args;

use super::caught::caught;
use super::{NOT_USED, USED, written};
use crate::facts::zone::Zone;
use crate::ingest::{HEAD_BYTES, MappingProfile, Options, unpack};
use crate::insight::checks::CheckId;
use crate::insight::gaps::Roadmap;
use crate::protocol::{CubeFault, FileError, OpenFile};
use crate::rules::Rules;
use crate::scorecard::{Query, QueryError, Scorecard, to_json};
use crate::session::Session;

/// Print the scorecard of some files as JSON.
#[derive(Debug, Args)]
pub(super) struct Score {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    which: Which,
    /// Dates to compare with those of --from and --to, as FROM..TO; else the last complete weeks are compared.
    #[arg(long, value_name = "FROM..TO")]
    compare: Option<String>,
    /// An earlier scorecard: a check tells if its revenue was credited by other rules, so that the two cannot be compared.
    #[arg(long, value_name = "FILE")]
    before: Option<PathBuf>,
    /// Split by this too: campaign, language, medium, `business_hours`, week, month, or two of any crossed, as intent,channel.
    #[arg(long = "segment", value_name = "FIELD[,FIELD]")]
    segments: Vec<String>,
    /// Print every segment week by week too.
    #[arg(long)]
    segment_weeks: bool,
}

/// What to read, and under which rules.
#[derive(Debug, Args)]
pub(super) struct Input {
    /// Rules to use, in place of any rules file among FILES.
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// Mapping profile for files that are not recognised, besides any profiles among FILES; may be given more than once.
    #[arg(long = "mapping", value_name = "FILE")]
    mappings: Vec<PathBuf>,
    /// What was decided about gaps, as the app saves it: names, merges, splits, months and the state of answers.
    #[arg(long, value_name = "FILE")]
    notes: Option<PathBuf>,
    /// Zone of local times and dates where the rules name none.
    #[arg(long, value_name = "IANA", default_value = "UTC")]
    time_zone: String,
    /// Files to read, in any order: CSV, NDJSON, Parquet, rules as JSON.
    #[arg(required = true, value_name = "FILES")]
    files: Vec<PathBuf>,
}

/// Which rows count.
#[derive(Debug, Args)]
pub(super) struct Which {
    /// First local date, such as 2026-03-01.
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Last local date.
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// Only conversations with this value, such as channel=web; of one field any of several values.
    #[arg(long = "where", value_name = "FIELD=VALUE")]
    filters: Vec<String>,
}

impl Which {
    /// The rows, what to compare them with, and what to split them by.
    pub(super) fn query(&self, compare: Option<&str>, segments: &[String]) -> Result<Query, QueryError> {
        Query::parse(self.from.as_deref(), self.to.as_deref(), compare, &self.filters, segments)
    }
}

impl Input {
    /// Everything given, opened; a file that cannot be used is told and left out. An error ends the command: numbers under
    /// other rules or in another zone than those asked for would mislead.
    pub(super) fn open(&self, errors: &mut dyn Write) -> Result<(Session, u8), u8> {
        let mut session = Session::new(&self.time_zone);
        let mut code = USED;
        let mut tell = |message: &str| written(&writeln!(errors, "botworth: {message}"), NOT_USED);
        if Zone::new(&self.time_zone).is_none() {
            return Err(tell(&format!("{} is no time zone; name one such as Europe/Berlin", self.time_zone)));
        }
        let rules = self.rules.as_deref().map(read_rules).transpose().map_err(|message| tell(&message))?;
        if let Some(path) = &self.notes {
            session.set_roadmap(read_notes(path).map_err(|message| tell(&message))?);
        }
        for path in &self.mappings {
            let (profile, unknown) = read_profile(path).map_err(|message| tell(&message))?;
            for key in unknown {
                tell(&format!("{}: {key} is not known and was not used", path.display()));
            }
            session.add_profile(profile);
        }
        let mut numbers = 0..;
        // Profiles come first, so that the order of the files does not matter.
        let (profiles, others): (Vec<&PathBuf>, Vec<&PathBuf>) = self.files.iter().partition(|path| is_profile(path));
        for path in profiles.into_iter().chain(others) {
            for message in open(&mut session, &mut numbers, path) {
                code = code.max(tell(&message));
            }
        }
        if let Some((rules, warnings)) = rules {
            for warning in warnings {
                tell(&warning);
            }
            if session.cube_rules().is_some_and(|counted| counted.hash() != rules.hash()) {
                return Err(tell("the cube was counted by other rules: count it again by these, or leave them out"));
            }
            session.set_rules(rules);
        }
        Ok((session, code))
    }
}

/// Everything given, opened, and the query over it; an error ends the command with its code.
pub(super) fn ask(input: &Input, which: &Which, errors: &mut dyn Write) -> Result<(Session, Query, u8), u8> {
    let query = which.query(None, &[]).map_err(|error| written(&writeln!(errors, "botworth: {error}"), NOT_USED))?;
    let (session, code) = input.open(errors)?;
    Ok((session, query, code))
}

impl Score {
    pub(super) fn run(&self, output: &mut dyn Write, errors: &mut dyn Write) -> u8 {
        let query = match self.which.query(self.compare.as_deref(), &self.segments) {
            Ok(query) => Query { segment_weeks: self.segment_weeks, ..query },
            Err(error) => return written(&writeln!(errors, "botworth: {error}"), NOT_USED),
        };
        let (mut session, code) = match self.input.open(errors) {
            Ok(opened) => opened,
            Err(code) => return code,
        };
        if let Some(path) = &self.before {
            match read_scorecard(path) {
                Ok(earlier) => session.compare_with(earlier.rules.rules),
                Err(message) => return written(&writeln!(errors, "botworth: {message}"), NOT_USED),
            }
        }
        match session.scorecard_of(&query) {
            Some(card) => {
                let told = tell_folded(&card, errors);
                written(&output.write_all(to_json(&card).as_bytes()).and_then(|()| output.flush()), code.max(told))
            }
            None => code.max(nothing_to_score(errors)),
        }
    }
}

/// Tells which numbers are not those of the rows, where a cube's small groups were folded.
fn tell_folded(card: &Scorecard, errors: &mut dyn Write) -> u8 {
    let folded = card.checks.iter().filter(|check| check.check == CheckId::GroupsFolded.word());
    let told = folded.map(|check| {
        let file = check.file.as_deref().unwrap_or_default();
        let message = format!("{file}: small groups were folded; not those of the rows are {}", check.examples.join(", "));
        written(&writeln!(errors, "botworth: {message}"), USED)
    });
    told.max().unwrap_or(USED)
}

/// Tells that nothing was opened.
pub(super) fn nothing_to_score(errors: &mut dyn Write) -> u8 {
    written(&writeln!(errors, "botworth: none of the files has rows, so there is nothing to score"), NOT_USED)
}

/// Rules of a file, and what in it was not used.
pub(super) fn read_rules(path: &Path) -> Result<(Rules, Vec<String>), String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let (rules, warnings) =
        Rules::from_json(&text).map_err(|error| format!("{}: {}", path.display(), error.reasons().join("; ")))?;
    Ok((rules, warnings.into_iter().map(|warning| format!("{}: {warning}", path.display())).collect()))
}

/// Notes on gaps of a file.
fn read_notes(path: &Path) -> Result<Roadmap, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{} holds no notes on gaps: {error}", path.display()))
}

/// A scorecard that was printed before.
pub(super) fn read_scorecard(path: &Path) -> Result<Scorecard, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{} is no scorecard: {error}", path.display()))
}

/// A profile of a file, and the keys in it that were not used.
fn read_profile(path: &Path) -> Result<(MappingProfile, Vec<String>), String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    MappingProfile::from_json(&text).map_err(|error| format!("{}: {error}", path.display()))
}

/// Whether a file is a mapping profile, by its content.
fn is_profile(path: &Path) -> bool {
    let is_small = path.metadata().is_ok_and(|file| file.is_file() && file.len() < HEAD_BYTES as u64);
    is_small && std::fs::read_to_string(path).is_ok_and(|text| MappingProfile::is_profile(&text))
}

/// Opens a file, or the files in it; gives what could not be used, for people.
fn open(session: &mut Session, numbers: &mut RangeFrom<u32>, path: &Path) -> Vec<String> {
    let told = |error: &dyn std::fmt::Display| vec![format!("{}: {error}; it was left out", path.display())];
    let (mut input, size) = match File::open(path).and_then(|input| Ok((input.metadata()?.len(), input))) {
        Ok((size, input)) => (input, size),
        Err(error) => return told(&error),
    };
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let file = OpenFile { file: numbers.next().unwrap_or_default(), name, size, sha256: None };
    #[cfg(feature = "lake")]
    match super::parquet::is_parquet(&input) {
        Ok(false) => {}
        Ok(true) => return open_table(session, &file, &input).err().map_or_else(Vec::new, |reason| told(&reason)),
        Err(error) => return told(&error),
    }
    match session.open(&file, &input, &mut |_, _| {}) {
        Ok(_) => Vec::new(),
        Err(FileError::Packed) => open_files_in(session, numbers, path, &mut input),
        Err(error) => told(&reason_of(&error)),
    }
}

/// Opens a table of Parquet as the CSV of its rows; gives why it could not be used.
#[cfg(feature = "lake")]
fn open_table(session: &mut Session, file: &OpenFile, input: &File) -> Result<(), String> {
    let table = super::parquet::Table::open(input).map_err(|error| error.to_string())?;
    let sha256 = super::parquet::sha256(input).map_err(|error| error.to_string())?;
    let options = Options { sha256: Some(sha256), ..Options::default() };
    // How long its rows are as text is not known before.
    let file = OpenFile { size: 0, ..file.clone() };
    session.open_with(&file, table, &options, &mut |_, _| {}).map(drop).map_err(|error| reason_of(&error))
}

/// Opens the files in an archive or workbook, each like one that was given.
fn open_files_in(session: &mut Session, numbers: &mut RangeFrom<u32>, path: &Path, input: &mut File) -> Vec<String> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let mut messages = Vec::new();
    let unpacked = caught(|| {
        unpack(&name, input, &mut |unpacked| {
            let opened = unpacked.map_err(|error| said_of(&name, &error.to_string())).and_then(|unpacked| {
                let name = unpacked.name.clone();
                let file =
                    OpenFile { file: numbers.next().unwrap_or_default(), name: name.clone(), size: unpacked.size, sha256: None };
                let options = Options { sha256: unpacked.sha256.clone(), ..Options::default() };
                let opened = session.open_with(&file, unpacked, &options, &mut |_, _| {});
                opened.map(drop).map_err(|error| format!("{name}: {}", reason_of(&error)))
            });
            messages.extend(opened.err().map(|reason| format!("{}: {reason}; it was left out", path.display())));
        })
    });
    messages.extend(unpacked.err().map(|stopped| format!("{}: {stopped}; what came out before counts", path.display())));
    messages
}

/// What is said of a file, without its name, which stands before it.
fn said_of(name: &str, said: &str) -> String {
    said.strip_prefix(name).and_then(|said| said.strip_prefix(": ")).unwrap_or(said).to_owned()
}

/// Why a file could not be used.
fn reason_of(error: &FileError) -> String {
    match error {
        FileError::Unknown { seen } => format!(
            "this is no file that Botworth knows: it needs the columns of Botworth format, or rules as JSON. It starts with {seen}"
        ),
        FileError::Packed => "it holds other files that could not be had".to_owned(),
        FileError::Empty => "there is no row in it".to_owned(),
        FileError::TooLong { mebibytes } => format!(
            "it is larger than {mebibytes} MiB, the most that is read of a file of its kind: take out what it does not need"
        ),
        FileError::TooNew => "a newer version of Botworth wrote it".to_owned(),
        FileError::Broken { line, reason } => format!("line {line}: {reason}"),
        FileError::Rules { reasons } | FileError::Mapping { reasons } => reasons.join("; "),
        FileError::Truncated { line, rows } => {
            format!("it ends early, at line {line}, so its first {rows} rows do not count either; copy or export it again")
        }
        FileError::Damaged { reason } => format!("it is damaged and cannot be unpacked: {reason}"),
        FileError::Locked => "it is locked with a password".to_owned(),
        FileError::Method => "it is compressed in a way that is not read here".to_owned(),
        FileError::TooMuch { line: 0, excess } => excess.to_string(),
        FileError::TooMuch { line, excess } => format!("line {line}: {excess}"),
        FileError::Cube(CubeFault::Form) => {
            "it is no cube of this version: count it again by the program of botworth sql".to_owned()
        }
        FileError::Cube(CubeFault::BesideRows) => "rows and a cube cannot be counted together".to_owned(),
        FileError::Cube(CubeFault::OtherRules) => "it was counted by other rules than the cube before it".to_owned(),
    }
}
