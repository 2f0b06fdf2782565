//! The rules of METRICS section 9, by what they speak of. Each says its cases; nothing is decided here.

mod content;
mod gaps;
mod handoff;
mod leads;
mod mix;
mod satisfaction;

use super::board::Board;
use super::case::Case;
use crate::insight::gaps::Found;
use crate::scorecard::{self, BoardId};

/// All cases of a board.
pub fn cases(board: &Board<'_>, card: Option<&scorecard::Board>, asked: &Found) -> Vec<Case> {
    let mut cases = mix::cases(board, card);
    cases.extend(content::of_any_board(board));
    match board.id {
        BoardId::Support => {
            cases.extend(satisfaction::cases(board));
            cases.extend(handoff::cases(board));
            cases.extend(content::cases(board));
            cases.extend(gaps::cases(board, asked));
        }
        BoardId::Lead => cases.extend(leads::cases(board)),
    }
    cases
}
