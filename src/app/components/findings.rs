//! Findings: what is wrong, on which numbers, and what to do.

use super::icon::{Icon, icon, tone_class};
use super::{figure, said_view};
use crate::app::element::{El, Piece as _, el, row_of};
use crate::app::route::rows_href;
use crate::format::count;
use crate::panels::{FINDINGS_SHOWN, FindingRow, Tone};
use crate::scorecard::Query;
use crate::text::Text;

fn finding_view(row: FindingRow, query: Option<&Query>, text: &'static Text) -> El {
    let words = &text.finding_words;
    let picture = match row.tone {
        Tone::Good => Icon::Check,
        Tone::Bad => Icon::Warn,
        Tone::Info | Tone::Noise => Icon::Clock,
    };
    let mark = el("span").class("ic").child(el("span").class(tone_class(row.tone)).child(icon(picture)));
    let within = (!row.within.is_empty()).then(|| el("span").class("within").child(row.within).child(" "));
    let stake = row.stake.into_iter().map(|stake| el("span").class("chip").child(stake));
    let mut here = query.cloned();
    if let (Some(here), Some((field, value))) = (&mut here, row.segment) {
        here.scope.hold_alone(field, value);
    }
    let behind = row.rows.zip(here.as_ref()).map(|(rows, here)| rows_href(rows, here));
    let behind = behind.map(|href| el("a").attr("href", href).attr("data-finding-rows", "").child(words.rows));
    let evidence = row.evidence.into_iter().map(|said| el("li").child(said_view(said, here.as_ref())));
    let body = el("div")
        .child(el("h3").child(within).child(row.title))
        .child(el("p").child(row.means))
        .child(el("ul").class("evidence").children(evidence))
        .child(el("p").class("do").child(el("b").child(words.next)).child(" ").child(row.next))
        .child(el("p").class("row stake").children(stake).child(behind));
    el("li").attr("data-finding", row.rule).child(mark).child(body)
}

/// The figure: the first three findings, the rest folded. Their numbers lead on under a query; a shared scorecard has no rows.
pub fn findings_view(mut rows: Vec<FindingRow>, none: String, query: Option<&Query>, text: &'static Text) -> El {
    let words = &text.finding_words;
    if rows.is_empty() {
        return figure(words.title, words.sub, el("p").class("t2").child(none));
    }
    let rest = rows.split_off(rows.len().min(FINDINGS_SHOWN));
    let list =
        |rows: Vec<FindingRow>| el("ol").class("finds").children(rows.into_iter().map(|row| finding_view(row, query, text)));
    let more = (!rest.is_empty()).then(|| {
        let said = words.more.with([&count(rest.len() as f64)]);
        el("details").class("how").child(el("summary").child(said)).child(list(rest))
    });
    figure(words.title, words.sub, row_of([Some(list(rows).piece()), more.map(El::piece)]))
}
