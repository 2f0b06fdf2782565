//! GA4 reports: counts of visitors by date and page. A report without a date tells no day's visitors, so its rows are kept
//! out, with that reason.

use crate::ingest::mapping::{Convert, Draft, Mapping, Output, SourceRow, Verdict, column, key_of};
use crate::model::{EventName, TableName};

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
        column(&["Views", "screenPageViews", "Pageviews", "Page views", "表示回数"], "impressions", Convert::Number),
        column(
            &["Total users", "Active users", "Users", "totalUsers", "activeUsers", "総ユーザー数", "アクティブ ユーザー"],
            "eligible_visitors",
            Convert::Number,
        ),
        // Visits, where nothing counts visitors.
        column(&["Sessions", "セッション"], "eligible_visitors", Convert::Number),
    ],
    fixed: &[],
    hook: Some(finish_report),
};

/// Takes totals out, rounds counts, and reads reports by event name.
pub(in super::super) fn finish_report(row: &SourceRow<'_>, exposure: &mut Draft, output: &mut Output<'_>) -> Verdict {
    if is_total(row) {
        return Verdict::Trailer;
    }
    for column in ["impressions", "eligible_visitors"] {
        // Sampled and modelled counts come with fractions.
        if let Ok(count) = exposure.get(column).parse::<f64>() {
            exposure.set_number(column, count.round());
        }
    }
    let event = row.first(&["Event name", "eventName", "イベント名"]);
    if event.is_empty() {
        return Verdict::Keep;
    }
    // One row an event: its users are the same people as the next event's.
    let count = row.first(&["Event count", "eventCount", "イベント数"]).replace(',', "");
    let count = count.parse::<f64>().unwrap_or(0.0).round();
    match meaning_of(event) {
        Meaning::Canonical(EventName::ChatImpression) => {
            output.know_impressions();
            exposure.remove("eligible_visitors");
            exposure.set_number("impressions", count);
            Verdict::Keep
        }
        Meaning::Canonical(EventName::PageView) if count >= 1.0 && exposure.has("date") => {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and not negative")]
            output.view_pages(exposure.get("date"), exposure.get("page"), count as u64, "");
            Verdict::Skip
        }
        _ if exposure.has("date") => Verdict::Skip,
        // Without a date the row is kept out with the others.
        _ => Verdict::Keep,
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
