//! The command palette and shortcuts in Japanese.

use crate::text::{CommandText, sentence};

pub(super) const COMMANDS: CommandText = CommandText {
    title: "移動と操作",
    search: "ページ、指標、絞り込み、操作",
    none: "見つかりません。文字を減らしてみてください。",
    found: sentence("{0}件"),
    page: "ページ",
    view: "ビュー",
    metric: "指標",
    filter: "絞り込み",
    action: "操作",
    language: "英語に切り替え · English",
    shortcuts: "キーボードショートカット",
    palette: "移動と操作を探す",
    close_key: "開いているものを閉じる",
    single: "1文字のキーを使う（妨げになるときはオフに）",
    keys: "キー",
    does: "動作",
    ctrl_k: "Ctrl Kまたは⌘ K",
};
