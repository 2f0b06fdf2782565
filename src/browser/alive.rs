//! Whether a worker lives. A browser tells of its errors, and not that it ended one; but a lock that the worker held falls free then.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::AbortController;

/// Waits for the end of a worker; dropped, it waits no longer.
pub struct Watch {
    stop: AbortController,
    _on_gone: Closure<dyn FnMut()>,
}

impl Watch {
    /// Watches the worker that holds a lock; none where the browser gives no locks.
    pub fn over(lock: &str, on_gone: impl FnMut() + 'static) -> Option<Self> {
        let locks = Reflect::get(&web_sys::window()?.navigator(), &"locks".into()).ok()?;
        let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
        let stop = AbortController::new().ok()?;
        let options = Object::new();
        Reflect::set(&options, &"signal".into(), &stop.signal()).ok()?;
        let on_gone = Closure::<dyn FnMut()>::new(on_gone);
        let asked = request.call3(&locks, &lock.into(), &options, on_gone.as_ref()).ok()?;
        let asked: Promise = asked.dyn_into().ok()?;
        // One that is dropped is refused, which is no news.
        spawn_local(async move { drop(JsFuture::from(asked).await) });
        Some(Self { stop, _on_gone: on_gone })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stop.abort();
    }
}
