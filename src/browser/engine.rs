//! The worker as the tab sees it: requests go in, responses come out. It starts, cancels and restarts the worker, and a
//! fresh worker is asked again what the old one had been asked.
//!
//! A file that holds others goes to the unpacker, and what was in it comes back as files of its own.
//!
//! The root element tells how far the engine is, for styles and tests: `data-engine` is `ready` once every part is in memory,
//! `data-scorecard` is `ready` or `empty`, `data-scorecards` counts the scorecards shown.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, File};

use super::parts::Parts;
use super::readers::{self, Readers};
use super::running::Running;
use super::unpacker::{Heard, Outcome, Unpacker};
use super::{error_text, time_zone};
use crate::protocol::{BUILD, FileError, OpenFile, Request, Response, VERSION};
use crate::session::{History, Replay};

/// Handle of the one engine of a tab; clones are the same engine.
#[derive(Clone)]
pub struct Engine(SendWrapper<Rc<Inner>>);

struct Inner {
    on_response: Box<dyn Fn(Response)>,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    parts: Option<Parts>,
    worker: Option<Running>,
    /// What waits for the worker's `Ready`.
    queue: Vec<Request>,
    history: History,
    /// Handles and names of the files opened, by number.
    files: BTreeMap<u32, (OpenFile, Option<File>)>,
    next_file: u32,
    /// Whether the worker itself told why it dies.
    has_told: bool,
    unpacker: Option<Unpacker>,
    readers: Option<Readers>,
    /// Files whose hash is still to be read, once their numbers are there.
    without_hash: Vec<u32>,
    /// Whether everything that is fetched has been asked for and has come, or cannot.
    has_fetched: bool,
    /// An empty answer that waits for what is being unpacked.
    held: Option<Response>,
}

impl Engine {
    /// Brings the worker's parts into memory and starts it. Everything it says comes to `on_response`.
    pub fn start(on_response: impl Fn(Response) + 'static) -> Self {
        let inner = Inner { on_response: Box::new(on_response), state: RefCell::default() };
        let engine = Self(SendWrapper::new(Rc::new(inner)));
        let hearing = engine.clone();
        let unpacker = Unpacker::new(move |file, heard| hearing.hear_unpacker(file, heard));
        let hearing = engine.clone();
        let readers = Readers::new(move |file, heard| hearing.hear_reader(file, heard));
        {
            let mut state = engine.0.state.borrow_mut();
            state.unpacker = Some(unpacker.clone());
            state.readers = Some(readers.clone());
        }
        let loading = engine.clone();
        spawn_local(async move {
            match Parts::fetch("worker").await {
                Ok(parts) => {
                    loading.0.state.borrow_mut().parts = Some(parts);
                    loading.start_worker();
                }
                Err(message) => loading.fail(message),
            }
            // Without them the worker reads alone.
            readers.fetch().await;
            // Without it everything else works; a packed file then says that it cannot be unpacked.
            let _ = unpacker.fetch().await;
            loading.0.state.borrow_mut().has_fetched = true;
            loading.mark_if_ready();
        });
        engine
    }

    /// Asks; until the worker is ready, requests wait.
    pub fn send(&self, request: &Request) {
        {
            let mut state = self.0.state.borrow_mut();
            state.history.record(request);
            state.queue.push(request.clone());
        }
        self.flush();
    }

    /// Opens files beside what is loaded. Gives their numbers, in order.
    pub fn open(&self, files: Vec<File>) -> Vec<OpenFile> {
        let opened: Vec<OpenFile> = files
            .into_iter()
            .map(|handle| {
                // A size is a whole number below 2^53.
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes are not negative")]
                let size = handle.size() as u64;
                self.number(handle.name(), size, Some(handle), None)
            })
            .collect();
        if !opened.is_empty() {
            self.send(&Request::Open { files: opened.clone() });
        }
        opened
    }

