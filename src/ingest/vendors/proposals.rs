//! Exports whose columns nobody describes (FORMATS 25): what the mapping screen proposes where a file looks like one of them.
//! Names and words are hints from hearsay, never facts, so no file is read through these lists unasked.

use super::{landbot, messenger};
use crate::ingest::mapping::{Clock, Convert, Kind, Mapping, Read, Signature, Vendor, column};
use crate::ingest::profile::Leads;
use crate::model::TableName;

/// The closest first; with who of their people is a lead.
pub static PROPOSALS: &[(&Vendor, Option<Leads>)] = &[
    (&TIDIO, Some(Leads::Email)),
    (&DRIFT, Some(Leads::Email)),
    (&CRISP, Some(Leads::Email)),
    (&FRESHCHAT, None),
    (&ZENDESK_AI_AGENTS, None),
    (&HUBSPOT_INBOX, None),
    (&ZENDESK_VIEW, None),
    (&DIALOGFLOW_ES, None),
    (&landbot::LANDBOT_LEADS, Some(Leads::Email)),
    (&messenger::MANYCHAT, Some(Leads::EmailOrPhone)),
    (&messenger::MESSENGERBOT, Some(Leads::EmailOrPhone)),
];

const CONVERSATION: &[&str] = &["Conversation ID", "conversation_id", "Chat ID"];
const STARTED: &[&str] = &[
    "Started at",
    "Start time",
    "Conversation started",
    "Created at",
    "Create date",
    "Created",
    "Date",
    "createdAt",
    "Timestamp",
];
const ENDED: &[&str] = &["Ended at", "End time", "Closed at", "Resolved at", "Conversation ended"];
const EMAIL: &[&str] = &["Email", "Contact email", "Visitor email", "Customer email", "meta.email"];

/// Yes and no about the bot alone: what it solved is taken as solved, for nobody confirmed it.
const SOLVED: Convert = Convert::Words(&[
    ("yes", "assumed"),
    ("true", "assumed"),
    ("1", "assumed"),
    ("resolved", "assumed"),
    ("no", "none"),
    ("false", "none"),
    ("0", "none"),
    ("unresolved", "none"),
]);

/// Yes and no about a person who took over.
const TAKEN_OVER: Convert = Convert::Words(&[
    ("yes", "accepted"),
    ("true", "accepted"),
    ("1", "accepted"),
    ("escalated", "accepted"),
    ("no", "none"),
    ("false", "none"),
    ("0", "none"),
]);

/// Tidio with Lyro (FORMATS 5).
static TIDIO: Vendor = Vendor {
    id: "tidio",
    kinds: &[Kind {
        label: "Tidio conversations",
        table: TableName::Conversations,
        signature: Signature {
            all: &[CONVERSATION],
            any: &[&["Solved by Lyro", "Lyro"], &["Transferred to human", "Transferred to operator"]],
            least: 1,
            ..Signature::EMPTY
        },
        read: Read::Columns(&Mapping {
            table: TableName::Conversations,
            columns: &[
                column(CONVERSATION, "conversation_id", Convert::Text),
                column(STARTED, "started_at", Convert::Time(Clock::Account)),
                column(ENDED, "ended_at", Convert::Time(Clock::Account)),
                column(EMAIL, "email", Convert::Text),
                column(&["Channel"], "channel", Convert::Text),
                column(&["Rating", "Conversation rating"], "csat", Convert::Number),
                column(&["Solved by Lyro", "Lyro"], "resolution", SOLVED),
                column(&["Transferred to human", "Transferred to operator"], "handoff", TAKEN_OVER),
            ],
            fixed: &[],
            hook: None,
        }),
    }],
};

/// Drift's reports (FORMATS 20).
static DRIFT: Vendor = Vendor {
    id: "drift",
    kinds: &[Kind {
        label: "Drift conversations",
        table: TableName::Conversations,
        signature: Signature {
            all: &[CONVERSATION],
            any: &[&["Playbook", "Playbook name"], &["CQL score", "CQL"], &["Meeting booked"]],
            least: 1,
            ..Signature::EMPTY
        },
        read: Read::Columns(&Mapping {
            table: TableName::Conversations,
            columns: &[
                column(CONVERSATION, "conversation_id", Convert::Text),
                column(STARTED, "started_at", Convert::Time(Clock::Account)),
                column(ENDED, "ended_at", Convert::Time(Clock::Account)),
                column(EMAIL, "email", Convert::Text),
                column(&["Playbook", "Playbook name"], "flow", Convert::Text),
                column(&["Tags", "Conversation tags"], "intent", Convert::First(&[',', ';'])),
                column(&["Meeting booked"], "goal_completed", Convert::Bool),
            ],
            fixed: &[],
            hook: None,
        }),
    }],
};

/// Crisp (FORMATS 21).
static CRISP: Vendor = Vendor {
    id: "crisp",
    kinds: &[Kind {
        label: "Crisp conversations",
        table: TableName::Conversations,
        signature: Signature {
            all: &[&["session_id", "Session ID"]],
            any: &[&["nickname"], &["segments", "meta.segments"], &["state"], &["email"]],
            least: 2,
            ..Signature::EMPTY
        },
        read: Read::Columns(&Mapping {
            table: TableName::Conversations,
            columns: &[
                column(&["session_id", "Session ID"], "conversation_id", Convert::Text),
                column(STARTED, "started_at", Convert::Time(Clock::Account)),
                column(EMAIL, "email", Convert::Text),
                column(&["phone", "meta.phone"], "phone", Convert::Text),
                column(&["origin", "meta.origin"], "channel", Convert::Text),
                column(&["segments", "meta.segments"], "intent", Convert::First(&[',', ';'])),
                column(&["rating", "stars"], "csat", Convert::Number),
            ],
            fixed: &[],
            hook: None,
        }),
    }],
};

