//! A button that reads a small file of text, such as a saved scenario.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use crate::app::element::{El, el};
use crate::app::state::State;
use crate::browser::files;

/// The button; `mark` is the attribute that tells its input from others, `read` takes the text of the chosen file.
pub fn open_text_view(state: State, words: &'static str, mark: &'static str, read: fn(State, String)) -> El {
    let opened = move |event: web_sys::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(file) = input.and_then(|input| files::from_input(&input).into_iter().next()) else { return };
        leptos::task::spawn_local(async move {
            match files::text_of(&file).await {
                Ok(text) => read(state, text),
                Err(error) => state.notice.set(error),
            }
        });
    };
    let input = el("input").attr("type", "file").attr("accept", ".json").class("vh").attr(mark, "").on("change", opened);
    el("label").class("btn sm").child(input).child(words)
}
