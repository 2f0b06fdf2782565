//! What people decide about gaps: other names, gaps that are one, how far the answer is, and what it changed.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use super::{Found, Gap, Gaps};
use crate::metrics::names;
use crate::metrics::statistics::{Interval, Share, newcombe};
use crate::model::order::put_in_order;
use crate::model::{Date, GapKind};

names! {
    /// How far the answer to a gap is.
    GapStatus {
        Open = "open",
        Planned = "planned",
        Written = "written",
        Live = "live",
    }
}

/// A question within its kind: what is missing is another gap than what is wrong, though it is asked in the same words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct GapKey {
    /// What kind of hole.
    pub kind: GapKind,
    /// The masked question.
    pub question: String,
}

/// What was decided about one gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct GapNote {
    /// The gap, by its most typical question.
    pub gap: GapKey,
    /// The name given to it; empty for none.
    #[serde(default)]
    pub name: String,
    /// The gap of its kind that it is one with, by its most typical question; empty for none.
    #[serde(default)]
    pub into: String,
    /// How far the answer is.
    pub status: GapStatus,
    /// First date on which the answer was there, as 2026-12-01; empty if it is not yet.
    #[serde(default)]
    pub live_from: String,
    /// The month that its answer is planned for, as 2026-12; empty for none.
    #[serde(default)]
    pub month: String,
}

/// What was decided about gaps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Roadmap {
    #[serde(default)]
    notes: Vec<GapNote>,
    /// Questions that mean something else than the group they were put in.
    #[serde(default)]
    apart: Vec<GapKey>,
}

/// A gap with what was decided about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The gap, under its given name, with the chats of those that are one with it.
    pub gap: Gap,
    /// What it was found as: the key of its note.
    pub found_as: String,
    /// The gaps that are one with it.
    pub merged: Vec<String>,
    /// How far the answer is.
    pub status: GapStatus,
    /// First date on which the answer was there; empty if it is not yet.
    pub live_from: String,
    /// The month that its answer is planned for; empty for none.
    pub month: String,
}

impl Planned {
    /// Its conversations by place, of the gaps as they were found.
    pub fn conversations(&self, found: &Found) -> Vec<usize> {
        let is_of = |gap: &Gap| gap.kind == self.gap.kind && (gap.name == self.found_as || self.merged.contains(&gap.name));
        let parts = found.gaps.gaps.iter().zip(&found.conversations).filter(|(gap, _)| is_of(gap));
        parts.flat_map(|(_, chats)| chats.iter().copied()).collect()
    }
}

/// What an answer changed: the gap's share of handled chats in the weeks since it went live and in as many before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Since {
    /// Before.
    pub before: f64,
    /// Since.
    pub since: f64,
    /// Newcombe's interval of the difference (METRICS section 6).
    pub change: Interval,
    /// Weeks on each side.
    pub weeks: usize,
}

impl Roadmap {
    /// What was decided about a gap.
    pub fn of(&self, gap: &GapKey) -> Option<&GapNote> {
        self.notes.iter().find(|note| note.gap == *gap)
    }

    /// Decides something about a gap.
    pub fn decide(&mut self, gap: &GapKey, change: impl FnOnce(&mut GapNote)) {
        let at = self.notes.iter().position(|note| note.gap == *gap).unwrap_or_else(|| {
            let (name, into, live_from, month) = Default::default();
            self.notes.push(GapNote { gap: gap.clone(), name, into, status: GapStatus::Open, live_from, month });
            self.notes.len() - 1
        });
        if let Some(note) = self.notes.get_mut(at) {
            change(note);
        }
    }

    /// Says that a question means something else than its group, or no longer.
    pub fn set_apart(&mut self, question: &GapKey, is_apart: bool) {
        self.apart.retain(|other| other != question);
        if is_apart {
            self.apart.push(question.clone());
        }
    }

    /// Questions that were set apart.
    pub fn apart(&self) -> &[GapKey] {
        &self.apart
    }

    /// Whether the other makes the same groups under the same names.
    pub fn groups_like(&self, other: &Self) -> bool {
        let named = |roadmap: &Self| {
            let notes = roadmap.notes.iter().filter(|note| !note.name.is_empty() || !note.into.is_empty());
            notes.map(|note| (note.gap.clone(), note.name.clone(), note.into.clone())).collect::<Vec<_>>()
        };
        self.apart == other.apart && named(self) == named(other)
    }

    /// The gaps under their given names, those that are one together.
    pub fn as_decided(&self, gaps: &Gaps) -> Gaps {
        Gaps { gaps: self.apply(gaps).into_iter().map(|planned| planned.gap).collect(), ..*gaps }
    }

