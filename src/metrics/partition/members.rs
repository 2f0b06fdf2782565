//! The conversations of groups, shown block by block, so that narrow columns are read in a tight loop.

use std::ops::Range;
use std::rc::Rc;

use super::NO_GROUP;
use crate::model::Codes;

/// Conversations that are shown together.
pub const BLOCK: usize = 1 << 10;

/// Some conversations, ascending or by date.
#[derive(Clone, Debug)]
pub enum Members {
    /// They follow one another.
    Range(Range<usize>),
    /// One by one.
    List(Rc<Vec<u32>>),
}

/// The group of each conversation.
#[derive(Clone, Debug)]
pub enum Groups {
    /// All in one.
    One(u32),
    /// By the code of a column: the group of each code.
    ByCode(Rc<Vec<u32>>, Rc<Codes>),
}

/// Conversations and how their groups are found.
#[derive(Clone, Debug)]
pub struct Run {
    /// Which.
    pub members: Members,
    /// Their groups.
    pub groups: Groups,
}

/// At most [`BLOCK`] conversations.
#[derive(Clone, Copy, Debug)]
pub enum Block<'a> {
    /// So many from one on.
    From(usize, usize),
    /// These.
    At(&'a [u32]),
}

impl Block<'_> {
    /// How many.
    pub fn len(&self) -> usize {
        match self {
            Self::From(_, count) => *count,
            Self::At(list) => list.len(),
        }
    }

    /// The numbers of a column, for these conversations.
    pub fn read<'b>(&self, codes: &Codes, room: &'b mut [u32; BLOCK]) -> &'b [u32] {
        let count = self.len();
        let Some(into) = room.get_mut(..count) else { return &[] };
        // What a column does not hold is 0.
        into.fill(0);
        match self {
            Self::From(first, _) => codes.copy_from(*first, into),
            Self::At(list) => codes.copy_at(list, into),
        }
        into
    }

    /// The conversations.
    pub fn conversations(&self) -> impl Iterator<Item = usize> + '_ {
        let (first, count, list) = match self {
            Self::From(first, count) => (*first, *count, &[][..]),
            Self::At(list) => (0, 0, *list),
        };
        (first..first + count).chain(list.iter().map(|at| *at as usize))
    }
}

impl Members {
    /// All of them, block by block.
    pub fn blocks(&self, mut show: impl FnMut(Block<'_>)) {
        match self {
            Self::Range(range) => {
                for first in range.clone().step_by(BLOCK) {
                    show(Block::From(first, BLOCK.min(range.end - first)));
                }
            }
            Self::List(list) => list.chunks(BLOCK).for_each(|list| show(Block::At(list))),
        }
    }
}

impl Groups {
    /// The groups of a block.
    pub fn read<'b>(&self, block: Block<'_>, room: &'b mut [u32; BLOCK]) -> &'b [u32] {
        let count = block.len();
        match self {
            Self::ByCode(of_code, codes) => {
                block.read(codes, room);
                for group in room.iter_mut().take(count) {
                    *group = of_code.get(*group as usize).copied().unwrap_or(NO_GROUP);
                }
            }
            Self::One(group) => room.iter_mut().take(count).for_each(|slot| *slot = *group),
        }
        room.get(..count).unwrap_or_default()
    }

    /// The group of one conversation.
    pub fn of(&self, at: usize) -> u32 {
        match self {
            Self::One(group) => *group,
            Self::ByCode(of_code, codes) => {
                let code = usize::try_from(codes.get(at)).unwrap_or(usize::MAX);
                of_code.get(code).copied().unwrap_or(NO_GROUP)
            }
        }
    }
}
