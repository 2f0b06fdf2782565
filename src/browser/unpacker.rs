//! The unpacker as the tab sees it: a worker that lives while there is something to unpack.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::File;

use super::error_text;
use super::parts::Parts;
use super::running::Running;
use crate::protocol::{FileError, NEVER_STARTED, ToUnpack, UnpackAnswer};

/// A file that was in another.
pub struct Made {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub size: u64,
    /// SHA-256 of the file that it was in, where its bytes were made anew.
    pub sha256: Option<String>,
    /// Its handle.
    pub handle: File,
}

/// Everything that came of one file.
#[derive(Default)]
pub struct Outcome {
    /// Files that were made.
    pub made: Vec<Made>,
    /// Files that could not be had, with their names.
    pub refused: Vec<(String, FileError)>,
}

/// What is heard of a file.
pub enum Heard {
    /// So many bytes came out so far.
    Progress(u64),
    /// It is unpacked.
    Done(Outcome),
}

/// Handle of the one unpacker of a tab.
#[derive(Clone)]
pub struct Unpacker(Rc<Inner>);

struct Inner {
    on_heard: Box<dyn Fn(u32, Heard)>,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    parts: Option<Parts>,
    worker: Option<Running>,
    /// What waits for the worker.
    queue: Vec<(ToUnpack, File)>,
    /// Files under way in the order in which the worker takes them: the first is the one it works on.
    under_way: Vec<UnderWay>,
}

/// A file under way.
struct UnderWay {
    asked: ToUnpack,
    handle: File,
    outcome: Outcome,
}

impl Unpacker {
    /// Without its parts it takes nothing.
    pub fn new(on_heard: impl Fn(u32, Heard) + 'static) -> Self {
        Self(Rc::new(Inner { on_heard: Box::new(on_heard), state: RefCell::default() }))
    }

    /// Brings its parts into memory.
    pub async fn fetch(&self) -> Result<(), String> {
        let parts = Parts::fetch("unpacker").await?;
        self.0.state.borrow_mut().parts = Some(parts);
        Ok(())
    }

    /// Takes a file; false if it cannot be unpacked here.
    pub fn take(&self, file: u32, name: &str, handle: File) -> bool {
        {
            let mut state = self.0.state.borrow_mut();
            if state.parts.is_none() {
                return false;
            }
            let asked = ToUnpack { file, name: name.to_owned() };
            state.queue.push((asked.clone(), handle.clone()));
            state.under_way.push(UnderWay { asked, handle, outcome: Outcome::default() });
        }
        self.start();
        self.flush();
        true
    }

    /// Whether anything is under way.
    pub fn is_busy(&self) -> bool {
        !self.0.state.borrow().under_way.is_empty()
    }

    /// Gives everything up; the numbers of the files that were under way.
    pub fn cancel(&self) -> Vec<u32> {
        let mut state = self.0.state.borrow_mut();
        state.worker = None;
        state.queue.clear();
        std::mem::take(&mut state.under_way).into_iter().map(|under_way| under_way.asked.file).collect()
    }

    /// Gives one file up: it has been taken out of the list.
    pub fn forget(&self, file: u32) {
        let was_worked_on = {
            let mut state = self.0.state.borrow_mut();
            let at = state.under_way.iter().position(|under_way| under_way.asked.file == file);
            let Some(at) = at else { return };
            state.under_way.remove(at);
            state.queue.retain(|(asked, _)| asked.file != file);
            at == 0
        };
        if was_worked_on {
            self.start_again();
        }
    }

    /// Goes on with what is left in a fresh worker.
    fn start_again(&self) {
        {
            let mut state = self.0.state.borrow_mut();
            state.worker = None;
            for under_way in &mut state.under_way {
                under_way.outcome = Outcome::default();
            }
            state.queue = state.under_way.iter().map(|under_way| (under_way.asked.clone(), under_way.handle.clone())).collect();
            if state.queue.is_empty() {
                return;
            }
        }
        self.start();
    }

