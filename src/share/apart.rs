//! What the boards of a link leave of all chats. A board that is not shared, or a number of one that is hidden, must not come
//! back as a total of all less the board that is seen.

use super::numbers::{counted, whole};
use super::options::ShareOptions;
use super::suppress::is_small;
use crate::metrics::statistics::Share;
use crate::scorecard::{BoardId, ChangeId, MetricId, MetricSet, PartId, Scorecard};

/// Handled chats: the group of a whole board, and of a row of a table. Each is handed over, is not, or does not say.
pub(super) fn handled(metrics: &MetricSet) -> u64 {
    let rows = |id: MetricId| metrics.get(&id).map_or(0, |metric| metric.n + metric.unknown);
    // A board of a printed scorecard may hold one of them alone; without costs the second counts nothing.
    rows(MetricId::HandoffRate).max(rows(MetricId::CostPerInteraction))
}

/// Chats whose intent is undecided.
pub(super) fn undecided(metrics: &MetricSet) -> u64 {
    let variant = metrics.get(&MetricId::DeflectionRate).and_then(|metric| metric.parts.get(&PartId::Undecided));
    variant.and_then(|metric| metric.value).and_then(whole).unwrap_or(0)
}

/// The group of a number in a row of a table, and those that count.
pub(super) fn group(metrics: &MetricSet, id: ChangeId) -> Share {
    match id {
        ChangeId::CostPerInteraction => Share { k: 0, n: handled(metrics) },
        id => id.of(metrics).map_or(Share { k: 0, n: 0 }, counted),
    }
}

/// Whether a board is in the link.
pub(super) fn is_shown(card: &Scorecard, id: BoardId, options: ShareOptions) -> bool {
    let below = card.rules.rules.suppress_below;
    options.has_board(id) && card.boards.get(&id).is_some_and(|board| !is_small(handled(&board.metrics), below))
}

/// Whether there is a board, and it is not in the link.
pub(super) fn is_withheld(card: &Scorecard, id: BoardId, options: ShareOptions) -> bool {
    card.boards.contains_key(&id) && !is_shown(card, id, options)
}

/// Whether a total of all chats would give away a small group: one of those that it leaves beside the boards that show the
/// number. Several of them hide each other no better, since each is bounded by what else is known of its board.
fn gives_away(card: &Scorecard, share: &dyn Fn(&MetricSet) -> Share) -> bool {
    let below = card.rules.rules.suppress_below;
    let mut known = 0;
    for board in card.boards.values() {
        let rows = share(&board.metrics).n;
        if is_small(rows, below) {
            return true;
        }
        known += rows;
    }
    // Leads of no chat are on no board.
    is_small(share(&card.metrics).n.saturating_sub(known), below)
}

/// Of a metric or one of its variants.
fn is_given_away(card: &Scorecard, numbers: &[(MetricId, Option<PartId>)]) -> bool {
    let share = |metrics: &MetricSet, id: MetricId, part: Option<PartId>| {
        let metric = metrics.get(&id).and_then(|metric| part.map_or(Some(metric), |part| metric.parts.get(&part)));
        metric.map_or(Share { k: 0, n: 0 }, counted)
    };
    column_gives_away(card, ChangeId::CostPerInteraction)
        || numbers.iter().any(|(id, part)| gives_away(card, &|metrics| share(metrics, *id, *part)))
}

/// Whether the counts of all rows would give a small group away.
pub(super) fn counts_give_away(card: &Scorecard) -> bool {
    let numbers = [
        (MetricId::GoalCompletionRate, None),
        (MetricId::ConversionRate, Some(PartId::ChatToLead)),
        (MetricId::LeadQualityRate, None),
        (MetricId::LeadQualityRate, Some(PartId::AllLeads)),
        (MetricId::QualifiedBookingRate, None),
    ];
    is_given_away(card, &numbers)
}

/// Whether the nine definitions, which count all chats, would.
pub(super) fn definitions_give_away(card: &Scorecard) -> bool {
    let numbers = [
        (MetricId::DeflectionRate, None),
        (MetricId::DeflectionRate, Some(PartId::Durable)),
        (MetricId::ResolutionRate, None),
        (MetricId::ResolutionRate, Some(PartId::Confirmed)),
        (MetricId::HandoffRate, None),
    ];
    is_given_away(card, &numbers)
}

/// Whether the sum of a table's column would.
pub(super) fn column_gives_away(card: &Scorecard, id: ChangeId) -> bool {
    gives_away(card, &|metrics| group(metrics, id))
}
