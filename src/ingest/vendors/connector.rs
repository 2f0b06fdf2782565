//! Tables that connectors of any vendor copy and that name things: teams, tags, admins, stages. No vendor's own words.

use crate::ingest::mapping::{Kind, Read, Signature, Vendor};
use crate::model::TableName;

/// What connectors mark their rows with.
const MARK: &[&str] = &["_fivetran_synced", "_airbyte_emitted_at", "_airbyte_extracted_at", "_sdc_batched_at"];

/// Any vendor's lists of names, as a connector copied them.
pub static CONNECTOR: Vendor = Vendor {
    id: "connector",
    kinds: &[Kind {
        label: "names in a connector's table",
        table: TableName::Conversations,
        signature: Signature {
            all: &[MARK, &["id"], &["name", "label", "title"]],
            // Rows that something happened in.
            none: &[
                "conversation_id",
                "ticket_id",
                "contact_id",
                "customer_id",
                "requester_id",
                "order_id",
                "status",
                "state",
                "amount",
                "total_price",
                "phone",
                "user_id",
                "distinct_id",
                "event",
                "event_name",
                "body",
                "subject",
                "timestamp",
                "created",
            ],
            ..Signature::EMPTY
        },
        read: Read::Nothing,
    }],
};
