//! What is wrong, what it costs and what to do (METRICS sections 6, 9 and 10): so far the findings.
//!
//! Reads facts and scorecards. Knows no importer and no browser; How a
//! finding is said stands in `text`.

pub mod findings;
