//! Leads by source: quality by what people wanted, and beside the form's of the same source.

use super::{ChartPanel, Choice, RowsOf, Twin, TwinCell};
use crate::charts::{DotRow, GridCell, GridRow, Ink, draw_dots, draw_grid, nice_axis};
use crate::format::{MISSING, count, percent, points, signed_points};
use crate::metrics::Field;
use crate::metrics::statistics::newcombe;
use crate::model::Dimension;
use crate::panels::quantity::{Unit, tick};
use crate::panels::{View, value_name};
use crate::scorecard::{BoardId, ChangeId, Quality, SourceDetail};

/// Intents that have a column of their own.
const COLUMNS: usize = 6;

fn sources<'a>(view: &View<'a>) -> &'a [SourceDetail] {
    view.board(BoardId::Lead).map(|board| board.detail.sources.as_slice()).unwrap_or_default()
}

fn source_name<'a>(view: &View<'a>, source: &'a SourceDetail) -> &'a str {
    value_name(view, Field::Dimension(Dimension::Source), &source.name)
}

/// `43 / 144`, with those that are too young told apart.
fn counted(view: &View<'_>, quality: Quality) -> String {
    let said = [&count(quality.qualified as f64), " / ", &*count(quality.mature as f64)].concat();
    if quality.pending == 0 {
        return said;
    }
    [&said, ", ", &*view.text.tile.pending.with([&count(quality.pending as f64)])].concat()
}

/// The rate where there are rows enough for one.
fn rate(view: &View<'_>, quality: Quality) -> Option<f64> {
    quality.share().rate().filter(|_| quality.mature >= view.min_n())
}

/// What choosing a source does.
fn choice(source: &SourceDetail) -> Choice {
    Choice::of(Dimension::Source, &source.name).rows(RowsOf::counted(BoardId::Lead, ChangeId::LeadQualityRate))
}

/// Lead quality by source and intent; none where no lead's quality is known.
pub fn source_chart(view: &View<'_>, width: u32) -> Option<ChartPanel> {
    let sources = sources(view);
    if sources.is_empty() {
        return None;
    }
    let words = &view.text.charts;
    let mut intents: Vec<(&str, u64)> = Vec::new();
    for (intent, quality) in sources.iter().flat_map(|source| &source.intents) {
        let leads = quality.mature + quality.pending;
        match intents.iter_mut().find(|(name, _)| name == intent) {
            Some((_, all)) => *all += leads,
            None => intents.push((intent, leads)),
        }
    }
    intents.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(other.0)));
    intents.truncate(COLUMNS);
    let intent_name = |name| value_name(view, Field::Dimension(Dimension::Intent), name).to_owned();
    let mut columns = vec![words.all_intents.to_owned()];
    columns.extend(intents.iter().map(|(name, _)| intent_name(name)));
    let mut twin = Twin::under(words.source, &columns.iter().map(String::as_str).collect::<Vec<_>>());
    let rates = sources.iter().flat_map(|source| std::iter::once(source.bot).chain(source.intents.iter().map(|(_, of)| *of)));
    let top = rates.filter_map(|quality| rate(view, quality)).fold(0.1, f64::max);
    let mut choices = Vec::new();
    let row = |source: &SourceDetail| {
        let name = source_name(view, source).to_owned();
        let of_intent = |wanted: &str| {
            source.intents.iter().find(|(intent, _)| intent == wanted).map(|(_, quality)| *quality).unwrap_or_default()
        };
        let cells = std::iter::once(source.bot).chain(intents.iter().map(|(intent, _)| of_intent(intent)));
        let told: Vec<(GridCell, TwinCell)> = cells
            .zip(&columns)
            .map(|(quality, column)| {
                let value = rate(view, quality);
                let shown = value.map(|value| percent(value, view.language()));
                let is_there = quality != Quality::default();
                let said = if is_there { counted(view, quality) } else { MISSING.to_owned() };
                let said = shown.clone().map_or(said.clone(), |shown| [&shown, " · ", &said].concat());
                let counts = [&count(quality.qualified as f64), "/", &*count(quality.mature as f64)].concat();
                let cell = GridCell {
                    words: if is_there { shown.unwrap_or(counts) } else { String::new() },
                    shade: value.map(|value| value / top),
                    is_pending: is_there && quality.mature == 0,
                    says: if is_there { [&name, column, &said].map(String::as_str).join("  ") } else { String::new() },
                };
                (cell, TwinCell::number(said, quality.share().rate()))
            })
            .collect();
        let wanted = std::iter::once(None).chain(intents.iter().map(|(intent, _)| Some(*intent)));
        choices.extend(told.iter().zip(wanted).filter(|((cell, _), _)| !cell.says.is_empty()).map(|(_, intent)| {
            let mut choice = choice(source);
            choice.values.extend(intent.map(|intent| (Field::Dimension(Dimension::Intent), intent.to_owned())));
            choice
        }));
        let (cells, numbers): (Vec<GridCell>, Vec<TwinCell>) = told.into_iter().unzip();
        twin.push(std::iter::once(TwinCell::words(name.clone())).chain(numbers).collect());
        GridRow { name, beside: String::new(), cells }
    };
    let rows: Vec<GridRow> = sources.iter().map(row).collect();
    Some(ChartPanel {
        id: "lead_sources",
        title: words.sources_title.to_owned(),
        sub: words.sources_sub.with([&count(view.min_n() as f64)]),
        drawing: draw_grid(width, &columns, &rows, [&tick(view, 0.0, Unit::Rate), &tick(view, top, Unit::Rate)]),
        twin,
        choices,
        ..ChartPanel::default()
    })
}

