//! Readers that others wrote: over bytes that nobody meant they may panic, and that is one file's fault.

use std::panic::{self, AssertUnwindSafe};

/// What read a file stopped over its bytes.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("it is damaged, so that what reads it stopped; save or export it again")]
pub(super) struct Stopped;

/// What a reader gives, or that it panicked.
pub(super) fn caught<T>(read: impl FnOnce() -> T) -> Result<T, Stopped> {
    let told = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let outcome = panic::catch_unwind(AssertUnwindSafe(read));
    panic::set_hook(told);
    outcome.map_err(|_panic| Stopped)
}
