//! Scorecards and workspaces that were saved before: their weeks stand before those of the files, as series of their own.

use serde::Deserialize;

use super::Session;
use crate::model::order::{distinct, put_in_order_by};
use crate::model::{Date, SortedMap};
use crate::protocol::{Earlier, EarlierSeries, FileError};
use crate::rules::{Derived, EffectiveRules, Rules};
use crate::scorecard::{
    Board, BoardDetail, BoardId, Boards, Counts, MetricSet, Period, Query, Roi, SCHEMA, Scorecard, Segments, States, Week,
    changes_of_weeks,
};
use crate::workspace::{Series, extended};

/// What is kept of a saved scorecard.
#[derive(Debug)]
pub(super) struct Saved {
    name: String,
    series: Series,
}

/// The form it was written in.
#[derive(Deserialize)]
struct Form {
    schema: u32,
}

/// What is read of it.
#[derive(Deserialize)]
struct Printed {
    engine: String,
    files: Vec<PrintedFile>,
    rules_hash: String,
    rules: EffectiveRules,
    boards: SortedMap<BoardId, PrintedBoard>,
}

#[derive(Deserialize)]
struct PrintedFile {
    source: String,
}

#[derive(Deserialize)]
struct PrintedBoard {
    weekly: Vec<Week>,
}

impl Saved {
    /// Reads a printed scorecard.
    pub(super) fn read(name: &str, json: &str) -> Result<Self, FileError> {
        let broken = |error: serde_json::Error| FileError::Broken { line: error.line() as u64, reason: error.to_string() };
        // A later form may have none of the other keys.
        let Form { schema } = serde_json::from_str(json).map_err(broken)?;
        if schema > SCHEMA {
            return Err(FileError::TooNew);
        }
        let printed: Printed = serde_json::from_str(json).map_err(broken)?;
        if schema != SCHEMA {
            return Err(FileError::Broken {
                line: 1,
                reason: format!("a scorecard of form {schema}, and this is form {SCHEMA}"),
            });
        }
        let boards = printed.boards.into_iter().map(|(id, board)| (id, board.weekly)).collect();
        let series = Series {
            rules_hash: printed.rules_hash,
            rules: printed.rules.rules,
            engine: printed.engine,
            sources: distinct(printed.files.into_iter().map(|file| file.source)),
            boards,
        };
        Ok(Self { name: name.to_owned(), series })
    }
}

/// The last complete week of each board of a series, its change on the weeks before, and all weeks: what saved sums can show
/// without a row. None without a complete week.
fn latest_of(series: &Series) -> Option<Scorecard> {
    let mut boards = Boards::new();
    let mut last: Option<&str> = None;
    for (id, weeks) in &series.boards {
        let Some(week) = weeks.iter().rfind(|week| week.complete) else { continue };
        last = last.max(Some(week.from.as_str()));
        let board = Board {
            flows: Vec::new(),
            metrics: week.metrics.clone(),
            change: changes_of_weeks(&weeks.iter().collect::<Vec<_>>(), 0, &series.rules),
            weekly: weeks.clone(),
            roi: Roi::default(),
            funnel: Vec::new(),
            detail: BoardDetail::default(),
        };
        boards.insert(*id, board);
    }
    let from = last?;
    let to = Date::from_iso(from).map(|from| Date(from.0 + 6).to_string());
    let period = Period { from: Some(from.to_owned()), to, ..Period::default() };
    Some(Scorecard {
        schema: SCHEMA,
        engine: series.engine.clone(),
        rules: EffectiveRules { rules: series.rules.clone(), derived: Derived::default() },
        rules_hash: series.rules_hash.clone(),
        files: Vec::new(),
        period,
        counts: Counts::default(),
        metrics: MetricSet::new(),
        definitions: SortedMap::new(),
        funnel: Vec::new(),
        attribution: Vec::new(),
        roi: Roi::default(),
        segments: Segments::new(),
        boards,
        paths: SortedMap::new(),
        states: States::default(),
        weekly: Vec::new(),
        change: SortedMap::new(),
        findings: Vec::new(),
        checks: Vec::new(),
        segment_weeks: None,
        query: String::new(),
    })
}

impl Session {
    /// The saved scorecard that starts last of those that start before what is loaded, or of all if none does.
    pub(super) fn saved(&self) -> Option<&Saved> {
        let first = self.facts.as_ref().and_then(|facts| facts.period).map(|(from, _)| from.to_string());
        let is_before = |saved: &Saved| saved.series.first().zip(first.as_deref()).is_some_and(|(week, first)| week < first);
        self.earlier.values().max_by_key(|saved| (is_before(saved), saved.series.first(), &saved.name))
    }

    /// Every series that was saved, in the order of their first weeks, with the name of its file.
    fn all_saved(&self) -> Vec<(&str, &Series)> {
        let scorecard = self.saved().map(|saved| (saved.name.as_str(), &saved.series));
        let kept = self.workspaces.values().flat_map(|opened| opened.series.iter().map(|series| (opened.name.as_str(), series)));
        let mut all: Vec<(&str, &Series)> = scorecard.into_iter().chain(kept).collect();
        put_in_order_by(&mut all, |(_, series)| series.first());
        all
    }

    /// Their weeks.
    pub(super) fn earlier(&self) -> Option<Box<Earlier>> {
        let all = self.all_saved();
        let mut names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
        names.dedup();
        let of = |series: &Series| EarlierSeries {
            rules_hash: series.rules_hash.clone(),
            engine: series.engine.clone(),
            sources: series.sources.clone(),
            boards: series.boards.clone(),
        };
        let latest = if self.card.is_none() { all.last().and_then(|(_, series)| latest_of(series)) } else { None };
        let series = all.iter().map(|(_, series)| of(series)).collect();
        let earlier = Earlier { name: names.join(", "), series, latest: latest.map(Box::new) };
        (!all.is_empty()).then(|| Box::new(earlier))
    }

    /// A scorecard of everything, for the tab: where its files alone have no earlier week to compare with, weeks that were saved
    /// and counted in the same way stand in. What is printed knows the files alone.
    pub(super) fn with_changes_since(&self, mut card: Scorecard) -> Scorecard {
        let saved: Vec<Series> = self.all_saved().into_iter().map(|(_, series)| series.clone()).collect();
        if saved.is_empty() || self.query != Query::default() {
            return card;
        }
        let all = extended(&saved, &card);
        let own = Series::of(&card);
        let Some(series) = all.into_iter().find(|series| series.is_counted_like(&own)) else { return card };
        let rules = card.rules.rules.clone();
        for (id, board) in &mut card.boards {
            let weeks: Vec<&Week> = series.boards.get(id).into_iter().flatten().collect();
            let first = board.weekly.first().map(|week| week.from.clone()).unwrap_or_default();
            let own = weeks.iter().position(|week| week.from >= first).unwrap_or(weeks.len());
            for (metric, change) in changes_of_weeks(&weeks, own, &rules) {
                if !board.change.contains_key(&metric) {
                    board.change.insert(metric, change);
                }
            }
        }
        card
    }

    /// The rules of an earlier run: those that were told, else those of the last weeks that were saved.
    pub(super) fn rules_before(&self) -> Option<Rules> {
        self.before.clone().or_else(|| self.all_saved().last().map(|(_, series)| series.rules.clone()))
    }
}
