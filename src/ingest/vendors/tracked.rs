//! Events of analytics tools, whichever tool: Botworth's own event names pass through, page views, purchases and leads of
//! the site become canonical rows, and everything else says nothing of the chat. Sessions that an analytics tool calls
//! engaged are not chats that are (METRICS section 10).

use crate::ingest::mapping::{Draft, Output, Verdict, key_of};
use crate::model::{EventName, LeadOrigin, TableName};

/// One event as its vendor's list of columns read it.
pub(super) struct Tracked<'a> {
    /// Name of the event, as written.
    pub(super) name: &'a str,
    /// Local date, where the vendor says it; else the day of the timestamp.
    pub(super) date: &'a str,
    /// What tells this event from all others; empty where the vendor has no such thing.
    pub(super) id: &'a str,
    /// Any other field of the event by name; empty if it is not there.
    pub(super) field: &'a dyn Fn(&str) -> String,
}

/// What an order of an analytics tool is worth.
pub(super) struct Order {
    /// Its number; empty if the event has none.
    pub(super) id: String,
    /// Major units.
    pub(super) amount: String,
    /// Code.
    pub(super) currency: String,
}

/// What an event means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A name of METRICS section 1.
    Canonical(EventName),
    /// A name of the company's own that speaks of chats: kept, so that a check can tell which name was meant.
    Own,
    /// A purchase on the site, after a chat or not.
    Purchase,
    /// Somebody left their details, in a form or anywhere.
    Lead(Option<LeadOrigin>),
    /// Nothing that counts.
    Nothing,
}

/// Names of page views, purchases and leads that GA4 and Mixpanel set themselves or propose.
const NAMES: &[(&str, Meaning)] = &[
    ("$mp web page view", Meaning::Canonical(EventName::PageView)),
    ("$pageview", Meaning::Canonical(EventName::PageView)),
    ("page viewed", Meaning::Canonical(EventName::PageView)),
    ("pageview", Meaning::Canonical(EventName::PageView)),
    ("viewed page", Meaning::Canonical(EventName::PageView)),
    ("purchase", Meaning::Purchase),
    ("purchased", Meaning::Purchase),
    ("order completed", Meaning::Purchase),
    ("checkout completed", Meaning::Purchase),
    ("purchase completed", Meaning::Purchase),
    ("in app purchase", Meaning::Purchase),
    // Who captured it is not said: where a chat comes shortly before, it is the chat's (METRICS section 4, "A bot lead").
    ("generate lead", Meaning::Lead(None)),
    ("lead", Meaning::Lead(None)),
    ("lead created", Meaning::Lead(None)),
    ("lead captured", Meaning::Lead(None)),
    ("sign up", Meaning::Lead(None)),
    ("signup", Meaning::Lead(None)),
    ("signed up", Meaning::Lead(None)),
    ("form submit", Meaning::Lead(Some(LeadOrigin::Form))),
    ("form submitted", Meaning::Lead(Some(LeadOrigin::Form))),
    ("submit form", Meaning::Lead(Some(LeadOrigin::Form))),
    ("submitted form", Meaning::Lead(Some(LeadOrigin::Form))),
];

/// What an event means, by its name in any case and spacing: `Chat Opened` is `chat_opened`.
pub(super) fn meaning_of(name: &str) -> Meaning {
    let key = key_of(&name.replace('-', " "));
    if let Some(event) = EventName::from_word(&key.replace(' ', "_")) {
        return Meaning::Canonical(event);
    }
    if let Some((_, meaning)) = NAMES.iter().find(|(known, _)| *known == key) {
        return *meaning;
    }
    let speaks_of_chats = ["chat", "bot ", "csat ", "ticket ", "meeting "].iter().any(|start| key.starts_with(start));
    if speaks_of_chats { Meaning::Own } else { Meaning::Nothing }
}

/// Canonical columns of a chat event, and the fields that companies send them in.
const FIELDS: &[(&str, &[&str])] = &[
    ("conversation_id", &["conversation_id", "conversationId", "chat_id", "chatId"]),
    ("email", &["email", "user_email"]),
    ("phone", &["phone", "user_phone"]),
    ("channel", &["channel", "chat_channel"]),
    ("flow", &["flow", "flow_name", "bot_flow"]),
    ("intent", &["intent", "intent_name"]),
    ("goal", &["goal", "goal_name"]),
    ("value", &["value", "rating", "score"]),
    ("currency", &["currency"]),
    ("text", &["text", "question", "message"]),
    ("reason", &["reason"]),
    ("language", &["language", "browser_language"]),
];

