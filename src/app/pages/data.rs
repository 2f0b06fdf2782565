//! Files, what was kept out of them and why, and what was found in them.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::components::{Icon, figure, icon, scroll_table, status};
use crate::app::shell::{choose_button, folder_button};
use crate::app::state::{LEDGER_PAGE, State};
use crate::format::count;
use crate::panels::{FileEntry, FileState, file_row};
use crate::scorecard::Scorecard;
use crate::text::Text;

fn state_word(state: &FileState) -> &'static str {
    match state {
        FileState::Waiting => "waiting",
        FileState::Reading { .. } => "reading",
        FileState::Opened(_) => "opened",
        FileState::Refused(_) => "refused",
    }
}

fn per_cent(part: f64) -> String {
    crate::format::fixed(part.clamp(0.0, 1.0) * 100.0, 2) + "%"
}

fn file_view(state: State, entry: &FileEntry, text: &'static Text) -> AnyView {
    let row = file_row(entry, text);
    let number = entry.file;
    let name = row.name.clone();
    let [read, kept, rejected, duplicate] = row.rows;
    let remove = text.data.remove.with([&row.name]);
    view! {
        <tr data-file=name data-state=state_word(&entry.state)>
            <th scope="row">{row.name}<span class="line2">{row.kind}</span></th>
            <td>{status(row.tone, row.state)}</td>
            <td class="wide">
                <span class="meter two" aria-hidden="true">
                    <i style:width=per_cent(row.parts.0)></i>
                    <i class="out" style:width=per_cent(row.parts.1)></i>
                </span>
                <span class="line2">{row.note}</span>
            </td>
            <td class="num">{read}</td>
            <td class="num">{kept}</td>
            <td class="num">{rejected}</td>
            <td class="num">{duplicate}</td>
            <td class="num">
                <button class="btn quiet sm" type="button" title=remove.clone() aria-label=remove on:click=move |_| state.remove(number)>
                    {icon(Icon::Cross)}
                </button>
            </td>
        </tr>
    }
    .into_any()
}

/// Every file of the tab with what became of it.
pub fn file_list(state: State) -> AnyView {
    let text = state.words();
    let words = &text.data;
    let rows = move || state.files.get().iter().map(|entry| file_view(state, entry, text)).collect_view();
    let table = view! {
        <table class="files">
            <thead>
                <tr>
                    <th scope="col">{words.file}</th>
                    <th scope="col">{words.state}</th>
                    <th scope="col">{words.kept_and_rejected}</th>
                    <th scope="col" class="num">{words.read}</th>
                    <th scope="col" class="num">{words.kept}</th>
                    <th scope="col" class="num">{words.rejected}</th>
                    <th scope="col" class="num">{words.duplicate}</th>
                    <th></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    };
    let table = scroll_table(words.files.to_owned(), table.into_any());
    figure(words.files.to_owned(), words.files_sub.to_owned(), table)
}

fn ledger_view(state: State) -> AnyView {
    let text = state.words();
    let words = &text.data;
    let content = move || {
        let page = state.ledger.get();
        if page.total == 0 {
            return view! { <p class="t2">{words.ledger_empty}</p> }.into_any();
        }
        let rows = page.entries.iter().cloned().map(|line| {
            let what = if line.row_rejected { words.whole_row } else { words.cell_only };
            view! {
                <tr>
                    <td>{line.file}</td>
                    <td class="num">{count(line.line as f64)}</td>
                    <td><code>{line.column}</code></td>
                    <td><code>{line.cell}</code></td>
                    <td>{text.reasons.of(&line.reason)}<span class="line2">{what}</span></td>
                </tr>
            }
        });
        let (offset, total) = (page.offset, page.total);
        let shown = page.entries.len() as u64;
        let step = u64::from(LEDGER_PAGE);
        let said = words.page.with([&count((offset + 1) as f64), &count((offset + shown) as f64), &count(total as f64)]);
        let table = view! {
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words.ledger_where}</th>
                        <th scope="col" class="num">{words.line}</th>
                        <th scope="col">{words.column}</th>
                        <th scope="col">{words.cell}</th>
                        <th scope="col">{words.reason}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        };
        view! {
            <p class="sub">{words.ledger_sub.with([&count(total as f64)])}</p>
            {scroll_table(words.ledger.to_owned(), table.into_any())}
            <div class="row pager">
                <button
                    class="btn sm"
                    type="button"
                    disabled=offset == 0
                    on:click=move |_| state.turn_ledger(offset.saturating_sub(step))
                >
                    {words.previous}
                </button>
                <span class="small t2" aria-live="polite">{said}</span>
                <button
                    class="btn sm"
                    type="button"
                    disabled=offset + shown >= total
                    on:click=move |_| state.turn_ledger(offset + step)
                >
                    {words.next}
                </button>
            </div>
        }
        .into_any()
    };
    figure(words.ledger.to_owned(), String::new(), content.into_any())
}

fn counts_view(card: &Scorecard, text: &'static Text) -> AnyView {
    let words = &text.data;
    let counts = &card.counts;
    let rows = [
        (words.opened, counts.opened),
        (words.engaged, counts.engaged),
        (words.handled, counts.handled),
        (words.test, counts.test),
        (words.persons, counts.persons),
        (words.leads, counts.leads),
        (words.bot_leads, counts.bot_leads),
        (words.revenue_rows, counts.revenue_rows),
        (words.tickets, counts.tickets),
    ];
    let rows = rows.map(|(name, rows)| view! { <dt>{name}</dt><dd>{count(rows as f64)}</dd> });
    let list = view! { <dl class="kv">{rows.collect_view()}</dl> };
    figure(words.counts.to_owned(), words.counts_sub.to_owned(), list.into_any())
}

/// The page.
pub fn data_page(state: State, card: &Arc<Scorecard>) -> AnyView {
    let text = state.words();
    let words = &text.data;
    view! {
        <div class="pagehead">
            <div>
                <h1 class="page">{words.title}</h1>
                <p>{words.stays}</p>
            </div>
            <div class="row">{choose_button("btn pri", words.add)}{folder_button("btn", text.drop.folder)}</div>
        </div>
        {file_list(state)}
        <div class="g">
            <div class="c8">{ledger_view(state)}</div>
            <div class="c4">{counts_view(card, text)}</div>
        </div>
    }
    .into_any()
}
