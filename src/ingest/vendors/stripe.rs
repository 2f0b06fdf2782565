//! Stripe: payments, invoices and customers from the dashboard, and charges, payment intents, invoices, refunds and
//! customers of the API or of a warehouse (FORMATS 12).
//!
//! The dashboard writes major units, the API minor ones; both write UTC. A charge, its payment intent and its invoice are
//! one sale: it is known by the invoice, else by the intent, else by the charge. A payment that failed is known by its own
//! id, so that the one that then succeeded stands. Refunds are taken off the charge, which says them itself; a file of
//! refunds is shown apart and changes no sum.

use crate::ingest::Reason;
use crate::ingest::mapping::{
    Clock, Convert, Draft, Kind, Mapping, Output, Read, Signature, SourceRow, Vendor, Verdict, column, key_of,
};
use crate::model::TableName;

use super::tracked::IDENTIFY;

/// Stripe.
pub static STRIPE: Vendor = Vendor {
    id: "stripe",
    kinds: &[
        Kind {
            label: "Stripe payments",
            table: TableName::Revenue,
            signature: Signature {
                all: &[&["id"], &["Amount"], &["Status"], &["Created (UTC)", "Created date (UTC)"]],
                any: &[
                    &["Seller Message"],
                    &["PaymentIntent ID", "Payment Intent ID"],
                    &["Amount Refunded"],
                    &["Statement Descriptor"],
                    &["Customer Email"],
                    &["Card ID", "Card Last4"],
                    &["Converted Amount"],
                    &["Payment Source Type"],
                    &["Captured"],
                ],
                least: 2,
                none: &["amount_captured", "balance_transaction_id", "object", "_fivetran_synced"],
            },
            read: Read::Columns(&PAYMENTS),
        },
        Kind {
            label: "Stripe invoices",
            table: TableName::Revenue,
            signature: Signature {
                all: &[&["id"], &["Amount Due"], &["Amount Paid"], &["Date (UTC)", "Created (UTC)", "Finalized At (UTC)"]],
                any: &[&["Number"], &["Customer"], &["Customer Email"], &["Subscription"], &["Amount Remaining"], &["Billing"]],
                least: 2,
                none: &["object", "livemode"],
            },
            read: Read::Columns(&INVOICES),
        },
        Kind {
            label: "Stripe customers",
            table: TableName::Events,
            signature: Signature {
                all: &[&["id"], &["Email"], &["Created (UTC)", "Created date (UTC)"]],
                any: &[
                    &["Delinquent"],
                    &["Card ID"],
                    &["Total Spend"],
                    &["Payment Count"],
                    &["Business Vat ID"],
                    &["invoice_prefix"],
                ],
                least: 1,
                none: &["Amount", "Amount Due"],
            },
            read: Read::Columns(&CUSTOMERS),
        },
        Kind {
            label: "Stripe records of the API",
            table: TableName::Revenue,
            signature: Signature {
                all: &[&["id"], &["created", "period_start"], &["livemode", "_fivetran_synced", "object"], &["currency"]],
                any: &[
                    &["amount", "amount_due"],
                    &["livemode"],
                    &["object"],
                    &["balance_transaction", "balance_transaction_id"],
                    &["payment_intent", "payment_intent_id"],
                    &["amount_captured", "captured"],
                    &["amount_refunded"],
                    &["amount_received"],
                    &["amount_paid"],
                    &["charge_id", "charge"],
                    &["statement_descriptor"],
                    &["receipt_number"],
                    &["invoice_prefix"],
                    &["delinquent"],
                ],
                least: 3,
                none: &["Financial Status", "total_price", "available_on", "arrival_date"],
            },
            read: Read::Columns(&RECORDS),
        },
        Kind::unneeded(
            "Stripe balance, whose charges are counted",
            &[&["net"], &["fee"], &["available_on", "available_on_utc", "Available On (UTC)"], &["type", "reporting_category"]],
        ),
        Kind::unneeded("Stripe payouts", &[&["arrival_date", "Arrival Date (UTC)"], &["automatic", "destination"], &["amount"]]),
        Kind::unneeded(
            "Stripe subscriptions",
            &[&["current_period_start", "Current Period Start (UTC)"], &["Status"], &["Plan", "plan_id", "cancel_at_period_end"]],
        ),
    ],
};

static PAYMENTS: Mapping = Mapping {
    table: TableName::Revenue,
    columns: &[
        column(&["Invoice ID", "PaymentIntent ID", "Payment Intent ID", "id"], "order_id", Convert::Text),
        column(&["Created (UTC)", "Created date (UTC)"], "at", Convert::Time(Clock::Utc)),
        column(&["Amount"], "amount", Convert::Number),
        column(&["Currency"], "currency", Convert::Text),
        column(&["Customer ID"], "user_id", Convert::Text),
        column(&["Customer Email", "email (metadata)"], "email", Convert::Text),
        column(&["Customer Phone", "phone (metadata)"], "phone", Convert::Text),
        column(&["conversation_id (metadata)", "chat_id (metadata)"], "conversation_id", Convert::Text),
        column(&["Status"], "status", Convert::Words(STATUS)),
    ],
    fixed: &[],
    hook: Some(finish_payment),
};

