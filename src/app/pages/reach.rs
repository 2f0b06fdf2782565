//! Where the numbers of a board lead: the one way in which they open.

use leptos::prelude::*;

use crate::app::components::said_view;
use crate::app::route::{metric_href, rows_href};
use crate::metrics::Field;
use crate::model::Dimension;
use crate::panels::{RowsOf, Said};
use crate::scorecard::{BoardId, Query};

/// Where a board's numbers lead: to what stands behind them under a query; nowhere in a shared scorecard, which has no rows.
#[derive(Clone, Copy)]
pub(super) struct Reach<'a>(pub(super) Option<&'a Query>);

impl Reach<'_> {
    pub(super) fn href(self, board: BoardId, metric: &str) -> String {
        self.0.map(|query| metric_href(board, metric, query)).unwrap_or_default()
    }

    /// Where rows are listed, or the page of their metric where none are asked for.
    pub(super) fn rows(self, rows: RowsOf) -> Option<String> {
        self.0.map(|query| rows_href(rows, query))
    }

    /// The same of one intent.
    pub(super) fn of_intent(self, intent: &str, rows: RowsOf) -> Option<String> {
        let mut query = self.0?.clone();
        query.scope.hold_alone(Field::Dimension(Dimension::Intent), intent.to_owned());
        Some(rows_href(rows, &query))
    }

    /// A sentence whose numbers lead on.
    pub(super) fn said(self, said: Said) -> AnyView {
        said_view(said, self.0)
    }
}
