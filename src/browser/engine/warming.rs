//! Warming up: while a fresh page waits, a second worker reads and scores the sample and ends. Browsers compile code well only
//! once it is hot, and workers of one module share what was compiled: the first drop is then as fast as the second.

use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};

use super::Engine;
use crate::browser::readers::Readers;
use crate::browser::running::Running;
use crate::browser::time_zone;
use crate::protocol::{Request, Response, VERSION};

/// Any: its numbers are shown to nobody.
const SEED: u64 = 1;
/// Milliseconds after the last part has come: what is asked at once goes first.
const PAUSE: u32 = 200;

impl Engine {
    /// Warms up in a while, where there is a processor to spare.
    pub(super) fn warm_up_soon(&self) {
        if Readers::count() > 1 {
            let engine = self.clone();
            Timeout::new(PAUSE, move || engine.warm_up()).forget();
        }
    }

    fn warm_up(&self) {
        let mut state = self.0.state.borrow_mut();
        let is_waiting = state.files.is_empty() && state.history.is_empty();
        let Some(parts) = state.parts.as_ref().filter(|_| is_waiting) else { return };
        let (hearing, dying) = (self.clone(), self.clone());
        let heard = move |data: &JsValue| hearing.hear_warming(data);
        state.warming = Running::start(parts, heard, move |_| dying.end_warming()).ok();
    }

    fn hear_warming(&self, data: &JsValue) {
        let bytes = data.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec).unwrap_or_default();
        match borsh::from_slice::<Response>(&bytes) {
            Ok(Response::Ready { .. }) => {
                let hello = Request::Hello { version: VERSION, time_zone: time_zone(), readers: 1 };
                // Bytes in memory can always be written to.
                let asked = borsh::to_vec(&vec![hello, Request::OpenSample { seed: SEED }]).unwrap_or_default();
                if let Some(running) = &self.0.state.borrow().warming {
                    let _ = running.worker.post_message(&Array::of1(&Uint8Array::from(asked.as_slice())));
                }
            }
            Ok(Response::Scorecard { .. } | Response::Failed { .. }) => self.end_warming(),
            _ => {}
        }
    }

    /// Ends it, done or not: what a person asks needs the processors.
    pub(super) fn end_warming(&self) {
        // Ended in a task of its own: its closures may be those that run now.
        if let Some(running) = self.0.state.borrow_mut().warming.take() {
            Timeout::new(0, move || drop(running)).forget();
        }
    }
}
