//! Knowledge gaps: the questions that found no answer, as groups of one meaning, the most asked first (METRICS section 9,
//! "a gap cluster's share of H").
//!
//! Kinds are kept apart: what is missing is written, what is wrong is mended. Everything happens on the device, nothing is
//! downloaded for it, and the same questions make the same groups everywhere. People's e-mails and long numbers are masked.

mod cluster;
mod roadmap;
mod vectors;
mod words;

use cluster::nearest;
pub use cluster::{Member, cluster};
pub use roadmap::{GapKey, GapNote, GapStatus, Planned, Roadmap, Since, since_live};

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

use crate::facts::Kind;
use crate::masking::{mask, without_marks};
use crate::metrics::{Context, Scope};
use crate::model::order::put_in_order;
use crate::model::{GapKind, SortedMap, Symbol};
use crate::scorecard::BoardId;

/// Questions that are shown beside a gap's name.
const EXAMPLES: usize = 4;

/// Questions of one meaning that found no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Gap {
    /// Its most typical question, masked.
    pub name: String,
    /// What kind of hole.
    pub kind: GapKind,
    /// Handled conversations.
    pub chats: u64,
    /// Of these, eligible and not deflected: what an answer could win.
    pub open: u64,
    /// Of its chats, by week of the scorecard, in its order.
    pub weekly: Vec<u64>,
    /// Other questions of it, the most typical first, masked.
    pub examples: Vec<String>,
}

/// The gaps of a scope.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Gaps {
    /// Handled conversations of the scope: what a gap's chats are a share of.
    pub handled: u64,
    /// Those with a missing answer and no question that could be read.
    pub without_question: u64,
    /// The most asked first, equals by name.
    pub gaps: Vec<Gap>,
}

impl Gaps {
    /// A gap's share of handled conversations.
    pub fn share(&self, gap: &Gap) -> f64 {
        gap.chats as f64 / self.handled.max(1) as f64
    }

    /// The gaps as asked in the last of their weeks, of which so many chats were handled; those not asked in it are left out.
    #[must_use]
    pub fn of_last_week(self, handled: u64) -> Self {
        let asked = self.gaps.into_iter().map(|gap| Gap { chats: gap.weekly.last().copied().unwrap_or(0), ..gap });
        let mut gaps: Vec<Gap> = asked.filter(|gap| gap.chats > 0).collect();
        put_in_order(&mut gaps, |one, other| other.chats.cmp(&one.chats).then_with(|| one.name.cmp(&other.name)));
        Self { handled, without_question: 0, gaps }
    }
}

/// The gaps of each bot that has chats: two bots are never one list (METRICS section 11).
pub type BoardGaps = Vec<(BoardId, Gaps)>;

/// The gaps of a scope, and for each of them its conversations by place.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// What is shown.
    pub gaps: Gaps,
    /// Conversations of each gap.
    pub conversations: Vec<Vec<usize>>,
}

/// A group of questions, the most typical first, equals as they came; or the groups that it falls into where some of its
/// questions are set apart.
fn set_apart(mut group: Vec<(f32, usize)>, questions: &[String], bare: &[String], apart: &[String]) -> Vec<Vec<(f32, usize)>> {
    put_in_order(&mut group, |one, other| other.0.total_cmp(&one.0));
    let question = |place: &usize| group.get(*place).and_then(|(_, at)| questions.get(*at));
    let mut heads = vec![0];
    for wanted in apart {
        let found = (0..group.len()).find(|place| question(place) == Some(wanted));
        heads.extend(found.filter(|place| question(place) != question(&0) && !heads.contains(place)));
    }
    if heads.len() == 1 {
        return vec![group];
    }
    let texts: Vec<&str> = group.iter().filter_map(|(_, at)| bare.get(*at)).map(String::as_str).collect();
    let mut groups: Vec<Vec<(f32, usize)>> = vec![Vec::new(); heads.len()];
    for ((_, at), (head, near)) in group.iter().zip(nearest(&texts, &heads)) {
        if let Some(own) = groups.get_mut(head) {
            own.push((near, *at));
        }
    }
    groups.iter_mut().for_each(|own| put_in_order(own, |one, other| other.0.total_cmp(&one.0)));
    // One that says the same as the group takes nothing with it.
    groups.retain(|own| !own.is_empty());
    groups
}

/// Questions of one meaning over all that is loaded.
#[derive(Clone, Debug)]
struct Group {
    name: String,
    kind: GapKind,
    examples: Vec<String>,
    /// Its handled conversations by place.
    conversations: Vec<usize>,
}

/// The groups of everything that is loaded: a gap has one name, whichever dates and rows are looked at, so that what was
/// decided about it holds on every page.
#[derive(Clone, Debug, Default)]
pub struct Groups(Vec<Group>);

