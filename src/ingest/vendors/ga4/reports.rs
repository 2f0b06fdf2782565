//! GA4 reports: counts of visitors by date and page. A report of several days without a date tells no day's visitors, so
//! its rows are kept out, with that reason.

use std::borrow::Cow;

use crate::ingest::Reason;
use crate::ingest::mapping::{Convert, Draft, Mapping, Output, SourceRow, Verdict, column, key_of};
use crate::model::{Date, EventName, TableName};

use super::super::tracked::{Meaning, meaning_of};

/// First columns of the reports, in English and Japanese; the header follows the language of the screen.
pub(super) const DIMENSIONS: &[&str] = &[
    "Session primary channel group",
    "Session default channel group",
    "First user primary channel group",
    "First user default channel group",
    "Default channel group",
    "Default Channel Grouping",
    "Session source / medium",
    "Session source",
    "Session medium",
    "Session campaign",
    "First user source / medium",
    "First user source",
    "Landing page + query string",
    "Landing page",
    "Page path and screen class",
    "Page path + query string and screen class",
    "Page path + query string",
    "Page title and screen class",
    "Page title and screen name",
    "Page path",
    "Event name",
    "Device category",
    "Nth day",
    "セッションのメインのチャネル グループ",
    "ランディング ページ + クエリ文字列",
    "ページパスとスクリーン クラス",
    "ページ タイトルとスクリーン クラス",
    "イベント名",
];

/// Counts of the reports.
pub(super) const METRICS: &[&[&str]] = &[
    &["Sessions", "セッション"],
    &["Users", "Pageviews", "Page views", "Clicks"],
    &["Engaged sessions", "エンゲージのあったセッション数"],
    &["Engagement rate", "エンゲージメント率"],
    &["Bounce Rate"],
    &["Pages / Session", "Avg. Session Duration"],
    &["Active users", "アクティブ ユーザー"],
    &["Total users", "総ユーザー数"],
    &["New users", "新規ユーザー数"],
    &["Views", "表示回数"],
    &["Event count", "イベント数"],
    &["Event count per active user", "Event count per user"],
    &["Views per active user", "Views per user", "Views per session"],
    &["Average engagement time", "Average engagement time per active user", "Average engagement time per session"],
    &["Key events", "Conversions", "キーイベント"],
    &["Total revenue", "合計収益"],
];

/// Visitors and page views of a date and page. The channel of a visit (organic, paid) is not a chat's, so it stays empty.
pub(in super::super) static EXPOSURE: Mapping = Mapping {
    table: TableName::Exposure,
    columns: &[
        column(&["Date", "日付"], "date", Convert::Date),
        column(
            &[
                "Page path and screen class",
                "Page path + query string and screen class",
                "Page path + query string",
                "Page path",
                "Landing page + query string",
                "Landing page",
                "pagePath",
                "pagePathPlusQueryString",
                "landingPage",
                "ランディング ページ + クエリ文字列",
                "ページパスとスクリーン クラス",
            ],
            "page",
            Convert::Page,
        ),
        column(&["Views", "screenPageViews", "Pageviews", "Page views", "表示回数"], "impressions", Convert::With(count)),
        column(
            &["Total users", "Active users", "Users", "totalUsers", "activeUsers", "総ユーザー数", "アクティブ ユーザー"],
            "eligible_visitors",
            Convert::With(count),
        ),
        // Visits, where nothing counts visitors.
        column(&["Sessions", "セッション"], "eligible_visitors", Convert::With(count)),
    ],
    fixed: &[],
    hook: Some(finish_report),
};

/// A count of people or views: commas stand between thousands, and what was sampled or modelled has a fraction. A fraction
/// of three digits may be thousands in another language.
pub(super) fn count(text: &str) -> Result<Cow<'_, str>, Reason> {
    let plain = text.replace([',', ' ', '\u{a0}', '\u{202f}'], "");
    if plain.split_once('.').is_some_and(|(_, fraction)| fraction.len() == 3) {
        return Err(Reason::AmbiguousNumber);
    }
    let count: f64 = plain.parse().map_err(|_not_a_number| Reason::NotANumber)?;
    Ok(count.round().to_string().into())
}

/// Takes totals out, dates reports of one day, and reads reports by event name.
pub(in super::super) fn finish_report(row: &SourceRow<'_>, exposure: &mut Draft, output: &mut Output<'_>) -> Verdict {
    if is_total(row) {
        return Verdict::Trailer;
    }
    if !exposure.has("date")
        && let Some(date) = date_of_report(row)
    {
        exposure.set("date", &date.to_string());
    }
    let event = row.first(&["Event name", "eventName", "イベント名"]);
    if event.is_empty() {
        return Verdict::Keep;
    }
    // One row an event: its users are the same people as the next event's.
    let events = count(row.first(&["Event count", "eventCount", "イベント数"])).unwrap_or_default();
    let events = if events.is_empty() { exposure.get("impressions").to_owned() } else { events.into_owned() };
    match meaning_of(event) {
        Meaning::Canonical(EventName::ChatImpression) => {
            output.know_impressions();
            exposure.remove("eligible_visitors");
            exposure.set("impressions", &events);
            Verdict::Keep
        }
        Meaning::Canonical(EventName::PageView) if exposure.has("date") => {
            output.view_pages(exposure.get("date"), exposure.get("page"), events.parse().unwrap_or(0), "");
            Verdict::Skip
        }
        _ if exposure.has("date") => {
            output.leave_out(event);
            Verdict::Skip
        }
        // Without a date the row is kept out with the others.
        _ => Verdict::Keep,
    }
}

/// The day of a row without a date: the days since the report's first, or the only day of the report, as the lines above
/// the header say.
fn date_of_report(row: &SourceRow<'_>) -> Option<Date> {
    let line = |name: &str| row.before_header().iter().find_map(|line| line.trim_start_matches(['#', ' ']).strip_prefix(name));
    let date = |text: &str| {
        let digits = text.trim_matches([':', ' ', '：', ',']);
        let part = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
        Date::from_ymd(i32::try_from(part(0, 4)?).ok()?, part(4, 6)?, part(6, 8)?)
    };
    let said = |name: &str| line(name).and_then(date);
    // `# 20190930-20190930`: Universal Analytics.
    let period = row.before_header().iter().find_map(|line| {
        let (from, to) = line.trim_matches(['#', ' ', ',']).split_once('-')?;
        Some((date(from)?, date(to)?))
    });
    if let Some((from, to)) = period {
        return (from == to).then_some(from);
    }
    let start = said("Start date").or_else(|| said("開始日"))?;
    match row.get("Nth day") {
        "" if row.has_column("Nth day") => None,
        "" => (said("End date").or_else(|| said("終了日"))? == start).then_some(start),
        days => Some(Date(start.0 + days.parse::<i32>().ok()?)),
    }
}

/// A row of totals: its first cell is empty or says so.
fn is_total(row: &SourceRow<'_>) -> bool {
    let mut names = DIMENSIONS.iter().copied().chain(["Date", "日付"]).filter(|name| row.has_column(name)).peekable();
    names.peek().is_some()
        && names.all(|name| {
            let text = key_of(row.raw(name));
            text.is_empty() || ["total", "totals", "grand total", "合計", "総計"].contains(&text.as_str())
        })
}
