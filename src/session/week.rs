//! The last complete week, for the brief: its numbers, and what is found in all that is known up to its end.

use super::Session;
use crate::insight::gaps::BoardGaps;
use crate::metrics::{Scope, weeks};
use crate::model::Date;
use crate::protocol::Response;
use crate::scorecard::{MetricId, Query, Scorecard};

impl Session {
    /// The scorecard of the last complete week of a scope, with the gaps of each bot in that week as decided. Its changes, weeks, findings
    /// and checks are those of the scope up to the week's end: a week alone is too short to tell a level from chance. The whole
    /// scope where no week of it is complete; none if no file with rows is loaded.
    pub fn week(&mut self, scope: &Scope) -> Option<(Scorecard, BoardGaps)> {
        let Some((first, week)) = self.last_week(scope)? else {
            let card = self.scorecard_of(&Query { scope: scope.clone(), ..Query::default() })?;
            let gaps = self.gaps_by_board(scope).into_iter();
            return Some((card, gaps.map(|(board, gaps)| (board, self.roadmap.as_decided(&gaps))).collect()));
        };
        let asked = |range| Query { scope: scope.within(range), ..Query::default() };
        let until = asked((first, week.1));
        let known = self.scorecard_of(&until)?;
        let mut card = self.scorecard_of(&asked(week))?;
        for (id, board) in &mut card.boards {
            if let Some(known) = known.boards.get(id) {
                board.change.clone_from(&known.change);
                board.weekly.clone_from(&known.weekly);
            }
        }
        (card.change, card.weekly, card.findings, card.checks) = (known.change, known.weekly, known.findings, known.checks);
        // H of the week is what its cost is spread over (METRICS section 4).
        let handled = |card: &Scorecard, board| {
            let metric = card.boards.get(&board).and_then(|board| board.metrics.get(&MetricId::CostPerInteraction));
            metric.map_or(0, |metric| metric.n)
        };
        let gaps = self.gaps_by_board(&until.scope).into_iter().map(|(board, gaps)| {
            let gaps = self.roadmap.as_decided(&gaps).of_last_week(handled(&card, board));
            (board, gaps)
        });
        let gaps = gaps.collect();
        Some((card, gaps))
    }

    /// The week of the rows that the filters hold, whatever dates are chosen.
    pub(super) fn tell_week(&mut self) -> Response {
        let filters = self.query.scope.filters.clone();
        let week = self.week(&Scope { range: None, filters });
        Response::Week { week: week.map(|(card, gaps)| (Box::new(card), gaps)) }
    }

    /// The first date of a scope and its last complete week; none inside where no week is complete.
    #[expect(clippy::option_option, reason = "nothing loaded and nothing complete are told apart")]
    fn last_week(&mut self, scope: &Scope) -> Option<Option<(Date, (Date, Date))>> {
        let (_, facts) = self.loaded()?;
        let Some((from, to)) = scope.period(facts) else { return Some(None) };
        // An open end of a range reaches no further than the data.
        let (from, to) = facts.period.map_or((from, to), |(first, last)| (from.max(first), to.min(last)));
        let weeks = weeks(facts, &scope.within((from, to)));
        let last = weeks.into_iter().rfind(|week| week.is_within(from, to));
        Some(last.map(|week| (from, (week.first, week.last()))))
    }
}
