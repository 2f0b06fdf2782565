//! How rows of other tables found the conversations, and what to do where they did not.

use crate::facts::identity::KeyKind;
use crate::format::{count, percent};
use crate::model::TableName;
use crate::protocol::{JoinedTable, RowPlace};
use crate::text::Text;

/// A table's row.
#[derive(Clone, Debug, PartialEq)]
pub struct JoinRow {
    /// Its name.
    pub name: &'static str,
    /// How many found a conversation.
    pub share: String,
    /// Found and not found, as parts of a bar, 0..1 each.
    pub parts: [f64; 2],
    /// By which key how many, the rest last.
    pub found_by: String,
    /// What to do, the most useful first.
    pub advice: Vec<String>,
    /// Some of the rows that found nothing.
    pub examples: Vec<String>,
}

/// A table's rows for people.
pub fn join_row(joined: &JoinedTable, text: &Text) -> JoinRow {
    let words = &text.joins;
    let found = joined.rows - joined.unmatched.min(joined.rows);
    let share = found as f64 / joined.rows.max(1) as f64;
    let mut found_by: Vec<String> =
        joined.found_by.iter().map(|(kind, rows)| words.by.with([key_name(*kind, text), &count(*rows as f64)])).collect();
    if joined.unmatched > 0 {
        found_by.push(words.nothing.with([&count(joined.unmatched as f64)]));
    }
    JoinRow {
        name: table_name(joined.table, text),
        share: words.share.with([&count(found as f64), &count(joined.rows as f64), &percent(share, text.language)]),
        parts: [share, 1.0 - share],
        found_by: found_by.join(words.between),
        advice: advice(joined, text),
        examples: joined.examples.iter().map(|place| example(place, text)).collect(),
    }
}

fn advice(joined: &JoinedTable, text: &Text) -> Vec<String> {
    let words = &text.joins;
    if joined.unmatched == 0 && joined.dangling == 0 {
        return vec![words.whole.to_owned()];
    }
    let names = |kinds: &[KeyKind]| kinds.iter().map(|kind| key_name(*kind, text)).collect::<Vec<_>>().join(words.between);
    let mut advice = Vec::new();
    if joined.carried.is_empty() {
        advice.push(words.no_key.to_owned());
    } else if !joined.carried.iter().any(|kind| joined.offered.contains(kind)) {
        advice.push(words.no_shared_key.with([&names(&joined.carried), &names(&joined.offered)]));
    }
    if joined.dangling > 0 {
        advice.push(words.dangling.with([&count(joined.dangling as f64)]));
    }
    // Touches come before the chat and name none.
    if joined.table != TableName::Touches && !joined.carried.contains(&KeyKind::Conversation) {
        advice.push(words.no_conversation_id.to_owned());
    }
    if advice.is_empty() {
        advice.push(words.rest.with([&count(joined.unmatched as f64)]));
    }
    advice
}

fn example(place: &RowPlace, text: &Text) -> String {
    let line = count(place.line as f64);
    if place.id.is_empty() {
        text.joins.no_id.with([&place.file, &line])
    } else {
        text.joins.example.with([&place.id, &place.file, &line])
    }
}

fn key_name(kind: KeyKind, text: &Text) -> &'static str {
    let words = &text.joins;
    match kind {
        KeyKind::Conversation => words.conversation,
        KeyKind::User => words.user,
        KeyKind::Anonymous => words.anonymous,
        KeyKind::Email => words.email,
        KeyKind::Phone => words.phone,
    }
}

/// A table's name for people.
pub fn table_name(table: TableName, text: &Text) -> &'static str {
    match table {
        TableName::Conversations => text.export.conversations_table,
        TableName::Events => text.export.events,
        TableName::Leads => text.joins.leads,
        TableName::Revenue => text.joins.revenue,
        TableName::Exposure => text.export.exposure,
        TableName::Tickets => text.joins.tickets,
        TableName::Touches => text.joins.touches,
        TableName::Cube => text.export.cube,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Language;
    use crate::text::text;

    fn orders() -> JoinedTable {
        JoinedTable {
            table: TableName::Revenue,
            rows: 420,
            found_by: vec![(KeyKind::User, 12), (KeyKind::Email, 300)],
            unmatched: 108,
            dangling: 0,
            carried: vec![KeyKind::User, KeyKind::Email],
            offered: vec![KeyKind::Conversation, KeyKind::User, KeyKind::Email],
            examples: vec![RowPlace { id: "1001".to_owned(), file: "orders.csv".to_owned(), line: 7 }],
        }
    }

    #[test]
    fn the_parts_add_up_to_all_rows_and_the_missing_id_is_told() {
        let row = join_row(&orders(), text(Language::En));
        assert_eq!(row.share, "312 of 420 (74.3\u{202f}%)");
        assert_eq!(row.found_by, "12 user id, 300 email, nothing 108");
        assert_eq!(row.advice, [text(Language::En).joins.no_conversation_id]);
        assert_eq!(row.examples, ["1001 (orders.csv, line 7)"]);
    }

    #[test]
    fn rows_and_conversations_without_a_key_in_common_say_which_each_has() {
        let joined = JoinedTable {
            carried: vec![KeyKind::Email],
            offered: vec![KeyKind::Conversation, KeyKind::Anonymous],
            found_by: Vec::new(),
            unmatched: 420,
            ..orders()
        };
        let row = join_row(&joined, text(Language::Ja));
        assert!(row.advice[0].contains("メール") && row.advice[0].contains("会話ID、匿名ID"), "{}", row.advice[0]);
        assert!((row.parts[1] - 1.0).abs() < 1e-12);
    }

    #[test]
    fn whoever_has_every_key_may_simply_not_have_chatted() {
        let joined = JoinedTable { carried: vec![KeyKind::Conversation, KeyKind::Email], ..orders() };
        assert_eq!(join_row(&joined, text(Language::En)).advice, [text(Language::En).joins.rest.with(["108"])]);
        let whole = JoinedTable { unmatched: 0, ..joined };
        assert_eq!(join_row(&whole, text(Language::En)).advice, [text(Language::En).joins.whole]);
    }
}
