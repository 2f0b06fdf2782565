//! Scorecards that the tests share.

use crate::model::Date;
use crate::protocol::OpenFile;
use crate::scorecard::Scorecard;
use crate::session::Session;

/// The scorecard of March, made by hand.
pub(super) fn march() -> Scorecard {
    serde_json::from_str(include_str!("../../tests/fixtures/scorecard/march.json")).unwrap()
}

/// The scorecard of some files.
pub(super) fn scored(files: &[(&str, String)], rules: &str) -> Scorecard {
    let mut session = Session::new("UTC");
    let all = files
        .iter()
        .map(|(name, text)| (*name, text.clone()))
        .chain((!rules.is_empty()).then(|| ("rules.json", rules.to_owned())));
    for (file, (name, text)) in (0..).zip(all) {
        let open = OpenFile { file, name: name.to_owned(), size: text.len() as u64, sha256: None };
        session.open(&open, std::io::Cursor::new(text), &mut |_, _| {}).unwrap();
    }
    session.scorecard().unwrap()
}

/// A quarter of a help desk's chats under so many intents, the larger ones first, and its costs.
pub(super) fn quarter(intents: &[String]) -> Scorecard {
    let mut rows = String::from(
        "conversation_id,started_at,flow,intent,channel,user_turns,fallbacks,resolution,handoff,csat,csat_max,first_useful_s\n",
    );
    let mut id = 0_u32;
    for (at, intent) in intents.iter().enumerate() {
        // 1,000 down to a few dozen chats, spread over 13 weeks from Monday 2026-01-05.
        let chats = 26_000 / (at + 10);
        for chat in 0..chats {
            id += 1;
            let seed = id.wrapping_mul(2_654_435_761);
            let pick = |below: u32, shift: u32| (seed >> shift) % 1000 < below;
            let day = crate::model::Date(20_458 + i32::try_from(chat * 91 / chats).unwrap());
            let handoff = if pick(350, 3) { "answered" } else { "none" };
            let resolution = if handoff == "answered" {
                "none"
            } else if pick(300, 7) {
                "confirmed"
            } else if pick(600, 11) {
                "assumed"
            } else {
                "none"
            };
            let fallbacks = u32::from(pick(120, 5));
            let csat = if pick(180, 9) { if pick(780, 13) { "5" } else { "2" } } else { "" };
            rows.extend([format!(
                "c{id},{day}T10:00:00Z,help,{intent},web,{},{fallbacks},{resolution},{handoff},{csat},5,{}\n",
                2 + seed % 6,
                1 + seed % 9
            )]);
        }
    }
    // As the app's form decides it, one intent after the other.
    let eligible: Vec<String> = intents.iter().map(|intent| format!("\"{intent}\": true")).collect();
    let rules = format!(
        r#"{{"manual_cost_per_conversation": 4.5, "currency": "USD",
        "cost": {{"platform_monthly": 99, "ai_per_conversation": 0.15, "maintenance_hours_monthly": 6, "hourly_rate": 48}},
        "recontact_days": 5, "launched_on": "2025-11-03", "baseline": {{"human_csat": 0.84, "human_first_answer_s": 95}},
        "eligible_intents": {{{}}}}}"#,
        eligible.join(",")
    );
    let rejected = "ticket_id,created_at\nt1,2026-02-01T00:00:00Z\n".to_owned();
    scored(&[("chats.csv", rows), ("tickets.csv", rejected)], &rules)
}

/// Names of so many intents as support teams give them.
pub(super) fn names(count: usize, is_japanese: bool) -> Vec<String> {
    const ENGLISH: [&str; 20] = [
        "order status",
        "return policy",
        "delivery windows",
        "store location",
        "business hours",
        "refund exception",
        "damaged item",
        "change address",
        "payment failed",
        "invoice copy",
        "product advice",
        "size guide",
        "warranty claim",
        "cancel order",
        "loyalty points",
        "gift cards",
        "password reset",
        "delete account",
        "spare parts",
        "repair booking",
    ];
    const JAPANESE: [&str; 20] = [
        "注文状況",
        "返品ポリシー",
        "配送日時の指定",
        "店舗案内",
        "営業時間",
        "返金の例外",
        "破損した商品",
        "住所変更",
        "決済エラー",
        "領収書の再発行",
        "商品の相談",
        "サイズ表",
        "保証の申請",
        "注文の取消",
        "ポイント",
        "ギフトカード",
        "パスワード再設定",
        "退会",
        "交換部品",
        "修理の予約",
    ];
    let names = if is_japanese { JAPANESE } else { ENGLISH };
    (0..count)
        .map(|at| if at < 20 { names[at].to_owned() } else { format!("{} {}", names[at % 20], names[(at * 7 + 3) % 20]) })
        .collect()
}

