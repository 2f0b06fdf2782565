//! The readers as the tab sees them: workers that each read ranges of large files, as many as the device has processors for,
//! and that live while there is something to read.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::File;

use super::parts::Parts;
use super::running::Running;
use crate::protocol::{ReadAnswer, ToRead};

/// Readers at most: more of them wait for the same disk and the one session.
const MOST_READERS: u32 = 4;

/// What is heard of a file.
pub enum Heard {
    /// The rows of one range.
    Range(Uint8Array),
    /// SHA-256 in lower-case hex.
    Hash(String),
    /// A reader died over it.
    Lost,
}

/// Handle of the readers of a tab.
#[derive(Clone)]
pub struct Readers(Rc<Inner>);

struct Inner {
    on_heard: Box<dyn Fn(u32, Heard)>,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    parts: Option<Parts>,
    has_failed: bool,
    /// By number of the reader; one that died or ended leaves its place empty.
    readers: Vec<Option<Reader>>,
    queue: VecDeque<Task>,
}

struct Reader {
    running: Running,
    task: Option<Task>,
}

#[derive(Clone)]
struct Task {
    file: u32,
    asked: ToRead,
    handle: File,
}

impl Readers {
    /// None runs until there is something to read.
    pub fn new(on_heard: impl Fn(u32, Heard) + 'static) -> Self {
        Self(Rc::new(Inner { on_heard: Box::new(on_heard), state: RefCell::default() }))
    }

    /// How many may run: of one, nothing would be faster.
    pub fn count() -> u32 {
        let processors = web_sys::window().map_or(1.0, |window| window.navigator().hardware_concurrency());
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small whole number")]
        let processors = processors as u32;
        processors.clamp(1, MOST_READERS)
    }

    /// Brings their parts into memory.
    pub async fn fetch(&self) {
        let parts = Parts::fetch("reader").await;
        {
            let mut state = self.0.state.borrow_mut();
            state.has_failed = parts.is_err();
            state.parts = parts.ok();
        }
        self.go_on();
    }

    /// Reads ranges of a file.
    pub fn read(&self, file: u32, plan: &[u8], orders: Vec<Vec<u8>>, handle: &File) {
        let ranges = orders.into_iter().map(|order| ToRead::Range { file, plan: plan.to_vec(), order });
        let tasks = ranges.map(|asked| Task { file, asked, handle: handle.clone() });
        self.0.state.borrow_mut().queue.extend(tasks);
        self.go_on();
    }

    /// Reads a file for its hash.
    pub fn hash(&self, file: u32, handle: File) {
        self.0.state.borrow_mut().queue.push_back(Task { file, asked: ToRead::Hash { file }, handle });
        self.go_on();
    }

    /// Reads no more ranges of a file; one under way comes late.
    pub fn forget(&self, file: u32) {
        self.0.state.borrow_mut().queue.retain(|task| task.file != file);
    }

    /// Gives everything up.
    pub fn cancel(&self) {
        let mut state = self.0.state.borrow_mut();
        state.queue.clear();
        state.readers.clear();
    }

    /// Starts readers for what waits, hands it out, and ends them when nothing does.
    fn go_on(&self) {
        if self.0.state.borrow().has_failed {
            let lost: Vec<Task> = self.0.state.borrow_mut().queue.drain(..).collect();
            lost.iter().for_each(|task| self.tell_lost(task));
            return;
        }
        let is_over = {
            let state = self.0.state.borrow();
            state.queue.is_empty() && state.readers.iter().flatten().all(|reader| reader.task.is_none())
        };
        if is_over {
            self.0.state.borrow_mut().readers.clear();
            return;
        }
        self.start();
        self.hand_out();
    }

    fn start(&self) {
        let mut state = self.0.state.borrow_mut();
        let wanted = state.queue.len().min(Self::count() as usize);
        let State { parts: Some(parts), readers, .. } = &mut *state else { return };
        for at in readers.len()..wanted {
            let (hearing, dying) = (self.clone(), self.clone());
            let started = Running::start(parts, move |data| hearing.hear(at, data), move |_| dying.lose(at));
            readers.push(started.ok().map(|running| Reader { running, task: None }));
        }
        if readers.iter().all(Option::is_none) {
            state.has_failed = true;
        }
    }

    fn hand_out(&self) {
        let mut state = self.0.state.borrow_mut();
        let State { readers, queue, .. } = &mut *state;
        for reader in readers.iter_mut().flatten().filter(|reader| reader.running.is_ready && reader.task.is_none()) {
            let Some(task) = queue.pop_front() else { break };
            // Bytes in memory can always be written to; handles can always be cloned.
            let bytes = borsh::to_vec(&task.asked).unwrap_or_default();
            let _ = reader.running.worker.post_message(&Array::of2(&Uint8Array::from(bytes.as_slice()), &task.handle));
            reader.task = Some(task);
        }
    }

    fn hear(&self, at: usize, data: &JsValue) {
        let list = data.dyn_ref::<Array>().cloned().unwrap_or_default();
        let bytes = list.get(0).dyn_ref::<Uint8Array>().map(Uint8Array::to_vec).unwrap_or_default();
        let answer = borsh::from_slice::<ReadAnswer>(&bytes);
        {
            let mut state = self.0.state.borrow_mut();
            let Some(reader) = state.readers.get_mut(at).and_then(Option::as_mut) else { return };
            reader.running.is_ready = true;
            if !matches!(answer, Ok(ReadAnswer::Ready)) {
                reader.task = None;
            }
        }
        // The next range is read while this one is taken in.
        self.hand_out();
        match answer {
            Ok(ReadAnswer::Range { file }) => {
                if let Ok(rows) = list.get(1).dyn_into::<Uint8Array>() {
                    (self.0.on_heard)(file, Heard::Range(rows));
                }
            }
            Ok(ReadAnswer::Hash { file, sha256: Some(sha256) }) => (self.0.on_heard)(file, Heard::Hash(sha256)),
            _ => {}
        }
        self.go_on();
    }

    /// A reader died: its file is read in another way, and what waits of it is given up.
    fn lose(&self, at: usize) {
        let task = {
            let mut state = self.0.state.borrow_mut();
            let task = state.readers.get_mut(at).and_then(Option::take).and_then(|reader| reader.task);
            state.has_failed |= state.readers.iter().all(Option::is_none);
            if let Some(task) = &task {
                state.queue.retain(|other| other.file != task.file);
            }
            task
        };
        if let Some(task) = task {
            self.tell_lost(&task);
        }
        self.go_on();
    }

    fn tell_lost(&self, task: &Task) {
        if matches!(task.asked, ToRead::Range { .. }) {
            (self.0.on_heard)(task.file, Heard::Lost);
        }
    }
}
