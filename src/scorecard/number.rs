//! Numbers as the scorecard prints them: 12 significant digits, shortest form, 4000 and not 4000.0.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};

/// A number as the scorecard's JSON prints it; `null` for what JSON cannot hold.
pub fn print_number(value: f64) -> String {
    if !value.is_finite() {
        return "null".to_owned();
    }
    // Parsing the twelve digits gives the nearest double, whose shortest form has at most those digits.
    let rounded = format!("{value:.11e}").parse::<f64>().unwrap_or(value);
    // Adding zero turns -0 into 0.
    format!("{}", rounded + 0.0)
}

/// Any value as pretty JSON with the scorecard's numbers and a newline at the end.
pub fn to_json<T: Serialize>(value: &T) -> String {
    let mut bytes = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut bytes, ScorecardFormatter(PrettyFormatter::new()));
    // Writing to memory does not fail, and our types have text keys alone.
    let written = value.serialize(&mut serializer);
    debug_assert!(written.is_ok(), "scorecard values serialise");
    bytes.push(b'\n');
    String::from_utf8(bytes).unwrap_or_default()
}

struct ScorecardFormatter(PrettyFormatter<'static>);

impl Formatter for ScorecardFormatter {
    fn write_f64<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        writer.write_all(print_number(value).as_bytes())
    }

    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::{print_number, to_json};

    #[test]
    fn numbers_have_twelve_digits_at_most_and_no_trailing_zero() {
        assert_eq!(print_number(4000.0), "4000");
        assert_eq!(print_number(0.45), "0.45");
        assert_eq!(print_number(1.0 / 3.0), "0.333333333333");
        assert_eq!(print_number(-0.0), "0");
        assert_eq!(print_number(0.1 + 0.2), "0.3");
        assert_eq!(print_number(f64::NAN), "null");
        assert_eq!(to_json(&[2.0, 0.5]), "[\n  2,\n  0.5\n]\n");
    }
}
