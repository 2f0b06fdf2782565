//! What changed in the rules, and what may stand in one.

use super::field::{RuleInput, RuleSection};
use crate::format::count;
use crate::model::SortedMap;
use crate::protocol::{RuleNeeds, RulesForm};
use crate::rules::RulePath;
use crate::text::Text;

/// A rule that is another than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleChange {
    /// Which.
    pub path: RulePath,
    /// Its name.
    pub name: String,
    /// Before and now, in words.
    pub said: String,
    /// What is typed to take it back.
    pub before: String,
}

/// The rules that differ from those of before, in the order of the form; those that the form does not show come last.
pub fn rule_changes(
    text: &Text,
    sections: &[RuleSection],
    before: &SortedMap<RulePath, String>,
    now: &RulesForm,
) -> Vec<RuleChange> {
    let differs = |path: &RulePath| before.get(path) != now.values.get(path);
    let mut changes = Vec::new();
    for field in sections.iter().flat_map(RuleSection::all) {
        if !differs(&field.path) {
            continue;
        }
        let said = |typed: &SortedMap<RulePath, String>| match typed.get(&field.path) {
            None => text.rules.not_set.to_owned(),
            Some(typed) => match &field.input {
                RuleInput::Choice(choices) => {
                    choices.iter().find(|(word, _)| word == typed).map_or_else(|| typed.clone(), |(_, name)| name.clone())
                }
                RuleInput::Check(_) => text.rules.yes.to_owned(),
                _ if field.unit.is_empty() => typed.clone(),
                _ => [typed, " ", &field.unit].concat(),
            },
        };
        changes.push(RuleChange {
            name: field.label.clone(),
            said: text.rules.change.with([&said(before), &said(&now.values)]),
            before: before.get(&field.path).cloned().unwrap_or_default(),
            path: field.path.clone(),
        });
    }
    let shown: Vec<RulePath> = changes.iter().map(|change| change.path.clone()).collect();
    let others = before.keys().chain(now.values.keys().filter(|path| !before.contains_key(*path)));
    let others = others.filter(|path| differs(path) && !shown.contains(path));
    changes.extend(others.map(|path| {
        let said = |typed: &SortedMap<RulePath, String>| typed.get(path).map_or(text.rules.not_set, String::as_str).to_owned();
        RuleChange {
            path: path.clone(),
            name: path.join(" · "),
            said: text.rules.change.with([&said(before), &said(&now.values)]),
            before: before.get(path).cloned().unwrap_or_default(),
        }
    }));
    changes
}

/// Whether a form shows other things than what is on the page: rules that were not typed there, or other names.
pub fn is_other_form(shown: &RulesForm, typed_hash: &str, new: &RulesForm) -> bool {
    shown.found != new.found || shown.derived != new.derived || (new.hash != typed_hash && shown.values != new.values)
}

/// What may stand in a rule, in words.
pub fn need_of(text: &Text, needs: RuleNeeds) -> String {
    let words = &text.rules;
    match needs {
        RuleNeeds::Between(least, most) => words.need_between.with([&count(least), &count(most)]),
        RuleNeeds::Whole(least, most) => words.need_whole.with([&count(least as f64), &count(most as f64)]),
        RuleNeeds::AboveZeroTo(most) => words.need_above_zero_to.with([&count(most)]),
        RuleNeeds::AboveZero => words.need_above_zero.to_owned(),
        RuleNeeds::AtLeastZero => words.need_at_least_zero.to_owned(),
        RuleNeeds::TimeZone => words.need_time_zone.to_owned(),
        RuleNeeds::Date => words.need_date.to_owned(),
        RuleNeeds::Hours => words.need_hours.to_owned(),
        RuleNeeds::Currency => words.need_currency.to_owned(),
        RuleNeeds::Bands => words.need_bands.to_owned(),
        RuleNeeds::Choice => words.need_choice.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{form::tests::form_of, rules_form};
    use super::*;
    use crate::format::Language;
    use crate::panels::fixture::{english, march};
    use crate::rules::Rules;
    use crate::text::text;

    #[test]
    fn what_changed_is_named_as_the_form_names_it_and_can_be_typed_back() {
        let card = march();
        let before = Rules::default();
        let edit = |rules: Rules, keys: &[&str], typed: &str| {
            rules.edited(&keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>(), typed).unwrap()
        };
        let mut after = edit(before.clone(), &["margin"], "40");
        after = edit(after, &["eligible_intents", "billing"], "yes");
        after = edit(after, &["flow_kind", "gone"], "faq");
        let form = form_of(&after);
        let sections = rules_form(&english(&card), &form);
        let changes = rule_changes(text(Language::En), &sections, &before.as_typed(), &form);
        let said: Vec<(&str, &str, &str)> =
            changes.iter().map(|change| (change.name.as_str(), change.said.as_str(), change.before.as_str())).collect();
        assert_eq!(
            said,
            [
                ("billing, Billing: Should the bot handle it?", "not set → Yes", ""),
                ("Margin", "100 % → 40 %", "100"),
                ("flow_kind · gone", "not set → faq", ""),
            ]
        );
        let back = changes.iter().fold(after, |rules, change| rules.edited(&change.path, &change.before).unwrap());
        assert_eq!(back, before);
    }

    #[test]
    fn a_form_is_built_anew_for_rules_from_elsewhere_and_not_for_those_typed_in_it() {
        let shown = form_of(&Rules::default());
        let new = form_of(&Rules { margin: 0.4, ..Rules::default() });
        assert!(is_other_form(&shown, &shown.hash, &new));
        assert!(!is_other_form(&shown, &new.hash, &new));
        let mut other = shown.clone();
        other.found.goals.push("demo booked".to_owned());
        assert!(is_other_form(&shown, &shown.hash, &other));
    }
}