/// Groups all questions without an answer by their meaning. `apart` are questions of which people said that they mean
/// something else than the group they were put in: each takes those with it that are nearer to it than to the group's most
/// typical question.
pub fn group(context: &Context<'_>, apart: &[GapKey]) -> Groups {
    let chats = &context.facts.conversations;
    let mut asked: SortedMap<GapKind, Vec<(usize, &str)>> = SortedMap::new();
    for at in chats.of_kinds(|kind| kind.is_handled() && kind.missing_answer() == Some(true)) {
        let question = chats.cells().question.get(at);
        if question != Symbol::EMPTY {
            let kind = chats.kinds().get(at).and_then(|kind| kind.gap_kind()).unwrap_or(GapKind::Missing);
            asked.entry(kind).or_default().push((at, context.dictionary.text(question)));
        }
    }
    let mut all = Vec::new();
    for (kind, asked) in asked {
        let questions: Vec<String> = asked.iter().map(|(_, question)| mask(question)).collect();
        // Whoever asks, and about which order, makes no other question.
        let bare: Vec<String> = questions.iter().map(|question| without_marks(question)).collect();
        let apart: Vec<String> = apart.iter().filter(|key| key.kind == kind).map(|key| key.question.clone()).collect();
        let members = cluster(&bare.iter().map(String::as_str).collect::<Vec<_>>());
        let mut groups: SortedMap<u32, Vec<(f32, usize)>> = SortedMap::new();
        for (at, member) in members.iter().enumerate() {
            groups.entry(member.group).or_default().push((member.typical, at));
        }
        for group in groups.into_values().flat_map(|group| set_apart(group, &questions, &bare, &apart)) {
            let conversations = group.iter().filter_map(|(_, at)| asked.get(*at)).map(|(chat, _)| *chat).collect();
            let mut typical = group.iter().filter_map(|(_, at)| questions.get(*at));
            let name = typical.next().cloned().unwrap_or_default();
            let mut examples: Vec<String> = Vec::new();
            for question in typical.filter(|question| **question != name) {
                if examples.len() == EXAMPLES {
                    break;
                }
                if !examples.contains(question) {
                    examples.push(question.clone());
                }
            }
            all.push(Group { name, kind, examples, conversations });
        }
    }
    Groups(all)
}

/// The gaps of a scope: of each group, the chats that the scope holds.
pub fn find(context: &Context<'_>, scope: &Scope, groups: &Groups) -> Found {
    let facts = context.facts;
    let chats = &facts.conversations;
    let holds = scope.filtered(context.index);
    let is_inside = |at: usize| holds.holds(at) && chats.dates().get(at).is_some_and(|date| scope.holds_date(*date));
    let mut found = Found::default();
    for at in chats.of_kinds(Kind::is_handled).filter(|at| is_inside(*at)) {
        let times = context.index.times.as_ref().map_or(1, |times| times.of(at));
        found.gaps.handled += times;
        let is_missing = chats.kinds().get(at).is_some_and(|kind| kind.missing_answer() == Some(true));
        let is_unread = is_missing && chats.cells().question.get(at) == Symbol::EMPTY;
        found.gaps.without_question += if is_unread { times } else { 0 };
    }
    let weeks = crate::metrics::weeks(facts, scope);
    let mut all: Vec<(Gap, Vec<usize>)> = Vec::new();
    for group in &groups.0 {
        let asked: Vec<usize> = group.conversations.iter().copied().filter(|at| is_inside(*at)).collect();
        if asked.is_empty() {
            continue;
        }
        let in_week = |first, last| {
            let dates = asked.iter().filter_map(|chat| chats.dates().get(*chat));
            dates.filter(|date| (first..=last).contains(*date)).count() as u64
        };
        let weekly = weeks.iter().map(|week| in_week(week.first, week.last())).collect();
        let is_open = |kind: &&Kind| kind.eligible() == Some(true) && kind.deflected() == Some(false);
        let open = asked.iter().filter_map(|chat| chats.kinds().get(*chat)).filter(is_open).count() as u64;
        let Group { name, kind, examples, .. } = group.clone();
        all.push((Gap { name, kind, chats: asked.len() as u64, open, weekly, examples }, asked));
    }
    put_in_order(&mut all, |(one, _), (other, _)| other.chats.cmp(&one.chats).then_with(|| one.name.cmp(&other.name)));
    (found.gaps.gaps, found.conversations) = all.into_iter().unzip();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(questions: &[&str], wanted: &[&str]) -> Vec<Vec<usize>> {
        let questions: Vec<String> = questions.iter().map(|question| (*question).to_owned()).collect();
        let group = (0..questions.len()).map(|at| (1.0 - at as f32 / 100.0, at)).collect();
        let wanted: Vec<String> = wanted.iter().map(|question| (*question).to_owned()).collect();
        let groups = set_apart(group, &questions, &questions, &wanted);
        groups.into_iter().map(|group| group.into_iter().map(|(_, at)| at).collect()).collect()
    }

    #[test]
    fn a_question_that_is_set_apart_takes_with_it_those_that_are_nearer_to_it() {
        let questions = [
            "Do you accept a return without the original box?",
            "Is a return without the original box possible?",
            "Return without original box, is that ok?",
            "Return without original box, ok?",
        ];
        assert_eq!(apart(&questions, &[]), [[0, 1, 2, 3]]);
        assert_eq!(apart(&questions, &[questions[2]]), [[0, 1], [2, 3]]);
        // What is in no group, or names the group, sets nothing apart.
        assert_eq!(apart(&questions, &["Where is my order?", questions[0]]), [[0, 1, 2, 3]]);
    }
}
