//! Pieces that several pages share: plain functions from values to views.

mod chart;
mod drawing;
mod facts;
mod figure;
mod filters;
mod findings;
mod icon;
mod markdown;
mod open;
mod palette;
mod rule_field;
mod table;
mod tile;
mod views;

pub use chart::{chart_body, chart_view};
pub use drawing::drawing_view;
pub use facts::{facts_list, facts_view};
pub use figure::{figure, page_head, status};
pub use filters::{alone_button, chosen_view, filters_view};
pub use findings::findings_view;
pub use icon::{Icon, fingerprint_view, icon};
pub use markdown::markdown_view;
pub use open::open_text_view;
pub use palette::{listen_to_keys, open_palette, palette_view};
pub use rule_field::{rule_control, rule_field, value_of};
pub use table::{Head, meter, number_cell, row_head, said_view, second_line, table_view, way_view, words_cell};
pub use tile::{behind_link, tile_view};
pub use views::{close_menus, views_view};
