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
