//! Shopify: the orders CSV of the admin, orders of the API or a warehouse, visits before orders, refunds and customers
//! (FORMATS 12).
//!
//! The admin's CSV has one row a line item; the cells of the order stand in the first of them alone. Orders are known by
//! `Id`, which no two shops share, else by `Name` (`#1001`). An order's own id is also the anonymous id of whoever placed it,
//! so that the visits before it are that person's touches.

use serde::Deserialize;

use crate::ingest::Reason;
use crate::ingest::mapping::{
    Clock, Convert, Draft, Kind, Mapping, Output, Read, Scalar, Signature, SourceRow, Vendor, Verdict, column, key_of,
    loose_list, query_field,
};
use crate::model::TableName;

use super::tracked::IDENTIFY;

/// Shopify.
pub static SHOPIFY: Vendor = Vendor {
    id: "shopify",
    kinds: &[
        Kind {
            label: "Shopify orders",
            table: TableName::Revenue,
            signature: Signature {
                all: &[&["Financial Status"], &["Lineitem name"]],
                any: &[&["Lineitem quantity"], &["Fulfillment Status"], &["Lineitem sku"], &["Accepts Marketing"]],
                ..Signature::EMPTY
            },
            read: Read::Columns(&ORDERS),
        },
        Kind {
            label: "Shopify orders of the API",
            table: TableName::Revenue,
            signature: Signature {
                all: &[
                    &["id"],
                    &["financial_status", "display_financial_status", "displayFinancialStatus"],
                    &[
                        "total_price",
                        "total_price_set_shop_amount",
                        "totalPriceSet.shopMoney.amount",
                        "total_price_set.shop_money.amount",
                    ],
                ],
                any: &[
                    &["order_number", "number"],
                    &["fulfillment_status", "display_fulfillment_status", "displayFulfillmentStatus"],
                    &["note_attributes[]", "note_attributes"],
                    &["checkout_token", "cart_token"],
                    &["landing_site", "landing_site_base_url"],
                    &["customer_journey_summary", "customerJourneySummary"],
                    &["line_items[]", "lineItems"],
                    &["subtotal_price", "subtotal_price_set_shop_amount"],
                    &["processed_at", "processedAt"],
                ],
                least: 1,
                none: &["Lineitem name"],
            },
            read: Read::Columns(&RECORDS),
        },
        Kind {
            label: "Shopify visits before orders",
            table: TableName::Touches,
            signature: Signature {
                all: &[&["order_id"], &["occurred_at"], &["landing_page"]],
                any: &[&["utm_parameters_source"], &["source_type"], &["referral_code"], &["referrer_url"]],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Columns(&VISITS),
        },
        Kind {
            label: "Shopify refunds",
            table: TableName::Revenue,
            signature: Signature {
                all: &[&["id"], &["order_id"], &["processed_at"], &["restock", "refund_line_items[]"]],
                any: &[&["transactions[]"], &["total_duties_set"], &["order_adjustments[]"], &["user_id"], &["note"]],
                least: 1,
                none: &["financial_status"],
            },
            read: Read::Columns(&REFUNDS),
        },
        Kind {
            label: "Shopify customers",
            table: TableName::Events,
            signature: Signature {
                all: &[
                    &["id", "Customer ID"],
                    &["email"],
                    &["orders_count", "Total Orders", "number_of_orders"],
                    &["total_spent", "Total Spent", "amount_spent.amount"],
                ],
                any: &[
                    &["accepts_marketing", "Accepts Email Marketing", "email_marketing_consent"],
                    &["verified_email"],
                    &["default_address_id", "Default Address Company"],
                    &["tax_exempt", "Tax Exempt"],
                ],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Columns(&CUSTOMERS),
        },
        Kind {
            label: "Shopify notes of orders",
            table: TableName::Revenue,
            signature: Signature {
                all: &[&["order_id"], &["name", "key"], &["value"]],
                none: &["product_id", "price", "sku"],
                ..Signature::EMPTY
            },
            read: Read::Columns(&NOTES),
        },
        Kind::unneeded(
            "Shopify lines of orders",
            &[&["order_id"], &["product_id", "variant_id"], &["quantity"], &["price", "sku"]],
        ),
        Kind::unneeded(
            "Shopify products",
            &[&["handle"], &["vendor"], &["title"], &["product_type", "Variant SKU", "Variant Price", "published_scope"]],
        ),
        Kind::unneeded("Shopify transactions", &[&["order_id"], &["gateway"], &["kind"], &["amount"]]),
    ],
};

static ORDERS: Mapping = Mapping {
    table: TableName::Revenue,
    columns: &[
        column(&["Id", "Name"], "order_id", Convert::Text),
        column(&["Created at", "Paid at"], "at", Convert::Time(Clock::Account)),
        column(&["Total"], "amount", Convert::Number),
        column(&["Currency"], "currency", Convert::Text),
        column(&["Id"], "anonymous_id", Convert::With(order_key)),
        column(&["Email"], "email", Convert::Text),
        // Not the shipping phone: a present goes to somebody else.
        column(&["Phone", "Billing Phone"], "phone", Convert::Text),
        column(&["Note Attributes"], "conversation_id", Convert::With(conversation_in_notes)),
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

/// The key that an order shares with the visits before it.
#[allow(clippy::unnecessary_wraps, reason = "the form of a converter")]
fn order_key(id: &str) -> Result<std::borrow::Cow<'_, str>, Reason> {
    Ok(format!("order {}", bare_id(id)).into())
}

/// `gid://shopify/Order/5501` is 5501.
fn bare_id(id: &str) -> &str {
    let id = id.rsplit('/').next().unwrap_or(id);
    id.split('?').next().unwrap_or(id)
}

#[allow(clippy::unnecessary_wraps, reason = "the form of a converter")]
fn id(text: &str) -> Result<std::borrow::Cow<'_, str>, Reason> {
    Ok(bare_id(text).into())
}

/// Names under which chats leave their conversation in an order's notes.
const CONVERSATION: [&str; 4] = ["conversation id", "chat id", "conversationid", "chatid"];

/// `utm_source: google`, a note a line.
#[allow(clippy::unnecessary_wraps, reason = "the form of a converter")]
fn conversation_in_notes(notes: &str) -> Result<std::borrow::Cow<'_, str>, Reason> {
    let pairs = notes.lines().filter_map(|line| line.split_once(':'));
    let found = pairs.filter(|(name, _)| CONVERSATION.contains(&key_of(name).as_str())).map(|(_, value)| value.trim()).next();
    Ok(found.unwrap_or("").into())
}

fn finish_order(row: &SourceRow<'_>, order: &mut Draft, _: &mut Output<'_>) -> Verdict {
    let is_line_item_alone = row.get("Financial Status").is_empty() && row.get("Total").is_empty();
    if is_line_item_alone && !row.get("Lineitem name").is_empty() {
        return Verdict::Skip;
    }
    if !row.get("Cancelled at").is_empty() {
        order.set("status", "cancelled");
    }
    take_off(order, row.get("Refunded Amount").parse().unwrap_or(0.0));
    Verdict::Keep
}

/// Takes what was paid back off an order that still counts.
fn take_off(order: &mut Draft, refunded: f64) {
    if let Ok(total) = order.get("amount").parse::<f64>()
        && order.get("status") == "paid"
        && refunded > 0.0
    {
        order.set_money("amount", total - refunded);
    }
}

/// Orders as JSON (REST and `GraphQL`) or as a warehouse holds them, in the shop's currency.
static RECORDS: Mapping = Mapping {
    table: TableName::Revenue,
    columns: &[
        column(&["id"], "order_id", Convert::With(id)),
        column(&["created_at", "createdAt", "processed_at"], "at", Convert::Time(Clock::Utc)),
        column(
            &[
                "total_price_set_shop_amount",
                "total_price_set.shop_money.amount",
                "totalPriceSet.shopMoney.amount",
                "total_price",
            ],
            "amount",
            Convert::Number,
        ),
        column(
            &[
                "total_price_set_shop_currency_code",
                "total_price_set.shop_money.currency_code",
                "totalPriceSet.shopMoney.currencyCode",
                "currency",
                "currency_code",
                "currencyCode",
            ],
            "currency",
            Convert::Text,
        ),
        column(&["customer.id", "customer_id"], "user_id", Convert::With(id)),
        column(&["id"], "anonymous_id", Convert::With(order_key)),
        column(&["email", "contact_email", "customer.email"], "email", Convert::Text),
        column(&["phone", "customer.phone", "billing_address.phone", "billing_address_phone"], "phone", Convert::Text),
        column(&["financial_status", "display_financial_status", "displayFinancialStatus"], "status", Convert::Words(STATUS)),
    ],
    fixed: &[],
    hook: Some(finish_record),
};

#[derive(Deserialize)]
struct Note<'a> {
    #[serde(borrow, default, alias = "key")]
    name: Scalar<'a>,
    #[serde(borrow, default)]
    value: Scalar<'a>,
}

