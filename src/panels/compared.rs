//! Two links side by side: numbers, weeks, intents and sources, findings, files, and whether the rules are the same.

use super::quantity::{Unit, difference, quantity, unit_of};
use super::shared::{filters_words, lacking};
use super::trend::is_complete;
use super::{View, field_name, metric_of, tiles_of, value_name};
use crate::format::{MISSING, count, date, date_range};
use crate::insight::findings::RuleId;
use crate::metrics::Field;
use crate::model::order::put_in_order;
use crate::model::{Dimension, SortedMap};
use crate::protocol::LinkOpened;
use crate::scorecard::{Board, ChangeId, MetricId, MetricSet, Scorecard, SegmentKey};
use crate::share::{Part, SectionId, Shared};

/// Weeks in which a number is another one, at most so many are listed.
const WEEKS_SHOWN: usize = 20;
/// The numbers of an intent, a source or a campaign.
const OF_SEGMENTS: [ChangeId; 7] = [
    ChangeId::DeflectionRate,
    ChangeId::HandoffRate,
    ChangeId::FallbackRate,
    ChangeId::Csat,
    ChangeId::ChatToLead,
    ChangeId::LeadQualityRate,
    ChangeId::QualifiedBookingRate,
];

/// Two links side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedPanel {
    /// What the other link lacks; the page says of its own above.
    pub notes: Vec<String>,
    /// Whether the rules are the same, in words.
    pub says: &'static str,
    /// Whether they are.
    pub has_same_rules: bool,
    /// What both tell, one table after the other.
    pub tables: Vec<ComparedTable>,
}

/// One thing that both links tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedTable {
    /// What it is, for whoever looks for it in the page.
    pub id: &'static str,
    /// What it tells of.
    pub title: &'static str,
    /// Sentences over it.
    pub notes: Vec<String>,
    /// What stands over its columns.
    pub heads: Vec<&'static str>,
    /// Its rows, a cell under each head.
    pub rows: Vec<Vec<String>>,
}

/// A name and what a link says of it.
type Line = (String, String);

/// What two links say under the same names: the first one's order, then what the other alone has.
fn beside(own: &[Line], other: &[Line], lacking: &str) -> Vec<Vec<String>> {
    let said = |lines: &[Line], name: &str| lines.iter().find(|(of, _)| of == name).map(|(_, said)| said.clone());
    let of = |name: &String| {
        let [here, there] = [own, other].map(|lines| said(lines, name).unwrap_or_else(|| lacking.to_owned()));
        vec![name.clone(), here, there]
    };
    let alone = other.iter().filter(|(name, _)| said(own, name).is_none());
    own.iter().chain(alone).map(|(name, _)| of(name)).collect()
}

/// Both links, each with the words for its own currency.
struct Pair<'a> {
    this: View<'a>,
    that: View<'a>,
    shared: [&'a Shared; 2],
}

