//! The rows behind a number: how many stand where, and a page of them.

use crate::format::{count, date};
use crate::lineage::{CreditedBy, Places, Standing};
use crate::masking::mask;
use crate::metrics::PartId;
use crate::panels::attribution::model_name;
use crate::panels::quantity::{Unit, part_unit, quantity, unit_of};
use crate::panels::{RowsOf, View, metric_of};
use crate::protocol::{RowLine, RowsPage};
use crate::scorecard::{BoardId, ChangeId, Need};

/// Rows on a page.
pub const ROWS_SHOWN: u32 = 25;

/// A page of rows and the way to others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowsPanel {
    /// Where rows stand; the chosen one is marked.
    pub tabs: Vec<StandingTab>,
    /// The page.
    pub rows: Vec<BehindRow>,
    /// First and last row shown, of how many; empty without rows.
    pub said: String,
    /// What is said in place of rows where there are none.
    pub none: &'static str,
    /// First row of the page before.
    pub previous: Option<u64>,
    /// First row of the next page.
    pub next: Option<u64>,
    /// Whether any row adds an amount.
    pub has_amounts: bool,
    /// Whether any row has an intent, and whether any has a question.
    pub has_words: [bool; 2],
    /// Whether any id on the page looks like an address of a person, or any question holds one.
    pub has_people: bool,
    /// What was searched for.
    pub search: String,
    /// That other rows are listed than the number's own: those of a question's chats alone, or as another model credits them. With the
    /// way to its own and what that is called.
    pub instead: Option<(String, RowsOf, &'static str)>,
}

/// One place where rows stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingTab {
    /// Where; none for all.
    pub standing: Option<Places>,
    /// Its name.
    pub name: &'static str,
    /// Rows.
    pub count: String,
    /// Whether its rows are shown.
    pub is_chosen: bool,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BehindRow {
    /// Its id, or what stands for it.
    pub id: String,
    /// Its date; empty for none.
    pub date: String,
    /// The intent of its chat; empty for none.
    pub intent: String,
    /// The question that its chat kept; empty for none.
    pub question: String,
    /// Where it stands.
    pub standing: &'static str,
    /// Why.
    pub why: &'static str,
    /// What it adds; empty for nothing.
    pub adds: String,
    /// File and line.
    pub place: String,
}

/// The panel of a page.
pub fn rows_panel(view: &View<'_>, id: ChangeId, page: &RowsPage, shows_people: bool) -> RowsPanel {
    let words = &view.text.behind;
    let chosen = page.asked.standing;
    let total: u64 = page.totals.iter().sum();
    let tab = |standing: Option<Places>, name, rows: u64| StandingTab {
        standing,
        name,
        count: count(rows as f64),
        is_chosen: chosen == standing,
    };
    let in_place = |standing: &Standing| page.totals.get(*standing as usize).copied().unwrap_or(0);
    let of = |places: Places| places.standings().iter().map(in_place).sum::<u64>();
    // Both sides together are no place of their own: they are offered where they were asked for.
    let both = (chosen == Some(Places::Base)).then(|| tab(chosen, words.both_sides, of(Places::Base)));
    let places = Standing::ALL.into_iter().filter(|standing| in_place(standing) > 0 || chosen == Some(Places::Of(*standing)));
    let places = places.map(|standing| tab(Some(Places::Of(standing)), *view.text.standings.of(standing), in_place(&standing)));
    let shown = chosen.map_or(total, of);
    let part = page.asked.number.part.filter(|_| id != ChangeId::ChatToLead);
    let unit = match part.map_or_else(|| unit_of(id), part_unit) {
        Unit::Rate => Unit::Count,
        unit => unit,
    };
    let row = |row: &RowLine| BehindRow {
        id: match row.id.as_str() {
            "" => words.no_id.to_owned(),
            id if is_person(id) && !shows_people => words.hidden.to_owned(),
            id => id.to_owned(),
        },
        date: date(&row.date, view.language()),
        intent: row.intent.clone(),
        question: if shows_people { row.question.clone() } else { mask(&row.question) },
        standing: view.text.standings.of(row.standing),
        why: view.text.why.of(row.reason),
        adds: row.amount.map(|amount| quantity(view, Some(amount), unit)).unwrap_or_default(),
        place: [row.file.as_str(), ":", &row.line.to_string()].concat(),
    };
    let last = page.offset + page.rows.len() as u64;
    let said = view.text.data.page.with([&count((page.offset + 1) as f64), &count(last as f64), &count(shown as f64)]);
    RowsPanel {
        tabs: std::iter::once(tab(None, words.all, total)).chain(both).chain(places).collect(),
        rows: page.rows.iter().map(row).collect(),
        none: if page.are_in_warehouse { view.text.needs.of(Need::NotInCube) } else { words.none },
        said: if page.rows.is_empty() { String::new() } else { said },
        previous: (page.offset > 0).then(|| page.offset.saturating_sub(u64::from(ROWS_SHOWN))),
        next: (last < shown).then_some(last),
        has_amounts: page.rows.iter().any(|row| row.amount.is_some()),
        has_words: [page.rows.iter().any(|row| !row.intent.is_empty()), page.rows.iter().any(|row| !row.question.is_empty())],
        has_people: page.rows.iter().any(|row| is_person(&row.id) || names_person(&row.question)),
        search: page.search.clone(),
        instead: instead(view, id, page),
    }
}

