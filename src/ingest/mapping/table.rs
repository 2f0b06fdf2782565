//! A vendor's columns to the cells of one canonical table, as a list; a hook for what no list can say.

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::address::query_field;
use super::convert::{Convert, Habits, TimeBase};
use super::draft::Draft;
use super::evidence::habits_of;
use super::heading::{Headings, is_utc, is_zone, key_of};
use super::output::Output;
use super::source_row::{SourceRow, says_nothing};
use super::times::Clock;
use crate::ingest::importer::{Fields, Import, Imported};
use crate::ingest::record::{CellKind, Next, Record, Records};
use crate::ingest::{Head, ReadError, Reason};
use crate::model::TableName;
use crate::model::order::put_in_order_by;

/// What becomes of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The draft is pushed.
    Keep,
    /// The draft adds to a record that another row has ([`Output::add`]).
    Add,
    /// It gives no row of its own: a line item of the order above, or rows that the hook pushed itself.
    Skip,
    /// The file says it and nobody needs it: a row of totals. In the ledger.
    Trailer,
}

/// A column of the file and what it becomes. Of several columns for one canonical cell the first that says something
/// counts, in the order of the list.
#[derive(Clone, Copy, Debug)]
pub struct ColumnOf<'a> {
    /// Spellings of its name, as vendors write them; zones and units at its end are left out.
    pub from: &'a [&'a str],
    /// Canonical column.
    pub to: &'static str,
    /// How the cell is read.
    pub convert: Convert,
    /// Words of the file, as compared, and what is read in their place.
    pub joined: &'a [(String, String)],
}

/// A column of a vendor's list.
pub type Column = ColumnOf<'static>;

/// Looks at a row once its listed cells are set: sets others, pushes rows of other tables, or keeps the row out.
pub type Hook = fn(&SourceRow<'_>, &mut Draft, &mut Output<'_>) -> Verdict;

/// Takes in all rows of a file, and pushes what they make together: a file that is one conversation.
pub trait Gather {
    /// A row, its listed cells set.
    fn take(&mut self, row: &SourceRow<'_>, draft: &Draft);

    /// The end of the file.
    fn finish(&mut self, output: &mut Output<'_>);
}

/// How the records of one kind of file become rows.
#[derive(Clone, Copy, Debug)]
pub struct MappingOf<'a> {
    /// Where the rows go.
    pub table: TableName,
    /// What each column becomes.
    pub columns: &'a [ColumnOf<'a>],
    /// Cells that are the same in every row, where no column set them.
    pub fixed: &'a [(&'static str, &'a str)],
    /// For what the list cannot say.
    pub hook: Option<Hook>,
}

/// A mapping that a vendor's file has written down.
pub type Mapping = MappingOf<'static>;

/// Shorthand for a [`Column`].
pub const fn column(from: &'static [&'static str], to: &'static str, convert: Convert) -> Column {
    Column { from, to, convert, joined: &[] }
}

/// Records between two words about progress.
pub(super) const RECORDS_PER_PROGRESS: u64 = 4_096;

/// Reads a whole file through a mapping; what `gather` takes in gives no rows of its own.
pub fn read_mapped(
    mapping: &MappingOf<'_>,
    mut gather: Option<Box<dyn Gather>>,
    namespace: &str,
    head: &Head,
    import: Import<'_>,
) -> Result<Imported, ReadError> {
    let Import { content, options, sink, ledger, progress } = import;
    let habits = habits_of(mapping, head, content, options)?;
    let mut imported = Imported::default();
    let mut plan = Plan {
        mapping,
        head,
        habits,
        is_zone_given: options.time_zone.is_some(),
        headings: Headings::default(),
        zone: None,
        steps: Vec::new(),
        places: Vec::new(),
    };
    let (mut record, mut draft) = (Record::default(), Draft::new(mapping.table));
    let mut records = content.records(Fields::Paths)?;
    let mut output = Output::new(sink, ledger, &mut imported, namespace);
    let mut seen = 0_u64;
    loop {
        let next = records.read(&mut record)?;
        if next == Next::End {
            break;
        }
        output.at_line(record.line());
        match next {
            Next::Record if plan.is_second_table(&record, records.columns()) => {
                output.note("", record.nth(0).map_or("", |cell| cell.text), Reason::SecondTable);
                // The rest of the file is read so that its content is known whole.
                while records.read(&mut record)? != Next::End {}
                break;
            }
            Next::Record => plan.read_row(&record, records.as_ref(), &mut draft, &mut gather, &mut output),
            Next::Broken(reason) => output.reject("", record.cell(0), reason),
            Next::End => {}
        }
        seen += 1;
        if seen.is_multiple_of(RECORDS_PER_PROGRESS) {
            progress(records.bytes_read(), output.rows());
        }
    }
    if let Some(gather) = &mut gather {
        gather.finish(&mut output);
    }
    output.finish();
    plan.extend(records.columns());
    progress(records.bytes_read(), output.rows());
    imported.ignored_columns = plan.ignored();
    imported.time_zone = plan.zone.or_else(|| options.time_zone.clone());
    Ok(imported)
}

