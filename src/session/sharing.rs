//! Links: made of what is told, opened, and counted again.

use super::Session;
use crate::metrics::{Field, Filter, Scope};
use crate::model::{Date, Dimension};
use crate::protocol::{LinkMade, LinkOpened, Response};
use crate::rules::Rules;
use crate::scorecard::{BoardId, Query, Scorecard, SegmentKey};
use crate::share::{LinkFault, Opened, Part, SectionId, ShareOptions, Shared, Verified, link, rule_lines, share, verify};

impl Session {
    /// The link of what is told; none if nothing is loaded.
    pub(super) fn make_link(&mut self, options: ShareOptions) -> Option<Response> {
        let card = &self.given()?;
        let made = |options| {
            let shared = share(card, options);
            (link::fragment(&shared), shared)
        };
        let (fragment, shared) = made(options);
        let saved = |part: &Part| {
            let shorter = made(options.with(*part, false)).0.len();
            let letters = fragment.len().checked_sub(shorter).filter(|_| options.has(*part))?;
            Some((*part, u32::try_from(letters).unwrap_or(u32::MAX)))
        };
        let saves = Part::ALL.iter().filter_map(saved).collect();
        let payload = link::payload(&shared);
        Some(Response::LinkMade(Box::new(LinkMade { payload, saves, offered: offered(card), fragment, shared })))
    }

    /// What is given away of what is told: campaigns too, which no page shows, and what the files alone say. Notes about gaps
    /// join and part what is found of them, and whoever opens the same files has other notes.
    fn given(&mut self) -> Option<Scorecard> {
        self.card = self.card.take().or_else(|| self.scorecard());
        let told = self.card.clone()?;
        if let Some((_, given)) = self.given.as_deref().filter(|(of, _)| *of == told) {
            return Some(given.clone());
        }
        let mut query = self.query.clone();
        query.segments.extend(SegmentKey::parse(Field::Dimension(Dimension::Campaign).word()));
        let given = self.without_notes(|session| session.scorecard_of(&query))?;
        self.given = Some(Box::new((told, given.clone())));
        Some(given)
    }

    /// Counts as if nothing had been decided about gaps.
    fn without_notes<T>(&mut self, count: impl FnOnce(&mut Self) -> T) -> T {
        let own = (std::mem::take(&mut self.roadmap), self.groups.take());
        let counted = count(self);
        (self.roadmap, self.groups) = own;
        counted
    }

    /// What a link holds.
    pub(super) fn open_link(address: &str, unlocked: Option<&[u8]>, is_other: bool) -> Response {
        let result = opened(address, unlocked);
        let rules = result.as_ref().map(|opened| rule_lines(&opened.shared.card.rules.rules)).unwrap_or_default();
        let locked = match &result {
            Err(LinkFault::Locked) => link::locked_bytes(address).unwrap_or_default(),
            _ => Vec::new(),
        };
        Response::LinkOpened(Box::new(LinkOpened { is_other, result, rules, locked }))
    }

    /// The numbers of a link, counted again from what is loaded under the link's rules, and under the own ones where the link
    /// leaves some out; none without a link or without files.
    /// What is loaded, its rules and what counts of it stay as they are.
    pub(super) fn verify_link(&mut self, address: &str, unlocked: Option<&[u8]>) -> Option<Verified> {
        let Opened { shared: linked, missing, newer, .. } = opened(address, unlocked).ok()?;
        // Rules that are cut off may be those that are open here: the answer says that they cannot be known.
        let is_cut = missing.contains(&SectionId::Rules);
        let (rules, lacking) = if is_cut { (self.rules.clone(), Vec::new()) } else { with_withheld(&linked, &self.rules) };
        let (own, own_file) = (std::mem::replace(&mut self.rules, rules), self.rules_file.take());
        let own_zone = std::mem::replace(&mut self.time_zone, linked.card.period.time_zone.clone());
        let kept = (self.facts.take(), self.basis.take(), self.choices.take(), self.card.take(), self.checks.take());
        let query = query_of(&linked);
        let card = self.without_notes(|session| session.scorecard_of(&query));
        (self.rules, self.rules_file, self.time_zone) = (own, own_file, own_zone);
        (self.facts, self.basis, self.choices, self.card, self.checks) = kept;
        let card = card?;
        let verified = verify(&linked, &missing, &share(&card, linked.options), &card.files);
        Some(Verified { unknown: newer.map_or(0, |newer| newer.parts), withheld: lacking, ..verified })
    }
}

