//! The time zone of this device.

/// IANA name of the browser's time zone; `UTC` if it has none.
pub fn time_zone() -> String {
    let no_locales = js_sys::Array::new();
    let options = js_sys::Intl::DateTimeFormat::new(&no_locales, &js_sys::Object::new()).resolved_options();
    let zone = js_sys::Reflect::get(&options, &"timeZone".into()).ok().and_then(|zone| zone.as_string());
    zone.filter(|zone| !zone.is_empty()).unwrap_or_else(|| "UTC".to_owned())
}
