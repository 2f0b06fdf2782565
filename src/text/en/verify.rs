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
    absent: "not there: taken out at the start, or this browser has none",
    unseen: "told nothing: neither that it was refused nor that it was done",
    visible: "not tried: no policy covers it, and it would leave this page before your eyes",
    out: "not refused",
    all_refused: sentence(
        "All {0} ways out that a policy covers are closed. Of {1} others a page can tell nothing, or would have to leave.",
    ),
    some_out: sentence("{0} of {1} ways out are open. Do not open private files here, and tell whoever serves this page."),
    offline: "Without a network",
    offline_how: "Switch the network off and reload: the page opens from what the browser keeps, and everything works. Or save botworth.html from where this page is served and open it from your disk.",
    limits: "What a page cannot rule out",
    limits_what: "Extensions of your browser see what you see. A page can open another site, before your eyes; this one has no link to any. A page can have the browser look up or greet an address ahead of time (preconnect), which tells that address and none of your data unless its name holds it; this page names none. Whoever serves the page could serve another one: compare the hash above with the release.",
    files: "The files of this page",
    files_sub: "Read again as the page gets them (once the browser keeps them, from what it keeps), and hashed in this tab.",
    check: "Hash the files",
    checking: "Hashing \u{2026}",
    same: sentence("All {0} files are as the release lists them."),
    differ: sentence("{0} {0:file differs|files differ} from the list: {1}"),
    unknown: "There is no list of files here: without a network, or in the page that is one file. Hash that file itself: sha256sum botworth.html.",
    release: "SHA-256 of this release (of its list SHA256SUMS, published beside the archive):",
    inside: "fetch inside a worker",
    data: "Your data on one page",
    data_sub: "For whoever has to say yes to the use of this page.",
    data_facts: [
        (
            "What is read",
            "The files you open, whole, by workers of this tab: chats, events, leads, orders, visits, tickets. Names, e-mail addresses and phone numbers in them tell which rows are of one person; no number and no link holds them.",
        ),
        ("What is sent", "Nothing. Once the page is loaded it makes no request, and its policy has the browser refuse any."),
        (
            "What is kept, and where",
            "Rows: in the memory of this tab, until you close it. In this browser: language, appearance, the choice of keys, and what you decide about questions without an answer, with their wording (e-mails, phones, long numbers and names after “my name is” masked; other names are not recognised). Only if you tick it, the workspace: rules, mappings, views, scenarios and the numbers of past weeks, no rows. The browser also keeps the files of this app, so that it opens without a network.",
        ),
        (
            "How it is wiped",
            "Close the tab, and the rows are gone. Data, Wipe what this browser keeps removes the rest; clearing the site's data in the browser removes the files of this app too. Files that you saved are yours to delete.",
        ),
        (
            "What a link holds",
            "Totals, rates, intervals and weeks, behind the #, which no browser sends. Groups of fewer than five chats are hidden unless your rules say otherwise. Never rows, questions, people or names of files; names of sources only if you say so. Whoever has the link has these numbers.",
        ),
    ],
};
