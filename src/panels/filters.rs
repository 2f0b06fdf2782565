//! The filter bar: which dates and which conversations count, what they are compared with, and what else could be chosen.

use super::View;
use crate::facts::calendar::{Month, Week};
use crate::format::{count, date_range};
use crate::metrics::{Field, Filter};
use crate::model::{Date, Dimension};
use crate::protocol::{Choice, Choices};
use crate::rules::Weekday;
use crate::scorecard::Query;

/// Weeks of the commonest comparison.
const WEEKS: usize = 4;

/// What the bar shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FilterBar {
    /// First date that counts, as `2026-03-01`.
    pub from: String,
    /// Last date that counts.
    pub to: String,
    /// First date of the data.
    pub least: String,
    /// Last date of the data.
    pub most: String,
    /// Ranges that one click chooses.
    pub ranges: Vec<RangeChoice>,
    /// The query with the days before the range compared or not; none without a range.
    pub compare: Option<CompareChoice>,
    /// Fields whose values can be chosen.
    pub fields: Vec<FieldChoice>,
    /// What is chosen, one by one.
    pub chosen: Vec<ChosenValue>,
    /// How much of everything counts; empty where all does.
    pub share: String,
    /// The range that counts, in words.
    pub dates: String,
    /// What is said of saved weeks; empty for nothing.
    pub note: &'static str,
}

/// A range of dates to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct RangeChoice {
    /// Its name.
    pub name: &'static str,
    /// Its dates; empty for all.
    pub dates: String,
    /// What is asked when it is chosen.
    pub query: Query,
    /// Whether it is chosen.
    pub is_chosen: bool,
}

/// The comparison with the days before.
#[derive(Clone, Debug, PartialEq)]
pub struct CompareChoice {
    /// The days before.
    pub dates: String,
    /// Whether they are compared.
    pub is_chosen: bool,
    /// What is asked when that is turned round.
    pub query: Query,
}

/// A field with its values.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChoice {
    /// What.
    pub field: Field,
    /// Its name.
    pub name: &'static str,
    /// Value, its name with its conversations, and whether it is chosen.
    pub values: Vec<(String, String, bool)>,
    /// How many more there are; empty for none.
    pub others: String,
}

/// A value that is chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct ChosenValue {
    /// What of, and the value.
    pub name: String,
    /// What is asked when it is let go.
    pub query: Query,
}

