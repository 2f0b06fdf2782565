//! Chart specifications, marks and SVG.
//!
//! A spec becomes marks on a [`Drawing`]; the tab builds elements from the marks, everything else writes them as SVG text.
//! Marks carry classes instead of colours, so that one drawing serves light, dark and paper. Positions are whole tenths
//! of a pixel and widths of words come from a table: the same bytes on every target. No state and no browser here.

mod axis;
mod backend;
mod bullet;
mod mark;
mod series;
mod spark;
mod svg;
mod trend;
mod width;

pub use axis::{Axis, nice_axis, nice_top};
pub use bullet::{BandMark, BandTone, Bullet, draw_bullet};
pub use mark::{Anchor, Drawing, Ink, Mark, tenths};
pub use series::{WeekPoint, series_range};
pub use spark::draw_spark;
pub use svg::to_svg;
pub use trend::{TrendSpec, draw_trend};
pub use width::text_width;
