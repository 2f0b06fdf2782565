//! Mixpanel: raw events (lines of JSON, or flattened to JSON or CSV), the events table's CSV, and profiles (FORMATS 9).
//!
//! Times are epoch seconds in UTC; projects made before 2023 shift them to their own zone, which the file does not say: it
//! counts where the user names that zone. An
//! event is told from all others by its `$insert_id`, time and person together: the id alone repeats.

use std::collections::BTreeMap;

use super::tracked::{self, IDENTIFY, Meaning, Order, Tracked};
use crate::ingest::mapping::{
    Clock, Convert, Draft, Kind, Mapping, Output, Read, Scalar, Signature, SourceRow, Vendor, Verdict, column, query_field,
};
use crate::model::TableName;

/// Mixpanel.
pub static MIXPANEL: Vendor = Vendor {
    id: "mixpanel",
    kinds: &[
        Kind {
            label: "Mixpanel events",
            table: TableName::Events,
            signature: Signature {
                all: &[&["event"], &["properties.time"], &["properties.distinct_id", "properties.$device_id"]],
                any: &[
                    &["properties.$insert_id"],
                    &["properties.mp_processing_time_ms"],
                    &["properties.mp_lib", "properties.$lib_version"],
                    &["properties.$current_url"],
                ],
                ..Signature::EMPTY
            },
            read: Read::Columns(&EVENTS),
        },
        Kind {
            label: "Mixpanel events, flattened",
            table: TableName::Events,
            signature: Signature {
                all: &[EVENT, &["time"], &["distinct_id", "$distinct_id", "Distinct ID"]],
                any: &[
                    &["insert_id", "$insert_id", "Insert ID"],
                    &["mp_processing_time_ms", "mp_api_timestamp_ms"],
                    &["mp_country_code", "mp_lib", "$lib_version", "Library Version"],
                    &["properties"],
                    &["$city", "City", "$browser", "Browser", "$os", "Operating System"],
                    &["$current_url", "Current URL"],
                ],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Columns(&EVENTS),
        },
        Kind {
            label: "Mixpanel profiles",
            table: TableName::Events,
            signature: Signature {
                all: &[
                    &["$distinct_id", "distinct_id", "Distinct ID"],
                    &["$properties.$last_seen", "$last_seen", "last_seen", "Last Seen"],
                ],
                any: &[&["$properties.$email", "$email", "email"], &["$properties.$name", "$name", "name"]],
                least: 1,
                none: &["event", "Event Name"],
            },
            read: Read::Columns(&EVENTS),
        },
    ],
};

const EVENT: &[&str] = &["event", "Event Name", "event_name", "name"];

static EVENTS: Mapping = Mapping {
    table: TableName::Events,
    columns: &[
        column(EVENT, "event", Convert::Text),
        column(
            &["properties.time", "time", "$properties.$last_seen", "$last_seen", "last_seen"],
            "timestamp",
            Convert::Time(Clock::Shifted),
        ),
        column(&["properties.$user_id", "properties.user_id", "$user_id", "user_id"], "user_id", Convert::Text),
        column(
            &["properties.distinct_id", "distinct_id", "$distinct_id", "properties.$device_id", "$device_id"],
            "anonymous_id",
            Convert::Text,
        ),
        column(&["properties.$email", "properties.email", "$properties.$email", "$email", "email"], "email", Convert::Text),
        column(
            &["properties.$current_url", "properties.current_url", "$current_url", "current_url", "properties.URL", "URL"],
            "page",
            Convert::Page,
        ),
        column(&["properties.utm_source", "utm_source"], "source", Convert::Text),
        column(&["properties.utm_medium", "utm_medium"], "medium", Convert::Text),
        column(&["properties.utm_campaign", "utm_campaign"], "campaign", Convert::Text),
    ],
    fixed: &[],
    hook: Some(finish_event),
};

fn finish_event(row: &SourceRow<'_>, event: &mut Draft, output: &mut Output<'_>) -> Verdict {
    // A profile: its name is a person's.
    let is_profile = row.first(&["event", "Event Name", "event_name", "time", "properties.time"]).is_empty();
    if is_profile && event.has("anonymous_id") && event.has("timestamp") {
        event.set("event", IDENTIFY);
        return Verdict::Keep;
    }
    if is_profile {
        // Connectors write all their streams into one file.
        output.leave_out("no event");
        return Verdict::Skip;
    }
    let name = row.first(EVENT);
    if event.has("timestamp") && tracked::meaning_of(name) == Meaning::Nothing {
        output.leave_out(name);
        return Verdict::Skip;
    }
    let in_cell: BTreeMap<String, Scalar<'_>> = match row.raw("properties").trim() {
        json if json.starts_with('{') => serde_json::from_str(json).unwrap_or_default(),
        _ => BTreeMap::new(),
    };
    let field = |name: &str| {
        let names = [format!("properties.{name}"), format!("properties.${name}"), name.to_owned(), format!("${name}")];
        let text = names.iter().map(|name| row.get(name)).find(|text| !text.is_empty());
        let in_cell = || in_cell.get(name).or_else(|| in_cell.get(names.last()?)).map(|value| value.text().to_owned());
        text.map(str::to_owned).or_else(in_cell).unwrap_or_default()
    };
    for (column, name) in [("user_id", "user_id"), ("email", "email"), ("source", "utm_source"), ("campaign", "utm_campaign")] {
        event.set_default(column, &field(name));
    }
    let address = field("current_url");
    event.set_default("medium", &query_field(&address, "utm_medium"));
    let insert_id = field("insert_id");
    let id = if insert_id.is_empty() {
        insert_id
    } else {
        format!("{insert_id}.{}.{}", event.get("timestamp"), event.get("anonymous_id"))
    };
    tracked::finish(&Tracked { name, date: "", id: &id, field: &field }, event, output, || Order {
        id: first_of(&field, &["transaction_id", "order_id", "Order ID"]),
        amount: first_of(&field, &["amount", "Amount", "revenue", "Revenue", "total", "value", "price"]),
        currency: first_of(&field, &["currency", "Currency"]),
    })
}

fn first_of(field: &dyn Fn(&str) -> String, names: &[&str]) -> String {
    names.iter().map(|name| field(name)).find(|text| !text.is_empty()).unwrap_or_default()
}
