//! One importer a vendor. Vendor words stop here.

mod botpress;
mod botworth;
mod chatwoot;
mod copilot_studio;
mod crisp;
mod dialogflow;
mod drift;
mod freshdesk;
mod ga4;
mod hubspot;
mod intercom;
mod landbot;
mod lex;
mod livechat;
mod looker_studio;
mod messenger;
mod mixpanel;
mod rasa;
mod salesforce;
mod shopify;
mod stripe;
mod tidio;
mod tracked;
mod voiceflow;
mod zendesk;

use super::importer::Importer;
use super::mapping::Vendor;
use crate::model::TableName;

/// Vendors, the surest first: of two that are equally sure the first is taken.
static VENDORS: &[&Vendor] = &[
    &intercom::INTERCOM,
    &zendesk::ZENDESK,
    &hubspot::HUBSPOT,
    &freshdesk::FRESHDESK,
    &chatwoot::CHATWOOT,
    &tidio::TIDIO,
    &livechat::LIVECHAT,
    &crisp::CRISP,
    &drift::DRIFT,
    &shopify::SHOPIFY,
    &stripe::STRIPE,
    &salesforce::SALESFORCE,
    &ga4::GA4,
    &mixpanel::MIXPANEL,
    &botpress::BOTPRESS,
    &rasa::RASA,
    &copilot_studio::COPILOT_STUDIO,
    &dialogflow::DIALOGFLOW,
    &lex::LEX,
    &voiceflow::VOICEFLOW,
    &landbot::LANDBOT,
    &messenger::CHATFUEL,
    // Its charts have no columns of their own: the last.
    &looker_studio::LOOKER_STUDIO,
];

/// Kinds of files whose columns nobody describes (FORMATS 25): what the mapping screen proposes where the signature
/// fits. No file is read through them unasked.
static PROPOSALS: &[&Vendor] = &[&landbot::LANDBOT_LEADS, &messenger::MANYCHAT, &messenger::MESSENGERBOT];

/// All importers.
pub(super) fn importers() -> Vec<&'static dyn Importer> {
    let vendors = VENDORS.iter().map(|vendor| *vendor as &dyn Importer);
    std::iter::once(&botworth::Botworth as &dyn Importer).chain(vendors).collect()
}

/// Every canonical column that vendors' lists set: name of the kind of file, table, column.
pub fn mapped_columns() -> impl Iterator<Item = (&'static str, TableName, &'static str)> {
    VENDORS.iter().chain(PROPOSALS).flat_map(|vendor| vendor.mapped_columns())
}
