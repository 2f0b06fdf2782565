//! One importer a vendor. Vendor words stop here.

mod botworth;
mod intercom;
mod shopify;

use super::importer::Importer;
use super::mapping::Vendor;
use crate::model::TableName;

/// Vendors, the surest first: of two that are equally sure the first is taken.
static VENDORS: &[&Vendor] = &[&intercom::INTERCOM, &shopify::SHOPIFY];

/// All importers.
pub(super) fn importers() -> Vec<&'static dyn Importer> {
    let vendors = VENDORS.iter().map(|vendor| *vendor as &dyn Importer);
    std::iter::once(&botworth::Botworth as &dyn Importer).chain(vendors).collect()
}

/// Every canonical column that vendors' lists set: name of the kind of file, table, column.
pub fn mapped_columns() -> impl Iterator<Item = (&'static str, TableName, &'static str)> {
    VENDORS.iter().flat_map(|vendor| vendor.mapped_columns())
}