/// What is listed in place of the rows that a number counts.
fn instead(view: &View<'_>, id: ChangeId, page: &RowsPage) -> Option<(String, RowsOf, &'static str)> {
    let words = &view.text.behind;
    let asked = page.asked;
    let own = RowsOf { part: asked.number.part, ..RowsOf::counted(asked.board, id) };
    let own = RowsOf { standing: asked.standing.or(own.standing), ..own };
    let rule = view.card.rules.rules.attribution;
    let is_other =
        |by: &CreditedBy| id == ChangeId::AttributedRevenue && (by.model, by.window_days) != (rule.model, rule.window_days);
    match asked.number.by.filter(is_other) {
        Some(by) => {
            let days = count(f64::from(by.window_days));
            Some((words.credited.with([model_name(view, by.model), &days]), own, words.own_credit))
        }
        None => (!page.among.is_empty()).then(|| (words.among.with([&page.among]), own, words.all_rows)),
    }
}

/// Whether an id is an address or a phone number: an export may use them as ids.
fn is_person(id: &str) -> bool {
    let digits = id.chars().filter(char::is_ascii_digit).count();
    let is_number = digits >= 9 && id.chars().all(|letter| letter.is_ascii_digit() || " -()".contains(letter));
    // No count of records starts with 0, and phone numbers do.
    id.contains('@') || id.starts_with('+') || (is_number && id.trim_start_matches('(').starts_with('0'))
}

