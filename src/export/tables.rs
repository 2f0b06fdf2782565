//! A canonical table as a file of Botworth format: opened again, it gives the same rows.

use std::io::{self, Write};

use super::cells::{Cells, Lines};
use crate::ingest::{RowWriter, WrittenCell, write_rows};
use crate::model::{TableName, Tables};

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, borsh::BorshSerialize, borsh::BorshDeserialize)]
pub enum Form {
    /// A header and a line a row.
    Csv(Cells),
    /// A JSON object a line; empty cells are left out.
    Ndjson,
}

/// Writes the rows of a table; columns without any cell are left out, those that are required apart.
pub fn table(tables: &Tables, table: TableName, form: Form, output: &mut dyn Write) -> io::Result<()> {
    match form {
        Form::Csv(cells) => {
            let mut lines = Lines::new(output, cells);
            write_rows(tables, table, &mut lines)?;
            lines.flush()
        }
        Form::Ndjson => write_rows(tables, table, &mut Objects { output, names: Vec::new() }),
    }
}

/// The rows of a table as CSV to the letter.
pub fn to_csv(tables: &Tables, name: TableName) -> String {
    let mut bytes = Vec::new();
    // Writing to memory cannot fail.
    let _ = table(tables, name, Form::Csv(Cells::AsTheyAre), &mut bytes);
    String::from_utf8(bytes).unwrap_or_default()
}

impl<W: Write> RowWriter for Lines<W> {
    fn columns(&mut self, names: &[&'static str]) -> io::Result<()> {
        self.line(names)
    }

    fn row(&mut self, cells: &[WrittenCell]) -> io::Result<()> {
        for cell in cells {
            if cell.is_bare { self.bare(&cell.text)? } else { self.text(&cell.text)? }
        }
        self.end()
    }
}

struct Objects<'a> {
    output: &'a mut dyn Write,
    names: Vec<&'static str>,
}

impl RowWriter for Objects<'_> {
    fn columns(&mut self, names: &[&'static str]) -> io::Result<()> {
        self.names = names.to_vec();
        Ok(())
    }

    fn row(&mut self, cells: &[WrittenCell]) -> io::Result<()> {
        let mut before = "{";
        for (name, cell) in self.names.iter().zip(cells).filter(|(_, cell)| !cell.text.is_empty()) {
            write!(self.output, "{before}\"{name}\":")?;
            before = ",";
            if cell.is_bare {
                self.output.write_all(cell.text.as_bytes())?;
            } else {
                serde_json::to_writer(&mut *self.output, &cell.text)?;
            }
        }
        self.output.write_all(b"}\n")
    }
}
