//! A worker's parts, brought into memory once: its glue with the bootstrap as a blob, and its compiled module.

use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Blob, BlobPropertyBag, Url, Worker};

use super::error_text;

/// Starts the glue with the module that is posted first.
const BOOTSTRAP: &str = include_str!("bootstrap.js");

#[wasm_bindgen]
extern "C" {
    /// A worker's glue as text and its compiled module, in a list: a function of the page.
    #[wasm_bindgen(js_name = botworthParts, catch)]
    async fn parts_of(worker: &str) -> Result<JsValue, JsValue>;
}

/// Everything a worker is started from, without any request.
pub struct Parts {
    module: JsValue,
    address: String,
}

impl Parts {
    /// Brought by the page, which knows whether they are files beside it or stand in it.
    pub async fn fetch(worker: &str) -> Result<Self, String> {
        Self::fetch_both(worker).await.map_err(|error| error_text(&error))
    }

    async fn fetch_both(worker: &str) -> Result<Self, JsValue> {
        let parts: Array = parts_of(worker).await?.dyn_into()?;
        let (glue, module) = (parts.get(0), parts.get(1));
        let kind = BlobPropertyBag::new();
        kind.set_type("text/javascript");
        let blob = Blob::new_with_str_sequence_and_options(&Array::of2(&glue, &BOOTSTRAP.into()), &kind)?;
        // Kept for the life of the page: workers are started again from it.
        let address = Url::create_object_url_with_blob(&blob)?;
        Ok(Self { module, address })
    }

    /// A worker that is starting. What is posted to it before it says `Ready` is lost.
    pub fn start(&self) -> Result<Worker, String> {
        let start = || {
            let worker = Worker::new(&self.address)?;
            worker.post_message(&self.module)?;
            Ok(worker)
        };
        start().map_err(|error: JsValue| error_text(&error))
    }
}
