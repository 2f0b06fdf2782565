//! The rows behind a number: above the line, below it only, pending, unknown or excluded, each with file, line and the
//! reason (METRICS section 4). Asks the metrics where a row falls, so that a list always adds up to the number.

mod among;
mod around;
mod conversations;
mod credited_by;
mod others;
mod places;
mod reason;

pub use among::Among;
pub use around::{Around, Group, NAMED, around};
pub use credited_by::CreditedBy;
pub use places::Places;
pub use reason::Reason;

use crate::facts::Facts;
use crate::metrics::statistics::Placement;
use crate::metrics::{Columns, Index, MetricId, PartId, Scope};
use crate::model::{Date, Dimension, Origin, Symbol, TableName, Tables};
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
    /// Its local date; none for tests.
    pub date: Option<Date>,
    /// The intent of its chat; empty for none.
    pub intent: String,
    /// The question that its chat kept; empty for none.
    pub question: String,
}

/// A row before its id is looked up: of millions a page shows few.
struct Placed {
    standing: Standing,
    reason: Reason,
    table: TableName,
    id: Id,
    origin: Origin,
    amount: Option<f64>,
    date: Option<Date>,
    /// Its chat.
    chat: Option<usize>,
}

/// What a row is called.
enum Id {
    /// By a text of the load.
    Text(Symbol),
    /// By its cells.
    Cells(String),
}

impl Placed {
    fn id<'a>(&'a self, tables: &'a Tables) -> &'a str {
        match &self.id {
            Id::Text(id) => tables.dictionary.text(*id),
            Id::Cells(cells) => cells,
        }
    }

    fn intent<'a>(&self, tables: &'a Tables, facts: &'a Facts) -> &'a str {
        let intent =
            |chat| facts.name(&tables.dictionary, Dimension::Intent, facts.conversations.dimension(chat, Dimension::Intent));
        self.chat.map_or("", intent)
    }

    fn question<'a>(&self, tables: &'a Tables, facts: &'a Facts) -> &'a str {
        self.chat.map_or("", |chat| tables.dictionary.text(facts.conversations.cells().question.get(chat)))
    }

    /// Whether its id, intent or question has words in it, which are in lower case.
    fn has(&self, words: &str, tables: &Tables, facts: &Facts) -> bool {
        let texts = [self.id(tables), self.intent(tables, facts), self.question(tables, facts)];
        texts.iter().any(|text| text.to_lowercase().contains(words))
    }

    fn into_row(self, tables: &Tables, facts: &Facts) -> Row {
        let (intent, question) = (self.intent(tables, facts).to_owned(), self.question(tables, facts).to_owned());
        let id = self.id(tables).to_owned();
        let Self { standing, reason, table, origin, amount, date, .. } = self;
        Row { standing, reason, table, id, origin, amount, date, intent, question }
    }
}

/// Which number is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, borsh::BorshSerialize, borsh::BorshDeserialize)]
pub struct Asked {
    /// The metric.
    pub metric: MetricId,
    /// A variant of it.
    pub part: Option<PartId>,
    /// Of revenue: by which model and window in place of the rules' own.
    pub by: Option<CreditedBy>,
}

impl Asked {
    /// A metric or a variant of it, by the rules in force.
    pub fn of(metric: MetricId, part: Option<PartId>) -> Self {
        Self { metric, part, by: None }
    }
}

/// A page of rows and how many there are of each standing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Rows of each standing, in the order of [`Standing::ALL`].
    pub totals: [u64; 5],
    /// The page.
    pub rows: Vec<Row>,
}

/// Which of the rows are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Where they stand; empty for all places.
    pub standings: &'a [Standing],
    /// Words in their id, intent or question, in whatever case; empty for all.
    pub search: &'a str,
    /// Chats that alone count, by place and in order; none for all.
    pub among: Option<&'a [usize]>,
    /// First row of the page.
    pub offset: usize,
    /// Rows at most.
    pub limit: usize,
}

/// Rows behind a number in a scope: numerator first, then denominator, pending, unknown, excluded, each in canonical
/// order; `standings` narrows them, empty is all. Test rows stand among the excluded.
#[expect(clippy::too_many_arguments, reason = "what is asked, of what, and which page of it")]
pub fn rows(
    tables: &Tables,
    facts: &Facts,
    columns: &Columns,
    asked: Asked,
    scope: &Scope,
    standings: &[Standing],
    offset: usize,
    limit: usize,
) -> Page {
    found_rows(tables, facts, columns, asked, scope, &Wanted { standings, search: "", among: None, offset, limit })
}

