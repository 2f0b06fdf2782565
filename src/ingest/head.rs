//! The start of a file, from which its format and importer are told.

use std::io::{self, Read};

use rustc_hash::FxHashSet;

use super::error::first_line;
use super::importer::Fields;
use super::mapping::split_name;
use super::readers::{
    CsvReader, Dialect, NdjsonReader, Outline, Place, dialects_of, headers, is_object, lines_before_header, without_bom,
};
use super::record::{Next, Record, Records};

/// Bytes of a file that are looked at before it is read.
pub const HEAD_BYTES: usize = 256 << 10;

/// How a file is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Rows of cells under a header.
    Table(Dialect),
    /// A JSON object a line, which may wrap the record.
    Lines(Option<String>),
    /// JSON texts with records somewhere inside.
    Document(Place),
}

/// The start of a file under one of the layouts that it may have.
#[derive(Clone, Debug)]
pub struct Head {
    /// Name of the file without folders.
    pub name: String,
    /// Its first bytes, at most [`HEAD_BYTES`].
    pub bytes: Vec<u8>,
    /// Whether these are all bytes.
    pub is_whole: bool,
    /// Columns of the header, or keys of the records in these bytes.
    pub columns: Vec<String>,
    /// Rows before the header of a table: titles, zones, periods.
    pub before_header: Vec<String>,
    pub(super) format: Format,
    /// Columns as vendors' signatures compare them; of JSON records their dotted paths.
    keys: FxHashSet<String>,
}

/// Records whose paths are looked at: connectors write one stream after the other into a file.
const RECORDS_LOOKED_AT: usize = 1_000;

/// The key of a table with lines of comment above its header, which no column can have.
pub const COMMENT_KEY: &str = "#";

/// Lines that are asked whether they are a record each.
const LINES_ASKED: usize = 10;

impl Head {
    /// Reads the start of a file, whatever the pieces in which it comes; it has the likeliest layout then.
    pub(super) fn read(name: &str, input: &mut dyn Read) -> io::Result<Self> {
        let mut bytes = Vec::new();
        input.take(HEAD_BYTES as u64).read_to_end(&mut bytes)?;
        let is_whole = bytes.len() < HEAD_BYTES;
        let mut head = Self {
            name: name.to_owned(),
            bytes,
            is_whole,
            columns: Vec::new(),
            before_header: Vec::new(),
            format: Format::Table(Dialect::COMMA),
            keys: FxHashSet::default(),
        };
        if let Some(likeliest) = head.layouts().into_iter().next() {
            head.lay_out(likeliest);
        }
        Ok(head)
    }

    /// Whether there is nothing but space.
    pub fn is_blank(&self) -> bool {
        self.is_whole && without_bom(&self.bytes).trim_ascii().is_empty()
    }

    /// The header or first line, cut, as it can be shown.
    pub fn first_line(&self) -> String {
        first_line(without_bom(&self.bytes))
    }