/// Whether something in a question is masked: an address or a number of a person.
fn names_person(question: &str) -> bool {
    mask(question) != question.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The numbers of a metric whose rows can be listed: itself, then its variants.
pub fn variants(view: &View<'_>, board: BoardId, id: ChangeId) -> Vec<(Option<PartId>, &'static str)> {
    let own = (id.metric().1, view.text.behind.whole);
    if id == ChangeId::ChatToLead {
        return vec![own];
    }
    let metric = view.board(board).and_then(|board| metric_of(&board.metrics, id));
    let parts = metric.into_iter().flat_map(|metric| metric.parts.keys());
    // Adjusted CSAT weighs the rows of CSAT; chat to lead is a metric of its own.
    let listed = parts.filter(|part| !matches!(part, PartId::Adjusted | PartId::ChatToLead));
    std::iter::once(own).chain(listed.map(|part| (Some(*part), *view.text.parts.of(*part)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lineage::{Asked, Reason};
    use crate::metrics::MetricId;
    use crate::model::TableName;
    use crate::panels::fixture::{english, march};
    use crate::protocol::AskedRows;
    use crate::rules::AttributionModel;

    fn page(offset: u64, ids: &[&str]) -> RowsPage {
        let number = Asked::of(MetricId::DeflectionRate, None);
        let asked = AskedRows { board: BoardId::Support, number, standing: Some(Places::Of(Standing::Denominator)), among: None };
        let row = |id: &&str| RowLine {
            standing: Standing::Denominator,
            reason: Reason::HandedOff,
            table: TableName::Conversations,
            id: (*id).to_owned(),
            file: "chats.csv".to_owned(),
            line: 7,
            amount: None,
            date: "2026-03-05".to_owned(),
            intent: "returns".to_owned(),
            question: "Where is order 123456789? Mail ann@example.com".to_owned(),
        };
        RowsPage {
            asked,
            search: String::new(),
            among: String::new(),
            totals: [540, 660, 0, 3, 9],
            offset,
            rows: ids.iter().map(row).collect(),
            are_in_warehouse: false,
        }
    }

    #[test]
    fn a_page_says_where_rows_stand_and_leads_on() {
        let card = march();
        let panel = rows_panel(&english(&card), ChangeId::DeflectionRate, &page(25, &["c1", ""]), false);
        let tabs: Vec<_> = panel.tabs.iter().map(|tab| (tab.name, tab.count.as_str(), tab.is_chosen)).collect();
        let expected = [
            ("All", "1,212", false),
            ("Counted", "540", false),
            ("Below the line only", "660", true),
            ("Not known", "3", false),
            ("Left out", "9", false),
        ];
        assert_eq!(tabs, expected);
        let row = &panel.rows[0];
        assert_eq!((row.id.as_str(), row.why, row.place.as_str()), ("c1", "went to a person", "chats.csv:7"));
        assert_eq!((row.date.as_str(), row.intent.as_str(), panel.has_words), ("5 Mar 2026", "returns", [true, true]));
        assert_eq!(panel.rows[1].id, "without an id");
        assert_eq!((panel.previous, panel.next), (Some(0), Some(27)));
    }

    #[test]
    fn both_sides_of_a_line_are_offered_where_they_were_asked_for() {
        let card = march();
        let mut page = page(0, &["c1"]);
        page.asked.standing = Some(Places::Base);
        let panel = rows_panel(&english(&card), ChangeId::DeflectionRate, &page, false);
        let chosen: Vec<_> = panel.tabs.iter().filter(|tab| tab.is_chosen).map(|tab| (tab.name, tab.count.as_str())).collect();
        assert_eq!((chosen, panel.said.as_str()), (vec![("Above and below the line", "1,200")], "1 to 1 of 1,200"));
    }

    #[test]
    fn a_list_of_some_chats_says_whose_they_are() {
        let card = march();
        let among = |name: &str| {
            let page = RowsPage { among: name.to_owned(), ..page(0, &["c1"]) };
            rows_panel(&english(&card), ChangeId::DeflectionRate, &page, false).instead
        };
        let (said, own, all) = among("email").unwrap();
        assert_eq!((said.as_str(), all), ("Only the chats of “email”.", "List all rows"));
        assert_eq!((own.to_address().as_str(), among("")), ("rows=denominator", None));
    }

    #[test]
    fn a_list_that_another_model_credits_says_so_and_leads_to_the_rule_s_own() {
        let card = march();
        let mut page = page(0, &["o1"]);
        page.asked.number.by = Some(CreditedBy { model: AttributionModel::First, window_days: 7 });
        let (said, own, way) = rows_panel(&english(&card), ChangeId::AttributedRevenue, &page, false).instead.unwrap();
        assert_eq!(said, "As First touch credits them, 7 days back, and not as your rule does.");
        assert_eq!((own.by, way), (None, "Credit them by your rule"));
    }

    #[test]
    fn rows_of_a_cube_are_in_the_warehouse() {
        let card = march();
        let none = |are_in_warehouse| {
            let page = RowsPage { are_in_warehouse, totals: [0; 5], ..page(0, &[]) };
            rows_panel(&english(&card), ChangeId::DeflectionRate, &page, false).none
        };
        assert_eq!([none(true), none(false)], ["Not in the cube: the rows are in the warehouse", "No row stands here."]);
    }

    #[test]
    fn people_are_hidden_until_they_are_asked_for() {
        let card = march();
        let of = |shows| rows_panel(&english(&card), ChangeId::DeflectionRate, &page(0, &["ann@example.com"]), shows);
        assert!(of(false).has_people && of(false).rows[0].id == "hidden");
        assert_eq!(of(true).rows[0].id, "ann@example.com");
        let question = |shows: bool| of(shows).rows[0].question.clone();
        assert!(question(true).contains("ann@example.com") && question(true).contains("123456789"));
        assert!(!question(false).contains("ann@") && !question(false).contains("123456789"), "{}", question(false));
        let told = |id| {
            let mut page = page(0, &[id]);
            page.rows[0].question.clear();
            rows_panel(&english(&card), ChangeId::DeflectionRate, &page, false).has_people
        };
        assert!(told("090-1234-5678") && told("+81 90 1234 5678") && !told("215000000000001") && !told("c-0012"));
    }
}
