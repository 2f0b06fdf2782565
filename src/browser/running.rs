//! A worker that runs, with the closures it calls: all end together.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Worker};

use super::parts::Parts;

/// A worker from its start to its end.
pub struct Running {
    /// What messages are posted to.
    pub worker: Worker,
    /// Whether it has said that it listens.
    pub is_ready: bool,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Running {
    /// Starts a worker; `on_message` hears what it says, `on_error` how it dies.
    pub fn start(
        parts: &Parts,
        on_message: impl Fn(&JsValue) + 'static,
        on_error: impl Fn(&str) + 'static,
    ) -> Result<Self, String> {
        let worker = parts.start()?;
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| on_message(&event.data()));
        let on_error = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            on_error(&event.message());
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self { worker, is_ready: false, _on_message: on_message, _on_error: on_error })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
