//! A text, or pieces of bytes, as a file in the download folder.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::error_text;

/// Saves `text` as a file; to be called from a click. The error is the browser's own.
pub fn download(name: &str, mime: &str, text: &str) -> Result<(), String> {
    save_blob(name, mime, &Array::of1(&text.into())).map_err(|error| error_text(&error))
}

/// A file that arrives in pieces; they stay with the browser, not in this module's memory.
#[derive(Default)]
pub struct Pieces(Array);

impl Pieces {
    /// Takes the next piece.
    pub fn push(&mut self, bytes: &[u8]) {
        self.0.push(&Uint8Array::from(bytes));
    }

    /// Saves them as one file. The error is the browser's own.
    pub fn save(self, name: &str, mime: &str) -> Result<(), String> {
        save_blob(name, mime, &self.0).map_err(|error| error_text(&error))
    }
}

/// Saves parts, texts, bytes or blobs, as one file.
pub(super) fn save_blob(name: &str, mime: &str, parts: &Array) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(mime);
    let blob = Blob::new_with_buffer_source_sequence_and_options(parts, &kind)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let anchor: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    // The browser reads the blob after the click: the address lives on for a while.
    gloo::timers::callback::Timeout::new(60_000, move || {
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
    Ok(())
}
