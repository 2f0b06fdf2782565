//! A chart: picture or table, read by pointer and keyboard, saved as SVG, PNG and CSV.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, KeyboardEvent, Node};

use super::drawing::drawing_view;
use super::table::way_view;
use crate::app::element::{El, Piece as _, el, live, nothing, row_of};
use crate::app::route::{Route, rows_href};
use crate::app::state::State;
use crate::browser::{download, save_picture};
use crate::charts::{Ink, Mark, draw_key};
use crate::panels::{ChartPanel, Twin};
use crate::text::ChartText;

/// Where a reader is among the marks.
#[derive(Clone, Copy, Default)]
struct Cursor {
    at: Option<usize>,
    /// Where a stretch of marks was begun.
    from: Option<usize>,
    is_dragging: bool,
}

impl Cursor {
    /// The marks from the beginning to here.
    fn stretch(self) -> Option<(usize, usize)> {
        let at = self.at?;
        let from = self.from.unwrap_or(at);
        Some((from.min(at), from.max(at)))
    }
}

/// The table; `ways` lead from the first number of each row to its rows, where the marks of the picture do, and from those after it
/// that are of the same rows.
fn twin_view(twin: &Twin, label: String, ways: &[Option<String>]) -> El {
    let heads = twin
        .heads
        .iter()
        .map(|(head, is_number)| el("th").attr("scope", "col").class(if *is_number { "num" } else { "" }).child(head.clone()));
    let rows = twin.rows.iter().enumerate().map(|(row_at, row)| {
        let first = row.iter().position(|cell| !matches!(cell.data_value.as_str(), "" | "null"));
        let cells = row.iter().enumerate().map(|(at, cell)| {
            let opens = first.is_some_and(|first| (first..=first + twin.of_same).contains(&at));
            let way = ways.get(row_at).filter(|_| opens).cloned().flatten();
            let words = way_view(cell.words.clone(), way);
            match (at, cell.data_value.as_str()) {
                (0, _) => el("th").attr("scope", "row").child(words),
                (_, "") => el("td").class("num").child(words),
                (_, value) => el("td").class("num").attr("data-value", value.to_owned()).child(words),
            }
        });
        el("tr").children(cells)
    });
    let table = el("table").class("twin").child(el("thead").child(el("tr").children(heads))).child(el("tbody").children(rows));
    el("div").class("scroll").attr("tabindex", "0").attr("role", "region").attr("aria-label", label).child(table)
}

fn legend_view(legend: &[(Ink, &'static str)]) -> Option<El> {
    let items = legend
        .iter()
        .map(|(ink, words)| el("span").child(drawing_view(&draw_key(*ink), "key", String::new(), false)).child(*words));
    (!legend.is_empty()).then(|| el("div").class("legend").children(items))
}

/// The element that an event is heard on.
fn heard_on(event: &Event) -> Option<Element> {
    event.current_target().and_then(|target| target.dyn_into().ok())
}

/// Whether the focus goes to something inside an element.
fn goes_into(event: &Event, element: &Element) -> bool {
    let other = js_sys::Reflect::get(event, &"relatedTarget".into()).ok().and_then(|other| other.dyn_into::<Node>().ok());
    other.is_some_and(|other| element.contains(Some(&other)))
}

/// The number of the mark under the pointer.
fn mark_under(event: &Event) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.get_attribute("data-at")?.parse().ok()
}

/// Shows where the reader is.
fn show(plot: &Element, cursor: Cursor) {
    let Ok(shown) = plot.query_selector_all(".m-hit.on") else { return };
    for at in 0..shown.length() {
        if let Some(element) = shown.get(at).and_then(|node| node.dyn_into::<Element>().ok()) {
            let _ = element.set_attribute("class", "m-hit");
        }
    }
    let Some((from, to)) = cursor.stretch() else { return };
    for at in from..=to {
        if let Ok(Some(element)) = plot.query_selector(&["[data-at=\"", &at.to_string(), "\"]"].concat()) {
            let _ = element.set_attribute("class", "m-hit on");
        }
    }
}

/// Who reads a chart: not kept by the page, because a chart that is taken away still hears that it lost the focus.
struct Reader {
    cursor: Cell<Cursor>,
    says: Vec<String>,
    said: RwSignal<String>,
    /// The mark that is read, for the way to its rows.
    at: RwSignal<Option<usize>>,
    can_choose: bool,
}

impl Reader {
    fn new(panel: &ChartPanel) -> Rc<Self> {
        let says = panel.drawing.marks.iter().filter_map(|mark| match mark {
            Mark::Rect { ink: Ink::Hit, says, .. } if !says.is_empty() => Some(says.clone()),
            _ => None,
        });
        Rc::new(Self {
            cursor: Cell::default(),
            says: says.collect(),
            said: RwSignal::default(),
            at: RwSignal::default(),
            can_choose: panel.is_brushed(),
        })
    }

    /// Goes to a mark, or to none.
    fn go(&self, plot: &Element, next: Cursor) {
        self.cursor.set(next);
        show(plot, next);
        let _ = self.at.try_set(next.at);
        let of = |at: usize| self.says.get(at).cloned().unwrap_or_default();
        let _ = self.said.try_set(match next.stretch() {
            Some((from, to)) if from < to => [of(from), of(to)].join(" … "),
            Some((at, _)) => of(at),
            None => String::new(),
        });
    }

    /// Where a key leads; none for a key that is not the chart's.
    fn after(&self, event: &KeyboardEvent) -> Option<Cursor> {
        let now = self.cursor.get();
        let last = self.says.len().saturating_sub(1);
        let to = |at: usize| {
            let from = if event.shift_key() && self.can_choose { now.from.or(now.at) } else { None };
            Some(Cursor { at: Some(at.min(last)), from, is_dragging: false })
        };
        match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => to(now.at.map_or(0, |at| at + 1)),
            "ArrowLeft" | "ArrowUp" => to(now.at.map_or(last, |at| at.saturating_sub(1))),
            "Home" => to(0),
            "End" => to(last),
            "Escape" if now.at.is_some() => Some(Cursor::default()),
            _ => None,
        }
    }
}

