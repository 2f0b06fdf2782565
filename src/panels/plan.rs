//! The tracking plan: what to send, with which names, and where to pass the conversation's id; as Markdown.

use super::View;
use crate::model::EventName;
use crate::scorecard::{ChangeId, MetricId};

/// The plan for what is loaded: what its numbers lack comes first.
pub fn plan(view: &View<'_>) -> String {
    let words = &view.text.plan;
    let lacking: Vec<String> = MetricId::ALL.iter().filter_map(|id| lack_line(view, *id)).collect();
    let lacking = if lacking.is_empty() { words.nothing.to_owned() } else { lacking.join("\n") };
    let event = |event: &EventName| ["| `", event.word(), "` | ", view.text.events.of(*event), " |"].concat();
    let events: Vec<String> = EventName::ALL.iter().map(event).collect();
    let table =
        [&["| ", words.event, " | ", words.when, " |\n|---|---|\n"].concat(), &events.join("\n")].map(String::as_str).concat();
    let passing = [words.form, words.shop, words.desk, words.web].map(|place| ["- ", place].concat()).join("\n");
    let heading = |title: &str| ["## ", title].concat();
    [
        ["# ", words.title].concat(),
        words.intro.to_owned(),
        heading(words.lacking),
        lacking,
        heading(words.passing),
        passing,
        heading(words.fields),
        words.field_list.to_owned(),
        heading(words.events),
        table,
    ]
    .join("\n\n")
        + "\n"
}

/// What a number lacks; none if it can be had.
fn lack_line(view: &View<'_>, id: MetricId) -> Option<String> {
    let metric = view.card.metrics.get(&id).filter(|metric| !metric.needs.is_empty())?;
    let needs: Vec<&str> = metric.needs.iter().map(|need| *view.text.needs.of(*need)).collect();
    let name = view.text.metrics.of(ChangeId::of_metric(id)).name;
    Some(["- ", &view.text.plan.lack_line.with([name, &needs.join(" ")])].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, japanese, march};

    #[test]
    fn the_plan_names_every_event_and_what_is_missing() {
        let mut card = march();
        for view in [english(&card), japanese(&card)] {
            let all = plan(&view);
            for event in EventName::ALL {
                let line = format!("| `{}` | {} |", event.word(), view.text.events.of(*event));
                assert!(all.contains(&line), "{event:?}");
            }
            // Its headings and each place where the id is passed.
            let words = &view.text.plan;
            for said in
                [words.lacking, words.passing, words.form, words.shop, words.desk, words.web, words.fields, words.field_list]
            {
                assert!(all.contains(said), "{said}");
            }
            assert!(all.contains("`conversation_id`"));
        }
        let csat = card.metrics.get_mut(&MetricId::Csat).unwrap();
        csat.needs = vec![crate::metrics::Need::Csat];
        let lacking = plan(&japanese(&card));
        assert!(lacking.lines().any(|line| line.starts_with("- CSAT：")), "{lacking}");
    }
}
