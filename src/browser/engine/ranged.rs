//! Large files: their ranges go to the readers, and the rows come back to the worker.

use js_sys::{Array, Uint8Array};
use web_sys::File;

use super::Engine;
use crate::browser::readers::Heard;
use crate::protocol::{Request, Response};

impl Engine {
    /// Hands ranges of files to the readers.
    pub(super) fn without_ranges(&self, response: Response) -> Option<Response> {
        match response {
            Response::ReadRanges { file, plan, orders } => {
                let (readers, handle) = {
                    let mut state = self.0.state.borrow_mut();
                    if file.sha256.is_none() && !state.without_hash.contains(&file.file) {
                        state.without_hash.push(file.file);
                    }
                    let handle = state.files.get(&file.file).and_then(|(_, handle)| handle.clone());
                    (state.readers.clone(), handle)
                };
                match readers.zip(handle) {
                    Some((readers, handle)) => readers.read(file.file, &plan, orders, &handle),
                    None => self.send(&Request::OpenWhole { files: vec![file] }),
                }
                None
            }
            Response::ReadWhole { file } => {
                self.send(&Request::OpenWhole { files: vec![file] });
                None
            }
            response => Some(response),
        }
    }

    pub(super) fn hear_reader(&self, file: u32, heard: Heard) {
        match heard {
            Heard::Range(rows) => {
                let state = self.0.state.borrow();
                let Some(running) = state.worker.as_ref().filter(|running| running.is_ready) else { return };
                // Bytes in memory can always be written to, and moved.
                let request = borsh::to_vec(&[Request::TakeRange { file }].as_slice()).unwrap_or_default();
                let message = Array::of2(&Uint8Array::from(request.as_slice()), &rows);
                let _ = running.worker.post_message_with_transfer(&message, &Array::of1(&rows.buffer()));
            }
            Heard::Hash(sha256) => self.send(&Request::SetHash { file, sha256 }),
            Heard::Lost => {
                let known = self.file(file);
                self.0.state.borrow_mut().without_hash.retain(|other| *other != file);
                if let Some(file) = known {
                    self.send(&Request::OpenWhole { files: vec![file] });
                }
            }
        }
    }

    /// Reads the hashes that nobody had to wait for.
    pub(super) fn read_hashes(&self) {
        let (readers, handles) = {
            let mut state = self.0.state.borrow_mut();
            let numbers = std::mem::take(&mut state.without_hash);
            let handle = |file: u32| Some((file, state.files.get(&file)?.1.clone()?));
            let handles: Vec<(u32, File)> = numbers.into_iter().filter_map(handle).collect();
            (state.readers.clone(), handles)
        };
        if let Some(readers) = readers {
            handles.into_iter().for_each(|(file, handle)| readers.hash(file, handle));
        }
    }
}