    /// Opens text as a file of that name.
    pub fn open_text(&self, name: &str, text: String) -> OpenFile {
        // A handle too: what is not recognised is read again when its columns are named.
        let handle = File::new_with_str_sequence(&Array::of1(&text.as_str().into()), name).ok();
        let file = self.number(name.to_owned(), text.len() as u64, handle, None);
        self.send(&Request::OpenText { file: file.clone(), text });
        file
    }

    /// A file by its number.
    pub fn file(&self, number: u32) -> Option<OpenFile> {
        self.0.state.borrow().files.get(&number).map(|(file, _)| file.clone())
    }

    /// Stops what is being read or computed at once. What was complete is opened again. Gives the numbers of the files that
    /// were left out.
    pub fn cancel(&self) -> Vec<u32> {
        let (replay, unpacker) = {
            let mut state = self.0.state.borrow_mut();
            state.held = None;
            (state.history.cancel(), state.unpacker.clone())
        };
        let unpacked = unpacker.map(|unpacker| unpacker.cancel()).unwrap_or_default();
        let left_out = replay.left_out.iter().copied().chain(unpacked).collect();
        self.restart(replay);
        left_out
    }

    fn number(&self, name: String, size: u64, handle: Option<File>, sha256: Option<String>) -> OpenFile {
        let mut state = self.0.state.borrow_mut();
        let file = OpenFile { file: state.next_file, name, size, sha256 };
        state.next_file += 1;
        state.files.insert(file.file, (file.clone(), handle));
        file
    }

    fn start_worker(&self) {
        let started = {
            let mut state = self.0.state.borrow_mut();
            state.worker = None;
            state.has_told = false;
            // Still loading: the worker starts when the parts are there.
            let Some(parts) = state.parts.as_ref() else { return };
            let (hearing, dying) = (self.clone(), self.clone());
            Running::start(parts, move |data| hearing.hear(data), move |message| dying.recover(message))
        };
        match started {
            Ok(running) => self.0.state.borrow_mut().worker = Some(running),
            Err(message) => self.fail(message),
        }
    }

    fn hear(&self, data: &JsValue) {
        let parsed = data.dyn_ref::<Uint8Array>().and_then(|bytes| borsh::from_slice::<Response>(&bytes.to_vec()).ok());
        let Some(response) = parsed else {
            return self.fail("unreadable message".to_owned());
        };
        if let Response::Ready { version, build } = &response {
            if *version != VERSION || build != BUILD {
                return self.fail(format!("page {BUILD}, worker {build}: reload the page"));
            }
            {
                let mut state = self.0.state.borrow_mut();
                if let Some(running) = state.worker.as_mut() {
                    running.is_ready = true;
                }
                state.queue.insert(0, Request::Hello { version: VERSION, time_zone: time_zone(), readers: Readers::count() });
            }
            self.flush();
            self.mark_if_ready();
        } else {
            let mut state = self.0.state.borrow_mut();
            state.history.observe(&response);
            state.has_told |= matches!(response, Response::Failed { .. });
        }
        if let Some(response) = self.without_ranges(response).and_then(|response| self.without_packed(response)) {
            let is_scorecard = matches!(response, Response::Scorecard { .. });
            self.tell(response);
            if is_scorecard {
                self.read_hashes();
            }
        }
    }

    /// Every part is in memory, and the worker listens.
    fn mark_if_ready(&self) {
        let state = self.0.state.borrow();
        if state.has_fetched && state.worker.as_ref().is_some_and(|running| running.is_ready) {
            mark(|root| drop(root.set_attribute("data-engine", "ready")));
        }
    }

    /// Hands ranges of files to the readers.
    fn without_ranges(&self, response: Response) -> Option<Response> {
        match response {
            Response::ReadRanges { file, plan, orders } => {
                let (readers, handle) = {
                    let mut state = self.0.state.borrow_mut();
                    if file.sha256.is_none() && !state.without_hash.contains(&file.file) {
                        state.without_hash.push(file.file);
                    }
                    let handle = state.files.get(&file.file).and_then(|(_, handle)| handle.clone());
                    (state.readers.clone(), handle)
                };
                match readers.zip(handle) {
                    Some((readers, handle)) => readers.read(file.file, &plan, orders, &handle),
                    None => self.send(&Request::OpenWhole { files: vec![file] }),
                }
                None
            }
            Response::ReadWhole { file } => {
                self.send(&Request::OpenWhole { files: vec![file] });
                None
            }
            response => Some(response),
        }
    }

