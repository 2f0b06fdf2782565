//! The time zone of this device, and those that it knows.

use js_sys::{Array, Function};
use wasm_bindgen::JsCast as _;

/// IANA name of the browser's time zone; `UTC` if it has none.
pub fn time_zone() -> String {
    let no_locales = js_sys::Array::new();
    let options = js_sys::Intl::DateTimeFormat::new(&no_locales, &js_sys::Object::new()).resolved_options();
    let zone = js_sys::Reflect::get(&options, &"timeZone".into()).ok().and_then(|zone| zone.as_string());
    zone.filter(|zone| !zone.is_empty()).unwrap_or_else(|| "UTC".to_owned())
}

/// IANA names of the zones that the browser knows; none where it does not tell.
pub fn time_zones() -> Vec<String> {
    let intl = js_sys::Reflect::get(&js_sys::global(), &"Intl".into()).unwrap_or_default();
    let told = js_sys::Reflect::get(&intl, &"supportedValuesOf".into()).ok().and_then(|told| told.dyn_into::<Function>().ok());
    let zones = told.and_then(|told| told.call1(&intl, &"timeZone".into()).ok()).and_then(|zones| zones.dyn_into::<Array>().ok());
    zones.map(|zones| zones.iter().filter_map(|zone| zone.as_string()).collect()).unwrap_or_default()
}
