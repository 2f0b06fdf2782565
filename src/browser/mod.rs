//! The thin edge to the browser: files given, the worker, storage, the clipboard, downloads. No arithmetic, no words for people
//! beyond what the browser itself says.

mod alive;
mod clipboard;
mod download;
pub mod engine;
pub mod files;
mod parts;
pub mod passphrase;
mod picture;
pub mod proof;
mod readers;
mod renderer;
mod running;
pub mod scope;
pub mod sliced_file;
pub mod storage;
mod unpacker;
mod zone;

pub use clipboard::copy_text;
pub use download::{Pieces, download};
pub use engine::Engine;
pub use picture::save_picture;
pub use zone::{time_zone, time_zones};

use wasm_bindgen::{JsCast as _, JsValue};

/// What the browser says about an error.
pub fn error_text(error: &JsValue) -> String {
    if let Some(error) = error.dyn_ref::<js_sys::Error>() {
        return String::from(error.message());
    }
    error.as_string().unwrap_or_else(|| format!("{error:?}"))
}
