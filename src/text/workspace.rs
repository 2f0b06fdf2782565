//! What is said of the workspace and saved views.

use super::Sentence;

/// A text without places.
type Words = &'static str;

texts! {
    /// Workspace and saved views.
    WorkspaceText {
        title: Words,
        sub: Words,
        save: Words,
        open: Words,
        keep: Words,
        keep_is: Words,
        wipe: Words,
        wiped: Words,
        no_room: Words, not_readable: Words,
        views: Words,
        views_count: Sentence<1>,
        view_name: Words,
        keep_view: Words,
        no_views: Words,
        remove_view: Sentence<1>,
        weeks: Sentence<2>,
        is_open: Words,
        latest: Sentence<2>,
        latest_sub: Words,
    }
}
