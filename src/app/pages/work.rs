//! What to work on: the questions that found no answer, and the brief.

use std::sync::Arc;

use leptos::prelude::*;

use super::board::name_of;
use crate::app::components::{
    Head, figure, markdown_view, number_cell, open_text_view, page_head, row_head, table_view, way_view, words_cell,
};
use crate::app::element::{El, Piece as _, el, live, row_of};
use crate::app::route::rows_href;
use crate::app::state::State;
use crate::browser::{self, copy_text};
use crate::export::{Cells, Form};
use crate::format::count;
use crate::insight::gaps::{GapKey, GapStatus, Gaps};
use crate::panels::{
    GAPS_SHOWN, GapOrder, GapRow, PlannedMonth, View, brief, gaps, gaps_markdown, next_week, planned_months, status_name,
};
use crate::protocol::{Exported, Request};
use crate::scorecard::{BoardId, Query, Scorecard};
use crate::text::Text;

fn button(action: &'static str, words: impl crate::app::element::Piece) -> El {
    el("button").class("btn sm").attr("type", "button").attr("data-action", action).child(words)
}

fn weeks_view(row: &GapRow) -> El {
    let bars = row.weeks.iter().enumerate().map(|(at, part)| {
        let height = (part * 18.0).max(0.5);
        el("rect")
            .attr("x", crate::format::fixed(at as f64 * 6.0, 0))
            .attr("y", crate::format::fixed(20.0 - height, 1))
            .attr("width", "4")
            .attr("height", crate::format::fixed(height, 1))
    });
    let picture = el("svg").class("weeks").attr("viewBox", "0 0 72 20").attr("role", "img");
    let trend = (!row.trend.is_empty()).then(|| el("span").class("line2").child(row.trend.clone()));
    el("td").child(picture.attr("aria-label", row.weeks_said.clone()).children(bars)).child(trend)
}

fn status_view(row: &GapRow, state: State, next_week: &str) -> El {
    let text = state.words();
    let options = GapStatus::ALL.iter().map(|status| {
        let selected = (*status == row.status).then_some("");
        el("option").attr("value", status.word()).maybe("selected", selected).child(status_name(*status, text))
    });
    let (gap, next_week) = (row.key.clone(), next_week.to_owned());
    let changed = move |event| {
        let status = GapStatus::from_word(&event_target_value(&event)).unwrap_or(GapStatus::Open);
        state.decide_gap(&gap, |note| {
            note.status = status;
            note.live_from = if status == GapStatus::Live { next_week.clone() } else { String::new() };
        });
    };
    let label = text.gaps.status_of.with([&row.question]);
    let select = el("select").attr("aria-label", label).attr("data-status", "").children(options).on("change", changed);
    let effect = (!row.effect.is_empty()).then(|| el("span").class("line2").child(row.effect.clone()));
    el("td").child(select).child(effect)
}

