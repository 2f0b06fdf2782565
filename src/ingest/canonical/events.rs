//! Columns of events.

use super::cells::Cell;
use super::column::{CanonicalRow, ColumnSpec, Conflict, columns};
use super::write::WriteCell as _;
use crate::ingest::Reason;
use crate::model::{Dictionary, EventName, EventRow, Identity, Origin, Symbol, Tables};

impl CanonicalRow for EventRow {
    const COLUMNS: &'static [ColumnSpec<Self>] = columns! {
        required { event = read_event / write_event, timestamp: timestamp }
        optional {
            conversation_id: text,
            user_id: text, anonymous_id: text, email: email, phone: phone,
            channel: text, flow: text, intent: text, language: text, source: text, medium: text, campaign: text, page: text,
            goal: text, value: decimal, currency: currency, text: spoken, reason: text, id: text
        }
    };

    const IS_FINGERPRINTED: bool = true;

    /// An event with neither conversation nor identity tells nothing, page views and impressions apart.
    fn settle(&mut self) -> Option<Conflict> {
        let needs_no_one = matches!(self.event, Some(EventName::PageView | EventName::ChatImpression));
        let is_tied = self.conversation_id != Symbol::EMPTY || self.identity() != Identity::default();
        (!needs_no_one && !is_tied).then_some(Conflict { column: "", reason: Reason::NoIdentity, rejects_row: true })
    }

    fn set_fingerprint(&mut self, fingerprint: u64) {
        self.fingerprint = Some(fingerprint);
    }

    fn set_origin(&mut self, origin: Origin) {
        self.origin = origin;
    }

    fn push(self, tables: &mut Tables) {
        tables.events.push(self);
    }

    fn rows(tables: &Tables) -> impl Iterator<Item = Self> {
        tables.events.rows()
    }
}

fn write_event(row: &EventRow, dictionary: &Dictionary, text: &mut String) {
    row.event.write(dictionary, text);
    row.other_event.write(dictionary, text);
}

/// A name that METRICS does not list is kept as written: a check tells which name was meant.
fn read_event(row: &mut EventRow, cell: Cell<'_>) -> Result<(), Reason> {
    row.event = EventName::from_word(cell.text);
    if row.event.is_none() {
        row.other_event = cell.text()?;
    }
    Ok(())
}
