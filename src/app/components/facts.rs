//! "How counted", folded under a number.

use leptos::prelude::*;

use crate::panels::Fact;

/// The facts of a number as a folded list.
pub fn facts_view(title: &'static str, facts: Vec<Fact>) -> AnyView {
    let rows = facts.into_iter().map(|fact| {
        let says = fact.says.into_iter().map(|said| view! { <span>{said}</span> }).collect_view();
        view! { <dt>{fact.label}</dt><dd>{says}</dd> }
    });
    view! {
        <details class="how">
            <summary>{title}</summary>
            <dl>{rows.collect_view()}</dl>
        </details>
    }
    .into_any()
}