#[derive(Deserialize)]
struct Refund<'a> {
    #[serde(borrow, default, deserialize_with = "loose_list")]
    transactions: Vec<Transaction<'a>>,
}

#[derive(Deserialize)]
struct Transaction<'a> {
    #[serde(borrow, default)]
    kind: Scalar<'a>,
    #[serde(borrow, default)]
    status: Scalar<'a>,
    #[serde(borrow, default)]
    amount: Scalar<'a>,
}

fn finish_record(row: &SourceRow<'_>, order: &mut Draft, output: &mut Output<'_>) -> Verdict {
    if row.get("test").eq_ignore_ascii_case("true") {
        output.note("test", row.get("test"), Reason::NotThisKind);
        return Verdict::Skip;
    }
    if !row.first(&["cancelled_at", "cancelledAt"]).is_empty() {
        order.set("status", "cancelled");
    }
    let refunds: Vec<Refund<'_>> = serde_json::from_str(row.raw("refunds")).unwrap_or_default();
    take_off(order, refunds.iter().map(Refund::amount).sum());
    let notes: Vec<Note<'_>> =
        serde_json::from_str(row.first_raw(&["note_attributes", "customAttributes", "custom_attributes"])).unwrap_or_default();
    if let Some(note) = notes.iter().find(|note| CONVERSATION.contains(&key_of(note.name.text()).as_str())) {
        order.set("conversation_id", note.value.text());
    }
    for visit in ["first_visit", "last_visit", "firstVisit", "lastVisit"] {
        push_visit(row, visit, order, output);
    }
    Verdict::Keep
}

