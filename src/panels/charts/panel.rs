//! A chart with everything it says: the picture, what each mark says, and the same numbers as a table.

use super::choice::{self, Choice, RowsOf};
use crate::charts::{Drawing, Ink, to_svg_file};
use crate::format::MISSING;
use crate::model::order::put_in_order;
use crate::protocol::Choices;
use crate::scorecard::{Query, print_number};
use crate::text::ChartText;

/// A figure of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartPanel {
    /// Its name among the charts.
    pub id: &'static str,
    /// What it is of, where a page has several of its name: a flow, a bot.
    pub of: String,
    /// What it shows or finds.
    pub title: String,
    /// What it finds, for those who hear the page; empty where its table tells.
    pub finding: String,
    /// How to read it.
    pub sub: String,
    /// What its inks mean; empty where words stand at the marks.
    pub legend: Vec<(Ink, &'static str)>,
    /// The picture.
    pub drawing: Drawing,
    /// Below the picture; empty for nothing.
    pub foot: String,
    /// The same numbers as a table.
    pub twin: Twin,
    /// What choosing each mark does, in the order of the marks; empty where it does nothing.
    pub choices: Vec<Choice>,
}

impl ChartPanel {
    /// The picture as a file with its words.
    pub fn svg_file(&self) -> String {
        to_svg_file(&self.drawing, &self.title, &[self.sub.as_str()], &[self.foot.as_str()])
    }

    /// What is said of it as a whole.
    pub fn spoken(&self, words: &ChartText) -> String {
        let found = if self.finding.is_empty() { self.twin.finding(self.is_brushed(), words) } else { self.finding.clone() };
        [self.title.as_str(), ". ", &found, " ", words.keys, if self.choices.is_empty() { "" } else { words.choose_keys }]
            .concat()
    }

    /// The query that lets a stretch of marks count alone; none where nothing holds them.
    pub fn chosen(&self, query: &Query, all: &Choices, stretch: (usize, usize)) -> Option<Query> {
        choice::chosen(&self.choices, query, all, stretch)
    }

    /// The rows of a mark, and the query that holds them.
    pub fn rows(&self, query: &Query, all: &Choices, at: usize) -> Option<(RowsOf, Query)> {
        let rows = self.choices.get(at)?.rows?;
        Some((rows, self.chosen(query, all, (at, at)).unwrap_or_else(|| query.clone())))
    }

    /// Whether marks stand for dates, which a stretch of them lets count alone.
    pub fn is_brushed(&self) -> bool {
        self.choices.iter().any(|choice| choice.dates.is_some())
    }
}

/// The numbers of a chart as a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Twin {
    /// Heads of the columns, and whether they stand over numbers.
    pub heads: Vec<(String, bool)>,
    /// Rows; the first cell is the row's head.
    pub rows: Vec<Vec<TwinCell>>,
    /// Numbers after a row's first that are of the same rows: they open with it.
    pub of_same: usize,
}

/// Cells of a row that are read without the names of their columns.
const PLAIN: usize = 4;

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TwinCell {
    /// As it is said.
    pub words: String,
    /// The number as JSON prints it; empty for words, `null` for none.
    pub data_value: String,
}

impl TwinCell {
    /// Words.
    pub fn words(words: impl Into<String>) -> Self {
        Self { words: words.into(), data_value: String::new() }
    }

    /// A number as it is said, and as it is.
    pub fn number(words: impl Into<String>, value: Option<f64>) -> Self {
        Self { words: words.into(), data_value: value.map_or_else(|| "null".to_owned(), print_number) }
    }
}

impl Twin {
    /// A table under heads: words over the first column, numbers over the others.
    pub fn under(first: &str, others: &[&str]) -> Self {
        let others = others.iter().map(|head| ((*head).to_owned(), true));
        Self { heads: std::iter::once((first.to_owned(), false)).chain(others).collect(), ..Self::default() }
    }