/// The same of the rows in which something is found: all totals are of these.
pub fn found_rows(tables: &Tables, facts: &Facts, columns: &Columns, asked: Asked, scope: &Scope, wanted: &Wanted<'_>) -> Page {
    // The rows of a cube are in the warehouse.
    if facts.counted.is_some() {
        return Page::default();
    }
    let index = Index::new(facts, &tables.dictionary, columns);
    let source = Source::new(tables, facts, &index, scope);
    let mut all = match asked.metric {
        MetricId::LeadQualityRate | MetricId::QualifiedBookingRate => others::leads(&source, asked),
        MetricId::AttributedRevenue => others::orders(&source, asked),
        _ => conversations::rows(&source, asked),
    };
    all.extend(test_rows(&source, asked));
    if uses_exposure(asked) {
        all.extend(others::exposure(&source));
    }
    if let Some(among) = wanted.among {
        all.retain(|row| row.chat.is_some_and(|chat| among.binary_search(&chat).is_ok()));
    }
    let words = wanted.search.trim().to_lowercase();
    if !words.is_empty() {
        all.retain(|row| row.has(&words, tables, facts));
    }
    let mut totals = [0; 5];
    for row in &all {
        if let Some(total) = totals.get_mut(row.standing as usize) {
            *total += 1;
        }
    }
    all.retain(|row| wanted.standings.is_empty() || wanted.standings.contains(&row.standing));
    all.sort_by_key(|row| row.standing);
    let page = all.into_iter().skip(wanted.offset).take(wanted.limit);
    Page { totals, rows: page.map(|row| row.into_row(tables, facts)).collect() }
}

/// Records of the metric's table that are tests or linked to one.
fn test_rows<'a>(source: &Source<'a>, asked: Asked) -> impl Iterator<Item = Placed> + use<'a> {
    let table = match asked.metric {
        MetricId::LeadQualityRate | MetricId::QualifiedBookingRate => TableName::Leads,
        MetricId::AttributedRevenue => TableName::Revenue,
        _ => TableName::Conversations,
    };
    source.facts.test_rows.iter().filter(move |row| row.table == table).map(move |row| Placed {
        standing: Standing::Excluded,
        reason: Reason::Test,
        table,
        id: Id::Text(row.id),
        origin: row.origin,
        amount: None,
        date: None,
        chat: None,
    })
}

/// Whether exposure stands below the line.
fn uses_exposure(asked: Asked) -> bool {
    asked.metric == MetricId::EngagementRate || asked.part == Some(PartId::PerVisitor)
}

impl<'a> Source<'a> {
    fn new(tables: &'a Tables, facts: &'a Facts, index: &'a Index<'a>, scope: &'a Scope) -> Self {
        let conversion = facts.rules.conversion_kind.or(facts.derived.conversion_kind).unwrap_or(ConversionKind::Goal);
        Self { tables, facts, index, scope, conversion }
    }

    /// Where a row stands once it is asked whether the data knows at all what the number counts: a stage that no lead has
    /// is not known, rather than reached by none (METRICS section 4).
    fn known(&self, asked: Asked, placement: Placement) -> Placement {
        let known = self.facts.known;
        let is_known = match (asked.metric, asked.part) {
            (MetricId::ConversionRate, Some(PartId::ChatToLead)) => known.leads,
            (MetricId::ConversionRate, _) => match self.conversion {
                ConversionKind::Lead => known.leads,
                ConversionKind::Meeting => known.bookings,
                ConversionKind::Purchase => known.revenue,
                ConversionKind::Goal => true,
            },
            (MetricId::LeadQualityRate, _) => known.quality_stage,
            (MetricId::QualifiedBookingRate, Some(PartId::Held)) => known.meetings_held,
            (MetricId::QualifiedBookingRate, _) => known.meetings,
            _ => true,
        };
        match placement {
            Placement::Numerator | Placement::Denominator if !is_known => Placement::Unknown,
            placement => placement,
        }
    }
}

/// What rows are drawn from.
struct Source<'a> {
    tables: &'a Tables,
    facts: &'a Facts,
    index: &'a Index<'a>,
    scope: &'a Scope,
    conversion: ConversionKind,
}
