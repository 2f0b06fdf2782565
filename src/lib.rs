//! Botworth tells a company whether its chatbot is worth its money.
//!
//! This library is pure: it reads bytes, computes METRICS and draws text and SVG, natively and in
//! WebAssembly alike. Only `browser`, `worker` and `app` know a browser; each is behind a feature.
//!
//! | room | what lives there |
//! |---|---|
//! | [`model`] | the canonical tables as columns |
//! | [`ingest`] | bytes to tables, with a ledger of what was kept out and why |
//! | [`rules`] | everything a company may decide about its numbers |
//! | [`facts`] | persons, folded events, facts of each conversation, periods |
//! | [`metrics`] | one file a metric, and the statistics behind them |
//! | [`attribution`] | which touch earned the revenue |
//! | [`lineage`] | the rows behind a number, with file and line |
//! | [`scorecard`] | the value that is printed, shown and shared |
//! | [`insight`] | what is wrong and what to do: findings, checks on the data, knowledge gaps, scenarios, the invoice |
//! | [`masking`] | what identifies people, taken out of what they wrote |
//! | [`export`] | what leaves as files: tables, rows, the ledger, weeks |
//! | [`render`] | a shared scorecard as a page, a picture, tables |
//! | [`share`] | what of a scorecard is given away, and the link that holds it |
//! | [`sample`] | the seeded sample data set |
//! | [`opener`] | files read for a session, in place or by a part that knows every importer |
//! | [`warehouse`] | the program that counts a scorecard where the rows are |
//! | [`session`], [`protocol`] | what is loaded and asked; the messages that cross to the worker |
//! | [`panels`] | what each screen says: words, numbers and positions out of a scorecard |
//! | [`charts`], [`text`], [`format`], [`panels`] | marks, words, numbers and what each screen shows |

pub mod attribution;
pub mod charts;
pub mod export;
pub mod facts;
pub mod format;
pub mod ingest;
pub mod insight;
pub mod lineage;
pub mod masking;
pub mod metrics;
pub mod model;
pub mod opener;
pub mod panels;
pub mod protocol;
pub mod render;
pub mod rules;
pub mod sample;
pub mod scorecard;
pub mod session;
pub mod share;
mod split_mix;
pub mod text;
pub mod warehouse;
pub mod workspace;

#[cfg(feature = "app")]
pub mod app;
#[cfg(feature = "browser")]
pub mod browser;
#[cfg(feature = "command")]
pub mod command;
#[cfg(feature = "reader")]
pub mod reader;
#[cfg(feature = "renderer")]
pub mod renderer;
#[cfg(feature = "unpacker")]
pub mod unpacker;
#[cfg(feature = "worker")]
pub mod worker;
