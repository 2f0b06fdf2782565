//! The renderer as the tab sees it: a worker that starts for one file and ends with it.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};

use super::parts::Parts;
use super::running::Running;
use crate::protocol::{RenderAnswer, ToRender};

/// Handle of the one renderer of a tab.
#[derive(Clone, Default)]
pub struct Renderer(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    parts: Option<Parts>,
    worker: Option<Running>,
}

impl Renderer {
    /// Brings its parts into memory.
    pub async fn fetch(&self) -> Result<(), String> {
        let parts = Parts::fetch("renderer").await?;
        self.0.borrow_mut().parts = Some(parts);
        Ok(())
    }

    /// Makes a file of a link; `tell` hears of it or of why there is none. A second one takes the place of the first.
    pub fn render(&self, asked: &ToRender, tell: impl Fn(Result<String, String>) + 'static) {
        // Bytes in memory can always be written to.
        let bytes = borsh::to_vec(asked).unwrap_or_default();
        let tell = Rc::new(tell);
        let (telling, dying, own) = (tell.clone(), tell.clone(), self.clone());
        let hear = move |data: &JsValue| {
            let said = data.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec).unwrap_or_default();
            match borsh::from_slice::<RenderAnswer>(&said) {
                Ok(RenderAnswer::Ready) => own.post(&bytes),
                Ok(RenderAnswer::Made(file)) => {
                    telling(Ok(file));
                    own.0.borrow_mut().worker = None;
                }
                Err(error) => telling(Err(error.to_string())),
            }
        };
        let started = match &self.0.borrow().parts {
            Some(parts) => Running::start(parts, hear, move |message| dying(Err(message.to_owned()))),
            None => Err("renderer".to_owned()),
        };
        match started {
            Ok(running) => self.0.borrow_mut().worker = Some(running),
            Err(message) => tell(Err(message)),
        }
    }

    fn post(&self, bytes: &[u8]) {
        if let Some(running) = &self.0.borrow().worker {
            // Bytes can always be cloned.
            let _ = running.worker.post_message(&Array::of1(&Uint8Array::from(bytes)));
        }
    }
}
