//! What the scorecard says about a file, with its dates on the rules' calendar.

use crate::facts::zone::Zone;
use crate::ingest::{FileSummary, Span};
use crate::model::Date;
use crate::scorecard::FileFacts;

/// The facts of a file under a zone (METRICS section 11, `files`).
pub fn file_facts(file: &FileSummary, zone: &Zone) -> FileFacts {
    let dates = dates_of(&file.span, zone);
    FileFacts {
        name: file.name.clone(),
        sha256: file.sha256.clone(),
        source: file.source.clone(),
        tables: file.tables.iter().map(|(table, rows)| (table.word().to_owned(), *rows)).collect(),
        rows_read: file.rows_read,
        rows_kept: file.rows_kept,
        rows_rejected: file.rows_rejected,
        rows_duplicate: file.rows_duplicate,
        from: dates.map(|(from, _)| from.to_string()),
        to: dates.map(|(_, to)| to.to_string()),
    }
}

/// First and last local date: times with an offset, times without one and plain dates together.
pub(super) fn dates_of(span: &Span, zone: &Zone) -> Option<(Date, Date)> {
    let times = [span.utc, span.local].into_iter().flatten();
    let days = times.filter_map(|(first, last)| {
        let day = |time| zone.resolve(time).map(|instant| zone.local_date(instant));
        Some((day(first)?, day(last)?))
    });
    days.chain(span.dates).reduce(|(from, to), (first, last)| (from.min(first), to.max(last)))
}

#[cfg(test)]
mod tests {
    use super::dates_of;
    use crate::facts::zone::Zone;
    use crate::ingest::{Span, parse_timestamp};
    use crate::model::Date;

    #[test]
    fn dates_are_local_to_the_zone() {
        let time = |text| parse_timestamp(text).ok().into_iter().next().unwrap_or_default();
        let late = time("2026-03-01T23:30:00Z");
        let span = Span { utc: Some((late, late)), local: None, dates: None };
        let day = |month, day| Date::from_ymd(2026, month, day);
        assert_eq!(dates_of(&span, &Zone::utc()).map(|(from, _)| from), day(3, 1));
        let tokyo = Zone::new("Asia/Tokyo").unwrap_or_else(Zone::utc);
        assert_eq!(dates_of(&span, &tokyo).map(|(_, to)| to), day(3, 2));
        let exposure = Span { dates: day(2, 1).zip(day(2, 28)), ..span };
        assert_eq!(dates_of(&exposure, &tokyo), day(2, 1).zip(day(3, 2)));
    }
}
