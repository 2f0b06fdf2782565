//! The check of the promise in English.

use crate::text::{VerifyText, sentence};

pub(super) const VERIFY: VerifyText = VerifyText {
    title: "Check that nothing is sent",
    sub: "The browser keeps this page from sending, not our good will. Put it to the test, with your files open if you like.",
    policy: "The policy in force",
    policy_sub: "Read from this page as it stands. The browser enforces it, and scripts of the page cannot take it back.",
    trials: "Try to send something",
    trials_sub: "The word \u{201c}test\u{201d} to example.com, by every way that a page has, one after the other. Takes some seconds.",
    start: "Try every way",
    trying: "Trying \u{2026}",
    way: "Way out",
    outcome: "What the browser did",
    refused: "refused",
    absent: "not there: taken out at the start",
    out: "not refused",
    all_refused: sentence("All {0} ways out are closed."),
    some_out: sentence("{0} of {1} ways out are open. Do not open private files here, and tell whoever serves this page."),
    offline: "Without a network",
    offline_how: "Switch the network off and reload: the page opens from what the browser keeps, and everything works. Or save botworth.html from where this page is served and open it from your disk.",
    limits: "What a page cannot rule out",
    limits_what: "Extensions of your browser see what you see. A click on a link to another site opens that site, as anywhere; this page has none. Whoever serves the page could serve another one: compare the hash below with the release.",
    files: "The files of this page",
    files_sub: "Read again as the page gets them (once the browser keeps them, from what it keeps), and hashed in this tab.",
    check: "Hash the files",
    checking: "Hashing \u{2026}",
    same: sentence("All {0} files are as the release lists them."),
    differ: sentence("{0} files differ from the list: {1}"),
    unknown: "There is no list of files here: without a network, or in the page that is one file. Hash that file itself: sha256sum botworth.html.",
    release: "SHA-256 of the list (SHA256SUMS)",
    inside: "fetch inside a worker",
};
