//! Scenarios and the invoice, in Japanese.

use crate::text::{DisputeTexts, InvoiceText, WhatIfText, sentence};

pub(super) const WHAT_IF: WhatIfText = WhatIfText {
    title: "もし変えたら",
    sub: "両方のボットについて、測った行の上で変えてみます。予測はせず、率には区間が付きます。",
    manual: "人が答えた場合の1件の費用",
    per_resolution: "解決1件の価格",
    per_seat: "1席1か月の価格",
    seats: "席数",
    keep: "ボットが引き継がずに続ける割合（%）",
    as_measured: "測定どおり",
    intents: "意図",
    eligible: "対象",
    gaps: "ギャップを埋める",
    today: "現在",
    scenario: "シナリオ",
    value: "価値",
    cost: "費用",
    net: "差し引き",
    percent: "投資対効果",
    change: "変更ごとの効果",
    difference: "差",
    range: "95\u{202f}%区間",
    break_even: sentence("人が答える費用が1件{0}以上なら採算が取れます。"),
    pays_anyway: "人が答える費用にかかわらず、売上だけで採算が取れています。",
    no_money: "まずルールで人の費用とボットの費用を決めてください。",
    no_intent: sentence("{0}という意図はデータにありません。"),
    not_measured: "この変更に必要なことがファイルにありません。",
    out_of_range: "割合は0から100、金額は0以上です。",
    is_eligible: sentence("{0}を対象にする"),
    not_eligible: sentence("{0}を対象から外す"),
    closes: sentence("回答済み：{0}"),
    keeps: sentence("引き継ぎの{0}%を続ける"),
    by_hand: sentence("人が答える費用を{0}に"),
    a_resolution: sentence("解決1件{0}"),
    a_seat: sentence("{0}席、月{1}"),
    save: "シナリオを保存",
    reset: "現在に戻す",
};

pub(super) const INVOICE: InvoiceText = InvoiceText {
    title: "請求の確認",
    sub: "ベンダーの書き出しにある解決を、自社のルールで数え直します。",
    price: "解決1件の価格",
    is_none: "解決と認めないもの",
    resolutions: "解決",
    amount: "金額",
    claim: sentence("請求された解決{1}件のうち{0}件（{2}）は、自社のルールでは解決ではありません。"),
    claim_money: sentence("請求された解決{1}件のうち{0}件（{2}）は、自社のルールでは解決ではありません。{4}のうち{3}です。"),
    none: "ファイルに解決はありません。",
    young: sentence("さらに{0}件は新しく、まだ再び問い合わせがあるかもしれません。"),
    save: "対象をCSVで保存",
};

pub(super) const DISPUTES: DisputeTexts = DisputeTexts {
    handed_off: "担当者が引き継いだ",
    came_back: "再び問い合わせがあった",
    no_useful_answer: "役に立つ答えがなかった",
    missing_answer: "答えが足りなかった",
    unhappy: "評価が低かった",
    not_confirmed: "誰も確認していない",
};
