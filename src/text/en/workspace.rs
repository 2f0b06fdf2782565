//! The workspace and saved views in English.

use crate::text::{WorkspaceText, sentence};

pub(super) const WORKSPACE: WorkspaceText = WorkspaceText {
    title: "Workspace",
    sub: "Rules, mappings, views, gap names, scenarios and the numbers of past weeks, in one file. No row of an export is in it. Next Monday open it along with the new export alone.",
    save: "Save workspace",
    open: "Open a workspace",
    keep: "Keep it in this browser",
    keep_is: "Only on this device, and only while this is checked.",
    wipe: "Wipe what this browser keeps",
    wiped: "This browser keeps nothing any more. What is open stays open until you close the tab.",
    not_readable: "The workspace that this browser keeps cannot be read here: a later version may have written it. It is left as it is, and nothing of this tab is kept until you wipe it on the data page.",
    no_room: "This browser keeps nothing here, or has no room for the workspace. Save it as a file.",
    views: "Views",
    views_count: sentence("Views ({0})"),
    view_name: "Name for what is shown now",
    keep_view: "Keep this view",
    no_views: "No view is kept yet. Page, dates and filters are kept under a name.",
    remove_view: sentence("Remove the view {0}"),
    weeks: sentence("{0} {0:week|weeks} of before, under {1} {1:set|sets} of rules"),
    latest: sentence("{0}, as saved: {1}"),
    latest_sub: "The last full week and those before it, from your workspace. Money, findings, rows and filters need the files.",
    is_open: "Your workspace is open. Drop this week's export to go on.",
};
