//! The serve loop: hears requests, lets the session answer, posts what it says.

use std::io::{Read, Seek, SeekFrom};

use js_sys::{Array, Date, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

use crate::browser::sliced_file::SlicedFile;
use crate::protocol::{BUILD, Request, Response, VERSION};
use crate::session::Session;

/// Milliseconds between two progress messages of a file.
const PROGRESS_MILLIS: f64 = 100.0;

/// Serves until the tab ends this worker.
pub fn serve() {
    std::panic::set_hook(Box::new(|panic| post(&Response::Failed { message: panic.to_string() })));
    let mut session = Session::default();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Err(message) = answer(&mut session, &event.data()) {
            post(&Response::Failed { message });
        }
    });
    scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // Lives as long as the worker.
    on_message.forget();
    post(&Response::Ready { version: VERSION, build: BUILD.to_owned() });
}

fn answer(session: &mut Session, message: &JsValue) -> Result<(), String> {
    let message: &Array = message.dyn_ref().ok_or("not a list")?;
    let bytes: Uint8Array = message.get(0).dyn_into().map_err(|_not_bytes| "no requests")?;
    let requests: Vec<Request> = borsh::from_slice(&bytes.to_vec()).map_err(|error| error.to_string())?;
    let started = Date::now();
    let mut handles = message.iter().skip(1);
    let mut throttle = Throttle::default();
    session.answer(requests, |_| input(handles.next()), &mut |mut response| {
        if let Response::Scorecard { millis, .. } = &mut response {
            *millis = Date::now() - started;
        }
        if throttle.passes(&response, Date::now()) {
            post(&response);
        }
    });
    Ok(())
}

/// Bytes that can be sought.
trait Bytes: Read + Seek {}

impl<R: Read + Seek> Bytes for R {}

fn input(handle: Option<JsValue>) -> Box<dyn Bytes> {
    let file = handle.and_then(|handle| handle.dyn_into::<File>().ok());
    let opened = file.ok_or_else(|| std::io::Error::other("no file handle")).and_then(SlicedFile::new);
    match opened {
        Ok(file) => Box::new(file),
        Err(error) => Box::new(Unreadable(Some(error))),
    }
}

/// A file that cannot be opened says so when it is read, like any other that breaks.
struct Unreadable(Option<std::io::Error>);

impl Read for Unreadable {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

impl Seek for Unreadable {
    fn seek(&mut self, _: SeekFrom) -> std::io::Result<u64> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Lets the first progress of each file through, then one each [`PROGRESS_MILLIS`].
#[derive(Default)]
struct Throttle {
    last: Option<(u32, f64)>,
}

impl Throttle {
    fn passes(&mut self, response: &Response, now: f64) -> bool {
        let Response::Progress { file, .. } = response else {
            return true;
        };
        let is_due = self.last.is_none_or(|(last, at)| last != *file || now - at >= PROGRESS_MILLIS);
        if is_due {
            self.last = Some((*file, now));
        }
        is_due
    }
}

fn post(response: &Response) {
    // Numbers of a scorecard are finite, and bytes can always be cloned.
    let bytes = borsh::to_vec(response).unwrap_or_default();
    let _ = scope().post_message(&Uint8Array::from(bytes.as_slice()));
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
