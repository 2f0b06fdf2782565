//! Each check of METRICS section 10 finds what it is for, names file and count, and is silent about data without fault.

use std::fmt::Write as _;
use std::io::Cursor;

use botworth::ingest::{MappedColumn, MappingProfile};
use botworth::insight::checks::CheckId;
use botworth::model::{Date, TableName};
use botworth::protocol::OpenFile;
use botworth::rules::Rules;
use botworth::scorecard::Check;
use botworth::session::Session;

/// Files by name; a test changes what it is about.
struct Files {
    chats: Vec<String>,
    chat_columns: &'static str,
    others: Vec<(&'static str, String)>,
}

const COLUMNS: &str =
    "conversation_id,started_at,user_id,channel,flow,intent,user_turns,resolution,handoff,csat,csat_max,goal_completed,engaged\n";
const INTENTS: [&str; 3] = ["order status", "returns", "complaint"];

/// The columns of a chat that tests change.
struct Chat {
    id: usize,
    user: String,
    day: i32,
    channel: &'static str,
    flow: &'static str,
    intent: String,
    turns: u32,
    resolution: &'static str,
    handoff: &'static str,
    csat: &'static str,
    csat_max: &'static str,
    goal: &'static str,
    engaged: &'static str,
}

/// A chat of a month in which nothing is wrong: resolved, abandoned and handed off in turn, each survey answered alike.
fn sound(at: usize) -> Chat {
    Chat {
        id: at,
        user: format!("u{at}"),
        day: i32::try_from(at / 10).unwrap(),
        channel: "web",
        flow: "help",
        intent: INTENTS[at % 3].to_owned(),
        turns: 4,
        resolution: if at.is_multiple_of(4) { "confirmed" } else { "none" },
        handoff: if at % 4 == 1 { "answered" } else { "none" },
        csat: if at.is_multiple_of(2) { "5" } else { "3" },
        csat_max: "5",
        goal: "",
        engaged: "true",
    }
}

fn date(day: i32) -> Date {
    Date(Date::from_ymd(2026, 3, 1).unwrap().0 + day)
}

impl Files {
    /// Three hundred chats of thirty days, each changed.
    fn changed(change: impl Fn(&mut Chat)) -> Self {
        let line = |at: usize| {
            let mut chat = sound(at);
            change(&mut chat);
            format!(
                "c{},{}T10:00:00Z,{},{},{},{},{},{},{},{},{},{},{}\n",
                chat.id,
                date(chat.day),
                chat.user,
                chat.channel,
                chat.flow,
                chat.intent,
                chat.turns,
                chat.resolution,
                chat.handoff,
                chat.csat,
                chat.csat_max,
                chat.goal,
                chat.engaged
            )
        };
        let exposure = "date,channel,impressions\n2026-03-01,web,5000\n".to_owned();
        Self { chats: (0..300).map(line).collect(), chat_columns: COLUMNS, others: vec![("exposure.csv", exposure)] }
    }

    fn sound() -> Self {
        Self::changed(|_| {})
    }

    fn and(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.others.push((name, text.into()));
        self
    }

    fn without_exposure(mut self) -> Self {
        self.others.clear();
        self
    }

    fn checks(self) -> Vec<Check> {
        let mut session = Session::new("UTC");
        let chats = [self.chat_columns, &self.chats.concat()].concat();
        for (file, (name, text)) in (0..).zip([("chats.csv", chats)].into_iter().chain(self.others)) {
            let file = OpenFile { file, name: name.to_owned(), size: text.len() as u64, sha256: None };
            session.open(&file, Cursor::new(text), &mut |_, _| {}).unwrap();
        }
        session.scorecard().unwrap().checks
    }