/// Lets the weeks of a stretch of marks count alone, or what one mark stands for.
fn choose(state: State, panel: &ChartPanel, cursor: Cursor) {
    let Some(stretch) = cursor.stretch() else { return };
    let query = state.query.get_untracked();
    if let Some(query) = state.choices.with_untracked(|all| panel.chosen(&query, all, stretch)) {
        state.narrow(query);
    }
}

fn plot_view(state: State, panel: &Arc<ChartPanel>, words: &'static ChartText) -> El {
    let reader = Reader::new(panel);
    let (said, read_at, can_choose) = (reader.said, reader.at, reader.can_choose);
    let (by_key, chosen) = (Rc::clone(&reader), Arc::clone(panel));
    let key = move |event: Event| {
        let Some(plot) = heard_on(&event) else { return };
        let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
        // A key on the way to the rows is that way's.
        let is_here = event.target() == event.current_target();
        if event.key() == "Enter" && is_here {
            choose(state, &chosen, by_key.cursor.get());
        } else if let Some(next) = by_key.after(&event) {
            event.prevent_default();
            by_key.go(&plot, next);
        }
    };
    let hovered = Rc::clone(&reader);
    let over = move |event: Event| {
        let now = hovered.cursor.get();
        if let Some((plot, at)) = heard_on(&event).zip(mark_under(&event)) {
            hovered.go(&plot, Cursor { at: Some(at), from: now.from.filter(|_| now.is_dragging), ..now });
        }
    };
    let pressed = Rc::clone(&reader);
    let down = move |event: Event| {
        if let Some((plot, at)) = heard_on(&event).zip(mark_under(&event)) {
            let from = pressed.can_choose.then_some(at);
            pressed.go(&plot, Cursor { at: Some(at), from, is_dragging: pressed.can_choose });
        }
    };
    let (let_go, dragged) = (Rc::clone(&reader), Arc::clone(panel));
    let up = move |event: Event| {
        let now = let_go.cursor.get();
        if let Some(plot) = heard_on(&event).filter(|_| now.is_dragging) {
            let_go.go(&plot, Cursor { at: now.at, ..Cursor::default() });
            choose(state, &dragged, now);
        }
    };
    let (clicked, pointed) = (Rc::clone(&reader), Arc::clone(panel));
    let click = move |event: Event| {
        // A drag has chosen already.
        if mark_under(&event).is_some() && !clicked.can_choose {
            choose(state, &pointed, clicked.cursor.get());
        }
    };
    let leave = || {
        let left = Rc::clone(&reader);
        move |event: Event| {
            if let Some(plot) = heard_on(&event).filter(|plot| !goes_into(&event, plot)) {
                left.go(&plot, Cursor::default());
            }
        }
    };
    let linked = Arc::clone(panel);
    let rows = live(move || {
        let query = state.query.get_untracked();
        let rows = read_at.get().and_then(|at| state.choices.with_untracked(|all| linked.rows(&query, all, at)));
        let way = rows.map(|(rows, query)| rows_href(rows, &query));
        way.map_or_else(nothing, |way| el("a").attr("href", way).attr("data-rows", "").child(words.rows).piece())
    });
    let readout = el("p").class("readout").attr("aria-live", "polite").live_text(move || said.get()).child(rows);
    el("div")
        .class(match (can_choose, panel.choices.is_empty()) {
            (true, _) => "plotbox brush",
            (false, false) => "plotbox pickable",
            (false, true) => "plotbox",
        })
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", panel.spoken(words))
        .on("keydown", key)
        .on("pointerover", over)
        .on("pointerdown", down)
        .on("pointerup", up)
        .on("click", click)
        .on("pointerleave", leave())
        .on("blur", leave())
        .child(drawing_view(&panel.drawing, "plot", String::new(), false))
        .child(readout)
}

