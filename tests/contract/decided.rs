//! What people decide about gaps, and the week that the brief speaks of, on the sample.

use std::io::Cursor;

use botworth::insight::gaps::{GapKey, Roadmap};
use botworth::metrics::Scope;
use botworth::model::{Date, GapKind};
use botworth::protocol::{OpenFile, Request, Response};
use botworth::scorecard::{BoardId, ChangeId, MetricId, Query};
use botworth::session::Session;

use crate::sample;

fn key(question: &str) -> GapKey {
    GapKey { kind: GapKind::Missing, question: question.to_owned() }
}

fn growing(session: &mut Session) -> Option<(String, f64)> {
    let findings = session.scorecard().unwrap().findings;
    let found = findings.into_iter().find(|found| found.rule == "growing_gap")?;
    Some((found.segment?, found.evidence["conversations"]))
}

#[test]
fn findings_speak_of_the_groups_that_were_decided_on() {
    let mut session = sample();
    let (segment, asked) = growing(&mut session).unwrap();
    let question = segment.strip_prefix("gap=").unwrap();
    let gaps = session.gaps(&Scope::default()).unwrap().gaps;
    let found = gaps.iter().find(|gap| gap.name == question).unwrap();
    let other = gaps.iter().find(|gap| gap.kind == found.kind && gap.name != question).unwrap();
    let found_as = GapKey { kind: found.kind, question: question.to_owned() };
    let mut named = Roadmap::default();
    named.decide(&found_as, |note| note.name = "No box".to_owned());
    assert!(session.set_roadmap(named.clone()));
    assert_eq!(growing(&mut session), Some(("gap=No box".to_owned(), asked)));
    // One that is asked as ever joins it: more chats ask it.
    named.decide(&GapKey { question: other.name.clone(), ..found_as.clone() }, |note| note.into = question.to_owned());
    session.set_roadmap(named);
    assert!(growing(&mut session).is_none_or(|(segment, more)| segment == "gap=No box" && more > asked));
    // Taken apart, its questions are two gaps, and the finding is about the chats of one of them.
    let mut apart = Roadmap::default();
    apart.set_apart(&GapKey { question: found.examples[0].clone(), ..found_as }, true);
    session.set_roadmap(apart);
    assert!(growing(&mut session).is_none_or(|(_, fewer)| fewer < asked));
}

#[test]
fn a_scorecard_follows_where_groups_become_others_and_only_there() {
    let mut session = sample();
    let mut told = |roadmap: &Roadmap| {
        let mut said = Vec::new();
        let request = Request::Gaps { roadmap: roadmap.clone() };
        session.answer(vec![request], |_| Cursor::new(Vec::new()), &mut |response| said.push(response));
        said.iter().filter(|response| matches!(response, Response::Scorecard { .. })).count()
    };
    let mut roadmap = Roadmap::default();
    assert_eq!(told(&roadmap), 0);
    roadmap.decide(&key("?"), |note| note.month = "2026-12".to_owned());
    assert_eq!(told(&roadmap), 0);
    roadmap.decide(&key("?"), |note| note.name = "What?".to_owned());
    assert_eq!(told(&roadmap), 1);
    assert_eq!(told(&roadmap), 0);
}

#[test]
fn the_week_is_the_last_complete_one_and_is_judged_by_all_before_it() {
    let mut session = sample();
    let all = session.scorecard().unwrap();
    let last = all.weekly.iter().rfind(|week| week.complete).unwrap();
    let (card, gaps) = session.week(&Scope::default()).unwrap();
    assert_eq!(card.period.from.as_ref(), Some(&last.from));
    let from = Date::from_iso(&last.from).unwrap();
    assert_eq!(card.period.to, Some(Date(from.0 + 6).to_string()));
    let deflection = |card: &botworth::scorecard::Scorecard| card.metrics[&MetricId::DeflectionRate].value;
    assert_eq!(deflection(&card), last.metrics[&MetricId::DeflectionRate].value);
    // Its changes and findings are those of everything up to its end.
    let until = Query {
        scope: Scope {
            range: Some((Date::from_iso(all.period.from.as_ref().unwrap()).unwrap(), Date(from.0 + 6))),
            ..Scope::default()
        },
        ..Query::default()
    };
    let until_card = session.scorecard_of(&until).unwrap();
    let csat = |card: &botworth::scorecard::Scorecard| card.boards[&BoardId::Support].change[&ChangeId::Csat];
    assert_eq!((csat(&card), card.findings.clone()), (csat(&until_card), until_card.findings.clone()));
    assert!(!card.findings.is_empty());
    // A gap has one name on every page, so that what was decided about it holds in the brief.
    let names: Vec<String> = session.gaps(&Scope::default()).unwrap().gaps.into_iter().map(|gap| gap.name).collect();
    assert!(gaps.len() == 2 && gaps.iter().flat_map(|(_, of)| &of.gaps).all(|gap| names.contains(&gap.name)));
    let growing = card.findings.iter().find(|found| found.rule == "growing_gap").unwrap();
    assert_eq!(growing.segment.as_deref(), Some("gap=Do you accept a return without the original box?"));
    // The week's questions are those of its chats.
    let missing = card.metrics[&MetricId::KnowledgeGapRate].numerator.unwrap();
    let asked: u64 = gaps.iter().flat_map(|(_, of)| &of.gaps).map(|gap| gap.chats).sum();
    assert!(asked > 0 && asked as f64 <= missing, "{asked} of {missing}");
    // Dates that end earlier end with an earlier week, and a few days have none: then they are told as they are.
    let within = |days| Scope { range: Some((Date(from.0 - days), Date(from.0 - 3))), ..Scope::default() };
    assert_eq!(session.week(&within(20)).unwrap().0.period.to, Some(Date(from.0 - 8).to_string()));
    assert_eq!(session.week(&within(5)).unwrap().0.period.from, Some(Date(from.0 - 5).to_string()));
}

#[test]
fn messages_and_session_time_are_counted_for_the_panel_of_what_flatters() {
    let chats = "conversation_id,started_at,user_turns,bot_turns,duration_s,channel\n\
        a,2026-03-02T10:00:00Z,3,4,60,web\nb,2026-03-02T11:00:00Z,2,,120,web\nc,2026-03-03T10:00:00Z,,,,app\n\
        d,2026-03-03T10:00:00Z,0,1,900,web\n";
    let mut session = Session::new("UTC");
    let file = OpenFile { file: 0, name: "chats.csv".to_owned(), size: chats.len() as u64, sha256: None };
    session.open(&file, Cursor::new(chats), &mut |_, _| {}).unwrap();
    // 3 + 4 + 2 + 0 + 1; the last nobody engaged in, so that its length is no session.
    let all = session.vanity(&Scope::default()).unwrap();
    assert_eq!((all.messages, all.mean_session_s, all.timed), (Some([5, 5]), Some(90.0), 2));
    assert_eq!((all.opened, all.engaged), (4, 3));
    let app = Query::parse(None, None, None, &["channel=app".to_owned()], &[]).unwrap().scope;
    let none = session.vanity(&app).unwrap();
    assert_eq!((none.messages, none.mean_session_s), (None, None));
}
