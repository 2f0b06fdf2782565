//! A scorecard in a language: what every panel is made from.

use crate::format::Language;
use crate::metrics::Filter;
use crate::metrics::conditioning::{Conditioned, Conditioning};
use crate::model::{Date, SortedMap};
use crate::rules::Baseline;
use crate::scorecard::{AttributionLine, Board, BoardId, ChangeId, Definition, DefinitionId, Metric, MetricSet, Scorecard};
use crate::text::Text;

/// A scorecard and the words to say it in.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The numbers.
    pub card: &'a Scorecard,
    /// The words.
    pub text: &'static Text,
    /// The dates that those of the scorecard are compared with; none for the weeks before the last ones.
    pub compare: Option<(Date, Date)>,
    /// What the filters decide of each metric before a chat is counted.
    pub conditioned: Conditioned,
}

impl<'a> View<'a> {
    /// A scorecard as it stands.
    pub fn of(card: &'a Scorecard, text: &'static Text) -> Self {
        Self { card, text, compare: None, conditioned: Conditioned::default() }
    }

    /// The same beside other dates.
    #[must_use]
    pub fn beside(self, compare: Option<(Date, Date)>) -> Self {
        Self { compare, ..self }
    }

    /// The same under filters.
    #[must_use]
    pub fn under(self, filters: &[Filter]) -> Self {
        Self { conditioned: Conditioned::by(filters), ..self }
    }

    /// What is said in place of a verdict on a metric that the filters decide; none where the data does.
    pub fn by_filter(&self, id: ChangeId) -> Option<&'static str> {
        let (metric, part) = id.metric();
        let conditioning = self.conditioned.of(metric).filter(|_| part.is_none())?;
        Some(match conditioning {
            Conditioning::Fixed => self.text.tile.fixed_by_filter,
            Conditioning::Shaped => self.text.tile.shaped_by_filter,
        })
    }

    /// The language of the words.
    pub fn language(&self) -> Language {
        self.text.language
    }

    /// Code of the currency in force; empty if nothing names one.
    pub fn currency(&self) -> &'a str {
        let rules = &self.card.rules;
        rules.rules.currency.as_deref().or(rules.derived.currency.as_deref()).unwrap_or_default()
    }

    /// Rows below which a rate is not shown.
    pub fn min_n(&self) -> u64 {
        self.card.rules.rules.min_n
    }

    /// A board; none if the data has no flow of it.
    pub fn board(&self, id: BoardId) -> Option<&'a Board> {
        self.card.boards.get(&id)
    }

    /// The nine definitions over a board's chats; over all chats where the board's own are not known, as in a link.
    pub fn definitions(&self, id: BoardId) -> &'a SortedMap<DefinitionId, Definition> {
        let own = self.board(id).map(|board| &board.detail.definitions).filter(|own| !own.is_empty());
        own.unwrap_or(&self.card.definitions)
    }

    /// Models by windows over the chats of the board of leads; over all chats likewise.
    pub fn models(&self) -> &'a [AttributionLine] {
        let own = self.board(BoardId::Lead).map(|board| board.detail.attribution.as_slice()).filter(|own| !own.is_empty());
        own.unwrap_or(&self.card.attribution)
    }

    /// Whether the board's own are known.
    pub fn has_own_counts(&self, id: BoardId) -> bool {
        self.board(id).is_some_and(|board| !board.detail.definitions.is_empty())
    }

    /// Baselines as set, else as derived.
    pub fn baseline(&self) -> Baseline {
        let (set, derived) = (self.card.rules.rules.baseline, self.card.rules.derived.baseline);
        Baseline {
            human_csat: set.human_csat.or(derived.human_csat),
            human_first_answer_s: set.human_first_answer_s.or(derived.human_first_answer_s),
            form_conversion: set.form_conversion.or(derived.form_conversion),
            form_lead_quality: set.form_lead_quality.or(derived.form_lead_quality),
            form_booking: set.form_booking.or(derived.form_booking),
        }
    }
}

/// A metric by the name of its tile; chat-to-lead is a part of the conversion rate.
pub fn metric_of(metrics: &MetricSet, id: ChangeId) -> Option<&Metric> {
    id.of(metrics)
}
