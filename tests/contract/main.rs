//! The numbers that METRICS prints, computed from rows.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::many_single_char_names,
    clippy::format_push_string,
    clippy::manual_midpoint,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what is not as expected may end a test"
)]

mod attribution;
mod checks;
mod cube;
mod decided;
mod edges;
mod finding_rules;
mod findings;
mod gaps;
mod golden_deflection;
mod golden_examples;
mod invoice;
mod laws;
mod lineage;
mod load;
mod many_values;
mod opens;
mod random_load;
mod sample_snapshot;
mod what_if;

use std::io::Cursor;

use botworth::protocol::OpenFile;
use botworth::session::Session;

/// The sample, as a session opens it.
fn sample() -> Session {
    let mut session = Session::new("UTC");
    for (file, (name, bytes)) in (0..).zip(botworth::sample::generate(7)) {
        let file = OpenFile { file, name, size: bytes.len() as u64, sha256: None };
        assert!(session.open(&file, Cursor::new(bytes), &mut |_, _| {}).is_ok());
    }
    session
}
