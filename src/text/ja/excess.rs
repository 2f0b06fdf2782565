//! What a file holds more of than any export does, in Japanese.

use crate::text::{ExcessText, sentence};

pub(super) const EXCESS: ExcessText = ExcessText {
    inflated: sentence("展開すると {0} を超えます"),
    repetitive: sentence("展開すると {0} を超え、元の{1}倍より大きくなります"),
    undeclared: sentence("展開すると、圧縮ファイルに書かれた {0} バイトを超えます"),
    files: sentence("中のファイルが{0}個を超えます（入れ子の分も含む）"),
    in_all: sentence("中のファイルが合計 {0} を超えます（入れ子の分も含む）。{1} 以降は開いていません"),
    nested: "圧縮ファイルが三重になっています",
    nested_large: sentence("圧縮ファイルの中の圧縮ファイルが {0} を超えています"),
    overlapping: "中のファイルどうしが重なっています",
    sheets: sentence("シートが{0}枚を超えます"),
    shared_sheet: "2枚のシートが同じ部分を指しています",
    columns: sentence("{0}列を超える行があります"),
    sheet_bytes: sentence("シートの合計が {0} を超えます"),
    long_line: sentence(
        "{0}行目が {1} を超えています。改行がないか、引用符が閉じていません。このファイルは集計に入りません。書き出し直してください。",
    ),
    unpack: sentence("書き出しとしては大きすぎます：{0}。展開して、中のファイルを開いてください。"),
};
