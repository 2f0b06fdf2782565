//! Before a link is given away: how long it is, what is in it and what is not.

use super::View;
use super::change::Tone;
use super::shared::filters_words;
use crate::format::count;
use crate::metrics::Field;
use crate::model::Dimension;
use crate::protocol::LinkMade;
use crate::scorecard::{BoardId, SegmentKey};
use crate::share::Part;
use crate::share::link::{EVERYWHERE, MOSTLY};

/// The review of a link.
#[derive(Clone, Debug, PartialEq)]
pub struct SharePanel {
    /// Letters of the whole address, and what that means.
    pub length: String,
    /// The same as a part of what works everywhere, at most 1.
    pub part: f64,
    /// How it reads.
    pub tone: Tone,
    /// What is in the link.
    pub is_in: Vec<String>,
    /// What is not.
    pub not_in: Vec<String>,
}

/// How a length reads.
pub fn length_words(view: &View<'_>, letters: usize) -> (String, Tone) {
    let words = &view.text.share;
    let (sentence, tone) = match letters {
        0..=EVERYWHERE => (words.everywhere, Tone::Good),
        letters if letters <= MOSTLY => (words.mostly, Tone::Info),
        _ => (words.too_long, Tone::Bad),
    };
    (sentence.with([&count(letters as f64)]), tone)
}

/// The review of a link whose fragment has so many letters, locked or not, under an address of so many, its `#` included.
pub fn share_panel(view: &View<'_>, made: &LinkMade, fragment: usize, address: usize) -> SharePanel {
    let letters = address + fragment;
    let (mut length, tone) = length_words(view, letters);
    if letters > EVERYWHERE
        && let Some((part, saved)) = first_to_leave_out(made)
    {
        let first = view.text.share.leave_first.with([view.text.link_parts.of(part), &count(f64::from(saved))]);
        length = [length, first].join(" ");
    }
    SharePanel {
        length,
        part: (letters as f64 / EVERYWHERE as f64).min(1.0),
        tone,
        is_in: is_in(view, made),
        not_in: not_in(view, made),
    }
}

/// What a link that is too long does without first: weeks, then what tells groups apart. And the letters that it saves.
fn first_to_leave_out(made: &LinkMade) -> Option<(Part, u32)> {
    let saves = |part| made.saves.iter().copied().find(|(of, letters)| *of == part && *letters > 0);
    [Part::Weeks, Part::Segments].into_iter().find_map(saves)
}

/// Letters that leaving out a part saves, in words; empty for none.
pub fn saved_words(view: &View<'_>, made: &LinkMade, part: Part) -> String {
    let saved = made.saves.iter().find(|(of, letters)| *of == part && *letters > 0);
    saved.map(|(_, letters)| view.text.share.saves.with([&count(f64::from(*letters))])).unwrap_or_default()
}

/// Values of a dimension in the link.
fn values(made: &LinkMade, dimension: Dimension) -> usize {
    let is_of = |key: &SegmentKey| key.fields() == [Field::Dimension(dimension)];
    let segments = &made.shared.card.segments;
    segments.iter().find(|(key, _)| is_of(key)).map_or(0, |(_, values)| values.len())
}

fn is_in(view: &View<'_>, made: &LinkMade) -> Vec<String> {
    let words = &view.text.share;
    let card = &made.shared.card;
    let number = |rows: usize| count(rows as f64);
    let boards = card.boards.keys().map(|board| {
        let name = match board {
            BoardId::Support => view.text.board.support,
            BoardId::Lead => view.text.board.lead,
        };
        words.in_board.with([name])
    });
    let mut lines: Vec<String> = boards.collect();
    let weeks = card.boards.values().map(|board| board.weekly.len()).max().unwrap_or_default();
    let [intents, sources, campaigns] = [Dimension::Intent, Dimension::Source, Dimension::Campaign].map(|of| values(made, of));
    let has = |part| made.shared.options.has(part);
    lines.extend((weeks > 0).then(|| words.in_weeks.with([&number(weeks)])));
    lines.extend((intents > 0).then(|| words.in_intents.with([&number(intents)])));
    lines.extend((sources > 0).then(|| words.in_sources.with([&number(sources)])));
    lines.extend((campaigns > 0).then(|| words.in_campaigns.with([&number(campaigns)])));
    lines.extend((!card.findings.is_empty()).then(|| words.in_findings.with([&number(card.findings.len())])));
    lines.extend(has(Part::Money).then(|| words.in_money.to_owned()));
    let flows: Vec<&str> = card.boards.values().flat_map(|board| board.flows.iter().map(String::as_str)).collect();
    lines.extend((!flows.is_empty()).then(|| words.in_flows.with([&flows.join(", ")])));
    lines.push(words.in_period.to_owned());
    lines.push(words.in_rules.to_owned());
    lines.push(words.in_files.with([&number(card.files.len())]));
    let filters = filters_words(view, &made.shared.filters);
    lines.extend((!filters.is_empty()).then(|| words.in_filters.with([&filters])));
    lines.extend((!filters.is_empty() || made.shared.has_range).then(|| words.can_be_subtracted.to_owned()));
    lines
}

