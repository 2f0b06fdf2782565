//! Parquet as CSV: a lake's or a warehouse's table is read by the importers as any other.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write as _};

use chrono::DateTime;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type as Physical};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use parquet::schema::types::ColumnDescriptor;
use sha2::{Digest as _, Sha256};

use super::caught::{Stopped, caught};

/// What a Parquet file starts with; with its footer encrypted.
const MAGIC: [&[u8]; 2] = [b"PAR1", b"PARE"];

/// Rows that are written at once.
const ROWS_AT_ONCE: usize = 1024;

/// Why a table of Parquet cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum TableError {
    /// Its bytes are not those of a Parquet file.
    #[error("it is no Parquet file that can be read: {0}; write it again")]
    Broken(String),
    /// What reads it stopped over its bytes.
    #[error("it is damaged, so that what reads Parquet stopped; write it again")]
    Stopped,
    /// It needs a key.
    #[error("it is encrypted; write it without encryption")]
    Encrypted,
    /// A column holds lists or records.
    #[error("its column {0} holds lists or records; write it with one value a cell")]
    Nested(String),
    /// A column is of a type that no cell of an export has.
    #[error("its column {column} is of type {of_type}, which is not read; write it as text")]
    Type {
        /// The column.
        column: String,
        /// What it holds.
        of_type: String,
    },
}

impl From<Stopped> for TableError {
    fn from(_: Stopped) -> Self {
        Self::Stopped
    }
}

impl From<ParquetError> for TableError {
    fn from(error: ParquetError) -> Self {
        Self::Broken(error.to_string())
    }
}

/// Whether a file is Parquet, by its first bytes.
pub(super) fn is_parquet(mut file: &File) -> io::Result<bool> {
    let mut start = Vec::new();
    file.take(4).read_to_end(&mut start)?;
    file.rewind()?;
    Ok(MAGIC.contains(&start.as_slice()))
}

/// SHA-256 of a file's bytes, in lower-case hex.
pub(super) fn sha256(mut file: &File) -> io::Result<String> {
    let mut hash = Sha256::new();
    file.rewind()?;
    let mut block = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut block)?;
        let Some(bytes) = block.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        hash.update(bytes);
    }
    Ok(format!("{:x}", hash.finalize()))
}

/// How a cell is written.
#[derive(Clone, Copy, Debug)]
enum Cell {
    /// As it is.
    Plain,
    /// Days since 1970.
    Date,
    /// Time since 1970, so many a second; of a clock without a zone, or in UTC.
    Time { a_second: i64, is_utc: bool },
}

/// The rows of a Parquet file as CSV.
pub(super) struct Table<'a> {
    file: &'a File,
    columns: Vec<(String, Cell)>,
    rows: RowIter<'static>,
    /// Bytes that were not asked for yet.
    ready: io::Cursor<Vec<u8>>,
}

impl<'a> Table<'a> {
    pub(super) fn open(file: &'a File) -> Result<Self, TableError> {
        caught(|| Self::open_bytes(file))?
    }

    fn open_bytes(file: &'a File) -> Result<Self, TableError> {
        let mut magic = Vec::new();
        let mut end = file;
        end.seek(SeekFrom::End(-4))
            .and_then(|_| end.read_to_end(&mut magic))
            .map_err(|error| TableError::Broken(error.to_string()))?;
        if magic == b"PARE" {
            return Err(TableError::Encrypted);
        }
        let reader = reader(file)?;
        let schema = reader.metadata().file_metadata().schema_descr();
        let fields = schema.root_schema().get_fields();
        if let Some(nested) = fields.iter().find(|field| !field.is_primitive() || is_repeated(field)) {
            return Err(TableError::Nested(nested.name().to_owned()));
        }
        let columns: Result<Vec<_>, TableError> =
            schema.columns().iter().map(|column| Ok((column.name().to_owned(), cell_of(column)?))).collect();
        let columns = columns?;
        let mut ready = Vec::new();
        write(&mut ready, columns.iter().map(|(name, _)| name.clone()));
        Ok(Self { file, columns, rows: RowIter::from_file_into(Box::new(reader)), ready: io::Cursor::new(ready) })
    }

    /// Makes the next rows ready.
    fn more(&mut self) -> io::Result<()> {
        let text = caught(|| self.next_rows()).map_err(|stopped| io::Error::other(TableError::from(stopped)))??;
        self.ready = io::Cursor::new(text);
        Ok(())
    }

    fn next_rows(&mut self) -> io::Result<Vec<u8>> {
        let mut text = Vec::new();
        for row in self.rows.by_ref().take(ROWS_AT_ONCE) {
            let row: Row = row.map_err(io::Error::other)?;
            let cells = row.get_column_iter().zip(&self.columns);
            write(&mut text, cells.map(|((_, field), (_, cell))| cell.text(field)));
        }
        Ok(text)
    }
}

impl Read for Table<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.ready.read(buffer)?;
        if read > 0 || buffer.is_empty() {
            return Ok(read);
        }
        self.more()?;
        self.ready.read(buffer)
    }
}

