//! Shopify: the orders CSV of the admin (FORMATS 12).
//!
//! One row a line item; the cells of the order stand in the first of them alone. Orders are known by `Id`, which no
//! two shops share, else by `Name` (`#1001`).

use crate::ingest::mapping::{Clock, Convert, Draft, Kind, Mapping, Output, Read, Signature, SourceRow, Vendor, Verdict, column};
use crate::model::TableName;

/// Shopify.
pub static SHOPIFY: Vendor = Vendor {
    id: "shopify",
    kinds: &[Kind {
        label: "Shopify orders",
        table: TableName::Revenue,
        signature: Signature {
            all: &[&["Financial Status"], &["Lineitem name"]],
            any: &[&["Lineitem quantity"], &["Fulfillment Status"], &["Lineitem sku"], &["Accepts Marketing"]],
            ..Signature::EMPTY
        },
        read: Read::Columns(&ORDERS),
    }],
};

static ORDERS: Mapping = Mapping {
    table: TableName::Revenue,
    columns: &[
        column(&["Id", "Name"], "order_id", Convert::Text),
        column(&["Created at"], "at", Convert::Time(Clock::Account)),
        column(&["Total"], "amount", Convert::Number),
        column(&["Currency"], "currency", Convert::Text),
        column(&["Email"], "email", Convert::Text),
        // Not the shipping phone: a present goes to somebody else.
        column(&["Phone", "Billing Phone"], "phone", Convert::Text),
        column(&["Financial Status"], "status", Convert::Words(STATUS)),
    ],
    fixed: &[],
    hook: Some(finish_order),
};

/// An order that was paid in part is not paid yet; one that was paid back in part counts with the rest.
const STATUS: &[(&str, &str)] = &[
    ("paid", "paid"),
    ("partially_refunded", "paid"),
    ("refunded", "refunded"),
    ("pending", "pending"),
    ("authorized", "pending"),
    ("partially_paid", "pending"),
    ("unpaid", "pending"),
    ("voided", "cancelled"),
    ("expired", "cancelled"),
];

fn finish_order(row: &SourceRow<'_>, order: &mut Draft, _: &mut Output<'_>) -> Verdict {
    let is_line_item_alone = row.get("Financial Status").is_empty() && row.get("Total").is_empty();
    if is_line_item_alone && !row.get("Lineitem name").is_empty() {
        return Verdict::Skip;
    }
    if !row.get("Cancelled at").is_empty() {
        order.set("status", "cancelled");
    }
    let amounts = (order.get("amount").parse::<f64>(), row.get("Refunded Amount").parse::<f64>());
    if let (Ok(total), Ok(refunded)) = amounts
        && order.get("status") == "paid"
        && refunded > 0.0
    {
        order.set_money("amount", total - refunded);
    }
    Verdict::Keep
}
