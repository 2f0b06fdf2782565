//! A scorecard that came by link: who says so, what is hidden, under which rules, from which files, and whether it holds.

use super::View;
use super::quantity::{quantity, unit_of};
use super::{field_name, value_name};
use crate::format::{count, date, date_range};
use crate::share::{Opened, SectionId, SharedFilter, Verified};

/// What stands around the numbers of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedPanel {
    /// Its dates, and the version that counted it.
    pub made: String,
    /// What must be known of it: cut, narrowed, hidden.
    pub notes: Vec<String>,
    /// Rules that differ from the defaults: name and value.
    pub rules: Vec<(String, String)>,
    /// Rules that are not in the link; empty for none.
    pub withheld: String,
    /// Its files: kind, rows read, kept out, duplicate, and the beginning of the hash.
    pub files: Vec<[String; 5]>,
}

/// The panel of a link that was opened.
pub fn shared_panel(view: &View<'_>, opened: &Opened, rules: &[(String, String)]) -> SharedPanel {
    let words = &view.text.shared;
    let shared = &opened.shared;
    let card = &shared.card;
    let period = match (&card.period.from, &card.period.to) {
        (Some(from), Some(to)) => date_range(from, to, view.language()),
        _ => String::new(),
    };
    let mut notes = lacking(view, opened);
    let filters = filters_words(view, &shared.filters);
    notes.extend((!filters.is_empty()).then(|| words.narrowed.with([&filters])));
    let against = shared.compare.map(|(from, to)| date_range(&from.to_string(), &to.to_string(), view.language()));
    notes.extend(against.map(|dates| words.against.with([&dates])));
    let hidden = shared.hidden.total();
    let below = card.rules.rules.suppress_below;
    notes.extend((hidden > 0).then(|| words.hidden.with([&count(hidden as f64), &count(below as f64)])));
    let files = card.files.iter().map(|file| {
        // A file has rows, so that none is a number that is hidden.
        let rows = |rows: u64| if file.rows_read == 0 { crate::format::MISSING.to_owned() } else { count(rows as f64) };
        let hash = if file.sha256.is_empty() { crate::format::MISSING.to_owned() } else { file.sha256.clone() };
        [file.source.clone(), rows(file.rows_read), rows(file.rows_rejected), rows(file.rows_duplicate), hash]
    });
    SharedPanel {
        made: words.made.with([&period, &card.engine]),
        notes,
        rules: rules.to_vec(),
        withheld: if opened.missing.contains(&SectionId::Rules) {
            words.missing.with([*view.text.sections.of(SectionId::Rules)])
        } else if shared.withheld.is_empty() {
            String::new()
        } else {
            words.rules_withheld.with([&shared.withheld.join(", ")])
        },
        files: files.collect(),
    }
}

/// What a link lacks: parts of a later version, and those that were cut off.
pub(super) fn lacking(view: &View<'_>, opened: &Opened) -> Vec<String> {
    let words = &view.text.shared;
    let newer = opened.newer.map(|newer| [newer.version, newer.known, newer.parts].map(|number| count(f64::from(number))));
    let newer = newer.map(|[version, known, parts]| words.newer_shown.with([&version, &known, &parts]));
    let cut = opened.is_cut.then(|| words.cut.to_owned());
    let missing: Vec<&str> = opened.missing.iter().map(|section| *view.text.sections.of(*section)).collect();
    let missing = (!missing.is_empty()).then(|| words.missing.with([&missing.join(", ")]));
    [newer, cut, missing].into_iter().flatten().collect()
}

/// The hash of a link's rules, in words.
pub fn rules_words(view: &View<'_>) -> String {
    match view.card.rules_hash.as_str() {
        "" => view.text.shared.hash_left_out.to_owned(),
        hash => [view.text.shell.rules_hash, " ", hash].concat(),
    }
}

/// What numbers were narrowed to, as people read it; empty for nothing.
pub fn filters_words(view: &View<'_>, filters: &[SharedFilter]) -> String {
    let said = filters.iter().map(|filter| {
        let values = match &filter.values {
            Some(values) => {
                values.iter().map(|value| value_name(view, filter.field, value).to_owned()).collect::<Vec<_>>().join(" / ")
            }
            None => view.text.shared.without_name.to_owned(),
        };
        [field_name(view, filter.field), ": ", &values].concat()
    });
    said.collect::<Vec<_>>().join(", ")
}

/// Differences that are listed.
const DIFFERENCES_SHOWN: usize = 20;

/// What came of counting again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedPanel {
    /// Whether everything is the same.
    pub is_same: bool,
    /// What came out, in one sentence.
    pub says: String,
    /// What is to be known of it.
    pub notes: Vec<String>,
    /// The link's files: kind, hash, and the open file with the same content.
    pub files: Vec<[String; 3]>,
    /// Numbers that differ: which, when, in the link, here.
    pub rows: Vec<[String; 4]>,
}

