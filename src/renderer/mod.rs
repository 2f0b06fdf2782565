//! What makes pages of a shared scorecard where no app runs: elements of the embed page, and files for the tab that asks.
//! Knows the link, the scorecard as printed, and `render`; no rows, no metrics, no state.

mod elements;

use wasm_bindgen::JsCast as _;
use web_sys::{DedicatedWorkerGlobalScope, Element};

use crate::browser::scope;
use crate::format::Language;
use crate::protocol::{RenderAnswer, ToRender};
use crate::render::{Rendered, WIDTH, node, page};
use crate::share::{link, open_given};
use crate::text::text;

/// Serves until the tab ends this worker; does nothing in a page.
pub fn serve() {
    if js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>().is_err() {
        return;
    }
    scope::listen(|message| {
        let Ok((bytes, _)) = message else { return };
        let Ok(asked) = borsh::from_slice::<ToRender>(&bytes) else { return };
        post(&RenderAnswer::Made(made(&asked)));
    });
    post(&RenderAnswer::Ready);
}

fn made(asked: &ToRender) -> String {
    // The tab made the link itself.
    let Ok(opened) = link::open(&asked.link) else { return String::new() };
    let text = text(Language::from_tag(&asked.language));
    Rendered { opened: &opened, text, link: &asked.link, width: WIDTH }.to_form(asked.form)
}

fn post(answer: &RenderAnswer) {
    scope::post(&borsh::to_vec(answer).unwrap_or_default());
}

/// Shows what was given in place of what an element holds; gives the sentence that says why it cannot be shown.
pub fn show(root: &Element, given: &str, language: &str, width: u32) -> String {
    let text = text(Language::from_tag(language));
    let (page, fault) = match open_given(given) {
        Ok(opened) => (page(Rendered { opened: &opened, text, link: "", width }), String::new()),
        Err(fault) => {
            let said = text.shared.given(&fault);
            (node("main").class("wrap shared").child(node("p").attr("role", "alert").child(said.as_str())), said)
        }
    };
    elements::replace(root, &page);
    fault
}
