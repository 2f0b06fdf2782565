//! What is asked of a load, and how it is written in a command or an address.

use borsh::{BorshDeserialize, BorshSerialize};
use thiserror::Error;

use super::SegmentKey;
use crate::metrics::{Field, Filter, Scope};
use crate::model::Date;

/// What is asked of a load: which rows, what they are compared with, what they are split by. The default is everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Query {
    /// Which rows count.
    pub scope: Scope,
    /// Dates to compare the scope's with; else the last complete period with the one before.
    pub compare: Option<(Date, Date)>,
    /// Splits beside those that are always printed.
    pub segments: Vec<SegmentKey>,
    /// Whether segments come week by week too.
    pub segment_weeks: bool,
}

/// Why a part of a query cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum QueryError {
    /// A date that is none.
    #[error("{0} is no date; write it as 2026-03-01")]
    Date(String),
    /// A range that is none, or ends before it starts.
    #[error("{0} is no range of dates; write it as 2026-03-01..2026-03-31")]
    Range(String),
    /// A field that conversations do not have.
    #[error("{0} is nothing that conversations can be split by; known are {known}", known = known_fields())]
    Field(String),
    /// A filter without a value.
    #[error("{0} is no filter; write it as channel=web")]
    Filter(String),
    /// A comparison without dates to compare.
    #[error("to compare with other dates, choose the dates first: --from and --to")]
    CompareAlone,
}

fn known_fields() -> String {
    Field::ALL.map(Field::word).join(", ")
}

impl Query {
    /// Reads a query from its parts: `from` and `to` as dates, `compare` as `FROM..TO`, filters as `field=value` (of one field
    /// several values may hold), splits as `field` or `field,field`. An open end of the range is far away.
    pub fn parse(
        from: Option<&str>,
        to: Option<&str>,
        compare: Option<&str>,
        filters: &[String],
        splits: &[String],
    ) -> Result<Self, QueryError> {
        let range = match (from, to) {
            (None, None) => None,
            (from, to) => {
                let (from, to) = (from.map_or(Ok(FIRST), date)?, to.map_or(Ok(LAST), date)?);
                if to < from {
                    return Err(QueryError::Range(format!("{from}..{to}")));
                }
                Some((from, to))
            }
        };
        let compare = compare.map(dates).transpose()?;
        if compare.is_some() && (from.is_none() || to.is_none()) {
            return Err(QueryError::CompareAlone);
        }
        let mut scope = Scope { range, filters: Vec::new() };
        for filter in filters {
            let (field, value) = filter.split_once('=').ok_or_else(|| QueryError::Filter(filter.clone()))?;
            let field = Field::from_word(field.trim()).ok_or_else(|| QueryError::Field(field.to_owned()))?;
            match scope.filters.iter_mut().find(|filter| filter.field == field) {
                Some(filter) => filter.values.push(value.to_owned()),
                None => scope.filters.push(Filter { field, values: vec![value.to_owned()] }),
            }
        }
        let split = |text: &String| SegmentKey::parse(text).ok_or_else(|| QueryError::Field(text.clone()));
        Ok(Self { scope, compare, segments: splits.iter().map(split).collect::<Result<_, _>>()?, segment_weeks: false })
    }
}

/// 2000-01-01 and 2099-12-31: the first and last date that METRICS section 1 reads.
const FIRST: Date = Date(10_957);
const LAST: Date = Date(47_481);

pub(super) fn date(text: &str) -> Result<Date, QueryError> {
    Date::parse(text).ok_or_else(|| QueryError::Date(text.to_owned()))
}

pub(super) fn dates(text: &str) -> Result<(Date, Date), QueryError> {
    let (from, to) = text.split_once("..").ok_or_else(|| QueryError::Range(text.to_owned()))?;
    let (from, to) = (date(from)?, date(to)?);
    if from <= to { Ok((from, to)) } else { Err(QueryError::Range(text.to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::{FIRST, LAST, Query, QueryError};
    use crate::metrics::Field;

    #[test]
    fn a_query_reads_as_people_write_it() {
        let filters = ["channel=web".to_owned(), "channel=messenger".to_owned(), "outcome=escalated".to_owned()];
        let query = Query::parse(
            Some("2026-03-01"),
            Some("2026-03-31"),
            Some("2026-02-01..2026-02-28"),
            &filters,
            &["intent,channel".to_owned()],
        );
        let query = query.unwrap();
        assert_eq!(query.scope.filters.len(), 2);
        assert_eq!(query.scope.filters[0].values, ["web", "messenger"]);
        assert_eq!(query.scope.filters[1].field, Field::Outcome);
        assert_eq!(query.compare.unwrap().0.to_string(), "2026-02-01");
        assert_eq!(query.segments[0].fields().len(), 2);
    }

    #[test]
    fn an_open_end_reaches_as_far_as_dates_are_read() {
        assert_eq!((FIRST.to_string(), LAST.to_string()), ("2000-01-01".to_owned(), "2099-12-31".to_owned()));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let refused = |from, to, filters: &[&str]| {
            let filters: Vec<String> = filters.iter().map(|filter| (*filter).to_owned()).collect();
            Query::parse(from, to, None, &filters, &[]).unwrap_err()
        };
        assert_eq!(refused(Some("March"), None, &[]), QueryError::Date("March".to_owned()));
        assert_eq!(refused(Some("2026-03-02"), Some("2026-03-01"), &[]), QueryError::Range("2026-03-02..2026-03-01".to_owned()));
        assert_eq!(refused(None, None, &["colour=red"]), QueryError::Field("colour".to_owned()));
        assert_eq!(refused(None, None, &["channel"]), QueryError::Filter("channel".to_owned()));
    }
}
