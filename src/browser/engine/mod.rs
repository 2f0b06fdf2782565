//! The worker as the tab sees it: requests go in, responses come out. It starts, cancels and restarts the worker, and a
//! fresh worker is asked again what the old one had been asked.
//!
//! A file that holds others goes to the unpacker, and what was in it comes back as files of its own.
//!
//! The root element tells how far the engine is, for styles and tests: `data-engine` is `ready` once every part is in memory,
//! `data-scorecard` is `ready` or `empty`, `data-scorecards` counts the scorecards shown. `data-used` stands once something was opened
//! or changed: from then on the page is never loaded again by itself.

mod packed;
mod ranged;
mod warming;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, File};

use super::parts::Parts;
use super::readers::Readers;
use super::renderer::Renderer;
use super::running::Running;
use super::unpacker::Unpacker;
use super::{error_text, time_zone};
use crate::model::SortedMap;
use crate::protocol::{BUILD, Choices, FileError, NEVER_STARTED, OpenFile, Request, Response, ToRender, VERSION};
use crate::session::{History, Replay};

/// Workers that are tried one after the other where none comes to listen.
const STARTS_TRIED: u8 = 2;
/// Why no worker can start where its parts did not come.
const NO_PARTS: &str = "its parts did not come";
/// A message of a worker that is no message.
const UNREADABLE: &str = "unreadable message";

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
    files: SortedMap<u32, (OpenFile, Option<File>)>,
    next_file: u32,
    /// Whether the worker itself told why it dies.
    has_told: bool,
    /// Workers in a row that died before they listened.
    never_ready: u8,
    unpacker: Option<Unpacker>,
    readers: Option<Readers>,
    renderer: Renderer,
    /// Files whose hash is still to be read, once their numbers are there.
    without_hash: Vec<u32>,
    /// Whether the part that reads files has come, or cannot.
    has_opener: bool,
    /// Whether everything that is fetched has been asked for and has come, or cannot.
    has_fetched: bool,
    /// An empty answer that waits for what is being unpacked.
    held: Option<Response>,
    /// A worker that only warms up.
    warming: Option<Running>,
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
        let renderer = engine.0.state.borrow().renderer.clone();
        let loading = engine.clone();
        spawn_local(async move {
            match Parts::fetch_session().await {
                Ok(parts) => {
                    loading.0.state.borrow_mut().parts = Some(parts);
                    loading.start_worker();
                }
                Err(message) => loading.never_start(&message),
            }
            // Without it every file says why it cannot be read.
            let opener = Parts::fetch_opener().await;
            loading.take_opener(opener.ok().as_ref());
            // Without them the worker reads alone.
            readers.fetch().await;
            // Without it everything else works; a packed file then says that it cannot be unpacked.
            let _ = unpacker.fetch().await;
            // Without it a scorecard leaves as a link alone.
            let _ = renderer.fetch().await;
            loading.0.state.borrow_mut().has_fetched = true;
            loading.mark_if_ready();
            loading.warm_up_soon();
        });
        engine
    }

    /// Asks; until the worker is ready, requests wait.
    pub fn send(&self, request: &Request) {
        self.end_warming();
        let (readers, unpacker) = {
            let state = self.0.state.borrow();
            (state.readers.clone(), state.unpacker.clone())
        };
        match (request, readers.zip(unpacker)) {
            (Request::Remove { file }, Some((readers, unpacker))) => {
                readers.forget(*file);
                unpacker.forget(*file);
            }
            // In place of everything.
            (Request::OpenSample { .. }, Some((readers, unpacker))) => {
                readers.cancel();
                unpacker.cancel();
            }
            _ => {}
        }
        if !request.is_question() {
            mark(|root| drop(root.set_attribute("data-used", "")));
        }
        {
            let mut state = self.0.state.borrow_mut();
            state.history.record(request);
            state.queue.push(request.clone());
        }
        self.flush();
        self.start_if_given_up(request);
    }

    /// Where workers were given up, the next thing that is asked tries again, and where they can never start it is told so.
    fn start_if_given_up(&self, request: &Request) {
        let has_parts = {
            let mut state = self.0.state.borrow_mut();
            if state.never_ready <= STARTS_TRIED || request.is_question() {
                return;
            }
            if state.parts.is_some() {
                state.never_ready = 0;
            }
            state.parts.is_some()
        };
        if has_parts { self.start_worker() } else { self.never_start(NO_PARTS) }
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

    /// Opens text as a file of that name, which stays in the tab's memory.
    pub fn open_text(&self, name: &str, text: &str) -> Vec<OpenFile> {
        // Text can always be made a file.
        self.open(File::new_with_str_sequence(&Array::of1(&text.into()), name).into_iter().collect())
    }

    /// Makes a file of a link; `tell` hears of it, or why there is none.
    pub fn render(&self, asked: &ToRender, tell: impl Fn(Result<String, String>) + 'static) {
        let renderer = self.0.state.borrow().renderer.clone();
        renderer.render(asked, tell);
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
            return self.fail(UNREADABLE.to_owned());
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
                state.never_ready = 0;
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

    /// The part that reads files is there, or will not come: what waited for it is asked.
    fn take_opener(&self, opener: Option<&JsValue>) {
        {
            let mut state = self.0.state.borrow_mut();
            state.has_opener = true;
            if let (Some(parts), Some(opener)) = (&state.parts, opener) {
                parts.add_opener(opener, state.worker.as_ref().map(|running| &running.worker));
            }
        }
        self.flush();
    }

    /// Posts what waits, as one list.
    fn flush(&self) {
        let posted = {
            let mut state = self.0.state.borrow_mut();
            let Some(running) = state.worker.as_ref().filter(|running| running.is_ready) else {
                return;
            };
            let worker = running.worker.clone();
            let is_held = |request: &Request| !state.has_opener && request.reads_files();
            let held = state.queue.iter().position(is_held).unwrap_or(state.queue.len());
            let later = state.queue.split_off(held);
            let requests = std::mem::replace(&mut state.queue, later);
            if requests.is_empty() {
                return;
            }
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
        let (replay, has_told) = {
            let mut state = self.0.state.borrow_mut();
            if !state.worker.as_ref().is_some_and(|running| running.is_ready) {
                drop(state);
                return self.recover_unheard(message);
            }
            (state.history.crash(), state.has_told)
        };
        if !has_told {
            self.fail(message.to_owned());
        }
        self.refuse(&replay, message);
        self.restart(replay);
    }

    /// A worker died before it listened. What waits for it waits for the next one: it may have had no memory for a moment.
    fn recover_unheard(&self, message: &str) {
        let is_given_up = {
            let mut state = self.0.state.borrow_mut();
            state.worker = None;
            state.never_ready += 1;
            state.never_ready > STARTS_TRIED
        };
        if is_given_up { self.never_start(message) } else { self.start_worker() }
    }

    /// No worker will listen: says so, also of the files that wait for one.
    fn never_start(&self, message: &str) {
        let message = [NEVER_STARTED, message].concat();
        let replay = {
            let mut state = self.0.state.borrow_mut();
            state.never_ready = STARTS_TRIED + 1;
            state.history.cancel()
        };
        self.fail(message.clone());
        self.refuse(&replay, &message);
        if self.forget_all_but(replay) {
            self.tell_empty();
        }
    }

    /// Says of files that are left out why.
    fn refuse(&self, replay: &Replay, message: &str) {
        for number in &replay.left_out {
            if let Some(OpenFile { file, name, .. }) = self.file(*number) {
                let error = FileError::Broken { line: 0, reason: message.to_owned() };
                self.tell(Response::Refused { file, name, error });
            }
        }
    }

    fn restart(&self, replay: Replay) {
        let is_empty = self.forget_all_but(replay);
        self.start_worker();
        // The fresh worker tells those again that it is asked for.
        self.tell(Response::Mappings { mappings: Vec::new(), again: Vec::new() });
        if is_empty {
            self.tell_empty();
        }
    }

    /// What is to be asked of the next worker, and nothing else; whether that is nothing.
    fn forget_all_but(&self, replay: Replay) -> bool {
        let is_empty = replay.requests.is_empty();
        let mut state = self.0.state.borrow_mut();
        if let Some(readers) = &state.readers {
            readers.cancel();
        }
        state.without_hash.clear();
        state.queue = replay.requests;
        for number in replay.left_out {
            state.files.remove(&number);
        }
        is_empty
    }

    /// Nothing is loaded.
    fn tell_empty(&self) {
        self.tell(Response::Scorecard {
            card: None,
            json: String::new(),
            rules: Box::default(),
            intents: Vec::new(),
            choices: Choices::default(),
            earlier: None,
            test_rows: Vec::new(),
            millis: 0.0,
        });
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
