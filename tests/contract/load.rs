//! Small loads written as text.

use botworth::ingest::{assemble, read_file};
use botworth::rules::Rules;
use botworth::scorecard::{FileFacts, Scorecard, score};

/// Scores named texts under rules, in UTC.
pub fn scored(files: &[(&str, &str)], rules: &Rules) -> Scorecard {
    let parts: Vec<_> =
        files.iter().map(|(name, text)| read_file(name, text.len() as u64, text.as_bytes(), &mut |_, _| {}).unwrap()).collect();
    let load = assemble(&parts);
    assert_eq!(load.ledger.total(), 0, "every row of the fixture is readable");
    score(&load.tables, Vec::<FileFacts>::new(), rules, "UTC")
}

/// Rules from JSON.
pub fn rules(json: &str) -> Rules {
    serde_json::from_str(json).unwrap()
}

/// Asserts that two numbers print alike to six digits.
#[track_caller]
pub fn assert_close(found: Option<f64>, expected: f64) {
    let found = found.expect("a value");
    assert!((found - expected).abs() <= 1e-6 * expected.abs().max(1.0), "found {found}, expected {expected}");
}

/// Asserts a share in per cent to one digit, as METRICS prints it.
#[track_caller]
pub fn assert_percent(found: f64, printed: f64) {
    assert!((found * 100.0 - printed).abs() <= 0.05 + 1e-9, "found {}, printed {printed}", found * 100.0);
}
