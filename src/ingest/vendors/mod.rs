//! One importer a vendor. Vendor words stop here.

mod botpress;
mod botworth;
mod copilot_studio;
mod dialogflow;
mod intercom;
mod landbot;
mod lex;
mod messenger;
mod rasa;
mod shopify;
mod voiceflow;

use super::importer::Importer;
use super::mapping::Vendor;
use crate::model::TableName;

/// Vendors, the surest first: of two that are equally sure the first is taken.
static VENDORS: &[&Vendor] = &[
    &intercom::INTERCOM,
    &shopify::SHOPIFY,
    &botpress::BOTPRESS,
    &rasa::RASA,
    &copilot_studio::COPILOT_STUDIO,
    &dialogflow::DIALOGFLOW,
    &lex::LEX,
    &voiceflow::VOICEFLOW,
    &landbot::LANDBOT,
    &messenger::CHATFUEL,
];

/// Kinds of files whose columns nobody describes (FORMATS 25): what the mapping screen proposes where the signature
/// fits. No file is read through them unasked.
static PROPOSALS: &[&Vendor] = &[&landbot::LANDBOT_LEADS, &messenger::MANYCHAT, &messenger::MESSENGERBOT];

/// All importers.
pub(super) fn importers() -> impl Iterator<Item = &'static dyn Importer> {
    let vendors = VENDORS.iter().map(|vendor| *vendor as &dyn Importer);
    std::iter::once(&botworth::Botworth as &dyn Importer).chain(vendors)
}

/// Every canonical column that vendors' lists set: name of the kind of file, table, column.
pub fn mapped_columns() -> impl Iterator<Item = (&'static str, TableName, &'static str)> {
    VENDORS.iter().chain(PROPOSALS).flat_map(|vendor| vendor.mapped_columns())
}
