//! What can be wrong with a rules file, as values: the app translates them, their `Display` is plain English.

use std::fmt;

use thiserror::Error;

/// Why a rules file could not be used. Nothing of it is used then.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum RulesError {
    /// It is not JSON.
    #[error("this is not JSON: {reason} (line {line}, column {column})")]
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the reader expected or found.
        reason: String,
    },
    /// It is JSON, but not an object of rules.
    #[error("a rules file is a JSON object such as {{\"margin\": 0.4}}, not {found}")]
    NotAnObject {
        /// Its start.
        found: String,
    },
    /// A later version of the program wrote it.
    #[error("these rules have form {schema}, and this version knows form {known} and before")]
    TooNew {
        /// The file's form.
        schema: u64,
        /// The latest form known here.
        known: u64,
    },
    /// Some rules are wrong: all of them.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Invalid(Vec<RuleFault>),
}

impl RulesError {
    /// One message for each thing to mend.
    pub fn reasons(&self) -> Vec<String> {
        match self {
            Self::Invalid(faults) => faults.iter().map(ToString::to_string).collect(),
            other => vec![other.to_string()],
        }
    }
}

/// A rule whose value is of the wrong type or out of range.
#[derive(Clone, Debug, PartialEq, Error)]
#[error("{rule} is {value}; it must be {allowed}")]
pub struct RuleFault {
    /// Path of the rule, `attribution.window_days`.
    pub rule: String,
    /// What stands there, as JSON, cut; `not set` where something is missing.
    pub value: String,
    /// What may stand there.
    pub allowed: Allowed,
}

/// A key that was not used. The rest of the file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesWarning {
    /// Path of the key.
    pub key: String,
    /// The known name it was probably meant to be.
    pub nearest: Option<String>,
}

impl fmt::Display for RulesWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not known and was not used", self.key)?;
        match &self.nearest {
            Some(nearest) => write!(f, "; did you mean {nearest}?"),
            None => Ok(()),
        }
    }
}

/// What may stand in a rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Allowed {
    /// A number, both ends included.
    Between(f64, f64),
    /// A number above 0, and at most this.
    AboveZeroTo(f64),
    /// A number above 0.
    AboveZero,
    /// A number, 0 included.
    AtLeastZero,
    /// A whole number, both ends included.
    Whole(u64, u64),
    /// True or false.
    TrueOrFalse,
    /// The same answer for each spelling of an intent.
    SameAnswer,
    /// One of some words.
    OneOf(&'static [&'static str]),
    /// An IANA zone.
    TimeZone,
    /// A date of the readable years.
    Date,
    /// A time of day.
    Clock,
    /// A time of day after `from`.
    ClockAfterFrom,
    /// Days of the week.
    Weekdays,
    /// A currency code.
    Currency,
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// Names with values.
    Object,
    /// Bands of a metric.
    Bands,
}

impl Allowed {
    /// Whether a number is allowed.
    pub(super) fn holds(self, number: f64) -> bool {
        number.is_finite()
            && match self {
                Self::Between(least, most) => (least..=most).contains(&number),
                Self::AboveZeroTo(most) => number > 0.0 && number <= most,
                Self::AboveZero => number > 0.0,
                Self::AtLeastZero => number >= 0.0,
                _ => false,
            }
    }
}

impl fmt::Display for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Between(least, most) => write!(f, "a number from {least} to {most}"),
            Self::AboveZeroTo(most) => write!(f, "a number above 0, at most {most}"),
            Self::AboveZero => f.write_str("a number above 0"),
            Self::AtLeastZero => f.write_str("a number of 0 or more"),
            Self::Whole(least, most) => write!(f, "a whole number from {least} to {most}"),
            Self::TrueOrFalse => f.write_str("true or false"),
            Self::SameAnswer => f.write_str("the same for every spelling of this intent"),
            Self::OneOf(words) => write!(f, "one of {}", words.join(", ")),
            Self::TimeZone => f.write_str("an IANA time zone such as Europe/Berlin"),
            Self::Date => f.write_str("a date such as 2026-03-01, from 2000 to 2099"),
            Self::Clock => f.write_str("a time of day such as 09:00"),
            Self::ClockAfterFrom => f.write_str("a time of day after business_hours.from"),
            Self::Weekdays => f.write_str("a list of days out of mon, tue, wed, thu, fri, sat, sun"),
            Self::Currency => f.write_str("a currency code of three letters such as USD"),
            Self::Text => f.write_str("a text that is not empty"),
            Self::Texts => f.write_str("a list of texts"),
            Self::Object => f.write_str("an object of names with values"),
            Self::Bands => f.write_str(
                "a list of bands such as [0.4, 0.6, \"good\"], verdicts good, watch or weak, in ascending order without overlap",
            ),
        }
    }
}