    /// Adds a row and gives what its mark says: of many numbers each by its name, those that are not known left out.
    pub fn push(&mut self, cells: Vec<TwinCell>) -> String {
        let is_named = cells.len() > PLAIN;
        let said = cells.iter().enumerate().filter(|(_, cell)| !cell.words.is_empty()).filter_map(|(at, cell)| {
            let name = self.heads.get(at).filter(|_| is_named && at > 0);
            match name {
                Some(_) if cell.words == MISSING => None,
                Some((name, _)) => Some([name, " ", &*cell.words].concat()),
                None => Some(cell.words.clone()),
            }
        });
        let says = said.collect::<Vec<_>>().join("  ");
        self.rows.push(cells);
        says
    }

    /// The finding of its first numbers: where they begin and end over time, else the most and the least; empty for fewer than
    /// two.
    fn finding(&self, is_in_time: bool, words: &ChartText) -> String {
        let known =
            self.rows.iter().filter_map(|row| Some((row.first()?, row.get(1)?, row.get(1)?.data_value.parse::<f64>().ok()?)));
        let mut known: Vec<(&TwinCell, &TwinCell, f64)> = known.collect();
        if !is_in_time {
            put_in_order(&mut known, |one, other| other.2.total_cmp(&one.2));
        }
        let said = if is_in_time { words.over_time } else { words.most_and_least };
        match (known.first(), known.last()) {
            (Some(first), Some(last)) if known.len() > 1 => {
                said.with([&first.0.words, &first.1.words, &last.0.words, &last.1.words])
            }
            _ => String::new(),
        }
    }

    /// The table as CSV: numbers as JSON prints them, so that nothing is rounded.
    pub fn to_csv(&self) -> String {
        let quoted = |text: &str| {
            // What a spreadsheet would take for a formula is kept from being one.
            let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err();
            let text = if is_formula { ["'", text].concat() } else { text.to_owned() };
            if text.contains([',', '"', '\n', '\r']) { ["\"", &text.replace('"', "\"\""), "\""].concat() } else { text }
        };
        let line = |cells: Vec<String>| cells.join(",") + "\n";
        let heads = line(self.heads.iter().map(|(head, _)| quoted(head)).collect());
        let cell = |cell: &TwinCell| match cell.data_value.as_str() {
            "" => quoted(&cell.words),
            "null" => String::new(),
            number => number.to_owned(),
        };
        let rows = self.rows.iter().map(|row| line(row.iter().map(cell).collect()));
        std::iter::once(heads).chain(rows).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_says_what_its_numbers_find() {
        let words = &crate::text::text(crate::format::Language::En).charts;
        let mut twin = Twin::under("Intent", &["Deflection"]);
        for (name, share) in [("returns", 0.2), ("hours", 0.6), ("fit", 0.4)] {
            twin.push(vec![TwinCell::words(name), TwinCell::number(format!("{}%", share * 100.0), Some(share))]);
        }
        let panel = ChartPanel { title: "By intent".to_owned(), twin, ..ChartPanel::default() };
        assert!(panel.spoken(words).starts_with("By intent. Most: hours, 60%. Least: returns, 20%. "), "{}", panel.spoken(words));
        let weeks = ChartPanel { choices: vec![Choice::week("2026-03-02")], ..panel };
        assert!(weeks.spoken(words).contains("From returns, 20%, to fit, 40%."), "{}", weeks.spoken(words));
    }

    #[test]
    fn a_mark_says_its_row_and_the_file_has_numbers_unrounded() {
        let mut twin = Twin::under("Intent", &["Deflection", "n"]);
        let cells = vec![
            TwinCell::words("=HYPERLINK(\"x\"), returns"),
            TwinCell::number("33.3\u{202f}%", Some(1.0 / 3.0)),
            TwinCell::number("–", None),
        ];
        assert_eq!(twin.push(cells), "=HYPERLINK(\"x\"), returns  33.3\u{202f}%  –");
        assert_eq!(twin.to_csv(), "Intent,Deflection,n\n\"'=HYPERLINK(\"\"x\"\"), returns\",0.333333333333,\n");
    }
}
