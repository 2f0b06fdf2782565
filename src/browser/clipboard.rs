//! Text to the clipboard.

use super::error_text;

/// Copies text; to be called from a click. The error is the browser's own.
pub async fn copy_text(text: &str) -> Result<(), String> {
    let Some(window) = web_sys::window() else {
        return Err(String::new());
    };
    // Absent where the page is not served over https or from this machine.
    let clipboard = js_sys::Reflect::get(&window.navigator(), &"clipboard".into()).unwrap_or_default();
    if clipboard.is_undefined() {
        return Err("no clipboard".to_owned());
    }
    let written = wasm_bindgen_futures::JsFuture::from(window.navigator().clipboard().write_text(text)).await;
    written.map(|_| ()).map_err(|error| error_text(&error))
}
