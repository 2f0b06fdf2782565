//! The seven canonical tables (METRICS section 1), and the cube that stands for them, as columns with one dictionary of text.
//!
//! Knows neither files nor vendors nor formulas: importers fill it, `facts` reads it.

mod bytes;
mod codes;
mod column;
mod cube;
mod dictionary;
mod largest;
pub mod order;
mod origins;
mod rows;
mod sorted_map;
mod table;
mod tables;
mod timestamp;
mod words;
pub mod zone;

pub use codes::Codes;
pub use column::{Cell, Coded, Column};
pub use cube::{Cube, CubeRow};
pub use dictionary::{Dictionary, Symbol, Symbols};
pub use largest::{LARGEST_NUMBER, LARGEST_SUM, had};
pub use origins::Origins;
pub use rows::{
    ConversationRow, Conversations, EventRow, Events, Exposure, ExposureRow, Identity, LeadRow, Leads, Origin, Revenue,
    RevenueRow, TicketRow, Tickets, TouchRow, Touches,
};
pub use sorted_map::SortedMap;
pub use tables::Tables;
pub use timestamp::{Date, Timestamp};
pub use words::{
    CubePart, Dimension, EventName, FirstUseful, GapKind, Handoff, LeadOrigin, Resolution, RevenueStatus, TableName,
};
