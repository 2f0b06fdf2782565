//! What a person can check: the policy in force, what the browser refuses to send, and the hashes of what is served.

use js_sys::{Array, Function};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::spawn_local;

#[wasm_bindgen]
extern "C" {
    /// Tries every way to send a word to an address; a function of the page.
    #[wasm_bindgen(js_name = botworthTrials)]
    fn trials(address: &str, tell: &Function);
    /// `[hash of the list, files in it, files that differ]`; a function of the page on a host.
    #[wasm_bindgen(js_name = botworthHashes, catch)]
    async fn hashes() -> Result<JsValue, JsValue>;
}

/// A host that is reserved for examples (RFC 2606) and exists: what got through would be seen to.
const ADDRESS: &str = "https://example.com/";

/// The policies that the page holds, as the browser reads them.
pub fn policies() -> Vec<String> {
    let document = web_sys::window().and_then(|window| window.document());
    let found = document.and_then(|document| document.query_selector_all("meta[http-equiv=Content-Security-Policy]").ok());
    let Some(found) = found else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into::<web_sys::Element>().ok()?.get_attribute("content")).collect()
}

/// Tries to send one word by every way that a page has; `tell` hears the way, what came of it (`refused`, `absent`,
/// `unseen`, `visible` or `out`) and how many ways there are.
pub fn try_to_send(tell: impl FnMut(String, String, f64) + 'static) {
    let tell = Closure::<dyn FnMut(String, String, f64)>::new(tell).into_js_value();
    if let Some(tell) = tell.dyn_ref() {
        trials(ADDRESS, tell);
    }
}

/// What is served beside what the release lists.
#[derive(Clone, Debug)]
pub struct Served {
    /// SHA-256 of the list, in hex: one number for the whole release.
    pub sha256: String,
    /// Files in it.
    pub files: f64,
    /// Names of those that are not as listed.
    pub differ: Vec<String>,
}

/// Reads the page's own files again and compares their hashes. Nothing for a page in one file, or without a network.
pub fn check_served(tell: impl FnOnce(Option<Served>) + 'static) {
    spawn_local(async move {
        let found = hashes().await.ok().and_then(|found| found.dyn_into::<Array>().ok());
        tell(found.map(|found| Served {
            sha256: found.get(0).as_string().unwrap_or_default(),
            files: found.get(1).as_f64().unwrap_or_default(),
            differ: Array::from(&found.get(2)).iter().filter_map(|name| name.as_string()).collect(),
        }));
    });
}
