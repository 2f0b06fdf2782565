//! What people decide about gaps: other names, gaps that are one, how far the answer is, and what it changed.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use super::{Gap, Gaps};
use crate::metrics::names;
use crate::metrics::statistics::{Interval, Share, newcombe};

names! {
    /// How far the answer to a gap is.
    GapStatus {
        Open = "open",
        Planned = "planned",
        Written = "written",
        Live = "live",
    }
}

/// What was decided about one gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct GapNote {
    /// The gap, by its most typical question.
    pub gap: String,
    /// The name given to it; empty for none.
    pub name: String,
    /// The gap that it is one with; empty for none.
    pub into: String,
    /// How far the answer is.
    pub status: GapStatus,
    /// First date of the first week after it went live, as the scorecard's weeks have it; empty if it did not.
    pub live_from: String,
    /// The month that its answer is planned for, as 2026-12; empty for none.
    pub month: String,
}

/// What was decided about gaps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Roadmap {
    notes: Vec<GapNote>,
    /// Questions that mean something else than the group they were put in, masked.
    apart: Vec<String>,
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
    /// See [`GapNote::live_from`].
    pub live_from: String,
    /// See [`GapNote::month`].
    pub month: String,
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
    pub fn of(&self, gap: &str) -> Option<&GapNote> {
        self.notes.iter().find(|note| note.gap == gap)
    }

    /// Decides something about a gap.
    pub fn decide(&mut self, gap: &str, change: impl FnOnce(&mut GapNote)) {
        let at = self.notes.iter().position(|note| note.gap == gap).unwrap_or_else(|| {
            let (name, into, live_from, month) = Default::default();
            self.notes.push(GapNote { gap: gap.to_owned(), name, into, status: GapStatus::Open, live_from, month });
            self.notes.len() - 1
        });
        if let Some(note) = self.notes.get_mut(at) {
            change(note);
        }
    }

    /// Says that a question means something else than its group, or no longer.
    pub fn set_apart(&mut self, question: &str, is_apart: bool) {
        self.apart.retain(|other| other != question);
        if is_apart {
            self.apart.push(question.to_owned());
        }
    }

    /// Questions that were set apart.
    pub fn apart(&self) -> &[String] {
        &self.apart
    }

    /// The gaps under their given names, those that are one together.
    pub fn as_decided(&self, gaps: &Gaps) -> Gaps {
        Gaps { gaps: self.apply(gaps).into_iter().map(|planned| planned.gap).collect(), ..*gaps }
    }

    /// The gaps as decided, the most asked first. A gap of which the other is not found, or that is one with itself by a
    /// detour, stays on its own.
    pub fn apply(&self, gaps: &Gaps) -> Vec<Planned> {
        let is_found = |name: &str| gaps.gaps.iter().any(|gap| gap.name == name);
        let into = |gap: &Gap| {
            let target = &self.of(&gap.name)?.into;
            let goes_on = self.of(target).is_some_and(|note| !note.into.is_empty());
            (*target != gap.name && is_found(target) && !goes_on).then(|| target.clone())
        };
        let mut planned: Vec<Planned> = Vec::new();
        for gap in gaps.gaps.iter().filter(|gap| into(gap).is_none()) {
            let note = self.of(&gap.name);
            let mut all = gap.clone();
            let mut merged = Vec::new();
            for other in gaps.gaps.iter().filter(|other| into(other).as_ref() == Some(&gap.name)) {
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
        planned.sort_by(|one, other| other.gap.chats.cmp(&one.gap.chats).then_with(|| one.gap.name.cmp(&other.gap.name)));
        planned
    }
}

/// What a gap's answer changed. `weeks` are the scorecard's: first date, whether complete, handled chats. None before the
/// first full week, or without a week before.
pub fn since_live(planned: &Planned, weeks: &[(String, bool, u64)]) -> Option<Since> {
    if planned.status != GapStatus::Live || planned.live_from.is_empty() {
        return None;
    }
    let complete: Vec<(bool, u64, u64)> = weeks
        .iter()
        .zip(&planned.gap.weekly)
        .filter(|((_, is_complete, _), _)| *is_complete)
        .map(|((from, _, handled), asked)| (*from >= planned.live_from, *asked, *handled))
        .collect();
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

    fn gaps() -> Gaps {
        let gaps = vec![gap("box?", &[8, 8, 1, 1]), gap("Karton?", &[2, 2, 1, 0]), gap("zip?", &[1, 0, 1, 0])];
        Gaps { handled: 400, without_question: 0, gaps }
    }

    #[test]
    fn gaps_that_are_one_are_counted_together_under_the_given_name() {
        let mut roadmap = Roadmap::default();
        roadmap.decide("Karton?", |note| note.into = "box?".to_owned());
        roadmap.decide("box?", |note| note.name = "Returns without the box".to_owned());
        let planned = roadmap.apply(&gaps());
        let listed: Vec<(&str, u64)> = planned.iter().map(|planned| (planned.gap.name.as_str(), planned.gap.chats)).collect();
        assert_eq!(listed, [("Returns without the box", 23), ("zip?", 2)]);
        assert_eq!(planned[0].gap.weekly, [10, 10, 2, 1]);
        assert_eq!(planned[0].gap.examples, ["box?", "Karton?"]);
        assert_eq!((planned[0].found_as.as_str(), planned[0].merged.as_slice()), ("box?", ["Karton?".to_owned()].as_slice()));
        roadmap.decide("Karton?", |note| note.into.clear());
        assert_eq!(roadmap.apply(&gaps()).len(), 3);
    }

    #[test]
    fn nothing_is_lost_whatever_is_decided() {
        let mut roadmap = Roadmap::default();
        roadmap.decide("box?", |note| note.into = "Karton?".to_owned());
        roadmap.decide("Karton?", |note| note.into = "box?".to_owned());
        roadmap.decide("zip?", |note| note.into = "gone?".to_owned());
        assert_eq!(roadmap.apply(&gaps()).iter().map(|planned| planned.gap.chats).sum::<u64>(), 25);
    }

    #[test]
    fn what_an_answer_changed_is_read_off_as_many_weeks_on_both_sides() {
        let mut roadmap = Roadmap::default();
        roadmap.decide("box?", |note| (note.status, note.live_from) = (GapStatus::Live, "2026-03-16".to_owned()));
        let planned = roadmap.apply(&gaps());
        let weeks = ["2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23"].map(|from| (from.to_owned(), true, 100));
        let since = since_live(&planned[0], &weeks).unwrap();
        assert_eq!((since.before, since.since, since.weeks), (0.08, 0.01, 2));
        assert!(since.change[1] < 0.0);
        assert_eq!(since_live(&planned[1], &weeks), None);
        // The week in which it went live is not over yet.
        let mut running = weeks;
        running[2].1 = false;
        running[3].1 = false;
        assert_eq!(since_live(&planned[0], &running), None);
    }
}
