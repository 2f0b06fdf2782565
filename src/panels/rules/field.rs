//! The parts of the form: a field for each rule, lines of fields for what the data names.

use crate::model::SortedMap;
use crate::protocol::RulesForm;
use crate::rules::RulePath;

/// How a rule is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleInput {
    /// A number.
    Number,
    /// Words, with proposals.
    Text(Vec<String>),
    /// A zone that the browser knows.
    Zone,
    /// A date.
    Date,
    /// One of these: what is typed, and its name; an empty one takes the default.
    Choice(Vec<(String, String)>),
    /// Yes if checked, with the word beside it.
    Check(String),
    /// Days and opening hours: the days' words, as typed and as named.
    Hours(Vec<(String, String)>),
    /// Joins a spelling: what is typed if it is checked.
    Join(String),
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleField {
    /// Which.
    pub path: RulePath,
    /// Its id on the page.
    pub id: String,
    /// Its name.
    pub label: String,
    /// A line below; empty for none.
    pub hint: String,
    /// What stands behind the number; empty for none.
    pub unit: String,
    /// As it is in force, as typed; empty where the rules are silent.
    pub value: String,
    /// What holds where the rules are silent; empty for nothing.
    pub silent: String,
    /// How it is given.
    pub input: RuleInput,
}

/// What the data names, with its rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleRow {
    /// Its name in the data; empty where it has none.
    pub key: String,
    /// Its name for people.
    pub name: String,
    /// Counts beside it.
    pub counts: Vec<String>,
    /// Its rules.
    pub fields: Vec<RuleField>,
}

/// Lines of what the data names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleTable {
    /// A word for tests and styles.
    pub id: &'static str,
    /// Over the names.
    pub head: &'static str,
    /// Over the counts.
    pub count_heads: Vec<&'static str>,
    /// Over the rules.
    pub heads: Vec<&'static str>,
    /// The lines, the most frequent first.
    pub rows: Vec<RuleRow>,
    /// What is said where there is none.
    pub none: &'static str,
    /// The line that folds those after the first ones: how many more.
    pub more: String,
    /// How many rarer ones cannot be decided here; empty if none.
    pub left_out: String,
}

/// Lines of a table that are not folded.
pub const ROWS_UNFOLDED: usize = 12;

/// Rules that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSection {
    /// A word for tests and links.
    pub id: &'static str,
    /// Title.
    pub title: &'static str,
    /// What they do.
    pub sub: &'static str,
    /// Rules of the whole.
    pub fields: Vec<RuleField>,
    /// Rules by what the data names.
    pub table: Option<RuleTable>,
    /// Whether they are folded until they are asked for.
    pub is_folded: bool,
}

impl RuleSection {
    /// All its rules.
    pub fn all(&self) -> impl Iterator<Item = &RuleField> {
        let rows = self.table.iter().flat_map(|table| &table.rows).flat_map(|row| &row.fields);
        self.fields.iter().chain(rows)
    }
}

/// The path of a rule.
pub(super) fn path(keys: &[&str]) -> RulePath {
    keys.iter().map(|key| (*key).to_owned()).collect()
}

/// Makes fields from what is in force.
pub(super) struct Fields<'a>(pub(super) &'a RulesForm);

impl Fields<'_> {
    /// A field; `label`, `hint` and `unit` as said.
    pub(super) fn field(&self, keys: &[&str], label: impl Into<String>, hint: &str, unit: &str, input: RuleInput) -> RuleField {
        let path = path(keys);
        let of = |typed: &SortedMap<RulePath, String>| typed.get(&path).cloned();
        RuleField {
            id: ["rule-", &keys.join(".")].concat(),
            label: label.into(),
            hint: hint.to_owned(),
            unit: unit.to_owned(),
            value: of(&self.0.values).unwrap_or_default(),
            silent: of(&self.0.derived).or_else(|| of(&self.0.defaults)).unwrap_or_default(),
            path,
            input,
        }
    }

    /// A number.
    pub(super) fn number(&self, keys: &[&str], label: impl Into<String>, hint: &str, unit: &str) -> RuleField {
        self.field(keys, label, hint, unit, RuleInput::Number)
    }

    /// One of some words, in the order of METRICS; where the data decides if nobody does, an empty choice says so.
    pub(super) fn choice<const N: usize>(
        &self,
        keys: &[&str],
        label: impl Into<String>,
        hint: &str,
        (words, names): ([&str; N], [&'static str; N]),
        derived: Option<crate::text::Sentence<1>>,
    ) -> RuleField {
        let mut field = self.field(keys, label, hint, "", RuleInput::Text(Vec::new()));
        let mut choices: Vec<(String, String)> =
            words.iter().zip(names).map(|(word, name)| ((*word).to_owned(), name.to_owned())).collect();
        if let Some(said) = derived {
            let silent = choices.iter().find(|(word, _)| *word == field.silent).map_or("–", |(_, name)| name.as_str());
            choices.insert(0, (String::new(), said.with([silent])));
        }
        field.input = RuleInput::Choice(choices);
        field
    }
}
