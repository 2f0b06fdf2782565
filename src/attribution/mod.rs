//! Which touch earned the revenue.
