//! A profile laid over a file, as a vendor's list is.

use super::{Leads, MappingProfile, Reading};
use crate::ingest::canonical::columns;
use crate::ingest::importer::{Import, Imported, Match};
use crate::ingest::mapping::{Clock, ColumnOf, Convert, Draft, MappingOf, Output, SourceRow, Unit, Verdict, key_of, read_mapped};
use crate::ingest::{Head, Options, ReadError};
use crate::model::TableName;

/// Name of the source of files that are read by a profile.
pub(in crate::ingest) const SOURCE: &str = "mapping";

impl MappingProfile {
    /// How a file that it fits was recognised.
    pub(in crate::ingest) fn found(&self) -> Match {
        Match { score: 100, reason: format!("mapping {}", self.name), table: self.table }
    }

    /// Reads a file that it fits.
    pub(in crate::ingest) fn import(&self, head: &Head, import: Import<'_>) -> Result<Imported, ReadError> {
        // Its own name of a canonical column lives as long as the program.
        let canonical = |name: &str| columns(self.table).into_iter().find(|column| *column == name);
        let joins: Vec<(&str, Vec<(String, String)>)> =
            self.joins.iter().map(|(column, words)| (column.as_str(), spellings(words))).collect();
        let from: Vec<[&str; 1]> = self.columns.iter().map(|mapped| [mapped.column.as_str()]).collect();
        let listed: Vec<ColumnOf<'_>> = self
            .columns
            .iter()
            .zip(&from)
            .filter_map(|(mapped, from)| {
                let to = canonical(mapped.to.as_deref()?)?;
                let convert = convert_of(mapped.reading.unwrap_or(Reading::of_column(to)));
                let joined = joins.iter().find(|(column, _)| *column == to).map_or(&[][..], |(_, joined)| joined);
                Some(ColumnOf { from, to, convert, joined })
            })
            .collect();
        let fixed: Vec<(&'static str, &str)> =
            self.fixed.iter().filter_map(|(column, text)| Some((canonical(column)?, text.as_str()))).collect();
        let hook = self.leads.filter(|_| self.table == TableName::Conversations).map(|leads| match leads {
            Leads::Email => push_lead_with_email as _,
            Leads::EmailOrPhone => push_lead_with_address as _,
        });
        let mapping = MappingOf { table: self.table, columns: &listed, fixed: &fixed, hook };
        // What the user says of one file comes before what the profile says of all.
        let options = Options {
            time_zone: import.options.time_zone.clone().or_else(|| self.time_zone.clone()),
            date_order: import.options.date_order.or(self.date_order),
            ..import.options.clone()
        };
        let namespace = options.namespace.as_deref().or(self.namespace.as_deref()).unwrap_or("");
        let Import { content, sink, ledger, progress, .. } = import;
        read_mapped(&mapping, None, namespace, head, Import { content, options: &options, sink, ledger, progress })
    }
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
