//! Checks on the data: what in it weakens the numbers, in which file, how often (METRICS section 10).
//!
//! A check looks at the whole load, whatever part of it is asked for, and says nothing about the bot. Its words, and how
//! to mend the data at the source, stand in `text`.

mod chats;
mod dates;
mod evidence;
mod files;
mod found;
mod id;
mod sales;
mod survey;

pub use evidence::{Evidence, FileEvidence};
pub use id::CheckId;

use crate::metrics::Context;
use crate::scorecard::Check;

/// What the data should be told about, in the order of METRICS section 10, then by file.
pub fn check(context: &Context<'_>, evidence: &Evidence<'_>) -> Vec<Check> {
    let mut found = found::Found::new(evidence);
    files::check(evidence, &mut found);
    // What asks rows cannot ask a cube, whose rows are in a warehouse.
    if context.facts.counted.is_none() {
        sales::check(context, evidence, &mut found);
        chats::check(context, evidence, &mut found);
        survey::check(context, &mut found);
        dates::check(context, evidence, &mut found);
    }
    found.into_checks()
}