/// Another name, and the gap that it is one with.
fn plan_view(row: &GapRow, state: State, others: &[GapKey]) -> El {
    let words = &state.words().gaps;
    let (named, merged) = (row.key.clone(), row.key.clone());
    let rename = move |event| {
        let name = event_target_value(&event);
        state.decide_gap(&named, |note| {
            note.name = if name.trim() == note.gap.question { String::new() } else { name.trim().to_owned() }
        });
    };
    let merge = move |event| {
        let into = event_target_value(&event);
        state.decide_gap(&merged, |note| note.into = into);
    };
    let name = el("input").attr("type", "text").attr("value", row.question.clone()).attr("data-rename", "").on("change", rename);
    let nothing_else = el("option").attr("value", "").child(words.on_its_own);
    // What is missing is never one with what is wrong.
    let others = others.iter().filter(|other| other.kind == row.key.kind && **other != row.key);
    let options = others.map(|other| el("option").attr("value", other.question.clone()).child(other.question.clone()));
    let into = el("select").attr("data-merge", "").child(nothing_else).children(options).on("change", merge);
    let apart = row.merged.iter().map(|other| {
        let (said, other) = (words.apart.with([other]), GapKey { kind: row.key.kind, question: other.clone() });
        button("apart", said).on("click", move |_| state.decide_gap(&other, |note| note.into.clear()))
    });
    let (planned, back, live) = (row.key.clone(), row.key.clone(), row.key.clone());
    let plan = move |event| {
        let month = event_target_value(&event);
        state.decide_gap(&planned, |note| {
            // What has a month is planned at least.
            if !month.is_empty() && note.status == GapStatus::Open {
                note.status = GapStatus::Planned;
            }
            note.month = month;
        });
    };
    let month = el("input").attr("type", "month").attr("value", row.month.clone()).attr("data-month", "").on("change", plan);
    let went_live = move |event| {
        let date = event_target_value(&event);
        state.decide_gap(&live, |note| note.live_from = date);
    };
    let since = (row.status == GapStatus::Live).then(|| {
        let date = el("input").attr("type", "date").attr("value", row.live_from.clone()).attr("data-live", "");
        el("p").child(el("label").child(words.live_since).child(" ").child(date.on("change", went_live)))
    });
    let put_back = row.is_apart.then(|| button("put-back", words.put_back).on("click", move |_| state.set_apart(&back, false)));
    el("details")
        .class("how")
        .child(el("summary").child(words.plan))
        .child(el("p").child(el("label").child(words.month).child(" ").child(month)))
        .child(since)
        .child(el("p").child(el("label").child(words.name).child(" ").child(name)))
        .child(el("p").child(el("label").child(words.merge).child(" ").child(into)))
        .child(el("p").class("row").children(apart).child(put_back))
}

fn gap_view(row: GapRow, state: State, others: &[GapKey], next_week: &str) -> El {
    let words = &state.words().gaps;
    let weeks = weeks_view(&row);
    let status = status_view(&row, state, next_week);
    let plan = plan_view(&row, state, others);
    let way = row.rows.map(|rows| rows_href(rows, &state.query.get_untracked()));
    let examples = (!row.examples.is_empty()).then(|| {
        let (merged, key) = (row.merged, row.key);
        let items = row.examples.into_iter().map(|example| {
            // What was merged by hand is taken apart by hand, below.
            let can_part = example != key.question && !merged.contains(&example);
            let part = can_part.then(|| {
                let question = GapKey { kind: key.kind, question: example.clone() };
                button("set-apart", words.set_apart).on("click", move |_| state.set_apart(&question, true))
            });
            el("li").child(example).child(" ").child(part)
        });
        let list = el("ul").class("plain").children(items);
        el("details").class("how").child(el("summary").child(words.asked_as)).child(list)
    });
    el("tr")
        .attr("data-gap", row.question.clone())
        .child(row_head(row.question, "").child(examples).child(plan))
        .child(words_cell(row.kind))
        .child(number_cell(way_view(row.chats, way.clone())))
        .child(number_cell(way_view(row.share, way.clone())))
        .child(number_cell(way_view(row.by_hand, way)))
        .child(weeks)
        .child(status)
}

fn save(state: State, name: &str, mime: &str, text: &str) {
    if let Err(message) = browser::download(name, mime, text) {
        state.notice.set(message);
    }
}

