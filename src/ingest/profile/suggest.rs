//! A profile suggested for a file that nobody knows, from its headers and from all of its rows; each column with a reason.
//! Day and month are never guessed: where no row tells, it is said that a person has to.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};

use super::aliases::{key_columns, meaning};
use super::seen::{Seen, alike, look};
use super::{MappedColumn, MappingProfile, Reading};
use crate::ingest::content::FileContent;
use crate::ingest::input::{AnyInput, Seekable};
use crate::ingest::mapping::{Clock, Column, Convert, Mapping, date_marks, split_name};
use crate::ingest::source::Source;
use crate::ingest::text::Text;
use crate::ingest::vendors::{CANONICAL, importer_of, list_of, proposal_for};
use crate::ingest::{Head, ReadError, columns, required_columns};
use crate::model::TableName;

/// Why a column is suggested to become what it is suggested to become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// The kind of file is known, and this is how it is read.
    Known,
    /// The export of this vendor is thought to be written so.
    Vendor,
    /// Its header is a name of it.
    Header,
    /// Its values are emails.
    Emails,
    /// Its values are times, and no other column is named as one.
    Times,
    /// Its values are phone numbers.
    Phones,
    /// Its values are all different, and no other column is named as the id.
    Ids,
    /// Its values are money, and no other column is named as the amount.
    Amounts,
    /// Nothing tells.
    Nothing,
}

/// One column of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestedColumn {
    /// Its header.
    pub column: String,
    /// Up to three different values.
    pub examples: Vec<String>,
    /// The canonical columns; none if it is left out.
    pub to: Vec<&'static str>,
    /// Why.
    pub because: Because,
}

/// A profile that a person looks over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What is suggested; it may lack columns that its table needs.
    pub profile: MappingProfile,
    /// Every column of the file, in its order.
    pub columns: Vec<SuggestedColumn>,
    /// Canonical columns that the table needs and nothing was found for.
    pub missing: Vec<&'static str>,
    /// Whether no row tells the order of day and month.
    pub asks_date_order: bool,
    /// How the file was recognised, if it was.
    pub recognised: Option<String>,
}

/// Looks at a whole file.
///
/// # Errors
/// The bytes cannot be had.
pub fn suggest(name: &str, input: impl Read + Seek) -> Result<Suggestion, ReadError> {
    let told = |source| ReadError::Input { line: 1, source };
    let input: AnyInput<'_> = Box::new(Seekable(input));
    let mut text = Text::new(Source::new(input), None).map_err(told)?;
    let mut head = Head::read(name, &mut text).map_err(told)?;
    let known = importer_of(&mut head).map(|(importer, found)| (importer.id(), found, list_of(importer.id(), &head)));
    let seen = look(&mut FileContent::new(&head, text))?;
    let title = name.rsplit_once('.').map_or(name, |(title, _)| title);
    let is_own = |id: &str| id == CANONICAL;
    let recognised = known.as_ref().filter(|(id, ..)| !is_own(id)).map(|(_, found, _)| found.reason.clone());
    let (mut profile, targets) = if let Some((_, found, listed)) = known.filter(|(id, ..)| !is_own(id)) {
        // Records that are read whole have no columns that could become something else.
        let targets = listed.map_or_else(Targets::new, |listed| known_targets(listed.mapping, &seen));
        let base = Some(listed.map_or_else(|| found.reason.clone(), |listed| listed.label.to_owned()));
        let table = listed.map_or(found.table, |listed| listed.mapping.table);
        (MappingProfile { base, ..MappingProfile::new(title, table) }, targets)
    } else if let Some((label, mapping, vendor, leads)) = proposal_for(&head) {
        let profile = MappingProfile {
            namespace: Some(vendor.to_owned()),
            leads,
            joins: joins_of(mapping),
            fixed: mapping.fixed.iter().map(|(column, text)| ((*column).to_owned(), (*text).to_owned())).collect(),
            ..MappingProfile::new(label, mapping.table)
        };
        (profile, proposed(mapping, &seen))
    } else {
        let (table, targets) = likeliest(&seen);
        (MappingProfile::new(title, table), targets)
    };
    for (column, (to, _)) in seen.iter().zip(&targets) {
        let mapped = |to: Option<&(&'static str, Option<Reading>)>| MappedColumn {
            column: column.name.clone(),
            to: to.map(|(to, _)| (*to).to_owned()),
            reading: to.and_then(|(_, reading)| *reading),
        };
        if to.is_empty() {
            profile.columns.push(mapped(None));
        }
        profile.columns.extend(to.iter().map(|to| mapped(Some(to))));
        for (to, _) in to.iter().filter(|(to, _)| DIMENSIONS.contains(to)) {
            let joins = alike(&column.words);
            for (word, others) in joins {
                profile.joins.entry((*to).to_owned()).or_default().entry(word).or_default().extend(others);
            }
        }
    }
    profile.ask_for_columns();
    let is_set = |required: &&str| {
        targets.iter().any(|(to, _)| to.iter().any(|(to, _)| to == required)) || profile.fixed.contains_key(*required)
    };
    let required = if profile.base.is_some() { Vec::new() } else { required_columns(profile.table) };
    let missing = required.into_iter().filter(|required| !is_set(required)).collect();
    let dates: Vec<&Seen> =
        seen.iter().zip(&targets).filter(|(_, (to, _))| to.iter().any(is_time)).map(|(seen, _)| seen).collect();
    let orders: BTreeSet<bool> = dates.iter().flat_map(|seen| seen.day_first.iter().copied()).collect();
    let asks_date_order = dates.iter().any(|seen| seen.is_open) && orders.len() != 1;
    let columns = seen
        .into_iter()
        .zip(targets)
        .map(|(seen, (to, because))| SuggestedColumn {
            column: seen.name,
            examples: seen.examples,
            to: to.into_iter().map(|(to, _)| to).collect(),
            because,
        })
        .collect();
    Ok(Suggestion { profile, columns, missing, asks_date_order, recognised })
}

