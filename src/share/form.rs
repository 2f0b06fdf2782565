//! What is shared as the sections of a link, and back.

use super::board_form::{read_board, read_segments, read_weeks, write_board, write_segments, write_weeks};
use super::bytes::{MOST_LISTED, Malformed, Reader, Writer};
use super::content::{Hidden, Shared, SharedFilter};
use super::metric_form::optional;
use super::models::{read_models, write_models};
use super::options::ShareOptions;
use super::rules_form::{read_rules, write_rules};
use super::sections::Sections;
use super::words::{CHECKS, DEFINITIONS, FIELDS, FINDINGS, code_of, name_of};
use crate::metrics::names;
use crate::metrics::statistics::Share;
use crate::model::{Date, SortedMap};
use crate::rules::{Derived, EffectiveRules, Rules};
use crate::scorecard::{
    BoardId, Check, Counts, Definition, FileFacts, Finding, MetricSet, Period, Roi, SCHEMA, Scorecard, States,
};

names! {
    /// A section of a link.
    SectionId {
        Head = "head",
        Counts = "counts",
        Support = "support",
        Lead = "lead",
        SupportWeeks = "support_weeks",
        LeadWeeks = "lead_weeks",
        Segments = "segments",
        Findings = "findings",
        Files = "files",
        Rules = "rules",
        Attribution = "attribution",
    }
}

impl SectionId {
    /// Its number; 9 was the rules of the first version.
    pub(super) fn number(self) -> u64 {
        if self == Self::Rules { 11 } else { self as u64 }
    }
}

/// What is shared, as sections.
pub(super) fn sections_of(shared: &Shared) -> Sections {
    let card = &shared.card;
    let mut sections = Sections::new();
    let mut put = |id: SectionId, write: &dyn Fn(&mut Writer)| {
        let mut writer = Writer::default();
        write(&mut writer);
        sections.insert(id.number(), writer.0);
    };
    put(SectionId::Counts, &|writer| write_counts(writer, card));
    for (id, board) in &card.boards {
        let (of_board, of_weeks) = board_sections(*id);
        put(of_board, &|writer| write_board(writer, board));
        if !board.weekly.is_empty() {
            put(of_weeks, &|writer| write_weeks(writer, *id, &board.weekly));
        }
    }
    if !card.segments.is_empty() {
        put(SectionId::Segments, &|writer| write_segments(writer, &card.segments));
    }
    put(SectionId::Findings, &|writer| write_findings(writer, card));
    put(SectionId::Files, &|writer| write_files(writer, &card.files));
    put(SectionId::Rules, &|writer| write_rules(writer, shared));
    if !card.attribution.is_empty() {
        put(SectionId::Attribution, &|writer| write_models(writer, &card.attribution));
    }
    let others = sections.keys().fold(0_u64, |mask, number| mask | 1 << number);
    let mut head = Writer::default();
    write_head(&mut head, shared, others);
    sections.insert(SectionId::Head.number(), head.0);
    sections
}

fn board_sections(board: BoardId) -> (SectionId, SectionId) {
    match board {
        BoardId::Support => (SectionId::Support, SectionId::SupportWeeks),
        BoardId::Lead => (SectionId::Lead, SectionId::LeadWeeks),
    }
}

/// What sections hold, those that are missing or cannot be read, and how many are not known; none without a head.
pub(super) fn shared_of(sections: &Sections) -> Option<(Shared, Vec<SectionId>, u32)> {
    let section = |id: SectionId| sections.get(&id.number()).map(|bytes| Reader(bytes));
    let (mut shared, others) = read_head(&mut section(SectionId::Head)?).ok()?;
    let mut missing = Vec::new();
    for id in SectionId::ALL.iter().copied().filter(|id| others >> id.number() & 1 == 1) {
        let read = section(id).ok_or(Malformed).and_then(|mut reader| read_section(id, &mut reader, &mut shared));
        if read.is_err() {
            missing.push(id);
        }
    }
    let is_known = |number: u64| SectionId::ALL.iter().any(|id| id.number() == number);
    let is_there = |number: &u64| others >> number & 1 == 1 || sections.contains_key(number);
    let unknown = (0..64).filter(is_there).filter(|number| !is_known(*number)).count();
    Some((shared, missing, u32::try_from(unknown).unwrap_or(u32::MAX)))
}

