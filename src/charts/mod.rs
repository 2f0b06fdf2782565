//! Chart specifications, marks and SVG.
//!
//! A spec becomes marks on a [`Drawing`]; the tab builds elements from the marks, everything else writes them as SVG text.
//! Marks carry classes instead of colours, so that one drawing serves light, dark and paper. Positions are whole tenths
//! of a pixel and widths of words come from a table: the same bytes on every target. No state and no browser here.

mod axis;
mod backend;
mod bars;
mod bullet;
mod columns;
mod curves;
mod dots;
mod flow;
mod funnel;
mod grid;
mod key;
mod mark;
mod multiples;
mod series;
mod sheet;
mod spark;
mod svg;
mod trend;
mod width;

pub use axis::{Axis, nice_axis, nice_top};
pub use bars::{BarRow, DivergingRow, draw_bars, draw_diverging};
pub use bullet::{BandMark, BandTone, Bullet, draw_bullet};
pub use columns::{Column, draw_columns};
pub use curves::{Curve, CurvesSpec, draw_curves};
pub use dots::{DotRow, draw_dots};
pub use flow::{FLOW_LEAST_WIDTH, FlowBranch, FlowLeaf, draw_flow};
pub use funnel::{FunnelBar, draw_funnel};
pub use grid::{GridCell, GridRow, draw_grid};
pub use key::draw_key;
pub use mark::{Anchor, Drawing, Ink, Mark, Point, tenths};
pub use multiples::{Panel, draw_multiples};
pub use series::{WeekPoint, series_range};
pub use spark::draw_spark;
pub use svg::{to_svg, to_svg_file};
pub use trend::{TrendSpec, draw_trend};
pub use width::text_width;