    /// The one thing that is found.
    fn only(self) -> (CheckId, Option<String>, u64) {
        let found = self.checks();
        assert_eq!(found.len(), 1, "{found:?}");
        let check = found.into_iter().next().unwrap();
        (CheckId::from_word(&check.check).unwrap(), check.file, check.count)
    }
}

fn in_file(id: CheckId, file: &str, count: u64) -> (CheckId, Option<String>, u64) {
    (id, Some(file.to_owned()), count)
}

#[test]
fn sound_data_is_not_spoken_of() {
    assert_eq!(Files::sound().checks(), []);
}

#[test]
fn crm_and_orders_that_name_no_conversation() {
    let leads = "lead_id,created_at,email,mql_at,origin\nl1,2026-03-02T10:00:00Z,a@b.example,2026-03-03T10:00:00Z,\n";
    assert_eq!(Files::sound().and("leads.csv", leads).only(), in_file(CheckId::NoConversationId, "leads.csv", 1));
    let orders = "order_id,at,amount,user_id\no1,2026-03-02T12:00:00Z,10,u5\no2,2026-03-02T12:00:00Z,10,x\n";
    let found = Files::sound().and("orders.csv", orders).checks();
    assert_eq!((found[0].check.as_str(), found[0].count), ("no_conversation_id", 2));
    // The other keys' join rates are told beside.
    assert_eq!(found[0].examples, ["user_id 1/2"]);
    let form = "lead_id,created_at,email,mql_at,origin\nl1,2026-03-02T10:00:00Z,a@b.example,2026-03-03T10:00:00Z,form\n";
    assert_eq!(Files::sound().and("leads.csv", form).checks(), []);
}

#[test]
fn a_conversation_that_is_not_there() {
    let leads = "lead_id,created_at,conversation_id,mql_at\nl1,2026-03-02T10:00:00Z,gone,2026-03-03T10:00:00Z\n";
    assert_eq!(Files::sound().and("leads.csv", leads).only(), in_file(CheckId::UnknownConversationId, "leads.csv", 1));
    let orders = "order_id,at,amount,conversation_id\no1,2026-03-02T12:00:00Z,10,gone\no2,2026-03-02T12:00:00Z,10,c3\n";
    assert_eq!(Files::sound().and("orders.csv", orders).only(), in_file(CheckId::UnknownConversationId, "orders.csv", 1));
}

#[test]
fn leads_without_a_stage_or_with_time_running_backwards() {
    let leads = "lead_id,created_at,conversation_id\nl1,2026-03-02T10:00:00Z,c3\n";
    assert_eq!(Files::sound().and("leads.csv", leads).only(), in_file(CheckId::NoQualityStage, "leads.csv", 1));
    let back = "lead_id,created_at,conversation_id,mql_at\nl1,2026-03-02T10:00:00Z,c3,2026-03-01T10:00:00Z\n";
    assert_eq!(Files::sound().and("leads.csv", back).only(), in_file(CheckId::NegativeLeadTimes, "leads.csv", 1));
}

#[test]
fn no_exposure() {
    assert_eq!(Files::sound().without_exposure().only(), (CheckId::NoExposure, None, 300));
}

#[test]
fn a_support_and_a_sales_flow_under_one_goal() {
    let both = || {
        Files::changed(|chat| {
            chat.flow = if chat.id < 100 { "demo" } else { "help" };
            chat.goal = if chat.id.is_multiple_of(10) { "true" } else { "false" };
        })
        .and("leads.csv", "lead_id,created_at,conversation_id,mql_at\nl1,2026-03-02T10:00:00Z,c3,2026-03-03T10:00:00Z\n")
    };
    assert_eq!(both().only(), in_file(CheckId::BlendedGoal, "chats.csv", 30));
    let told = both().and("rules.json", r#"{"goal_per_flow":{"demo":"meeting","help":"answer"}}"#);
    assert_eq!(told.checks(), []);
}

#[test]
fn intents_missing_free_or_spelled_several_ways() {
    let missing = Files::changed(|chat| {
        if chat.id < 30 {
            chat.intent.clear();
        }
    });
    assert_eq!(missing.only(), in_file(CheckId::IntentsMissing, "chats.csv", 30));
    let free = Files::changed(|chat| chat.intent = format!("where is my parcel number {}", chat.id));
    assert_eq!(free.only(), (CheckId::IntentsFreeText, None, 300));
    let spelled = Files::changed(|chat| {
        if chat.id < 9 && chat.intent == "order status" {
            chat.intent = "Order_Status".to_owned();
        }
    });
    let found = spelled.checks();
    assert_eq!((found[0].check.as_str(), found[0].count), ("spelled_several_ways", 3));
    assert_eq!(found[0].examples, ["Order_Status = order status"]);
}

#[test]
fn channels_flows_and_sources_under_several_names() {
    let channel = Files::changed(|chat| {
        if chat.id < 4 {
            chat.channel = "WEB";
        }
    });
    assert_eq!(channel.only(), in_file(CheckId::ChannelsSpelledSeveralWays, "chats.csv", 4));
    let flow = Files::changed(|chat| {
        if chat.id < 5 {
            chat.flow = "Help";
        }
    });
    assert_eq!(flow.only(), in_file(CheckId::FlowsSpelledSeveralWays, "chats.csv", 5));
    let source = |row: usize| if row < 6 { "Google" } else { "google" };
    let mut sources = Files::sound();
    sources.chat_columns = "conversation_id,started_at,user_id,channel,flow,intent,user_turns,resolution,handoff,csat,csat_max,\
        goal_completed,engaged,source\n";
    for (row, line) in sources.chats.iter_mut().enumerate() {
        *line = format!("{},{}\n", line.trim_end(), source(row));
    }
    assert_eq!(sources.only(), in_file(CheckId::SourcesSpelledSeveralWays, "chats.csv", 6));
}

#[test]
fn dates_whose_day_and_month_nothing_tells_apart() {
    let mut profile = MappingProfile::new("ours", TableName::Leads);
    let mapped = |column: &str, to: &str| MappedColumn { column: column.to_owned(), to: Some(to.to_owned()), reading: None };
    profile.columns = vec![mapped("Number", "lead_id"), mapped("Made", "created_at"), mapped("Good", "mql_at")];
    profile.columns.push(mapped("Chat", "conversation_id"));
    profile.ask_for_columns();
    let dated = |made: &str| {
        let leads = format!("Number,Made,Good,Chat\n1,2026-03-02 10:00,{made},c3\n2,2026-03-02 10:00,2026-03-03 10:00,c6\n");
        Files::sound().and("mapping.json", profile.to_json()).and("leads.csv", leads)
    };
    assert_eq!(dated("04/03/2026 10:00").only(), in_file(CheckId::AmbiguousDates, "leads.csv", 1));
    assert_eq!(dated("25/03/2026 10:00").checks(), []);
}

#[test]
fn events_that_are_not_known_and_what_was_meant() {
    let events = "event,timestamp,conversation_id\nbot_falback,2026-03-02T10:00:00Z,c10\nbot_falback,2026-03-02T10:00:01Z,c10\n";
    let found = Files::sound().and("events.csv", events).checks();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].check.as_str(), found[0].count, found[0].file.as_deref()), ("unknown_events", 2, Some("events.csv")));
    assert_eq!(found[0].examples, ["bot_falback → bot_fallback"]);
}

