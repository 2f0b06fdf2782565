//! What the columns of a file become, suggested or as they were read: looked over, changed, tried on its first rows, used.

use leptos::prelude::*;

use crate::app::components::{Head, figure, row_head, table_view, words_cell};
use crate::app::element::{El, Piece as _, el, live, nothing, row_of};
use crate::app::state::{Mapping, State};
use crate::format::count;
use crate::model::TableName;
use crate::panels::table_name;
use crate::protocol::{DraftColumn, MappingChoice, MappingPreview, SuggestedBecause, TableTargets};
use crate::text::Text;

/// Tables that a list of rows is most often; the others follow.
const TABLES: [TableName; 7] = [
    TableName::Conversations,
    TableName::Leads,
    TableName::Revenue,
    TableName::Tickets,
    TableName::Events,
    TableName::Touches,
    TableName::Exposure,
];

fn change(state: State, change: impl FnOnce(&mut MappingChoice)) {
    if let Some(mut choice) = state.choice.get_untracked() {
        change(&mut choice);
        state.choose_mapping(choice);
    }
}

fn option(value: String, words: String, is_selected: bool) -> El {
    el("option").attr("value", value).maybe("selected", is_selected.then_some("")).child(words)
}

fn table_select(state: State, choice: &MappingChoice, targets: Vec<TableTargets>, text: &'static Text) -> El {
    let options = TABLES.map(|table| option(table.word().to_owned(), table_name(table, text).to_owned(), table == choice.table));
    let on_change = move |event| {
        let Some(table) = TableName::from_word(&event_target_value(&event)) else { return };
        let holds = |to: &String| {
            let of_table = targets.iter().find(|targets| targets.table == table);
            of_table.is_some_and(|targets| targets.required.contains(to) || targets.optional.contains(to))
        };
        change(state, |choice| {
            choice.table = table;
            for to in &mut choice.to {
                *to = to.take().filter(holds);
            }
        });
    };
    let select = el("select").attr("id", "mapping-table").children(options).on("change", on_change);
    el("p").class("check").child(el("label").attr("for", "mapping-table").child(text.mapping.table)).child(select)
}

