//! Columns of touches.

use super::column::{CanonicalRow, ColumnSpec, columns};
use super::write::WriteCell as _;
use crate::model::{Origin, Tables, TouchRow};

impl CanonicalRow for TouchRow {
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

    fn set_origin(&mut self, origin: Origin) {
        self.origin = origin;
    }

    fn push(self, tables: &mut Tables) {
        tables.touches.push(self);
    }

    fn rows(tables: &Tables) -> impl Iterator<Item = Self> {
        tables.touches.rows()
    }
}