fn read_section(id: SectionId, reader: &mut Reader<'_>, shared: &mut Shared) -> Result<(), Malformed> {
    let card = &mut shared.card;
    match id {
        SectionId::Head => {}
        SectionId::Counts => read_counts(reader, card)?,
        SectionId::Support => drop(card.boards.insert(BoardId::Support, read_board(reader)?)),
        SectionId::Lead => drop(card.boards.insert(BoardId::Lead, read_board(reader)?)),
        SectionId::SupportWeeks | SectionId::LeadWeeks => {
            let board = if id == SectionId::SupportWeeks { BoardId::Support } else { BoardId::Lead };
            let weeks = read_weeks(reader, board)?;
            card.boards.get_mut(&board).ok_or(Malformed)?.weekly = weeks;
        }
        SectionId::Segments => card.segments = read_segments(reader)?,
        SectionId::Findings => read_findings(reader, card)?,
        SectionId::Files => card.files = read_files(reader)?,
        SectionId::Rules => read_rules(reader, shared)?,
        SectionId::Attribution => card.attribution = read_models(reader)?,
    }
    Ok(())
}

fn write_head(writer: &mut Writer, shared: &Shared, others: u64) {
    let card = &shared.card;
    writer.byte(shared.options.turned().0);
    writer.count(others);
    writer.text(&card.engine);
    // 0 for one that is not shared.
    writer.count(u64::from_str_radix(&card.rules_hash, 16).unwrap_or_default());
    writer.date(card.period.from.as_deref());
    writer.date(card.period.to.as_deref());
    writer.text(&card.period.time_zone);
    writer.text(card.rules.derived.currency.as_deref().unwrap_or_default());
    writer.flags(&[shared.has_range]);
    writer.count(u64::from(shared.hidden.segments));
    writer.count(u64::from(shared.hidden.weeks));
    writer.count(shared.filters.len() as u64);
    for filter in &shared.filters {
        writer.count(code_of(FIELDS, &filter.field).unwrap_or(u64::from(u8::MAX)));
        let values = filter.values.as_deref();
        writer.count(values.map_or(0, |values| values.len() as u64 + 1));
        values.into_iter().flatten().for_each(|value| writer.text(value));
    }
    let compare = shared.compare.map_or([None, None], |(from, to)| [Some(from.to_string()), Some(to.to_string())]);
    compare.iter().for_each(|date| writer.date(date.as_deref()));
}

fn read_head(reader: &mut Reader<'_>) -> Result<(Shared, u64), Malformed> {
    let options = ShareOptions(reader.byte()?).turned();
    let others = reader.count()?;
    let engine = reader.text()?;
    let rules_hash = match u32::try_from(reader.count()?).ok().ok_or(Malformed)? {
        0 => String::new(),
        hash => format!("{hash:08x}"),
    };
    let (from, to) = (reader.date()?, reader.date()?);
    let time_zone = reader.text()?;
    let currency = Some(reader.text()?).filter(|currency| !currency.is_empty());
    let [has_range] = reader.flags()?;
    let hidden = Hidden { segments: small(reader.count()?), weeks: small(reader.count()?) };
    let mut filters = Vec::new();
    for _ in 0..reader.length_up_to(MOST_LISTED)? {
        let field = name_of(FIELDS, reader.count()?);
        let values = match reader.length_up_to(MOST_LISTED)?.checked_sub(1) {
            None => None,
            Some(length) => Some((0..length).map(|_| reader.text()).collect::<Result<_, _>>()?),
        };
        filters.extend(field.map(|field| SharedFilter { field, values }));
    }
    let card = Scorecard {
        schema: SCHEMA,
        engine,
        rules: EffectiveRules {
            rules: Rules::default(),
            derived: Derived { time_zone: time_zone.clone(), currency, ..Derived::default() },
        },
        rules_hash,
        files: Vec::new(),
        period: Period { from, to, time_zone, horizon: None },
        counts: Counts::default(),
        metrics: MetricSet::new(),
        definitions: SortedMap::new(),
        funnel: Vec::new(),
        attribution: Vec::new(),
        roi: Roi::default(),
        segments: SortedMap::new(),
        boards: SortedMap::new(),
        paths: SortedMap::new(),
        states: States::default(),
        weekly: Vec::new(),
        change: SortedMap::new(),
        findings: Vec::new(),
        checks: Vec::new(),
        segment_weeks: None,
        query: String::new(),
    };
    // The first links end here.
    let compare = if reader.is_empty() { None } else { Some((reader.date()?, reader.date()?)) };
    let compare =
        compare.and_then(|(from, to)| from.zip(to)).and_then(|(from, to)| Date::from_iso(&from).zip(Date::from_iso(&to)));
    Ok((Shared { options, card, filters, has_range, compare, withheld: Vec::new(), hidden }, others))
}

