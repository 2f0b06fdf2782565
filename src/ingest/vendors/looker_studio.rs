//! Looker Studio: the CSV of a chart of visitors or page views by date (FORMATS 10). Headers are the field names on display,
//! so a chart is known by a date and a count alone; charts of anything else are mapped by hand.

use super::ga4::EXPOSURE;
use crate::ingest::mapping::{Kind, Read, Signature, Vendor};
use crate::model::TableName;

/// Looker Studio.
pub static LOOKER_STUDIO: Vendor = Vendor {
    id: "looker_studio",
    kinds: &[Kind {
        label: "Looker Studio chart",
        table: TableName::Exposure,
        signature: Signature {
            all: &[&["Date", "日付"]],
            any: &[
                &["Sessions", "セッション"],
                &["Views", "Page views", "Pageviews", "表示回数"],
                &["Total users", "Active users", "Users", "総ユーザー数", "アクティブ ユーザー"],
            ],
            least: 1,
            none: &["impressions", "eligible_visitors", "conversation_id", "email", "botId", "metric"],
        },
        read: Read::Columns(&EXPOSURE),
    }],
};
