//! Weeks and months of local dates (METRICS section 6), and the share of a monthly cost that falls on some days.
//!
//! Works on calendar dates alone; `zone` turns instants into dates.

use chrono::Datelike as _;

use crate::model::Date;
use crate::rules::Weekday;

/// Seven days that start on `rules.week_start`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week {
    /// Its first date.
    pub first: Date,
}

impl Week {
    /// The week that a date belongs to.
    pub fn containing(date: Date, week_start: Weekday) -> Self {
        let into = (position(weekday_of(date)) - position(week_start)).rem_euclid(7);
        Self { first: Date(date.0.saturating_sub(into)) }
    }

    /// All weeks that have a day in `from..=to`, in order; weeks without data too (METRICS: "empty weeks are listed").
    pub fn touching(from: Date, to: Date, week_start: Weekday) -> impl Iterator<Item = Self> {
        let first = Self::containing(from, week_start);
        std::iter::successors((from <= to).then_some(first), |week| Some(week.next())).take_while(move |week| week.first <= to)
    }

    /// Its last date.
    pub fn last(self) -> Date {
        Date(self.first.0.saturating_add(6))
    }

    /// The week after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self { first: Date(self.first.0.saturating_add(7)) }
    }

    /// Whether first and last date lie in `from..=to`: the part of METRICS' "complete" that needs no horizon.
    pub fn is_within(self, from: Date, to: Date) -> bool {
        from <= self.first && self.last() <= to
    }

    /// The ISO week of its fourth day, `2026-W14`; empty beyond the years that a calendar has.
    pub fn name(self) -> String {
        let Some(fourth) = Date(self.first.0.saturating_add(3)).to_naive() else { return String::new() };
        let iso = fourth.iso_week();
        format!("{:04}-W{:02}", iso.year(), iso.week())
    }
}

/// A calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// Year.
    pub year: i32,
    /// Month, 1..=12.
    pub month: u32,
}

impl Month {
    /// The month that a date belongs to; none for the empty date.
    pub fn containing(date: Date) -> Option<Self> {
        date.to_naive().map(|day| Self { year: day.year(), month: day.month() })
    }

    /// The month after it.
    #[must_use]
    pub fn next(self) -> Self {
        if self.month >= 12 { Self { year: self.year + 1, month: 1 } } else { Self { month: self.month + 1, ..self } }
    }

    /// Its first date; none beyond the years that a calendar has.
    pub fn first(self) -> Option<Date> {
        Date::from_ymd(self.year, self.month, 1)
    }

    /// Its last date; none beyond the years that a calendar has.
    pub fn last(self) -> Option<Date> {
        self.next().first().map(|next| Date(next.0 - 1))
    }

    /// Number of its days, 28..=31.
    pub fn days(self) -> Option<u32> {
        u32::try_from(self.last()?.0 - self.first()?.0 + 1).ok()
    }
}

/// The weekday of a date.
pub fn weekday_of(date: Date) -> Weekday {
    // 1970-01-01 was a Thursday.
    let index = (date.0.rem_euclid(7) + position(Weekday::Thursday)).rem_euclid(7);
    Weekday::ALL.iter().copied().find(|weekday| position(*weekday) == index).unwrap_or(Weekday::Monday)
}

/// How many monthly costs fall on the dates `from..=to`: each day carries 1 / (days of its month), so that a whole month
/// carries exactly 1 (METRICS section 4: "spread evenly over that month's days"). 0 if `to` is before `from`.
///
/// 2026-01-31..=2026-02-14 carries 1/31 + 14/28.
pub fn fixed_cost_share(from: Date, to: Date) -> f64 {
    let mut share = 0.0;
    let mut start = from;
    while start <= to {
        let Some((last, days)) = Month::containing(start).and_then(|month| Some((month.last()?, month.days()?))) else {
            break;
        };
        let end = last.min(to);
        share += f64::from(end.0 - start.0 + 1) / f64::from(days);
        start = Date(end.0.saturating_add(1));
    }
    share
}

