//! A worker that runs, with the closures it calls: all end together.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Worker};

use super::alive::Watch;
use super::parts::Parts;

/// A worker from its start to its end.
pub struct Running {
    /// What messages are posted to.
    pub worker: Worker,
    /// Whether it has said that it listens.
    pub is_ready: bool,
    watch: Rc<RefCell<Option<Watch>>>,
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
        // Any that no other worker has, of this tab or another.
        let lock = format!("botworth {}", js_sys::Math::random());
        let worker = parts.start(&lock)?;
        let on_error: Rc<dyn Fn(&str)> = Rc::new(on_error);
        let watch: Rc<RefCell<Option<Watch>>> = Rc::default();
        let (watched, on_gone) = (Rc::clone(&watch), Rc::clone(&on_error));
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            // Before the program says anything, what starts it says that it holds the lock.
            if data.is_string() {
                let on_gone = Rc::clone(&on_gone);
                *watched.borrow_mut() = Watch::over(&lock, move || on_gone(""));
            } else {
                on_message(&data);
            }
        });
        let on_error = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            // A browser that cannot start a program says so without a message.
            let message = js_sys::Reflect::get(&event, &"message".into()).ok().and_then(|message| message.as_string());
            on_error(&message.unwrap_or_default());
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self { worker, is_ready: false, watch, _on_message: on_message, _on_error: on_error })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.watch.take());
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
