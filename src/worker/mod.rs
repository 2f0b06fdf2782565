//! The serve loop: hears requests, lets the session answer, posts what it says.

mod opener;

use js_sys::Date;

use self::opener::{Handle, opener};
use crate::browser::scope;
use crate::protocol::{BUILD, PANIC, Request, Response, VERSION};
use crate::session::Session;

/// Milliseconds between two progress messages of a file.
const PROGRESS_MILLIS: f64 = 100.0;

/// Serves until the tab ends this worker.
pub fn serve() {
    std::panic::set_hook(Box::new(|panic| post(&Response::Failed { message: panic.to_string() })));
    let mut session = Session::default();
    scope::listen(move |message| {
        if let Err(message) = message.and_then(|(bytes, handles)| answer(&mut session, &bytes, &handles)) {
            post(&Response::Failed { message });
        }
    });
    post(&Response::Ready { version: VERSION, build: BUILD.to_owned() });
}

fn answer(session: &mut Session, bytes: &[u8], handles: &js_sys::Array) -> Result<(), String> {
    assert!(bytes != PANIC, "as asked");
    let requests: Vec<Request> = borsh::from_slice(bytes).map_err(|error| error.to_string())?;
    let started = Date::now();
    let mut handles = handles.iter();
    let mut throttle = Throttle::default();
    session.answer_with(&mut opener(), requests, |_| Handle::new(handles.next()), &mut |mut response| {
        if let Response::Scorecard { millis, .. } = &mut response {
            *millis = Date::now() - started;
        }
        if throttle.passes(&response, Date::now()) {
            post(&response);
        }
    });
    Ok(())
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
    // Numbers of a scorecard are finite; one that is not could not be read again either.
    let failed = |error: std::io::Error| borsh::to_vec(&Response::Failed { message: error.to_string() });
    scope::post(&borsh::to_vec(response).or_else(failed).unwrap_or_default());
}