impl Pair<'_> {
    fn table(&self, id: &'static str, title: &'static str, rows: Vec<Vec<String>>) -> ComparedTable {
        let words = &self.this.text.shared;
        ComparedTable { id, title, notes: Vec::new(), heads: vec![title, words.this, words.other], rows }
    }

    fn cards(&self) -> [&Scorecard; 2] {
        [self.this.card, self.that.card]
    }

    /// Says of a rule that one of the links leaves out that it does, in place of its default.
    fn name_left_out(&self, row: &mut [String]) {
        let [name, said @ ..] = row else { return };
        let whole = name.split_once('.').map_or(name.as_str(), |(whole, _)| whole);
        for (said, shared) in said.iter_mut().zip(self.shared) {
            if shared.withheld.iter().any(|withheld| withheld == whole) {
                self.this.text.shared.rule_left_out.clone_into(said);
            }
        }
    }

    /// Whether both links hold such a number.
    fn both_hold(&self, metric: ChangeId) -> bool {
        let is_money = matches!(unit_of(metric), Unit::Price | Unit::Money);
        !is_money || self.shared.iter().all(|shared| shared.options.has(Part::Money))
    }

    /// The tiles of the boards that both have, under what the links are of.
    fn numbers(&self) -> ComparedTable {
        let text = self.this.text;
        let words = &text.shared;
        let period = |card: &Scorecard| match (&card.period.from, &card.period.to) {
            (Some(from), Some(to)) => date_range(from, to, self.this.language()),
            _ => String::new(),
        };
        let row = |name: &str, [here, there]: [String; 2], change: String| vec![name.to_owned(), here, there, change];
        let mut rows = vec![
            row(words.dates, self.cards().map(period), String::new()),
            row(words.engine, self.cards().map(|card| ["Botworth ", &card.engine].concat()), String::new()),
        ];
        let narrowed = self.shared.map(|shared| filters_words(&self.this, &shared.filters));
        if narrowed.iter().any(|filters| !filters.is_empty()) {
            let said = narrowed.map(|filters| if filters.is_empty() { words.all_chats.to_owned() } else { filters });
            rows.insert(1, row(words.narrowed_to, said, String::new()));
        }
        for (metric, [own, other]) in self.tiles() {
            let value = |board: &Board| metric_of(&board.metrics, metric).and_then(|metric| metric.value);
            let (here, there) = (value(own), value(other));
            if here.is_none() && there.is_none() {
                continue;
            }
            let unit = unit_of(metric);
            let is_comparable = unit != Unit::Price && unit != Unit::Money || self.this.currency() == self.that.currency();
            let change =
                here.zip(there).filter(|_| is_comparable).map(|(here, there)| difference(&self.this, there - here, unit));
            let values = [quantity(&self.this, here, unit), quantity(&self.that, there, unit)];
            rows.push(row(text.metrics.of(metric).name, values, change.unwrap_or_else(|| MISSING.to_owned())));
        }
        let table = self.table("numbers", words.compare_title, rows);
        ComparedTable { heads: vec![words.number, words.this, words.other, words.change], ..table }
    }

    /// The tiles of the boards that both links have.
    fn tiles(&self) -> impl Iterator<Item = (ChangeId, [&Board; 2])> {
        let boards = self.this.card.boards.iter().filter_map(|(id, own)| Some((*id, [own, self.that.card.boards.get(id)?])));
        boards.flat_map(|(id, boards)| tiles_of(id).iter().map(move |metric| (*metric, boards)))
    }

    /// Where each number began and ended, and what weeks that both have say otherwise.
    fn weeks(&self) -> Vec<ComparedTable> {
        let text = self.this.text;
        let words = &text.shared;
        let [mut own, mut other]: [Vec<Line>; 2] = Default::default();
        let (mut rows, mut compared) = (Vec::new(), 0);
        for (metric, [here, there]) in self.tiles() {
            let name = text.metrics.of(metric).name;
            let ends = |view: &View<'_>, board: &Board| {
                let weeks = board.weekly.iter().filter_map(|week| {
                    let metric = metric_of(&week.metrics, metric)?;
                    metric.value.filter(|_| is_complete(week, metric))
                });
                let values: Vec<f64> = weeks.collect();
                let (first, last) = (values.first()?, values.last()?);
                let said = [first, last].map(|value| quantity(view, Some(*value), unit_of(metric)));
                Some((name.to_owned(), words.trend.with([&said[0], &said[1], &count(values.len() as f64)])))
            };
            own.extend(ends(&self.this, here));
            other.extend(ends(&self.that, there));
            for week in &here.weekly {
                let same = there.weekly.iter().find(|other| other.from == week.from).filter(|_| self.both_hold(metric));
                let Some(same) = same else { continue };
                let [one, two] = [week, same].map(|week| metric_of(&week.metrics, metric).and_then(|metric| metric.value));
                compared += u32::from(one.is_some() || two.is_some());
                if one != two {
                    let unit = unit_of(metric);
                    let when = date(&week.from, self.this.language());
                    rows.push(vec![name.to_owned(), when, quantity(&self.this, one, unit), quantity(&self.that, two, unit)]);
                }
            }
        }
        let trend = self.table("trend", words.compare_trend, beside(&own, &other, MISSING));
        let notes = (compared > 0).then(|| words.same_weeks.with([&count(rows.len() as f64), &count(f64::from(compared))]));
        rows.truncate(WEEKS_SHOWN);
        let weeks = self.table("weeks", words.compare_weeks, rows);
        let weeks = ComparedTable {
            notes: notes.into_iter().collect(),
            heads: vec![words.number, words.week, words.this, words.other],
            ..weeks
        };
        vec![trend, weeks]
    }

    /// Intents, sources and campaigns by name: each number here and there.
    fn segments(&self) -> Vec<ComparedTable> {
        let mut keys: Vec<&SegmentKey> = self.cards().into_iter().flat_map(|card| card.segments.keys()).collect();
        put_in_order(&mut keys, Ord::cmp);
        keys.dedup();
        keys.into_iter().filter_map(|key| self.segments_of(key)).collect()
    }

    fn segments_of(&self, key: &SegmentKey) -> Option<ComparedTable> {
        let text = self.this.text;
        let words = &text.shared;
        let [field] = key.fields() else { return None };
        let none = SortedMap::new();
        let [own, other] = self.cards().map(|card| card.segments.get(key).unwrap_or(&none));
        // Where one of them numbers its intents, what bears the same number is not the same.
        let is_named = self.shared.iter().all(|shared| !is_intent(*field) || shared.options.has(Part::Names));
        let table =
            |notes, heads, rows| ComparedTable { id: "segments", title: field_name(&self.this, *field), notes, heads, rows };
        if !is_named {
            return Some(table(vec![words.nameless.to_owned()], Vec::new(), Vec::new()));
        }
        let mut names: Vec<&String> = own.keys().chain(other.keys()).collect();
        let rows_of = |values: &SortedMap<String, MetricSet>, name: &str| {
            let cell = values.get(name)?.get(&MetricId::CostPerInteraction)?;
            (cell.n > 0).then_some(cell.n as f64)
        };
        put_in_order(&mut names, |one, two| {
            let most = |name: &str| rows_of(own, name).into_iter().chain(rows_of(other, name)).fold(0.0, f64::max);
            most(two).total_cmp(&most(one)).then_with(|| one.cmp(two))
        });
        names.dedup();
        let value = |values: &SortedMap<String, MetricSet>, name: &str, id| metric_of(values.get(name)?, id)?.value;
        let is_told = |id: &ChangeId| names.iter().any(|name| [own, other].iter().any(|of| value(of, name, *id).is_some()));
        let told: Vec<ChangeId> = OF_SEGMENTS.into_iter().filter(is_told).collect();
        let cell = |here: Option<f64>, there: Option<f64>, unit| match (here, there) {
            (None, None) => MISSING.to_owned(),
            _ => words.from_to.with([&quantity(&self.this, here, unit), &quantity(&self.that, there, unit)]),
        };
        let row = |name: &&String| {
            let first =
                [value_name(&self.this, *field, name).to_owned(), cell(rows_of(own, name), rows_of(other, name), Unit::Count)];
            let cells = told.iter().map(|id| cell(value(own, name, *id), value(other, name, *id), unit_of(*id)));
            first.into_iter().chain(cells).collect::<Vec<String>>()
        };
        let alone = |own: &SortedMap<String, MetricSet>, other: &SortedMap<String, MetricSet>| {
            let alone = own.keys().filter(|name| other.get(*name).is_none());
            alone.map(|name| value_name(&self.this, *field, name)).collect::<Vec<_>>().join(", ")
        };
        let sides = [(words.only_this, alone(own, other)), (words.only_other, alone(other, own))];
        let sides = sides.into_iter().filter(|(_, names)| !names.is_empty()).map(|(said, names)| said.with([&names]));
        let heads = [field_name(&self.this, *field), words.chats].into_iter();
        let heads = heads.chain(told.iter().map(|id| text.metrics.of(*id).name)).collect();
        Some(table(sides.collect(), heads, names.iter().map(row).collect()))
    }

    /// Findings that came, went or stayed.
    fn findings(&self) -> ComparedTable {
        let text = self.this.text;
        let found = self.cards().map(|card| {
            let findings = card.findings.iter().filter_map(|finding| Some((RuleId::from_word(&finding.rule)?, finding)));
            let named = findings.map(|(rule, finding)| {
                let place = finding.segment.as_deref().and_then(|segment| segment.split_once('='));
                let place = place.map(|(_, value)| [" (", value, ")"].concat()).unwrap_or_default();
                ([text.findings.of(rule).title, &place].concat(), text.shared.is_found.to_owned())
            });
            named.collect::<Vec<Line>>()
        });
        self.table("findings", text.shared.findings, beside(&found[0], &found[1], MISSING))
    }

    /// Files by the beginning of their hash.
    fn files(&self) -> ComparedTable {
        let words = &self.this.text.shared;
        let [own, other] = self.cards().map(|card| {
            let files = card.files.iter().filter(|file| !file.sha256.is_empty());
            let said = |rows: u64| if rows == 0 { MISSING.to_owned() } else { words.rows_read.with([&count(rows as f64)]) };
            files.map(|file| ([file.source.as_str(), " ", &file.sha256].concat(), said(file.rows_read))).collect::<Vec<Line>>()
        });
        self.table("files", words.data_card, beside(&own, &other, MISSING))
    }
}

