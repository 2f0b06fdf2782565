//! What vendors report of the same thing, beside our own number (METRICS section 4): context, never a target.

use super::View;
use crate::scorecard::ChangeId;
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
    }
}
