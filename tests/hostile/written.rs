//! What is written and shown: no text of a file is a formula or an element.

use std::fmt::Write as _;
use std::io::Cursor;

use botworth::export::{Cells, Form};
use botworth::lineage::Asked;
use botworth::metrics::MetricId;
use botworth::model::TableName;
use botworth::protocol::{AskedRows, Exported, Request, Response};
use botworth::scorecard::BoardId;
use botworth::session::Session;

use crate::{open, scored};

/// Every text of every table is a formula to a spreadsheet.
fn formulas() -> Session {
    // Spreadsheets of many countries split at semicolons.
    const FORMULA: &str = "=HYPERLINK(\"\"http://x.example\"\");=1+1\n;@SUM(1)";
    let mut session = Session::new("UTC");
    let mut chats = format!(
        "conversation_id,started_at,user_id,channel,flow,intent,source,medium,campaign,page,language,resolution,handoff,\
         handoff_reason,missing_answer,question,csat,csat_max,\"{FORMULA}\"\n"
    );
    for at in 0..60 {
        let text = format!("\"{FORMULA}\"");
        let (day, resolution) = (at % 28 + 1, if at % 2 == 0 { "confirmed" } else { "none" });
        let csat = if at % 3 == 0 { "=1" } else { "1" };
        let _ = writeln!(
            chats,
            "\"{FORMULA}{at}\",2026-03-{day:02}T10:00:00Z,@u{at},{text},{text},{text},{text},{text},{text},{text},{text},\
             {resolution},none,{text},true,{text},{csat},5,x"
        );
    }
    open(&mut session, 0, "=chats.csv", chats.as_bytes());
    let rows = [
        ("leads.csv", "lead_id,created_at,conversation_id,origin,source,campaign\n-l,2026-03-02T10:00:00Z,+c,chat,@s,=c\n"),
        ("revenue.csv", "order_id,at,amount,user_id,currency\n=o,2026-03-02T10:00:00Z,-5,@u1,\n=p,2026-03-02T10:00:00Z,x,@u1,\n"),
        ("touches.csv", "at,user_id,source,medium,campaign\n2026-03-02T10:00:00Z,@u,=s,+m,-c\n"),
        ("exposure.csv", "date,channel,page,flow,impressions\n2026-03-02,=c,+p,-f,9\n"),
        ("tickets.csv", "ticket_id,created_at,user_id,intent\n=t,2026-03-02T10:00:00Z,@u1,\t=i\n"),
        ("events.csv", "event,timestamp,conversation_id,text,reason,goal,id\n=made_up,2026-03-02T10:00:00Z,=c,+t,-r,@g,=i\n"),
    ];
    for (number, (name, text)) in (1..).zip(rows) {
        open(&mut session, number, name, text.as_bytes());
    }
    session
}

fn exported(session: &mut Session, what: Exported) -> String {
    let mut bytes = Vec::new();
    let request = Request::Export { what, form: Form::Csv(Cells::ForSpreadsheets) };
    session.answer(vec![request], |_| Cursor::new(Vec::new()), &mut |response| match response {
        Response::Piece { bytes: piece, .. } => bytes.extend(piece),
        Response::Failed { message } => panic!("{what:?}: {message}"),
        _ => {}
    });
    String::from_utf8(bytes).unwrap()
}

#[test]
fn no_cell_of_any_export_is_a_formula() {
    let mut session = formulas();
    let number = Asked::of(MetricId::ResolutionRate, None);
    let rows = Exported::Rows(AskedRows { board: BoardId::Support, number, standing: None, among: None });
    let tables = TableName::of_rows().map(Exported::Table);
    let others =
        [Exported::Conversations, Exported::Weeks, Exported::Ledger, Exported::Gaps(BoardId::Support), Exported::Disputed, rows];
    for what in tables.chain(others) {
        let csv = exported(&mut session, what);
        let mut cells = 0;
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
        for record in reader.records().map(Result::unwrap) {
            for cell in &record {
                let is_number = cell.parse::<f64>().is_ok();
                let parts = || cell.split([';', '\t', '\n', '\r']).map(|part| part.trim_start_matches([' ', '"']));
                assert!(is_number || !parts().any(|part| part.starts_with(['=', '+', '-', '@'])), "{what:?}: {cell}");
                cells += usize::from(cell.contains(['=', '@']));
            }
        }
        // The weeks hold names of boards and metrics alone.
        assert!(cells > 0 || what == Exported::Weeks, "{what:?} holds nothing that would show a fault: {csv}");
    }
}

#[test]
fn nothing_in_a_page_or_picture_was_made_by_a_text_of_a_file() {
    use botworth::format::Language;
    use botworth::render::{Rendered, WIDTH, html, picture};
    use botworth::share::{Opened, Part, ShareOptions, share};
    let mut chats = "conversation_id,started_at,flow,intent,channel,source,campaign,resolution,csat,csat_max\n".to_owned();
    for at in 0..200 {
        let _ = writeln!(
            chats,
            "c{at},2026-03-{:02}T10:00:00Z,\"</title><script>alert(1)</script>\",\"<img src=x onerror=alert(1)>\",\
             \"\"\"><svg onload=alert(1)>\",javascript:alert(1),\"<!--\",confirmed,5,5",
            at % 28 + 1
        );
    }
    let card = scored(&[("<b>.csv", &chats)]);
    let options = Part::ALL.iter().fold(ShareOptions::default(), |options, part| options.with(*part, true));
    let opened = Opened::from(share(&card, options));
    for language in [Language::En, Language::Ja] {
        let link = "https://x.example/#\"><script>";
        let rendered = Rendered { opened: &opened, text: botworth::text::text(language), link, width: WIDTH };
        let page = html(rendered);
        assert!(page.contains("&lt;script&gt;"), "the flow is shown");
        for drawn in [page, picture(rendered, true), picture(rendered, false)] {
            for mark in ["<script", "<img", "<svg onload", "<!--", "href=\"javascript"] {
                assert!(!drawn.contains(mark), "{mark}");
            }
        }
    }
}