/// Columns whose spellings are joined.
const DIMENSIONS: [&str; 7] = ["channel", "flow", "intent", "language", "source", "medium", "campaign"];

fn is_time((to, reading): &(&'static str, Option<Reading>)) -> bool {
    matches!(reading.unwrap_or(Reading::of_column(to)), Reading::Time | Reading::UtcTime | Reading::Date)
}

/// What each column becomes, how it is read where that is not what the canonical column holds, and why.
type Targets = Vec<(Vec<(&'static str, Option<Reading>)>, Because)>;

/// The table that most columns fit, the first of equals.
fn likeliest(seen: &[Seen]) -> (TableName, Targets) {
    let mut best = (TableName::Conversations, Targets::new(), None);
    for table in TableName::of_rows() {
        let (targets, score) = targets_in(table, seen);
        if best.2.is_none_or(|best| score > best) {
            best = (table, targets, Some(score));
        }
    }
    (best.0, best.1)
}

fn targets_in(table: TableName, seen: &[Seen]) -> (Targets, usize) {
    let mut taken: BTreeSet<&'static str> = BTreeSet::new();
    let mut targets: Targets = seen.iter().map(|_| (Vec::new(), Because::Nothing)).collect();
    let mut score = 0;
    // Names that tell much come before those of many meanings.
    for strength in [3, 1] {
        for (column, target) in seen.iter().zip(&mut targets).filter(|(_, target)| target.0.is_empty()).collect::<Vec<_>>() {
            let Some((_, to)) = meaning(table, &column.name).filter(|(told, _)| *told == strength) else { continue };
            // A column of times has a time in it, whatever it is called.
            let is_dated = is_time(&(to, None)) && column.filled > 0 && !column.is_mostly(column.times);
            let is_epoch = column.examples.iter().all(|text| date_marks(text).is_some());
            if (!is_dated || is_epoch) && taken.insert(to) {
                *target = (vec![(to, None)], Because::Header);
                score += strength;
            }
        }
    }
    let (id, time) = key_columns(table);
    let by_values = [
        ("email", Because::Emails),
        (time, Because::Times),
        ("phone", Because::Phones),
        ("amount", Because::Amounts),
        (id, Because::Ids),
    ];
    for (to, because) in by_values {
        let is_so = |seen: &Seen| match because {
            Because::Emails => seen.is_mostly(seen.emails),
            Because::Phones => seen.is_mostly(seen.phones),
            Because::Amounts => seen.is_mostly(seen.amounts),
            Because::Ids => seen.is_id() && !seen.is_mostly(seen.amounts) && !seen.is_mostly(seen.phones),
            _ => seen.is_mostly(seen.times),
        };
        if !columns(table).contains(&to) || taken.contains(to) {
            continue;
        }
        if let Some((_, target)) = seen.iter().zip(&mut targets).find(|(seen, target)| target.0.is_empty() && is_so(seen)) {
            *target = (vec![(to, None)], because);
            taken.insert(to);
            score += 1;
        }
    }
    if required_columns(table).iter().all(|required| taken.contains(required)) {
        score += 4;
    }
    (targets, score)
}

/// What each column becomes by the list of a kind of file that is known: several spellings of one name may be there.
fn known_targets(mapping: &Mapping, seen: &[Seen]) -> Targets {
    let target = |seen: &Seen| {
        let key = split_name(&seen.name).0;
        let is_of = |column: &&Column| column.from.iter().any(|name| split_name(name).0 == key);
        let to: Vec<_> = mapping.columns.iter().filter(is_of).map(|column| (column.to, reading_of(column.convert))).collect();
        let because = if to.is_empty() { Because::Nothing } else { Because::Known };
        (to, because)
    };
    seen.iter().map(target).collect()
}

/// What a vendor's list makes of the columns that are there.
fn proposed(mapping: &Mapping, seen: &[Seen]) -> Targets {
    let mut targets: Targets = seen.iter().map(|_| (Vec::new(), Because::Nothing)).collect();
    for column in mapping.columns {
        let place = column.from.iter().find_map(|name| {
            let key = split_name(name).0;
            seen.iter().position(|seen| split_name(&seen.name).0 == key)
        });
        if let Some((to, because)) = place.and_then(|place| targets.get_mut(place)) {
            to.push((column.to, reading_of(column.convert)));
            *because = Because::Vendor;
        }
    }
    targets
}

/// The vendor's words for canonical ones, as spellings of those.
fn joins_of(mapping: &Mapping) -> BTreeMap<String, BTreeMap<String, Vec<String>>> {
    let mut joins: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for column in mapping.columns {
        let Convert::Words(words) = column.convert else { continue };
        for (spelling, word) in words.iter().filter(|(spelling, word)| spelling != word) {
            let spellings = joins.entry(column.to.to_owned()).or_default().entry((*word).to_owned()).or_default();
            spellings.push((*spelling).to_owned());
        }
    }
    joins
}

/// Of the readings that proposals have, the one in a profile; none for what the canonical column holds.
fn reading_of(convert: Convert) -> Option<Reading> {
    match convert {
        Convert::First(_) => Some(Reading::First),
        Convert::Time(Clock::Utc) => Some(Reading::UtcTime),
        _ => None,
    }
}
