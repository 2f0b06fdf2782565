//! Every rule of METRICS section 9: one shop in which it fires, and one close by in which it must not.

use std::fmt::Write as _;
use std::io::Cursor;

use botworth::insight::findings::RuleId;
use botworth::model::Date;
use botworth::protocol::OpenFile;
use botworth::scorecard::{BoardId, Finding, MetricId, Query};
use botworth::session::Session;

const WEEKS: usize = 12;
const CHATS_A_WEEK: usize = 240;
/// The week that is compared with the one before, and the first of the four that are compared for CSAT.
const LAST: usize = WEEKS - 1;
const LAST_FOUR: usize = WEEKS - 4;

/// True levels of a week's chats about one intent.
#[derive(Clone, Copy)]
struct Levels {
    csat: f64,
    answers: f64,
    fallback: f64,
    handoff: f64,
    /// Of those that are not handed off.
    resolved: f64,
    turns: u32,
    goal: f64,
    first_useful: f64,
    missing: f64,
    comes_back: f64,
}

const STEADY: Levels = Levels {
    csat: 0.88,
    answers: 0.6,
    fallback: 0.05,
    handoff: 0.30,
    resolved: 0.65,
    turns: 5,
    goal: 0.5,
    first_useful: 3.0,
    missing: 0.03,
    comes_back: 0.04,
};

/// Levels of a week's leads.
#[derive(Clone, Copy)]
struct Leads {
    bot: usize,
    form: usize,
    quality: f64,
    form_quality: f64,
    booking: f64,
    form_booking: f64,
}

const STEADY_LEADS: Leads = Leads { bot: 40, form: 40, quality: 0.6, form_quality: 0.6, booking: 0.4, form_booking: 0.4 };

/// A shop with two intents, and leads.
struct Shop<L, S, B> {
    levels: L,
    /// Share of chats about returns.
    returns: S,
    leads: B,
    rules: &'static str,
}