    fn hear_reader(&self, file: u32, heard: readers::Heard) {
        match heard {
            readers::Heard::Range(rows) => {
                let state = self.0.state.borrow();
                let Some(running) = state.worker.as_ref().filter(|running| running.is_ready) else { return };
                // Bytes in memory can always be written to, and moved.
                let request = borsh::to_vec(&[Request::TakeRange { file }].as_slice()).unwrap_or_default();
                let message = Array::of2(&Uint8Array::from(request.as_slice()), &rows);
                let _ = running.worker.post_message_with_transfer(&message, &Array::of1(&rows.buffer()));
            }
            readers::Heard::Hash(sha256) => self.send(&Request::SetHash { file, sha256 }),
            readers::Heard::Lost => {
                let known = self.file(file);
                self.0.state.borrow_mut().without_hash.retain(|other| *other != file);
                if let Some(file) = known {
                    self.send(&Request::OpenWhole { files: vec![file] });
                }
            }
        }
    }

    /// Reads the hashes that nobody had to wait for.
    fn read_hashes(&self) {
        let (readers, handles) = {
            let mut state = self.0.state.borrow_mut();
            let numbers = std::mem::take(&mut state.without_hash);
            let handle = |file: u32| Some((file, state.files.get(&file)?.1.clone()?));
            let handles: Vec<(u32, File)> = numbers.into_iter().filter_map(handle).collect();
            (state.readers.clone(), handles)
        };
        if let Some(readers) = readers {
            handles.into_iter().for_each(|(file, handle)| readers.hash(file, handle));
        }
    }

    /// Hands files that hold others to the unpacker. While it works, that nothing is loaded is no news.
    fn without_packed(&self, response: Response) -> Option<Response> {
        let mut state = self.0.state.borrow_mut();
        let unpacker = state.unpacker.clone();
        match &response {
            Response::Refused { file, name, error: FileError::Packed } => {
                let handle = state.files.get(file).and_then(|(_, handle)| handle.clone());
                drop(state);
                let is_taken = unpacker.zip(handle).is_some_and(|(unpacker, handle)| unpacker.take(*file, name, handle));
                (!is_taken).then_some(response)
            }
            Response::Scorecard { card: None, .. } if unpacker.is_some_and(|unpacker| unpacker.is_busy()) => {
                state.held = Some(response);
                None
            }
            _ => Some(response),
        }
    }

    fn hear_unpacker(&self, file: u32, heard: Heard) {
        let known = self.0.state.borrow().files.get(&file).map(|(file, _)| file.clone());
        let Some(packed) = known else { return };
        match heard {
            Heard::Progress(bytes) => self.tell(Response::Progress { file, bytes: bytes.min(packed.size), rows: 0 }),
            Heard::Done(outcome) => self.open_made(packed, outcome),
        }
    }

    /// Opens what was in a file in its place.
    fn open_made(&self, packed: OpenFile, Outcome { made, mut refused }: Outcome) {
        if made.is_empty() {
            let error = if refused.is_empty() { FileError::Empty } else { refused.swap_remove(0).1 };
            self.tell(Response::Refused { file: packed.file, name: packed.name, error });
            let held = {
                let mut state = self.0.state.borrow_mut();
                let is_busy = state.unpacker.as_ref().is_some_and(Unpacker::is_busy);
                if is_busy { None } else { state.held.take() }
            };
            if let Some(held) = held {
                self.tell(held);
            }
            return;
        }
        self.0.state.borrow_mut().held = None;
        let files: Vec<OpenFile> =
            made.into_iter().map(|made| self.number(made.name, made.size, Some(made.handle), made.sha256)).collect();
        self.tell(Response::Unpacked { file: packed.file, made: files.clone() });
        for (name, error) in refused {
            let name = if name.is_empty() { packed.name.clone() } else { name };
            let file = self.number(name, 0, None, None);
            self.tell(Response::Refused { file: file.file, name: file.name, error });
        }
        self.send(&Request::Open { files });
    }