fn why(column: &DraftColumn, is_suggested: bool, is_recognised: bool, text: &'static Text) -> &'static str {
    let words = &text.mapping;
    match column.because {
        _ if !is_suggested => words.yours,
        SuggestedBecause::Known => words.known,
        SuggestedBecause::Vendor => words.vendor,
        SuggestedBecause::Header => words.header,
        SuggestedBecause::Emails => words.emails,
        SuggestedBecause::Times => words.times,
        SuggestedBecause::Phones => words.phones,
        SuggestedBecause::Ids => words.ids,
        SuggestedBecause::Amounts => words.amounts,
        SuggestedBecause::Nothing if is_recognised => words.nothing_known,
        SuggestedBecause::Nothing => words.nothing,
    }
}

fn column_row(state: State, at: usize, mapping: &Mapping, choice: &MappingChoice, text: &'static Text) -> Option<El> {
    let words = &text.mapping;
    let column = mapping.draft.columns.get(at)?;
    let to = choice.to.get(at)?.clone();
    let targets = mapping.draft.targets.iter().find(|targets| targets.table == choice.table)?;
    let named = |to: &String, is_required: bool| {
        if is_required { [to, " (", words.required, ")"].concat() } else { to.clone() }
    };
    let required = targets.required.iter().map(|target| option(target.clone(), named(target, true), to.as_ref() == Some(target)));
    let optional =
        targets.optional.iter().map(|target| option(target.clone(), named(target, false), to.as_ref() == Some(target)));
    let none = option(String::new(), words.left_out.to_owned(), to.is_none());
    let options: Vec<El> = std::iter::once(none).chain(required).chain(optional).collect();
    let on_change = move |event| {
        let value = event_target_value(&event);
        change(state, |choice| {
            if let Some(slot) = choice.to.get_mut(at) {
                *slot = (!value.is_empty()).then_some(value);
            }
        });
    };
    let label = words.target.with([&column.column]);
    let select = el("select").attr("data-column", column.column.clone()).attr("aria-label", label).children(options);
    let (suggested, of) = (mapping.draft.choice.clone(), column.clone());
    let is_suggested = move || {
        let is_same = |choice: &MappingChoice| choice.table == suggested.table && choice.to.get(at) == suggested.to.get(at);
        state.choice.with(|choice| choice.as_ref().is_none_or(is_same))
    };
    let is_recognised = mapping.draft.recognised.is_some();
    let because = move || why(&of, is_suggested(), is_recognised, text).to_owned();
    let examples = el("span").class("small t2").child(column.examples.join(" · "));
    Some(
        el("tr")
            .child(row_head(column.column.clone(), ""))
            .child(words_cell(examples))
            .child(words_cell(select.on("change", on_change)))
            .child(el("td").class("small t2").live_text(because)),
    )
}

fn date_question(state: State, choice: &MappingChoice, text: &'static Text) -> El {
    let words = &text.mapping;
    let answers = [("", words.unanswered, None), ("day", words.day_first, Some(true)), ("month", words.month_first, Some(false))];
    let options = answers.map(|(value, said, answer)| option(value.to_owned(), said.to_owned(), choice.is_day_first == answer));
    let on_change = move |event| {
        let answer = match event_target_value(&event).as_str() {
            "day" => Some(true),
            "month" => Some(false),
            _ => None,
        };
        change(state, |choice| choice.is_day_first = answer);
    };
    let select = el("select").attr("id", "mapping-dates").children(options).on("change", on_change);
    el("p")
        .class("check")
        .child(el("label").attr("for", "mapping-dates").child(words.date_order))
        .child(select)
        .child(el("span").class("small t2").child(words.date_order_why))
}

fn joins(state: State, mapping: &Mapping, choice: &MappingChoice, text: &'static Text) -> El {
    let words = &text.mapping;
    let said = mapping.draft.joined.iter().map(|(word, others)| words.joined.with([word, &others.join(", ")]));
    let said: Vec<String> = said.collect();
    let tick = el("input")
        .attr("type", "checkbox")
        .attr("id", "mapping-joins")
        .maybe("checked", choice.joins.then_some(""))
        .on("change", move |event| change(state, |choice| choice.joins = event_target_checked(&event)));
    el("p")
        .class("check")
        .child(tick)
        .child(el("label").attr("for", "mapping-joins").child(words.joins))
        .child(el("span").class("small t2").child(said.join(" · ")))
}

fn preview_view(preview: MappingPreview, text: &'static Text) -> AnyView {
    let words = &text.mapping;
    let missing = (!preview.missing.is_empty())
        .then(|| el("p").class("st bad").child(words.missing.with([&preview.missing.join(", ")])).piece());
    if preview.rows.is_empty() {
        return row_of([Some(el("p").class("t2").child(words.no_rows).piece()), missing]);
    }
    let head = el("tr").children(preview.header.into_iter().map(|name| el("th").attr("scope", "col").child(name)));
    let rows = preview.rows.into_iter().map(|row| el("tr").children(row.into_iter().map(words_cell)));
    let table = el("table").class("preview").child(el("thead").child(head)).child(el("tbody").children(rows));
    let table =
        el("div").class("scroll").attr("tabindex", "0").attr("role", "region").attr("aria-label", words.preview).child(table);
    let counted = words.preview_sub.with([&count(preview.kept as f64), &count(preview.rejected as f64)]);
    row_of([Some(el("p").class("small t2").child(counted).piece()), missing, Some(table.piece())])
}

/// Each column with what it becomes.
fn columns(state: State, mapping: &Mapping, choice: &MappingChoice, text: &'static Text) -> AnyView {
    let words = &text.mapping;
    let heads = [Head::Words(words.column), Head::Words(words.examples), Head::Words(words.becomes), Head::Words(words.why)];
    let rows = (0..mapping.draft.columns.len()).filter_map(|at| column_row(state, at, mapping, choice, text));
    let rows: Vec<El> = rows.collect();
    table_view("mapping", words.column.to_owned(), heads, rows).piece()
}

/// What a person calls it.
fn name_field(state: State, choice: &MappingChoice, text: &'static Text) -> El {
    let input = el("input")
        .attr("type", "text")
        .attr("id", "mapping-name")
        .attr("maxlength", "80")
        .attr("value", choice.name.clone())
        .on("change", move |event| {
            let name = event_target_value(&event).trim().to_owned();
            change(state, |choice| {
                if !name.is_empty() {
                    choice.name = name;
                }
            });
        });
    el("p").class("check").child(el("label").attr("for", "mapping-name").child(text.mapping.name)).child(input)
}

/// Whether what a person says can be used: some rows count by it and, of a file that is recognised, it changes something.
fn is_usable(state: State, mapping: &Mapping) -> bool {
    let counts = state.preview.with(|preview| preview.as_ref().is_some_and(|preview| preview.kept > 0));
    let is_said = |choice: &MappingChoice| MappingChoice { name: mapping.draft.choice.name.clone(), ..choice.clone() };
    let is_changed = state.choice.with(|choice| choice.as_ref().is_some_and(|choice| is_said(choice) != mapping.draft.choice));
    counts && (is_changed || mapping.draft.recognised.is_none())
}

/// The panel, while a file's columns are being named.
pub fn mapping_panel(state: State) -> AnyView {
    live(move || {
        let Some(mapping) = state.mapping.get() else { return nothing() };
        let text = state.words();
        let words = &text.mapping;
        let name = mapping.file.name.clone();
        let Some(choice) = state.choice.get_untracked() else { return nothing() };
        let recognised = mapping.draft.recognised.clone();
        let has_columns = !mapping.draft.columns.is_empty();
        let questions = [
            has_columns.then(|| name_field(state, &choice, text)),
            recognised.is_none().then(|| table_select(state, &choice, mapping.draft.targets.clone(), text)),
            (!has_columns).then(|| el("p").child(words.by_record)),
            mapping.draft.asks_date_order.then(|| date_question(state, &choice, text)),
            (!mapping.draft.joined.is_empty()).then(|| joins(state, &mapping, &choice, text)),
        ];
        // Built anew only for another table, so that the focus stays where a person works.
        let table = Memo::new(move |_| state.choice.with(|choice| choice.as_ref().map(|choice| choice.table)));
        let shown_mapping = mapping.clone();
        let form = live(move || {
            table.track();
            if !has_columns {
                return nothing();
            }
            state.choice.get_untracked().map_or_else(nothing, |choice| columns(state, &shown_mapping, &choice, text))
        });
        let preview = live(move || state.preview.get().map_or_else(nothing, |preview| preview_view(preview, text)));
        let use_it = el("button")
            .class("btn pri")
            .attr("type", "button")
            .attr("data-action", "use-mapping")
            .live_attr("disabled", move || (!is_usable(state, &mapping)).then_some(""))
            .on("click", move |_| state.use_mapping())
            .child(if recognised.is_some() { words.change } else { words.use_it });
        let close =
            el("button").class("btn").attr("type", "button").on("click", move |_| state.close_mapping()).child(words.close);
        let shown = el("div").child(el("h3").child(words.preview)).child(preview);
        let content = row_of([
            el("div").children(questions.into_iter().flatten()).child(form),
            shown,
            el("p").class("row").child(has_columns.then_some(use_it)).child(close),
        ]);
        let (title, sub) = match recognised {
            Some(reason) => (words.columns_title.with([&name]), words.columns_sub.with([&reason])),
            None => (words.title.with([&name]), words.sub.to_owned()),
        };
        figure(title, sub, content).attr("data-mapping", name).piece()
    })
}
