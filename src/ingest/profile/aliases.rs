//! Names that people give to columns, in English and Japanese, and what they mean in which table. No vendor's own words.

use crate::ingest::mapping::split_name;
use crate::model::TableName;

/// Names, as compared, of one canonical column. Those of `any` mean it in any table that has it.
struct Alias {
    to: &'static str,
    names: &'static [&'static str],
}

const ANY: &[Alias] = &[
    alias(
        "user_id",
        &["user", "user id", "customer id", "contact id", "member id", "ユーザーid", "顧客id", "会員番号", "会員id"],
    ),
    alias("anonymous_id", &["visitor id", "anonymous id", "client id", "cookie", "訪問者id"]),
    alias("email", &["email", "e-mail", "mail", "email address", "contact email", "メール", "メールアドレス"]),
    alias("phone", &["phone", "phone number", "telephone", "mobile", "電話", "電話番号"]),
    alias("channel", &["channel", "platform", "inbox", "チャネル", "チャンネル"]),
    alias("flow", &["flow", "bot", "scenario", "playbook", "シナリオ", "フロー"]),
    alias(
        "intent",
        &["intent", "topic", "category", "subject", "tag", "tags", "トピック", "カテゴリ", "カテゴリー", "用件", "意図", "タグ"],
    ),
    alias("language", &["language", "locale", "lang", "言語"]),
    alias("source", &["source", "utm source", "referrer", "ad", "流入元", "参照元"]),
    alias("medium", &["medium", "utm medium", "メディア"]),
    alias("campaign", &["campaign", "utm campaign", "キャンペーン"]),
    alias("page", &["page", "url", "page url", "landing page", "ページ", "ページurl"]),
    alias("csat", &["csat", "rating", "score", "satisfaction", "評価", "満足度"]),
    alias("currency", &["currency", "通貨"]),
    alias("handoff", &["handoff", "handed over", "transferred", "transferred to human", "escalated", "有人対応", "引き継ぎ"]),
    alias("resolution", &["resolution", "outcome", "resolved", "解決"]),
    alias("user_turns", &["user messages", "visitor messages", "ユーザー発言数"]),
    alias("bot_turns", &["bot messages", "ボット発言数"]),
    alias("duration_s", &["duration", "length", "chat duration", "対応時間", "会話時間"]),
    alias("question", &["question", "first message", "message", "質問", "質問内容"]),
    alias("ended_at", &["ended at", "ended", "end", "end time", "closed at", "finished", "終了日時"]),
    alias(
        "conversation_id",
        &["conversation id", "conversation", "chat id", "session id", "会話id", "チャットid", "セッションid"],
    ),
    alias("status", &["status", "order status", "ステータス", "状態"]),
    alias("amount", &["amount", "total", "price", "order total", "revenue", "金額", "売上", "合計", "合計金額"]),
    alias("order_id", &["order id", "order", "order number", "order no", "注文番号", "注文id"]),
    alias("ticket_id", &["ticket id", "ticket", "ticket number", "case number", "チケットid", "チケット番号", "問い合わせ番号"]),
    alias("lead_id", &["lead id", "lead", "リードid"]),
    alias("event", &["event", "event name", "イベント", "イベント名"]),
    alias("first_reply_at", &["first reply at", "first response at", "初回返信日時"]),
    alias("solved_at", &["solved at", "resolved at", "解決日時"]),
    alias("impressions", &["impressions", "views", "page views", "表示回数", "インプレッション"]),
];

/// Names that mean something only beside others.
const ID: &[&str] = &["id", "no", "no.", "number", "番号"];
const CHAT_ID: &[&str] = &["chat no", "chat number", "chat", "thread id", "dialog id", "会話番号", "チャット番号"];
const TIME: &[&str] = &[
    "started at",
    "started",
    "start",
    "start time",
    "start date",
    "began",
    "created at",
    "created",
    "creation date",
    "date",
    "time",
    "timestamp",
    "date time",
    "datetime",
    "order date",
    "ordered at",
    "paid at",
    "日時",
    "日付",
    "開始日時",
    "開始時刻",
    "開始",
    "作成日時",
    "作成日",
    "注文日時",
    "注文日",
    "受付日時",
];

const fn alias(to: &'static str, names: &'static [&'static str]) -> Alias {
    Alias { to, names }
}

/// The column that holds a row's own id, where there is one, and the one of its time.
pub(super) fn key_columns(table: TableName) -> (&'static str, &'static str) {
    match table {
        TableName::Conversations => ("conversation_id", "started_at"),
        TableName::Events => ("id", "timestamp"),
        TableName::Leads => ("lead_id", "created_at"),
        TableName::Revenue => ("order_id", "at"),
        TableName::Exposure => ("", "date"),
        TableName::Tickets => ("ticket_id", "created_at"),
        TableName::Touches => ("", "at"),
        TableName::Cube => ("", "day"),
    }
}

/// What a header may mean in a table: how much it tells (3 by its own name, 1 by a name of many meanings) and the column.
pub(super) fn meaning(table: TableName, header: &str) -> Option<(usize, &'static str)> {
    let columns = crate::ingest::columns(table);
    let key = split_name(header).0;
    if let Some(same) = columns.iter().find(|column| split_name(column).0 == key) {
        return Some((3, same));
    }
    let (id, time) = key_columns(table);
    let is_one = |names: &[&str]| names.contains(&key.as_str());
    if table == TableName::Conversations && is_one(CHAT_ID) {
        return Some((3, id));
    }
    let named = ANY.iter().find(|alias| is_one(alias.names) && columns.contains(&alias.to)).map(|alias| (3, alias.to));
    named.or_else(|| is_one(TIME).then_some((1, time))).or_else(|| (is_one(ID) && !id.is_empty()).then_some((1, id)))
}