/// The bot's leads beside the form's; none where no form brought a lead.
pub fn form_chart(view: &View<'_>, width: u32) -> Option<ChartPanel> {
    let sources = sources(view);
    if sources.iter().all(|source| source.form.mature == 0) {
        return None;
    }
    let words = &view.text.charts;
    let ends = sources.iter().flat_map(|source| {
        let bot = source.bot.share().interval().filter(|_| rate(view, source.bot).is_some()).map(|ends| ends[1]);
        [bot, rate(view, source.form)]
    });
    let axis = nice_axis(0.0, ends.flatten().fold(0.1, f64::max), Some(1.0));
    let ticks: Vec<String> = axis.ticks.iter().map(|value| tick(view, *value, Unit::Rate)).collect();
    let heads = [words.bot, view.text.board.interval, words.form, words.difference, words.bot_counts, words.form_counts];
    let mut twin = Twin::under(words.source, &heads);
    let row = |source: &SourceDetail| {
        let name = source_name(view, source).to_owned();
        let (bot, form) = (rate(view, source.bot), rate(view, source.form));
        let shown = |value: Option<f64>| value.map_or_else(|| MISSING.to_owned(), |value| percent(value, view.language()));
        let interval = source.bot.share().interval().filter(|_| bot.is_some());
        let both = bot.zip(form).map(|(bot, form)| bot - form);
        let ends = newcombe(source.form.share(), source.bot.share());
        let difference = both.zip(ends).map(|(difference, [low, high])| {
            let range = [&signed_points(low), " … ", &*signed_points(high)].concat();
            [&points(difference, view.language()), ", ", &*range].concat()
        });
        let says = twin.push(vec![
            TwinCell::words(name.clone()),
            TwinCell::number(shown(bot), source.bot.share().rate()),
            TwinCell::words(super::weeks::interval_words(view, interval, Unit::Rate)),
            TwinCell::number(shown(form), source.form.share().rate()),
            TwinCell::number(difference.unwrap_or_else(|| MISSING.to_owned()), both),
            TwinCell::words(counted(view, source.bot)),
            TwinCell::words(counted(view, source.form)),
        ]);
        let shown = [&shown(bot), " / ", &*shown(form)].concat();
        DotRow { below: counted(view, source.bot), name, value: bot, interval, form, shown, says, ..DotRow::default() }
    };
    let rows: Vec<DotRow> = sources.iter().map(row).collect();
    Some(ChartPanel {
        id: "bot_and_form",
        title: words.form_title.to_owned(),
        sub: words.form_sub.to_owned(),
        legend: vec![(Ink::Dot, words.bot), (Ink::Diamond, words.form)],
        drawing: draw_dots(width, &axis, &ticks, None, &rows),
        twin,
        choices: sources.iter().map(choice).collect(),
        ..ChartPanel::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, march};
    use crate::protocol::Choices;
    use crate::scorecard::Query;

    fn quality(qualified: u64, mature: u64, pending: u64) -> Quality {
        Quality { qualified, mature, pending }
    }

    #[test]
    fn few_leads_are_counted_and_the_form_stands_beside_the_bot() {
        let mut card = march();
        let of = |name: &str, bot, form, intents| SourceDetail { name: name.to_owned(), bot, form, intents };
        card.boards.get_mut(&BoardId::Lead).unwrap().detail.sources = vec![
            of(
                "google",
                quality(43, 144, 22),
                quality(27, 118, 0),
                vec![("demo".to_owned(), quality(30, 60, 2)), ("pricing".to_owned(), quality(3, 9, 0))],
            ),
            of("", quality(1, 3, 0), quality(0, 0, 0), vec![("demo".to_owned(), quality(1, 3, 0))]),
        ];
        let view = english(&card);
        let grid = source_chart(&view, 700).unwrap();
        let told: Vec<Vec<&str>> = grid.twin.rows.iter().map(|row| row.iter().map(|cell| &*cell.words).collect()).collect();
        assert_eq!(told[0], ["google", "29.9\u{202f}% · 43 / 144, 22 pending", "50.0\u{202f}% · 30 / 60, 2 pending", "3 / 9"]);
        assert_eq!(told[1], ["not stated", "1 / 3", "1 / 3", "–"]);
        let address = |at: usize| {
            let (rows, query) = grid.rows(&Query::default(), &Choices::default(), at).unwrap();
            assert_eq!((rows.board, rows.metric), (BoardId::Lead, ChangeId::LeadQualityRate));
            query.to_address()
        };
        // An empty cell is no mark: the fourth is the second source's.
        assert_eq!([0, 1, 3, 4].map(address), ["source=google", "source=google&intent=demo", "source=", "source=&intent=demo"]);
        let form = form_chart(&view, 700).unwrap();
        // METRICS section 8's 29.9 % against 27 of 118, 22.9 %.
        assert_eq!(form.twin.rows[0][3].words, "22.9\u{202f}%");
        assert!(form.twin.rows[0][4].words.starts_with("+7.0"), "{}", form.twin.rows[0][4].words);
        assert_eq!(form.twin.rows[1][1].words, MISSING, "three leads are no rate");
        assert!(grid.drawing.is_inside() && form.drawing.is_inside());
    }

    #[test]
    fn without_forms_there_is_nothing_beside_the_bot() {
        let mut card = march();
        assert!(source_chart(&english(&card), 700).is_none());
        let bot = quality(43, 144, 0);
        let source = SourceDetail { bot, ..SourceDetail::default() };
        card.boards.get_mut(&BoardId::Lead).unwrap().detail.sources = vec![source];
        assert!(form_chart(&english(&card), 700).is_none() && source_chart(&english(&card), 700).is_some());
    }
}
