//! Benchmarks behind the values (METRICS section 4, 2026-04-10): shown, never used to score.

use super::View;
use super::quantity::{Unit, quantity, range, tick, unit_of};
use crate::charts::{BandMark, BandTone, nice_top};
use crate::rules::{Band, BandVerdict};
use crate::scorecard::{ChangeId, Metric};

/// What a value is held against.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Benchmark {
    /// Bands, from low to high.
    pub bands: Vec<BandMark>,
    /// Upper end of the bullet's axis.
    pub top: f64,
    /// Baseline of people, the form or work by hand.
    pub baseline: Option<f64>,
    /// A few letters under the bullet.
    pub label: String,
    /// Words at the ends of the axis.
    pub ends: (String, String),
}

impl Benchmark {
    /// Where good begins or ends: the line that a sparkline is held against.
    pub fn reference(&self) -> Option<f64> {
        let good = self.bands.iter().find(|band| band.tone == BandTone::Good);
        self.baseline.or(good.map(|band| if band.low > 0.0 { band.low } else { band.high }))
    }
}

/// Bands of METRICS section 4 for a metric; rates go to 1.
fn shipped_bands(id: ChangeId) -> &'static [(f64, f64, BandTone)] {
    use BandTone::{Beyond, Good, Watch};
    match id {
        ChangeId::EngagementRate => &[(0.05, 0.10, Watch), (0.10, 1.0, Good)],
        ChangeId::GoalCompletionRate => &[(0.20, 0.40, Good), (0.40, 1.0, Beyond)],
        ChangeId::DeflectionRate => &[(0.25, 0.40, Watch), (0.40, 0.60, Good), (0.60, 1.0, Beyond)],
        ChangeId::ResolutionRate => &[(0.50, 0.70, Good), (0.70, 1.0, Beyond)],
        ChangeId::FallbackRate | ChangeId::KnowledgeGapRate => &[(0.0, 0.10, Good), (0.10, 0.15, Watch)],
        ChangeId::HandoffRate => &[(0.20, 0.40, Good)],
        ChangeId::SessionLength => &[(4.0, 8.0, Good)],
        ChangeId::FirstUsefulAnswer => &[(0.0, 10.0, Good)],
        ChangeId::ConversionRate | ChangeId::ChatToLead => &[(0.10, 1.0, Good)],
        ChangeId::Csat => &[(0.80, 1.0, Good)],
        _ => &[],
    }
}

/// Lowest upper end of an axis, where the values allow it.
fn least_top(id: ChangeId) -> f64 {
    match id {
        ChangeId::EngagementRate | ChangeId::FallbackRate | ChangeId::KnowledgeGapRate => 0.3,
        ChangeId::SessionLength => 12.0,
        ChangeId::FirstUsefulAnswer => 20.0,
        ChangeId::CostPerInteraction | ChangeId::AttributedRevenue => 0.0,
        _ => 1.0,
    }
}

fn own_bands(bands: &[Band]) -> Vec<BandMark> {
    let tone = |verdict| match verdict {
        BandVerdict::Good => Some(BandTone::Good),
        BandVerdict::Watch => Some(BandTone::Watch),
        BandVerdict::Weak => None,
    };
    let marks =
        bands.iter().filter_map(|Band(low, high, verdict)| tone(*verdict).map(|tone| BandMark { low: *low, high: *high, tone }));
    marks.collect()
}

/// The benchmark of a metric: the rules' own bands, else the shipped ones, and the baseline that the data or the rules have.
pub fn benchmark(view: &View<'_>, id: ChangeId, metric: &Metric, other: Option<f64>) -> Benchmark {
    let unit = unit_of(id);
    let words = view.text.metrics.of(id);
    let tile = &view.text.tile;
    let set = view.card.rules.rules.bands.get(id.word()).filter(|bands| !bands.is_empty());
    let (bands, band_words) = if let Some(said) = view.by_filter(id) {
        // What a filter decides is neither good nor weak.
        (Vec::new(), said.to_owned())
    } else if let Some(bands) = set {
        let bands = own_bands(bands);
        let good = bands.iter().find(|band| band.tone == BandTone::Good);
        let said = good.map(|band| tile.own_band.with([&range(view, [band.low, band.high], unit)]));
        (bands, said.unwrap_or_default())
    } else {
        let marks = shipped_bands(id).iter().map(|(low, high, tone)| BandMark { low: *low, high: *high, tone: *tone });
        (marks.collect(), words.band.to_owned())
    };
    let baselines = view.baseline();
    let (baseline, sentence) = match id {
        ChangeId::Csat => (baselines.human_csat, tile.human),
        ChangeId::FirstUsefulAnswer => (baselines.human_first_answer_s, tile.human),
        ChangeId::LeadQualityRate => (baselines.form_lead_quality, tile.form),
        ChangeId::QualifiedBookingRate => (baselines.form_booking, tile.form),
        ChangeId::CostPerInteraction => (view.card.rules.rules.manual_cost_per_conversation, tile.by_hand),
        _ => (None, tile.human),
    };
    let baseline_words = baseline.map(|value| sentence.with([&quantity(view, Some(value), unit)]));
    let label = match (band_words.is_empty() || bands.is_empty(), baseline_words) {
        (_, Some(said)) if bands.is_empty() => said,
        (false, Some(said)) => [&band_words, " · ", &said].concat(),
        (_, None) | (true, Some(_)) => band_words,
    };
    let highest = [metric.value, metric.interval.map(|ends| ends[1]), other, baseline].into_iter().flatten();
    // Intervals of small numbers reach far: the axis follows values, and intervals only up to twice the value.
    let reach = metric.value.unwrap_or(0.0).max(baseline.unwrap_or(0.0)) * 2.0;
    let highest = highest.fold(0.0, |top: f64, value| top.max(value.min(reach.max(metric.value.unwrap_or(0.0)))));
    let least = least_top(id);
    let top = if highest <= least { least } else { nice_top(highest * 1.02) };
    let top = if unit == Unit::Rate && highest <= 1.0 { top.min(1.0) } else { top };
    let ends = match unit {
        Unit::Rate => ("0".to_owned(), tick(view, top, unit).trim_end_matches(['%', '\u{202f}']).to_owned()),
        _ => (
            tick(view, 0.0, if unit == Unit::Price { Unit::Money } else { unit }),
            tick(view, top, if unit == Unit::Price { Unit::Money } else { unit }),
        ),
    };
    Benchmark { bands, top, baseline, label, ends }
}