/// The panel of a link whose numbers were counted again by this version.
pub fn verified_panel(view: &View<'_>, verified: &Verified, engine: &str) -> VerifiedPanel {
    let words = &view.text.shared;
    let number = |rows: usize| count(rows as f64);
    let compared = count(f64::from(verified.compared));
    let is_same = verified.is_same();
    let says = if is_same {
        words.same.with([&number(verified.files.len()), &compared])
    } else if verified.agrees() {
        words.all_agree.with([&compared])
    } else {
        let has_rules = verified.withheld.is_empty() && !verified.missing.contains(&SectionId::Rules);
        let differs = if has_rules && verified.untold.is_empty() { words.differs } else { words.unchecked };
        differs.with([&number(verified.differing.len()), &compared])
    };
    let mut notes = Vec::new();
    notes.extend((verified.others > 0).then(|| words.others.with([&count(f64::from(verified.others))])));
    let named = |parts: &[SectionId]| {
        let names: Vec<&str> = parts.iter().map(|part| *view.text.sections.of(*part)).collect();
        names.join(", ")
    };
    notes.extend((!verified.parts.is_empty()).then(|| words.parts_differ.with([&named(&verified.parts)])));
    notes.extend((!verified.missing.is_empty()).then(|| words.missing.with([&named(&verified.missing)])));
    notes.extend((verified.unknown > 0).then(|| words.not_compared.with([&count(f64::from(verified.unknown))])));
    notes.extend((!verified.withheld.is_empty()).then(|| words.withheld.with([&verified.withheld.join(", ")])));
    let untold: Vec<&str> = verified.untold.iter().map(|field| field_name(view, *field)).collect();
    notes.extend((!untold.is_empty()).then(|| words.untold.with([&untold.join(", ")])));
    notes.extend(verified.other_engine.as_ref().map(|linked| words.other_engine.with([linked, engine])));
    let files = verified.files.iter().map(|file| {
        let here = file.name.as_ref().map_or_else(|| words.file_missing.to_owned(), |name| words.file_here.with([name]));
        [file.source.clone(), file.hash.clone(), here]
    });
    let rows = verified.differing.iter().take(DIFFERENCES_SHOWN).map(|difference| {
        let unit = unit_of(difference.metric);
        let week = difference.week.as_ref();
        [
            view.text.metrics.of(difference.metric).name.to_owned(),
            week.map_or_else(|| words.whole_period.to_owned(), |week| date(week, view.language())),
            quantity(view, difference.linked, unit),
            quantity(view, difference.found, unit),
        ]
    });
    VerifiedPanel { is_same, says, notes, files: files.collect(), rows: rows.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Field;
    use crate::model::Dimension;
    use crate::panels::fixture::{english, march};
    use crate::scorecard::{BoardId, MetricId, Scorecard};
    use crate::share::{Hidden, Newer, ShareOptions, Shared, share, verify};

    fn opened(card: &Scorecard) -> Opened {
        share(card, ShareOptions::default()).into()
    }

    #[test]
    fn a_cut_link_says_what_is_missing_and_what_is_hidden() {
        let card = march();
        let mut opened = opened(&card);
        opened.is_cut = true;
        opened.missing = vec![SectionId::Files, SectionId::Rules];
        opened.shared.hidden = Hidden { segments: 2, weeks: 1 };
        opened.newer = Some(Newer { version: 2, known: 1, parts: 1 });
        let panel = shared_panel(&english(&card), &opened, &[]);
        assert!(panel.notes[0].contains("form 2, and this page knows form 1"), "{:?}", panel.notes);
        assert_eq!(panel.notes[2], "Missing: files, rules.");
        assert_eq!(panel.notes[3], "3 groups are hidden: fewer than 5 chats, or they would give one away.");
        assert!(panel.made.ends_with("counted by Botworth 0.1.0"), "{}", panel.made);
    }

    #[test]
    fn the_same_numbers_and_files_are_the_same_and_others_are_listed() {
        let mut card = march();
        card.files[0].sha256 = "00112233445566778899aabbccddeeff".to_owned();
        let linked = opened(&card).shared;
        let again = verify(&linked, &[], &linked, &card.files);
        let panel = verified_panel(&english(&card), &again, "0.1.0");
        assert!(panel.is_same && panel.rows.is_empty(), "{panel:?}");
        let mut other = linked.clone();
        let metrics = &mut other.card.boards.get_mut(&BoardId::Support).unwrap().metrics;
        metrics.get_mut(&MetricId::DeflectionRate).unwrap().value = Some(0.5);
        let panel = verified_panel(&english(&card), &verify(&linked, &[], &other, &[]), "0.1.0");
        assert!(!panel.is_same);
        assert_eq!(panel.rows, [["Deflection rate", "whole period", "45.0\u{202f}%", "50.0\u{202f}%"].map(str::to_owned)]);
        assert_eq!(panel.files[0][2], "not open here");
        // Narrowed by a name that is not in the link: nothing is said to be false.
        let field = Field::Dimension(Dimension::Source);
        let narrowed = Shared { filters: vec![SharedFilter { field, values: None }], ..linked };
        let panel = verified_panel(&english(&card), &verify(&narrowed, &[], &other, &[]), "0.1.0");
        assert!(panel.says.contains("leaves out") && panel.notes.iter().any(|note| note.contains("(Source)")), "{panel:?}");
    }
}