/// Only back to the first byte, which is what readers ask for.
impl Seek for Table<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        if to != SeekFrom::Start(0) {
            return Err(io::ErrorKind::Unsupported.into());
        }
        *self = Self::open(self.file).map_err(io::Error::other)?;
        Ok(0)
    }
}

fn reader(file: &File) -> Result<SerializedFileReader<File>, TableError> {
    let file = file.try_clone().map_err(|error| TableError::Broken(error.to_string()))?;
    Ok(SerializedFileReader::new(file)?)
}

fn is_repeated(field: &parquet::schema::types::Type) -> bool {
    let info = field.get_basic_info();
    info.has_repetition() && info.repetition() == parquet::basic::Repetition::REPEATED
}

/// How the cells of a column are written; an error if no export has such cells.
fn cell_of(column: &ColumnDescriptor) -> Result<Cell, TableError> {
    use ConvertedType as Is;
    if let Some(LogicalType::Timestamp(time)) = column.logical_type_ref() {
        let a_second = match time.unit {
            TimeUnit::MILLIS => 1_000,
            TimeUnit::MICROS => 1_000_000,
            TimeUnit::NANOS => 1_000_000_000,
        };
        return Ok(Cell::Time { a_second, is_utc: time.is_adjusted_to_u_t_c });
    }
    let other = || {
        let of_type = format!("{} {}", column.physical_type(), column.converted_type());
        Err(TableError::Type { column: column.name().to_owned(), of_type: of_type.replace(" NONE", "") })
    };
    match (column.physical_type(), column.converted_type(), column.logical_type_ref()) {
        (Physical::INT32, Is::DATE, _) | (Physical::INT32, Is::NONE, Some(LogicalType::Date)) => Ok(Cell::Date),
        (Physical::INT64, Is::TIMESTAMP_MILLIS, _) => Ok(Cell::Time { a_second: 1_000, is_utc: true }),
        (Physical::INT64, Is::TIMESTAMP_MICROS, _) => Ok(Cell::Time { a_second: 1_000_000, is_utc: true }),
        // Times of old writers, in UTC; the reader gives milliseconds.
        (Physical::INT96, ..) => Ok(Cell::Time { a_second: 1_000, is_utc: true }),
        (Physical::BOOLEAN | Physical::FLOAT | Physical::DOUBLE, ..) => Ok(Cell::Plain),
        // Decimals that are told by the newer annotation alone would lose their point.
        (_, Is::NONE, Some(LogicalType::Decimal(_) | LogicalType::Time(_))) => other(),
        (Physical::INT32 | Physical::INT64, Is::NONE | Is::DECIMAL, _) => Ok(Cell::Plain),
        (Physical::INT32, Is::INT_8 | Is::INT_16 | Is::INT_32 | Is::UINT_8 | Is::UINT_16 | Is::UINT_32, _) => Ok(Cell::Plain),
        (Physical::INT64, Is::INT_64 | Is::UINT_64, _) => Ok(Cell::Plain),
        (Physical::BYTE_ARRAY, Is::UTF8 | Is::ENUM | Is::JSON | Is::NONE | Is::DECIMAL, _) => Ok(Cell::Plain),
        (Physical::FIXED_LEN_BYTE_ARRAY, Is::DECIMAL, _) => Ok(Cell::Plain),
        _ => other(),
    }
}

impl Cell {
    fn text(self, field: &Field) -> String {
        let since = |number: i64| match self {
            Self::Plain => Some(number.to_string()),
            Self::Date => date(number),
            Self::Time { a_second, is_utc } => time(number, a_second, is_utc),
        };
        match field {
            Field::Null => String::new(),
            Field::Date(days) => date((*days).into()).unwrap_or_default(),
            Field::Int(number) => since((*number).into()).unwrap_or_default(),
            Field::Long(number) | Field::TimestampMillis(number) | Field::TimestampMicros(number) => {
                since(*number).unwrap_or_default()
            }
            Field::Float(number) => number.to_string(),
            Field::Double(number) => number.to_string(),
            Field::Str(text) => text.clone(),
            Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
            other => other.to_string(),
        }
    }
}

fn date(days: i64) -> Option<String> {
    let start = DateTime::from_timestamp(days.checked_mul(86_400)?, 0)?;
    Some(start.format("%Y-%m-%d").to_string())
}

/// RFC 3339, with microseconds; without an offset if it is a clock's.
fn time(number: i64, a_second: i64, is_utc: bool) -> Option<String> {
    let nanos = number.rem_euclid(a_second) * (1_000_000_000 / a_second);
    let at = DateTime::from_timestamp(number.div_euclid(a_second), u32::try_from(nanos).ok()?)?;
    Some(at.format(if is_utc { "%Y-%m-%dT%H:%M:%S%.6fZ" } else { "%Y-%m-%dT%H:%M:%S%.6f" }).to_string())
}