/// A number in 0..1 that only its place decides: splitmix64.
fn lot(at: usize, salt: u64) -> f64 {
    let mut bits = (at as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(salt.wrapping_mul(0xd1b5_4a32_d192_ed03));
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((bits ^ (bits >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

fn date(day: usize) -> Date {
    Date(Date::from_ymd(2026, 3, 2).unwrap().0 + i32::try_from(day).unwrap())
}

impl<L: Fn(usize, &str) -> Levels, S: Fn(usize) -> f64, B: Fn(usize) -> Leads> Shop<L, S, B> {
    fn found(&self) -> Vec<(RuleId, Option<String>)> {
        let findings = self.findings().into_iter();
        findings.map(|found| (RuleId::from_word(&found.rule).unwrap(), found.segment)).collect()
    }

    fn findings(&self) -> Vec<Finding> {
        self.session().scorecard().unwrap().findings
    }

    fn session(&self) -> Session {
        let mut chats = "conversation_id,started_at,user_id,flow,intent,channel,user_turns,fallbacks,missing_answer,question,\
            resolution,handoff,csat,csat_max,first_useful_s,goal_completed\n"
            .to_owned();
        let mut tickets = "ticket_id,created_at,user_id\n".to_owned();
        let mut leads = "lead_id,created_at,conversation_id,origin,source,mql_at,meeting_booked_at\n".to_owned();
        for at in 0..WEEKS * CHATS_A_WEEK {
            let week = at / CHATS_A_WEEK;
            let day = at * 7 / CHATS_A_WEEK;
            let intent = if lot(at, 1) < (self.returns)(week) { "returns" } else { "delivery" };
            let of = (self.levels)(week, intent);
            let yes = |salt: u64, share: f64| lot(at, salt) < share;
            let handoff = yes(2, of.handoff);
            let resolution = if !handoff && yes(3, of.resolved) { "confirmed" } else { "none" };
            let csat = match (yes(4, of.answers), yes(5, of.csat)) {
                (false, _) => "",
                (true, true) => "5",
                (true, false) => "2",
            };
            let missing = yes(6, of.missing);
            let question = if missing { "do you ship to the moon" } else { "" };
            let _ = writeln!(
                chats,
                "c{at},{}T10:00:00Z,u{at},help,{intent},web,{},{},{missing},{question},{resolution},{},{csat},5,{},{}",
                date(day),
                of.turns + u32::from(yes(7, 0.5)),
                u32::from(yes(8, of.fallback)),
                if handoff { "answered" } else { "none" },
                of.first_useful + lot(at, 9),
                yes(10, of.goal)
            );
            if yes(11, of.comes_back) {
                let _ = writeln!(tickets, "t{at},{}T10:00:00Z,u{at}", date(day + 2));
            }
        }
        // Both tables go on for a while, so that every week can be judged.
        let _ = writeln!(tickets, "end,{}T10:00:00Z,nobody", date(WEEKS * 7));
        for week in 0..WEEKS {
            let of = (self.leads)(week);
            for (origin, count, quality, booking) in
                [("bot", of.bot, of.quality, of.booking), ("form", of.form, of.form_quality, of.form_booking)]
            {
                for at in 0..count {
                    let key = week * 1_000 + at + if origin == "bot" { 0 } else { 500 };
                    let when = format!("{}T09:00:00Z", date(week * 7 + at % 7));
                    let named = if origin == "bot" {
                        let _ = writeln!(chats, "d{key},{when},v{key},demo,demo,web,4,0,false,,none,none,,,3,true");
                        format!("d{key}")
                    } else {
                        String::new()
                    };
                    let is_good = lot(key, 12) < quality;
                    // A booking counts if the lead is qualified.
                    let is_booked = is_good && lot(key, 13) < booking / quality;
                    let origin = if origin == "bot" { "chat" } else { "form" };
                    let (mql, booked) = (if is_good { when.as_str() } else { "" }, if is_booked { when.as_str() } else { "" });
                    let _ = writeln!(leads, "l{key},{when},{named},{origin},google,{mql},{booked}");
                }
            }
        }
        let rules = [
            r#"{"eligible_intents":{"returns":true,"delivery":true},"flow_kind":{"help":"support","demo":"lead"},"#,
            r#""manual_cost_per_conversation":5"#,
            self.rules,
            "}",
        ]
        .concat();
        let mut session = Session::new("UTC");
        // Every tenth lead buys for 100.
        let mut orders = "order_id,at,amount,conversation_id\n".to_owned();
        for week in 0..WEEKS {
            for at in (0..(self.leads)(week).bot).step_by(10) {
                let _ = writeln!(orders, "o{week}_{at},{}T12:00:00Z,100,d{}", date(week * 7 + at % 7), week * 1_000 + at);
            }
        }
        let files =
            [("chats.csv", chats), ("tickets.csv", tickets), ("leads.csv", leads), ("orders.csv", orders), ("rules.json", rules)];
        for (file, (name, text)) in (0..).zip(files) {
            let file = OpenFile { file, name: name.to_owned(), size: text.len() as u64, sha256: None };
            session.open(&file, Cursor::new(text), &mut |_, _| {}).unwrap();
        }
        session
    }
}

/// What is found where only the levels of chats change.
fn with_levels(levels: impl Fn(usize, &str) -> Levels) -> Vec<RuleId> {
    with_levels_under(levels, "")
}

fn with_levels_under(levels: impl Fn(usize, &str) -> Levels, rules: &'static str) -> Vec<RuleId> {
    let shop = Shop { levels, returns: |_| 0.5, leads: |_| STEADY_LEADS, rules };
    shop.found().into_iter().map(|(rule, _)| rule).collect()
}

fn with_leads(leads: impl Fn(usize) -> Leads, rules: &'static str) -> Vec<RuleId> {
    let shop = Shop { levels: |_: usize, _: &str| STEADY, returns: |_| 0.5, leads, rules };
    shop.found().into_iter().map(|(rule, _)| rule).collect()
}

/// Other levels from a week on.
fn from(week: usize, after: Levels) -> impl Fn(usize, &str) -> Levels {
    move |at, _| if at >= week { after } else { STEADY }
}

#[track_caller]
fn fires(rule: RuleId, found: &[RuleId]) {
    assert!(found.contains(&rule), "{rule:?} is not among {found:?}");
}

#[track_caller]
fn is_silent(rule: RuleId, found: &[RuleId]) {
    assert!(!found.contains(&rule), "{rule:?} is among {found:?}");
}

#[test]
fn a_steady_shop_has_nothing_to_tell() {
    assert_eq!(with_levels(|_, _| STEADY), []);
}

#[test]
fn csat_down_and_fallback_up() {
    let both = |week: usize, _: &str| Levels {
        csat: if week >= LAST_FOUR { 0.65 } else { STEADY.csat },
        fallback: if week >= LAST { 0.22 } else { STEADY.fallback },
        ..STEADY
    };
    fires(RuleId::CsatDownFallbackUp, &with_levels(both));
    is_silent(RuleId::CsatDownFallbackUp, &with_levels(from(LAST_FOUR, Levels { csat: 0.65, ..STEADY })));
    is_silent(RuleId::CsatDownFallbackUp, &with_levels(from(LAST, Levels { fallback: 0.22, ..STEADY })));
}

#[test]
fn csat_down_and_handoff_down() {
    let both = |week: usize, _: &str| Levels {
        csat: if week >= LAST_FOUR { 0.65 } else { STEADY.csat },
        handoff: if week >= LAST { 0.08 } else { STEADY.handoff },
        ..STEADY
    };
    fires(RuleId::CsatDownHandoffDown, &with_levels(both));
    is_silent(RuleId::CsatDownHandoffDown, &with_levels(from(LAST_FOUR, Levels { csat: 0.65, ..STEADY })));
}

#[test]
fn csat_flat_and_deflection_up() {
    let better = Levels { resolved: 0.95, ..STEADY };
    fires(RuleId::CsatFlatDeflectionUp, &with_levels(from(LAST, better)));
    let at_a_price = |week: usize, _: &str| Levels {
        csat: if week >= LAST_FOUR { 0.65 } else { STEADY.csat },
        resolved: if week >= LAST { 0.95 } else { STEADY.resolved },
        ..STEADY
    };
    is_silent(RuleId::CsatFlatDeflectionUp, &with_levels(at_a_price));
}

#[test]
fn trapped_users() {
    fires(RuleId::TrappedUsers, &with_levels(|_, _| Levels { handoff: 0.01, csat: 0.6, ..STEADY }));
    is_silent(RuleId::TrappedUsers, &with_levels(|_, _| Levels { handoff: 0.01, ..STEADY }));
    is_silent(RuleId::TrappedUsers, &with_levels(|_, _| Levels { csat: 0.6, ..STEADY }));
}

#[test]
fn handoff_too_high() {
    fires(RuleId::HandoffTooHigh, &with_levels(|_, _| Levels { handoff: 0.8, ..STEADY }));
    is_silent(RuleId::HandoffTooHigh, &with_levels(|_, _| Levels { handoff: 0.68, ..STEADY }));
}

#[test]
fn a_filter_on_how_chats_ended_proves_nothing_about_handoffs() {
    let shop = Shop { levels: |_: usize, _: &str| STEADY, returns: |_| 0.5, leads: |_| STEADY_LEADS, rules: "" };
    let under = |filter: &str| {
        let query = Query::parse(None, None, None, &[filter.to_owned()], &[]).unwrap();
        let card = shop.session().scorecard_of(&query).unwrap();
        let handoff = card.boards[&BoardId::Support].metrics[&MetricId::HandoffRate].value;
        (handoff, card.findings.into_iter().map(|finding| finding.rule).collect::<Vec<_>>())
    };
    // All of these were handed off, none of those: neither is the bot's doing.
    let (all, found) = under("outcome=escalated");
    assert_eq!((all, found.contains(&RuleId::HandoffTooHigh.word().to_owned())), (Some(1.0), false), "{found:?}");
    let (none, found) = under("outcome=completed");
    let traps = [RuleId::TrappedUsers, RuleId::TrappingIntent].map(|rule| found.contains(&rule.word().to_owned()));
    assert_eq!((none, traps), (Some(0.0), [false; 2]), "{found:?}");
}

#[test]
fn longer_sessions_with_fewer_goals() {
    fires(RuleId::LongerSessionsFewerGoals, &with_levels(from(LAST, Levels { turns: 9, goal: 0.25, ..STEADY })));
    is_silent(RuleId::LongerSessionsFewerGoals, &with_levels(from(LAST, Levels { turns: 9, ..STEADY })));
    is_silent(RuleId::LongerSessionsFewerGoals, &with_levels(from(LAST, Levels { goal: 0.25, ..STEADY })));
}

#[test]
fn more_leads_of_lower_quality() {
    // The last two weeks cannot be judged yet; the four before are compared with the four before them.
    let worse = |week: usize| Leads {
        bot: if week >= 6 { 80 } else { 40 },
        quality: if week >= 6 { 0.35 } else { 0.7 },
        booking: 0.1,
        form_quality: 0.3,
        form_booking: 0.1,
        ..STEADY_LEADS
    };
    fires(RuleId::MoreLeadsLowerQuality, &with_leads(worse, ""));
    is_silent(RuleId::MoreLeadsLowerQuality, &with_leads(|week| Leads { quality: 0.6, booking: 0.4, ..worse(week) }, ""));
    is_silent(RuleId::MoreLeadsLowerQuality, &with_leads(|week| Leads { bot: 40, ..worse(week) }, ""));
}

#[test]
fn quality_and_booking_below_the_form() {
    let weak = |_| Leads { quality: 0.4, form_quality: 0.65, booking: 0.2, form_booking: 0.5, ..STEADY_LEADS };
    let found = with_leads(weak, "");
    fires(RuleId::QualityBelowForm, &found);
    fires(RuleId::BookingBelowForm, &found);
    let alike = with_leads(|_| STEADY_LEADS, "");
    is_silent(RuleId::QualityBelowForm, &alike);
    is_silent(RuleId::BookingBelowForm, &alike);
    // A form whose rates are told by hand.
    let told = with_leads(|_| STEADY_LEADS, r#","baseline":{"form_lead_quality":0.75,"form_booking":0.6}"#);
    fires(RuleId::QualityBelowForm, &told);
    fires(RuleId::BookingBelowForm, &told);
}

#[test]
fn fallback_too_high_at_any_age_and_once_settled() {
    fires(RuleId::FallbackTooHigh, &with_levels(|_, _| Levels { fallback: 0.2, ..STEADY }));
    // Nearly 15 %: too much for a bot of three months, not for a new one.
    let settled = |_: usize, _: &str| Levels { fallback: 0.145, ..STEADY };
    fires(RuleId::FallbackTooHigh, &with_levels(settled));
    is_silent(RuleId::FallbackTooHigh, &with_levels_under(settled, r#","launched_on":"2026-05-01""#));
}

#[test]
fn gaps_too_high_after_the_first_month() {
    fires(RuleId::GapsTooHigh, &with_levels(|_, _| Levels { missing: 0.25, ..STEADY }));
    let at_first = |week: usize, _: &str| Levels { missing: if week < 5 { 0.4 } else { 0.03 }, ..STEADY };
    is_silent(RuleId::GapsTooHigh, &with_levels(at_first));
}

#[test]
fn csat_below_people() {
    let human = r#","baseline":{"human_csat":0.95}"#;
    let watch = with_levels_under(|_, _| Levels { csat: 0.87, ..STEADY }, human);
    fires(RuleId::CsatBelowHuman, &watch);
    is_silent(RuleId::CsatFarBelowHuman, &watch);
    let not_ready = with_levels_under(|_, _| Levels { csat: 0.75, ..STEADY }, human);
    fires(RuleId::CsatFarBelowHuman, &not_ready);
    // The stronger of the two is said alone.
    is_silent(RuleId::CsatBelowHuman, &not_ready);
    is_silent(RuleId::CsatBelowHuman, &with_levels_under(|_, _| Levels { csat: 0.93, ..STEADY }, human));
}

#[test]
fn uneven_deflection() {
    let uneven = |_: usize, intent: &str| Levels { resolved: if intent == "delivery" { 0.15 } else { 0.8 }, ..STEADY };
    let shop = Shop { levels: uneven, returns: |_| 0.5, leads: |_| STEADY_LEADS, rules: "" };
    assert!(shop.found().contains(&(RuleId::UnevenDeflection, Some("intent=delivery".to_owned()))));
    // Both are low: nothing to keep beside it.
    is_silent(RuleId::UnevenDeflection, &with_levels(|_, _| Levels { resolved: 0.15, ..STEADY }));
}

#[test]
fn deflection_up_and_not_durable() {
    // The last two weeks cannot be judged: their people may still come back.
    let hollow = Levels { resolved: 0.95, comes_back: 0.4, ..STEADY };
    fires(RuleId::DeflectionUpNotDurable, &with_levels(from(LAST - 2, hollow)));
    is_silent(RuleId::DeflectionUpNotDurable, &with_levels(from(LAST - 2, Levels { resolved: 0.95, ..STEADY })));
}

#[test]
fn dead_air() {
    fires(RuleId::DeadAir, &with_levels(|_, _| Levels { first_useful: 12.0, ..STEADY }));
    is_silent(RuleId::DeadAir, &with_levels(|_, _| Levels { first_useful: 8.0, ..STEADY }));
}

#[test]
fn a_mix_shift() {
    // Returns are resolved far more often, and there are suddenly many of them; each intent alone gets worse.
    let levels = |week: usize, intent: &str| {
        let resolved: f64 = if intent == "returns" { 0.95 } else { 0.35 };
        Levels { resolved: if week >= LAST { resolved - 0.06 } else { resolved }, ..STEADY }
    };
    let mixed = |is_shifted: bool| {
        let returns = move |week: usize| if is_shifted && week >= LAST { 0.85 } else { 0.25 };
        let shop = Shop { levels, returns, leads: |_| STEADY_LEADS, rules: "" };
        shop.found().into_iter().map(|(rule, _)| rule).collect::<Vec<_>>()
    };
    fires(RuleId::MixShift, &mixed(true));
    is_silent(RuleId::MixShift, &mixed(false));
}

#[test]
fn a_survey_mix() {
    // The survey moves to an intent whose people are less content; nobody's contentment changes.
    let levels = |moved: bool| {
        move |week: usize, intent: &str| {
            let is_weak = intent == "returns";
            let asks_weak = moved && week >= LAST_FOUR;
            Levels { csat: if is_weak { 0.6 } else { 0.97 }, answers: if is_weak == asks_weak { 0.8 } else { 0.12 }, ..STEADY }
        }
    };
    fires(RuleId::SurveyMix, &with_levels(levels(true)));
    is_silent(RuleId::SurveyMix, &with_levels(levels(false)));
    // A real fall is no matter of the survey.
    is_silent(RuleId::SurveyMix, &with_levels(from(LAST_FOUR, Levels { csat: 0.6, ..STEADY })));
}

#[test]
fn an_intent_that_traps() {
    let trap = |_: usize, intent: &str| {
        if intent == "returns" { Levels { handoff: 0.01, fallback: 0.3, ..STEADY } } else { STEADY }
    };
    let shop = Shop { levels: trap, returns: |_| 0.5, leads: |_| STEADY_LEADS, rules: "" };
    assert!(shop.found().contains(&(RuleId::TrappingIntent, Some("intent=returns".to_owned()))));
    let back = |_: usize, intent: &str| {
        if intent == "returns" { Levels { handoff: 0.01, comes_back: 0.3, ..STEADY } } else { STEADY }
    };
    fires(RuleId::TrappingIntent, &with_levels(back));
    let kept_well = |_: usize, intent: &str| if intent == "returns" { Levels { handoff: 0.01, ..STEADY } } else { STEADY };
    is_silent(RuleId::TrappingIntent, &with_levels(kept_well));
}

#[test]
fn a_growing_gap() {
    let growing = |week: usize, _: &str| Levels { missing: if week >= LAST_FOUR { 0.08 } else { 0.02 }, ..STEADY };
    let shop = Shop { levels: growing, returns: |_| 0.5, leads: |_| STEADY_LEADS, rules: "" };
    assert!(shop.found().contains(&(RuleId::GrowingGap, Some("gap=do you ship to the moon".to_owned()))));
    is_silent(RuleId::GrowingGap, &with_levels(|_, _| Levels { missing: 0.08, ..STEADY }));
}

/// The finding of a rule where the levels of chats are these.
fn finding_of(rule: RuleId, levels: impl Fn(usize, &str) -> Levels, rules: &'static str) -> Finding {
    let shop = Shop { levels, returns: |_| 0.5, leads: |_| STEADY_LEADS, rules };
    shop.findings().into_iter().find(|found| found.rule == rule.word()).unwrap_or_else(|| panic!("{rule:?} is silent"))
}

#[track_caller]
fn costs(found: &Finding, expected: f64) {
    let money = found.evidence.get("money").copied().unwrap_or_else(|| panic!("no money: {found:?}"));
    assert!((money - expected).abs() < 1e-6, "{money} is not {expected}: {found:?}");
}

#[test]
fn a_change_costs_the_chats_that_it_moved_at_the_cost_by_hand() {
    // A chat by hand costs 5; what moved is the change of the rate times the chats of the last week.
    let moved = |found: &Finding, key: &str| {
        let of = |end: &str| found.evidence[&format!("{key}_{end}")];
        (of("after") - of("before")) * of("n")
    };
    let less = |week: usize, _: &str| Levels {
        csat: if week >= LAST_FOUR { 0.65 } else { STEADY.csat },
        fallback: if week >= LAST { 0.22 } else { STEADY.fallback },
        ..STEADY
    };
    let found = finding_of(RuleId::CsatDownFallbackUp, less, "");
    costs(&found, 5.0 * moved(&found, "fallback_rate"));
    let kept = |week: usize, _: &str| Levels {
        csat: if week >= LAST_FOUR { 0.65 } else { STEADY.csat },
        handoff: if week >= LAST { 0.08 } else { STEADY.handoff },
        ..STEADY
    };
    let found = finding_of(RuleId::CsatDownHandoffDown, kept, "");
    costs(&found, -5.0 * moved(&found, "handoff_rate"));
    let found = finding_of(RuleId::CsatFlatDeflectionUp, from(LAST, Levels { resolved: 0.95, ..STEADY }), "");
    costs(&found, 5.0 * moved(&found, "deflection_rate"));
    let found = finding_of(RuleId::LongerSessionsFewerGoals, from(LAST, Levels { turns: 9, goal: 0.25, ..STEADY }), "");
    assert_eq!(found.segment.as_deref(), Some("board=support"));
    costs(&found, -5.0 * moved(&found, "goal_completion_rate"));
}

#[test]
fn a_level_costs_the_chats_that_it_fails() {
    let human = r#","baseline":{"human_csat":0.95}"#;
    let found = finding_of(RuleId::CsatFarBelowHuman, |_, _| Levels { csat: 0.75, ..STEADY }, human);
    let (rate, n) = (found.evidence["csat"], found.evidence["csat_n"]);
    costs(&found, 5.0 * (0.95 - rate) * n);
    // Nobody solves what is neither resolved nor handed on, a third of all.
    let found = finding_of(RuleId::TrappedUsers, |_, _| Levels { handoff: 0.01, csat: 0.6, ..STEADY }, "");
    costs(&found, 5.0 * found.evidence["conversations"]);
    let share = found.evidence["conversations"] / found.evidence["handoff_rate_n"];
    assert!((share - 0.35).abs() < 0.03, "{share}");
    let found = finding_of(RuleId::DeadAir, |_, _| Levels { first_useful: 12.0, ..STEADY }, "");
    costs(&found, 5.0 * found.evidence["conversations"]);
}

#[test]
fn trapped_users_are_told_with_the_intents_that_trap_them() {
    let trap = |_: usize, intent: &str| {
        let fallback = if intent == "returns" { 0.3 } else { STEADY.fallback };
        Levels { handoff: 0.01, csat: 0.6, fallback, ..STEADY }
    };
    let found = finding_of(RuleId::TrappedUsers, trap, "");
    let named: Vec<&str> = found.evidence.keys().map(String::as_str).filter(|key| key.starts_with("intent=")).collect();
    assert_eq!(named, ["intent=returns"]);
}

#[test]
fn leads_cost_what_is_sold_for_each_good_one() {
    let weak = |_| Leads { quality: 0.4, form_quality: 0.65, booking: 0.2, form_booking: 0.5, ..STEADY_LEADS };
    let found = |rules| {
        let shop = Shop { levels: |_: usize, _: &str| STEADY, returns: |_| 0.5, leads: weak, rules };
        shop.findings()
    };
    let of = |findings: &[Finding], rule: RuleId| findings.iter().find(|found| found.rule == rule.word()).unwrap().clone();
    let quality = of(&found(""), RuleId::QualityBelowForm);
    assert_eq!(quality.segment.as_deref(), Some("source=google"));
    // 48 orders at 100 over the good ones of the 400 leads that can be judged.
    let [bot, form, n] = ["bot", "form", "n"].map(|end| quality.evidence[&format!("lead_quality_rate_{end}")]);
    assert!((quality.evidence["leads"] - (form - bot) * n).abs() < 1e-9, "{quality:?}");
    costs(&quality, 4_800.0 * quality.evidence["leads"] / (bot * n));
    // A form's rate that is set by hand is set beside each source as well.
    let set = of(&found(r#","baseline":{"form_lead_quality":0.75,"form_booking":0.6}"#), RuleId::QualityBelowForm);
    assert_eq!(set.segment.as_deref(), Some("source=google"));
    let [rate, n] = ["", "_n"].map(|end| set.evidence[&format!("lead_quality_rate{end}")]);
    assert!((set.evidence["leads"] - (0.75 - rate) * n).abs() < 1e-9, "{set:?}");
}
