//! Columns of touches.

use super::column::{CanonicalRow, ColumnSpec, columns};
use super::write::WriteCell as _;
use crate::model::{Origin, Origins, Tables, TouchRow, Touches};

impl CanonicalRow for TouchRow {
    type Table = Touches;

    const COLUMNS: &'static [ColumnSpec<Self>] = columns! {
        required { at: timestamp }
        optional {
            user_id: text, anonymous_id: text, email: email, phone: phone,
            source: text, medium: text, campaign: text
        }
    };

    const IS_FINGERPRINTED: bool = true;

    fn set_fingerprint(&mut self, fingerprint: u64) {
        self.fingerprint = Some(fingerprint);
    }

    fn extend_fingerprints(table: &mut Touches, at: usize, codes: &[u64]) {
        table.fingerprint.extend(at, codes);
    }

    fn set_origin(&mut self, origin: Origin) {
        self.origin = origin;
    }

    fn push(self, tables: &mut Tables) {
        tables.touches.push(self);
    }

    fn table(tables: &mut Tables) -> &mut Touches {
        &mut tables.touches
    }

    fn origins(table: &mut Touches) -> &mut Origins {
        &mut table.origin
    }

    fn rows(tables: &Tables) -> impl Iterator<Item = Self> {
        tables.touches.rows()
    }
}
