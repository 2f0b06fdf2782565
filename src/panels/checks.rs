//! Checks on the data for people: what is seen, in which file, what it weakens and how to mend it; and the badge on a tile.

use super::View;
use crate::format::count;
use crate::insight::checks::CheckId;
use crate::metrics::MetricId;
use crate::model::order::put_in_order_by;
use crate::scorecard::{ChangeId, Check};

/// A check as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRow {
    /// Which check.
    pub check: &'static str,
    /// What is seen.
    pub title: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// Names or keys it is about; empty for none.
    pub examples: String,
    /// The file.
    pub file: String,
    /// How many rows.
    pub count: String,
    /// The numbers that it weakens.
    pub weakens: String,
    /// What to do at the source.
    pub fix: &'static str,
    /// Whether any number is weakened.
    pub is_warning: bool,
}

/// All that the checks found: what weakens numbers first.
pub fn checks(view: &View<'_>) -> Vec<CheckRow> {
    let known = view.card.checks.iter().filter_map(|check| Some((check, CheckId::from_word(&check.check)?)));
    let mut rows: Vec<CheckRow> = known.map(|(check, id)| row(view, check, id)).collect();
    put_in_order_by(&mut rows, |row| !row.is_warning);
    rows
}

fn row(view: &View<'_>, check: &Check, id: CheckId) -> CheckRow {
    let words = &view.text.check_words;
    let text = view.text.checks.of(id);
    let names: Vec<&str> = id.weakens().iter().map(|metric| view.text.metrics.of(ChangeId::of_metric(*metric)).name).collect();
    CheckRow {
        check: id.word(),
        title: text.title,
        why: text.why,
        examples: check.examples.join(words.between),
        file: check.file.clone().unwrap_or_else(|| words.all_files.to_owned()),
        count: count(check.count as f64),
        weakens: if names.is_empty() { words.weakens_nothing.to_owned() } else { names.join(words.between) },
        fix: text.fix,
        is_warning: !names.is_empty(),
    }
}

/// What weakens one number: a sentence for its tile, and the claims behind it. None if nothing does.
pub fn badge(view: &View<'_>, id: ChangeId) -> Option<(String, String)> {
    let weakens = |check: &CheckId| match id {
        ChangeId::ChatToLead => check.weakens().contains(&MetricId::ConversionRate),
        id => MetricId::from_word(id.word()).is_some_and(|metric| check.weakens().contains(&metric)),
    };
    let mut found: Vec<CheckId> = view.card.checks.iter().filter_map(|check| CheckId::from_word(&check.check)).collect();
    found.dedup();
    found.retain(weakens);
    if found.is_empty() {
        return None;
    }
    let words = &view.text.check_words;
    let titles: Vec<&str> = found.iter().map(|check| view.text.checks.of(*check).title).collect();
    Some((words.badge.with([&count(found.len() as f64)]), titles.join(words.between)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::format::Language;
    use crate::panels::fixture::{english, march};
    use crate::text::text;

    #[test]
    fn a_check_names_its_file_and_weakens_its_tiles() {
        let found = Check {
            check: "survey_after_success".to_owned(),
            file: Some("chats.csv".to_owned()),
            count: 1_204,
            examples: Vec::new(),
        };
        let told = Check { check: "test_traffic".to_owned(), file: None, count: 8, examples: Vec::new() };
        let card = crate::scorecard::Scorecard { checks: vec![told, found], ..march() };
        let view = english(&card);
        let rows = checks(&view);
        // What weakens a number comes first.
        assert_eq!((rows[0].file.as_str(), rows[0].count.as_str(), rows[0].weakens.as_str()), ("chats.csv", "1,204", "CSAT"));
        assert_eq!(rows[1].weakens, "No number as a whole");
        assert_eq!(badge(&view, ChangeId::Csat).map(|(_, why)| why), Some("Only resolved chats were asked".to_owned()));
        assert_eq!(badge(&view, ChangeId::DeflectionRate), None);
    }

    #[test]
    fn every_check_has_its_words_in_both_languages() {
        for language in [Language::En, Language::Ja] {
            let titles: BTreeSet<&str> = CheckId::ALL.iter().map(|check| text(language).checks.of(*check).title).collect();
            assert_eq!(titles.len(), CheckId::ALL.len());
        }
    }
}
