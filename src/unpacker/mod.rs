//! The unpacker's serve loop: hears of a file, makes files of it, hands over each. Knows no rows and no scorecard.

use std::io::{self, Read};

use js_sys::{Array, Date, Uint8Array};
use web_sys::File;

use crate::browser::error_text;
use crate::browser::scope::{self, bytes_of};
use crate::ingest::{UnpackError, Unpacked, unpack};
use crate::protocol::{ToUnpack, UnpackAnswer};

/// Bytes that leave the program's memory together.
const PIECE: usize = 1 << 20;
/// Milliseconds between two progress messages.
const PROGRESS_MILLIS: f64 = 100.0;

/// Serves until the tab ends this worker.
pub fn serve() {
    scope::listen(|message| {
        let Ok((bytes, handles)) = message else { return };
        let Ok(asked) = borsh::from_slice::<ToUnpack>(&bytes) else { return };
        let mut input = bytes_of(&handles.get(0));
        let mut maker = Maker { file: asked.file, last: 0.0, bytes: 0 };
        unpack(&asked.name, &mut input, &mut |unpacked| maker.take(&asked.name, unpacked));
        post(&UnpackAnswer::Done { file: asked.file });
    });
    post(&UnpackAnswer::Ready);
}

/// Makes files of what comes out of one file.
struct Maker {
    file: u32,
    /// When progress was told last.
    last: f64,
    /// What came out so far.
    bytes: u64,
}

impl Maker {
    fn take(&mut self, of: &str, unpacked: Result<Unpacked<'_>, UnpackError>) {
        let from = self.file;
        match unpacked {
            Err(error) => {
                let name = error.file().to_owned();
                post(&UnpackAnswer::Refused { from, name, error: error.into() });
            }
            Ok(mut unpacked) => {
                let (name, sha256) = (unpacked.name.clone(), unpacked.sha256.clone());
                match self.file_of(&mut unpacked, &name) {
                    Ok((handle, size)) => {
                        let made = UnpackAnswer::Made { from, name, size, sha256 };
                        scope::post_with(&borsh::to_vec(&made).unwrap_or_default(), &handle);
                    }
                    Err(error) => {
                        let name = if name.is_empty() { of.to_owned() } else { name };
                        let error = UnpackError::reading(&name, &error);
                        post(&UnpackAnswer::Refused { from, name, error: error.into() });
                    }
                }
            }
        }
    }

    /// A file of the tab from bytes; they stay with the browser, not in this program's memory.
    fn file_of(&mut self, bytes: &mut dyn Read, name: &str) -> io::Result<(File, u64)> {
        let pieces = Array::new();
        let mut size = 0;
        loop {
            let mut piece = Vec::new();
            let read = (&mut *bytes).take(PIECE as u64).read_to_end(&mut piece)?;
            if read == 0 {
                break;
            }
            pieces.push(&Uint8Array::from(piece.as_slice()));
            size += read as u64;
            self.bytes += read as u64;
            if Date::now() - self.last >= PROGRESS_MILLIS {
                self.last = Date::now();
                post(&UnpackAnswer::Progress { file: self.file, bytes: self.bytes });
            }
        }
        let file = File::new_with_u8_array_sequence(&pieces, name).map_err(|error| io::Error::other(error_text(&error)))?;
        Ok((file, size))
    }
}

fn post(answer: &UnpackAnswer) {
    scope::post(&borsh::to_vec(answer).unwrap_or_default());
}