/// What is said of weeks that were saved before and that no filter reaches; empty where there are none, or all show.
fn saved_note(view: &View<'_>, query: &Query, all: (Date, Date), has_saved: bool) -> &'static str {
    let words = &view.text.filters;
    let lacks_weeks = last_weeks(all, view.card.rules.rules.week_start).is_none();
    match (has_saved, *query == Query::default()) {
        (true, false) => words.saved_left_out,
        (true, true) if lacks_weeks => words.saved_no_dates,
        _ => "",
    }
}

/// The bar of a query over everything that can be chosen; `has_saved` tells of weeks that were saved before.
pub fn filter_bar(view: &View<'_>, query: &Query, choices: &Choices, has_saved: bool) -> FilterBar {
    let Some(all) = choices.dates else { return FilterBar::default() };
    let (from, to) = query.scope.range.unwrap_or(all);
    FilterBar {
        from: from.to_string(),
        to: to.to_string(),
        least: all.0.to_string(),
        most: all.1.to_string(),
        dates: dates(view, (from, to)),
        ranges: ranges(view, query, all),
        compare: query.scope.range.map(|range| compare(view, query, range)),
        fields: choices.fields.iter().map(|choice| field(view, query, choice)).collect(),
        chosen: values(view, query).collect(),
        share: share(view, query, choices),
        note: saved_note(view, query, all, has_saved),
    }
}

/// The query for a range that a person types: turned round if it ends before it starts; all dates where it is all of them.
pub fn with_dates(query: &Query, choices: &Choices, from: &str, to: &str) -> Query {
    let range = Date::parse(from).zip(Date::parse(to)).map(|(from, to)| (from.min(to), from.max(to)));
    within(query, range.filter(|range| Some(*range) != choices.dates))
}

/// The query for whole days from one to another, as far as the data has them.
pub fn with_range(query: &Query, choices: &Choices, from: Date, to: Date) -> Query {
    let range = choices.dates.map_or((from, to), |(first, last)| (from.max(first), to.min(last)));
    within(query, Some(range).filter(|range| range.0 <= range.1 && Some(*range) != choices.dates))
}

/// The query over another range; what it was compared with no longer fits.
fn within(query: &Query, range: Option<(Date, Date)>) -> Query {
    let mut other = query.clone();
    let was_compared = query.compare.is_some();
    other.scope.range = range;
    other.compare = range.filter(|_| was_compared).map(before);
    other
}

/// As many days before a range.
fn before((from, to): (Date, Date)) -> (Date, Date) {
    let days = to.0 - from.0 + 1;
    (Date(from.0 - days), Date(from.0 - 1))
}

fn ranges(view: &View<'_>, query: &Query, all: (Date, Date)) -> Vec<RangeChoice> {
    let words = &view.text.filters;
    let week_start = view.card.rules.rules.week_start;
    let choice = |name, range: Option<(Date, Date)>| RangeChoice {
        name,
        dates: range.map(|range| dates(view, range)).unwrap_or_default(),
        query: within(query, range),
        is_chosen: query.scope.range == range,
    };
    let weeks = last_weeks(all, week_start).map(|range| choice(words.last_weeks, Some(range)));
    let month = last_month(all).map(|range| choice(words.last_month, Some(range)));
    [Some(choice(words.all_dates, None)), weeks, month].into_iter().flatten().collect()
}

/// The last four complete weeks.
fn last_weeks((from, to): (Date, Date), week_start: Weekday) -> Option<(Date, Date)> {
    let complete: Vec<Week> = Week::touching(from, to, week_start).filter(|week| week.is_within(from, to)).collect();
    let first = complete.len().checked_sub(WEEKS)?;
    Some((complete.get(first)?.first, complete.last()?.last()))
}

/// The last full month.
fn last_month((from, to): (Date, Date)) -> Option<(Date, Date)> {
    let is_inside =
        |month: &Month| month.first().is_some_and(|first| first >= from) && month.last().is_some_and(|last| last <= to);
    let last = Month::containing(to)?;
    let before = Month::containing(Date(last.first()?.0 - 1));
    let month = Some(last).filter(is_inside).or_else(|| before.filter(is_inside))?;
    month.first().zip(month.last())
}

fn compare(view: &View<'_>, query: &Query, range: (Date, Date)) -> CompareChoice {
    let before = before(range);
    let is_chosen = query.compare.is_some();
    let turned = Query { compare: (!is_chosen).then_some(before), ..query.clone() };
    CompareChoice { dates: dates(view, before), is_chosen, query: turned }
}

fn field(view: &View<'_>, query: &Query, choice: &Choice) -> FieldChoice {
    let held = query.scope.filters.iter().find(|filter| filter.field == choice.field);
    let value = |(value, conversations): &(String, u64)| {
        let is_held = held.is_some_and(|filter| filter.values.contains(value));
        let words = format!("{} ({})", value_name(view, choice.field, value), count(*conversations as f64));
        (value.clone(), words, is_held)
    };
    let others = if choice.others > 0 { view.text.filters.others.with([&count(choice.others as f64)]) } else { String::new() };
    FieldChoice {
        field: choice.field,
        name: field_name(view, choice.field),
        values: choice.values.iter().map(value).collect(),
        others,
    }
}

/// Everything that is chosen, dates first, each with the query that lets it go.
pub(super) fn chosen_values(view: &View<'_>, query: &Query) -> Vec<ChosenValue> {
    let range = query.scope.range.map(|range| ChosenValue { name: dates(view, range), query: within(query, None) });
    range.into_iter().chain(values(view, query)).collect()
}

fn values<'a>(view: &'a View<'_>, query: &'a Query) -> impl Iterator<Item = ChosenValue> + 'a {
    query.scope.filters.iter().flat_map(|filter| chosen(view, query, filter))
}

fn chosen<'a>(view: &'a View<'_>, query: &'a Query, filter: &'a Filter) -> impl Iterator<Item = ChosenValue> + 'a {
    filter.values.iter().map(move |value| {
        let mut without = query.clone();
        without.scope.release(filter.field, value);
        let name = view.text.data.kind.with([field_name(view, filter.field), value_name(view, filter.field, value)]);
        ChosenValue { name, query: without }
    })
}

/// How many of all conversations count.
fn share(view: &View<'_>, query: &Query, choices: &Choices) -> String {
    if query.scope.range.is_none() && query.scope.filters.is_empty() {
        return String::new();
    }
    view.text.filters.share.with([&count(view.card.counts.opened as f64), &count(choices.conversations as f64)])
}

fn dates(view: &View<'_>, (from, to): (Date, Date)) -> String {
    date_range(&from.to_string(), &to.to_string(), view.text.language)
}

