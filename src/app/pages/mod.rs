//! One file a page.

mod board;
mod data;
mod drop;
mod intents;
mod mapping;
mod metric;
mod money;
mod progress;
mod reach;
mod rules;
mod share;
mod shared;
mod trend;
mod verify;
mod work;

pub use board::board_page;
pub use data::data_page;
pub use drop::drop_page;
pub use mapping::mapping_panel;
pub use metric::metric_page;
pub use money::money_page;
pub use progress::progress_page;
pub use rules::rules_page;
pub use share::share_page;
pub use shared::shared_page;
pub use verify::verify_page;
pub use work::work_page;
