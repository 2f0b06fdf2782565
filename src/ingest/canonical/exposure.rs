//! Columns of exposure.

use super::column::{CanonicalRow, ColumnSpec, columns};
use super::write::WriteCell as _;
use crate::model::{Exposure, ExposureRow, Origin, Origins, Tables};

impl CanonicalRow for ExposureRow {
    type Table = Exposure;

    const COLUMNS: &'static [ColumnSpec<Self>] = columns! {
        required { date: date }
        optional { channel: text, page: text, flow: text, impressions: large_count, eligible_visitors: large_count }
    };

    const IS_FINGERPRINTED: bool = true;

    fn set_fingerprint(&mut self, fingerprint: u64) {
        self.fingerprint = Some(fingerprint);
    }

    fn extend_fingerprints(table: &mut Exposure, at: usize, codes: &[u64]) {
        table.fingerprint.extend(at, codes);
    }

    fn set_origin(&mut self, origin: Origin) {
        self.origin = origin;
    }

    fn push(self, tables: &mut Tables) {
        tables.exposure.push(self);
    }

    fn table(tables: &mut Tables) -> &mut Exposure {
        &mut tables.exposure
    }

    fn origins(table: &mut Exposure) -> &mut Origins {
        &mut table.origin
    }

    fn rows(tables: &Tables) -> impl Iterator<Item = Self> {
        tables.exposure.rows()
    }
}