impl Refund<'_> {
    fn amount(&self) -> f64 {
        let paid_back = |transaction: &&Transaction<'_>| {
            transaction.kind.text().eq_ignore_ascii_case("refund") && transaction.status.text().eq_ignore_ascii_case("success")
        };
        self.transactions.iter().filter(paid_back).filter_map(|transaction| transaction.amount.text().parse::<f64>().ok()).sum()
    }
}

/// A visit of the customer's journey, which an order carries with it.
fn push_visit(row: &SourceRow<'_>, visit: &str, order: &Draft, output: &mut Output<'_>) {
    let field = |names: [&str; 2]| {
        let journeys = ["customer_journey_summary", "customerJourneySummary", "customer_journey", "customerJourney"];
        let paths = journeys.iter().flat_map(|journey| names.map(|name| format!("{journey}.{visit}.{name}")));
        paths.map(|path| row.get(&path)).find(|text| !text.is_empty()).unwrap_or("")
    };
    let at = field(["occurred_at", "occurredAt"]);
    if at.is_empty() {
        return;
    }
    let landing = field(["landing_page", "landingPage"]);
    let mut touch = Draft::new(TableName::Touches);
    touch.set("at", at);
    for column in ["user_id", "anonymous_id", "email", "phone"] {
        touch.set(column, order.get(column));
    }
    touch.set("source", field(["utm_parameters.source", "utmParameters.source"]));
    touch.set_default("source", &query_field(landing, "utm_source"));
    touch.set_default("source", field(["source", "source"]));
    touch.set("medium", field(["utm_parameters.medium", "utmParameters.medium"]));
    touch.set_default("medium", &query_field(landing, "utm_medium"));
    touch.set("campaign", field(["utm_parameters.campaign", "utmParameters.campaign"]));
    touch.set_default("campaign", &query_field(landing, "utm_campaign"));
    output.push(&mut touch);
}

