//! `botworth sample`: the sample data set as files.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::{NOT_WRITTEN, USED, written};

/// Write the sample data set: a shop's half year with two bots.
#[derive(Debug, Args)]
pub(super) struct Sample {
    /// The same seed gives the same bytes.
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Folder for the files; made if it is not there.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

impl Sample {
    pub(super) fn run(&self, output: &mut dyn Write, errors: &mut dyn Write) -> u8 {
        let mut tell = |path: &std::path::Path, error: std::io::Error| {
            written(&writeln!(errors, "botworth: {}: {error}", path.display()), NOT_WRITTEN)
        };
        if let Err(error) = std::fs::create_dir_all(&self.out) {
            return tell(&self.out, error);
        }
        for (name, bytes) in crate::sample::generate(self.seed) {
            let path = self.out.join(name);
            if let Err(error) = std::fs::write(&path, bytes) {
                return tell(&path, error);
            }
            if writeln!(output, "{}", path.display()).is_err() {
                return NOT_WRITTEN;
            }
        }
        USED
    }
}