/// Whether a chart is shown as a table: a choice that outlives a filter, with which charts are built anew.
fn is_table_of(state: State, panel: &ChartPanel) -> RwSignal<bool> {
    let is_kept = |(id, of): &(&'static str, String)| *id == panel.id && *of == panel.of;
    RwSignal::new(state.tables.with_value(|tables| tables.iter().any(is_kept)))
}

fn tools_view(state: State, panel: &Arc<ChartPanel>, is_table: RwSignal<bool>, words: &'static ChartText) -> El {
    let board = &state.text().board;
    let button = |words: &'static str, table: bool| {
        let key = (panel.id, panel.of.clone());
        let choose = move |_| {
            is_table.set(table);
            state.tables.update_value(|tables| {
                tables.retain(|other| *other != key);
                if table {
                    tables.push(key.clone());
                }
            });
        };
        el("button")
            .attr("type", "button")
            .live_attr("aria-pressed", move || Some(if is_table.get() == table { "true" } else { "false" }))
            .on("click", choose)
            .child(words)
    };
    let save = |words: &'static str, ending: &'static str| {
        let panel = Arc::clone(panel);
        let click = move |_| {
            let name = ["botworth-", panel.id, ".", ending].concat();
            let saved = match ending {
                "csv" => download(&name, "text/csv", &panel.twin.to_csv()),
                "svg" => download(&name, "image/svg+xml", &panel.svg_file()),
                _ => save_picture(&name, &panel.svg_file(), move || {
                    state.notice.set(state.text().charts.no_picture.to_owned());
                }),
            };
            if let Err(message) = saved {
                state.notice.set(message);
            }
        };
        el("button").class("btn quiet sm").attr("type", "button").attr("data-save", ending).on("click", click).child(words)
    };
    el("div")
        .class("pickers")
        .child(save(words.save_svg, "svg"))
        .child(save(words.save_png, "png"))
        .child(save(words.save_csv, "csv"))
        .child(el("div").class("seg").child(button(board.chart, false)).child(button(board.table, true)))
}

/// What stands in a chart's figure.
pub fn chart_body(state: State, mut panel: ChartPanel) -> AnyView {
    let is_table = is_table_of(state, &panel);
    let words = &state.text().charts;
    if state.route.get_untracked() == Route::Shared || state.card.with_untracked(Option::is_none) {
        // A shared scorecard has no rows, nor have saved weeks.
        panel.choices.clear();
    }
    let panel = Arc::new(panel);
    let tools = tools_view(state, &panel, is_table, words);
    let header = el("header").child(el("h2").child(panel.title.clone())).child(el("p").class("sub").child(panel.sub.clone()));
    let shown = live(move || {
        if is_table.get() {
            let (query, choices) = (state.query.get_untracked(), state.choices.get_untracked());
            let marks = if panel.choices.len() == panel.twin.rows.len() { 0..panel.choices.len() } else { 0..0 };
            let way = |at| panel.rows(&query, &choices, at).map(|(rows, query)| rows_href(rows, &query));
            return twin_view(&panel.twin, panel.title.clone(), &marks.map(way).collect::<Vec<_>>()).piece();
        }
        let foot = (!panel.foot.is_empty()).then(|| el("p").class("foot").child(panel.foot.clone()));
        row_of([legend_view(&panel.legend).piece(), plot_view(state, &panel, words).piece(), foot.piece()])
    });
    row_of([tools.piece(), header.piece(), shown])
}

/// A chart as a figure; nothing for none.
pub fn chart_view(state: State, panel: Option<ChartPanel>) -> AnyView {
    let Some(panel) = panel else { return nothing() };
    let figure = el("section").class("fig chart").attr("data-chart", panel.id);
    figure.child(chart_body(state, panel)).piece()
}
