//! One file a metric.

pub mod statistics;