#[test]
fn an_outcome_in_the_channel() {
    let mixed = Files::changed(|chat| {
        if chat.id < 7 {
            chat.channel = "Escalated";
        }
    });
    assert_eq!(mixed.only(), in_file(CheckId::ChannelInOutcome, "chats.csv", 7));
}

#[test]
fn surveys_that_ask_the_happy_the_handed_off_or_others_than_chat() {
    let after = |resolved: bool| {
        Files::changed(move |chat| {
            let is_asked = if resolved { chat.resolution == "confirmed" } else { chat.handoff == "answered" };
            chat.csat = if is_asked { "5" } else { "" };
        })
    };
    assert_eq!(after(true).only(), in_file(CheckId::SurveyAfterSuccess, "chats.csv", 75));
    assert_eq!(after(false).only(), in_file(CheckId::SurveyAfterHandoff, "chats.csv", 75));
    let unlike = Files::changed(|chat| {
        let is_complaint = chat.intent == "complaint";
        chat.csat = if is_complaint && !chat.id.is_multiple_of(5) { "" } else { "5" };
    });
    assert_eq!(unlike.only(), in_file(CheckId::SurveyUnlikeChats, "chats.csv", 220));
    let unclear = Files::changed(|chat| chat.csat_max = if chat.id < 5 { "9" } else { "5" });
    assert_eq!(unclear.only(), in_file(CheckId::CsatScaleUnclear, "chats.csv", 5));
}

