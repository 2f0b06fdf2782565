//! Facts of each conversation.
