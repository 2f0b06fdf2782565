//! The numbers of past weeks, and how this week's files extend them.

use serde::{Deserialize, Serialize};

use crate::model::SortedMap;
use crate::model::order::{distinct, put_in_order};
use crate::rules::Rules;
use crate::scorecard::{BoardId, Scorecard, Week};

/// Weeks that were counted under the same rules.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// Short hash of the rules.
    pub rules_hash: String,
    /// The rules.
    pub rules: Rules,
    /// Version of the engine that counted them; empty where it was not kept.
    #[serde(default)]
    pub engine: String,
    /// What recognised the files, sorted, each once; empty where it was not kept.
    #[serde(default)]
    pub sources: Vec<String>,
    /// The weeks of each board, in order.
    pub boards: SortedMap<BoardId, Vec<Week>>,
}

impl Series {
    /// The weeks that a scorecard has.
    pub fn of(card: &Scorecard) -> Self {
        let boards = card.boards.iter().map(|(id, board)| (*id, board.weekly.clone())).collect();
        let sources = distinct(card.files.iter().map(|file| file.source.as_str()));
        Self {
            rules_hash: card.rules_hash.clone(),
            rules: card.rules.rules.clone(),
            engine: card.engine.clone(),
            sources: sources.into_iter().map(str::to_owned).collect(),
            boards,
        }
    }

    /// First date of its first week; none without any.
    pub fn first(&self) -> Option<&str> {
        self.boards.values().filter_map(|weeks| weeks.first()).map(|week| week.from.as_str()).min()
    }

    /// Whether the other was counted in the same way: by the same rules and engine, from files of the same vendors.
    pub fn is_counted_like(&self, other: &Self) -> bool {
        let of = |series: &Self| (series.rules_hash.clone(), series.engine.clone(), series.sources.clone());
        of(self) == of(other)
    }

    fn is_empty(&self) -> bool {
        self.boards.values().all(Vec::is_empty)
    }
}

/// Whether a week that is in both is taken from the files: it is, but for a week of which they hold a part and the workspace
/// all. (An export that begins an hour before midnight must not take a whole week's place.)
pub fn taken_from_files(kept: &Week, files: &Week) -> bool {
    files.complete || !kept.complete
}

/// The series kept so far with the weeks of a scorecard: each week stands in one of them alone, in the order of their first
/// weeks.
pub fn extended(kept: &[Series], card: &Scorecard) -> Vec<Series> {
    let mut new = Series::of(card);
    let mut series: Vec<Series> = kept.to_vec();
    for (board, weeks) in &mut new.boards {
        for older in &mut series {
            let Some(kept) = older.boards.get_mut(board) else { continue };
            // Whichever does not count goes.
            weeks.retain(|week| kept.iter().all(|kept| kept.from != week.from || taken_from_files(kept, week)));
            kept.retain(|kept| weeks.iter().all(|week| week.from != kept.from));
        }
    }
    match series.iter_mut().find(|series| series.is_counted_like(&new)) {
        Some(same) => {
            for (board, weeks) in new.boards {
                let kept = same.boards.entry(board).or_default();
                kept.extend(weeks);
                put_in_order(kept, |one, other| one.from.cmp(&other.from));
            }
        }
        None => series.push(new),
    }
    series.retain(|series| !series.is_empty());
    put_in_order(&mut series, |one, other| one.first().cmp(&other.first()));
    series
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::{Metric, MetricId};

    fn week(from: &str, complete: bool, value: f64) -> Week {
        let metric = Metric { value: Some(value), ..Metric::default() };
        Week { week: String::new(), from: from.to_owned(), complete, metrics: [(MetricId::Csat, metric)].into() }
    }

    fn series(hash: &str, weeks: &[Week]) -> Series {
        Series {
            rules_hash: hash.to_owned(),
            rules: Rules::default(),
            engine: String::new(),
            sources: Vec::new(),
            boards: [(BoardId::Support, weeks.to_vec())].into(),
        }
    }

    fn card(hash: &str, weeks: &[Week]) -> Scorecard {
        let mut card: Scorecard = serde_json::from_str(include_str!("../../tests/fixtures/scorecard/march.json")).unwrap();
        card.rules_hash = hash.to_owned();
        card.engine.clear();
        card.files.clear();
        card.boards.retain(|id, _| *id == BoardId::Support);
        card.boards.get_mut(&BoardId::Support).unwrap().weekly = weeks.to_vec();
        card
    }

    fn told(series: &[Series]) -> Vec<(&str, Vec<(&str, f64)>)> {
        let weeks = |series: &Series| series.boards[&BoardId::Support].clone();
        series
            .iter()
            .map(|series| {
                let listed = series.boards[&BoardId::Support].iter();
                let listed = listed.map(|week| (week.from.as_str(), week.metrics[&MetricId::Csat].value.unwrap())).collect();
                assert!(weeks(series).is_sorted_by(|one, other| one.from < other.from));
                (series.rules_hash.as_str(), listed)
            })
            .collect()
    }

    #[test]
    fn this_weeks_files_extend_the_series_of_the_same_rules() {
        let kept = [series("a", &[week("2026-03-02", true, 1.0), week("2026-03-09", false, 2.0)])];
        let card = card("a", &[week("2026-03-09", true, 3.0), week("2026-03-16", false, 4.0)]);
        let all = extended(&kept, &card);
        assert_eq!(told(&all), [("a", vec![("2026-03-02", 1.0), ("2026-03-09", 3.0), ("2026-03-16", 4.0)])]);
        assert_eq!(extended(&all, &card), all, "the same files again change nothing");
    }

    #[test]
    fn other_rules_begin_a_series_and_take_the_weeks_that_are_in_both() {
        let kept = [series("a", &[week("2026-03-02", true, 1.0), week("2026-03-09", true, 2.0)])];
        let all = extended(&kept, &card("b", &[week("2026-03-09", true, 3.0)]));
        assert_eq!(told(&all), [("a", vec![("2026-03-02", 1.0)]), ("b", vec![("2026-03-09", 3.0)])]);
    }

    #[test]
    fn a_part_of_a_week_does_not_take_the_place_of_all_of_it() {
        let kept = [series("a", &[week("2026-03-09", true, 2.0)])];
        let all = extended(&kept, &card("b", &[week("2026-03-09", false, 0.0), week("2026-03-16", true, 3.0)]));
        assert_eq!(told(&all), [("a", vec![("2026-03-09", 2.0)]), ("b", vec![("2026-03-16", 3.0)])]);
    }
}
