//! The command palette and the list of shortcuts: two dialogs, and the keys that open them.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlDialogElement, HtmlElement, HtmlInputElement, KeyboardEvent};

use super::{Head, row_head, table_view, value_of, words_cell};
use crate::app::element::{El, Piece as _, el, live, nothing, row_of};
use crate::app::route;
use crate::app::shell::{click_files, save_scorecard};
use crate::app::state::State;
use crate::panels::{Act, Command, PAGES, View, commands, matching};
use crate::text::Text;

/// Ids of the two dialogs and of the palette's field.
const PALETTE: &str = "palette";
const SHORTCUTS: &str = "shortcuts";
const TYPED: &str = "palette-typed";

fn dialog(id: &str) -> Option<HtmlDialogElement> {
    document().get_element_by_id(id).and_then(|element| element.dyn_into().ok())
}

fn close(id: &str) {
    if let Some(dialog) = dialog(id) {
        dialog.close();
    }
}

/// Opens the palette with nothing typed.
pub fn open_palette(state: State) {
    close(SHORTCUTS);
    state.typed.set(String::new());
    state.chosen_command.set(0);
    state.is_palette_open.set(true);
    if let Some(dialog) = dialog(PALETTE).filter(|dialog| !dialog.open()) {
        let _ = dialog.show_modal();
    }
    let field = document().get_element_by_id(TYPED).and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    if let Some(field) = field {
        field.set_value("");
        let _ = field.focus();
    }
}

fn open_shortcuts() {
    close(PALETTE);
    if let Some(dialog) = dialog(SHORTCUTS).filter(|dialog| !dialog.open()) {
        let _ = dialog.show_modal();
    }
}

/// The commands that are listed, followed by views.
fn listed(state: State) -> Vec<Command> {
    let text = state.words();
    let card = state.card.get();
    let view = card.as_ref().map(|card| View::of(card, text));
    let all = state
        .kept
        .with(|kept| state.choices.with(|choices| commands(text, view.as_ref(), &kept.views, &state.query.get(), choices)));
    matching(all, &state.typed.get())
}

fn act(state: State, command: Command) {
    close(PALETTE);
    match command.act {
        Act::Page(page) => go(&route::href(&page, &state.query.get_untracked())),
        Act::Address(address) => go(&["#", &address].concat()),
        Act::Narrow(query) => state.narrow(query),
        Act::Open => click_files(),
        Act::Sample => state.open_sample(),
        Act::Language => state.switch_language(),
        Act::Theme => state.switch_theme(),
        Act::SaveWorkspace => state.save_workspace(),
        Act::SaveScorecard => save_scorecard(state),
        Act::Shortcuts => open_shortcuts(),
    }
}

fn go(hash: &str) {
    let _ = window().location().set_hash(hash);
}

