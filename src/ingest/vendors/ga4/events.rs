//! Raw GA4 events, nested or flattened: one list of columns for all of them, the parameters read from wherever they are.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::tracked::{self, Meaning, Order, Tracked};
use crate::ingest::mapping::{
    Clock, Convert, Draft, Mapping, Output, Scalar, SourceRow, Verdict, column, loose, page_of, query_field,
};
use crate::model::TableName;

pub(super) static EVENTS: Mapping = Mapping {
    table: TableName::Events,
    columns: &[
        column(&["event_name", "name"], "event", Convert::Text),
        column(&["event_timestamp", "timestamp"], "timestamp", Convert::Time(Clock::Utc)),
        column(&["user_id"], "user_id", Convert::Text),
        // Looks like a number with a fraction and is none.
        column(&["user_pseudo_id"], "anonymous_id", Convert::Text),
        column(&["device.language", "device_language"], "language", Convert::Text),
    ],
    fixed: &[],
    hook: Some(finish_event),
};

/// Fields of an event by name: its own columns, else its list of parameters, else the user's properties.
struct Fields<'a> {
    row: &'a SourceRow<'a>,
    listed: BTreeMap<String, String>,
}

impl<'a> Fields<'a> {
    fn new(row: &'a SourceRow<'a>) -> Self {
        let mut listed = BTreeMap::new();
        for column in ["user_properties", "event_params"] {
            read_list(row.raw(column), &mut listed);
        }
        Self { row, listed }
    }

    fn get(&self, name: &str) -> String {
        let column = ["param_", "event_params.", "event_params_", ""]
            .iter()
            .map(|start| self.row.get(&format!("{start}{name}")))
            .find(|text| !text.is_empty());
        column.map(str::to_owned).or_else(|| self.listed.get(name).cloned()).unwrap_or_default()
    }

    /// Where the visit came from: collected with the event, else its parameters, else the page, else the user's first visit.
    fn traffic(&self, field: &str, collected: &str, page: &str) -> String {
        let event = [&format!("collected_traffic_source.{collected}"), &format!("collected_traffic_source_{collected}")];
        let user = [&format!("traffic_source.{field}"), &format!("traffic_source_{field}")];
        let first = |names: [&String; 2]| self.row.first(&names.map(String::as_str)).to_owned();
        let texts = [
            first(event),
            self.get(field),
            query_field(page, &format!("utm_{field}")),
            if field == "campaign" {
                self.row.first(&["traffic_source.name", "traffic_source_name"]).to_owned()
            } else {
                first(user)
            },
        ];
        texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
    }
}

/// A parameter as `BigQuery` nests it.
#[derive(Deserialize)]
struct Param<'a> {
    #[serde(borrow, default)]
    key: Scalar<'a>,
    #[serde(borrow, default, deserialize_with = "loose")]
    value: Option<Value<'a>>,
}

#[derive(Deserialize)]
struct Value<'a> {
    #[serde(borrow, default, rename = "string_value")]
    string: Scalar<'a>,
    #[serde(borrow, default, rename = "int_value")]
    int: Scalar<'a>,
    #[serde(borrow, default, rename = "float_value")]
    float: Scalar<'a>,
    #[serde(borrow, default, rename = "double_value")]
    double: Scalar<'a>,
}

/// `[{"key": "page_location", "value": {"string_value": "..."}}]`, or an object of names and values.
fn read_list(json: &str, into: &mut BTreeMap<String, String>) {
    if json.starts_with('[') {
        for param in serde_json::from_str::<Vec<Param<'_>>>(json).unwrap_or_default() {
            let Some(value) = &param.value else { continue };
            let texts = [&value.string, &value.int, &value.float, &value.double];
            if let Some(text) = texts.into_iter().find(|text| !text.is_empty()) {
                into.insert(param.key.text().to_owned(), text.text().to_owned());
            }
        }
    } else if json.starts_with('{') {
        for (name, value) in serde_json::from_str::<BTreeMap<String, Scalar<'_>>>(json).unwrap_or_default() {
            into.insert(name, value.text().to_owned());
        }
    }
}

fn finish_event(row: &SourceRow<'_>, event: &mut Draft, output: &mut Output<'_>) -> Verdict {
    let name = row.first(&["event_name", "name"]);
    let is_refund = name.eq_ignore_ascii_case("refund");
    if !is_refund && event.has("timestamp") && tracked::meaning_of(name) == Meaning::Nothing {
        output.leave_out(name);
        return Verdict::Skip;
    }
    let fields = Fields::new(row);
    if is_refund {
        return push_refund(row, &fields, event, output);
    }
    let location = fields.get("page_location");
    event.set("page", &page_of(&location));
    event.set("source", &fields.traffic("source", "manual_source", &location));
    event.set("medium", &fields.traffic("medium", "manual_medium", &location));
    event.set("campaign", &fields.traffic("campaign", "manual_campaign_name", &location));
    let date = date_of(row.first(&["event_date", "date"]));
    let field = |name: &str| fields.get(name);
    let tracked = Tracked { name, date: &date, id: "", field: &field };
    tracked::finish(&tracked, event, output, || order_of(row, &fields))
}

/// `20231005` and `2023-10-05`, in the property's zone.
fn date_of(text: &str) -> String {
    match (text.len(), text.get(..4), text.get(4..6), text.get(6..8)) {
        (8, Some(year), Some(month), Some(day)) => format!("{year}-{month}-{day}"),
        _ => text.get(..10).unwrap_or("").to_owned(),
    }
}

/// The amount in the order's own currency, else in dollars.
fn order_of(row: &SourceRow<'_>, fields: &Fields<'_>) -> Order {
    let first = |names: &[&str]| row.first(names).to_owned();
    let id = first(&["ecommerce.transaction_id", "ecommerce_transaction_id"]);
    let id = if id.is_empty() { fields.get("transaction_id") } else { id };
    let currency = fields.get("currency");
    let own = first(&["ecommerce.purchase_revenue", "ecommerce_purchase_revenue"]);
    let own = if own.is_empty() { fields.get("value") } else { own };
    let in_dollars =
        first(&["ecommerce.purchase_revenue_in_usd", "ecommerce_purchase_revenue_in_usd", "event_value_in_usd", "value_in_usd"]);
    // An amount without a currency is no amount where the same one is there in dollars.
    if !own.is_empty() && (!currency.is_empty() || in_dollars.is_empty()) {
        return Order { id, amount: own, currency };
    }
    Order { id, amount: in_dollars, currency: "USD".to_owned() }
}

/// A refund without items pays the whole order back; one with items pays back a part that the file does not sum up, and
/// leaves the order as it is.
fn push_refund(row: &SourceRow<'_>, fields: &Fields<'_>, event: &Draft, output: &mut Output<'_>) -> Verdict {
    let order = order_of(row, fields);
    let is_whole = matches!(row.raw("items").trim(), "" | "[]");
    if order.id.is_empty() || !is_whole {
        return Verdict::Skip;
    }
    let refund = row.first(&["ecommerce.refund_value", "ecommerce_refund_value", "ecommerce_refund_value_in_usd"]);
    let mut revenue = Draft::new(TableName::Revenue);
    revenue.set("order_id", &order.id);
    revenue.set("at", event.get("timestamp"));
    revenue.set("amount", if order.amount.is_empty() { refund } else { &order.amount });
    revenue.set_default("amount", "0");
    revenue.set("status", "refunded");
    output.push(&mut revenue);
    Verdict::Skip
}