#[test]
fn handoffs_that_nobody_took_and_resolutions_after_one() {
    let asked = Files::changed(|chat| chat.handoff = if chat.handoff == "answered" { "requested" } else { "none" });
    assert_eq!(asked.only(), in_file(CheckId::HandoffNeverAccepted, "chats.csv", 75));
    let both = Files::changed(|chat| {
        if chat.handoff == "answered" && chat.id < 100 {
            chat.resolution = "confirmed";
        }
    });
    assert_eq!(both.only(), in_file(CheckId::ResolvedAfterHandoff, "chats.csv", 25));
}

#[test]
fn containment_that_is_called_resolution() {
    let contained = Files::changed(|chat| chat.resolution = if chat.handoff == "none" { "assumed" } else { "none" });
    assert_eq!(contained.only(), in_file(CheckId::ContainmentAsResolution, "chats.csv", 225));
}

#[test]
fn averages_and_the_engaged_sessions_of_ga4_among_the_columns() {
    let with = |column: &'static str| {
        let mut files = Files::sound();
        files.chat_columns = Box::leak([COLUMNS.trim_end(), ",", column, "\n"].concat().into_boxed_str());
        files.chats = files.chats.iter().map(|line| [line.trim_end(), ",3\n"].concat()).collect();
        files
    };
    assert_eq!(with("avg_handle_time").only(), in_file(CheckId::AveragesInFile, "chats.csv", 1));
    assert_eq!(with("Engaged sessions").only(), in_file(CheckId::Ga4Engagement, "chats.csv", 1));
    assert_eq!(with("meaning").checks(), []);
}

#[test]
fn copies_and_overlapping_exports() {
    let touches = |rows: &str| ["at,user_id,source\n", rows].concat();
    let (march, april) = ("2026-03-02T09:00:00Z,u1,google\n", "2026-04-02T09:00:00Z,u1,google\n");
    let between = "2026-03-20T09:00:00Z,u2,google\n";
    let apart = Files::sound().and("march.csv", touches(march)).and("april.csv", touches(april));
    assert_eq!(apart.checks(), []);
    let over = Files::sound().and("a.csv", touches(&[march, april].concat())).and("b.csv", touches(between));
    assert_eq!(over.only(), in_file(CheckId::OverlappingDates, "b.csv", 1));
    let copy = Files::sound().and("a.csv", touches(march)).and("b.csv", touches(march));
    let found: Vec<(String, u64)> = copy.checks().into_iter().map(|check| (check.check, check.count)).collect();
    assert_eq!(found, [("duplicate_export".to_owned(), 1), ("overlapping_dates".to_owned(), 1)]);
}

#[test]
fn dates_that_are_stray_out_of_range_missing_or_of_two_clocks() {
    let stray = Files::changed(|chat| {
        if chat.id == 0 {
            chat.day = -400;
        }
    });
    assert_eq!(stray.only(), in_file(CheckId::StrayDates, "chats.csv", 1));
    let mut early = Files::sound();
    early.chats.push("c999,1999-03-01T10:00:00Z,u999,web,help,returns,4,none,none,5,5,,true\n".to_owned());
    assert_eq!(early.only(), in_file(CheckId::YearOutOfRange, "chats.csv", 1));
    let gap = Files::changed(|chat| chat.day += if chat.day > 15 { 6 } else { 0 });
    assert_eq!(gap.only(), (CheckId::DatesMissing, None, 6));
    let mut mixed = Files::sound();
    mixed.chats[5] = mixed.chats[5].replace("10:00:00Z", "10:00:00");
    assert_eq!(mixed.only(), in_file(CheckId::MixedZones, "chats.csv", 1));
}