/// States of payments, charges, payment intents and invoices.
const STATUS: &[(&str, &str)] = &[
    ("paid", "paid"),
    ("succeeded", "paid"),
    ("complete", "paid"),
    ("partially refunded", "paid"),
    ("partial refund", "paid"),
    ("refunded", "refunded"),
    ("pending", "pending"),
    ("processing", "pending"),
    ("incomplete", "pending"),
    ("uncaptured", "pending"),
    ("open", "pending"),
    ("past due", "pending"),
    ("draft", "pending"),
    ("blocked", "cancelled"),
    ("failed", "cancelled"),
    ("canceled", "cancelled"),
    ("cancelled", "cancelled"),
    ("void", "cancelled"),
    ("voided", "cancelled"),
    ("uncollectible", "lost"),
    ("early fraud warning", "paid"),
    ("disputed", "pending"),
    ("dispute needs response", "pending"),
    ("dispute under review", "pending"),
    ("dispute lost", "refunded"),
    ("dispute won", "paid"),
    ("requires payment method", "pending"),
    ("requires_payment_method", "pending"),
    ("requires_confirmation", "pending"),
    ("requires_action", "pending"),
    ("requires_capture", "pending"),
];

fn finish_payment(row: &SourceRow<'_>, payment: &mut Draft, output: &mut Output<'_>) -> Verdict {
    if is_test(row, output) {
        return Verdict::Skip;
    }
    match payment.get("status") {
        "cancelled" => payment.set("order_id", row.get("id")),
        "paid" if row.get("Captured").eq_ignore_ascii_case("false") => payment.set("status", "pending"),
        "paid" if key_of(row.get("Dispute Status")) == "lost" => payment.set("status", "refunded"),
        "paid" => take_off(payment, row.get("Amount Refunded"), 1.0),
        _ => {}
    }
    Verdict::Keep
}

/// A payment of the test mode is none.
fn is_test(row: &SourceRow<'_>, output: &mut Output<'_>) -> bool {
    let mode = row.first(&["Mode", "livemode"]);
    let is_test = ["test", "false"].iter().any(|word| mode.eq_ignore_ascii_case(word));
    if is_test {
        output.note(if row.has_column("Mode") { "Mode" } else { "livemode" }, mode, Reason::NotThisKind);
    }
    is_test
}

/// Takes a refund, in units of `per` to the amount's one, off the amount of a sale; nothing left is a refund of the whole.
fn take_off(sale: &mut Draft, refunded: &str, per: f64) {
    let refunded = refunded.replace(',', "").parse::<f64>().unwrap_or(0.0) / per;
    let Ok(amount) = sale.get("amount").parse::<f64>() else { return };
    if refunded > 0.0 && refunded < amount {
        sale.set_money("amount", amount - refunded);
    } else if refunded > 0.0 {
        sale.set("status", "refunded");
    }
}

static INVOICES: Mapping = Mapping {
    table: TableName::Revenue,
    columns: &[
        column(&["id"], "order_id", Convert::Text),
        column(&["Paid At (UTC)", "Finalized At (UTC)", "Date (UTC)", "Created (UTC)"], "at", Convert::Time(Clock::Utc)),
        column(&["Amount Paid"], "amount", Convert::Number),
        column(&["Currency"], "currency", Convert::Text),
        column(&["Customer", "Customer ID"], "user_id", Convert::Text),
        column(&["Customer Email"], "email", Convert::Text),
        column(&["Customer Phone"], "phone", Convert::Text),
        column(&["Status"], "status", Convert::Words(STATUS)),
    ],
    fixed: &[],
    hook: Some(finish_invoice),
};

/// An open invoice is worth what is due.
fn finish_invoice(row: &SourceRow<'_>, invoice: &mut Draft, _: &mut Output<'_>) -> Verdict {
    if matches!(invoice.get("status"), "pending" | "cancelled" | "lost") {
        let due = row.get("Amount Due").replace(',', "");
        invoice.set("amount", &due);
    }
    Verdict::Keep
}

static CUSTOMERS: Mapping = Mapping {
    table: TableName::Events,
    columns: &[
        column(&["id"], "user_id", Convert::Text),
        column(&["Created (UTC)", "Created date (UTC)"], "timestamp", Convert::Time(Clock::Utc)),
        column(&["Email"], "email", Convert::Text),
        column(&["Phone"], "phone", Convert::Text),
    ],
    fixed: &[("event", IDENTIFY)],
    hook: None,
};

