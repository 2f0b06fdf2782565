//! The app in the tab.

use leptos::prelude::*;

use crate::browser::{Engine, files};
use crate::protocol::Response;

/// Mounts the app in place of the page's static part.
pub fn start() {
    let said = RwSignal::new(Vec::<String>::new());
    let engine = Engine::start(move |response: Response| said.update(|said| said.push(format!("{response:?}"))));
    let dropped = engine.clone();
    files::listen(
        move |given| {
            if let files::Given::Files(files) = given {
                dropped.open(files);
            }
        },
        |_| {},
    );
    leptos::mount::mount_to_body(move || view! { <pre id="said">{move || said.get().join("\n")}</pre> });
}