/// The rules of a link with those that it leaves out as they are here, and the names of those that nobody says here.
fn with_withheld(linked: &Shared, own: &Rules) -> (Rules, Vec<String>) {
    let rules = linked.card.rules.rules.clone();
    let object = |rules: &Rules| serde_json::from_str::<serde_json::Map<_, _>>(&rules.canonical());
    let (Ok(mut whole), Ok(own)) = (object(&rules), object(own)) else { return (rules, linked.withheld.clone()) };
    let (known, lacking): (Vec<String>, Vec<String>) = linked.withheld.iter().cloned().partition(|name| own.contains_key(name));
    whole.extend(own.into_iter().filter(|(name, _)| known.contains(name)));
    match Rules::from_json(&serde_json::Value::Object(whole).to_string()) {
        Ok((rules, _)) => (rules, lacking),
        Err(_) => (rules, linked.withheld.clone()),
    }
}

fn opened(address: &str, unlocked: Option<&[u8]>) -> Result<Opened, LinkFault> {
    match unlocked {
        Some(payload) => link::open_unlocked(address, payload),
        None => link::open(address),
    }
}

/// The parts that a scorecard has at all.
fn offered(card: &Scorecard) -> ShareOptions {
    let has_dimension = |word: &str| {
        let values = SegmentKey::parse(word).and_then(|key| card.segments.get(&key));
        values.is_some_and(|values| values.keys().any(|name| !name.is_empty()))
    };
    let has_weeks = card.boards.values().any(|board| !board.weekly.is_empty());
    [
        (Part::Support, card.boards.contains_key(&BoardId::Support)),
        (Part::Lead, card.boards.contains_key(&BoardId::Lead)),
        (Part::Weeks, has_weeks),
        (Part::Segments, has_dimension("intent")),
        (Part::Names, true),
        (Part::Sources, has_dimension("source")),
        (Part::Campaigns, has_dimension("campaign")),
        (Part::Money, true),
    ]
    .into_iter()
    .fold(ShareOptions(0), |options, (part, is_there)| options.with(part, is_there))
}

