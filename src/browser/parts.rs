//! A worker's parts, brought into memory once: its glue with the bootstrap as a blob, and its compiled module.

use js_sys::{Array, WebAssembly};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Document, Response, Url, Worker};

use super::error_text;

/// Starts the glue with the module that is posted first.
const BOOTSTRAP: &str = include_str!("bootstrap.js");

/// Everything a worker is started from, without any request.
pub struct Parts {
    module: JsValue,
    address: String,
}

impl Parts {
    /// Fetches and compiles; the page names both files of a worker in elements with `data-part`.
    pub async fn fetch(worker: &str) -> Result<Self, String> {
        Self::fetch_both(worker).await.map_err(|error| error_text(&error))
    }

    async fn fetch_both(worker: &str) -> Result<Self, JsValue> {
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        let document = window.document().ok_or(JsValue::NULL)?;
        // Both requests are under way before the first is waited for.
        let glue = window.fetch_with_str(&address_of(&document, worker, "glue")?);
        let module = window.fetch_with_str(&address_of(&document, worker, "module")?);
        let module = WebAssembly::compile_streaming(&module);
        let glue: Response = JsFuture::from(glue).await?.dyn_into()?;
        if !glue.ok() {
            return Err(JsValue::from_str(&format!("{} {}", glue.status(), glue.url())));
        }
        let glue = JsFuture::from(glue.text()?).await?;
        let kind = BlobPropertyBag::new();
        kind.set_type("text/javascript");
        let blob = Blob::new_with_str_sequence_and_options(&Array::of2(&glue, &BOOTSTRAP.into()), &kind)?;
        // Kept for the life of the page: workers are started again from it.
        let address = Url::create_object_url_with_blob(&blob)?;
        Ok(Self { module: JsFuture::from(module).await?, address })
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

fn address_of(document: &Document, worker: &str, part: &str) -> Result<String, JsValue> {
    let named = document.query_selector(&format!("[data-part={worker}-{part}]"))?;
    // What is fetched with the page is a link; what follows the first paint is only named.
    let address = named.and_then(|named| named.get_attribute("href").or_else(|| named.get_attribute("content")));
    address.ok_or_else(|| JsValue::from_str(&format!("no link to {worker}-{part}")))
}
