//! Tidio: contacts, as the screens name their columns and as the API does (FORMATS 5). What a CSV of conversations looks like
//! is not known.

use crate::ingest::mapping::{Clock, Convert, Draft, Kind, Mapping, Output, Read, Signature, SourceRow, Vendor, Verdict, column};
use crate::model::TableName;

/// Tidio.
pub static TIDIO: Vendor = Vendor {
    id: "tidio",
    kinds: &[Kind {
        label: "Tidio contacts",
        table: TableName::Leads,
        signature: Signature {
            all: &[&["Email consent"], &["Email"]],
            any: &[
                &["Browser language"],
                &["Conversation rating"],
                &["distinct_id"],
                &["messenger_id"],
                &["language"],
                &["Tags"],
            ],
            least: 1,
            ..Signature::EMPTY
        },
        read: Read::Columns(&CONTACTS),
    }],
};

static CONTACTS: Mapping = Mapping {
    table: TableName::Leads,
    columns: &[
        column(&["ID", "distinct_id", "Email"], "lead_id", Convert::Text),
        column(&["Created at", "created"], "created_at", Convert::Time(Clock::Account)),
        column(&["ID"], "user_id", Convert::Text),
        column(&["distinct_id"], "anonymous_id", Convert::Text),
        column(&["Email"], "email", Convert::Text),
        column(&["Phone"], "phone", Convert::Text),
    ],
    fixed: &[],
    hook: Some(finish_contact),
};

/// A visitor of whom nothing is known is no lead.
fn finish_contact(_: &SourceRow<'_>, lead: &mut Draft, output: &mut Output<'_>) -> Verdict {
    if lead.has("email") || lead.has("phone") {
        return Verdict::Keep;
    }
    output.leave_out("contact without email and phone");
    Verdict::Skip
}
