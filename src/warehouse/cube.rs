//! The table that the program ends in.

use super::Dialect;

/// Columns of the cube and their types, as `model::CubeRow` has them.
pub(super) const COLUMNS: [(&str, Type); 60] = {
    use Type::{Count, Date, Number, Text, Truth};
    [
        ("part", Text),
        ("day", Date),
        ("channel", Text),
        ("flow", Text),
        ("intent", Text),
        ("language", Text),
        ("source", Text),
        ("medium", Text),
        ("campaign", Text),
        ("page", Text),
        ("engaged", Truth),
        ("bot_involved", Truth),
        ("handoff", Text),
        ("resolution", Text),
        ("goal_completed", Truth),
        ("in_business_hours", Truth),
        ("eligible", Truth),
        ("has_fallback", Truth),
        ("knows_user_turns", Truth),
        ("knows_bot_turns", Truth),
        ("knows_duration", Truth),
        ("knows_cost", Truth),
        ("found_useful", Truth),
        ("missing_answer", Truth),
        ("csat", Text),
        ("survey_offered", Truth),
        ("recontacted", Truth),
        ("mature", Truth),
        ("has_bot_lead", Truth),
        ("has_meeting", Truth),
        ("purchase", Text),
        ("own_day", Date),
        ("own_source", Text),
        ("lead_origin", Text),
        ("is_bot", Truth),
        ("has_chat", Truth),
        ("mql", Truth),
        ("sql", Truth),
        ("booked", Truth),
        ("booked_soon", Truth),
        ("held", Truth),
        ("meeting_qualified", Truth),
        ("won", Truth),
        ("agent", Truth),
        ("state", Text),
        ("split", Text),
        ("name", Text),
        ("board", Text),
        ("measure", Text),
        ("model", Text),
        ("window_days", Count),
        ("text", Text),
        ("value", Number),
        ("fallbacks", Count),
        ("n", Count),
        ("orders", Count),
        ("conversions", Count),
        ("sum", Number),
        ("own_sum", Number),
        ("squares", Number),
    ]
};

/// What a column of the cube holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Date,
    Truth,
    Count,
    Number,
}

/// A type as the engine calls it.
pub(super) fn type_name(dialect: Dialect, of: Type) -> &'static str {
    match of {
        Type::Text => dialect.words(),
        Type::Date => "date",
        Type::Truth => dialect.truth(),
        Type::Count => "bigint",
        Type::Number => dialect.float(),
    }
}

/// Makes the empty table.
pub(super) fn create(dialect: Dialect) -> String {
    let columns: Vec<String> = COLUMNS.iter().map(|(column, of)| format!("    {column} {}", type_name(dialect, *of))).collect();
    format!("drop table if exists bw_cube;\ncreate table bw_cube (\n{}\n);", columns.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::COLUMNS;
    use crate::ingest::columns;
    use crate::model::TableName;

    #[test]
    fn the_program_ends_in_what_is_read() {
        assert_eq!(COLUMNS.map(|(column, _)| column).to_vec(), columns(TableName::Cube));
    }
}
