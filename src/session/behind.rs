//! What stands behind a board's number: its rows, what it is made of, and what people did around its chats.

use super::Session;
use crate::insight;
use crate::insight::gaps::BoardGaps;
use crate::insight::vanity::Vanity;
use crate::lineage::{self, Among, Page, Places, Wanted};
use crate::metrics::{Field, Grouping, Partition, Scope};
use crate::model::{Dimension, Symbol};
use crate::protocol::{AskedRows, Response, RowLine, RowsPage};
use crate::scorecard::{BoardId, ChangeId, board_scope, shape, split};

/// What a metric is split by.
const SPLIT_BY: [Field; 6] = [
    Field::Dimension(Dimension::Intent),
    Field::Dimension(Dimension::Channel),
    Field::Outcome,
    Field::Dimension(Dimension::Flow),
    Field::Dimension(Dimension::Source),
    Field::Dimension(Dimension::Language),
];

impl Session {
    /// What counts on a board of what is chosen.
    pub(super) fn scope_of_board(&mut self, board: BoardId) -> Option<Scope> {
        self.on_board(&self.query.scope.clone(), board)
    }

    /// What of a scope counts on a board; none if no chat of its bot is loaded.
    fn on_board(&mut self, scope: &Scope, board: BoardId) -> Option<Scope> {
        let (load, facts, basis) = self.asked()?;
        basis.ask(facts, &load.tables.dictionary, |context| board_scope(context, scope, board))
    }

    /// The questions without an answer of each board's chats in a scope.
    pub(super) fn gaps_by_board(&mut self, scope: &Scope) -> BoardGaps {
        let mut boards = Vec::new();
        for board in BoardId::ALL.iter().copied() {
            let gaps = self.on_board(scope, board).and_then(|scope| self.gaps(&scope));
            boards.extend(gaps.filter(|gaps| gaps.handled > 0).map(|gaps| (board, gaps)));
        }
        boards
    }

    /// Numbers that flatter, of the same chats.
    pub(super) fn support_vanity(&mut self) -> Vanity {
        self.scope_of_board(BoardId::Support).and_then(|scope| self.vanity(&scope)).unwrap_or_default()
    }

    /// What a metric is made of.
    pub(super) fn explain(&mut self, board: BoardId, metric: ChangeId) -> Response {
        let scope = self.scope_of_board(board);
        let explained = scope.zip(self.asked()).map(|(scope, (load, facts, basis))| {
            let (splits, shape) = basis.ask(facts, &load.tables.dictionary, |context| {
                // Visitors are known by page: what is more is asked of the metric that counts them alone.
                let page = (metric == ChangeId::EngagementRate).then_some(Field::Dimension(Dimension::Page));
                let splits = SPLIT_BY.into_iter().chain(page).map(|field| split(context, &scope, metric, field));
                let splits = splits.filter(|split| split.values.len() > 1).collect();
                (splits, shape(context, &scope, metric))
            });
            let (id, part) = metric.metric();
            let asked = lineage::Asked::of(id, part);
            (splits, shape, lineage::around(&load.tables, facts, basis.columns(), asked, &scope))
        });
        let (splits, shape, around) = explained.unwrap_or_default();
        Response::Explained { board, metric, splits, shape, around }
    }

    /// Rows behind a board's number, with the names of the files that their origins refer to.
    /// Those alone that have what was searched for last.
    pub(super) fn rows_behind(&mut self, asked: AskedRows, offset: u64, limit: usize) -> Option<(Page, Vec<String>)> {
        let scope = self.scope_of_board(asked.board)?;
        let offset = usize::try_from(offset).unwrap_or(usize::MAX);
        let search = self.searched.clone();
        let among = asked.among.map(|among| self.chats_among(among, &scope).1);
        let standings = asked.standing.as_ref().map_or(&[][..], Places::standings);
        let wanted = Wanted { standings, search: &search, among: among.as_deref(), offset, limit };
        let (load, facts, basis) = self.asked()?;
        let page = lineage::found_rows(&load.tables, facts, basis.columns(), asked.number, &scope, &wanted);
        Some((page, load.files.iter().map(|file| file.name.clone()).collect()))
    }

    /// What chats of a scope are called that stand for a part of a number, and which they are, by place and in order.
    fn chats_among(&mut self, among: Among, scope: &Scope) -> (String, Vec<usize>) {
        let roadmap = self.roadmap.clone();
        let Some(groups) = self.groups() else { return Default::default() };
        let Some((load, facts, basis)) = self.asked() else { return Default::default() };
        let dictionary = &load.tables.dictionary;
        let (name, mut chats) = basis.ask(facts, dictionary, |context| match among {
            Among::Gap(_) => {
                let found = insight::gaps::find(context, scope, &groups);
                let mut planned = roadmap.apply(&found.gaps).into_iter();
                let asked = planned.find(|planned| Among::gap(planned.gap.kind, &planned.found_as) == among);
                asked.map(|planned| (planned.gap.name.clone(), planned.conversations(&found))).unwrap_or_default()
            }
            Among::Step(_) => {
                let inside = Partition::new(context.index, scope, &Grouping::All).groups(facts.conversations.len());
                let reached = facts.steps.iter().filter(|reached| inside.get(reached.conversation) == Some(&0));
                let steps = reached.flat_map(|reached| reached.steps.iter().map(|step| (*step, reached.conversation)));
                let steps = steps.filter(|(step, _)| Among::step(dictionary.text(*step)) == among);
                let (names, chats): (Vec<Symbol>, Vec<usize>) = steps.unzip();
                (names.first().map(|step| dictionary.text(*step).to_owned()).unwrap_or_default(), chats)
            }
        });
        chats.sort_unstable();
        (name, chats)
    }

    /// A page of them, to be shown.
    pub(super) fn page_of_rows(&mut self, asked: AskedRows, search: String, offset: u64, limit: u32) -> Response {
        self.searched = search;
        let (page, files) = self.rows_behind(asked, offset, limit as usize).unwrap_or_default();
        let rows = page.rows.into_iter().map(|row| RowLine {
            standing: row.standing,
            reason: row.reason,
            table: row.table,
            id: row.id,
            file: files.get(row.origin.file as usize).cloned().unwrap_or_default(),
            line: u64::from(row.origin.line),
            amount: row.amount,
            date: row.date.map(|date| date.to_string()).unwrap_or_default(),
            intent: row.intent,
            question: row.question,
        });
        let search = self.searched.clone();
        let scope = self.scope_of_board(asked.board);
        let among = asked.among.zip(scope).map(|(among, scope)| self.chats_among(among, &scope).0).unwrap_or_default();
        let are_in_warehouse = !self.cubes.is_empty();
        Response::Rows {
            page: RowsPage { asked, search, among, totals: page.totals, offset, rows: rows.collect(), are_in_warehouse },
        }
    }
}
