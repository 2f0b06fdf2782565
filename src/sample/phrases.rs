//! What people ask, in English, German and Japanese. `{p}` is a product, `{n}` an order number.

use super::random::Draws;

const PRODUCTS: [&str; 12] = [
    "Fjell boots",
    "Alpin 2 tent",
    "trekking poles",
    "45 l rucksack",
    "rain jacket",
    "down sleeping bag",
    "trail shoes",
    "head torch",
    "merino base layer",
    "climbing harness",
    "camping stove",
    "ski gloves",
];

/// What people ask about one topic.
struct Topic {
    /// Intent, or the name of the topic.
    name: &'static str,
    /// Kind of gap, where the bot has no answer.
    gap_kind: &'static str,
    english: &'static [&'static str],
    german: &'static [&'static str],
    japanese: &'static [&'static str],
}

/// The growing question.
const BOX: Topic = Topic {
    name: "box",
    gap_kind: "missing",
    english: &[
        "Can I return the {p} without the original box?",
        "Can I return {p} if I no longer have the original box?",
        "Is a return without the original box possible?",
        "Return without original box, is that ok?",
        "I threw away the original box, can I still return the {p}?",
        "Do I need the original box to return the {p}?",
        "How do I return the {p} without the original box?",
        "What if I do not have the original box for my return?",
        "The original box is damaged, can I still return the {p}?",
        "Do you accept a return without the original box?",
        "original box is gone, can I return the {p} in another box?",
    ],
    german: &[
        "Kann ich ohne Originalkarton zurückgeben?",
        "Ist die Rückgabe ohne Originalkarton möglich?",
        "Originalkarton weggeworfen, geht die Rückgabe trotzdem?",
    ],
    japanese: &[
        "元の箱がなくても返品できますか？",
        "元の箱を捨ててしまいましたが返品できますか？",
        "返品には元の箱が必要ですか？",
    ],
};

/// Questions without a good answer, one topic an intent; each keeps its share.
const GAPS: [Topic; 12] = [
    Topic {
        name: "order_status",
        gap_kind: "missing",
        english: &[
            "Can I change the delivery address of order {n}?",
            "I need to change the address after ordering",
            "Wrong address on order {n}, how do I change it?",
        ],
        german: &["Kann ich die Lieferadresse nachträglich ändern?"],
        japanese: &["注文後に配送先の住所を変更できますか？"],
    },
    Topic {
        name: "delivery",
        gap_kind: "missing",
        english: &[
            "Who pays customs for delivery to Switzerland?",
            "How much are customs fees to Switzerland?",
            "Are customs duties to Switzerland included?",
        ],
        german: &["Wer zahlt den Zoll in die Schweiz?"],
        japanese: &["スイスへの配送で関税はかかりますか？"],
    },
    Topic {
        name: "return_policy",
        gap_kind: "wrong",
        english: &[
            "Can I swap a web order in your Munich store?",
            "Exchange an online order in a store instead of mailing it?",
            "Will the store exchange my {p} bought online?",
        ],
        german: &["Kann ich online Bestelltes in der Filiale umtauschen?"],
        japanese: &["オンラインで買った商品を店舗で交換できますか？"],
    },
    Topic {
        name: "store_hours",
        gap_kind: "outdated",
        english: &["Are you open on the public holiday?", "Is the Leipzig store open on the holiday?"],
        german: &["Habt ihr am Feiertag geöffnet?"],
        japanese: &["祝日は営業していますか？"],
    },
    Topic {
        name: "sizing",
        gap_kind: "missing",
        english: &[
            "Do you have half sizes in kids' boots?",
            "Which half sizes are there for children?",
            "Kids boots between two sizes, are there half sizes?",
        ],
        german: &["Gibt es Kinderschuhe in halben Größen?"],
        japanese: &["子ども用ブーツにハーフサイズはありますか？"],
    },
    Topic {
        name: "refund_exception",
        gap_kind: "routing",
        english: &[
            "Please refund to another card, mine was closed",
            "My card expired, where does the refund for {n} go?",
            "Refund to a different bank card?",
        ],
        german: &["Meine Karte ist gesperrt, wohin geht die Erstattung?"],
        japanese: &["別のカードに返金してもらえますか？"],
    },
    Topic {
        name: "complaint",
        gap_kind: "routing",
        english: &["Where can I file a formal complaint?", "Who reads complaints? I want the manager"],
        german: &["Wo kann ich mich offiziell beschweren?"],
        japanese: &["正式な苦情はどこに出せますか？"],
    },
    Topic {
        name: "account_issue",
        gap_kind: "wrong",
        english: &["How do I merge two customer accounts?", "I have two accounts, can you merge them?"],
        german: &["Kann man zwei Kundenkonten zusammenlegen?"],
        japanese: &["二つのアカウントを統合できますか？"],
    },
    Topic {
        name: "warranty_claim",
        gap_kind: "missing",
        english: &[
            "Do you repair zips out of warranty?",
            "What does a zip repair cost out of warranty?",
            "Can you repair the zip of my {p}?",
        ],
        german: &["Repariert ihr Reißverschlüsse nach der Garantie?"],
        japanese: &["保証が切れたファスナーを修理できますか？"],
    },
    Topic {
        name: "gift_card",
        gap_kind: "outdated",
        english: &["Does a gift card from 2022 still work?", "When does my gift card expire?"],
        german: &["Ist mein Gutschein von 2022 noch gültig?"],
        japanese: &["2022年のギフトカードはまだ使えますか？"],
    },
    Topic {
        name: "volume_pricing",
        gap_kind: "missing",
        english: &["Can a club pay in instalments?", "Do you offer payment in instalments for teams?"],
        german: &["Können Vereine in Raten zahlen?"],
        japanese: &["団体は分割払いできますか？"],
    },
    Topic {
        name: "demo_request",
        gap_kind: "missing",
        english: &["Can you print our logo on the test gear?", "Is logo printing possible for forty jackets?"],
        german: &["Könnt ihr unser Logo aufdrucken?"],
        japanese: &["ロゴの印刷はできますか？"],
    },
];