/// The gaps of one bot: its own list, its own shares.
fn board_gaps_view(state: State, card: &Arc<Scorecard>, board: BoardId, found: &Gaps, order: RwSignal<GapOrder>) -> El {
    let text = state.words();
    let words = &text.gaps;
    let (card, found) = (Arc::clone(card), found.clone());
    let options = [(GapOrder::Asked, "asked", words.most_asked), (GapOrder::Growing, "growing", words.most_growing)];
    let options = options.map(|(of, value, words)| {
        el("option").attr("value", value).maybe("selected", (order.get_untracked() == of).then_some("")).child(words)
    });
    let choose = move |event| {
        order.set(if event_target_value(&event) == "growing" { GapOrder::Growing } else { GapOrder::Asked });
    };
    let select = el("select").attr("data-gap-order", "").children(options).on("change", choose);
    let picker = el("label").class("pick").child(el("span").child(words.order)).child(select);
    let name = name_of(board, text);
    let content = live(move || {
        let view = View::of(&card, text);
        let query = state.query.get_untracked();
        let roadmap = state.roadmap.get();
        let mut rows = gaps(&view, Some(board), &found, &roadmap, order.get());
        let months = planned_months(&view, Some(board), &found, &roadmap);
        let keys: Vec<GapKey> = rows.iter().map(|row| row.key.clone()).collect();
        let last = state.choices.with(|choices| choices.dates).map(|(_, last)| last);
        let next_week = next_week(&view, last);
        let without = (found.without_question > 0)
            .then(|| el("p").class("small t2").child(words.without.with([&count(found.without_question as f64)])));
        if rows.is_empty() {
            return row_of([Some(el("p").class("t2").child(words.none)), without]);
        }
        let heads = || {
            [
                Head::Words(words.question),
                Head::Words(words.kind),
                Head::Number(words.chats),
                Head::Number(words.share),
                Head::Number(words.by_hand),
                Head::Words(words.weeks),
                Head::Words(words.status),
            ]
        };
        let rest = rows.split_off(rows.len().min(GAPS_SHOWN));
        let table = |rows: Vec<GapRow>| {
            let rows = rows.into_iter().map(|row| gap_view(row, state, &keys, &next_week));
            table_view("gaps", [name, ": ", words.title].concat(), heads(), rows)
        };
        let more = (!rest.is_empty()).then(|| {
            let said = words.others.with([&count(rest.len() as f64)]);
            el("details").class("how").child(el("summary").child(said)).child(table(rest))
        });
        let list = gaps_markdown(&view, Some(board), &found, &roadmap);
        let sheet = Request::Export { what: Exported::Gaps(board), form: Form::Csv(Cells::ForSpreadsheets) };
        let as_list = button("gaps-markdown", words.save.with([words.as_markdown]));
        let as_sheet = button("gaps-csv", words.save.with([words.as_csv]));
        let file = ["gaps-", board.word(), ".md"].concat();
        let buttons = el("p")
            .class("row")
            .child(as_list.on("click", move |_| save(state, &file, "text/markdown", &list)))
            .child(as_sheet.on("click", move |_| state.export(&sheet)));
        let plan = (!months.is_empty()).then(|| months_view(months, &query, name, text));
        row_of([Some(table(rows)), more, without, Some(buttons), plan])
    });
    figure([name, ": ", words.title].concat(), "", el("div").child(el("p").class("row").child(picker)).child(content))
        .attr("data-gaps-of", board.word())
}

/// The gaps of each bot, and what was decided about all of them.
fn gaps_view(state: State, card: &Arc<Scorecard>) -> El {
    let text = state.words();
    let words = &text.gaps;
    let card = Arc::clone(card);
    let orders = [RwSignal::new(GapOrder::default()), RwSignal::new(GapOrder::default())];
    let lists = live(move || {
        let boards = state.gaps.get();
        if boards.is_empty() {
            return el("p").class("t2").child(words.none).piece();
        }
        row_of(boards.iter().zip(orders).map(|((board, found), order)| board_gaps_view(state, &card, *board, found, order)))
    });
    let decided = live(move || {
        let boards = state.gaps.get();
        let save_notes = move |_| {
            state.export(&Request::Export { what: Exported::GapNotes, form: Form::Csv(Cells::AsTheyAre) });
        };
        // What was set apart and is no group of its own.
        let roadmap = state.roadmap.get();
        let is_seen = |question: &GapKey| {
            let mut all = boards.iter().flat_map(|(_, found)| &found.gaps);
            all.any(|gap| gap.kind == question.kind && gap.name == question.question)
        };
        let unseen = roadmap.apart().iter().filter(|question| !is_seen(question)).map(|question| {
            let back = question.clone();
            el("li")
                .child(question.question.clone())
                .child(" ")
                .child(button("put-back", words.put_back).on("click", move |_| state.set_apart(&back, false)))
        });
        let unseen: Vec<El> = unseen.collect();
        let unseen = (!unseen.is_empty()).then(|| el("ul").class("plain").children(unseen));
        let buttons = el("p")
            .class("row")
            .child(button("notes-save", words.save_notes).on("click", save_notes))
            .child(open_text_view(state, words.open_notes, "data-notes", State::read_notes));
        row_of([unseen, Some(buttons)])
    });
    el("div")
        .child(el("p").class("small t2").child(words.sub))
        .child(lists)
        .child(decided)
        .child(el("p").class("small t2").child(words.kept))
}

