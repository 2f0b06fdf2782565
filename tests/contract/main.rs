//! The numbers that METRICS prints, computed from rows.

mod golden_deflection;
mod golden_examples;
mod laws;
mod lineage;
mod load;
