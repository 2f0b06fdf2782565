//! A profile laid over a file, as a vendor's list is.

use super::{Leads, MappingProfile, Reading};
use crate::ingest::canonical::columns;
use crate::ingest::importer::{Import, Imported, Match};
use crate::ingest::mapping::{
    Clock, ColumnOf, Convert, Draft, Gather, Listed, MappingOf, Output, SourceRow, Unit, Verdict, key_of, read_mapped, split_name,
};
use crate::ingest::{Head, Options, ReadError};
use crate::model::TableName;

/// Name of the source of files that are read by a profile.
pub(in crate::ingest) const SOURCE: &str = "mapping";

impl MappingProfile {
    /// What is said of a file that is read by it.
    pub fn reason(&self) -> String {
        format!("mapping {}", self.name)
    }

    /// How a file that it fits was recognised.
    pub(in crate::ingest) fn found(&self) -> Match {
        Match { score: 100, reason: self.reason(), table: self.table }
    }

    /// How a file was recognised whose reading it changes.
    pub(in crate::ingest) fn found_over(&self, found: &Match) -> Match {
        Match { reason: format!("{}; changed by mapping {}", found.reason, self.name), ..found.clone() }
    }

    /// Reads a file that it fits.
    pub(in crate::ingest) fn import(&self, head: &Head, import: Import<'_>) -> Result<Imported, ReadError> {
        let (joins, from) = (self.spellings(), self.sources());
        let columns = self.listed(&joins, &from);
        let hook = self.leads.filter(|_| self.table == TableName::Conversations).map(|leads| match leads {
            Leads::Email => push_lead_with_email as _,
            Leads::EmailOrPhone => push_lead_with_address as _,
        });
        let mapping = MappingOf { table: self.table, columns: &columns, fixed: &self.constants(), hook };
        self.read(&mapping, None, self.namespace.as_deref().unwrap_or(""), head, import)
    }

    /// Reads a file of a known kind by its list, but for what the profile says of columns: those become what it says and
    /// nothing else. What the vendor's code reads of whole rows stays.
    pub(in crate::ingest) fn import_over(
        &self,
        listed: &Listed,
        namespace: &str,
        head: &Head,
        import: Import<'_>,
    ) -> Result<Imported, ReadError> {
        let (joins, from) = (self.spellings(), self.sources());
        let mut columns = self.listed(&joins, &from);
        let is_changed = |name: &str| self.columns.iter().any(|mapped| is_same_name(&mapped.column, name));
        let kept: Vec<Vec<&str>> = listed
            .mapping
            .columns
            .iter()
            .map(|column| column.from.iter().copied().filter(|name| !is_changed(name)).collect())
            .collect();
        let unchanged = listed.mapping.columns.iter().zip(&kept).filter(|(_, from)| !from.is_empty());
        columns.extend(unchanged.map(|(column, from)| {
            let joined = joined_in(&joins, column.to);
            ColumnOf { from, to: column.to, convert: column.convert, joined }
        }));
        let fixed: Vec<(&'static str, &str)> = self.constants().into_iter().chain(listed.mapping.fixed.iter().copied()).collect();
        let mapping = MappingOf { table: listed.mapping.table, columns: &columns, fixed: &fixed, hook: listed.mapping.hook };
        let gather = listed.gather.map(|gather| gather());
        self.read(&mapping, gather, self.namespace.as_deref().unwrap_or(namespace), head, import)
    }

    fn read(
        &self,
        mapping: &MappingOf<'_>,
        gather: Option<Box<dyn Gather>>,
        namespace: &str,
        head: &Head,
        import: Import<'_>,
    ) -> Result<Imported, ReadError> {
        // What the user says of one file comes before what the profile says of all.
        let options = Options {
            time_zone: import.options.time_zone.clone().or_else(|| self.time_zone.clone()),
            date_order: import.options.date_order.or(self.date_order),
            ..import.options.clone()
        };
        let namespace = options.namespace.as_deref().unwrap_or(namespace);
        let Import { content, sink, ledger, progress, .. } = import;
        read_mapped(mapping, gather, namespace, head, Import { content, options: &options, sink, ledger, progress })
    }

    fn spellings(&self) -> Spellings<'_> {
        self.joins.iter().map(|(column, words)| (column.as_str(), spellings(words))).collect()
    }