/// First messages, one topic an intent.
const QUESTIONS: [Topic; 12] = [
    Topic {
        name: "order_status",
        gap_kind: "",
        english: &[
            "Where is my order {n}?",
            "Has order {n} shipped yet?",
            "I ordered {p} last week, any news?",
            "Tracking says nothing for {n}",
            "What is the status of my order?",
        ],
        german: &["Wo ist meine Bestellung {n}?", "Ist meine Bestellung schon unterwegs?"],
        japanese: &["注文{n}はいつ届きますか？", "注文状況を教えてください"],
    },
    Topic {
        name: "delivery",
        gap_kind: "",
        english: &[
            "How long does delivery take?",
            "Do you deliver on Saturdays?",
            "Can the parcel go to a pick-up point?",
            "What does express delivery cost?",
        ],
        german: &["Wie lange dauert die Lieferung?", "Liefert ihr auch samstags?"],
        japanese: &["配送には何日かかりますか？", "日時指定はできますか？"],
    },
    Topic {
        name: "return_policy",
        gap_kind: "",
        english: &[
            "How many days do I have to return {p}?",
            "How do I get a return label?",
            "Is returning free?",
            "I want to send back my {p}",
            "Can I return worn {p}?",
        ],
        german: &["Wie lange kann ich zurücksenden?", "Wo finde ich das Rücksendeetikett?"],
        japanese: &["返品の期限は何日ですか？", "返品ラベルはどこですか？"],
    },
    Topic {
        name: "store_hours",
        gap_kind: "",
        english: &["When do you open on Saturday?", "Opening hours of the Berlin store?", "Are you open now?"],
        german: &["Wann habt ihr geöffnet?"],
        japanese: &["営業時間を教えてください"],
    },
    Topic {
        name: "sizing",
        gap_kind: "",
        english: &[
            "Do the {p} run small?",
            "I wear 42, which size in {p}?",
            "Is there a size chart for {p}?",
            "Between M and L, which should I take?",
        ],
        german: &["Fallen die Schuhe klein aus?", "Gibt es eine Größentabelle?"],
        japanese: &["サイズ表はありますか？", "27cmだとどのサイズですか？"],
    },
    Topic {
        name: "refund_exception",
        gap_kind: "",
        english: &[
            "I missed the return date, can I still get a refund for {p}?",
            "Refund for {n} was refused, why?",
            "I want my money back for the {p} I wore once",
            "You refunded the wrong amount for {n}",
        ],
        german: &["Ich möchte trotz Fristablauf mein Geld zurück", "Die Erstattung ist zu niedrig"],
        japanese: &["返品期限を過ぎましたが返金できますか？", "返金額が違います"],
    },
    Topic {
        name: "complaint",
        gap_kind: "",
        english: &[
            "The {p} broke on the first day, this is not good enough",
            "Third time I write about {n}",
            "Very unhappy with your service",
        ],
        german: &["Ich bin sehr unzufrieden"],
        japanese: &["対応にとても不満です"],
    },
    Topic {
        name: "account_issue",
        gap_kind: "",
        english: &["I cannot sign in", "Change the email of my account please", "My password reset does not arrive"],
        german: &["Ich kann mich nicht anmelden"],
        japanese: &["ログインできません"],
    },
    Topic {
        name: "warranty_claim",
        gap_kind: "",
        english: &[
            "The seam of my {p} opened after two months, warranty?",
            "Warranty claim for {p}",
            "My {p} leaks, is that covered?",
            "Sole came off, I want a replacement under warranty",
            "How do I claim warranty for order {n}?",
        ],
        german: &["Garantiefall: die Naht ist aufgegangen", "Wie melde ich einen Garantiefall?"],
        japanese: &["保証で修理をお願いしたいです", "防水が効かないのですが保証対象ですか？"],
    },
    Topic {
        name: "gift_card",
        gap_kind: "",
        english: &["Can I buy a gift card?", "How do I redeem a gift card?"],
        german: &["Wie löse ich einen Gutschein ein?"],
        japanese: &["ギフトカードの使い方を教えてください"],
    },
    Topic {
        name: "volume_pricing",
        gap_kind: "",
        english: &[
            "What is the price for 30 {p}?",
            "Do clubs get a discount?",
            "Quote for 12 pieces of {p}, please",
            "Price list for guides?",
        ],
        german: &["Was kosten 20 Stück für unseren Verein?"],
        japanese: &["30個まとめて買う場合の価格は？"],
    },
    Topic {
        name: "demo_request",
        gap_kind: "",
        english: &[
            "Can our team try {p} before we buy?",
            "We would like a test day for our hut",
            "Do you lend samples to companies?",
        ],
        german: &["Können wir die Ausrüstung vorher testen?"],
        japanese: &["購入前に試用できますか？"],
    },
];

