//! What is said of the command palette and shortcuts.

use super::Sentence;

/// A text without places.
type Words = &'static str;

texts! {
    /// The command palette and shortcuts.
    CommandText {
        title: Words,
        search: Words,
        none: Words,
        found: Sentence<1>,
        page: Words,
        view: Words,
        metric: Words,
        filter: Words,
        action: Words,
        language: Words,
        shortcuts: Words,
        palette: Words,
        close_key: Words,
        single: Words,
        keys: Words,
        does: Words,
        ctrl_k: Words,
    }
}