fn not_in(view: &View<'_>, made: &LinkMade) -> Vec<String> {
    let words = &view.text.share;
    let has = |part| made.shared.options.has(part);
    let left_out = |part: Part, said: &'static str| (made.offered.has(part) && !has(part)).then(|| said.to_owned());
    let mut lines = vec![words.not_rows.to_owned(), words.not_people.to_owned(), words.not_files.to_owned()];
    let hidden = made.shared.hidden.total();
    let below = view.card.rules.rules.suppress_below;
    lines.extend((hidden > 0).then(|| words.not_small.with([&count(hidden as f64), &count(below as f64)])));
    lines.extend(left_out(Part::Weeks, words.not_weeks));
    lines.extend(left_out(Part::Segments, words.not_intents));
    lines.extend(left_out(Part::Names, words.not_names));
    lines.extend((!has(Part::Sources)).then(|| words.not_sources.to_owned()));
    lines.extend((!has(Part::Campaigns)).then(|| words.not_campaigns.to_owned()));
    lines.extend(left_out(Part::Money, words.not_money));
    lines.push(words.not_notes.to_owned());
    let withheld = &made.shared.withheld;
    lines.extend((!withheld.is_empty()).then(|| words.not_rules.with([&withheld.join(", ")])));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, japanese, march};
    use crate::share::{ShareOptions, link, share};

    fn made(options: ShareOptions) -> LinkMade {
        let shared = share(&march(), options);
        let fragment = link::fragment(&shared);
        let offered = ShareOptions::default().with(Part::Segments, false);
        LinkMade { payload: Vec::new(), saves: vec![(Part::Weeks, 412)], offered, fragment, shared }
    }

    #[test]
    fn the_review_says_what_is_in_and_what_is_not() {
        let card = march();
        let link = made(ShareOptions::default());
        let panel = share_panel(&english(&card), &link, link.fragment.len(), 40);
        assert_eq!(panel.is_in[..2], ["Support bot: totals, rates and intervals", "Lead bot: totals, rates and intervals"]);
        assert!(panel.is_in.contains(&"The last 13 weeks".to_owned()), "{:?}", panel.is_in);
        assert!(panel.not_in.contains(&"Rows, messages and questions".to_owned()));
        assert!(panel.not_in.contains(&"Names of sources and pages".to_owned()));
        assert!(panel.not_in.contains(&"Names of campaigns".to_owned()));
        let saved = |part| saved_words(&english(&card), &made(ShareOptions::default()), part);
        assert_eq!([saved(Part::Weeks).as_str(), &saved(Part::Money)], ["saves 412 letters", ""]);
    }

    #[test]
    fn a_narrowed_link_says_what_two_of_them_tell() {
        let card = march();
        let mut link = made(ShareOptions::default());
        let warns =
            |link: &LinkMade| share_panel(&english(&card), link, 10, 40).is_in.iter().any(|line| line.contains("subtract"));
        assert!(!warns(&link));
        link.shared.has_range = true;
        assert!(warns(&link));
    }

    #[test]
    fn what_is_left_out_is_said_to_be() {
        let card = march();
        let options = ShareOptions::default().with(Part::Weeks, false).with(Part::Money, false).with(Part::Names, false);
        let link = made(options);
        let panel = share_panel(&japanese(&card), &link, link.fragment.len(), 40);
        assert!(panel.not_in.contains(&"金額".to_owned()) && panel.not_in.contains(&"週別の値".to_owned()));
        assert!(!panel.is_in.contains(&"節約額、費用、単価".to_owned()));
    }

    #[test]
    fn of_a_link_that_is_too_long_the_weeks_go_first() {
        let card = march();
        let mut link = made(ShareOptions::default());
        let said = |link: &LinkMade, letters| share_panel(&english(&card), link, letters, 40).length;
        assert!(!said(&link, 1860).contains("First"));
        assert!(said(&link, 1861).ends_with("First of all Weeks: 412 letters fewer."));
        link.saves = vec![(Part::Money, 80), (Part::Segments, 300)];
        assert!(said(&link, 1861).ends_with("First of all Intents: 300 letters fewer."));
    }

    #[test]
    fn the_meter_has_three_readings() {
        let card = march();
        let view = english(&card);
        assert_eq!(length_words(&view, 1900).1, Tone::Good);
        assert_eq!(length_words(&view, 1901).1, Tone::Info);
        assert_eq!(
            length_words(&view, 8001),
            (
                "8,001 letters: too long for most programs. Leave something out, or save the scorecard as a file.".to_owned(),
                Tone::Bad
            )
        );
    }
}
