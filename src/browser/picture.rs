//! An SVG as a PNG in the download folder: the browser draws it, twice as fine as it stands on the page.

use js_sys::Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

use super::download::save_blob;
use super::error_text;

/// Pixels for each of the SVG's.
const SCALE: u32 = 2;

/// Saves an SVG that has a size as a PNG, once the browser has drawn it; `failed` hears of it if it cannot. The error is the
/// browser's own.
pub fn save_picture(name: &str, svg: &str, failed: impl Fn() + Clone + 'static) -> Result<(), String> {
    draw(name.to_owned(), svg, failed).map_err(|error| error_text(&error))
}

fn draw(name: String, svg: &str, failed: impl Fn() + Clone + 'static) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
    let context: CanvasRenderingContext2d = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into();
    let image = HtmlImageElement::new()?;
    let drawn = image.clone();
    let not_drawn = failed.clone();
    let loaded = Closure::once_into_js(move || {
        canvas.set_width(drawn.natural_width() * SCALE);
        canvas.set_height(drawn.natural_height() * SCALE);
        let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
        let saved = context.draw_image_with_html_image_element_and_dw_and_dh(&drawn, 0.0, 0.0, width, height).and_then(|()| {
            canvas.to_blob(Closure::once_into_js(move |blob: JsValue| save(&name, blob, &failed)).unchecked_ref())
        });
        if saved.is_err() {
            not_drawn();
        }
    });
    image.set_onload(Some(loaded.unchecked_ref()));
    // The policy lets pictures come from data alone.
    image.set_src(&["data:image/svg+xml,", &String::from(js_sys::encode_uri_component(svg))].concat());
    Ok(())
}

fn save(name: &str, blob: JsValue, failed: &impl Fn()) {
    let saved = blob.dyn_into::<Blob>().and_then(|blob| {
        let parts = Array::of1(&blob);
        save_blob(name, "image/png", &parts)
    });
    if saved.is_err() {
        failed();
    }
}
