//! The thin edge to the browser.
