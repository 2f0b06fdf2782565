//! What of a session leaves as a file.

use std::io::{self, Write};
use std::sync::Arc;

use super::{Session, load_of};
use crate::export::{self, Cells, Form};
use crate::facts;
use crate::ingest::Load;
use crate::insight::invoice::Dispute;
use crate::metrics::{Columns, Index, PartId, Scope};
use crate::model::{Symbol, TableName, Tables};
use crate::protocol::{Exported, JoinedTable, Response, RowPlace};
use crate::scorecard::Query;

/// Bytes of a file that cross to the tab together.
const PIECE: usize = 1 << 20;

impl Session {
    /// What is loaded, brought together.
    pub fn load(&mut self) -> &Load {
        load_of(&mut self.load, &self.files)
    }

    /// The rows that were read; none if nothing is loaded.
    pub fn tables(&mut self) -> Option<&Tables> {
        let load = self.load();
        (!load.files.is_empty()).then_some(&load.tables)
    }

    /// The conversations of a scope, one row each, with what events say of them filled in, tests left out; a table of its own,
    /// which gives the same numbers when it is read in place of the conversations and their events. None if nothing is loaded.
    pub fn folded_conversations(&mut self, scope: &Scope) -> Option<Tables> {
        let load = Some(load_of(&mut self.load, &self.files)).filter(|load| !load.files.is_empty())?;
        let (facts, rows) = facts::build_with_rows(&load.tables, &self.rules, &self.time_zone);
        let columns = Columns::new(&facts);
        let index = Index::new(&facts, &load.tables.dictionary, &columns);
        let holds = scope.filtered(&index);
        let mut tables = Tables { dictionary: load.tables.dictionary.clone(), ..Tables::default() };
        for ((at, date), mut row) in facts.conversations.dates().iter().enumerate().zip(rows) {
            if holds.holds(at) && scope.holds_date(*date) {
                if row.conversation_id == Symbol::EMPTY {
                    let file = load.files.get(row.origin.file as usize).map_or("", |file| file.name.as_str());
                    row.conversation_id = tables.dictionary.intern(&format!("{file}:{}", row.origin.line));
                }
                Arc::make_mut(&mut tables.conversations).push(row);
            }
        }
        Some(tables)
    }

    /// How rows of other tables found the conversations, with examples of those that did not.
    pub(super) fn joined_tables(&mut self) -> Vec<JoinedTable> {
        let Some((load, facts)) = self.loaded() else { return Vec::new() };
        let place = |(id, origin): (Symbol, crate::model::Origin)| RowPlace {
            id: load.tables.dictionary.text(id).to_owned(),
            file: load.files.get(origin.file as usize).map(|file| file.name.clone()).unwrap_or_default(),
            line: u64::from(origin.line),
        };
        let tables = facts.joins.iter().map(|(table, joins)| JoinedTable {
            table: *table,
            rows: joins.rows,
            found_by: joins.found_first.iter().map(|(kind, rows)| (*kind, *rows)).collect(),
            unmatched: joins.unmatched,
            dangling: joins.dangling,
            carried: joins.carried.iter().copied().collect(),
            offered: joins.offered.iter().copied().collect(),
            examples: joins.examples.iter().copied().map(place).collect(),
        });
        tables.collect()
    }

    /// Writes something as a file, piece by piece.
    pub(super) fn export(&mut self, what: Exported, form: Form, respond: &mut dyn FnMut(Response)) {
        let (cells, ending) = match form {
            Form::Csv(cells) => (cells, "csv"),
            Form::Ndjson => (Cells::AsTheyAre, "ndjson"),
        };
        let name = match what {
            Exported::Conversations => ["conversations-folded.", ending].concat(),
            Exported::Weeks => "weeks.csv".to_owned(),
            Exported::Ledger => "kept-out.csv".to_owned(),
            Exported::Table(table) => [table.word(), ".", ending].concat(),
            Exported::Gaps(board) => ["gaps-", board.word(), ".csv"].concat(),
            Exported::GapNotes => "gap-notes.json".to_owned(),
            Exported::Disputed => "disputed.csv".to_owned(),
            Exported::Workspace => "workspace.json".to_owned(),
            Exported::Mapping(_) => "mapping.json".to_owned(),
            Exported::Rows(asked) => {
                let word = asked.number.part.map_or_else(|| asked.number.metric.word(), PartId::word);
                [word, "-rows.csv"].concat()
            }
        };
        let mut pieces = Pieces { what, name: &name, bytes: Vec::new(), respond };
        let written = match what {
            Exported::Conversations => self
                .folded_conversations(&Scope::default())
                .map_or(Ok(()), |tables| export::table(&tables, TableName::Conversations, form, &mut pieces)),
            Exported::Weeks => {
                let card = self.scorecard_of(&Query { segment_weeks: true, ..Query::default() });
                card.map_or(Ok(()), |card| export::weekly(&card, cells, &mut pieces))
            }
            Exported::Ledger => {
                let load = load_of(&mut self.load, &self.files);
                let names: Vec<&str> = load.files.iter().map(|file| file.name.as_str()).collect();
                export::ledger(&load.ledger, &names, cells, &mut pieces)
            }
            Exported::Gaps(board) => {
                let manual_cost = self.rules.manual_cost_per_conversation;
                let gaps = self.scope_of_board(board).and_then(|scope| self.gaps(&scope));
                gaps.map_or(Ok(()), |gaps| export::gaps(&gaps, &self.roadmap, manual_cost, cells, &mut pieces))
            }
            Exported::GapNotes => {
                let json = serde_json::to_string_pretty(&self.roadmap).map_err(io::Error::from);
                json.and_then(|json| pieces.write_all((json + "\n").as_bytes()))
            }
            Exported::Disputed => {
                let disputes = self.disputes.clone().unwrap_or_else(|| Dispute::USUAL.into());
                let counted = self.invoice(&self.query.scope.clone(), &disputes);
                counted.map_or(Ok(()), |(invoice, files)| export::invoice(&invoice, &files, cells, &mut pieces))
            }
            Exported::Rows(asked) => self
                .rows_behind(asked, 0, usize::MAX)
                .map_or(Ok(()), |(page, files)| export::rows(&page, &files, cells, &mut pieces)),
            Exported::Workspace => {
                let json = self.workspace(self.kept.clone()).to_json();
                json.map_err(io::Error::other).and_then(|json| pieces.write_all(json.as_bytes()))
            }
            Exported::Mapping(at) => pieces.write_all(self.mapping_json(at).as_bytes()),
            Exported::Table(table) => {
                let load = load_of(&mut self.load, &self.files);
                export::table(&load.tables, table, form, &mut pieces)
            }
        };
        pieces.send(true);
        if let Err(error) = written {
            respond(Response::Failed { message: error.to_string() });
        }
    }
}

/// Hands a file over in pieces.
struct Pieces<'a> {
    what: Exported,
    name: &'a str,
    bytes: Vec<u8>,
    respond: &'a mut dyn FnMut(Response),
}

impl Pieces<'_> {
    fn send(&mut self, is_last: bool) {
        let bytes = std::mem::take(&mut self.bytes);
        (self.respond)(Response::Piece { what: self.what, name: self.name.to_owned(), bytes, is_last });
    }
}

impl Write for Pieces<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        if self.bytes.len() >= PIECE {
            self.send(false);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