#[test]
fn orders_that_do_not_count() {
    let orders = "order_id,at,amount,conversation_id,status\no1,2026-03-02T12:00:00Z,10,c3,paid\n\
        o2,2026-03-02T12:00:00Z,10,c4,cancelled\no3,2026-03-02T12:00:00Z,10,c5,pending\n";
    assert_eq!(Files::sound().and("orders.csv", orders).only(), in_file(CheckId::UncountedOrders, "orders.csv", 2));
}

#[test]
fn test_traffic_and_one_person_with_a_crowd_of_chats() {
    let mut tests = Files::sound();
    tests.chat_columns = "conversation_id,started_at,user_id,channel,flow,intent,user_turns,resolution,handoff,csat,csat_max,\
        goal_completed,engaged,test\n";
    let marked = tests.chats.iter().enumerate().map(|(at, line)| format!("{},{}\n", line.trim_end(), at < 4));
    tests.chats = marked.collect();
    assert_eq!(tests.only(), in_file(CheckId::TestTraffic, "chats.csv", 4));
    let crowd = Files::changed(|chat| {
        if chat.id < 60 {
            chat.user = "tester".to_owned();
        }
    });
    assert_eq!(crowd.only(), in_file(CheckId::CrowdedPerson, "chats.csv", 60));
}

#[test]
fn a_helpdesk_that_lists_only_what_reached_a_person() {
    let mut text = String::from(
        "Conversation ID,Conversation started at (UTC),Fin AI Agent involved,Fin AI Agent resolution state,Teammate first replied,User ID\n",
    );
    for at in 0..40 {
        let _ = writeln!(text, "{at},{} 10:00:00,true,Escalated,Ann,u{at}", date(at % 28));
    }
    let found = Files::sound().and("intercom.csv", text).checks();
    let missing: Vec<&Check> = found.iter().filter(|check| check.check == "no_bot_only_chats").collect();
    assert_eq!(missing.len(), 1, "{found:?}");
    assert_eq!((missing[0].file.as_deref(), missing[0].count), (Some("intercom.csv"), 40));
}

#[test]
fn tickets_that_end_before_the_chats() {
    let tickets = |last: i32| {
        let mut text = String::from("ticket_id,created_at,user_id\n");
        for day in 0..=last {
            let _ = writeln!(text, "t{day},{}T23:00:00Z,x{day}", date(day));
        }
        Files::sound().and("tickets.csv", text)
    };
    // Ten chats a day; those of the last nine days come after.
    assert_eq!(tickets(20).only(), in_file(CheckId::TicketsEndEarly, "chats.csv", 90));
    assert_eq!(tickets(29).checks(), []);
}

#[test]
fn engaged_without_a_message() {
    let silent = Files::changed(|chat| chat.turns = if chat.id < 12 { 0 } else { 4 });
    assert_eq!(silent.only(), in_file(CheckId::EngagedWithoutMessage, "chats.csv", 12));
}

#[test]
fn a_load_that_was_checked_before_is_checked_anew_against_other_earlier_rules() {
    let text = "conversation_id,started_at\na,2026-03-02T10:00:00Z\n";
    let mut session = Session::new("UTC");
    let file = OpenFile { file: 0, name: "chats.csv".to_owned(), size: text.len() as u64, sha256: None };
    session.open(&file, Cursor::new(text), &mut |_, _| {}).unwrap();
    let changed = |session: &mut Session| {
        let checks = session.scorecard().unwrap().checks;
        checks.iter().any(|check| check.check == CheckId::AttributionChanged.word())
    };
    assert!(!changed(&mut session));
    session.compare_with(Rules::from_json(r#"{"attribution": {"window_days": 7}}"#).unwrap().0);
    assert!(changed(&mut session));
    session.compare_with(Rules::default());
    assert!(!changed(&mut session));
}
