//! What a cube says of groups that were folded before it left the warehouse.

use crate::model::{CubePart, CubeRow, Tables};

/// A number that is not that of the rows, in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Differing<'a> {
    /// The file's number.
    pub file: u32,
    /// Its place in the scorecard, such as `segments.intent`.
    pub path: &'a str,
    /// Chats, leads, orders, tickets, visitors or sums that are folded or hidden there.
    pub folded: u64,
}

/// Every number of which a cube says that it differs from that of the rows; none if nothing was folded.
pub fn differing(tables: &Tables) -> Vec<Differing<'_>> {
    let text = |symbol| tables.dictionary.text(symbol);
    let is_told = |row: &CubeRow| row.part == Some(CubePart::About) && text(row.measure) == "differs";
    let told = tables.cube.rows().filter(is_told);
    told.map(|row| Differing { file: row.origin.file, path: text(row.name), folded: text(row.text).parse().unwrap_or(0) })
        .collect()
}
