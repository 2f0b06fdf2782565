//! A worker's parts, brought into memory once: its glue with the bootstrap as a blob, and its compiled module.

use std::cell::RefCell;

use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Blob, BlobPropertyBag, Url, Worker};

use super::error_text;

/// Starts the glue with the module that is posted first.
const BOOTSTRAP: &str = include_str!("bootstrap.js");

#[wasm_bindgen]
extern "C" {
    /// Parts by name, in a list: a glue as text, a module compiled. A function of the page.
    #[wasm_bindgen(js_name = botworthParts, catch)]
    async fn parts_of(names: Array) -> Result<JsValue, JsValue>;
}

/// Everything a worker is started from, without any request.
pub struct Parts {
    module: JsValue,
    address: String,
    /// The compiled opener, once it is there.
    opener: RefCell<Option<JsValue>>,
}

impl Parts {
    /// Brought by the page, which knows whether they are files beside it or stand in it.
    pub async fn fetch(worker: &str) -> Result<Self, String> {
        Self::fetch_named(worker, &[]).await.map_err(|error| error_text(&error))
    }

    /// Those of the session's worker, which can call the opener once [`Self::add_opener`] brought its module too.
    pub async fn fetch_session() -> Result<Self, String> {
        Self::fetch_named("worker", &["opener-glue"]).await.map_err(|error| error_text(&error))
    }

    async fn fetch_named(worker: &str, further: &[&str]) -> Result<Self, JsValue> {
        let own = [format!("{worker}-glue"), format!("{worker}-module")];
        let names = own.iter().map(String::as_str).chain(further.iter().copied()).map(JsValue::from).collect();
        let parts: Array = parts_of(names).await?.dyn_into()?;
        let (glue, module) = (parts.get(0), parts.get(1));
        let pieces = Array::of2(&glue, &BOOTSTRAP.into());
        for glue in parts.iter().skip(own.len()) {
            // Glues have the same names: each stands in a function of its own.
            pieces.push(&"const botworthOpenerGlue = () => {".into());
            pieces.push(&glue);
            pieces.push(&"return wasm_bindgen; };".into());
        }
        let kind = BlobPropertyBag::new();
        kind.set_type("text/javascript");
        let blob = Blob::new_with_str_sequence_and_options(&pieces, &kind)?;
        // Kept for the life of the page: workers are started again from it.
        let address = Url::create_object_url_with_blob(&blob)?;
        Ok(Self { module, address, opener: RefCell::default() })
    }

    /// The opener's module, compiled.
    pub async fn fetch_opener() -> Result<JsValue, String> {
        let fetched = async { Ok(parts_of(Array::of1(&"opener-module".into())).await?.dyn_into::<Array>()?.get(0)) };
        fetched.await.map_err(|error: JsValue| error_text(&error))
    }

    /// Gives a worker the opener, and every one that is started from now on.
    pub fn add_opener(&self, opener: &JsValue, running: Option<&Worker>) {
        if let Some(worker) = running {
            // Modules can always be cloned.
            let _ = worker.post_message(opener);
        }
        *self.opener.borrow_mut() = Some(opener.clone());
    }

    /// A worker that is starting, and holds a lock while it lives. What is posted to it before it says `Ready` is lost.
    pub fn start(&self, lock: &str) -> Result<Worker, String> {
        let start = || {
            let worker = Worker::new(&self.address)?;
            worker.post_message(&lock.into())?;
            worker.post_message(&self.module)?;
            if let Some(opener) = &*self.opener.borrow() {
                worker.post_message(opener)?;
            }
            Ok(worker)
        };
        start().map_err(|error: JsValue| error_text(&error))
    }
}