/// What is planned for which month.
fn months_view(months: Vec<PlannedMonth>, query: &Query, name: &str, text: &'static Text) -> El {
    let words = &text.gaps;
    let rows = months.into_iter().flat_map(|PlannedMonth { month, rows }| {
        let query = query.clone();
        rows.into_iter().enumerate().map(move |(at, row)| {
            let month = if at == 0 { month.clone() } else { String::new() };
            el("tr")
                .attr("data-planned", row.question.clone())
                .child(words_cell(month))
                .child(row_head(row.question, row.effect))
                .child(words_cell(status_name(row.status, text)))
                .child(number_cell(way_view(row.chats, row.rows.map(|rows| rows_href(rows, &query)))))
        })
    });
    let heads = [Head::Words(words.month), Head::Words(words.question), Head::Words(words.status), Head::Number(words.chats)];
    figure(words.roadmap, words.roadmap_sub, table_view("roadmap", [name, ": ", words.roadmap].concat(), heads, rows))
}

/// Prints the page of words alone: beside everything else, which print.css then leaves out.
fn print_alone() {
    let page = document().query_selector(".page-of-words").ok().flatten();
    let copy = page.and_then(|page| page.clone_node_with_deep(true).ok());
    let (Some(copy), Some(body)) = (copy, document().body()) else { return };
    let Ok(copy) = body.append_child(&copy) else { return };
    let root = crate::app::state::root();
    let _ = root.set_attribute("data-print", "");
    let handle = StoredValue::new_local(None::<WindowListenerHandle>);
    handle.set_value(Some(window_event_listener_untyped("afterprint", move |_| {
        let _ = body.remove_child(&copy);
        let _ = crate::app::state::root().remove_attribute("data-print");
        handle.update_value(|handle| handle.take().into_iter().for_each(WindowListenerHandle::remove));
    })));
    let _ = window().print();
}

fn brief_view(state: State) -> El {
    let text = state.words();
    let words = &text.brief;
    let said = RwSignal::new(String::new());
    let page = Memo::new(move |_| {
        state.week.with(|week| week.as_deref().map_or_else(String::new, |(card, gaps)| brief(&View::of(card, text), gaps)))
    });
    let copy = move |_| {
        let page = page.get_untracked();
        leptos::task::spawn_local(async move {
            said.set(copy_text(&page).await.map_or_else(|error| error, |()| words.copied.to_owned()));
        });
    };
    let buttons = el("p")
        .class("row")
        .child(button("brief-copy", words.copy).on("click", copy))
        .child(button("brief-print", words.print).on("click", |_| print_alone()))
        .child(el("span").class("small t2").attr("aria-live", "polite").live_text(move || said.get()));
    let body = el("div").class("page-of-words").child(live(move || markdown_view(&page.get())));
    figure(words.page, words.sub, row_of([body, buttons]))
}

/// The page.
pub fn work_page(state: State, card: &Arc<Scorecard>) -> AnyView {
    let text = state.words();
    row_of([
        page_head(text.shell.work, text.shell.work_sub, crate::app::element::nothing()).piece(),
        gaps_view(state, card).piece(),
        brief_view(state).piece(),
    ])
}