/// Finishes an event whose name, time, identity, page and traffic source are set. `order` is asked for purchases alone.
pub(super) fn finish(tracked: &Tracked<'_>, draft: &mut Draft, output: &mut Output<'_>, order: impl Fn() -> Order) -> Verdict {
    if !draft.has("timestamp") {
        return Verdict::Keep;
    }
    match meaning_of(tracked.name) {
        Meaning::Nothing => return Verdict::Skip,
        Meaning::Purchase => {
            push_order(tracked, draft, output, &order());
            return Verdict::Skip;
        }
        Meaning::Lead(origin) => {
            push_lead(tracked, draft, output, origin);
            return Verdict::Skip;
        }
        Meaning::Canonical(EventName::PageView) => {
            let day = draft.get("timestamp").get(..10).unwrap_or("");
            let date = if tracked.date.is_empty() { day } else { tracked.date };
            output.view_pages(date, draft.get("page"), 1, tracked.id);
            draft.set("event", EventName::PageView.word());
            draft.set("id", tracked.id);
            return Verdict::Keep;
        }
        Meaning::Canonical(event) => {
            if event == EventName::ChatImpression {
                output.know_impressions();
            }
            draft.set("event", event.word());
            draft.set("id", &id_of(event, tracked));
        }
        Meaning::Own => draft.set("id", tracked.id),
    }
    for (column, names) in FIELDS {
        if !draft.has(column) {
            let text = names.iter().map(|name| (tracked.field)(name)).find(|text| !text.is_empty());
            draft.set(column, &text.unwrap_or_default());
        }
    }
    Verdict::Keep
}

/// The id of an event; of lead, order and ticket events that of the lead, order or ticket.
fn id_of(event: EventName, tracked: &Tracked<'_>) -> String {
    use EventName as E;
    let names: &[&str] = match event {
        E::LeadCapturedChat | E::LeadQualified | E::MeetingBooked | E::MeetingHeld => &["lead_id", "leadId"],
        E::PurchaseAfterChat | E::DealWon => &["transaction_id", "order_id", "orderId", "deal_id"],
        E::TicketCreated => &["ticket_id", "ticketId"],
        _ => return tracked.id.to_owned(),
    };
    names.iter().map(|name| (tracked.field)(name)).find(|id| !id.is_empty()).unwrap_or_default()
}

const IDENTITY: [&str; 5] = ["conversation_id", "user_id", "anonymous_id", "email", "phone"];

fn copy_identity(tracked: &Tracked<'_>, from: &Draft, to: &mut Draft) {
    for column in IDENTITY {
        to.set(column, from.get(column));
        if !to.has(column)
            && let Some((_, names)) = FIELDS.iter().find(|(known, _)| *known == column)
        {
            let text = names.iter().map(|name| (tracked.field)(name)).find(|text| !text.is_empty());
            to.set(column, &text.unwrap_or_default());
        }
    }
}

/// A name for something that has none: who and when.
fn made_id(tracked: &Tracked<'_>, draft: &Draft) -> String {
    if !tracked.id.is_empty() {
        return tracked.id.to_owned();
    }
    let who = IDENTITY.iter().map(|column| draft.get(column)).find(|id| !id.is_empty()).unwrap_or("nobody");
    format!("{who}.{}", draft.get("timestamp"))
}

/// The order's state is left empty, which is paid: a refund that the file names before its order stays one.
fn push_order(tracked: &Tracked<'_>, draft: &Draft, output: &mut Output<'_>, order: &Order) {
    let mut row = Draft::new(TableName::Revenue);
    row.set("order_id", if order.id.is_empty() { "" } else { &order.id });
    row.set_default("order_id", &made_id(tracked, draft));
    row.set("at", draft.get("timestamp"));
    row.set("amount", &order.amount);
    row.set("currency", &order.currency);
    copy_identity(tracked, draft, &mut row);
    output.push(&mut row);
}

fn push_lead(tracked: &Tracked<'_>, draft: &Draft, output: &mut Output<'_>, origin: Option<LeadOrigin>) {
    let mut row = Draft::new(TableName::Leads);
    row.set("lead_id", &(tracked.field)("lead_id"));
    row.set_default("lead_id", &made_id(tracked, draft));
    row.set("created_at", draft.get("timestamp"));
    for column in ["source", "campaign"] {
        row.set(column, draft.get(column));
    }
    row.set("origin", origin.map_or("", LeadOrigin::word));
    copy_identity(tracked, draft, &mut row);
    output.push(&mut row);
}

/// Who somebody is, where a file says nothing else: an event without effect, whose keys join the person's other rows.
pub(super) const IDENTIFY: &str = "identify";

#[cfg(test)]
mod tests {
    use super::{Meaning, meaning_of};
    use crate::model::EventName;

    #[test]
    fn names_are_told_in_any_case_and_spacing() {
        for name in ["chat_opened", "Chat Opened", "chat-opened", "CHAT_OPENED"] {
            assert_eq!(meaning_of(name), Meaning::Canonical(EventName::ChatOpened), "{name}");
        }
        assert_eq!(meaning_of("chatbot_started"), Meaning::Own);
        assert_eq!(meaning_of("purchase"), Meaning::Purchase);
        assert_eq!(meaning_of("purchase_after_chat"), Meaning::Canonical(EventName::PurchaseAfterChat));
    }

    #[test]
    fn an_engaged_session_is_no_engaged_chat() {
        for name in ["user_engagement", "session_start", "engaged_session_event", "first_visit", "scroll"] {
            assert_eq!(meaning_of(name), Meaning::Nothing, "{name}");
        }
    }
}
