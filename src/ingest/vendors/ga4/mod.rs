//! Google Analytics 4: raw events (the `BigQuery` export as JSON, flattened to CSV, or synced to a warehouse), the CSV of
//! the reports, and rows of the Data API (FORMATS 8).
//!
//! An event's time is UTC in microseconds, its date the property's own. `session_engaged` and engaged sessions are about
//! the site, never about a chat.

mod answer;
mod events;
mod reports;

use crate::ingest::mapping::{Kind, Read, Signature, Vendor};
use crate::model::TableName;

pub(super) use reports::EXPOSURE;

/// Google Analytics 4.
pub static GA4: Vendor = Vendor {
    id: "ga4",
    kinds: &[
        Kind {
            label: "GA4 events",
            table: TableName::Events,
            signature: Signature {
                all: &[&["event_name", "name"], &["event_timestamp", "timestamp"]],
                any: &[
                    &["user_pseudo_id"],
                    &["event_params", "event_params[]", "param_ga_session_id", "ga_session_id"],
                    &["event_bundle_sequence_id", "bundle_sequence_id"],
                    &["event_date"],
                    &["traffic_source.source", "traffic_source_source"],
                    &["user_first_touch_timestamp"],
                    &["stream_id"],
                    &["collected_traffic_source.manual_source", "collected_traffic_source_manual_source"],
                    &["batch_event_index"],
                    &["page_location", "param_page_location"],
                ],
                least: 2,
                // A row a parameter is many rows an event: not to be counted.
                none: &["distinct_id", "event_params.key", "event_params_key"],
            },
            read: Read::Columns(&events::EVENTS),
        },
        Kind {
            label: "GA4 report",
            table: TableName::Exposure,
            signature: Signature {
                all: &[reports::DIMENSIONS],
                any: reports::METRICS,
                least: 2,
                none: &["conversation_id", "impressions"],
            },
            read: Read::Columns(&EXPOSURE),
        },
        // Reports by any other dimension: lines of comment stand above them.
        Kind {
            label: "GA4 report",
            table: TableName::Exposure,
            signature: Signature { all: &[&["#"]], any: reports::METRICS, least: 1, none: &["conversation_id", "impressions"] },
            read: Read::Columns(&EXPOSURE),
        },
        Kind {
            label: "GA4 answer of the Data API",
            table: TableName::Exposure,
            signature: Signature {
                all: &[&["metricHeaders[].name"], &["rows[].metricValues[].value"]],
                any: &[&["dimensionHeaders[].name"], &["rows[].dimensionValues[].value"], &["rowCount"], &["kind"]],
                ..Signature::EMPTY
            },
            read: Read::Elements(answer::read_answer),
        },
        Kind {
            label: "GA4 report of the Data API",
            table: TableName::Exposure,
            signature: Signature {
                all: &[&["date"], &["totalUsers", "activeUsers", "sessions", "screenPageViews"]],
                any: &[
                    &["property_id"],
                    &["sessionSource", "sessionMedium", "sessionDefaultChannelGroup", "sessionDefaultChannelGrouping"],
                    &["newUsers"],
                    &["screenPageViews"],
                    &["bounceRate"],
                    &["engagedSessions"],
                    &["sessionsPerUser", "averageSessionDuration", "screenPageViewsPerSession"],
                    &["hostName", "pagePath", "pagePathPlusQueryString", "landingPage"],
                ],
                least: 2,
                none: &["impressions"],
            },
            read: Read::Columns(&EXPOSURE),
        },
        Kind::unneeded("GA4 categories of sources", &[&["source"], &["source_category"]]),
    ],
};