    /// Whether a column is there by exactly this name.
    pub fn has_column(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column == name)
    }

    /// Whether a column is there by its name as compared, or a path of JSON records.
    pub fn has_key(&self, key: &str) -> bool {
        self.keys.contains(key)
    }

    /// Whether its records are JSON.
    pub fn is_json(&self) -> bool {
        !matches!(self.format, Format::Table(_))
    }

    /// Whether it starts with a JSON object.
    pub(super) fn is_json_object(&self) -> bool {
        without_bom(&self.bytes).trim_ascii_start().starts_with(b"{")
    }

    /// Whether it is laid out as a JSON object a line.
    pub(super) fn is_lines(&self) -> bool {
        matches!(self.format, Format::Lines(_))
    }

    /// The layouts that the file may have, the likeliest first.
    pub(super) fn layouts(&self) -> Vec<Layout> {
        let text = without_bom(&self.bytes).trim_ascii_start();
        if !text.starts_with(b"{") && !text.starts_with(b"[") {
            let laid_out = |dialect: Dialect| {
                let at = move |rows_before_header| Layout::of_table(&self.bytes, Dialect { rows_before_header, ..dialect });
                headers(&self.bytes, self.is_whole, dialect).into_iter().map(at)
            };
            return dialects_of(&self.bytes, self.is_whole).into_iter().flat_map(laid_out).collect();
        }
        let mut outline = Outline::default();
        let is_lines = text.starts_with(b"{") && is_object_a_line(text);
        if is_lines {
            let lines = self.whole_lines().split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
            lines.filter(|line| is_object(line)).take(RECORDS_LOOKED_AT).for_each(|line| outline.add(line));
        } else {
            outline.add(text);
        }
        let places = outline.places().into_iter();
        places
            .map(|place| {
                let keys = outline.paths_at(&place).map(|path| split_name(path).0).collect();
                let columns = outline.paths_at(&place).filter(|path| !path.contains(['.', '['])).map(str::to_owned).collect();
                if is_lines && place.path.is_empty() {
                    let columns = self.columns_of_lines(place.wrapper.as_deref());
                    Layout { format: Format::Lines(place.wrapper), columns, keys, before_header: Vec::new() }
                } else {
                    Layout { format: Format::Document(place), columns, keys, before_header: Vec::new() }
                }
            })
            .collect()
    }

    /// Takes the file as laid out so.
    pub(super) fn lay_out(&mut self, layout: Layout) {
        (self.format, self.columns, self.keys) = (layout.format, layout.columns, layout.keys);
        self.before_header = layout.before_header;
    }

    /// How the file is taken now.
    pub(super) fn layout(&self) -> Layout {
        Layout {
            format: self.format.clone(),
            columns: self.columns.clone(),
            keys: self.keys.clone(),
            before_header: self.before_header.clone(),
        }
    }

    /// The bytes up to the last line end: what follows it may be cut.
    fn whole_lines(&self) -> &[u8] {
        let end = self.bytes.iter().rposition(|byte| *byte == b'\n').filter(|_| !self.is_whole);
        without_bom(end.and_then(|end| self.bytes.get(..end)).unwrap_or(&self.bytes))
    }

    fn columns_of_lines(&self, wrapper: Option<&str>) -> Vec<String> {
        let Ok(mut reader) = NdjsonReader::new(self.whole_lines(), Fields::Keys, wrapper.map(str::to_owned)) else {
            return Vec::new();
        };
        let mut record = Record::default();
        while matches!(reader.read(&mut record), Ok(Next::Record | Next::Broken(_))) {}
        reader.columns().to_vec()
    }
}

/// Whether the first lines are records of their own; some that are broken change nothing. In a document that has
/// one element a line, all but the last of them end in a comma.
fn is_object_a_line(text: &[u8]) -> bool {
    let lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let (objects, others): (Vec<&[u8]>, Vec<&[u8]>) = lines.take(LINES_ASKED).partition(|line| is_object(line));
    !objects.is_empty() && objects.len() >= others.len()
}

/// One way to take a file.
pub(super) struct Layout {
    format: Format,
    columns: Vec<String>,
    keys: FxHashSet<String>,
    before_header: Vec<String>,
}

impl Layout {
    fn of_table(bytes: &[u8], dialect: Dialect) -> Self {
        let columns = CsvReader::new(bytes, dialect).map(|reader| reader.columns().to_vec()).unwrap_or_default();
        let mut keys: FxHashSet<String> = columns.iter().map(|name| split_name(name).0).collect();
        let before_header = lines_before_header(bytes, dialect);
        // Lines of comment above the header tell which program wrote them.
        if before_header.iter().any(|line| line.starts_with("# ---")) {
            keys.insert(COMMENT_KEY.to_owned());
        }
        // What cells of JSON hold tells too (FORMATS section 1, 23).
        let within = outline_of_cells(bytes, dialect, &columns);
        keys.extend(within.paths_within_texts().iter().map(|path| split_name(path).0));
        Self { format: Format::Table(dialect), columns, keys, before_header }
    }
}

/// What is in the cells that hold JSON, of the first rows.
fn outline_of_cells(bytes: &[u8], dialect: Dialect, columns: &[String]) -> Outline {
    let mut outline = Outline::default();
    let Ok(mut reader) = CsvReader::new(bytes, dialect) else { return outline };
    let mut record = Record::default();
    for _ in 0..RECORDS_LOOKED_AT {
        if !matches!(reader.read(&mut record), Ok(Next::Record)) {
            break;
        }
        for cell in record.cells() {
            outline.add_text(columns.get(cell.column).map_or("", String::as_str), cell.text);
        }
    }
    outline
}
