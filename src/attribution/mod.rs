//! Which touch earned the revenue (METRICS section 5): windows, five models, credits.

mod journeys;
mod models;

pub use journeys::{Credit, Credited, Journeys};
pub use models::credits;