    fn start(&self) {
        let started = {
            let state = self.0.state.borrow();
            if state.worker.is_some() {
                return;
            }
            let Some(parts) = state.parts.as_ref() else { return };
            let (hearing, dying) = (self.clone(), self.clone());
            Running::start(parts, move |data| hearing.hear(data), move |message| dying.give_up(message))
        };
        match started {
            Ok(running) => self.0.state.borrow_mut().worker = Some(running),
            Err(message) => self.give_up(&message),
        }
    }

    fn flush(&self) {
        let posted = {
            let mut state = self.0.state.borrow_mut();
            let queue = std::mem::take(&mut state.queue);
            let Some(running) = state.worker.as_ref().filter(|running| running.is_ready) else {
                state.queue = queue;
                return;
            };
            queue.into_iter().try_for_each(|(asked, handle)| {
                // Bytes in memory can always be written to.
                let bytes = borsh::to_vec(&asked).unwrap_or_default();
                running.worker.post_message(&Array::of2(&Uint8Array::from(bytes.as_slice()), &handle))
            })
        };
        if let Err(error) = posted {
            self.give_up(&error_text(&error));
        }
    }

    fn hear(&self, data: &JsValue) {
        let (bytes, handle) = match data.dyn_ref::<Array>() {
            Some(list) => (list.get(0), list.get(1).dyn_into::<File>().ok()),
            None => (data.clone(), None),
        };
        let bytes = bytes.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec).unwrap_or_default();
        match (borsh::from_slice::<UnpackAnswer>(&bytes), handle) {
            (Ok(UnpackAnswer::Ready), _) => {
                if let Some(running) = self.0.state.borrow_mut().worker.as_mut() {
                    running.is_ready = true;
                }
                self.flush();
            }
            (Ok(UnpackAnswer::Progress { file, bytes }), _) => (self.0.on_heard)(file, Heard::Progress(bytes)),
            (Ok(UnpackAnswer::Made { from, name, size, sha256 }), Some(handle)) => {
                self.with(from, |outcome| outcome.made.push(Made { name, size, sha256, handle }));
            }
            (Ok(UnpackAnswer::Refused { from, name, error }), _) => {
                self.with(from, |outcome| outcome.refused.push((name, error)));
            }
            (Ok(UnpackAnswer::Done { file }), _) => self.done(file),
            _ => self.give_up("unreadable message"),
        }
    }

    fn with(&self, file: u32, change: impl FnOnce(&mut Outcome)) {
        let mut state = self.0.state.borrow_mut();
        if let Some(under_way) = state.under_way.iter_mut().find(|under_way| under_way.asked.file == file) {
            change(&mut under_way.outcome);
        }
    }

    fn done(&self, file: u32) {
        let outcome = {
            let mut state = self.0.state.borrow_mut();
            let at = state.under_way.iter().position(|under_way| under_way.asked.file == file);
            let outcome = at.map(|at| state.under_way.remove(at).outcome);
            // Its memory goes back to the system; the files that it made stay with the browser.
            if state.under_way.is_empty() {
                state.worker = None;
            }
            outcome
        };
        if let Some(outcome) = outcome {
            (self.0.on_heard)(file, Heard::Done(outcome));
        }
    }

    /// The worker died: what was made counts, the file that it worked on says why it stops there, and the others are taken again.
    /// One that never started would not start for them either.
    fn give_up(&self, message: &str) {
        let (ended, reason): (Vec<UnderWay>, String) = {
            let mut state = self.0.state.borrow_mut();
            let was_ready = state.worker.take().is_some_and(|running| running.is_ready);
            let ended = if was_ready { 1 } else { state.under_way.len() };
            let ended = ended.min(state.under_way.len());
            let before = if was_ready { "" } else { NEVER_STARTED };
            (state.under_way.drain(..ended).collect(), [before, message].concat())
        };
        self.start_again();
        for UnderWay { asked, mut outcome, .. } in ended {
            outcome.refused.push((String::new(), FileError::Broken { line: 0, reason: reason.clone() }));
            (self.0.on_heard)(asked.file, Heard::Done(outcome));
        }
    }
}
