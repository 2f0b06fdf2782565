//! 見つかったこと。

use crate::text::{FindingText, FindingTexts, FindingWords, sentence};

pub(super) const WORDS: FindingWords = FindingWords {
    title: "問題と、次にすること",
    sub: "95%の検定を通ったものだけを載せ（偽の発見は抑えています）、偶然かもしれないことは除いています。金額は、会話を有人対応の単価で、リードと目標達成を1件あたりの粗利で数えています。",
    none: "偶然で説明できないことは見つかりません。",
    none_few: sentence("検定できるほどの会話がありません（率には{0}件以上が必要です）。"),
    more: sentence("ほか{0}件"),
    within: sentence("{0}「{1}」"),
    money: sentence("影響額 {0}"),
    won: sentence("効果額 {0}"),
    chats: sentence("{0}件の会話"),
    leads: sentence("{0}件のリード"),
    needs_cost: "金額：「ルール」で有人対応の単価を設定すると出ます",
    needs_revenue: "金額：注文か商談のデータが要ります",
    no_money: "金額の増減はありません",
    places: sentence("意図：{0}"),
    between: "、",
    change: sentence("{0} {1} → {2}"),
    points: sentence("（変化は{0}〜{1}）"),
    apart: sentence("（差は{0}〜{1}）"),
    level: sentence("{0} {1}{2}"),
    level_range: sentence("（{0}、{2}{1}件）"),
    threshold: sentence("、基準 {0}"),
    of_the_rest: sentence("{0}：ここでは{1}、ほかでは{2}"),
    human: sentence("{0}：ボット{1}、担当者{2}"),
    form: sentence("{0}：ボット{1}、フォーム{2}"),
    next: "次の一手：",
    rows: "元の行",
    intent: "意図",
    gap: "質問",
    gap_share: "この質問をした会話の割合",
    source: "流入元",
    recontact: sentence("{0}日以内にまた問い合わせた人"),
    bot_leads: "ボット経由のリード",
    adjusted: "補正CSAT",
    durable: "持続した回避率",
    best: "最も高い意図の回避率",
};

pub(super) const FINDINGS: FindingTexts = FindingTexts {
    csat_down_fallback_up: FindingText {
        title: "満足度が下がり、フォールバックが増えています",
        means: "ボットの理解が落ちたか、内容が質問に追いついていません。",
        next: "新しいフォールバックを読み、足りない内容を加えてください。",
    },
    csat_down_handoff_down: FindingText {
        title: "満足度と引き継ぎがともに下がっています",
        means: "人につながるべき会話を、ボットが抱え込んでいるおそれがあります。",
        next: "担当者を2度求められたら、すぐに案内してください。",
    },
    csat_flat_deflection_up: FindingText {
        title: "回避率が上がり、満足度に確かな変化はありません",
        means: "もっとも健全な兆候です。",
        next: "このまま続け、ボットに任せる範囲を広げてください。",
    },
    trapped_users: FindingText {
        title: "利用者が抜け出せません",
        means: "担当者にほとんどつながらず、答えにも満足していません。",
        next: "どの答えからも担当者に進めるようにし、CSATを見守ってください。",
    },
    handoff_too_high: FindingText {
        title: "大半の会話が担当者に渡っています",
        means: "ボットが慎重すぎるか、内容が足りません。",
        next: "引き継ぎの基準を緩めるか、足りない答えを用意してください。",
    },
    longer_sessions_fewer_goals: FindingText {
        title: "会話が長くなり、目的に届きにくくなっています",
        means: "ボットが回り道をしています。",
        next: "分かっていることを尋ねる段階を省いてください。",
    },
    more_leads_lower_quality: FindingText {
        title: "リードは増えたものの、質が下がりました",
        means: "基準が下がっただけで、商談は増えていません。",
        next: "連絡先の前に、見込みを確かめる質問を戻してください。",
    },
    quality_below_form: FindingText {
        title: "ボットのリードの質がフォームを下回ります",
        means: "同じ流入元の人に対する絞り込みが甘すぎます。",
        next: "フォームと同じことを、同じ言葉で尋ねてください。",
    },
    booking_below_form: FindingText {
        title: "商談の予約がフォームを下回ります",
        means: "会話の流れを見直す必要があります。",
        next: "会話の中で候補日時を示し、商談の目的を伝えてください。",
    },
    fallback_too_high: FindingText {
        title: "ボットが理解できないことが多すぎます",
        means: "実際の問い合わせを内容が覆っていません。",
        next: "フォールバックになった質問を、多い順に片付けてください。",
    },
    gaps_too_high: FindingText {
        title: "答えのない質問が多く残っています",
        means: "最初のひと月を過ぎれば、埋まっているはずです。",
        next: "何より先に、ギャップの一覧を片付けてください。",
    },
    csat_below_human: FindingText {
        title: "満足度が担当者を下回ります",
        means: "差が5〜10ポイント。注意して見守ってください。",
        next: "意図ごとに比べ、差の大きいものは担当者に渡してください。",
    },
    csat_far_below_human: FindingText {
        title: "満足度が担当者を大きく下回ります",
        means: "差が10ポイント超。まだ任せられません。",
        next: "答えが良くなるまで、弱い意図はボットから外してください。",
    },
    uneven_deflection: FindingText {
        title: "この意図はほとんど解決できていません",
        means: "うまくいく意図がある一方で、手間だけが増えています。",
        next: "内容を整えるか、最初から担当者に渡してください。",
    },
    deflection_up_not_durable: FindingText {
        title: "回避率は上がったものの、人が戻ってきています",
        means: "解決と数えたものが、解決していませんでした。",
        next: "数日で戻った人の会話を読んでください。",
    },
    dead_air: FindingText {
        title: "最初の役立つ答えまでが遅すぎます",
        means: "沈黙のあいだに、人は離れます。",
        next: "まず次に起こることだけでも、すぐに答えてください。",
    },
    mix_shift: FindingText {
        title: "全体は良くなりましたが、多くの意図は違います",
        means: "質問の構成が変わっただけで、改善ではありません。",
        next: "意図を1つずつ確かめてください。",
    },
    survey_mix: FindingText {
        title: "CSATは下がりましたが、回答者の偏りを補正すると確かな低下はありません",
        means: "前と違う人たちが回答しました。ボットが悪くなったしるしではありません。",
        next: "手を打つ前に、どの終わり方の人にも尋ねてください。",
    },
    trapping_intent: FindingText {
        title: "この意図で人が抜け出せません",
        means: "担当者にほとんど渡らず、理解されないか、また問い合わせが来ています。",
        next: "答えが良くなるまで、最初から担当者に渡してください。",
    },
    growing_gap: FindingText {
        title: "この質問が増えています",
        means: "直近の4週間で、その前の4週間より会話に占める割合が増えました。ボットには答えがありません。",
        next: "今週中に答えを書きましょう。ナレッジギャップの一覧の先頭です。",
    },
};
