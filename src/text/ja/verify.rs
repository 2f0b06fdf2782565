//! The check of the promise in Japanese.

use crate::text::{VerifyText, sentence};

pub(super) const VERIFY: VerifyText = VerifyText {
    title: "何も送らないことを確かめる",
    sub: "送らせないのはブラウザであって、約束だけではありません。ファイルを開いたままでも試せます。",
    policy: "いま効いているポリシー",
    policy_sub: "このページから読み取ったものです。ブラウザが守らせ、ページのスクリプトからは外せません。",
    trials: "送信を試す",
    trials_sub: "「test」という語を example.com へ、ページから送れるあらゆる方法で順に試します。数秒かかります。",
    start: "すべての方法を試す",
    trying: "試しています…",
    way: "方法",
    outcome: "ブラウザの動き",
    refused: "拒否",
    absent: "なし（開始時に取り除いています）",
    out: "拒否されず",
    all_refused: sentence("{0} 通りの方法はすべて閉じています。"),
    some_out: sentence(
        "{1} 通りのうち {0} 通りが開いています。ここで社外秘のファイルを開かず、このページの配信元に知らせてください。",
    ),
    offline: "ネットワークなしで",
    offline_how: "ネットワークを切って再読み込みしてください。ブラウザに残したものから開き、すべて動きます。配信元の botworth.html を保存して、ディスクから開くこともできます。",
    limits: "ページには防げないこと",
    limits_what: "ブラウザの拡張機能には、あなたに見えるものが見えます。他サイトへのリンクを押せばそのサイトが開きますが、このページにはありません。配信元が別のページを配ることはできるので、下のハッシュをリリースと比べてください。",
    files: "このページのファイル",
    files_sub: "ページが受け取るとおりに読み直し（ブラウザが残した後はその写しから）、このタブの中でハッシュを計算します。",
    check: "ハッシュを計算",
    checking: "計算しています…",
    same: sentence("{0} 個のファイルはすべてリリースの一覧と同じです。"),
    differ: sentence("{0} 個のファイルが一覧と違います：{1}"),
    unknown: "ここには一覧がありません（ネットワークなし、または一つのファイルのページ）。そのファイル自体のハッシュを計算してください：sha256sum botworth.html",
    release: "一覧（SHA256SUMS）の SHA-256",
    inside: "ワーカー内の fetch",
};
