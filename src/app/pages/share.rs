//! Giving a scorecard away: the link, how long it is, what is in it and what is not.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::components::{Icon, figure, icon, meter, page_head, status};
use crate::app::element::{El, Piece as _, el, live, nothing, row_of};
use crate::app::signals::Lock;
use crate::app::state::State;
use crate::browser::{copy_text, passphrase};
use crate::panels::{saved_words, share_panel};
use crate::protocol::ToRender;
use crate::render::Form;
use crate::share::Part;
use crate::text::Text;

/// Whether the page lies on this disk: its address names folders, and maybe a person.
fn is_on_disk() -> bool {
    window().location().protocol().is_ok_and(|protocol| protocol == "file:")
}

/// The address of this page with a link's fragment; of a page on a disk its name alone.
fn address_of(fragment: &str) -> String {
    let address = window().location().href().unwrap_or_default();
    let page = address.split('#').next().unwrap_or_default();
    let page = if is_on_disk() { page.rsplit('/').next().unwrap_or_default() } else { page };
    [page, "#", fragment].concat()
}

/// The switches stay while links are made, so that the keyboard stays where it was.
fn switches_view(state: State, text: &'static Text) -> AnyView {
    let offered = Memo::new(move |_| state.link.with(|made| made.as_ref().map(|made| made.offered)));
    live(move || {
        let Some(offered) = offered.get() else { return nothing() };
        let parts = Part::ALL.iter().copied().filter(|part| offered.has(*part));
        let switches = parts.map(|part| switch_view(state, part, text));
        el("fieldset").class("togs").child(el("legend").child(text.share.choose)).children(switches).piece()
    })
}

fn switch_view(state: State, part: Part, text: &'static Text) -> El {
    let changed = move |event: web_sys::Event| {
        let is_in = event_target_checked(&event);
        state.share_options.update(|options| *options = options.with(part, is_in));
    };
    let is_in = state.share_options.get_untracked().has(part);
    let input = el("input").attr("type", "checkbox").attr("data-part", part.word()).on("change", changed);
    let input = input.maybe("checked", is_in.then_some(""));
    let saves = move || {
        let made = state.link.get().zip(state.card.get());
        made.map(|(made, card)| saved_words(&state.view(&card), &made, part)).unwrap_or_default()
    };
    let saves = el("small").class("t3").live_text(saves);
    el("label").class("sw").child(input).child(el("span").child(*text.link_parts.of(part)).child(" ").child(saves))
}

fn list_view(title: &'static str, lines: Vec<String>, class: &'static str) -> El {
    let lines = lines.into_iter().map(|line| el("li").child(line));
    el("div").class(class).child(el("h2").child(title)).child(el("ul").children(lines))
}

/// Locks the link, or takes the lock off.
fn lock_view(state: State, text: &'static Text) -> El {
    let words = &text.share;
    let typed = RwSignal::new(String::new());
    let is_not_offered = RwSignal::new(false);
    let lock = move |event: web_sys::Event| {
        event.prevent_default();
        let (Some(link), phrase) = (state.link.get_untracked(), typed.get_untracked()) else { return };
        if phrase.is_empty() {
            return;
        }
        state.lock.set(Lock::Asked(link.fragment.clone()));
        spawn_local(async move {
            if let Ok(locked) = passphrase::lock(&link.payload, &phrase).await {
                state.lock_link(&link.fragment, locked);
            } else {
                state.lock.set(Lock::Open);
                is_not_offered.set(true);
            }
        });
    };
    let input = el("input")
        .attr("type", "password")
        .attr("id", "passphrase")
        .attr("autocomplete", "new-password")
        .attr("aria-describedby", "passphrase-hint")
        .on("input", move |event| typed.set(event_target_value(&event)));
    let button = el("button").class("btn sm").attr("type", "submit").attr("data-action", "lock").child(words.lock);
    let unlock = move |_| state.lock.set(Lock::Open);
    let state_line = live(move || {
        if is_not_offered.get() {
            return el("p").class("t2").child(words.no_encryption).piece();
        }
        match state.lock.get() {
            Lock::Open | Lock::Asked(_) => return nothing(),
            Lock::Lost => return el("p").attr("role", "status").attr("data-lock-lost", "").child(words.lock_lost).piece(),
            Lock::Locked(_) => {}
        }
        let back = el("button").class("btn sm quiet").attr("type", "button").on("click", unlock).child(words.unlock_again);
        el("p").class("row").attr("data-locked", "").child(words.is_locked).child(back).piece()
    });
    el("form")
        .class("field")
        .on("submit", lock)
        .child(el("label").attr("for", "passphrase").child(words.passphrase))
        .child(el("div").class("row").child(input).child(button))
        .child(el("span").class("hint").attr("id", "passphrase-hint").child(words.passphrase_hint))
        .child(state_line)
}

