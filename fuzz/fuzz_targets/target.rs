//! Every fuzzer: the target of its own name, without end.

#![no_main]

use botworth_fuzz::TARGETS;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let target = TARGETS.iter().find(|(name, _)| *name == env!("CARGO_BIN_NAME"));
    target.expect("a fuzzer is named after its target").1(bytes);
});
