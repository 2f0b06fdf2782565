//! The rows of the benches: the same for the same number.
#![allow(dead_code, reason = "each bench takes what it needs")]

use std::fmt::Write as _;

/// A small generator: same rows for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % limit
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        let at = self.below(choices.len() as u64);
        usize::try_from(at).ok().and_then(|at| choices.get(at)).copied().unwrap_or("")
    }
}

/// 2026-01-05, a Monday, in seconds since 1970.
const START: i64 = 1_767_571_200;
/// Half a year in seconds.
const SPAN: u64 = 26 * 7 * 86_400;

fn time(seconds: u64) -> String {
    let seconds = START + i64::try_from(seconds).unwrap_or(0);
    chrono::DateTime::from_timestamp(seconds, 0).map(|time| time.format("%Y-%m-%dT%H:%M:%SZ").to_string()).unwrap_or_default()
}

/// The files of the benchmark: name and CSV.
pub fn files(rows: u64) -> Vec<(&'static str, String)> {
    let mut random = Random(7);
    let people = rows * 6 / 10;
    let mut conversations = String::from(
        "conversation_id,started_at,ended_at,user_id,channel,flow,intent,source,page,engaged,user_turns,bot_turns,first_useful_s,fallbacks,\
         missing_answer,goal_completed,resolution,handoff,csat,csat_max,survey_offered,language,campaign,medium\n",
    );
    // An export lists conversations in the order of time; `BOTWORTH_SHUFFLED` asks what any other order costs.
    let mut starts: Vec<u64> = (0..rows).map(|_| random.below(SPAN)).collect();
    if std::env::var_os("BOTWORTH_SHUFFLED").is_none() {
        starts.sort_unstable();
    }
    for (at, start) in starts.into_iter().enumerate() {
        let person = random.below(people);
        let intent = random.pick(&[
            "order status",
            "delivery",
            "returns",
            "store hours",
            "complaint",
            "account",
            "pricing",
            "booking",
            "gift card",
            "legal",
            "sizing",
            "refund exception",
        ]);
        let flow = if random.below(5) == 0 { random.pick(&["quote", "demo"]) } else { random.pick(&["help", "orders"]) };
        let handoff = random.pick(&["none", "none", "none", "accepted"]);
        let resolution = if handoff == "none" { random.pick(&["confirmed", "assumed", "assumed", "none"]) } else { "none" };
        let _ = writeln!(
            conversations,
            "c{at},{},{},u{person},{},{flow},{intent},{},{},{},{},{},{},{},{},{},{resolution},{handoff},{},5,{},en,spring,cpc",
            time(start),
            time(start + 60 + random.below(600)),
            random.pick(&["web", "messenger", "instagram"]),
            random.pick(&["google", "direct", "newsletter", "linkedin", "bing"]),
            random.pick(&["/", "/pricing", "/help", "/orders", "/shop"]),
            random.pick(&["true", "true", "true", "true", "false"]),
            1 + random.below(9),
            1 + random.below(12),
            random.pick(&["1.5", "2.5", "4", "8.25", "never"]),
            random.pick(&["0", "0", "0", "0", "0", "0", "0", "0", "1", "2"]),
            random.pick(&["false", "false", "false", "false", "false", "false", "false", "true"]),
            random.pick(&["true", "false", "false"]),
            random.pick(&["", "", "5", "4", "2"]),
            random.pick(&["true", "false"]),
        );
    }
    let mut leads = String::from("lead_id,created_at,user_id,origin,mql_at,meeting_booked_at\n");
    let mut revenue = String::from("order_id,at,amount,user_id,currency,status\n");
    for at in 0..rows / 20 {
        let created = random.below(SPAN);
        let later = |random: &mut Random, one_in: u64| {
            if random.below(one_in) == 0 { time(created + 86_400 * (1 + random.below(9))) } else { String::new() }
        };
        let (mql, booked) = (later(&mut random, 2), later(&mut random, 4));
        let _ = writeln!(
            leads,
            "l{at},{},u{},{},{mql},{booked}",
            time(created),
            random.below(people),
            random.pick(&["chat", "form", ""])
        );
        let _ = writeln!(
            revenue,
            "o{at},{},{}.5,u{},USD,{}",
            time(random.below(SPAN)),
            10 + random.below(400),
            random.below(people),
            random.pick(&["paid", "paid", "won", "pending"])
        );
    }
    let mut exposure = String::from("date,channel,flow,eligible_visitors\n");
    for day in 0..26 * 7 {
        for channel in ["web", "messenger", "instagram"] {
            let _ = writeln!(exposure, "{},{channel},,{}", time(day * 86_400).get(..10).unwrap_or(""), rows / 100);
        }
    }
    vec![("conversations.csv", conversations), ("leads.csv", leads), ("revenue.csv", revenue), ("exposure.csv", exposure)]
}

/// So many events of conversations of five, as CSV.
pub fn events(rows: u64) -> String {
    let mut random = Random(11);
    let mut events = String::from("event,timestamp,conversation_id,user_id,channel,flow,intent,value\n");
    let conversations = rows.div_ceil(5);
    for conversation in 0..conversations {
        let start = SPAN / conversations.max(1) * conversation;
        let person = random.below(conversations * 6 / 10 + 1);
        let (channel, flow) = (random.pick(&["web", "messenger"]), random.pick(&["help", "orders", "quote"]));
        let intent = random.pick(&["order status", "delivery", "returns", "pricing"]);
        let last = random.pick(&["bot_resolved", "bot_handoff_human", "bot_fallback"]);
        for (at, event) in ["chat_opened", "user_message", "bot_message", "user_message", last].into_iter().enumerate() {
            let _ =
                writeln!(events, "{event},{},c{conversation},u{person},{channel},{flow},{intent},", time(start + 7 * at as u64));
        }
    }
    events
}

/// A CSV without quotes as one object a line.
pub fn as_lines(csv: &str) -> String {
    let mut rows = csv.lines();
    let header: Vec<&str> = rows.next().unwrap_or_default().split(',').collect();
    let mut lines = String::with_capacity(csv.len() * 3);
    for row in rows {
        let cells = header.iter().zip(row.split(',')).filter(|(_, cell)| !cell.is_empty());
        let cells: Vec<String> = cells.map(|(name, cell)| format!("\"{name}\":\"{cell}\"")).collect();
        let _ = writeln!(lines, "{{{}}}", cells.join(","));
    }
    lines
}