/// A mapping laid over the columns of one file.
struct Plan<'m> {
    mapping: &'m MappingOf<'m>,
    head: &'m Head,
    habits: Habits,
    /// The user said in which zone the account is.
    is_zone_given: bool,
    headings: Headings,
    /// The zone that the names of the used columns bear: that of the file.
    zone: Option<String>,
    steps: Vec<Step<'m>>,
    places: Vec<usize>,
}

/// One column of the mapping at one place of the file.
struct Step<'m> {
    /// Position in the mapping's list.
    rank: usize,
    /// Position among the spellings.
    spelling: usize,
    place: usize,
    to: &'static str,
    convert: Convert,
    joined: &'m [(String, String)],
    base: TimeBase,
}

impl Plan<'_> {
    /// Takes in columns that are new since the last call.
    fn extend(&mut self, names: &[String]) {
        let known = self.headings.len();
        if names.len() == known {
            return;
        }
        self.headings.extend(names);
        self.steps.clear();
        for (rank, column) in self.mapping.columns.iter().enumerate() {
            for (spelling, name) in column.from.iter().enumerate() {
                let Some(place) = self.headings.position(name) else { continue };
                let base = self.time_base(place, column.convert);
                self.steps.push(Step {
                    rank,
                    spelling,
                    place,
                    to: column.to,
                    convert: column.convert,
                    joined: column.joined,
                    base,
                });
            }
        }
        put_in_order_by(&mut self.steps, |step| (step.rank, step.spelling));
    }

    /// A zone in a column's name comes before what the list says of the vendor's clock.
    fn time_base(&mut self, place: usize, convert: Convert) -> TimeBase {
        let Convert::Time(clock) = convert else { return TimeBase::File };
        let note = self.headings.get(place).map_or("", |heading| heading.note.as_str());
        if !is_zone(note) {
            return match clock {
                Clock::Shifted if self.is_zone_given => TimeBase::Shifted,
                Clock::Account if !self.is_copy_of_connector() => TimeBase::File,
                Clock::Utc | Clock::Shifted | Clock::Account => TimeBase::Utc,
            };
        }
        if is_utc(note) {
            return TimeBase::Utc;
        }
        if self.zone.get_or_insert_with(|| note.to_owned()) == note { TimeBase::File } else { TimeBase::Another }
    }

    /// Connectors write every time of a vendor in UTC, and mark their rows.
    fn is_copy_of_connector(&self) -> bool {
        self.headings.iter().any(|heading| {
            ["_fivetran_", "_airbyte_", "_sdc_"].iter().any(|start| heading.name.to_lowercase().starts_with(start))
        })
    }

    fn read_row(
        &mut self,
        record: &Record,
        records: &dyn Records,
        draft: &mut Draft,
        gather: &mut Option<Box<dyn Gather>>,
        output: &mut Output<'_>,
    ) {
        self.extend(records.columns());
        self.places.clear();
        self.places.resize(self.headings.len(), 0);
        let mut fingerprint = 0_u64;
        for (number, cell) in record.cells().enumerate() {
            if let Some(place) = self.places.get_mut(cell.column).filter(|_| !cell.text.trim().is_empty()) {
                *place = number + 1;
            }
            // Equal rows are equal in every cell, those that are not used too; a sum, so that their order is free.
            let name = self.headings.get(cell.column).map_or("", |heading| heading.name.as_str());
            let text = cell.text.trim();
            fingerprint = fingerprint.wrapping_add(xxh3_64_with_seed(text.as_bytes(), xxh3_64(name.as_bytes())));
        }
        draft.clear();
        draft.fingerprint = Some(xxh3_64(&fingerprint.to_le_bytes()));
        let row =
            SourceRow { head: self.head, headings: &self.headings, record, places: &self.places, element: records.element() };
        if row.filled() == 0 {
            return;
        }
        if row.filled() == 1 && self.headings.len() > 2 && is_trailer(record.nth(0).map_or("", |cell| cell.text)) {
            output.note("", record.nth(0).map_or("", |cell| cell.text), Reason::TrailerRow);
            return;
        }
        for step in &self.steps {
            if !draft.has(step.to) {
                self.convert(step, &row, draft);
            }
        }
        for (to, text) in self.mapping.fixed {
            draft.set_default(to, text);
        }
        if let Some(gather) = gather {
            gather.take(&row, draft);
            return;
        }
        let verdict = self.mapping.hook.map_or(Verdict::Keep, |hook| hook(&row, draft, output));
        match verdict {
            Verdict::Keep => {
                output.push(draft);
            }
            Verdict::Add => {
                output.add(draft);
            }
            Verdict::Skip => {}
            Verdict::Trailer => output.note("", record.nth(0).map_or("", |cell| cell.text), Reason::TrailerRow),
        }
    }

    fn convert(&self, step: &Step<'_>, row: &SourceRow<'_>, draft: &mut Draft) {
        let Some(cell) = row.cell(step.place) else { return };
        let text = cell.text.trim();
        if says_nothing(text) {
            return;
        }
        let text = if step.joined.is_empty() { text } else { joined(step.joined, text) };
        let heading = self.headings.get(step.place);
        let (name, note) = heading.map_or(("", ""), |heading| (heading.name.as_str(), heading.note.as_str()));
        let converted = match cell.kind {
            CellKind::Plain => step.convert.apply(text, note, step.base, self.habits),
            CellKind::NotText => Err(Reason::NotText),
            CellKind::Nested => Err(Reason::Nested),
        };
        match converted {
            Ok(canonical) => draft.set_from(step.to, &canonical, name.to_owned().into()),
            Err(reason) => draft.fail(step.to, name.to_owned().into(), text, reason),
        }
        if matches!(step.convert, Convert::Page) {
            for (to, field) in [("source", "utm_source"), ("medium", "utm_medium"), ("campaign", "utm_campaign")] {
                if crate::ingest::canonical::position(draft.table, to).is_some() {
                    draft.set_default(to, &query_field(text, field));
                }
            }
        }
    }

    /// A second table under the first: after a blank line, narrower than the header or wider, and all in words.
    fn is_second_table(&self, record: &Record, names: &[String]) -> bool {
        record.is_after_blank()
            && self.headings.len() > 0
            && record.width() > 1
            && record.width() != names.len()
            && record.cells().count() == record.width()
            && !record.cells().any(|cell| cell.text.contains(|letter: char| letter.is_ascii_digit()))
    }

    /// Columns that nothing was made of, as far as the list tells.
    fn ignored(&self) -> Vec<String> {
        let is_used = |at: usize| self.steps.iter().any(|step| step.place == at);
        let named = self.headings.iter().enumerate().filter(|(at, heading)| !heading.name.is_empty() && !is_used(*at));
        named.map(|(_, heading)| heading.name.clone()).collect()
    }
}

/// The word that stands for this one, or itself.
fn joined<'a>(joined: &'a [(String, String)], text: &'a str) -> &'a str {
    let key = key_of(text);
    joined.iter().find(|(spelling, _)| *spelling == key).map_or(text, |(_, word)| word)
}

/// The lines that report programs put under a table (FORMATS section 1, 7 and 8).
fn is_trailer(text: &str) -> bool {
    const STARTS: [&str; 6] =
        ["grand total", "total", "confidential information", "copyright (c)", "reporting period", "generated by"];
    let text = text.trim().to_lowercase();
    STARTS.iter().any(|start| text.starts_with(start))
}
