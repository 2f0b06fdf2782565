//! A file of the tab as a stream of bytes, read on demand; workers only.

use std::io;

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{File, FileReaderSync};

use super::error_text;

/// Bytes read at once: 231 MB/s against 140 at 1 MiB, and little memory.
pub const SLICE_BYTES: f64 = 8.0 * 1024.0 * 1024.0;

/// Reads a `File` slice by slice; never more than one slice is in memory.
pub struct SlicedFile {
    file: File,
    reader: FileReaderSync,
    position: f64,
    slice: Uint8Array,
    /// Bytes of `slice` that were given out.
    taken: u32,
    /// Bytes of the next slice.
    next: f64,
    /// Bytes of those after it.
    further: f64,
}

/// Bytes of a slice after the one that was expected to be enough.
const SPILL_SLICE_BYTES: f64 = 256.0 * 1024.0;

impl SlicedFile {
    /// A stream at the beginning of the file; an error outside of a worker.
    pub fn new(file: File) -> io::Result<Self> {
        let reader = FileReaderSync::new().map_err(|error| io::Error::other(error_text(&error)))?;
        let slice = Uint8Array::new_with_length(0);
        Ok(Self { file, reader, position: 0.0, slice, taken: 0, next: SLICE_BYTES, further: SLICE_BYTES })
    }

    /// A stream from a place of a handle's file on, of which so many bytes are read at once and few more at a time; of 0
    /// bytes, as of a whole file.
    pub fn starting(handle: &JsValue, place: u64, bytes: u64) -> io::Result<Self> {
        let file = handle.dyn_ref::<File>().cloned().ok_or_else(|| io::Error::other("no file handle"))?;
        let mut sliced = Self::new(file)?;
        sliced.position = as_place(place);
        if bytes > 0 {
            (sliced.next, sliced.further) = (as_place(bytes), SPILL_SLICE_BYTES);
        }
        Ok(sliced)
    }

    fn next_slice(&mut self) -> io::Result<()> {
        let end = (self.position + self.next).min(self.file.size());
        self.next = self.further;
        let bytes = self
            .file
            .slice_with_f64_and_f64(self.position, end)
            .and_then(|blob| self.reader.read_as_array_buffer(&blob))
            .map_err(|error| io::Error::other(error_text(&error)))?;
        self.slice = Uint8Array::new(&bytes);
        self.taken = 0;
        self.position = end;
        Ok(())
    }
}

impl io::Seek for SlicedFile {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        let place = match to {
            io::SeekFrom::Start(place) => as_place(place),
            io::SeekFrom::End(offset) => self.file.size() + as_offset(offset),
            io::SeekFrom::Current(offset) => self.position - f64::from(self.slice.length() - self.taken) + as_offset(offset),
        };
        if place < 0.0 {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "before the first byte"));
        }
        self.slice = Uint8Array::new_with_length(0);
        self.taken = 0;
        self.position = place;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number from zero")]
        Ok(place as u64)
    }
}

/// Places in files are whole numbers below 2^53, as the browser counts them.
fn as_place(place: u64) -> f64 {
    place as f64
}

fn as_offset(offset: i64) -> f64 {
    offset as f64
}

impl io::Read for SlicedFile {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.slice.length() {
            if self.position >= self.file.size() {
                return Ok(0);
            }
            self.next_slice()?;
        }
        let left = self.slice.length() - self.taken;
        let count = u32::try_from(out.len()).unwrap_or(u32::MAX).min(left);
        let part = self.slice.subarray(self.taken, self.taken + count);
        let Some(target) = out.get_mut(..count as usize) else {
            return Ok(0);
        };
        part.copy_to(target);
        self.taken += count;
        Ok(target.len())
    }
}
