//! What is said of data that belongs together, and of data that leaves.

use super::Sentence;

/// A text without places.
type Words = &'static str;

texts! {
    /// How rows of other tables found the conversations.
    JoinText {
        title: Words, sub: Words, none: Words, table: Words, found: Words, found_by: Words, advice: Words, share: Sentence<3>,
        by: Sentence<2>, nothing: Sentence<1>, example: Sentence<3>, no_id: Sentence<2>, place: Sentence<2>,
        examples: Words, between: Words,
        no_shared_key: Sentence<2>, no_key: Words, no_conversation_id: Words, dangling: Sentence<1>, rest: Sentence<1>,
        whole: Words,
        conversation: Words, user: Words, anonymous: Words, email: Words, phone: Words,
        leads: Words, revenue: Words, tickets: Words, touches: Words,
    }

    /// Naming the columns of a file that is not recognised.
    MappingText {
        ask: Words, title: Sentence<1>, sub: Words, table: Words, column: Words, examples: Words, becomes: Words, left_out: Words, why: Words, vendor: Words, header: Words, emails: Words,
        times: Words, phones: Words, ids: Words, amounts: Words, nothing: Words, yours: Words, target: Sentence<1>, date_order: Words, date_order_why: Words, day_first: Words,
        month_first: Words, unanswered: Words, joins: Words, joined: Sentence<2>, preview: Words, preview_sub: Sentence<2>, no_rows: Words,
        missing: Sentence<1>, use_it: Words, close: Words, save: Sentence<1>, required: Words, known: Words, columns: Words,
        columns_title: Sentence<1>, columns_sub: Sentence<1>, by_record: Words, nothing_known: Words, change: Words, name: Words,
        in_use: Words, in_use_sub: Words, changes: Sentence<1>, remove: Sentence<1>, saves: Words,
    }

    /// What leaves as files.
    ExportText {
        title: Words, sub: Words, conversations: Words, conversations_is: Words, weeks: Words, weeks_is: Words,
        ledger: Words, ledger_is: Words, table_is: Words, as_csv: Words, as_ndjson: Words,
        save: Sentence<2>, what: Words, holds: Words, forms: Words, spreadsheet: Words, spreadsheet_is: Words, writing: Words,
        events: Words, exposure: Words, conversations_table: Words, cube: Words,
    }
}
