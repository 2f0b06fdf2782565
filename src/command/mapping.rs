//! `botworth mapping`: a suggested mapping profile for a file that is not recognised, as JSON to look over.

use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::{NOT_USED, USED, written};
use crate::ingest::{Because, Suggestion, suggest};

/// Print a suggested mapping profile for a file as JSON; why, and what is left to say, is told on the error stream.
#[derive(Debug, Args)]
pub(super) struct MappingOfFile {
    /// File to look at: CSV or JSON.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl MappingOfFile {
    pub(super) fn run(&self, output: &mut dyn Write, errors: &mut dyn Write) -> u8 {
        let name = self.file.file_name().unwrap_or(self.file.as_os_str()).to_string_lossy();
        let suggestion = File::open(&self.file)
            .map_err(|error| error.to_string())
            .and_then(|input| suggest(&name, input).map_err(|error| error.to_string()));
        match suggestion {
            Ok(suggestion) => {
                let code = if is_complete(&suggestion) { USED } else { NOT_USED };
                let told = tell(&suggestion, errors);
                written(&told.and_then(|()| output.write_all(suggestion.profile.to_json().as_bytes())), code)
            }
            Err(reason) => written(&writeln!(errors, "botworth: {}: {reason}", self.file.display()), NOT_USED),
        }
    }
}

/// Whether the profile can be used as it is.
fn is_complete(suggestion: &Suggestion) -> bool {
    suggestion.missing.is_empty() && !suggestion.asks_date_order
}

fn tell(suggestion: &Suggestion, errors: &mut dyn Write) -> io::Result<()> {
    if let Some(recognised) = &suggestion.recognised {
        writeln!(errors, "botworth: recognised without a profile ({recognised}); keep of this one what you change")?;
    }
    for column in &suggestion.columns {
        let why = match column.because {
            Because::Known => "as files of this kind are read",
            Because::Vendor => "as such exports are thought to be written",
            Because::Header => "by its name",
            Because::Emails => "its values are emails",
            Because::Times => "its values are times",
            Because::Phones => "its values are phone numbers",
            Because::Ids => "every row has a value of its own",
            Because::Amounts => "its values are money",
            Because::Nothing => "nothing tells what it is",
        };
        let to = if column.to.is_empty() { "left out".to_owned() } else { column.to.join(", ") };
        writeln!(errors, "botworth: {} -> {to}: {why} (such as {})", column.column, column.examples.join(" | "))?;
    }
    for missing in &suggestion.missing {
        writeln!(errors, "botworth: no column was found for {missing}; name one, or a constant under \"fixed\"")?;
    }
    if suggestion.asks_date_order {
        writeln!(
            errors,
            "botworth: no row tells whether day or month comes first; set \"date_order\" to day_first or month_first"
        )?;
    }
    Ok(())
}