    /// The same with the conversations of each.
    pub fn found_as_decided(&self, found: &Found) -> Found {
        let planned = self.apply(&found.gaps);
        let conversations = planned.iter().map(|planned| planned.conversations(found)).collect();
        Found { gaps: Gaps { gaps: planned.into_iter().map(|planned| planned.gap).collect(), ..found.gaps }, conversations }
    }

    /// The gaps as decided, the most asked first. A gap of which the other is not found, or that is one with itself by a
    /// detour, stays on its own.
    pub fn apply(&self, gaps: &Gaps) -> Vec<Planned> {
        let key = |gap: &Gap| GapKey { kind: gap.kind, question: gap.name.clone() };
        let is_found = |wanted: &GapKey| gaps.gaps.iter().any(|gap| key(gap) == *wanted);
        let into = |gap: &Gap| {
            let target = GapKey { kind: gap.kind, question: self.of(&key(gap))?.into.clone() };
            let goes_on = self.of(&target).is_some_and(|note| !note.into.is_empty());
            (target.question != gap.name && is_found(&target) && !goes_on).then_some(target)
        };
        let mut planned: Vec<Planned> = Vec::new();
        for gap in gaps.gaps.iter().filter(|gap| into(gap).is_none()) {
            let own = key(gap);
            let note = self.of(&own);
            let mut all = gap.clone();
            let mut merged = Vec::new();
            for other in gaps.gaps.iter().filter(|other| into(other).as_ref() == Some(&own)) {
                merged.push(other.name.clone());
                all.chats += other.chats;
                all.open += other.open;
                all.weekly.iter_mut().zip(&other.weekly).for_each(|(chats, more)| *chats += more);
                all.examples.push(other.name.clone());
                all.examples.extend(other.examples.iter().cloned());
            }
            if let Some(name) = note.map(|note| &note.name).filter(|name| !name.is_empty()) {
                all.examples.insert(0, std::mem::replace(&mut all.name, name.clone()));
            }
            planned.push(Planned {
                gap: all,
                found_as: gap.name.clone(),
                merged,
                status: note.map_or(GapStatus::Open, |note| note.status),
                live_from: note.map(|note| note.live_from.clone()).unwrap_or_default(),
                month: note.map(|note| note.month.clone()).unwrap_or_default(),
            });
        }
        put_in_order(&mut planned, |one, other| {
            other.gap.chats.cmp(&one.gap.chats).then_with(|| one.gap.name.cmp(&other.gap.name))
        });
        planned
    }
}

