//! What a worker of ours does with its tab: it hears messages, answers with bytes, and reads the handles that come along.

use std::io::{self, Read, Seek, SeekFrom};

use js_sys::{Array, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

use super::sliced_file::SlicedFile;

/// Hears messages until the tab ends this worker: their bytes, and what came with them.
pub fn listen(mut on_message: impl FnMut(Result<(Vec<u8>, Array), String>) + 'static) {
    let closure = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| on_message(split(&event.data())));
    scope().set_onmessage(Some(closure.as_ref().unchecked_ref()));
    // Lives as long as the worker.
    closure.forget();
}

fn split(message: &JsValue) -> Result<(Vec<u8>, Array), String> {
    let message: &Array = message.dyn_ref().ok_or("not a list")?;
    let bytes: Uint8Array = message.get(0).dyn_into().map_err(|_not_bytes| "no bytes")?;
    Ok((bytes.to_vec(), message.slice(1, message.length())))
}

/// Posts bytes.
pub fn post(bytes: &[u8]) {
    // Bytes can always be cloned.
    let _ = scope().post_message(&Uint8Array::from(bytes));
}

/// Posts bytes with more of them, whose memory moves along.
pub fn post_moving(bytes: &[u8], more: &[u8]) {
    let more = Uint8Array::from(more);
    // Bytes can always be cloned.
    let _ = scope().post_message_with_transfer(&Array::of2(&Uint8Array::from(bytes), &more), &Array::of1(&more.buffer()));
}

/// Posts bytes with a handle.
pub fn post_with(bytes: &[u8], handle: &JsValue) {
    // Bytes and files can always be cloned.
    let _ = scope().post_message(&Array::of2(&Uint8Array::from(bytes), handle));
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Bytes that can be sought.
pub trait Bytes: Read + Seek {}

impl<R: Read + Seek> Bytes for R {}

/// The bytes of a handle, or those that came along themselves. One that cannot be opened says so when it is read, like any other file that breaks.
pub fn bytes_of(handle: &JsValue) -> Box<dyn Bytes> {
    if let Some(bytes) = handle.dyn_ref::<Uint8Array>() {
        return Box::new(io::Cursor::new(bytes.to_vec()));
    }
    let file = handle.dyn_ref::<File>().cloned();
    let opened = file.ok_or_else(|| io::Error::other("no file handle")).and_then(SlicedFile::new);
    match opened {
        Ok(file) => Box::new(file),
        Err(error) => Box::new(Unreadable(Some(error))),
    }
}

struct Unreadable(Option<io::Error>);

impl Read for Unreadable {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

impl Seek for Unreadable {
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        self.0.take().map_or(Ok(0), Err)
    }
}
