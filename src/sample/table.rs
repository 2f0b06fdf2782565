//! A table of texts, written as CSV (RFC 4180), and the ways in which exports spoil one.

use super::random::Draws;

/// Rows of cells under column names.
pub struct Table {
    columns: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// No rows yet.
    pub fn new(columns: &[&'static str]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// Adds a row with a cell a column.
    pub fn push(&mut self, row: Vec<String>) {
        debug_assert_eq!(row.len(), self.columns.len(), "a cell a column");
        self.rows.push(row);
    }

    /// Writes about one row in `every` a second time, right after itself.
    pub fn repeat_every(&mut self, draws: &mut Draws, every: usize) {
        for _ in 0..self.rows.len() / every.max(1) {
            let at = draws.below(self.rows.len());
            if let Some(row) = self.rows.get(at).cloned() {
                self.rows.insert(at, row);
            }
        }
    }

    /// Adds a copy of some row with an id of its own, in the first column, and an unreadable cell.
    pub fn spoil(&mut self, draws: &mut Draws, id: &str, column: &str, unreadable: &str) {
        let at = draws.below(self.rows.len());
        let (Some(mut row), Some(place)) = (self.rows.get(at).cloned(), self.place(column)) else { return };
        if let Some(cell) = row.first_mut() {
            id.clone_into(cell);
        }
        if let Some(cell) = row.get_mut(place) {
            unreadable.clone_into(cell);
        }
        self.rows.insert(at, row);
    }

    /// Makes one cell of some row unreadable; the row stays.
    pub fn blot(&mut self, draws: &mut Draws, column: &str, unreadable: &str) {
        let at = draws.below(self.rows.len());
        let place = self.place(column);
        if let Some(cell) = self.rows.get_mut(at).and_then(|row| row.get_mut(place?)) {
            unreadable.clone_into(cell);
        }
    }

    fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|name| *name == column)
    }

    /// The table as CSV with a header.
    pub fn into_csv(self) -> Vec<u8> {
        let mut text = self.columns.join(",");
        text.push('\n');
        for row in self.rows {
            for (at, cell) in row.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                if cell.contains([',', '"', '\n', '\r']) {
                    text.push('"');
                    text.push_str(&cell.replace('"', "\"\""));
                    text.push('"');
                } else {
                    text.push_str(cell);
                }
            }
            text.push('\n');
        }
        text.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_and_quotes_are_quoted() {
        let mut table = Table::new(&["a", "b"]);
        table.push(vec!["one, two".to_owned(), "the \"best\" 箱".to_owned()]);
        assert_eq!(String::from_utf8(table.into_csv()).expect("text"), "a,b\n\"one, two\",\"the \"\"best\"\" 箱\"\n");
    }

    #[test]
    fn a_spoiled_row_is_one_more() {
        let mut table = Table::new(&["id", "at"]);
        table.push(vec!["1".to_owned(), "2026-03-02".to_owned()]);
        table.spoil(&mut Draws::new(1), "2", "at", "soon");
        assert_eq!(String::from_utf8(table.into_csv()).expect("text"), "id,at\n2,soon\n1,2026-03-02\n");
    }
}