/// The name of what conversations are split by.
pub fn field_name(view: &View<'_>, field: Field) -> &'static str {
    let words = &view.text.filters;
    match field {
        Field::Dimension(Dimension::Channel) => words.channel,
        Field::Dimension(Dimension::Flow) => words.flow,
        Field::Dimension(Dimension::Intent) => words.intent,
        Field::Dimension(Dimension::Language) => words.language,
        Field::Dimension(Dimension::Source) => words.source,
        Field::Dimension(Dimension::Medium) => words.medium,
        Field::Dimension(Dimension::Campaign) => words.campaign,
        Field::Dimension(Dimension::Page) => words.page,
        Field::Outcome => words.outcome,
        Field::Handoff => words.handoff,
        Field::BusinessHours => words.business_hours,
        Field::Week => words.week,
        Field::Month => words.month,
    }
}

/// Letters of a name that are shown: a data set may hold whole texts in place of names.
const LETTERS_SHOWN: usize = 200;

/// How a value is said: those of our own words in the language of the page, the data's as they are, as far as a page can hold them.
pub fn value_name<'a>(view: &View<'_>, field: Field, value: &'a str) -> &'a str {
    let words = &view.text.filters;
    match (field, value) {
        (_, "") => words.empty,
        (Field::Outcome, "unengaged") => words.unengaged,
        (Field::Outcome, "escalated") => words.escalated,
        (Field::Outcome, "completed") => words.completed,
        (Field::Outcome, "unknown") => words.unknown,
        (Field::Outcome, "abandoned") => words.abandoned,
        _ => value.char_indices().nth(LETTERS_SHOWN).map_or(value, |(end, _)| value.get(..end).unwrap_or(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{english, march};
    use super::{Choice, Choices, filter_bar, with_dates};
    use crate::metrics::Field;
    use crate::model::Date;
    use crate::scorecard::Query;

    fn choices() -> Choices {
        Choices {
            dates: Date::parse("2026-01-10").zip(Date::parse("2026-03-15")),
            conversations: 90,
            fields: vec![Choice {
                field: Field::Outcome,
                values: vec![("escalated".to_owned(), 60), (String::new(), 30)],
                others: 3,
            }],
        }
    }

    #[test]
    fn saved_weeks_that_no_filter_reaches_are_told_of() {
        let card = march();
        let note = |query: &Query, choices: &Choices, has_saved| filter_bar(&english(&card), query, choices, has_saved).note;
        let web = Query::from_address("channel=web");
        assert!(note(&web, &choices(), true).contains("left out"));
        assert_eq!((note(&web, &choices(), false), note(&Query::default(), &choices(), true)), ("", ""));
        // One week of files alone has no four weeks to choose.
        let one_week = Choices { dates: Date::parse("2026-03-16").zip(Date::parse("2026-03-22")), ..choices() };
        assert!(note(&Query::default(), &one_week, true).contains("fewer than four full weeks"));
        assert_eq!(note(&Query::default(), &one_week, false), "");
        // Dates are said in the page's language, whatever the browser's.
        let range = Query::from_address("from=2026-03-02&to=2026-03-08");
        assert_eq!(filter_bar(&english(&card), &range, &choices(), false).dates, "2–8 Mar 2026");
    }

    #[test]
    fn one_click_chooses_the_last_complete_weeks_or_the_last_full_month() {
        let card = march();
        let bar = filter_bar(&english(&card), &Query::default(), &choices(), false);
        let ranges: Vec<String> = bar.ranges.iter().map(|choice| choice.query.to_address()).collect();
        // 15 March 2026 is a Sunday; March is not over.
        assert_eq!(ranges, ["", "from=2026-02-16&to=2026-03-15", "from=2026-02-01&to=2026-02-28"]);
        assert!(bar.ranges[0].is_chosen && bar.compare.is_none() && bar.share.is_empty());
        assert_eq!((bar.from.as_str(), bar.most.as_str()), ("2026-01-10", "2026-03-15"));
    }

    #[test]
    fn what_is_chosen_is_said_and_can_be_let_go() {
        let card = march();
        let query = Query::from_address("from=2026-02-16&to=2026-03-15&outcome=escalated&outcome=");
        let bar = filter_bar(&english(&card), &query, &choices(), false);
        assert_eq!(bar.chosen[0].query.to_address(), "from=2026-02-16&to=2026-03-15&outcome=");
        assert_eq!(bar.fields[0].values[0].1, "Went to a person (60)");
        assert!(bar.fields[0].values.iter().all(|(.., is_held)| *is_held));
        let compare = bar.compare.unwrap();
        assert_eq!(
            compare.query.to_address(),
            format!("from=2026-02-16&to=2026-03-15&compare=2026-01-19..2026-02-15&outcome=escalated&outcome=")
        );
        // Another range is compared with the days before it.
        let bar = filter_bar(&english(&card), &compare.query, &choices(), false);
        assert_eq!(bar.ranges[2].query.compare.unwrap().0.to_string(), "2026-01-04");
        assert_eq!(bar.ranges[0].query.compare, None);
    }

    #[test]
    fn dates_typed_the_wrong_way_round_still_make_a_range() {
        let typed = |from, to| with_dates(&Query::default(), &choices(), from, to).to_address();
        assert_eq!(typed("2026-03-01", "2026-02-01"), "from=2026-02-01&to=2026-03-01");
        assert_eq!(typed("2026-01-10", "2026-03-15"), "");
        assert_eq!(typed("", "2026-03-15"), "");
    }
}
