//! Columns of events.

use super::column::{CanonicalRow, ColumnSpec, Conflict, columns};
use super::write::WriteCell as _;
use crate::ingest::Reason;
use crate::model::{Cell, EventName, EventRow, Events, Identity, Origin, Origins, Symbol, Tables};

impl CanonicalRow for EventRow {
    type Table = Events;

    const COLUMNS: &'static [ColumnSpec<Self>] = columns! {
        required { event = EVENT, timestamp: timestamp }
        optional {
            conversation_id: text,
            user_id: text, anonymous_id: text, email: email, phone: phone,
            channel: text, flow: text, intent: text, language: text, source: text, medium: text, campaign: text, page: text,
            goal: text, value: decimal, currency: currency, text: spoken, reason: text, id: text
        }
    };

    const SETTLED_BY: &'static [&'static str] = &["event", "conversation_id", "user_id", "anonymous_id", "email", "phone"];

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

    fn extend_fingerprints(table: &mut Events, at: usize, codes: &[u64]) {
        table.fingerprint.extend(at, codes);
    }

    fn set_origin(&mut self, origin: Origin) {
        self.origin = origin;
    }

    fn push(self, tables: &mut Tables) {
        tables.events.push(self);
    }

    fn table(tables: &mut Tables) -> &mut Events {
        &mut tables.events
    }

    fn origins(table: &mut Events) -> &mut Origins {
        &mut table.origin
    }

    fn rows(tables: &Tables) -> impl Iterator<Item = Self> {
        tables.events.rows()
    }
}

/// A name that METRICS does not list is kept as written: a check tells which name was meant.
const EVENT: ColumnSpec<EventRow> = ColumnSpec {
    name: "event",
    is_required: true,
    read: |row, cell| {
        row.event = EventName::from_word(cell.text);
        row.other_event = if row.event.is_none() { cell.text()? } else { Symbol::EMPTY };
        Ok(())
    },
    write: |row, dictionary, cell| {
        row.event.write(dictionary, cell);
        row.other_event.write(dictionary, cell);
    },
    code: |row| row.event.code() | row.other_event.code() << OTHER,
    load: |row, code| {
        row.event = Cell::from_code(code & LISTED);
        row.other_event = Cell::from_code(code >> OTHER);
    },
    extend: |table, at, codes| {
        let listed: Vec<u64> = codes.iter().map(|code| code & LISTED).collect();
        let others: Vec<u64> = codes.iter().map(|code| code >> OTHER).collect();
        table.event.extend(at, &listed);
        table.other_event.extend(at, &others);
    },
};

/// A name that is listed stands in the lower half of the number, the symbol of another in the upper one.
const OTHER: u32 = 32;
const LISTED: u64 = (1 << OTHER) - 1;