/// Monday is 0.
fn position(weekday: Weekday) -> i32 {
    match weekday {
        Weekday::Monday => 0,
        Weekday::Tuesday => 1,
        Weekday::Wednesday => 2,
        Weekday::Thursday => 3,
        Weekday::Friday => 4,
        Weekday::Saturday => 5,
        Weekday::Sunday => 6,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> Date {
        Date::from_naive(text.parse().unwrap())
    }

    fn any_weekday() -> impl Strategy<Value = Weekday> {
        prop::sample::select(Weekday::ALL)
    }

    #[test]
    fn a_week_of_mondays_is_the_iso_week() {
        let week = Week::containing(date("2026-04-02"), Weekday::Monday);
        assert_eq!((week.first, week.last(), week.name().as_str()), (date("2026-03-30"), date("2026-04-05"), "2026-W14"));
        assert_eq!(week.next().name(), "2026-W15");
    }

    #[test]
    fn a_week_is_named_by_the_iso_week_of_its_fourth_day() {
        // Sunday to Saturday: the fourth day is Wednesday 2026-04-01, in ISO week 14.
        let week = Week::containing(date("2026-04-04"), Weekday::Sunday);
        assert_eq!((week.first, week.name().as_str()), (date("2026-03-29"), "2026-W14"));
        // Saturday to Friday: the fourth day is Tuesday 2026-03-31, in ISO week 14.
        assert_eq!(Week::containing(date("2026-03-28"), Weekday::Saturday).name(), "2026-W14");
        // The ISO year is not the calendar year: the Thursday of 2024-12-30..2025-01-05 is 2025-01-02.
        assert_eq!(Week::containing(date("2024-12-30"), Weekday::Monday).name(), "2025-W01");
        assert_eq!(Week::containing(date("2027-01-03"), Weekday::Monday).name(), "2026-W53");
    }

    #[test]
    fn weeks_of_a_period_are_listed_without_gaps() {
        let names: Vec<_> = Week::touching(date("2026-03-31"), date("2026-04-13"), Weekday::Monday).map(Week::name).collect();
        assert_eq!(names, ["2026-W14", "2026-W15", "2026-W16"]);
        assert_eq!(Week::touching(date("2026-04-02"), date("2026-04-01"), Weekday::Monday).count(), 0);
    }

    #[test]
    fn a_week_is_within_a_period_that_has_its_first_and_last_date() {
        let week = Week { first: date("2026-03-30") };
        assert!(week.is_within(date("2026-03-30"), date("2026-04-05")));
        assert!(!week.is_within(date("2026-03-31"), date("2026-04-30")));
        assert!(!week.is_within(date("2026-03-01"), date("2026-04-04")));
    }

    #[test]
    fn weekdays_are_those_of_the_calendar() {
        assert_eq!(weekday_of(date("1970-01-01")), Weekday::Thursday);
        assert_eq!(weekday_of(date("2026-04-10")), Weekday::Friday);
        assert_eq!(weekday_of(date("1969-12-31")), Weekday::Wednesday);
    }

    #[test]
    fn months_know_their_days() {
        let month = |text| Month::containing(date(text)).unwrap();
        assert_eq!(month("2026-02-10").days(), Some(28));
        assert_eq!(month("2024-02-29").days(), Some(29));
        assert_eq!(
            (month("2025-12-31").first(), month("2025-12-01").last()),
            (Some(date("2025-12-01")), Some(date("2025-12-31")))
        );
        assert_eq!(month("2025-12-31").next(), Month { year: 2026, month: 1 });
        assert_eq!(Month::containing(Date::default()), None);
    }

    #[test]
    fn a_monthly_cost_is_spread_evenly_over_the_days_of_each_month() {
        assert!((fixed_cost_share(date("2026-03-01"), date("2026-03-31")) - 1.0).abs() < 1e-15);
        assert!((fixed_cost_share(date("2026-01-31"), date("2026-02-14")) - (1.0 / 31.0 + 0.5)).abs() < 1e-15);
        assert!((fixed_cost_share(date("2025-01-01"), date("2025-12-31")) - 12.0).abs() < 1e-12);
        assert!(fixed_cost_share(date("2026-02-02"), date("2026-02-01")).abs() < f64::EPSILON);
        assert!(fixed_cost_share(Date::default(), Date::default()).abs() < f64::EPSILON);
    }

    proptest! {
        #[test]
        fn each_date_is_in_exactly_one_week(day in 10_957..47_847_i32, start in any_weekday()) {
            let week = Week::containing(Date(day), start);
            prop_assert!(week.first <= Date(day) && Date(day) <= week.last());
            prop_assert_eq!(weekday_of(week.first), start);
            prop_assert_eq!(Week::containing(week.last(), start), week);
        }

        #[test]
        fn the_share_of_a_period_is_the_sum_over_its_days(first in 10_957..47_000_i32, days in 0..500_i32) {
            let whole = fixed_cost_share(Date(first), Date(first + days));
            let by_day: f64 = (first..=first + days).map(|day| fixed_cost_share(Date(day), Date(day))).sum();
            prop_assert!((whole - by_day).abs() < 1e-9);
        }
    }
}
