//! `botworth score`: files in, the scorecard of METRICS section 11 out.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::{NOT_USED, USED, written};
use crate::facts::zone::Zone;
use crate::protocol::{FileError, OpenFile};
use crate::rules::Rules;
use crate::scorecard::to_json;
use crate::session::Session;

/// Print the scorecard of some files as JSON.
#[derive(Debug, Args)]
pub(super) struct Score {
    /// Rules to use, in place of any rules file among FILES.
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// Zone of local times and dates where the rules name none.
    #[arg(long, value_name = "IANA", default_value = "UTC")]
    time_zone: String,
    /// Files to read, in any order: CSV, NDJSON, rules as JSON.
    #[arg(required = true, value_name = "FILES")]
    files: Vec<PathBuf>,
}

impl Score {
    pub(super) fn run(&self, output: &mut dyn Write, errors: &mut dyn Write) -> u8 {
        let mut session = Session::new(&self.time_zone);
        let mut code = USED;
        let mut tell = |message: &str| written(&writeln!(errors, "botworth: {message}"), NOT_USED);

        if Zone::new(&self.time_zone).is_none() {
            return tell(&format!("{} is no time zone; name one such as Europe/Berlin", self.time_zone));
        }
        // Numbers under other rules than those asked for would mislead, so wrong rules end it here.
        let rules = match self.rules.as_deref().map(read_rules).transpose() {
            Ok(rules) => rules,
            Err(message) => return tell(&message),
        };
        for (number, path) in (0..).zip(&self.files) {
            if let Err(message) = open(&mut session, number, path) {
                code = code.max(tell(&message));
            }
        }
        if let Some((rules, warnings)) = rules {
            for warning in warnings {
                tell(&warning);
            }
            session.set_rules(rules);
        }
        match session.scorecard() {
            Some(card) => written(&output.write_all(to_json(&card).as_bytes()).and_then(|()| output.flush()), code),
            None => code.max(tell("none of the files has rows, so there is nothing to score")),
        }
    }
}

/// Rules of a file, and what in it was not used.
fn read_rules(path: &Path) -> Result<(Rules, Vec<String>), String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let (rules, warnings) =
        Rules::from_json(&text).map_err(|error| format!("{}: {}", path.display(), error.reasons().join("; ")))?;
    Ok((rules, warnings.into_iter().map(|warning| format!("{}: {warning}", path.display())).collect()))
}

fn open(session: &mut Session, number: u32, path: &Path) -> Result<(), String> {
    let told = |error: io::Error| format!("{}: {error}; it was left out", path.display());
    let input = File::open(path).map_err(told)?;
    let size = input.metadata().map_err(told)?.len();
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let file = OpenFile { file: number, name, size };
    let opened = session.open(&file, input, &mut |_, _| {});
    opened.map(drop).map_err(|error| format!("{}: {}; it was left out", path.display(), reason_of(&error)))
}

/// Why a file could not be used.
fn reason_of(error: &FileError) -> String {
    match error {
        FileError::Unknown { seen } => format!(
            "this is no file that Botworth knows: it needs the columns of Botworth format, or rules as JSON. It starts with {seen}"
        ),
        FileError::Empty => "there is no row in it".to_owned(),
        FileError::Broken { line, reason } => format!("line {line}: {reason}"),
        FileError::Rules { reasons } => reasons.join("; "),
        FileError::Twin { of } => format!("it has the same content as {of}"),
    }
}
