//! Facts of each conversation.

pub mod calendar;
pub mod zone;
