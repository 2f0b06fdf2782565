//! The serve loop.
