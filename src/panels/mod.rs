//! What each screen says.