fn palette(state: State, text: &'static Text) -> El {
    let words = &text.commands;
    let found = Memo::new(move |_| if state.is_palette_open.get() { listed(state) } else { Vec::new() });
    let last = move || found.with_untracked(Vec::len).saturating_sub(1);
    let on_key = move |event: Event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key) else { return };
        let chosen = state.chosen_command.get_untracked();
        let next = match key.as_str() {
            "ArrowDown" => {
                if chosen >= last() {
                    0
                } else {
                    chosen + 1
                }
            }
            "ArrowUp" => chosen.checked_sub(1).unwrap_or_else(last),
            "Enter" => {
                event.prevent_default();
                if let Some(command) = found.with_untracked(|found| found.get(chosen).cloned()) {
                    act(state, command);
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        state.chosen_command.set(next);
    };
    let chosen_id = move || OPTION_IDS.get(state.chosen_command.get()).copied();
    let input = el("input")
        .attr("id", TYPED)
        .attr("type", "text")
        .attr("role", "combobox")
        .attr("aria-expanded", "true")
        .attr("aria-controls", "palette-list")
        .attr("aria-autocomplete", "list")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("aria-label", words.search)
        .attr("placeholder", words.search)
        .live_attr("aria-activedescendant", chosen_id)
        .on("keydown", on_key)
        .on("input", move |event| {
            state.typed.set(value_of(&event));
            state.chosen_command.set(0);
        });
    let list = live(move || {
        let options = found.get().into_iter().zip(OPTION_IDS).enumerate().map(|(at, (command, id))| {
            let chosen = move || Some(if state.chosen_command.get() == at { "true" } else { "false" });
            let name = el("span").class("name").child(command.name.clone());
            let beside = el("span").class("small t2").child(command.group);
            let keys = (!command.keys.is_empty()).then(|| el("kbd").child(command.keys));
            el("li")
                .attr("id", id)
                .attr("role", "option")
                .live_attr("aria-selected", chosen)
                .on("click", move |_| act(state, command.clone()))
                .child(name)
                .child(beside)
                .child(keys)
        });
        row_of(options)
    });
    let none = live(move || if found.with(Vec::is_empty) { el("p").class("t2").child(words.none).piece() } else { nothing() });
    let count = move || words.found.with([&crate::format::count(found.with(Vec::len) as f64)]);
    el("dialog")
        .attr("id", PALETTE)
        .class("palette")
        .attr("aria-label", words.title)
        .on("close", move |_| state.is_palette_open.set(false))
        .on("click", |event| close_outside(&event))
        .child(input)
        .child(el("ul").attr("id", "palette-list").attr("role", "listbox").attr("aria-label", words.title).child(list))
        .child(none)
        .child(el("p").class("vh").attr("aria-live", "polite").live_text(count))
}

/// A click beside a dialog's content is one on the dialog itself.
fn close_outside(event: &Event) {
    let dialog = event.target().and_then(|target| target.dyn_into::<HtmlDialogElement>().ok());
    if let Some(dialog) = dialog {
        dialog.close();
    }
}

/// Ids of the palette's lines.
const OPTION_IDS: [&str; 12] = [
    "command-0",
    "command-1",
    "command-2",
    "command-3",
    "command-4",
    "command-5",
    "command-6",
    "command-7",
    "command-8",
    "command-9",
    "command-10",
    "command-11",
];

fn shortcuts(state: State, text: &'static Text) -> El {
    let words = &text.commands;
    let shell = &text.shell;
    let names = [shell.support, shell.lead, shell.work, shell.money, shell.data, shell.rules];
    let first = [
        (words.ctrl_k, words.palette),
        ("?", words.shortcuts),
        ("Esc", words.close_key),
        ("o", text.data.add),
        ("t", shell.theme),
    ];
    let rows = first.into_iter().chain(PAGES.into_iter().map(|(_, keys)| keys).zip(names));
    let rows = rows.map(|(keys, does)| {
        el("tr").child(row_head(does, "")).child(words_cell(row_of(keys.split(' ').map(|key| el("kbd").child(key)))))
    });
    let table = table_view("keys", words.shortcuts.to_owned(), [Head::Words(words.does), Head::Words(words.keys)], rows);
    let input = el("input").attr("type", "checkbox").maybe("checked", state.has_keys.get_untracked().then_some(""));
    let input = input.on("change", move |event| state.use_keys(event_target_checked(&event)));
    let single = el("label").class("check").child(input).child(words.single);
    let close_button = el("button").class("btn sm").attr("type", "button").on("click", |_| close(SHORTCUTS)).child(shell.close);
    el("dialog")
        .attr("id", SHORTCUTS)
        .attr("aria-label", words.shortcuts)
        .on("click", |event| close_outside(&event))
        .child(el("div").class("sheet").child(el("h2").child(words.shortcuts)).child(table).child(single).child(close_button))
}

/// Both dialogs, in the language of the tab.
pub fn palette_view(state: State) -> AnyView {
    live(move || {
        let text = state.words();
        row_of([palette(state, text), shortcuts(state, text)])
    })
}

/// Whether the keys of an event go into a field.
fn is_typing(event: &KeyboardEvent) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA") || element.is_content_editable()
    })
}

/// Hears the keys of the whole page. Single ones can be switched off (WCAG 2.1.4).
pub fn listen_to_keys(state: State) {
    let after_g = StoredValue::new(false);
    let _ = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        let key = event.key();
        if (event.ctrl_key() || event.meta_key()) && !event.alt_key() && key.eq_ignore_ascii_case("k") {
            event.prevent_default();
            return open_palette(state);
        }
        let is_ours = state.has_keys.get_untracked() && !is_typing(&event) && !state.is_palette_open.get_untracked();
        if !is_ours || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let is_second = after_g.get_value();
        after_g.set_value(key == "g");
        let has_card = state.card.with_untracked(Option::is_some);
        let page = PAGES.iter().find(|(_, keys)| is_second && keys.strip_prefix("g ") == Some(key.as_str()));
        match (key.as_str(), page) {
            (_, Some((page, _))) if has_card => go(&route::href(page, &state.query.get_untracked())),
            ("?", _) => open_shortcuts(),
            ("o", _) => click_files(),
            ("t", _) => state.switch_theme(),
            _ => {}
        }
    });
}
