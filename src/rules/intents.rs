//! The shipped lists of intents that a bot can, and cannot, be expected to do alone.

/// Eligible unless the rules say otherwise.
pub const DEFAULT_ELIGIBLE: &[&str] = &[
    "order status",
    "order tracking",
    "delivery",
    "delivery window",
    "delivery windows",
    "shipping",
    "shipping window",
    "shipping windows",
    "returns",
    "return policy",
    "business hours",
    "store hours",
    "opening hours",
    "store location",
    "booking",
    "booking rules",
    "pricing",
    "pricing basics",
    "注文状況",
    "配送",
    "配送状況",
    "返品",
    "返品ポリシー",
    "営業時間",
    "店舗案内",
    "予約",
    "料金",
];

/// Not eligible unless the rules say otherwise.
pub const DEFAULT_NOT_ELIGIBLE: &[&str] = &[
    "complaint",
    "complaints",
    "legal",
    "legal complaint",
    "legal complaints",
    "refund exception",
    "refund exceptions",
    "account",
    "account issue",
    "account issues",
    "account change",
    "account changes",
    "angry",
    "angry customer",
    "angry customers",
    "クレーム",
    "苦情",
    "法的",
    "返金例外",
    "アカウント",
];

/// An intent's name for comparison: trimmed, lower case, runs of space, `_` and `-` as one space.
pub fn normal_intent(name: &str) -> String {
    name.to_lowercase()
        .split(|letter: char| letter.is_whitespace() || letter == '_' || letter == '-')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
