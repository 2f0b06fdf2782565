//! Placeholders of the steps: `{{name}}`, or `{{verb argument}}`.

use std::collections::BTreeMap;

use super::rule_tables::RuleTables;
use super::{Dialect, Whole, suppress};
use crate::model::{Date, Dimension};
use crate::rules::Rules;

/// What tells where a conversation stands when it is split.
pub(super) const PLACE: [&str; 15] = [
    "day",
    "channel",
    "flow",
    "intent",
    "language",
    "source",
    "medium",
    "campaign",
    "page",
    "engaged",
    "bot_involved",
    "handoff",
    "resolution",
    "goal_completed",
    "in_business_hours",
];

/// What placeholders stand for.
pub(super) struct Template<'a> {
    dialect: Dialect,
    rules: &'a Rules,
    range: [Option<Date>; 2],
    below: Option<u64>,
    values: BTreeMap<&'static str, String>,
}

impl<'a> Template<'a> {
    pub(super) fn new(dialect: Dialect, rules: &'a Rules, range: [Option<Date>; 2], below: Option<u64>) -> Self {
        let values = RuleTables { dialect, rules }.values();
        Self { dialect, rules, range, below, values }
    }

    /// What the whole tells where the rows are a part of it.
    pub(super) fn tell(&mut self, whole: Option<&Whole>) {
        let told = |sql: Option<&String>, read: &str| {
            sql.map_or_else(|| read.to_owned(), |sql| format!("bw_time(cast(({sql}) as {}))", self.dialect.words()))
        };
        let none = Whole::default();
        let whole = whole.unwrap_or(&none);
        let names = whole.events.iter().map(|name| format!("\nunion all select {}", self.dialect.text(name)));
        let values = [
            ("whole conversations", told(whole.conversations.as_ref(), "conversations")),
            ("whole leads", told(whole.leads.as_ref(), "leads")),
            ("whole revenue", told(whole.revenue.as_ref(), "revenue")),
            ("whole events", names.collect()),
        ];
        self.values.extend(values);
    }

    pub(super) fn set(&mut self, name: &'static str, value: String) {
        self.values.insert(name, value);
    }

    /// The text with every placeholder filled in; one that is not known stays, which a test sees.
    pub(super) fn fill(&self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len() * 2);
        let mut pieces = text.split("{{");
        filled.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let known = piece.split_once("}}").and_then(|(inside, rest)| Some((self.value(inside)?, rest)));
            let (value, rest) = known.unwrap_or_else(|| ("{{".to_owned(), piece));
            filled.push_str(&value);
            filled.push_str(rest);
        }
        filled
    }

    fn value(&self, inside: &str) -> Option<String> {
        let Some((verb, argument)) = inside.split_once(' ') else {
            return match inside {
                "place" => Some(PLACE.join(", ")),
                "words" => Some(self.dialect.words().to_owned()),
                "float" => Some(self.dialect.float().to_owned()),
                name => self.values.get(name).cloned(),
            };
        };
        let words = self.dialect.words();
        let ranked = |end: &str| {
            let value = format!("case when {argument} is not null then bw_rank(place) || cast({argument} as {words}) end");
            format!("substr({end}({value}), 13) as {argument}")
        };
        match verb {
            "whole" => self.values.get(inside).cloned(),
            "create" => Some(self.dialect.create(argument)),
            "numbered" => argument.split_once(" by ").map(|(table, keys)| self.dialect.numbered(table, keys)),
            "first" => Some(ranked("min")),
            "last" => Some(ranked("max")),
            "place" => Some(PLACE.map(|column| format!("{argument}.{column}")).join(", ")),
            "week" => Some(self.first_of_week(argument)),
            "within" => Some(self.within(argument)),
            "alias" => Some(self.alias(argument)),
            "unless" => suppress::unless(argument, self.below),
            _ => suppress::value(verb, argument).map(|value| self.fill(&value)),
        }
    }

    /// Whether a date is counted.
    fn within(&self, date: &str) -> String {
        let [from, to] = self.range;
        let bound = |mark: &str, day: Option<Date>| Some(format!("{date} {mark} date '{}'", day?));
        let bounds: Vec<String> = [bound(">=", from), bound("<=", to)].into_iter().flatten().collect();
        if bounds.is_empty() { "1 = 1".to_owned() } else { bounds.join(" and ") }
    }

    /// The first date of the week that a date lies in.
    fn first_of_week(&self, date: &str) -> String {
        let start = crate::rules::Weekday::ALL.iter().position(|day| *day == self.rules.week_start).unwrap_or(0);
        // Monday is the first weekday of every dialect's function, and 1.
        format!("bw_days_before({date}, (bw_weekday({date}) + {}) % 7)", 6 - start)
    }

    /// A dimension's value in the rules' spelling.
    fn alias(&self, column: &str) -> String {
        let name = column.rsplit('.').next().unwrap_or(column);
        let dimension = Dimension::ALL.iter().find(|dimension| dimension.word() == name);
        let Some(spellings) = dimension.and_then(|dimension| self.rules.value_aliases.get(dimension)) else {
            return column.to_owned();
        };
        if spellings.is_empty() {
            return column.to_owned();
        }
        let text = |text: &str| self.dialect.text(text);
        let cases: String = spellings.iter().map(|(from, to)| format!(" when {} then {}", text(from), text(to))).collect();
        format!("case {column}{cases} else {column} end")
    }
}