static VISITS: Mapping = Mapping {
    table: TableName::Touches,
    columns: &[
        column(&["occurred_at"], "at", Convert::Time(Clock::Utc)),
        column(&["order_id"], "anonymous_id", Convert::With(order_key)),
        column(&["utm_parameters_source", "source"], "source", Convert::Text),
        column(&["utm_parameters_medium"], "medium", Convert::Text),
        column(&["utm_parameters_campaign"], "campaign", Convert::Text),
    ],
    fixed: &[],
    hook: None,
};

/// A refund is a row of its own, which never counts: what was paid back is taken off the order where the order says it.
static REFUNDS: Mapping = Mapping {
    table: TableName::Revenue,
    columns: &[
        column(&["id"], "order_id", Convert::With(refund_id)),
        column(&["processed_at", "created_at"], "at", Convert::Time(Clock::Utc)),
        column(&["order_id"], "anonymous_id", Convert::With(order_key)),
    ],
    fixed: &[("status", "refunded")],
    hook: Some(finish_refund),
};

/// Refunds and orders are numbered apart.
#[allow(clippy::unnecessary_wraps, reason = "the form of a converter")]
fn refund_id(id: &str) -> Result<std::borrow::Cow<'_, str>, Reason> {
    Ok(format!("refund {}", bare_id(id)).into())
}

fn finish_refund(row: &SourceRow<'_>, refund: &mut Draft, output: &mut Output<'_>) -> Verdict {
    let transactions: Vec<Transaction<'_>> = serde_json::from_str(row.raw("transactions")).unwrap_or_default();
    let amount = Refund { transactions }.amount();
    if amount > 0.0 {
        refund.set_money("amount", amount);
        return Verdict::Keep;
    }
    // A warehouse holds the amounts in a table of their own.
    output.note("transactions", row.get("id"), Reason::RequiredEmpty);
    Verdict::Skip
}

/// Notes of orders, one a row: of interest is the conversation that a chat left there.
static NOTES: Mapping = Mapping {
    table: TableName::Revenue,
    columns: &[column(&["order_id"], "order_id", Convert::With(id)), column(&["value"], "conversation_id", Convert::Text)],
    fixed: &[],
    hook: Some(finish_note),
};

fn finish_note(row: &SourceRow<'_>, _: &mut Draft, output: &mut Output<'_>) -> Verdict {
    let name = row.first(&["name", "key"]);
    if CONVERSATION.contains(&key_of(name).as_str()) {
        return Verdict::Add;
    }
    output.leave_out(name);
    Verdict::Skip
}

static CUSTOMERS: Mapping = Mapping {
    table: TableName::Events,
    columns: &[
        column(&["id", "Customer ID"], "user_id", Convert::With(customer_id)),
        column(&["created_at", "createdAt"], "timestamp", Convert::Time(Clock::Utc)),
        column(&["email"], "email", Convert::Text),
        column(&["phone", "Default Address Phone"], "phone", Convert::Text),
    ],
    fixed: &[("event", IDENTIFY)],
    hook: Some(finish_customer),
};

/// The admin's CSV puts an apostrophe before ids.
#[allow(clippy::unnecessary_wraps, reason = "the form of a converter")]
fn customer_id(text: &str) -> Result<std::borrow::Cow<'_, str>, Reason> {
    Ok(bare_id(text.trim_start_matches('\'')).into())
}

/// The admin's CSV says no date, without which nobody can be told apart in time: it gives no rows.
fn finish_customer(row: &SourceRow<'_>, customer: &mut Draft, output: &mut Output<'_>) -> Verdict {
    if !customer.has("timestamp") && !row.has_column("created_at") && !row.has_column("createdAt") {
        output.note("created_at", row.first(&["id", "Customer ID"]), Reason::RequiredEmpty);
        return Verdict::Skip;
    }
    Verdict::Keep
}
