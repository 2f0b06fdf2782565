//! What vendors report of the same thing, beside our own number (METRICS section 4): context, never a target.

use super::quantity::{quantity, unit_of};
use super::{View, metric_of};
use crate::format::MISSING;
use crate::scorecard::{BoardId, ChangeId};
use crate::text::VendorFigure;

/// The figures for a metric; empty where none is known.
pub fn vendors(view: &View<'_>, id: ChangeId) -> &'static [VendorFigure] {
    let figures = &view.text.vendors;
    match id {
        ChangeId::ResolutionRate => figures.resolution,
        ChangeId::DeflectionRate => figures.deflection,
        ChangeId::EngagementRate => figures.engagement,
        ChangeId::ConversionRate | ChangeId::ChatToLead => figures.conversion,
        ChangeId::LeadQualityRate => figures.quality,
        _ => &[],
    }
}

/// Our own number beside them; a dash where rows are too few.
pub fn own_value(view: &View<'_>, board: BoardId, id: ChangeId) -> String {
    let metric = view.board(board).and_then(|board| metric_of(&board.metrics, id)).filter(|metric| metric.n >= view.min_n());
    metric.map_or_else(|| MISSING.to_owned(), |metric| quantity(view, metric.value, unit_of(id)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, japanese, march};

    #[test]
    fn both_languages_tell_the_same_figures() {
        let card = march();
        let resolution: Vec<&str> = vendors(&english(&card), ChangeId::ResolutionRate).iter().map(|told| told.figure).collect();
        assert_eq!(resolution, ["67\u{202f}%", "67\u{202f}%", "65\u{202f}%"]);
        for id in ChangeId::ALL {
            assert_eq!(vendors(&english(&card), *id).len(), vendors(&japanese(&card), *id).len(), "{id:?}");
        }
        assert!(vendors(&english(&card), ChangeId::Csat).is_empty());
        assert_eq!(own_value(&english(&card), BoardId::Support, ChangeId::DeflectionRate), "45.0\u{202f}%");
    }
}
