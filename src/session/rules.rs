//! The rules as the form shows them, and one of them changed by what a person typed.

use super::Session;
use super::choices::counted;
use crate::facts::Facts;
use crate::ingest::Load;
use crate::metrics::{Field, Index, MOST_GROUPS};
use crate::model::order::{distinct, put_in_order_by};
use crate::model::{Dimension, EventName, SortedMap, Symbol};
use crate::protocol::{Alike, Response, RulesForm, ToDecide};
use crate::rules::{RulePath, Rules, normal_intent};
use crate::scorecard::Basis;

/// More names than a person decides one by one.
const NAMES: usize = 200;
/// Fields whose values people spell in several ways.
const SPELLED: [Dimension; 6] =
    [Dimension::Intent, Dimension::Channel, Dimension::Source, Dimension::Medium, Dimension::Campaign, Dimension::Flow];

impl Session {
    /// Changes one rule as typed; what may stand there if it cannot be.
    pub(super) fn edit_rule(&mut self, path: RulePath, typed: &str) -> Response {
        let needs = match self.rules.edited(&path, typed) {
            Ok(rules) if rules == self.rules => None,
            Ok(rules) => {
                self.set_rules(rules);
                None
            }
            Err(fault) => Some(fault.allowed.into()),
        };
        Response::RuleEdited { path, hash: self.rules.hash(), needs }
    }

    /// Everything that the form of the rules shows.
    pub(super) fn rules_form(&mut self) -> RulesForm {
        let (hash, values) = (self.rules.hash(), self.rules.as_typed());
        let defaults = Rules::default().as_typed();
        if self.to_decide.is_none() {
            self.to_decide = self.asked().map(|(load, facts, basis)| to_decide(load, facts, basis));
        }
        let derived = self.facts.as_ref().map(|facts| facts.derived.as_typed()).unwrap_or_default();
        RulesForm { hash, values, defaults, derived, found: self.to_decide.clone().unwrap_or_default() }
    }
}

fn to_decide(load: &Load, facts: &Facts, basis: &Basis) -> ToDecide {
    let index = Index::new(facts, &load.tables.dictionary, basis.columns());
    let named = |dimension| {
        let mut values = counted(index.field(Field::Dimension(dimension)), &index);
        values.retain(|(name, _)| !name.is_empty());
        values
    };
    let first = |dimension| {
        let mut values = named(dimension);
        values.truncate(NAMES);
        values
    };
    let intents = named(Dimension::Intent);
    ToDecide {
        other_intents: intents.len().saturating_sub(MOST_GROUPS) as u64,
        intents: intents.into_iter().take(MOST_GROUPS).collect(),
        flows: first(Dimension::Flow),
        channels: first(Dimension::Channel),
        pages: first(Dimension::Page),
        goals: goals(load),
        currencies: currencies(load),
        alike: SPELLED.into_iter().flat_map(|dimension| alike(dimension, &named(dimension))).take(NAMES).collect(),
    }
}

/// Values of a dimension, the most frequent first, that differ from a more frequent one in case, spaces and dashes alone.
fn alike(dimension: Dimension, values: &[(String, u64)]) -> Vec<Alike> {
    let mut used: SortedMap<String, &str> = SortedMap::new();
    let mut found = Vec::new();
    for (from, conversations) in values {
        match used.get(&normal_intent(from)) {
            Some(to) => found.push(Alike { dimension, from: from.clone(), to: (*to).to_owned(), conversations: *conversations }),
            None => drop(used.insert(normal_intent(from), from)),
        }
    }
    found
}

/// Names of goals that events reach, in order.
fn goals(load: &Load) -> Vec<String> {
    let events = &load.tables.events;
    let reached = (0..events.len()).filter(|row| events.event.get(*row) == Some(EventName::BotGoalCompleted));
    let named = distinct(reached.map(|row| events.goal.get(row)));
    let goals = named.into_iter().map(|goal| load.tables.dictionary.text(goal).to_owned());
    distinct(goals.filter(|goal| !goal.is_empty()))
}

