//! The promise put to the test: the policy in force, every way out tried, the hashes of what is served.

use leptos::prelude::*;

use crate::app::components::{Head, figure, page_head, row_head, table_view, words_cell};
use crate::app::element::{El, Piece as _, el, live, nothing, row_of};
use crate::app::state::State;
use crate::browser::proof::{self, Served};
use crate::format::count;
use crate::text::Text;

fn policy_figure(text: &'static Text) -> El {
    let policies = proof::policies();
    let rules =
        policies.iter().flat_map(|policy| policy.split("; ")).map(|rule| el("li").child(el("code").child(rule.to_owned())));
    figure(text.verify.policy, text.verify.policy_sub, el("ul").class("plain policy").attr("data-policy", "").children(rules))
}

fn outcome_words(outcome: &str, text: &'static Text) -> &'static str {
    match outcome {
        "refused" => text.verify.refused,
        "absent" => text.verify.absent,
        "unseen" => text.verify.unseen,
        "visible" => text.verify.visible,
        _ => text.verify.out,
    }
}

fn trials_figure(text: &'static Text) -> El {
    let words = &text.verify;
    let tried: RwSignal<Option<Vec<(String, String)>>> = RwSignal::new(None);
    // Until the first is told, more are to come.
    let ways = RwSignal::new(f64::INFINITY);
    let is_over = move |tried: usize| tried as f64 >= ways.get();
    let is_trying = move || tried.with(|tried| tried.as_ref().is_some_and(|tried| !is_over(tried.len())));
    let start = move |_| {
        if !is_trying() {
            tried.set(Some(Vec::new()));
            proof::try_to_send(move |way, outcome, of| {
                let _ = ways.try_set(of);
                let _ = tried.try_update(|tried| tried.get_or_insert_default().push((way, outcome)));
            });
        }
    };
    let button =
        el("button").class("btn").attr("type", "button").attr("data-action", "try").on("click", start).child(words.start);
    let said = move || match tried.get() {
        None => String::new(),
        Some(tried) if !is_over(tried.len()) => words.trying.to_owned(),
        Some(tried) => {
            let of = |outcomes: &[&str]| tried.iter().filter(|(_, of)| outcomes.contains(&of.as_str())).count() as f64;
            let (open, all) = (of(&["out"]), count(tried.len() as f64));
            if open == 0.0 {
                words.all_refused.with([&count(of(&["refused", "absent"])), &count(of(&["unseen", "visible"]))])
            } else {
                words.some_out.with([&count(open), &all])
            }
        }
    };
    let table = live(move || {
        let tried = tried.get().unwrap_or_default();
        if tried.is_empty() {
            return nothing();
        }
        let rows = tried.into_iter().map(|(way, outcome)| {
            let name = if way == "inside" { words.inside.to_owned() } else { way };
            el("tr")
                .attr("data-outcome", outcome.clone())
                .child(row_head(name, ""))
                .child(words_cell(outcome_words(&outcome, text)))
        });
        let rows: Vec<El> = rows.collect();
        table_view("trials", words.trials.to_owned(), [Head::Words(words.way), Head::Words(words.outcome)], rows).piece()
    });
    let said = el("p").attr("role", "status").attr("data-tried", "").live_text(said);
    figure(words.trials, words.trials_sub, row_of([el("p").child(button).piece(), said.piece(), table]))
}

fn served_view(served: Option<Served>, text: &'static Text) -> El {
    let words = &text.verify;
    let Some(Served { sha256, files, differ }) = served else { return el("p").child(words.unknown) };
    let said = if differ.is_empty() {
        words.same.with([&count(files)])
    } else {
        words.differ.with([&count(differ.len() as f64), &differ.join(", ")])
    };
    el("div").child(el("p").child(said)).child(el("p").child(words.release).child(" ").child(el("code").child(sha256)))
}

fn files_figure(text: &'static Text) -> El {
    let words = &text.verify;
    let found: RwSignal<Option<Option<Served>>> = RwSignal::new(None);
    let is_checking = RwSignal::new(false);
    let start = move |_| {
        is_checking.set(true);
        proof::check_served(move |served| {
            let _ = found.try_set(Some(served));
            let _ = is_checking.try_set(false);
        });
    };
    let button =
        el("button").class("btn").attr("type", "button").attr("data-action", "hash").on("click", start).child(words.check);
    let told = live(move || match (is_checking.get(), found.get()) {
        (true, _) => el("p").child(words.checking).piece(),
        (false, Some(served)) => served_view(served, text).piece(),
        (false, None) => nothing(),
    });
    let told = el("div").attr("role", "status").attr("data-served", "").child(told);
    figure(words.files, words.files_sub, row_of([el("p").child(button), told]))
}

/// The data statement: what is read, sent, kept, wiped and given away.
fn data_figure(text: &'static Text) -> El {
    let facts = text.verify.data_facts.into_iter();
    let facts = facts.flat_map(|(what, said)| [el("dt").child(what), el("dd").child(said)]);
    let list = el("dl").class("facts").attr("data-statement", "").children(facts);
    figure(text.verify.data, text.verify.data_sub, list)
}

/// The page.
pub fn verify_page(state: State) -> AnyView {
    let text = state.words();
    let words = &text.verify;
    row_of([
        page_head(words.title, words.sub, nothing()),
        trials_figure(text),
        policy_figure(text),
        files_figure(text),
        data_figure(text),
        figure(words.offline, "", el("p").child(words.offline_how)),
        figure(words.limits, "", el("p").child(words.limits_what)),
    ])
}
