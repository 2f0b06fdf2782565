//! One importer a vendor. Vendor words stop here.

pub mod botworth;

use super::importer::Importer;

/// All importers. Of two that are equally sure the first is taken.
pub(super) const IMPORTERS: &[&dyn Importer] = &[&botworth::Botworth];
