//! Links that are made and opened in the worker.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::share::{LinkFault, Opened, Part, ShareOptions, Shared};

/// A link and what it holds.
#[derive(Clone, Debug, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct LinkMade {
    /// The fragment, without its `#`.
    pub fragment: String,
    /// The bytes that a passphrase locks.
    pub payload: Vec<u8>,
    /// What is in it.
    pub shared: Shared,
    /// Letters that leaving out a part saves.
    pub saves: Vec<(Part, u32)>,
    /// Parts that the data has.
    pub offered: ShareOptions,
}

/// What became of a link.
#[derive(Clone, Debug, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct LinkOpened {
    /// Whether it is set beside one that is open.
    pub is_other: bool,
    /// What it holds, or why it cannot be shown.
    pub result: Result<Opened, LinkFault>,
    /// Its rules that differ from the defaults: name and value.
    pub rules: Vec<(String, String)>,
    /// What its passphrase opens, if it is locked.
    pub locked: Vec<u8>,
}
