//! Statistics behind the metrics.
