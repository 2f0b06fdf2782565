//! The rows behind a number: above the line, below it only, pending, unknown or excluded, each with file, line and the
//! reason (METRICS section 4). Asks the metrics where a row falls, so that a list always adds up to the number.

mod conversations;
mod others;
mod reason;

pub use reason::Reason;

use crate::facts::Facts;
use crate::metrics::statistics::Placement;
use crate::metrics::{Index, MetricId, PartId, Scope};
use crate::model::{Origin, TableName, Tables};
use crate::rules::ConversionKind;

/// Where a row stands.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    borsh::BorshSerialize,
    borsh::BorshDeserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Above and below the line; for medians and sums: used.
    Numerator,
    /// Below the line only.
    Denominator,
    /// Too young to judge.
    Pending,
    /// Of the base set, but an input is unknown.
    Unknown,
    /// Not of the base set.
    Excluded,
}

impl Standing {
    /// All standings in order.
    pub const ALL: [Self; 5] = [Self::Numerator, Self::Denominator, Self::Pending, Self::Unknown, Self::Excluded];

    /// The word in commands and files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Numerator => "numerator",
            Self::Denominator => "denominator",
            Self::Pending => "pending",
            Self::Unknown => "unknown",
            Self::Excluded => "excluded",
        }
    }
}

impl From<Placement> for Standing {
    fn from(placement: Placement) -> Self {
        match placement {
            Placement::Outside => Self::Excluded,
            Placement::Unknown => Self::Unknown,
            Placement::Pending => Self::Pending,
            Placement::Denominator => Self::Denominator,
            Placement::Numerator => Self::Numerator,
        }
    }
}

/// One row behind a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Where it stands.
    pub standing: Standing,
    /// Why.
    pub reason: Reason,
    /// Its table.
    pub table: TableName,
    /// Its id; empty for one that events without an id made.
    pub id: String,
    /// File and line.
    pub origin: Origin,
    /// What it adds, where a number is a sum or a median: seconds, turns or money.
    pub amount: Option<f64>,
}

/// Which number is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The metric.
    pub metric: MetricId,
    /// A variant of it.
    pub part: Option<PartId>,
}

/// A page of rows and how many there are of each standing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Rows of each standing, in the order of [`Standing::ALL`].
    pub totals: [u64; 5],
    /// The page.
    pub rows: Vec<Row>,
}

/// Rows behind a number in a scope: numerator first, then denominator, pending, unknown, excluded, each in canonical
/// order; `standings` narrows them, empty is all. Test rows stand among the excluded.
pub fn rows(
    tables: &Tables,
    facts: &Facts,
    asked: Asked,
    scope: &Scope,
    standings: &[Standing],
    offset: usize,
    limit: usize,
) -> Page {
    let conversion = facts.rules.conversion_kind.or(facts.derived.conversion_kind).unwrap_or(ConversionKind::Goal);
    let index = Index::new(facts, &tables.dictionary);
    let source = Source { tables, facts, index: &index, scope, conversion };
    let mut all = match asked.metric {
        MetricId::LeadQualityRate | MetricId::QualifiedBookingRate => others::leads(&source, asked),
        MetricId::AttributedRevenue => others::orders(&source, asked),
        _ => conversations::rows(&source, asked),
    };
    if uses_exposure(asked) {
        all.extend(others::exposure(&source));
    }
    let mut totals = [0; 5];
    for row in &all {
        if let Some(total) = totals.get_mut(row.standing as usize) {
            *total += 1;
        }
    }
    all.retain(|row| standings.is_empty() || standings.contains(&row.standing));
    all.sort_by_key(|row| row.standing);
    Page { totals, rows: all.into_iter().skip(offset).take(limit).collect() }
}

/// Whether exposure stands below the line.
fn uses_exposure(asked: Asked) -> bool {
    asked.metric == MetricId::EngagementRate || asked.part == Some(PartId::PerVisitor)
}

/// What rows are drawn from.
struct Source<'a> {
    tables: &'a Tables,
    facts: &'a Facts,
    index: &'a Index<'a>,
    scope: &'a Scope,
    conversion: ConversionKind,
}
