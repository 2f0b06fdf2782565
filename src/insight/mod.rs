//! What is wrong, what it costs and what to do (METRICS sections 6, 9 and 10): findings, checks on the data, knowledge
//! gaps, the invoice, what-if, savings by other rules.
//!
//! Reads facts and scorecards. Knows no importer and no browser; how each is said stands in `text`.

pub mod checks;
pub mod findings;
pub mod gaps;
pub mod invoice;
pub mod savings;
pub mod vanity;
pub mod what_if;
