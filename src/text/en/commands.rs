//! The command palette and shortcuts in English.

use crate::text::{CommandText, sentence};

pub(super) const COMMANDS: CommandText = CommandText {
    title: "Go to or do",
    search: "A page, metric, filter or action",
    none: "Nothing of that name. Try fewer letters.",
    found: sentence("{0} found"),
    page: "Page",
    view: "View",
    metric: "Metric",
    filter: "Filter",
    action: "Action",
    language: "Switch to Japanese · 日本語",
    shortcuts: "Keyboard shortcuts",
    palette: "Go to or do anything",
    close_key: "Close what is open",
    single: "Single keys (turn off if they get in the way)",
    keys: "Keys",
    does: "What they do",
    ctrl_k: "Ctrl K or ⌘ K",
};
