//! The workspace of a session: opened, and as it is now.

use super::Session;
use crate::export::{Cells, Form};
use crate::protocol::{Exported, FileError, OpenFile, Response};
use crate::rules::Rules;
use crate::scorecard::Query;
use crate::workspace::{Kept, Series, Workspace, WorkspaceError, extended};

/// A workspace that was opened.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) name: String,
    pub(super) kept: Kept,
    pub(super) series: Vec<Series>,
}

impl Session {
    /// Reads a workspace: its mappings and weeks count from now on. Its rules come back, for whoever decides which hold.
    pub(super) fn open_workspace(&mut self, file: &OpenFile, json: &str) -> Result<Rules, FileError> {
        let Workspace { rules, mappings, kept, series } = Workspace::from_json(json).map_err(file_error)?;
        // The latest first, as they were.
        for mapping in mappings.into_iter().rev() {
            self.keep_profile(mapping, Some(file.file));
        }
        self.workspaces.insert(file.file, Opened { name: file.name.clone(), kept, series });
        self.forget_cards();
        Ok(rules)
    }

    /// What a workspace that was opened keeps for the tab.
    pub(super) fn kept_of(&self, file: u32) -> Option<Response> {
        let opened = self.workspaces.get(&file)?;
        Some(Response::Workspace { file, kept: Box::new(opened.kept.clone()) })
    }

    /// Everything to keep: what holds now, with the weeks of all that is loaded beside those of the workspaces that were opened.
    pub fn workspace(&mut self, kept: Kept) -> Workspace {
        let card = self.scorecard_of(&Query::default());
        let mut series: Vec<Series> = self.workspaces.values().flat_map(|opened| opened.series.iter().cloned()).collect();
        if let Some(card) = &card {
            series = extended(&series, card);
        }
        let mappings = self.profiles.iter().map(|known| known.profile.clone()).collect();
        Workspace { rules: self.rules.clone(), mappings, kept, series }
    }

    /// Tells the workspace, as a file or for the browser to keep.
    pub(super) fn save_workspace(&mut self, kept: Kept, is_file: bool, respond: &mut dyn FnMut(Response)) {
        if is_file {
            self.kept = kept;
            return self.export(Exported::Workspace, Form::Csv(Cells::AsTheyAre), respond);
        }
        respond(match self.workspace(kept).to_json() {
            Ok(json) => Response::Saved { json },
            Err(error) => Response::Failed { message: error.to_string() },
        });
    }
}

