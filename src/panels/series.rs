//! What tells two series of weeks apart: other rules, another engine, other vendors, and numbers that a vendor told otherwise
//! the second time.

use super::{View, metric_of};
use crate::model::order::put_in_order;
use crate::protocol::EarlierSeries;
use crate::scorecard::{BoardId, ChangeId, Week};

/// The least difference of a value that is more than rounding.
const MOVED: f64 = 1e-9;

/// Why a new series begins where saved weeks end. `name` are their files, `last` their last series; `is_one` where there is no
/// other.
pub(super) fn series_words(
    view: &View<'_>,
    board: BoardId,
    id: ChangeId,
    name: &str,
    last: &EarlierSeries,
    is_one: bool,
) -> String {
    let words = &view.text.board;
    let is_same_rules = is_one && last.rules_hash == view.card.rules_hash;
    let said = if is_same_rules { &words.same_rules } else { &words.new_series };
    let mut sentences = vec![said.with([name, &last.rules_hash])];
    // What was not kept cannot be told apart.
    let is_other_engine = !last.engine.is_empty() && last.engine != view.card.engine;
    if is_other_engine {
        sentences.push(words.other_engine.with([&last.engine, &view.card.engine]));
    }
    let mut sources: Vec<&str> = view.card.files.iter().map(|file| file.source.as_str()).collect();
    put_in_order(&mut sources, Ord::cmp);
    sources.dedup();
    if !last.sources.is_empty() && last.sources != sources {
        let between = view.text.check_words.between;
        sentences.push(words.other_sources.with([&last.sources.join(between), &sources.join(between)]));
    }
    let restated = restated(view, board, id, last);
    if is_same_rules && !is_other_engine && restated > 0 {
        sentences.push(words.restated.with([&crate::format::count(restated as f64)]));
    }
    sentences.join(" ")
}

/// Whole weeks that both hold and of which the metric is another today. Under the same rules and engine only the files can
/// have changed: what they hold, or what the vendor calls so.
fn restated(view: &View<'_>, board: BoardId, id: ChangeId, last: &EarlierSeries) -> usize {
    let before = last.boards.get(&board).map(Vec::as_slice).unwrap_or_default();
    let now = view.board(board).map(|board| board.weekly.as_slice()).unwrap_or_default();
    let value = |week: &Week| metric_of(&week.metrics, id).filter(|metric| metric.pending.unwrap_or(0) == 0)?.value;
    let is_other = |week: &&Week| {
        let again = before.iter().find(|other| other.from == week.from && other.complete && week.complete);
        let values = again.and_then(|again| Some((value(again)?, value(week)?)));
        values.is_some_and(|(before, now)| (before - now).abs() > MOVED * before.abs().max(1.0))
    };
    now.iter().filter(is_other).count()
}

/// What is said beside every series once rules were changed in the tab: no week is left that was counted by the others.
/// `before` is the hash of the rules before the first change; empty where nothing was changed.
pub fn recounted(view: &View<'_>, before: &str) -> String {
    let is_changed = !before.is_empty() && before != view.card.rules_hash;
    if is_changed { view.text.board.recounted.with([before, &view.card.rules_hash]) } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, japanese, march};

    fn saved() -> EarlierSeries {
        let card = march();
        let mut sources: Vec<String> = card.files.iter().map(|file| file.source.clone()).collect();
        put_in_order(&mut sources, Ord::cmp);
        sources.dedup();
        let boards = card.boards.iter().map(|(id, board)| (*id, board.weekly.clone())).collect();
        EarlierSeries { rules_hash: card.rules_hash, engine: card.engine, sources, boards }
    }

    fn said(last: &EarlierSeries) -> String {
        series_words(&english(&march()), BoardId::Support, ChangeId::DeflectionRate, "may.json", last, true)
    }

    #[test]
    fn a_new_series_says_what_changed() {
        let same = said(&saved());
        assert!(same.contains("same rules") && !same.contains("engine") && !same.contains("weeks"), "{same}");
        let rules = said(&EarlierSeries { rules_hash: "0badc0de".to_owned(), ..saved() });
        assert!(rules.contains("other rules (0badc0de)"), "{rules}");
        let engine = said(&EarlierSeries { engine: "0.0.9".to_owned(), ..saved() });
        assert!(engine.contains("engine 0.0.9"), "{engine}");
        let vendor = said(&EarlierSeries { sources: vec!["zendesk".to_owned()], ..saved() });
        assert!(vendor.contains("zendesk"), "{vendor}");
    }

    #[test]
    fn a_vendor_that_tells_past_weeks_otherwise_is_noticed() {
        let mut told = saved();
        let weeks = told.boards.get_mut(&BoardId::Support).unwrap();
        let moved = weeks.iter_mut().filter(|week| week.complete).take(3);
        for week in moved {
            let metric = week.metrics.get_mut(&crate::scorecard::MetricId::DeflectionRate).unwrap();
            metric.value = metric.value.map(|value| value + 0.1);
        }
        assert!(said(&told).contains("3 whole weeks"), "{}", said(&told));
        // Under other rules they are others anyway.
        let rules = EarlierSeries { rules_hash: "0badc0de".to_owned(), ..told };
        assert!(!said(&rules).contains("3 whole weeks"));
    }

    #[test]
    fn rules_that_were_changed_here_leave_one_series_and_it_is_said() {
        let card = march();
        assert_eq!(recounted(&english(&card), ""), "");
        assert_eq!(recounted(&english(&card), &card.rules_hash), "", "changed and changed back");
        assert!(recounted(&english(&card), "0badc0de").contains("0badc0de"));
        assert!(recounted(&japanese(&card), "0badc0de").contains(&card.rules_hash));
    }
}