fn small(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn write_counts(writer: &mut Writer, card: &Scorecard) {
    let Counts { opened, engaged, handled, test, persons, leads, bot_leads, revenue_rows, tickets } = card.counts;
    // Where there are conversations there are persons: 0 beside some is a number that is not known.
    let persons = persons.unwrap_or(0);
    [opened, engaged, handled, test, persons, leads, bot_leads, revenue_rows, tickets]
        .into_iter()
        .for_each(|rows| writer.count(rows));
    let known = card.definitions.iter().filter_map(|(id, definition)| Some((code_of(DEFINITIONS, id)?, definition)));
    let known: Vec<_> = known.collect();
    writer.count(known.len() as u64);
    let mut before = 0_i64;
    for (code, definition) in known {
        writer.count(code);
        // Five of the nine have the same rows below the line.
        writer.signed(definition.denominator.cast_signed().wrapping_sub(before));
        writer.count(definition.numerator);
        before = definition.denominator.cast_signed();
    }
}

fn read_counts(reader: &mut Reader<'_>, card: &mut Scorecard) -> Result<(), Malformed> {
    card.counts = Counts {
        opened: reader.count()?,
        engaged: reader.count()?,
        handled: reader.count()?,
        test: reader.count()?,
        persons: Some(reader.count()?),
        leads: reader.count()?,
        bot_leads: reader.count()?,
        revenue_rows: reader.count()?,
        tickets: reader.count()?,
    };
    card.counts.persons = card.counts.persons.filter(|persons| *persons > 0 || card.counts.opened == 0);
    let mut before = 0_u64;
    for _ in 0..reader.length_up_to(MOST_LISTED)? {
        let id = name_of(DEFINITIONS, reader.count()?);
        let denominator = before.checked_add_signed(reader.signed()?).ok_or(Malformed)?;
        let numerator = reader.count()?;
        before = denominator;
        let value = Share { k: numerator, n: denominator }.rate();
        card.definitions.extend(id.map(|id| (id, Definition { value, numerator, denominator })));
    }
    Ok(())
}

fn write_findings(writer: &mut Writer, card: &Scorecard) {
    let known = card.findings.iter().filter_map(|finding| Some((code_of(FINDINGS, &finding.rule.as_str())?, finding)));
    let known: Vec<_> = known.collect();
    writer.count(known.len() as u64);
    for (code, finding) in known {
        writer.count(code * 2 + u64::from(finding.segment.is_some()));
        finding.segment.iter().for_each(|segment| writer.text(segment));
    }
    let known = card.checks.iter().filter_map(|check| Some((code_of(CHECKS, &check.check.as_str())?, check)));
    let known: Vec<_> = known.collect();
    writer.count(known.len() as u64);
    for (code, check) in known {
        writer.count(code);
        writer.count(check.count);
    }
}

fn read_findings(reader: &mut Reader<'_>, card: &mut Scorecard) -> Result<(), Malformed> {
    for _ in 0..reader.length_up_to(MOST_LISTED)? {
        let code = reader.count()?;
        let segment = optional(code & 1 == 1, || reader.text())?;
        let rule = name_of(FINDINGS, code >> 1);
        let evidence = SortedMap::new();
        card.findings.extend(rule.map(|rule| Finding { rule: rule.to_owned(), segment, evidence }));
    }
    for _ in 0..reader.length_up_to(MOST_LISTED)? {
        let check = name_of(CHECKS, reader.count()?);
        let count = reader.count()?;
        card.checks.extend(check.map(|check| Check { check: check.to_owned(), file: None, count, examples: Vec::new() }));
    }
    Ok(())
}

fn write_files(writer: &mut Writer, files: &[FileFacts]) {
    writer.count(files.len() as u64);
    for file in files {
        let hash = u64::from_str_radix(&file.sha256, 16).ok();
        writer.flags(&[hash.is_some()]);
        hash.into_iter().for_each(|hash| writer.0.extend_from_slice(&hash.to_be_bytes()));
        writer.text(&file.source);
        [file.rows_read, file.rows_rejected, file.rows_duplicate].into_iter().for_each(|rows| writer.count(rows));
    }
}

fn read_files(reader: &mut Reader<'_>) -> Result<Vec<FileFacts>, Malformed> {
    let mut files = Vec::new();
    for _ in 0..reader.length_up_to(MOST_LISTED)? {
        let [has_hash] = reader.flags()?;
        let hash = optional(has_hash, || reader.take(8))?;
        let source = reader.text()?;
        let (rows_read, rows_rejected, rows_duplicate) = (reader.count()?, reader.count()?, reader.count()?);
        files.push(FileFacts {
            sha256: hash.unwrap_or_default().iter().map(|byte| format!("{byte:02x}")).collect(),
            source,
            rows_read,
            rows_kept: rows_read.checked_sub(rows_rejected).and_then(|rest| rest.checked_sub(rows_duplicate)).ok_or(Malformed)?,
            rows_rejected,
            rows_duplicate,
            ..FileFacts::default()
        });
    }
    Ok(files)
}