fn file_error(error: WorkspaceError) -> FileError {
    match error {
        WorkspaceError::NotRead { line, reason } => FileError::Broken { line: line as u64, reason },
        WorkspaceError::Rules(error) => FileError::Rules { reasons: error.reasons() },
        WorkspaceError::Mapping(error) => FileError::Mapping { reasons: error.reasons() },
        WorkspaceError::TooNew { .. } => FileError::TooNew,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::protocol::Request;
    use crate::scorecard::{BoardId, ChangeId, Verdict};

    const HEADER: &str = "conversation_id,started_at,ended_at,intent,resolution,handoff,user_turns\n";
    /// Three chats a day from Monday 2 March on: one a day is resolved.
    fn chats(days: std::ops::RangeInclusive<u32>) -> String {
        let day = |day: u32| {
            (0..3).map(move |at| {
                let resolution = if at == 0 { "confirmed" } else { "none" };
                format!("{day}-{at},2026-03-{day:02}T10:00:00Z,2026-03-{day:02}T10:05:00Z,delivery,{resolution},none,2\n")
            })
        };
        HEADER.to_owned() + &days.flat_map(day).collect::<String>()
    }

    fn open(session: &mut Session, file: u32, name: &str, text: &str) -> Vec<Response> {
        let file = OpenFile { file, name: name.to_owned(), size: text.len() as u64, sha256: None };
        let mut said = Vec::new();
        let text = text.to_owned();
        session.answer(vec![Request::Open { files: vec![file] }], |_| Cursor::new(text.clone()), &mut |response| {
            said.push(response);
        });
        said
    }

    fn weeks(series: &Series) -> Vec<(&str, Option<f64>)> {
        let weeks = series.boards[&BoardId::Support].iter();
        weeks.map(|week| (week.from.as_str(), week.metrics[&crate::metrics::MetricId::ResolutionRate].denominator)).collect()
    }

    /// The workspace after two weeks under rules of its own.
    fn saved() -> String {
        let mut session = Session::new("UTC");
        open(&mut session, 0, "a.csv", &chats(2..=15));
        session.set_rules(Rules { margin: 0.4, ..Rules::default() });
        let mut kept = Kept::default();
        kept.keep_view("Delivery", "support?intent=delivery");
        session.workspace(kept).to_json().unwrap()
    }

    #[test]
    fn next_monday_the_new_files_alone_extend_it() {
        let mut session = Session::new("UTC");
        let said = open(&mut session, 0, "workspace.json", &saved());
        let Some(Response::Workspace { kept, .. }) = said.iter().find(|response| matches!(response, Response::Workspace { .. }))
        else {
            panic!("the tab hears what is kept for it: {said:?}");
        };
        assert_eq!(kept.views[0].name, "Delivery");
        assert!((session.rules().margin - 0.4).abs() < 1e-12, "its rules are in force");
        let told = open(&mut session, 1, "b.csv", &chats(16..=22));
        let Some(Response::Scorecard { card: Some(card), earlier: Some(earlier), .. }) = told.last() else { panic!("{told:?}") };
        assert_eq!((card.counts.opened, earlier.name.as_str()), (21, "workspace.json"));
        assert_eq!(earlier.series[0].boards[&BoardId::Support].len(), 2);
        let workspace = session.workspace(Kept::default());
        let all = [("2026-03-02", Some(21.0)), ("2026-03-09", Some(21.0)), ("2026-03-16", Some(21.0))];
        assert_eq!(workspace.series.iter().map(weeks).collect::<Vec<_>>(), [all]);
        // Saved, opened and saved again it is the same.
        let mut again = Session::new("UTC");
        open(&mut again, 0, "workspace.json", &workspace.to_json().unwrap());
        assert_eq!(again.workspace(Kept::default()), workspace);
    }

    #[test]
    fn a_workspace_alone_shows_its_last_week_and_those_before() {
        let mut session = Session::new("UTC");
        let said = open(&mut session, 0, "workspace.json", &saved());
        let Some(Response::Scorecard { card: None, earlier: Some(earlier), .. }) = said.last() else { panic!("{said:?}") };
        let card = earlier.latest.as_deref().unwrap();
        let board = &card.boards[&BoardId::Support];
        // The second week's 21 chats, and its change on the first.
        assert_eq!(board.metrics[&crate::metrics::MetricId::ResolutionRate].denominator, Some(21.0));
        assert_eq!((card.period.from.as_deref(), card.period.to.as_deref()), (Some("2026-03-09"), Some("2026-03-15")));
        assert_eq!((board.weekly.len(), board.change.get(&ChangeId::ResolutionRate).map(|change| change.delta)), (2, Some(0.0)));
        assert!((card.rules.rules.margin - 0.4).abs() < 1e-12);
        // With rows there is a scorecard of its own.
        let told = open(&mut session, 1, "b.csv", &chats(16..=22));
        let Some(Response::Scorecard { earlier: Some(earlier), .. }) = told.last() else { panic!("{told:?}") };
        assert_eq!(earlier.latest, None);
    }

    #[test]
    fn this_week_s_files_are_compared_with_the_last_week_that_was_saved() {
        let told = |days| {
            let mut session = Session::new("UTC");
            open(&mut session, 0, "workspace.json", &saved());
            let said = open(&mut session, 1, "b.csv", &chats(days));
            let Some(Response::Scorecard { card: Some(card), json, .. }) = said.last().cloned() else { panic!("{said:?}") };
            (card.boards[&BoardId::Support].change.clone(), json)
        };
        let (change, json) = told(16..=22);
        // 7 of 21 in both weeks: below the 30 rows that a rate needs.
        let resolved = change.get(&ChangeId::ResolutionRate).copied().unwrap();
        assert_eq!((resolved.from, resolved.to, resolved.verdict), (1.0 / 3.0, 1.0 / 3.0, Some(Verdict::TooFew)));
        assert_eq!(change.get(&ChangeId::Csat), None, "four weeks and four before are not known");
        let printed: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(printed["boards"]["support"]["change"], serde_json::json!({}), "what is printed knows the files alone");
        // A week that is in neither leaves nothing to compare.
        assert!(told(23..=29).0.is_empty());
    }

    #[test]
    fn other_rules_begin_a_series() {
        let mut session = Session::new("UTC");
        open(&mut session, 0, "workspace.json", &saved());
        open(&mut session, 1, "b.csv", &chats(9..=22));
        session.set_rules(Rules { margin: 0.5, ..Rules::default() });
        let workspace = session.workspace(Kept::default());
        let told: Vec<_> = workspace.series.iter().map(|series| (series.rules.margin, weeks(series))).collect();
        let after = vec![("2026-03-09", Some(21.0)), ("2026-03-16", Some(21.0))];
        assert_eq!(told, [(0.4, vec![("2026-03-02", Some(21.0))]), (0.5, after)]);
    }

    #[test]
    fn a_rules_file_counts_before_the_rules_of_a_workspace_whatever_came_first() {
        for order in [["a-rules.json", "workspace.json"], ["workspace.json", "a-rules.json"]] {
            let mut session = Session::new("UTC");
            for (at, name) in (0..).zip(order) {
                let text = if name == "workspace.json" { saved() } else { r#"{"margin": 0.7}"#.to_owned() };
                open(&mut session, at, name, &text);
            }
            assert!((session.rules().margin - 0.7).abs() < 1e-12, "{order:?}");
        }
    }

    #[test]
    fn a_workspace_that_is_taken_out_takes_its_rules_and_weeks_along() {
        let mut session = Session::new("UTC");
        open(&mut session, 0, "workspace.json", &saved());
        session.answer(vec![Request::Remove { file: 0 }], |_| std::io::empty(), &mut |_| {});
        assert_eq!(session.workspace(Kept::default()), Workspace::default());
    }

    #[test]
    fn what_is_no_workspace_is_refused_with_its_line() {
        let said = open(&mut Session::new("UTC"), 0, "w.json", "{\"botworth_workspace\": 1,\n\"views\": 3}");
        assert!(
            said.iter().any(|response| matches!(response, Response::Refused { error: FileError::Broken { line: 2, .. }, .. })),
            "{said:?}"
        );
    }
}
