//! The renderer: makes files of links for the tab that started it, and fills the embed page that it stands in.

use botworth::renderer;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

fn main() {
    renderer::serve();
}

/// Shows a link, its fragment or a printed scorecard in place of what `root` holds. Gives the sentence that says why it
/// cannot be shown, and shows that; empty if it is shown. `width` is that of the page, in CSS pixels.
#[wasm_bindgen]
pub fn show(root: &Element, given: &str, language: &str, width: u32) -> String {
    renderer::show(root, given, language, width)
}

/// The styles of what is shown.
#[wasm_bindgen]
pub fn styles() -> String {
    botworth::render::styles()
}
