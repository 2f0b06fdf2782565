//! The workspace and saved views in Japanese.

use crate::text::{WorkspaceText, sentence};

pub(super) const WORKSPACE: WorkspaceText = WorkspaceText {
    title: "ワークスペース",
    sub: "ルール、列の対応、ビュー、ギャップの名前、シナリオ、過去の週の数値を一つのファイルに。書き出しの行は入りません。次の月曜日は、これと新しい書き出しだけを開けば続きます。",
    save: "ワークスペースを保存",
    open: "ワークスペースを開く",
    keep: "このブラウザーに残す",
    keep_is: "この端末だけに、チェックしている間だけ残します。",
    wipe: "このブラウザーに残したものを消去",
    wiped: "このブラウザーには何も残っていません。開いているものは、タブを閉じるまで開いたままです。",
    not_readable: "このブラウザーに残されたワークスペースは読めません。新しいバージョンで作成された可能性があります。そのまま残します。データのページで消去するまで、このタブの内容は保存しません。",
    no_room: "このブラウザーにはワークスペースを残す場所がありません。ファイルに保存してください。",
    views: "ビュー",
    views_count: sentence("ビュー（{0}）"),
    view_name: "今の表示の名前",
    keep_view: "このビューを残す",
    no_views: "ビューはまだありません。ページ、期間、絞り込みを名前で残せます。",
    remove_view: sentence("ビュー「{0}」を削除"),
    weeks: sentence("以前の{0}週（ルール{1}種類）"),
    latest: sentence("{0}、保存時の数値：{1}"),
    latest_sub: "ワークスペースにある、直近の完全な週とそれまでの週です。金額、発見、行、絞り込みにはファイルが必要です。",
    is_open: "ワークスペースを開きました。今週の書き出しをドロップすると続きます。",
};
