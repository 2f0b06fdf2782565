//! A part of the chats behind a number: those that asked one question in vain, or that reached one step of a flow.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::model::GapKind;

/// Which chats, by a mark that stands in an address in place of anybody's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Among {
    /// The chats of a knowledge gap.
    Gap(u32),
    /// The chats that reached a step.
    Step(u32),
}

impl Among {
    /// Those of the gap that was found as a question of a kind.
    pub fn gap(kind: GapKind, question: &str) -> Self {
        Self::Gap(mark(&[kind.word(), " ", question].concat()))
    }

    /// Those that reached a step; its flow is a filter.
    pub fn step(name: &str) -> Self {
        Self::Step(mark(name))
    }

    /// As an address says it: `step.1a2b3c4d`.
    pub fn to_word(self) -> String {
        match self {
            Self::Gap(mark) => format!("gap.{mark:08x}"),
            Self::Step(mark) => format!("step.{mark:08x}"),
        }
    }

    /// What an address says; none for anything else.
    pub fn from_word(word: &str) -> Option<Self> {
        let (of, mark) = word.split_once('.')?;
        let mark = u32::from_str_radix(mark, 16).ok()?;
        match of {
            "gap" => Some(Self::Gap(mark)),
            "step" => Some(Self::Step(mark)),
            _ => None,
        }
    }
}

/// FNV-1a of a text.
fn mark(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |mark, byte| (mark ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_chats_without_their_words() {
        // FNV-1a of "a", from the algorithm's own test vectors.
        assert_eq!(Among::step("a").to_word(), "step.e40c292c");
        let gap = Among::gap(GapKind::Wrong, "Is the sea blue?");
        assert_eq!(Among::from_word(&gap.to_word()), Some(gap));
        assert_ne!(Among::gap(GapKind::Missing, "Is the sea blue?"), gap);
        assert_eq!(["gap", "gap.x", "row.e40c292c"].map(Among::from_word), [None; 3]);
    }
}
