//! What crosses between the tab and the renderer, as bytes of these (borsh).

use borsh::{BorshDeserialize, BorshSerialize};

use crate::render::Form;

/// A file to make of a link.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct ToRender {
    /// The link, address and all.
    pub link: String,
    /// What it is made into.
    pub form: Form,
    /// BCP 47 tag of its language.
    pub language: String,
}

/// What the renderer says.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum RenderAnswer {
    /// It waits.
    Ready,
    /// The file.
    Made(String),
}
