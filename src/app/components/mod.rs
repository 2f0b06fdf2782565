//! Pieces that several pages share: plain functions from values to views.

mod drawing;
mod facts;
mod figure;
mod icon;
mod tile;

pub use drawing::drawing_view;
pub use facts::facts_view;
pub use figure::{figure, scroll_table, status};
pub use icon::{Icon, fingerprint_view, icon};
pub use tile::tile_view;