fn is_intent(field: Field) -> bool {
    matches!(field, Field::Dimension(Dimension::Intent))
}

/// What two links tell of the same things; none if one of them is not open.
pub fn compared_panel(view: &View<'_>, own: &LinkOpened, other: &LinkOpened) -> Option<ComparedPanel> {
    let opened = [own.result.as_ref().ok()?, other.result.as_ref().ok()?];
    let shared = opened.map(|opened| &opened.shared);
    let has_rules = opened.iter().all(|opened| !opened.missing.contains(&SectionId::Rules));
    let [this, that] = shared.map(|shared| View::of(&shared.card, view.text));
    let pair = Pair { this, that, shared };
    let words = &view.text.shared;
    let mut rules = pair.table("rules", words.rules_card, beside(&own.rules, &other.rules, words.default_rule));
    for row in &mut rules.rows {
        pair.name_left_out(row);
    }
    rules.rows.retain(|row| has_rules && row.get(1) != row.get(2));
    let are_whole = has_rules && [this.card, that.card].iter().all(|card| !card.rules_hash.is_empty());
    let has_same_rules = are_whole && this.card.rules_hash == that.card.rules_hash;
    let are_told_apart = rules.rows.iter().any(|row| row.iter().all(|cell| cell != words.rule_left_out));
    let says = match (has_same_rules, are_whole || are_told_apart) {
        (true, _) => words.same_rules,
        (false, true) => words.other_rules,
        (false, false) => words.rules_not_whole,
    };
    let mut tables = vec![pair.numbers(), rules];
    tables.extend(pair.weeks());
    tables.extend(pair.segments());
    tables.extend([pair.findings(), pair.files()]);
    tables.retain(|table| !table.rows.is_empty() || !table.notes.is_empty());
    Some(ComparedPanel { notes: lacking(view, opened[1]), says, has_same_rules, tables })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, japanese, march};
    use crate::rules::Rules;
    use crate::scorecard::{BoardId, Finding};
    use crate::share::{Opened, ShareOptions, rule_lines, share};

    fn opened(card: &Scorecard, options: ShareOptions) -> LinkOpened {
        let result = Ok(Opened::from(share(card, options)));
        LinkOpened { is_other: false, result, rules: rule_lines(&card.rules.rules), locked: Vec::new() }
    }

    /// March with three intents, the numbers of the board each.
    fn own() -> Scorecard {
        let mut card = march();
        let metrics = card.boards[&BoardId::Support].metrics.clone();
        let values = ["delivery", "opening hours", "returns"].map(|name| (name.to_owned(), metrics.clone()));
        card.segments.insert(SegmentKey::parse("intent").unwrap(), SortedMap::from(values));
        card
    }

    /// The same with another price a chat, an intent in place of another one, and a week that says otherwise.
    fn changed() -> Scorecard {
        let mut card = own();
        card.engine = "0.2.0".to_owned();
        card.rules.rules = Rules { recontact_days: 3.0, ..card.rules.rules.clone() };
        card.rules_hash = card.rules.rules.hash();
        let board = card.boards.get_mut(&BoardId::Support).unwrap();
        board.metrics.get_mut(&MetricId::CostPerInteraction).unwrap().value = Some(0.3);
        let week = board.weekly.last_mut().unwrap();
        week.metrics.get_mut(&MetricId::CostPerInteraction).unwrap().value = Some(9.0);
        let intents = SegmentKey::parse("intent").unwrap();
        let values = card.segments.get_mut(&intents).unwrap();
        let metrics = values.remove("delivery").unwrap();
        values.insert("zebra".to_owned(), metrics);
        card.findings = vec![Finding { rule: "dead_air".to_owned(), segment: None, evidence: SortedMap::new() }];
        card
    }

    fn table<'a>(panel: &'a ComparedPanel, id: &str) -> &'a ComparedTable {
        panel.tables.iter().find(|table| table.id == id).unwrap()
    }

    fn row<'a>(table: &'a ComparedTable, name: &str) -> Vec<&'a str> {
        let row = table.rows.iter().find(|row| row[0].starts_with(name)).unwrap_or_else(|| panic!("{name} in {table:?}"));
        row.iter().skip(1).map(String::as_str).collect()
    }

    #[test]
    fn a_link_that_is_cut_says_so_and_tells_nothing_of_rules() {
        let own = opened(&march(), ShareOptions::default());
        let mut cut = own.clone();
        let lacks = cut.result.as_mut().unwrap();
        (lacks.is_cut, lacks.missing) = (true, vec![SectionId::Rules]);
        lacks.shared.card.rules_hash.clear();
        let panel = compared_panel(&english(&march()), &own, &cut).unwrap();
        assert!(panel.notes.len() == 2 && panel.notes[1].contains("rules"), "{:?}", panel.notes);
        assert_eq!((panel.says, panel.has_same_rules), (english(&march()).text.shared.rules_not_whole, false));
        assert!(panel.tables.iter().all(|table| table.id != "rules"));
    }

    fn panel() -> ComparedPanel {
        let (own, other) = (opened(&own(), ShareOptions::default()), opened(&changed(), ShareOptions::default()));
        compared_panel(&english(&march()), &own, &other).unwrap()
    }

    #[test]
    fn two_links_tell_their_difference_and_whether_the_rules_are_the_same() {
        let panel = panel();
        assert!(!panel.has_same_rules);
        assert_eq!(table(&panel, "rules").rows, [["recontact_days", "default", "3"].map(str::to_owned).to_vec()]);
        let numbers = table(&panel, "numbers");
        assert_eq!(row(numbers, "Cost")[..2], ["$0.20", "$0.30"]);
        assert_eq!(row(numbers, "Counted by")[..2], ["Botworth 0.1.0", "Botworth 0.2.0"]);
        let own = opened(&march(), ShareOptions::default());
        let same = compared_panel(&japanese(&march()), &own, &own).unwrap();
        assert!(same.has_same_rules && same.tables.iter().all(|table| table.id != "rules"));
        assert_eq!(table(&same, "weeks").rows, Vec::<Vec<String>>::new());
    }

    #[test]
    fn without_all_rules_nothing_is_said_of_what_is_left_out() {
        let options = ShareOptions::default().with(Part::Money, false);
        let of = |card: &Scorecard| {
            let result = Opened::from(share(card, options));
            let rules = rule_lines(&result.shared.card.rules.rules);
            LinkOpened { is_other: false, result: Ok(result), rules, locked: Vec::new() }
        };
        let mut dearer = march();
        dearer.rules.rules.manual_cost_per_conversation = Some(9.0);
        let panel = compared_panel(&english(&march()), &of(&march()), &of(&dearer)).unwrap();
        assert_eq!((panel.has_same_rules, panel.says), (false, english(&march()).text.shared.rules_not_whole));
        // A rule that both hold and say otherwise is enough.
        let panel = compared_panel(&english(&march()), &of(&march()), &of(&changed())).unwrap();
        assert_eq!(panel.says, english(&march()).text.shared.other_rules);
    }

    #[test]
    fn what_one_link_leaves_out_is_no_difference() {
        let whole = opened(&march(), ShareOptions::default());
        let part = Opened::from(share(&march(), ShareOptions::default().with(Part::Money, false)));
        let rules = rule_lines(&part.shared.card.rules.rules);
        let part = LinkOpened { is_other: false, result: Ok(part), rules, locked: Vec::new() };
        let panel = compared_panel(&english(&march()), &whole, &part).unwrap();
        assert_eq!(panel.says, english(&march()).text.shared.rules_not_whole);
        assert_eq!(row(table(&panel, "rules"), "manual_cost_per_conversation"), ["4.5", "left out"]);
        assert_eq!(table(&panel, "weeks").rows, Vec::<Vec<String>>::new());
    }

    #[test]
    fn what_the_links_are_narrowed_to_is_told() {
        let narrowed = Scorecard { query: "channel=web".to_owned(), ..march() };
        let (own, other) = (opened(&march(), ShareOptions::default()), opened(&narrowed, ShareOptions::default()));
        let panel = compared_panel(&english(&march()), &own, &other).unwrap();
        assert_eq!(row(table(&panel, "numbers"), "Narrowed")[..2], ["all chats", "Channel: web"]);
    }

    #[test]
    fn a_week_of_both_that_says_otherwise_is_named() {
        let panel = panel();
        let weeks = table(&panel, "weeks");
        assert_eq!(weeks.rows.len(), 1, "{weeks:?}");
        assert!(weeks.rows[0][0].starts_with("Cost") && weeks.rows[0][3] == "$9.00", "{weeks:?}");
        assert!(weeks.notes[0].starts_with("1 of "), "{weeks:?}");
        assert!(row(table(&panel, "trend"), "Deflection")[0].contains(" \u{2192} "));
    }

    #[test]
    fn intents_of_one_link_alone_are_named() {
        let panel = panel();
        let intents = table(&panel, "segments");
        assert_eq!(intents.notes, ["Only in this link: delivery.", "Only in the other one: zebra."]);
        assert_eq!(row(intents, "returns")[..2], ["2,000 \u{2192} 2,000", "45.0\u{202f}% \u{2192} 45.0\u{202f}%"]);
        assert!(row(intents, "zebra")[0].starts_with("\u{2013} \u{2192} "), "{intents:?}");
        // Without names nothing is joined.
        let own = own();
        let nameless = opened(&own, ShareOptions::default().with(Part::Names, false));
        let panel = compared_panel(&english(&own), &opened(&own, ShareOptions::default()), &nameless).unwrap();
        assert!(table(&panel, "segments").rows.is_empty() && table(&panel, "segments").notes[0].contains("names"));
    }

    #[test]
    fn findings_come_and_go_and_files_are_told_by_their_hash() {
        let (mut own, mut other) = (own(), changed());
        own.findings = vec![Finding { rule: "gaps_too_high".to_owned(), segment: None, evidence: SortedMap::new() }];
        own.files[0].sha256 = "00112233445566778899aabbccddeeff".to_owned();
        other.files[0].sha256 = "ff112233445566778899aabbccddeeff".to_owned();
        let (own, other) = (opened(&own, ShareOptions::default()), opened(&other, ShareOptions::default()));
        let panel = compared_panel(&english(&march()), &own, &other).unwrap();
        let found: Vec<[&str; 2]> = table(&panel, "findings").rows.iter().map(|row| [row[1].as_str(), row[2].as_str()]).collect();
        assert_eq!(found, [["found", "\u{2013}"], ["\u{2013}", "found"]]);
        let files = &table(&panel, "files").rows;
        assert!(files[0][0].ends_with("0011223344556677") && files[0][2] == "\u{2013}", "{files:?}");
    }
}
