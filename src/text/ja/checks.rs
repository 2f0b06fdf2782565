//! Checks on the data, in Japanese.

use crate::text::{CheckText, CheckTexts, CheckWords, sentence};

pub(super) const WORDS: CheckWords = CheckWords {
    title: "データの確認",
    sub: "数字を弱めるファイルの問題と、元のシステムでの直し方です。",
    none: "数字を疑わせる点は見つかりませんでした。",
    seen: "分かったこと",
    file: "ファイル",
    rows: "件数",
    weakens: "影響する指標",
    fix: "元での直し方と理由",
    all_files: "全てのファイル",
    weakens_nothing: "全体の数字には影響なし",
    badge: sentence("データの確認{0}件が影響しています"),
    between: "、",
};

pub(super) const CHECKS: CheckTexts = CheckTexts {
    no_conversation_id: CheckText {
        title: "会話IDのない行があります",
        why: "会話IDがないと、リードや注文は人物でしか結び付かず、結び付かないこともあります。",
        fix: "フォーム、CRMの項目、注文の属性に会話IDを渡してください。",
    },
    unknown_conversation_id: CheckText {
        title: "存在しない会話を指す行があります",
        why: "会話が書き出しの範囲外にあるか、別のIDになっています。",
        fix: "同じ期間の会話を書き出し、両方のシステムで同じIDを使っているか確かめてください。",
    },
    no_quality_stage: CheckText {
        title: "リードの品質段階がありません",
        why: "ボットのリードの良し悪しを判断できません。",
        fix: "MQLやSQLになった日時も書き出してください。",
    },
    no_exposure: CheckText {
        title: "会話できた人の数がありません",
        why: "利用率の分母がありません。起動回数では高く見えてしまいます。",
        fix: "ウィジェットのあるページの日別訪問者数を、アクセス解析から書き出してください。",
    },
    blended_goal: CheckText {
        title: "サポートと営業の目標が同じです",
        why: "両方をまとめた率は、どちらのことも語りません。",
        fix: "ルールで、フローごとに目標を決めてください。",
    },
    intents_missing: CheckText {
        title: "意図のない会話があります",
        why: "対象かどうか分からず、自己解決率に入りません。",
        fix: "確信がないときも、認識した意図を記録させてください。",
    },
    intents_free_text: CheckText {
        title: "意図が名前でなく文章です",
        why: "ほぼ全ての会話が別の意図になり、比べられません。",
        fix: "意図の名前を書き出し、利用者の言葉はquestionに入れてください。",
    },
    spelled_several_ways: CheckText {
        title: "同じ意図に複数の書き方があります",
        why: "行が分かれ、それぞれが小さく見えます。",
        fix: "元のシステムで表記をそろえるか、ルールのvalue_aliasesでまとめてください。",
    },
    channels_spelled_several_ways: CheckText {
        title: "同じチャネルに複数の書き方があります",
        why: "会話と訪問者数が結び付きません。",
        fix: "元のシステムで表記をそろえるか、ルールのvalue_aliasesでまとめてください。",
    },
    sources_spelled_several_ways: CheckText {
        title: "同じ流入元に複数の書き方があります",
        why: "リードと売上が分かれ、それぞれが小さく見えます。",
        fix: "元のシステムで表記をそろえるか、ルールのvalue_aliasesでまとめてください。",
    },
    flows_spelled_several_ways: CheckText {
        title: "同じフローに複数の書き方があります",
        why: "目標の達成が分かれて数えられます。",
        fix: "元のシステムで表記をそろえるか、ルールのvalue_aliasesでまとめてください。",
    },
    unknown_events: CheckText {
        title: "知らないイベント名があります",
        why: "どの数字にも入りません。",
        fix: "一覧の名前に直してください。計測プランに全ての名前があります。",
    },
    channel_in_outcome: CheckText {
        title: "チャネルに結果が混ざっています",
        why: "同じチャネルの会話が別々に数えられます。",
        fix: "どこで話したかと、どう終わったかを別の項目にしてください。",
    },
    survey_after_success: CheckText {
        title: "解決した会話だけに尋ねています",
        why: "うまくいかなかった人の満足度が入っていません。",
        fix: "どの終わり方でもアンケートを出してください。",
    },
    survey_after_handoff: CheckText {
        title: "担当者に渡した会話だけに尋ねています",
        why: "ボットではなく、引き継いだ担当者の評価です。",
        fix: "どの終わり方でもアンケートを出してください。",
    },
    survey_unlike_chats: CheckText {
        title: "回答者の構成が会話の構成と違います",
        why: "一部の意図や結果の声が大きすぎます。補正したCSATを見てください。",
        fix: "どの意図、どの終わり方でも同じように尋ねてください。",
    },
    csat_scale_unclear: CheckText {
        title: "評価の尺度が分かりません",
        why: "3点満点の3は良く、5点満点の3は悪い評価です。これらは除外しました。",
        fix: "評価と一緒に満点も書き出してください。",
    },
    handoff_never_accepted: CheckText {
        title: "担当者への引き継ぎが受けられていません",
        why: "誰も出ていないか、書き出しに記録がありません。",
        fix: "担当者が受けた、答えた時点を書き出してください。",
    },
    resolved_after_handoff: CheckText {
        title: "担当者に渡した後の「解決」です",
        why: "ここではボットの解決に数えません。ベンダーの数字には入っています。",
        fix: "引き継ぐ前にボットが解決したものだけを数えてください。",
    },
    containment_as_resolution: CheckText {
        title: "引き継ぎなしを「解決」としています",
        why: "諦めた人も含め、担当者に渡らない会話が全て解決扱いです。",
        fix: "利用者に確かめるか、確認済みと推定を分けて書き出してください。",
    },
    averages_in_file: CheckText {
        title: "平均値の列があります",
        why: "長い会話1件で平均は動きます。中央値には個々の値が要るため、使いませんでした。",
        fix: "会話ごとに1行、それぞれの時間を書き出してください。",
    },
    duplicate_export: CheckText {
        title: "同じ行が2回あります",
        why: "別のファイルか前の行と同じで、1回だけ数えました。",
        fix: "両方とも意図したファイルなら、何もする必要はありません。",
    },
    overlapping_dates: CheckText {
        title: "期間の重なる書き出しがあります",
        why: "IDのある行は1回だけ、IDのない行は2回数えるおそれがあります。",
        fix: "日付が重ならないように、または全期間を書き出し直してください。",
    },
    mixed_zones: CheckText {
        title: "2種類の時計が混ざっています",
        why: "時差の付いた時刻と付かない時刻があり、数時間ずれることがあります。",
        fix: "全ての時刻に時差を付けるか、全てUTCで書き出してください。",
    },
    stray_dates: CheckText {
        title: "他から何か月も離れた会話があります",
        why: "年の誤りや時計の狂いで期間が延び、費用と週の数字も変わります。",
        fix: "日付を直すか、残りの期間を選んでください。",
    },
    year_out_of_range: CheckText {
        title: "2000年より前か2099年より後の日付です",
        why: "会話の日付ではないため、除外しました。",
        fix: "空の日付が1970年や1900年として書き出されていないか確かめてください。",
    },
    ambiguous_dates: CheckText {
        title: "日と月の順が分かりません",
        why: "どちらが先か示す行がなく、不明として扱いました。",
        fix: "2026-03-01の形で書き出すか、列の設定で順序を選んでください。",
    },
    uncounted_orders: CheckText {
        title: "売上にならない注文があります",
        why: "保留、取消、返金の注文は売上に入れません。",
        fix: "何もする必要はありません。保留分は見込みとして表示します。",
    },
    negative_lead_times: CheckText {
        title: "作成前に品質段階に達したリードがあります",
        why: "同じ人の古い記録の日付が入っています。",
        fix: "そのリード自身の段階の日付を書き出してください。",
    },
    attribution_changed: CheckText {
        title: "収益の割り当て方が前回と違います",
        why: "2回の売上は比べられません。新しい系列が始まります。",
        fix: "同じルールで比べてください。",
    },
    test_traffic: CheckText {
        title: "テスト会話があります",
        why: "関連する行も含め、どの数字にも入れていません。",
        fix: "何もする必要はありません。",
    },
    crowded_person: CheckText {
        title: "1人に会話が集中しています",
        why: "スクリプト、テスト担当者、共用端末などで、全ての率が動きます。",
        fix: "テストには印を付け、訪問者ごとにIDを付けてください。",
    },
    dates_missing: CheckText {
        title: "会話が1件もない日があります",
        why: "利用の多い時期に3日以上続いており、書き出しに抜けがあるようです。",
        fix: "抜けた日を書き出すか、期間から外してください。",
    },
    no_bot_only_chats: CheckText {
        title: "担当者に届いた会話しかありません",
        why: "ボットだけで終わった会話がなく、自己解決率の分母がありません。",
        fix: "ボットの会話を書き出すか、ボットのみの会話もチケットにする設定にしてください。",
    },
    tickets_end_early: CheckText {
        title: "チケットが会話より先に終わっています",
        why: "後で問い合わせた人が見えず、再連絡のない自己解決率が高く見えます。",
        fix: "今日までのチケットを書き出してください。",
    },
    engaged_without_message: CheckText {
        title: "発言がないのに「利用」とされています",
        why: "開いただけでは会話ではありません。アクセス解析では10秒の滞在でも「エンゲージ」です。",
        fix: "利用者が書くか選んだものだけを利用としてください。",
    },
    ga4_engagement: CheckText {
        title: "GA4のエンゲージのあったセッションです",
        why: "会話ではなく10秒の滞在を数えるもので、使いませんでした。",
        fix: "GA4は訪問者数に、会話はボットの書き出しを使ってください。",
    },
    groups_folded: CheckText {
        title: "少数のまとまりは、キューブを出す前に合算されています",
        why: "合計は元の行と同じです。ここに挙げた数値だけは異なり、少数のまとまりは (other) に合算されるか、非表示です。",
        fix: "全ての数値が必要なら、--suppress なしで集計し、社外に出さないでください。",
    },
};