fn link_view(state: State, text: &'static Text) -> AnyView {
    let words = &text.share;
    let (Some(made), Some(card)) = (state.link.get(), state.card.get()) else {
        return el("p").class("t2").child(words.making).piece();
    };
    let view = state.view(&card);
    let lock = state.lock.get();
    let fragment = if let Lock::Locked(locked) = &lock { locked } else { &made.fragment };
    let address = address_of(fragment);
    let panel = share_panel(&view, &made, fragment.len(), address.len() - fragment.len());
    let is_copied = RwSignal::new(false);
    let copied = address.clone();
    let copy = move |_| {
        let address = copied.clone();
        spawn_local(async move {
            match copy_text(&address).await {
                Ok(()) => is_copied.set(true),
                Err(message) => state.notice.set(message),
            }
        });
    };
    let shown = el("input").attr("id", "link").class("mono").attr("readonly", "").attr("data-link", "").attr("value", address);
    let button = el("button").class("btn pri").attr("type", "button").attr("data-action", "copy-link").on("click", copy);
    let button = button.live_text(move || if is_copied.get() { words.copied } else { words.copy }.to_owned());
    let length = el("p").attr("data-letters", made.fragment.len().to_string()).child(status(panel.tone, panel.length));
    let lists = el("div").class("inc").child(list_view(words.is_in, panel.is_in, "is-in")).child(list_view(
        words.not_in,
        panel.not_in,
        "not-in",
    ));
    row_of([
        el("div")
            .class("field")
            .child(el("label").attr("for", "link").child(words.link))
            .child(el("div").class("row link").child(shown).child(button))
            .child(el("div").class("meter-line").attr("role", "img").attr("aria-label", words.meter).child(meter(&[panel.part])))
            .child(length)
            .child(is_on_disk().then(|| el("span").class("hint").attr("data-on-disk", "").child(words.on_disk)))
            .child(el("span").class("hint").child(words.hint)),
        lists,
    ])
}

/// What the link holds as files, in the language of the tab. A passphrase locks the link alone.
fn files_view(state: State, text: &'static Text) -> AnyView {
    let words = &text.share;
    if state.link.with(Option::is_none) {
        return nothing();
    }
    let button = |form: Form, name: &'static str| {
        let save = move |_| {
            let Some(made) = state.link.get_untracked() else { return };
            state.render(&ToRender { link: address_of(&made.fragment), form, language: state.text().language.tag().to_owned() });
        };
        let button = el("button").class("btn sm").attr("type", "button").attr("data-save", form.ending().0).on("click", save);
        button.child(icon(Icon::Save)).child(name)
    };
    let buttons = [
        button(Form::Html, words.as_page),
        button(Form::Svg, words.as_svg),
        button(Form::Png, words.as_png),
        button(Form::Markdown, words.as_tables),
    ];
    el("div").class("row").children(buttons).piece()
}

/// The page.
pub fn share_page(state: State) -> AnyView {
    let text = state.words();
    let words = &text.share;
    row_of([
        page_head(words.title, words.sub, nothing()).piece(),
        el("section")
            .class("fig share")
            .child(switches_view(state, text))
            .child(live(move || link_view(state, text)))
            .child(lock_view(state, text))
            .piece(),
        figure(words.elsewhere, words.elsewhere_sub, live(move || files_view(state, text))).piece(),
    ])
}