/// What a gap's answer changed. `weeks` are the scorecard's: first date, whether complete, handled chats. A week in which the
/// answer went live midway is on neither side. None before the first full week, or without a week before.
pub fn since_live(planned: &Planned, weeks: &[(String, bool, u64)]) -> Option<Since> {
    if planned.status != GapStatus::Live {
        return None;
    }
    let live = Date::from_iso(&planned.live_from)?;
    let whole = weeks.iter().zip(&planned.gap.weekly).filter_map(|((from, is_complete, handled), asked)| {
        let from = Date::from_iso(from)?;
        let is_one_sided = from >= live || from.0 + 7 <= live.0;
        (*is_complete && is_one_sided).then_some((from >= live, *asked, *handled))
    });
    let complete: Vec<(bool, u64, u64)> = whole.collect();
    let first = complete.iter().position(|(is_since, _, _)| *is_since)?;
    let count = (complete.len() - first).min(first);
    let share = |weeks: &[(bool, u64, u64)]| Share {
        k: weeks.iter().map(|(_, asked, _)| asked).sum(),
        n: weeks.iter().map(|(_, _, handled)| handled).sum(),
    };
    let (before, since) = (share(complete.get(first - count..first)?), share(complete.get(first..first + count)?));
    Some(Since { before: before.rate()?, since: since.rate()?, change: newcombe(before, since)?, weeks: count })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::GapKind;

    fn gap(name: &str, weekly: &[u64]) -> Gap {
        let chats = weekly.iter().sum();
        Gap { name: name.to_owned(), kind: GapKind::Missing, chats, open: chats, weekly: weekly.to_vec(), examples: Vec::new() }
    }

    fn key(question: &str) -> GapKey {
        GapKey { kind: GapKind::Missing, question: question.to_owned() }
    }

    fn gaps() -> Gaps {
        let gaps = vec![gap("box?", &[8, 8, 1, 1]), gap("Karton?", &[2, 2, 1, 0]), gap("zip?", &[1, 0, 1, 0])];
        Gaps { handled: 400, without_question: 0, gaps }
    }

    #[test]
    fn gaps_that_are_one_are_counted_together_under_the_given_name() {
        let mut roadmap = Roadmap::default();
        roadmap.decide(&key("Karton?"), |note| note.into = "box?".to_owned());
        roadmap.decide(&key("box?"), |note| note.name = "Returns without the box".to_owned());
        let planned = roadmap.apply(&gaps());
        let listed: Vec<(&str, u64)> = planned.iter().map(|planned| (planned.gap.name.as_str(), planned.gap.chats)).collect();
        assert_eq!(listed, [("Returns without the box", 23), ("zip?", 2)]);
        assert_eq!(planned[0].gap.weekly, [10, 10, 2, 1]);
        assert_eq!(planned[0].gap.examples, ["box?", "Karton?"]);
        assert_eq!((planned[0].found_as.as_str(), planned[0].merged.as_slice()), ("box?", ["Karton?".to_owned()].as_slice()));
        roadmap.decide(&key("Karton?"), |note| note.into.clear());
        assert_eq!(roadmap.apply(&gaps()).len(), 3);
    }

    #[test]
    fn kinds_stay_apart_whatever_is_decided() {
        let wrong = Gap { kind: GapKind::Wrong, ..gap("box?", &[3, 0, 0, 0]) };
        let found = Found {
            gaps: Gaps { gaps: [gaps().gaps, vec![wrong]].concat(), ..gaps() },
            conversations: vec![vec![1, 2], vec![3], vec![4], vec![5]],
        };
        let mut roadmap = Roadmap::default();
        // It names the missing one alone, and a missing one can be no part of a wrong one.
        roadmap.decide(&key("box?"), |note| note.name = "No box".to_owned());
        roadmap.decide(&GapKey { kind: GapKind::Wrong, ..key("box?") }, |note| note.into = "Karton?".to_owned());
        roadmap.decide(&key("Karton?"), |note| note.into = "box?".to_owned());
        let decided = roadmap.found_as_decided(&found);
        let listed: Vec<_> = decided.gaps.gaps.iter().map(|gap| (gap.name.as_str(), gap.kind)).collect();
        assert_eq!(listed, [("No box", GapKind::Missing), ("box?", GapKind::Wrong), ("zip?", GapKind::Missing)]);
        assert_eq!(decided.conversations, [vec![1, 2, 3], vec![5], vec![4]]);
    }

    #[test]
    fn only_what_makes_other_groups_or_names_asks_for_new_findings() {
        let mut roadmap = Roadmap::default();
        roadmap.decide(&key("box?"), |note| note.status = GapStatus::Written);
        assert!(roadmap.groups_like(&Roadmap::default()));
        roadmap.set_apart(&key("zip?"), true);
        assert!(!roadmap.groups_like(&Roadmap::default()));
    }

    #[test]
    fn notes_are_written_as_people_read_them() {
        let mut roadmap = Roadmap::default();
        roadmap.decide(&key("box?"), |note| note.month = "2026-12".to_owned());
        let json = serde_json::to_string(&roadmap).unwrap();
        assert!(json.contains(r#""gap":{"kind":"missing","question":"box?"}"#), "{json}");
        assert_eq!(serde_json::from_str::<Roadmap>(&json).unwrap(), roadmap);
        assert!(serde_json::from_str::<Roadmap>(r#"{"note":[]}"#).is_err());
    }

    #[test]
    fn nothing_is_lost_whatever_is_decided() {
        let mut roadmap = Roadmap::default();
        roadmap.decide(&key("box?"), |note| note.into = "Karton?".to_owned());
        roadmap.decide(&key("Karton?"), |note| note.into = "box?".to_owned());
        roadmap.decide(&key("zip?"), |note| note.into = "gone?".to_owned());
        assert_eq!(roadmap.apply(&gaps()).iter().map(|planned| planned.gap.chats).sum::<u64>(), 25);
    }

    #[test]
    fn what_an_answer_changed_is_read_off_as_many_weeks_on_both_sides() {
        let mut roadmap = Roadmap::default();
        roadmap.decide(&key("box?"), |note| (note.status, note.live_from) = (GapStatus::Live, "2026-03-16".to_owned()));
        let planned = roadmap.apply(&gaps());
        let weeks = ["2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23"].map(|from| (from.to_owned(), true, 100));
        let since = since_live(&planned[0], &weeks).unwrap();
        assert_eq!((since.before, since.since, since.weeks), (0.08, 0.01, 2));
        assert!(since.change[1] < 0.0);
        assert_eq!(since_live(&planned[1], &weeks), None);
        // A week in which it went live midway is on neither side.
        roadmap.decide(&key("box?"), |note| note.live_from = "2026-03-18".to_owned());
        let midway = since_live(&roadmap.apply(&gaps())[0], &weeks).unwrap();
        assert_eq!((midway.before, midway.since, midway.weeks), (0.08, 0.01, 1));
        // The week in which it went live is not over yet.
        let mut running = weeks;
        running[2].1 = false;
        running[3].1 = false;
        assert_eq!(since_live(&planned[0], &running), None);
    }
}
