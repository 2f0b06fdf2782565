//! Files that hold others: they go to the unpacker, and what was in them is opened in their place.

use super::Engine;
use crate::browser::unpacker::{Heard, Outcome, Unpacker};
use crate::protocol::{FileError, OpenFile, Request, Response};

impl Engine {
    /// Hands files that hold others to the unpacker. While it works, that nothing is loaded is no news.
    pub(super) fn without_packed(&self, response: Response) -> Option<Response> {
        let mut state = self.0.state.borrow_mut();
        let unpacker = state.unpacker.clone();
        match &response {
            Response::Refused { file, name, error: FileError::Packed } => {
                let handle = state.files.get(file).and_then(|(_, handle)| handle.clone());
                drop(state);
                let is_taken = unpacker.zip(handle).is_some_and(|(unpacker, handle)| unpacker.take(*file, name, handle));
                (!is_taken).then_some(response)
            }
            Response::Scorecard { card: None, .. } if unpacker.is_some_and(|unpacker| unpacker.is_busy()) => {
                state.held = Some(response);
                None
            }
            _ => Some(response),
        }
    }

    pub(super) fn hear_unpacker(&self, file: u32, heard: Heard) {
        let known = self.0.state.borrow().files.get(&file).map(|(file, _)| file.clone());
        let Some(packed) = known else { return };
        match heard {
            Heard::Progress(bytes) => self.tell(Response::Progress { file, bytes: bytes.min(packed.size), rows: 0 }),
            Heard::Done(outcome) => self.open_made(packed, outcome),
        }
    }

    /// Opens what was in a file in its place.
    pub(super) fn open_made(&self, packed: OpenFile, Outcome { made, mut refused }: Outcome) {
        if made.is_empty() {
            let error = if refused.is_empty() { FileError::Empty } else { refused.swap_remove(0).1 };
            self.tell(Response::Refused { file: packed.file, name: packed.name, error });
            let held = {
                let mut state = self.0.state.borrow_mut();
                let is_busy = state.unpacker.as_ref().is_some_and(Unpacker::is_busy);
                if is_busy { None } else { state.held.take() }
            };
            if let Some(held) = held {
                self.tell(held);
            }
            return;
        }
        self.0.state.borrow_mut().held = None;
        let files: Vec<OpenFile> =
            made.into_iter().map(|made| self.number(made.name, made.size, Some(made.handle), made.sha256)).collect();
        self.tell(Response::Unpacked { file: packed.file, made: files.clone() });
        for (name, error) in refused {
            let name = if name.is_empty() { packed.name.clone() } else { name };
            let file = self.number(name, 0, None, None);
            self.tell(Response::Refused { file: file.file, name: file.name, error });
        }
        self.send(&Request::Open { files });
    }
}