/// Freshchat's raw reports (FORMATS 13).
static FRESHCHAT: Vendor = Vendor {
    id: "freshchat",
    kinds: &[Kind {
        label: "Freshchat conversations",
        table: TableName::Conversations,
        signature: Signature { all: &[CONVERSATION, &["actor_id"], STARTED], ..Signature::EMPTY },
        read: Read::Columns(&Mapping {
            table: TableName::Conversations,
            columns: &[
                column(CONVERSATION, "conversation_id", Convert::Text),
                column(STARTED, "started_at", Convert::Time(Clock::Account)),
                column(&["actor_id"], "user_id", Convert::Text),
                column(&["channel", "channel_name"], "channel", Convert::Text),
                column(&["topic", "label"], "intent", Convert::Text),
                column(&["rating", "csat_rating"], "csat", Convert::Number),
            ],
            fixed: &[],
            hook: None,
        }),
    }],
};

/// The advanced export of Zendesk's AI agents (FORMATS 3 and 25).
static ZENDESK_AI_AGENTS: Vendor = Vendor {
    id: "zendesk",
    kinds: &[Kind {
        label: "Zendesk AI agents conversations",
        table: TableName::Conversations,
        signature: Signature {
            all: &[CONVERSATION],
            any: &[
                &["Automated resolution", "Bot resolved", "Resolution"],
                &["Escalated", "Escalation"],
                &["Use case", "Dialogue"],
            ],
            least: 2,
            ..Signature::EMPTY
        },
        read: Read::Columns(&Mapping {
            table: TableName::Conversations,
            columns: &[
                column(CONVERSATION, "conversation_id", Convert::Text),
                column(STARTED, "started_at", Convert::Time(Clock::Account)),
                column(ENDED, "ended_at", Convert::Time(Clock::Account)),
                column(&["Use case", "Dialogue", "Intent"], "intent", Convert::Text),
                column(&["Channel"], "channel", Convert::Text),
                column(&["Language"], "language", Convert::Text),
                column(&["Automated resolution", "Bot resolved", "Resolution"], "resolution", SOLVED),
                column(&["Escalated", "Escalation"], "handoff", TAKEN_OVER),
                column(&["CSAT", "CSAT score"], "csat", Convert::Number),
            ],
            fixed: &[],
            hook: None,
        }),
    }],
};

/// `HubSpot`'s conversations inbox (FORMATS 4).
static HUBSPOT_INBOX: Vendor = Vendor {
    id: "hubspot",
    kinds: &[Kind {
        label: "HubSpot inbox conversations",
        table: TableName::Conversations,
        signature: Signature {
            all: &[&["Conversation ID", "Thread ID"], STARTED],
            any: &[&["Channel"], &["Assignee", "Assigned to"], &["Inbox"], &["Contact email"], &["Status"]],
            least: 2,
            ..Signature::EMPTY
        },
        read: Read::Columns(&Mapping {
            table: TableName::Conversations,
            columns: &[
                column(&["Conversation ID", "Thread ID"], "conversation_id", Convert::Text),
                column(STARTED, "started_at", Convert::Time(Clock::Account)),
                column(ENDED, "ended_at", Convert::Time(Clock::Account)),
                column(EMAIL, "email", Convert::Text),
                column(&["Channel"], "channel", Convert::Text),
            ],
            fixed: &[],
            hook: None,
        }),
    }],
};

/// A view of Zendesk (FORMATS 3).
static ZENDESK_VIEW: Vendor = Vendor {
    id: "zendesk",
    kinds: &[Kind {
        label: "Zendesk view",
        table: TableName::Tickets,
        signature: Signature {
            all: &[&["ID", "Ticket ID"], &["Subject"], &["Requester"], &["Requested", "Created", "Created at"]],
            ..Signature::EMPTY
        },
        read: Read::Columns(&Mapping {
            table: TableName::Tickets,
            columns: &[
                column(&["ID", "Ticket ID"], "ticket_id", Convert::Text),
                column(&["Requested", "Created", "Created at"], "created_at", Convert::Time(Clock::Account)),
                column(&["Requester email", "Email"], "email", Convert::Text),
            ],
            fixed: &[],
            hook: None,
        }),
    }],
};

/// Log entries of Dialogflow ES: each is something that a person said (FORMATS 18).
static DIALOGFLOW_ES: Vendor = Vendor {
    id: "dialogflow",
    kinds: &[Kind {
        label: "Dialogflow ES requests",
        table: TableName::Events,
        signature: Signature {
            all: &[&["queryResult.queryText", "jsonPayload.queryResult.queryText"], &["timestamp", "receiveTimestamp"]],
            any: &[&["session", "jsonPayload.session"]],
            least: 1,
            ..Signature::EMPTY
        },
        read: Read::Columns(&Mapping {
            table: TableName::Events,
            columns: &[
                column(&["timestamp", "receiveTimestamp"], "timestamp", Convert::Time(Clock::Utc)),
                column(&["session", "jsonPayload.session"], "conversation_id", Convert::Text),
                column(&["queryResult.queryText", "jsonPayload.queryResult.queryText"], "text", Convert::Text),
                column(
                    &["queryResult.intent.displayName", "jsonPayload.queryResult.intent.displayName"],
                    "intent",
                    Convert::Text,
                ),
                column(&["responseId", "jsonPayload.responseId"], "id", Convert::Text),
            ],
            fixed: &[("event", "user_message")],
            hook: None,
        }),
    }],
};