    fn sources(&self) -> Vec<[&str; 1]> {
        self.columns.iter().map(|mapped| [mapped.column.as_str()]).collect()
    }

    /// The columns that become something, as a list.
    fn listed<'a>(&'a self, joins: &'a Spellings<'_>, from: &'a [[&'a str; 1]]) -> Vec<ColumnOf<'a>> {
        let pairs = self.columns.iter().zip(from);
        pairs
            .filter_map(|(mapped, from)| {
                let to = self.canonical(mapped.to.as_deref()?)?;
                let convert = convert_of(mapped.reading.unwrap_or(Reading::of_column(to)));
                Some(ColumnOf { from, to, convert, joined: joined_in(joins, to) })
            })
            .collect()
    }

    fn constants(&self) -> Vec<(&'static str, &str)> {
        self.fixed.iter().filter_map(|(column, text)| Some((self.canonical(column)?, text.as_str()))).collect()
    }

    /// The name of a canonical column that lives as long as the program.
    fn canonical(&self, name: &str) -> Option<&'static str> {
        columns(self.table).into_iter().find(|column| *column == name)
    }
}

/// By canonical column: each spelling, as compared, with its word.
type Spellings<'a> = Vec<(&'a str, Vec<(String, String)>)>;

fn joined_in<'a>(joins: &'a Spellings<'_>, to: &str) -> &'a [(String, String)] {
    joins.iter().find(|(column, _)| *column == to).map_or(&[][..], |(_, joined)| joined)
}

fn is_same_name(one: &str, other: &str) -> bool {
    split_name(one).0 == split_name(other).0
}

/// Each spelling, as compared, with its word.
fn spellings(words: &std::collections::BTreeMap<String, Vec<String>>) -> Vec<(String, String)> {
    let of_word = |(word, spellings): (&String, &Vec<String>)| {
        spellings.iter().map(|spelling| (key_of(spelling), word.clone())).collect::<Vec<_>>()
    };
    words.iter().flat_map(of_word).collect()
}

fn convert_of(reading: Reading) -> Convert {
    match reading {
        Reading::Text => Convert::Text,
        Reading::First => Convert::First(&[',', ';']),
        Reading::Time => Convert::Time(Clock::Account),
        Reading::UtcTime => Convert::Time(Clock::Utc),
        Reading::Date => Convert::Date,
        Reading::Number => Convert::Number,
        Reading::Milliseconds => Convert::Duration(Unit::Milli),
        Reading::Seconds => Convert::Duration(Unit::Second),
        Reading::Minutes => Convert::Duration(Unit::Minute),
        Reading::Hours => Convert::Duration(Unit::Hour),
        Reading::Days => Convert::Duration(Unit::Day),
        Reading::Boolean => Convert::Bool,
        Reading::Page => Convert::Page,
    }
}

fn push_lead_with_email(_: &SourceRow<'_>, conversation: &mut Draft, output: &mut Output<'_>) -> Verdict {
    if conversation.has("email") {
        push_lead(conversation, output);
    }
    Verdict::Keep
}

fn push_lead_with_address(_: &SourceRow<'_>, conversation: &mut Draft, output: &mut Output<'_>) -> Verdict {
    if conversation.has("email") || conversation.has("phone") {
        push_lead(conversation, output);
    }
    Verdict::Keep
}

/// A person is one lead, however many conversations they have.
fn push_lead(conversation: &Draft, output: &mut Output<'_>) {
    let person = if conversation.has("user_id") { "user_id" } else { "conversation_id" };
    let mut lead = Draft::new(TableName::Leads);
    lead.set("lead_id", conversation.get(person));
    lead.set("created_at", conversation.get("started_at"));
    for column in ["conversation_id", "user_id", "email", "phone", "source", "campaign"] {
        lead.set(column, conversation.get(column));
    }
    lead.set("origin", "chat");
    output.push(&mut lead);
}
