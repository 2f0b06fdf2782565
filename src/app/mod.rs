//! The app in the tab.

use std::collections::BTreeMap;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use crate::browser::files::{self, Given};
use crate::browser::{Engine, download};
use crate::protocol::{Request, Response};
use crate::scorecard::{MetricId, PartId, Scorecard, print_number};

/// Mounts the app in place of the page's static part.
pub fn start() {
    let lines = RwSignal::new(BTreeMap::<u32, (String, &'static str, String)>::new());
    let json = RwSignal::new(String::new());
    let failed = RwSignal::new(String::new());
    let engine = Engine::start(move |response: Response| match response {
        Response::Progress { file, bytes, .. } => lines.update(|lines| {
            let line = lines.entry(file).or_default();
            (line.1, line.2) = ("reading", bytes.to_string());
        }),
        Response::Opened { file, report } => lines.update(|lines| drop(lines.insert(file, (report.name, "opened", report.kind)))),
        Response::Refused { file, name, error } => {
            lines.update(|lines| drop(lines.insert(file, (name, "refused", format!("{error:?}")))));
        }
        Response::Scorecard { json: text, .. } => json.set(text),
        Response::Failed { message } => failed.set(message),
        Response::Ready { .. } | Response::Ledger { .. } => {}
    });
    let open = {
        let engine = engine.clone();
        move |files| {
            let opened = engine.open(files);
            lines.update(|lines| {
                lines.extend(opened.into_iter().map(|file| (file.file, (file.name, "reading", String::new()))));
            });
        }
    };
    let dropped = open.clone();
    let pasted = engine.clone();
    let given = move |given| match given {
        Given::Files(files) => dropped(files),
        Given::Text(text) => drop(pasted.open_text("pasted", text)),
        Given::UnreadableFolder(name) => failed.set(name),
    };
    let (sampled, cancelled) = (engine.clone(), engine);
    leptos::mount::mount_to_body(move || {
        view! {
            <input id="files" type="file" multiple on:change=move |event| {
                if let Some(input) = event.target().and_then(|target| target.dyn_into().ok()) {
                    open(files::from_input(&input));
                }
            } />
            <button data-action="sample" on:click=move |_| sampled.send(&Request::OpenSample { seed: 7 })>"Sample"</button>
            <button data-action="cancel" on:click=move |_| {
                let gone = cancelled.cancel();
                lines.update(|lines| lines.retain(|file, _| !gone.contains(file)));
            }>"Cancel"</button>
            <button data-action="download-json" on:click=move |_| {
                let _ = download("scorecard.json", "application/json", &json.get_untracked());
            }>"Download JSON"</button>
            <p role="alert">{failed}</p>
            <ul>{move || lines.get().into_values().map(|(name, state, text)| view! {
                <li data-file=name data-state=state>{text}</li>
            }).collect_view()}</ul>
            <div>{move || boards(&json.read())}</div>
        }
    });
    files::listen(given, |_| {});
}

fn boards(json: &str) -> impl IntoView + use<> {
    let card = serde_json::from_str::<Scorecard>(json).ok();
    let boards = card.map(|card| card.boards).unwrap_or_default();
    boards
        .into_iter()
        .map(|(board, card)| {
            let tiles: Vec<_> = card
                .metrics
                .into_iter()
                .flat_map(|(id, metric)| {
                    let chat_to_lead = (id == MetricId::ConversionRate)
                        .then(|| metric.parts.get(&PartId::ChatToLead).and_then(|part| part.value));
                    let tile = |id: String, value: Option<f64>| {
                        view! {
                            <div data-metric=id data-value=value.map_or_else(|| "null".to_owned(), print_number)></div>
                        }
                    };
                    [
                        Some(tile(id.word().to_owned(), metric.value)),
                        chat_to_lead.map(|value| tile("chat_to_lead".to_owned(), value)),
                    ]
                })
                .flatten()
                .collect();
            view! { <section data-board=board.word()>{tiles}</section> }
        })
        .collect_view()
}
