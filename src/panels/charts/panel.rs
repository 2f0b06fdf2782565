//! A chart with everything it says: the picture, what each mark says, and the same numbers as a table.

use crate::charts::{Drawing, Ink, to_svg_file};
use crate::metrics::Field;
use crate::model::Date;
use crate::scorecard::{BoardId, ChangeId, Query, print_number};
use crate::text::ChartText;

/// A figure of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartPanel {
    /// Its name among the charts.
    pub id: &'static str,
    /// What it shows or finds.
    pub title: String,
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
    /// The dates that each mark stands for, where dragging over marks lets their dates count alone.
    pub spans: Vec<(Date, Date)>,
    /// What each mark lets count alone when it is chosen; none for a mark that no filter holds, empty where none does.
    pub filters: Vec<Option<(Field, String)>>,
    /// The board and the metric whose page lists the rows of a mark with a filter.
    pub rows_of: Option<(BoardId, ChangeId)>,
}

impl ChartPanel {
    /// The picture as a file with its words.
    pub fn svg_file(&self) -> String {
        to_svg_file(&self.drawing, &self.title, &[self.sub.as_str()], &[self.foot.as_str()])
    }

    /// What is said of it as a whole.
    pub fn spoken(&self, words: &ChartText) -> String {
        [self.title.as_str(), ". ", words.keys, if self.filters.is_empty() { "" } else { words.choose_keys }].concat()
    }

    /// The query that lets a mark count alone; none for a mark without a filter.
    pub fn chosen(&self, query: &Query, at: usize) -> Option<Query> {
        let (field, value) = self.filters.get(at)?.as_ref()?;
        let mut query = query.clone();
        query.scope.hold_alone(*field, value.clone());
        Some(query)
    }
}

/// The numbers of a chart as a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Twin {
    /// Heads of the columns, and whether they stand over numbers.
    pub heads: Vec<(String, bool)>,
    /// Rows; the first cell is the row's head.
    pub rows: Vec<Vec<TwinCell>>,
}

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
        Self { heads: std::iter::once((first.to_owned(), false)).chain(others).collect(), rows: Vec::new() }
    }

    /// Adds a row and gives what its mark says.
    pub fn push(&mut self, cells: Vec<TwinCell>) -> String {
        let says: Vec<&str> = cells.iter().map(|cell| cell.words.as_str()).filter(|words| !words.is_empty()).collect();
        let says = says.join("  ");
        self.rows.push(cells);
        says
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