    fn tell(&self, response: Response) {
        let scorecard = match &response {
            Response::Scorecard { card, .. } => Some(if card.is_some() { "ready" } else { "empty" }),
            _ => None,
        };
        (self.0.on_response)(response);
        if let Some(scorecard) = scorecard {
            mark(move |root| {
                let seen = root.get_attribute("data-scorecards").and_then(|seen| seen.parse::<u32>().ok()).unwrap_or(0);
                let _ = root.set_attribute("data-scorecard", scorecard);
                let _ = root.set_attribute("data-scorecards", &(seen + 1).to_string());
            });
        }
    }

    /// Posts what waits, as one list.
    fn flush(&self) {
        let posted = {
            let mut state = self.0.state.borrow_mut();
            let Some(running) = state.worker.as_ref().filter(|running| running.is_ready) else {
                return;
            };
            let worker = running.worker.clone();
            let requests = std::mem::take(&mut state.queue);
            let message = Array::new();
            // Bytes in memory can always be written to.
            let bytes = borsh::to_vec(&requests).unwrap_or_default();
            message.push(&Uint8Array::from(bytes.as_slice()));
            for request in &requests {
                for file in request.handles() {
                    let handle = state.files.get(&file.file).and_then(|(_, handle)| handle.as_ref());
                    message.push(handle.map_or(&JsValue::NULL, AsRef::as_ref));
                }
            }
            worker.post_message(&message)
        };
        if let Err(error) = posted {
            self.fail(error_text(&error));
        }
    }

    /// The worker died: says why, once, and goes on with a fresh one.
    fn recover(&self, message: &str) {
        let (replay, has_told, names, was_ready) = {
            let mut state = self.0.state.borrow_mut();
            let was_ready = state.worker.as_ref().is_some_and(|running| running.is_ready);
            let replay = state.history.crash();
            let names: Vec<OpenFile> =
                replay.left_out.iter().filter_map(|number| state.files.get(number)).map(|(file, _)| file.clone()).collect();
            (replay, state.has_told, names, was_ready)
        };
        if !has_told {
            self.fail(message.to_owned());
        }
        // A worker that never started would not start the next time either.
        if !was_ready {
            self.0.state.borrow_mut().worker = None;
            return;
        }
        for OpenFile { file, name, .. } in names {
            let error = FileError::Broken { line: 0, reason: message.to_owned() };
            self.tell(Response::Refused { file, name, error });
        }
        self.restart(replay);
    }

    fn restart(&self, replay: Replay) {
        let is_empty = replay.requests.is_empty();
        {
            let mut state = self.0.state.borrow_mut();
            if let Some(readers) = &state.readers {
                readers.cancel();
            }
            state.without_hash.clear();
            state.queue = replay.requests;
            for number in replay.left_out {
                state.files.remove(&number);
            }
        }
        self.start_worker();
        // The fresh worker tells those again that it is asked for.
        self.tell(Response::Mappings { mappings: Vec::new(), again: Vec::new() });
        if is_empty {
            let nothing = Response::Scorecard {
                card: None,
                json: String::new(),
                rules: Box::default(),
                intents: Vec::new(),
                test_rows: Vec::new(),
                millis: 0.0,
            };
            self.tell(nothing);
        }
    }

    fn fail(&self, message: String) {
        self.tell(Response::Failed { message });
    }
}

/// Changes the root element after what was said has been shown.
fn mark(change: impl FnOnce(&Element) + 'static) {
    gloo::timers::callback::Timeout::new(0, || {
        let root = web_sys::window().and_then(|window| window.document()).and_then(|document| document.document_element());
        if let Some(root) = root {
            change(&root);
        }
    })
    .forget();
}
