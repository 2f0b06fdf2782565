//! Scorecards that the tests share.

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
        "conversation_id,started_at,flow,intent,channel,user_turns,fallbacks,resolution,handoff,csat,csat_max,first_useful_s,eligible\n",
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
                "c{id},{day}T10:00:00Z,help,{intent},web,{},{fallbacks},{resolution},{handoff},{csat},5,{},yes\n",
                2 + seed % 6,
                1 + seed % 9
            )]);
        }
    }
    let rules = r#"{"manual_cost_per_conversation": 4.5, "currency": "USD",
        "cost": {"platform_monthly": 99, "ai_per_conversation": 0.15, "maintenance_hours_monthly": 6, "hourly_rate": 48},
        "recontact_days": 5, "launched_on": "2025-11-03", "baseline": {"human_csat": 0.84, "human_first_answer_s": 95}}"#;
    let rejected = "ticket_id,created_at\nt1,2026-02-01T00:00:00Z\n".to_owned();
    scored(&[("chats.csv", rows), ("tickets.csv", rejected)], rules)
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
