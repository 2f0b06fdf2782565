//! Scorecards of what counted before, so that going back to it counts nothing again.

use crate::scorecard::{Query, Scorecard};

/// So many are kept: every filter of a board and back to all.
const KEPT: usize = 12;

/// The last few scorecards of the same facts, the latest first.
#[derive(Debug, Default)]
pub(super) struct Recent(Vec<(Query, Scorecard)>);

impl Recent {
    /// Puts one aside; of more than a few the oldest goes.
    pub(super) fn keep(&mut self, query: Query, card: Scorecard) {
        self.0.retain(|(of, _)| *of != query);
        self.0.insert(0, (query, card));
        self.0.truncate(KEPT);
    }

    /// The scorecard of a query, if it is there.
    pub(super) fn take(&mut self, query: &Query) -> Option<Scorecard> {
        let at = self.0.iter().position(|(of, _)| of == query)?;
        Some(self.0.remove(at).1)
    }

    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::super::Session;
    use super::*;
    use crate::model::Tables;
    use crate::protocol::Request;
    use crate::rules::Rules;
    use crate::scorecard::{SegmentKey, score};

    fn query(segment: &str) -> Query {
        Query { segments: vec![SegmentKey::parse(segment).unwrap()], ..Query::default() }
    }

    fn card(rules_hash: &str) -> Scorecard {
        let nothing = score(&Tables::default(), Vec::new(), &Rules::default(), "UTC");
        Scorecard { rules_hash: rules_hash.to_owned(), ..nothing }
    }

    #[test]
    fn a_scorecard_comes_back_once_and_for_its_own_query() {
        let mut recent = Recent::default();
        recent.keep(query("channel"), card("old"));
        recent.keep(query("channel"), card("new"));
        recent.keep(query("intent"), card("other"));
        assert_eq!(recent.take(&query("channel")).map(|card| card.rules_hash).as_deref(), Some("new"));
        assert_eq!(recent.take(&query("channel")), None);
        recent.clear();
        assert_eq!(recent.take(&query("intent")), None);
    }

    #[test]
    fn of_many_the_oldest_goes() {
        let mut recent = Recent::default();
        recent.keep(query("channel"), card("oldest"));
        for day in 0..KEPT {
            let at = crate::model::Date(i32::try_from(day).unwrap());
            recent.keep(Query { compare: Some((at, at)), ..Query::default() }, card("newer"));
        }
        assert_eq!(recent.take(&query("channel")), None);
    }

    #[test]
    fn going_back_tells_what_was_told_and_a_rule_forgets_it() {
        let mut session = Session::new("UTC");
        session.answer(vec![Request::OpenSample { seed: 42 }], |_| Cursor::new(Vec::new()), &mut |_| ());
        let all = session.scorecard().unwrap();
        let web = Query::parse(None, None, None, &["channel=web".to_owned()], &[]).unwrap();
        for query in [&web, &Query::default()] {
            session.answer(vec![Request::Narrow { query: Box::new(query.clone()) }], |_| Cursor::new(Vec::new()), &mut |_| ());
        }
        assert_eq!(session.card.as_ref(), Some(&all));
        assert!(session.recent.take(&web).is_some_and(|card| card != all));
        session.narrow(web.clone());
        session.set_rules(Rules { min_n: 3, ..Rules::default() });
        assert_eq!(session.recent.take(&Query::default()), None);
        assert_eq!(session.card, None);
    }
}