/// One chat of a shop: flow, intent, source, week and what became of it.
pub(super) type Chat = (u8, u8, u8, u8, [u8; 6]);

/// A shop with two boards and several flows, some rare; with leads, surveys, and cells that say nothing.
pub(super) fn shop(chats: &[Chat], spread: (u8, u8), below: u64, min_n: u64) -> Scorecard {
    const FLOWS: [&str; 5] = ["help", "faq", "demo", "shop", ""];
    // An intent is eligible, is not, or is undecided: a rule says so of all its chats (METRICS section 2).
    const ELIGIBLE: [&str; 5] = ["yes", "no", "yes", "", "no"];
    let (intents, weeks) = spread;
    let mut rows = String::from(
        "conversation_id,started_at,flow,intent,source,campaign,user_turns,resolution,handoff,fallbacks,csat,csat_max,eligible,goal_completed\n",
    );
    let mut leads =
        String::from("lead_id,created_at,conversation_id,origin,sql_at,meeting_booked_at,meeting_held_at,meeting_qualified\n");
    // Every column is there, whatever the chats are.
    leads.push_str("f0,2026-01-05T10:00:00Z,,form,2026-01-06T10:00:00Z,2026-01-07T10:00:00Z,2026-01-08T10:00:00Z,yes\n");
    // Of the last weeks leads are young.
    let last = Date(20_458 + i32::from(weeks) * 7);
    leads.extend([format!("f1,{last}T10:00:00Z,,form,,,,no\n")]);
    for (at, (flow, intent, source, week, luck)) in chats.iter().enumerate() {
        // Low numbers are common and high ones rare, as in any shop.
        let skewed = |value: u8, of: u8| usize::from(value) * usize::from(value) * usize::from(of) / (256 * 256);
        let pick = |value: u8, words: &[&'static str]| words[skewed(value, u8::try_from(words.len()).unwrap())];
        let flow = FLOWS[skewed(*flow, 5)];
        let week = i32::try_from(skewed(*week, weeks)).unwrap();
        let day = Date(20_458 + week * 7 + i32::from(luck[0] % 7));
        let resolution = pick(luck[1], &["none", "confirmed", "assumed", ""]);
        let handoff = pick(luck[2], &["none", "answered", ""]);
        let csat = pick(luck[3], &["5", "", "1"]);
        let fallbacks = pick(luck[4], &["0", "2", ""]);
        rows.extend([format!(
            "c{at},{day}T10:00:00Z,{flow},intent {},source {},campaign {},2,{resolution},{handoff},{fallbacks},{csat},5,{},{}\n",
            skewed(*intent, intents),
            skewed(*source, 5),
            source % 3,
            ELIGIBLE[(skewed(*intent, intents) + usize::from(intents)) % ELIGIBLE.len()],
            if luck[5] > 200 { "yes" } else { "no" },
        )]);
        if luck[5] % 3 == 0 && matches!(flow, "demo" | "shop" | "help") {
            let staged = if luck[4] % 2 == 0 { format!("{}T12:00:00Z", Date(day.0 + 1)) } else { String::new() };
            let booked = if luck[3] % 2 == 0 { format!("{}T12:00:00Z", Date(day.0 + 2)) } else { String::new() };
            leads.extend([format!("l{at},{day}T11:00:00Z,c{at},chat,{staged},{booked},{booked},yes\n")]);
        }
    }
    let rules = format!(
        r#"{{"suppress_below": {below}, "min_n": {min_n}, "maturity_days": 10, "recontact_days": 5,
            "flow_kind": {{"help": "support", "faq": "faq", "demo": "lead", "shop": "sales"}}}}"#
    );
    scored(&[("chats.csv", rows), ("leads.csv", leads)], &rules)
}