/// Codes of currencies with their rows, the most frequent first.
fn currencies(load: &Load) -> Vec<(String, u64)> {
    let revenue = &load.tables.revenue;
    let mut rows: SortedMap<Symbol, u64> = SortedMap::new();
    for row in 0..revenue.len() {
        *rows.entry(revenue.currency.get(row)).or_default() += 1;
    }
    let mut codes: SortedMap<String, u64> = SortedMap::new();
    for (code, rows) in rows {
        *codes.entry(load.tables.dictionary.text(code).trim().to_uppercase()).or_default() += rows;
    }
    let mut codes: Vec<(String, u64)> = codes.into_iter().filter(|(code, _)| !code.is_empty()).collect();
    put_in_order_by(&mut codes, |(_, rows)| std::cmp::Reverse(*rows));
    codes
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::protocol::{OpenFile, Request, RuleNeeds};

    const CHATS: &str = "conversation_id,started_at,intent,channel,flow\n\
        a,2026-03-02T10:00:00Z,faq,web,help\nb,2026-03-02T11:00:00Z,FAQ,Web,help\nc,2026-03-03T10:00:00Z,faq,web,demo\n";
    const ORDERS: &str = "order_id,at,amount,currency\n1,2026-03-05T10:00:00Z,10,usd\n2,2026-03-05T10:00:00Z,10,EUR\n\
        3,2026-03-05T10:00:00Z,10,USD\n";
    const EVENTS: &str = "event,timestamp,conversation_id,goal\nbot_goal_completed,2026-03-02T10:00:00Z,a,demo booked\n";

    fn opened() -> Session {
        let mut session = Session::new("Asia/Tokyo");
        for (file, (name, text)) in (0..).zip([("chats.csv", CHATS), ("orders.csv", ORDERS), ("events.csv", EVENTS)]) {
            let file = OpenFile { file, name: name.to_owned(), size: text.len() as u64, sha256: None };
            session.open(&file, Cursor::new(text), &mut |_, _| {}).unwrap();
        }
        session
    }

    fn ask(session: &mut Session, request: Request) -> Vec<Response> {
        let mut said = Vec::new();
        session.answer(vec![request], |_| Cursor::new(Vec::new()), &mut |response| said.push(response));
        said
    }

    fn path(keys: &[&str]) -> RulePath {
        keys.iter().map(|key| (*key).to_owned()).collect()
    }

    #[test]
    fn the_form_names_what_can_be_decided() {
        let form = opened().rules_form();
        assert_eq!(form.found.flows, [("help".to_owned(), 2), ("demo".to_owned(), 1)]);
        assert_eq!(form.found.currencies, [("USD".to_owned(), 2), ("EUR".to_owned(), 1)]);
        assert_eq!(form.found.goals, ["demo booked"]);
        let alike: Vec<(&str, &str, &str)> =
            form.found.alike.iter().map(|alike| (alike.dimension.word(), alike.from.as_str(), alike.to.as_str())).collect();
        assert_eq!(alike, [("intent", "FAQ", "faq"), ("channel", "Web", "web")]);
        assert_eq!(form.derived[&path(&["time_zone"])], "Asia/Tokyo");
        assert_eq!(form.derived[&path(&["flow_kind", "help"])], "support");
    }

    #[test]
    fn a_typed_rule_counts_as_one_of_a_file_does() {
        let mut session = opened();
        let said =
            ask(&mut session, Request::EditRule { path: path(&["value_aliases", "intent", "FAQ"]), typed: "faq".to_owned() });
        let [Response::RuleEdited { needs: None, hash, .. }, Response::Scorecard { card: Some(card), .. }] = said.as_slice()
        else {
            panic!("an answer and a scorecard: {said:?}");
        };
        assert_eq!((hash, &card.rules_hash), (&session.rules().hash(), &session.rules().hash()));
        let mut filed = opened();
        filed.set_rules(Rules::from_json(r#"{"value_aliases": {"intent": {"FAQ": "faq"}}}"#).unwrap().0);
        assert_eq!(crate::scorecard::to_json(card), crate::scorecard::to_json(&filed.scorecard().unwrap()));
        assert_eq!(session.rules_form().found.alike.len(), 1, "what was joined is proposed no more");
    }

    #[test]
    fn what_cannot_be_a_rule_changes_nothing() {
        let mut session = opened();
        let before = session.rules().clone();
        let said = ask(&mut session, Request::EditRule { path: path(&["margin"]), typed: "lots".to_owned() });
        assert!(matches!(&said[0], Response::RuleEdited { needs: Some(RuleNeeds::Between(0.0, 100.0)), .. }), "{said:?}");
        assert_eq!((session.rules(), said.len()), (&before, 1));
    }
}
