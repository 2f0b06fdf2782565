//! A query as the tail of an address: `from=2026-03-01&to=2026-03-31&channel=web`. What cannot be read is left out, so that an
//! address of another day still opens.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::Query;
use super::query::{date, dates};
use crate::metrics::{Field, Filter, Scope};

/// What would end or split a value; beside it every letter that is not ASCII, which browsers show as it is.
const KEPT_OUT: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'&').add(b'+').add(b'<').add(b'=').add(b'>').add(b'?');

impl Query {
    /// The parts that an address holds: dates, what they are compared with, filters. Splits are not among them.
    pub fn to_address(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        if let Some((from, to)) = self.scope.range {
            parts.extend([format!("from={from}"), format!("to={to}")]);
        }
        if let Some((from, to)) = self.compare {
            parts.push(format!("compare={from}..{to}"));
        }
        for Filter { field, values } in &self.scope.filters {
            parts.extend(values.iter().map(|value| format!("{}={}", field.word(), utf8_percent_encode(value, KEPT_OUT))));
        }
        parts.join("&")
    }

    /// The query of such an address.
    pub fn from_address(address: &str) -> Self {
        let mut query = Self::default();
        let (mut from, mut to, mut compare) = (None, None, None);
        for (name, value) in address.split('&').filter_map(|part| part.split_once('=')) {
            let value = percent_decode_str(value).decode_utf8_lossy().into_owned();
            match (name, Field::from_word(name)) {
                ("from", _) => from = date(&value).ok(),
                ("to", _) => to = date(&value).ok(),
                ("compare", _) => compare = dates(&value).ok(),
                (_, Some(field)) => query.scope.hold(field, value),
                _ => {}
            }
        }
        query.scope.range = from.zip(to).filter(|(from, to)| from <= to);
        query.compare = compare.filter(|_| query.scope.range.is_some());
        query
    }
}

impl Scope {
    /// Lets one more value of a field count; the first one leaves out all others.
    pub fn hold(&mut self, field: Field, value: String) {
        match self.filters.iter_mut().find(|filter| filter.field == field) {
            Some(filter) if filter.values.contains(&value) => {}
            Some(filter) => filter.values.push(value),
            None => self.filters.push(Filter { field, values: vec![value] }),
        }
    }

    /// Lets one value of a field count alone, whatever counted of it before.
    pub fn hold_alone(&mut self, field: Field, value: String) {
        self.filters.retain(|filter| filter.field != field);
        self.hold(field, value);
    }

    /// Lets a value of a field count no more; without any, all count.
    pub fn release(&mut self, field: Field, value: &str) {
        for filter in self.filters.iter_mut().filter(|filter| filter.field == field) {
            filter.values.retain(|held| held != value);
        }
        self.filters.retain(|filter| !filter.values.is_empty());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Query;
    use crate::metrics::{Field, Scope};
    use crate::model::Date;

    #[test]
    fn a_value_held_alone_takes_the_place_of_all_others_of_its_field() {
        let [channel, flow] = ["channel", "flow"].map(|word| Field::from_word(word).unwrap());
        let mut scope = Scope::default();
        for (field, value) in [(channel, "web"), (flow, "help"), (channel, "app")] {
            scope.hold(field, value.to_owned());
        }
        scope.hold_alone(channel, "mail".to_owned());
        let query = Query { scope, ..Query::default() };
        assert_eq!(query.to_address(), "flow=help&channel=mail");
    }

    #[test]
    fn an_address_reads_as_people_would_write_it() {
        let address =
            "from=2026-03-01&to=2026-03-31&compare=2026-02-01..2026-02-28&channel=web&channel=line&intent=返品 ポリシー";
        let query = Query::from_address(address);
        assert_eq!(query.scope.filters[1].values, ["返品 ポリシー"]);
        let intent = "%E8%BF%94%E5%93%81%20%E3%83%9D%E3%83%AA%E3%82%B7%E3%83%BC";
        assert_eq!(query.to_address(), address.replace("返品 ポリシー", intent));
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        for nothing in [
            "",
            "from=March&to=2026-03-31",
            "from=2026-03-31&to=2026-03-01",
            "colour=red",
            "channel",
            "compare=2026-02-01..2026-02-28",
        ] {
            assert_eq!(Query::from_address(nothing), Query::default(), "{nothing}");
        }
    }

    #[test]
    fn a_value_is_held_once_and_the_last_one_released_lets_all_count() {
        let mut scope = Scope::default();
        scope.hold(Field::Outcome, "escalated".to_owned());
        scope.hold(Field::Outcome, "escalated".to_owned());
        assert_eq!(scope.filters[0].values, ["escalated"]);
        scope.release(Field::Outcome, "escalated");
        assert_eq!(scope, Scope::default());
    }

    proptest! {
        #[test]
        fn a_query_comes_back_from_its_address(
            held in prop::collection::vec((prop::sample::select(Field::ALL.to_vec()), any::<String>()), 0..6),
            days in prop::option::of((10_957..47_000_i32, 0..400_i32)), compared in any::<bool>(),
        ) {
            let mut query = Query::default();
            for (field, value) in held {
                query.scope.hold(field, value);
            }
            query.scope.range = days.map(|(from, more)| (Date(from), Date(from + more)));
            query.compare = days.filter(|_| compared).map(|(from, more)| (Date(from - more - 1), Date(from - 1)));
            // What a command can be asked, an address can say.
            prop_assume!(query.compare.is_none_or(|(from, _)| from.0 >= 10_957));
            prop_assert_eq!(Query::from_address(&query.to_address()), query);
        }
    }
}