/// Writes a row of CSV.
fn write(text: &mut Vec<u8>, cells: impl Iterator<Item = String>) {
    for (place, cell) in cells.enumerate() {
        // Writing to memory cannot fail.
        let _ = write!(text, "{}\"{}\"", if place == 0 { "" } else { "," }, cell.replace('"', "\"\""));
    }
    text.push(b'\n');
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::Read as _;
    use std::path::PathBuf;
    use std::sync::Arc;

    use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::*;

    fn path(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join("botworth-parquet").join(std::process::id().to_string());
        std::fs::create_dir_all(&folder).unwrap();
        folder.join(name)
    }

    /// Two rows, of which the second has every cell empty but the first.
    fn written(name: &str) -> PathBuf {
        let schema = "message rows { required binary id (UTF8); optional int64 at (TIMESTAMP(MICROS, true)); \
            optional int64 clock (TIMESTAMP(NANOS, false)); optional int32 day (DATE); optional int32 price (DECIMAL(9, 2)); \
            optional double seconds; optional boolean test; }";
        let path = path(name);
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let properties = Arc::new(WriterProperties::builder().set_compression(parquet::basic::Compression::SNAPPY).build());
        let mut writer = SerializedFileWriter::new(File::create(&path).unwrap(), schema, properties).unwrap();
        let mut group = writer.next_row_group().unwrap();
        let some = Some([1_i16, 0].as_slice());
        let mut column = group.next_column().unwrap().unwrap();
        let ids = ["a \"quoted\", id", "b"].map(ByteArray::from);
        column.typed::<ByteArrayType>().write_batch(&ids, None, None).unwrap();
        column.close().unwrap();
        for number in [1_772_442_000_000_000, 1_772_442_000_500_000_000] {
            let mut column = group.next_column().unwrap().unwrap();
            column.typed::<Int64Type>().write_batch(&[number], some, None).unwrap();
            column.close().unwrap();
        }
        for number in [20_514, 1_250] {
            let mut column = group.next_column().unwrap().unwrap();
            column.typed::<Int32Type>().write_batch(&[number], some, None).unwrap();
            column.close().unwrap();
        }
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<DoubleType>().write_batch(&[0.1], some, None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<BoolType>().write_batch(&[true], some, None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
        writer.close().unwrap();
        path
    }

    #[test]
    fn cells_are_written_as_exports_write_them() {
        let file = File::open(written("rows.parquet")).unwrap();
        assert!(is_parquet(&file).unwrap());
        let mut table = Table::open(&file).unwrap();
        let expected = "\"id\",\"at\",\"clock\",\"day\",\"price\",\"seconds\",\"test\"\n\
            \"a \"\"quoted\"\", id\",\"2026-03-02T09:00:00.000000Z\",\"2026-03-02T09:00:00.500000\",\"2026-03-02\",\"12.50\",\"0.1\",\"true\"\n\
            \"b\",\"\",\"\",\"\",\"\",\"\",\"\"\n";
        // Readers look at the start and go back.
        for _ in 0..2 {
            let mut text = String::new();
            table.read_to_string(&mut text).unwrap();
            assert_eq!(text, expected);
            table.rewind().unwrap();
        }
    }

    #[test]
    fn bytes_over_which_the_reader_panics_cost_their_file_alone() {
        // Of 200 made rows; one byte of its footer is another.
        let file = File::open("tests/fixtures/damaged/footer.parquet").unwrap();
        let read = Table::open(&file).map_err(io::Error::other).and_then(|mut table| table.read_to_end(&mut Vec::new()));
        assert_eq!(read.unwrap_err().to_string(), TableError::Stopped.to_string());
    }

    #[test]
    fn what_cannot_be_read_is_told_by_column_and_reason() {
        let whole = std::fs::read(written("whole.parquet")).unwrap();
        let of = |name: &str, bytes: &[u8]| {
            std::fs::write(path(name), bytes).unwrap();
            Table::open(&File::open(path(name)).unwrap()).err()
        };
        let (start, _) = whole.split_at(whole.len() / 2);
        assert!(matches!(of("cut.parquet", start), Some(TableError::Broken(_))));
        let mut locked = whole.clone();
        locked.splice(whole.len() - 4.., *b"PARE");
        assert!(matches!(of("locked.parquet", &locked), Some(TableError::Encrypted)));
        let empty_of = |name: &str, schema: &str| {
            let schema = Arc::new(parse_message_type(schema).unwrap());
            let writer = SerializedFileWriter::new(File::create(path(name)).unwrap(), schema, Arc::default()).unwrap();
            writer.close().unwrap();
            Table::open(&File::open(path(name)).unwrap()).err().unwrap().to_string()
        };
        assert!(empty_of("tags.parquet", "message rows { repeated binary tags (UTF8); }").contains("column tags holds lists"));
        let time = empty_of("clock.parquet", "message rows { optional int32 clock (TIME_MILLIS); }");
        assert!(time.contains("column clock is of type INT32 TIME_MILLIS"), "{time}");
    }
}