/// What the numbers of a link were narrowed to, as far as it says so.
fn query_of(shared: &Shared) -> Query {
    let filters = shared.filters.iter().filter_map(|filter| Some(Filter { field: filter.field, values: filter.values.clone()? }));
    let date = |date: &Option<String>| date.as_deref().and_then(Date::from_iso);
    let range = date(&shared.card.period.from).zip(date(&shared.card.period.to)).filter(|_| shared.has_range);
    let segments = shared.card.segments.keys().filter(|key| SegmentKey::printed().all(|printed| printed != **key));
    let scope = Scope { range, filters: filters.collect() };
    Query { scope, compare: shared.compare, segments: segments.cloned().collect(), ..Query::default() }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::insight::gaps::{GapKey, Roadmap};
    use crate::model::GapKind;
    use crate::protocol::{OpenFile, Request};

    const RULES: &str = r#"{"manual_cost_per_conversation": 4.5, "recontact_days": 3}"#;

    fn chats(resolved: u32) -> String {
        let row = |at: u32| {
            let resolution = if at < resolved { "confirmed" } else { "none" };
            format!("c{at},2026-03-{:02}T10:00:00Z,help,delivery,2,{resolution},none,0\n", 1 + at % 28)
        };
        let header = "conversation_id,started_at,flow,intent,user_turns,resolution,handoff,fallbacks\n".to_owned();
        header + &(0..120).map(row).collect::<String>()
    }

    fn opened_session(files: &[(&str, &str)]) -> Session {
        let mut session = Session::new("UTC");
        for (file, (name, text)) in (0..).zip(files) {
            let open = OpenFile { file, name: (*name).to_owned(), size: text.len() as u64, sha256: None };
            session.open(&open, Cursor::new(text.as_bytes().to_vec()), &mut |_, _| {}).unwrap();
        }
        session
    }

    fn answer(session: &mut Session, request: Request) -> Vec<Response> {
        let mut responses = Vec::new();
        session.answer(vec![request], |_| Cursor::new(Vec::new()), &mut |response| responses.push(response));
        responses
    }

    fn link_of(session: &mut Session) -> LinkMade {
        match answer(session, Request::Share { options: ShareOptions::default() }).pop() {
            Some(Response::LinkMade(made)) => *made,
            other => panic!("{other:?}"),
        }
    }

    fn verified(session: &mut Session, made: &LinkMade) -> Verified {
        let request = Request::VerifyLink { address: made.fragment.clone(), unlocked: None };
        match answer(session, request).pop() {
            Some(Response::LinkVerified(verified)) => *verified,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_same_files_verify_a_link_under_its_rules_and_change_nothing_here() {
        let (chats, other_chats) = (chats(60), chats(61));
        let made = link_of(&mut opened_session(&[("march.csv", &chats), ("rules.json", RULES)]));
        assert!(made.saves.iter().any(|(part, letters)| *part == Part::Weeks && *letters > 0));
        // Under another name and other rules.
        let mut session = opened_session(&[("copy.csv", &chats)]);
        let before = session.scorecard().unwrap();
        let same = verified(&mut session, &made);
        assert!(same.is_same(), "{same:?}");
        assert_eq!(same.files[0].name.as_deref(), Some("copy.csv"));
        assert_eq!(session.scorecard().unwrap(), before);
        // One chat more was resolved.
        let differs = verified(&mut opened_session(&[("march.csv", &other_chats)]), &made);
        assert!(!differs.is_same() && differs.files[0].name.is_none());
        assert_eq!(differs.others, 1);
        let resolution = differs.differing.iter().find(|of| of.metric.word() == "resolution_rate" && of.week.is_none()).unwrap();
        assert_eq!((resolution.linked, resolution.found), (Some(0.5), Some(61.0 / 120.0)));
    }

    #[test]
    fn a_link_whose_rules_are_cut_off_is_counted_under_those_that_are_open() {
        let files = [("march.csv", &*chats(60)), ("rules.json", RULES)];
        let whole = link_of(&mut opened_session(&files));
        let is_without_rules = |cut: &String| {
            link::open(cut)
                .is_ok_and(|opened| opened.missing.contains(&SectionId::Rules) && !opened.shared.card.boards.is_empty())
        };
        let cuts = (0..whole.fragment.len()).rev().map(|letters| whole.fragment[..letters].to_owned());
        let fragment = cuts.into_iter().find(is_without_rules).unwrap();
        let cut = verified(&mut opened_session(&files), &LinkMade { fragment, ..whole });
        assert!(cut.compared > 0 && cut.differing.is_empty() && cut.missing.contains(&SectionId::Rules), "{cut:?}");
        // The rows are those of the link: the files it names are told to be here.
        assert_eq!(cut.others, 0);
    }

    #[test]
    fn a_link_that_leaves_something_out_is_verified_all_the_same() {
        let rules = r#"{"manual_cost_per_conversation": 4.5, "cost": {"platform_monthly": 99}, "eligible_intents": {"delivery": true},
            "flow_kind": {"help": "support"}}"#;
        let chats = chats(60);
        let mut session = opened_session(&[("march.csv", &chats), ("rules.json", rules)]);
        let made = |session: &mut Session, part| match answer(
            session,
            Request::Share { options: ShareOptions::default().with(part, false) },
        )
        .pop()
        {
            Some(Response::LinkMade(made)) => *made,
            other => panic!("{other:?}"),
        };
        for part in [Part::Money, Part::Names, Part::Weeks, Part::Segments] {
            let link = made(&mut session, part);
            let same = verified(&mut session, &link);
            assert!(same.is_same(), "{part:?} {same:?}");
        }
        // Without the rules nobody can say whether chats of delivery are eligible.
        let link = made(&mut session, Part::Names);
        let unsaid = verified(&mut opened_session(&[("march.csv", &chats)]), &link);
        assert_eq!(unsaid.withheld, ["flow_kind", "eligible_intents"]);
        // Money is no number of a link without it.
        let link = made(&mut session, Part::Money);
        assert!(verified(&mut opened_session(&[("march.csv", &chats)]), &link).is_same());
    }

    #[test]
    fn sources_and_campaigns_have_a_switch_each_and_are_verified() {
        let row =
            |at: u32| format!("c{at},2026-03-{:02}T10:00:00Z,help,mail {},spring {},2,none,0\n", 1 + at % 28, at % 2, at % 3);
        let header = "conversation_id,started_at,flow,source,campaign,user_turns,handoff,fallbacks\n".to_owned();
        let chats = header + &(0..120).map(row).collect::<String>();
        let mut session = opened_session(&[("march.csv", &chats)]);
        let link = |session: &mut Session, options| match answer(session, Request::Share { options }).pop() {
            Some(Response::LinkMade(made)) => *made,
            other => panic!("{other:?}"),
        };
        for (part, field, names) in [
            (Part::Sources, "source", ["mail 0", "mail 1"].as_slice()),
            (Part::Campaigns, "campaign", &["spring 0", "spring 1", "spring 2"]),
        ] {
            let made = link(&mut session, ShareOptions::default().with(part, true));
            assert!(made.offered.has(part));
            let segments: Vec<(String, Vec<&str>)> = made
                .shared
                .card
                .segments
                .iter()
                .map(|(key, values)| (String::from(key.clone()), values.keys().map(String::as_str).collect()))
                .collect();
            let own = segments.iter().filter(|(of, _)| *of != "intent").collect::<Vec<_>>();
            assert_eq!(own, [&(field.to_owned(), names.to_vec())]);
            assert!(verified(&mut session, &made).is_same());
        }
    }

    #[test]
    fn what_was_decided_about_gaps_is_in_no_link_and_in_no_comparison() {
        // One question grows as another one stops: as long as nobody says that they are one, that is a finding.
        let asked = |at: u32| match (at / 200, at % 200) {
            (0..4, 0..15) | (4..8, 0) => "Where is my parcel?",
            (4..8, 1..16) => "Which size fits a child of four years?",
            _ => "",
        };
        let row = |at: u32| {
            let (day, question) = (crate::model::Date(20_458 + i32::try_from(at / 200 * 7).unwrap()), asked(at));
            format!("c{at},{day}T10:00:00Z,help,delivery,2,none,none,0,{},{question}\n", !question.is_empty())
        };
        let header = "conversation_id,started_at,flow,intent,user_turns,resolution,handoff,fallbacks,missing_answer,question\n";
        let chats = header.to_owned()
            + &(0..1600).map(row).collect::<String>()
            + "z,2026-03-02T10:00:00Z,help,delivery,2,none,none,0,no,\n";
        let open = || opened_session(&[("chats.csv", chats.as_str())]);
        let grows = |card: &Scorecard| card.findings.iter().any(|finding| finding.rule == "growing_gap");
        let key = |question: &str| GapKey { kind: GapKind::Missing, question: question.to_owned() };
        let mut roadmap = Roadmap::default();
        roadmap.decide(&key("Which size fits a child of four years?"), |note| note.into = "Where is my parcel?".to_owned());
        let (mut plain, mut decided) = (open(), open());
        decided.set_roadmap(roadmap);
        assert!(grows(&plain.scorecard().unwrap()) && !grows(&decided.scorecard().unwrap()));
        let (of_plain, of_decided) = (link_of(&mut plain), link_of(&mut decided));
        assert_eq!(of_plain.fragment, of_decided.fragment);
        assert!(verified(&mut decided, &of_plain).is_same());
        assert!(!grows(&decided.scorecard().unwrap()), "what is told here stays as decided");
    }

    #[test]
    fn a_narrowed_scorecard_is_verified_as_narrowed() {
        let chats = chats(60);
        let mut session = opened_session(&[("march.csv", &chats)]);
        session.narrow(Query::from_address("from=2026-03-02&to=2026-03-22&intent=delivery"));
        let made = link_of(&mut session);
        assert!(made.shared.has_range);
        let same = verified(&mut opened_session(&[("march.csv", &chats)]), &made);
        assert!(same.is_same(), "{same:?}");
    }

    #[test]
    fn a_link_of_dates_against_others_is_verified_against_them() {
        let chats = chats(60);
        let mut session = opened_session(&[("march.csv", &chats)]);
        session.narrow(Query::from_address("from=2026-03-15&to=2026-03-28&compare=2026-03-01..2026-03-14"));
        let made = link_of(&mut session);
        assert_eq!(made.shared.compare.map(|(from, to)| (to.0 - from.0, to.to_string())), Some((13, "2026-03-14".to_owned())));
        let same = verified(&mut opened_session(&[("march.csv", &chats)]), &made);
        assert!(same.is_same(), "{same:?}");
    }

    #[test]
    fn a_locked_link_hands_over_what_its_passphrase_opens() {
        let mut session = opened_session(&[("march.csv", &chats(60))]);
        let made = link_of(&mut session);
        let locked = [9; 60].to_vec();
        let Some(Response::LinkLocked(fragment)) = answer(&mut session, Request::LockLink { locked: locked.clone() }).pop()
        else {
            panic!("no link")
        };
        let open = |session: &mut Session, unlocked| {
            let request = Request::OpenLink { address: fragment.clone(), unlocked, is_other: false };
            match answer(session, request).pop() {
                Some(Response::LinkOpened(opened)) => *opened,
                other => panic!("{other:?}"),
            }
        };
        let closed = open(&mut session, None);
        assert_eq!((closed.result, closed.locked), (Err(LinkFault::Locked), locked));
        assert_eq!(open(&mut session, Some(made.payload)).result.unwrap().shared, made.shared);
    }
}
