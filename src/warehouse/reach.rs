//! Which rows a part of some dates reads: those of its dates, and as many days beyond as anything asks.

use super::rule_tables::WINDOWS;
use crate::facts::zone::Zone;
use crate::facts::{DAY, micros};
use crate::model::Date;
use crate::rules::Rules;

/// What a part says of itself, with the dates that it reads in place of the braces.
const TOLD: &str = include_str!("sql/part.sql");
/// Dates beyond which no row can be read (METRICS section 1).
const ENDS: [&str; 2] = ["1999-12-31", "2100-01-01"];

/// First and last date, each if there is one.
pub(super) type Dates = [Option<Date>; 2];

/// First and last date of the rows that a part reads, each if it counts from or to one: in the rules' zone or UTC, whichever lies
/// further out, so that rows may be told by either.
pub(super) fn reach(rules: &Rules, zone: &Zone, range: Dates) -> Dates {
    let [from, to] = range;
    let window = rules.attribution.window_days;
    let longest_window = WINDOWS.into_iter().chain([window]).max().unwrap_or(window);
    let link = rules.lead_link_hours / 24.0;
    // A chat that runs over midnight began the day before, and people come back after its end.
    let over_midnight = (rules.session_gap_minutes / (24.0 * 60.0)).max(1.0);
    let before = f64::from(longest_window).max(link) + over_midnight;
    let after = f64::from(window).max(rules.recontact_days).max(rules.maturity_days).max(link) + over_midnight;
    let both = |instant: i64| [zone.local_date(instant), Zone::utc().local_date(instant)];
    let first = from.map(|from| zone.day_start(from).saturating_sub(micros(before, DAY)));
    let last = to.map(|to| zone.day_start(Date(to.0.saturating_add(1))).saturating_add(micros(after, DAY)) - 1);
    [first.and_then(|first| both(first).into_iter().min()), last.and_then(|last| both(last).into_iter().max())]
}

/// A source with the dates that are read in place of `{first}` and `{last}`.
pub(super) fn source(from: &str, [first, last]: Dates) -> String {
    let [first_of_all, last_of_all] = ENDS;
    let date = |date: Option<Date>, other: &str| date.map_or_else(|| other.to_owned(), |date| date.to_string());
    from.replace("{first}", &date(first, first_of_all)).replace("{last}", &date(last, last_of_all))
}

/// What the program says of the dates that it counts and reads; nothing if it counts all.
pub(super) fn told(range: Dates, reach: Dates) -> String {
    if range == [None; 2] {
        return String::new();
    }
    let dates = |[first, last]: Dates| match (first, last) {
        (Some(first), Some(last)) => format!("from {first} to {last}"),
        (Some(first), None) => format!("from {first} on"),
        (None, last) => format!("to {}", last.map(|last| last.to_string()).unwrap_or_default()),
    };
    TOLD.replace("{counted}", &dates(range)).replace("{read}", &dates(reach))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(rules: &Rules, zone: &str, from: &str, to: &str) -> [String; 2] {
        let range = [from, to].map(Date::parse);
        reach(rules, &Zone::new(zone).unwrap(), range).map(|date| date.unwrap().to_string())
    }

    #[test]
    fn the_longest_window_and_one_day_lie_beyond_each_edge() {
        // 90 days and one before 1 October; 30 and one after the 31st.
        assert_eq!(dates(&Rules::default(), "UTC", "2026-10-01", "2026-10-31"), ["2026-07-02", "2026-12-01"]);
        let mut rules = Rules { recontact_days: 40.0, ..Rules::default() };
        rules.attribution.window_days = 120;
        assert_eq!(dates(&rules, "UTC", "2026-10-01", "2026-10-31"), ["2026-06-02", "2027-03-01"]);
    }

    #[test]
    fn dates_are_enough_in_the_zone_and_in_utc() {
        // 1 October begins in Tokyo at 15:00 UTC of 30 September; in New York 31 October ends at 04:00 UTC of 1 November.
        assert_eq!(dates(&Rules::default(), "Asia/Tokyo", "2026-10-01", "2026-10-31"), ["2026-07-01", "2026-12-01"]);
        assert_eq!(dates(&Rules::default(), "America/New_York", "2026-09-01", "2026-09-30").last().unwrap(), "2026-11-01");
    }

    #[test]
    fn a_source_names_the_dates_that_are_read() {
        let from = "(select * from lake where day between '{first}' and '{last}')";
        let range = [Date::parse("2026-07-02"), None];
        assert_eq!(source(from, range), "(select * from lake where day between '2026-07-02' and '2100-01-01')");
        assert_eq!(source("lake", range), "lake");
    }
}
