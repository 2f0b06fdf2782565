//! Files read by the opener: a module of its own in the same worker, called as a function.

use std::io::{self, Read};

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::browser::error_text;
use crate::browser::scope::{Bytes, bytes_of};
use crate::opener::{Apart, Opener, Subject};

#[wasm_bindgen]
extern "C" {
    /// Asks the opener about the bytes behind a handle (`bootstrap.js`).
    #[wasm_bindgen(js_name = botworthOpener, catch)]
    fn ask(question: &[u8], handle: &JsValue, progress: &mut dyn FnMut(f64, f64)) -> Result<Uint8Array, JsValue>;
}

/// What came with a request: handed on to the opener, or bytes to be read here.
pub struct Handle {
    handle: JsValue,
    bytes: Option<Box<dyn Bytes>>,
}

impl Handle {
    /// Of a handle that may be missing: reading it says so.
    pub fn new(handle: Option<JsValue>) -> Self {
        Self { handle: handle.unwrap_or(JsValue::NULL), bytes: None }
    }
}

impl Read for Handle {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.bytes.get_or_insert_with(|| bytes_of(&self.handle)).read(into)
    }
}

/// The opener as the session knows it.
pub fn opener() -> impl Opener<Handle> {
    Apart(|question: &[u8], subject: Subject<'_, Handle>, progress: &mut dyn FnMut(u64, u64)| -> Result<Vec<u8>, String> {
        let handle = match subject {
            Subject::Input(input) => input.handle.clone(),
            Subject::Bytes(bytes) => Uint8Array::from(bytes.as_slice()).into(),
        };
        // Bytes and rows are whole numbers below 2^53.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole numbers from zero")]
        let mut told = |bytes: f64, rows: f64| progress(bytes as u64, rows as u64);
        ask(question, &handle, &mut told).map(|answer| answer.to_vec()).map_err(|error| error_text(&error))
    })
}