/// A first message about an intent.
pub fn question(draws: &mut Draws, intent: &str, language: &str) -> String {
    QUESTIONS.iter().find(|topic| topic.name == intent).map(|topic| phrase(draws, topic, language)).unwrap_or_default()
}

/// A question about an intent that has no good answer, and the kind of the gap.
pub fn unanswered(draws: &mut Draws, intent: &str, language: &str) -> (String, &'static str) {
    GAPS.iter()
        .find(|topic| topic.name == intent)
        .map(|topic| (phrase(draws, topic, language), topic.gap_kind))
        .unwrap_or_default()
}

/// The growing question, and the kind of its gap.
pub fn about_the_box(draws: &mut Draws, language: &str) -> (String, &'static str) {
    (phrase(draws, &BOX, language), BOX.gap_kind)
}

fn phrase(draws: &mut Draws, topic: &Topic, language: &str) -> String {
    let phrases = match language {
        "de" => topic.german,
        "ja" => topic.japanese,
        _ => topic.english,
    };
    let product = draws.one_of(&PRODUCTS);
    let number = (48_000_000 + draws.below(900_000)).to_string();
    let mut text = draws.one_of(phrases).replace("{p}", product).replace("{n}", &number);
    // Some people write their address unasked: what is shown of questions has to hide it.
    if draws.unit() < 0.02 {
        text.push_str(" (write to max.muster@example.org)");
    }
    text
}