/// Objects of the API, as JSON or as a warehouse holds them: told apart by their ids.
static RECORDS: Mapping = Mapping {
    table: TableName::Revenue,
    columns: &[
        column(&["invoice", "invoice_id", "payment_intent", "payment_intent_id", "id"], "order_id", Convert::Text),
        column(&["created", "status_transitions.paid_at", "period_start"], "at", Convert::Time(Clock::Utc)),
        column(&["currency"], "currency", Convert::Text),
        column(&["customer", "customer_id"], "user_id", Convert::Text),
        column(&["billing_details.email", "receipt_email", "customer_email", "email", "metadata.email"], "email", Convert::Text),
        column(&["billing_details.phone", "customer_phone", "phone"], "phone", Convert::Text),
        column(&["metadata.conversation_id", "metadata.chat_id"], "conversation_id", Convert::Text),
        column(&["status"], "status", Convert::Words(STATUS)),
    ],
    fixed: &[],
    hook: Some(finish_record),
};

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Object {
    Charge,
    Intent,
    Invoice,
    Refund,
    Customer,
    Other,
}

fn object_of(row: &SourceRow<'_>) -> Object {
    match row.get("object") {
        "charge" => return Object::Charge,
        "payment_intent" => return Object::Intent,
        "invoice" => return Object::Invoice,
        "refund" => return Object::Refund,
        "customer" => return Object::Customer,
        "" => {}
        _ => return Object::Other,
    }
    let id = row.get("id");
    let starts = |starts: &[&str]| starts.iter().any(|start| id.starts_with(start));
    if row.has_column("balance_transaction_id") && row.has_column("charge_id") || starts(&["re_", "pyr_"]) {
        Object::Refund
    } else if row.has_column("amount_paid") && row.has_column("amount_due") {
        Object::Invoice
    } else if starts(&["cus_"]) || row.has_column("invoice_prefix") {
        Object::Customer
    } else if starts(&["pi_"]) || row.has_column("amount_received") {
        Object::Intent
    } else if starts(&["ch_", "py_"]) || row.has_column("amount_refunded") {
        Object::Charge
    } else {
        Object::Other
    }
}

fn finish_record(row: &SourceRow<'_>, sale: &mut Draft, output: &mut Output<'_>) -> Verdict {
    let object = object_of(row);
    if object == Object::Other {
        output.note("object", row.first(&["object", "type", "id"]), Reason::NotThisKind);
        return Verdict::Skip;
    }
    if is_test(row, output) {
        return Verdict::Skip;
    }
    let per = minor_units(sale.get("currency"));
    let amount = |names: &[&str]| row.first(names).parse::<f64>().ok().map(|minor| minor / per);
    let is_paid = sale.get("status") == "paid";
    let worth = match object {
        Object::Customer => return push_customer(row, sale, output),
        Object::Intent if is_paid => amount(&["amount_received", "amount"]),
        Object::Charge | Object::Refund | Object::Intent => amount(&["amount"]),
        Object::Invoice if is_paid => amount(&["amount_paid"]),
        Object::Invoice => amount(&["amount_due"]),
        Object::Other => None,
    };
    match worth {
        Some(worth) => sale.set_money("amount", worth),
        None => sale.fail("amount", "amount".into(), row.first(&["amount", "amount_paid"]), Reason::NotANumber),
    }
    match object {
        // A line of a warehouse's invoice names its invoice beside an id of its own.
        Object::Invoice => sale.set("order_id", row.first(&["invoice_id", "id"])),
        Object::Refund => {
            sale.set("order_id", row.get("id"));
            sale.set("status", if row.get("status").eq_ignore_ascii_case("succeeded") { "refunded" } else { "pending" });
        }
        Object::Charge | Object::Intent if sale.get("status") == "cancelled" => sale.set("order_id", row.get("id")),
        Object::Charge if is_paid => {
            if row.get("captured").eq_ignore_ascii_case("false") {
                sale.set("status", "pending");
            } else {
                take_off(sale, row.get("amount_refunded"), per);
            }
        }
        _ => {}
    }
    Verdict::Keep
}

/// What a customer is: an id, an email and a phone that belong to one person.
fn push_customer(row: &SourceRow<'_>, sale: &Draft, output: &mut Output<'_>) -> Verdict {
    let mut person = Draft::new(TableName::Events);
    person.set("event", IDENTIFY);
    person.set("timestamp", sale.get("at"));
    person.set("user_id", row.get("id"));
    person.set("email", sale.get("email"));
    person.set("phone", sale.get("phone"));
    output.push(&mut person);
    Verdict::Skip
}

/// Minor units to one of the currency: 100, but for those without cents and those of thousandths.
fn minor_units(currency: &str) -> f64 {
    const WHOLE: [&str; 16] =
        ["bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "ugx", "vnd", "vuv", "xaf", "xof", "xpf"];
    let is_of = |codes: &[&str]| codes.iter().any(|code| currency.eq_ignore_ascii_case(code));
    if is_of(&WHOLE) {
        1.0
    } else if is_of(&["bhd", "jod", "kwd", "omr", "tnd"]) {
        1_000.0
    } else {
        100.0
    }
}
