//! The opener: knows every importer, and reads files for the session's worker, in which it is called as a function.

use botworth::browser::scope::bytes_of;
use js_sys::{Function, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Answers a question about the bytes behind a handle; `progress` is told bytes and rows.
#[wasm_bindgen]
pub fn answer(question: &[u8], handle: &JsValue, progress: &Function) -> Uint8Array {
    let mut told = |bytes: u64, rows: u64| {
        // Whole numbers below 2^53. What hears them does not fail.
        let _ = progress.call2(&JsValue::NULL, &JsValue::from(bytes as f64), &JsValue::from(rows as f64));
    };
    Uint8Array::from(botworth::opener::serve(question, &mut bytes_of(handle), &mut told).as_slice())
}

fn main() {
    // The message reaches the session as an error of this file; the module is used no more.
    std::panic::set_hook(Box::new(|panic| wasm_bindgen::throw_str(&panic.to_string())));
}
