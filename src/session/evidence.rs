//! What the files of a load say of themselves, for the checks.

use super::file_facts::dates_of;
use crate::facts::Facts;
use crate::ingest::Load;
use crate::insight::checks::{Evidence, FileEvidence};
use crate::model::SortedMap;
use crate::rules::Rules;

/// The evidence of a load under the facts' zone.
pub fn evidence<'a>(load: &'a Load, facts: &Facts, before: Option<&'a Rules>) -> Evidence<'a> {
    let mut kept_out: Vec<SortedMap<&'static str, u64>> = vec![SortedMap::new(); load.files.len()];
    for (tally, count) in load.ledger.tallies() {
        if let Some(of_file) = kept_out.get_mut(tally.file as usize) {
            *of_file.entry(tally.reason.code()).or_default() += count;
        }
    }
    let file = |(file, kept_out): (&crate::ingest::FileSummary, SortedMap<&'static str, u64>)| FileEvidence {
        name: file.name.clone(),
        source: file.source.clone(),
        table: Some(file.table),
        shape: file.reason.clone(),
        rows_duplicate: file.rows_duplicate,
        ignored_columns: file.ignored_columns.clone(),
        mixes_zones: file.span.utc.is_some() && file.span.local.is_some(),
        dates: dates_of(&file.span, &facts.zone),
        kept_out,
    };
    Evidence { tables: &load.tables, files: load.files.iter().zip(kept_out).map(file).collect(), before }
}
