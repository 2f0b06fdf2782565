//! How many rows there are, and in which files: as much of it as gives no small group away.

use super::apart;
use super::options::ShareOptions;
use super::suppress::is_small;
use crate::model::TableName;
use crate::scorecard::{BoardId, Counts, FileFacts, Scorecard};

/// The board that the rows of a table are of; chats and events are of both.
fn board_of(table: TableName) -> Option<BoardId> {
    match table {
        TableName::Tickets => Some(BoardId::Support),
        TableName::Leads | TableName::Revenue | TableName::Exposure | TableName::Touches => Some(BoardId::Lead),
        TableName::Conversations | TableName::Events | TableName::Cube => None,
    }
}

/// Files. How many rows they have is hidden, and 0, of one with few rows that count, and of every other one with rows of its
/// tables: how many these have together is known. So are the rows of tables of a board that is not in the link, and those of all
/// files where the counts of all rows are hidden.
pub(super) fn shared_files(card: &Scorecard, options: ShareOptions) -> Vec<FileFacts> {
    let below = card.rules.rules.suppress_below;
    let is_few = |file: &FileFacts| is_small(file.rows_read, below) || is_small(file.rows_kept, below);
    let few: Vec<&FileFacts> = card.files.iter().filter(|file| is_few(file)).collect();
    let is_beside_few = |file: &FileFacts| few.iter().any(|few| few.tables.keys().any(|table| file.tables.contains_key(table)));
    let is_of_withheld = |file: &FileFacts| {
        let mut boards = file.tables.keys().filter_map(|table| board_of(TableName::from_word(table)?));
        boards.any(|board| apart::is_withheld(card, board, options))
    };
    let is_all_hidden = apart::counts_give_away(card);
    let is_hidden = |file: &FileFacts| is_all_hidden || is_few(file) || is_beside_few(file) || is_of_withheld(file);
    card.files.iter().map(|file| shared_file(file, !is_hidden(file))).collect()
}

/// The first 64 bits of the hash tell whether a file is the same, and its name is nobody's business.
fn shared_file(file: &FileFacts, shows_rows: bool) -> FileFacts {
    let rows = |rows: u64| if shows_rows { rows } else { 0 };
    FileFacts {
        sha256: file.sha256.chars().take(16).collect(),
        source: file.source.clone(),
        rows_read: rows(file.rows_read),
        rows_kept: rows(file.rows_kept),
        rows_rejected: rows(file.rows_rejected),
        rows_duplicate: rows(file.rows_duplicate),
        ..FileFacts::default()
    }
}

/// How many rows there are; 0 also where that is hidden, or of a board that is not in the link.
pub(super) fn shared_counts(card: &Scorecard, options: ShareOptions) -> Counts {
    if apart::counts_give_away(card) {
        return Counts::default();
    }
    let counts = &card.counts;
    let large = |rows: u64| if is_small(rows, card.rules.rules.suppress_below) { 0 } else { rows };
    let of = |board: BoardId, rows: u64| if apart::is_withheld(card, board, options) { 0 } else { large(rows) };
    Counts {
        opened: large(counts.opened),
        engaged: large(counts.engaged),
        handled: large(counts.handled),
        test: large(counts.test),
        persons: counts.persons.map(large),
        leads: of(BoardId::Lead, counts.leads),
        bot_leads: of(BoardId::Lead, counts.bot_leads),
        revenue_rows: of(BoardId::Lead, counts.revenue_rows),
        tickets: of(BoardId::Support, counts.tickets),
    }
}
