//! One importer a vendor. Vendor words stop here.

mod botpress;
mod botworth;
mod chatwoot;
mod connector;
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
mod proposals;
mod rasa;
mod salesforce;
mod shopify;
mod stripe;
mod tidio;
mod tracked;
mod voiceflow;
mod zendesk;

pub(super) use botworth::{CANONICAL, read_canonical};

use self::proposals::PROPOSALS;
use super::Head;
use super::file::best_importer;
use super::importer::{Importer, Match};
use super::mapping::{Listed, Mapping, Vendor};
use super::profile::Leads;
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
    &connector::CONNECTOR,
    // Its charts have no columns of their own: the last.
    &looker_studio::LOOKER_STUDIO,
];

/// The list that is proposed for a file, with what the kind is called, the vendor's name and who of its people is a lead.
pub(super) fn proposal_for(head: &Head) -> Option<(&'static str, &'static Mapping, &'static str, Option<Leads>)> {
    PROPOSALS.iter().find_map(|(vendor, leads)| {
        let Listed { label, mapping, .. } = vendor.list_for(head)?;
        Some((label, mapping, vendor.id, *leads))
    })
}

/// All importers.
pub(super) fn importers() -> Vec<&'static dyn Importer> {
    let vendors = VENDORS.iter().map(|vendor| *vendor as &dyn Importer);
    std::iter::once(&botworth::Botworth as &dyn Importer).chain(vendors).collect()
}

/// The importer that is surest of a file; its head has the layout then in which that importer reads it.
pub(super) fn importer_of(head: &mut Head) -> Option<(&'static dyn Importer, Match)> {
    best_importer(head, &importers())
}

/// The list by which the importer of this name reads a file; none for records that are read whole, and for Botworth's own
/// tables, whose columns are what they are called.
pub(super) fn list_of(importer: &str, head: &Head) -> Option<Listed> {
    VENDORS.iter().find(|vendor| vendor.id == importer)?.list_for(head)
}

/// Kinds of files that are only proposed: what each is called.
pub fn proposed_kinds() -> impl Iterator<Item = &'static str> {
    PROPOSALS.iter().flat_map(|(vendor, _)| vendor.labels())
}

/// Every kind of file that is recognised and gives rows: what each is called.
pub fn recognised_kinds() -> impl Iterator<Item = &'static str> {
    VENDORS.iter().flat_map(|vendor| vendor.labels())
}

/// Every canonical column that vendors' lists set: name of the kind of file, table, column.
pub fn mapped_columns() -> impl Iterator<Item = (&'static str, TableName, &'static str)> {
    VENDORS.iter().copied().chain(PROPOSALS.iter().map(|(vendor, _)| *vendor)).flat_map(Vendor::mapped_columns)
}

#[cfg(test)]
mod tests {
    use super::{PROPOSALS, VENDORS};
    use crate::export::to_csv;
    use crate::ingest::importer::{Content, Fields, Import, Importer as _};
    use crate::ingest::readers::{CsvReader, Dialect};
    use crate::ingest::record::Records;
    use crate::ingest::{Head, Ledger, Options, ReadError};
    use crate::model::{TableName, Tables};

    struct Text(&'static str);

    impl Content for Text {
        fn records(&mut self, _: Fields) -> Result<Box<dyn Records + '_>, ReadError> {
            Ok(Box::new(CsvReader::new(self.0.as_bytes(), Dialect::COMMA)?))
        }

        fn can_read_again(&self) -> bool {
            true
        }
    }

    /// What the proposal that fits makes of a file: its conversations and leads.
    fn proposed(file: &'static str) -> (String, String) {
        let head = Head::read("file.csv", &mut file.as_bytes()).unwrap();
        assert!(VENDORS.iter().all(|vendor| vendor.sniff(&head).is_none()), "{file}");
        let fitting: Vec<_> = PROPOSALS.iter().map(|(vendor, _)| vendor).filter(|vendor| vendor.sniff(&head).is_some()).collect();
        let [vendor] = fitting.as_slice() else { panic!("{} proposals for {file}", fitting.len()) };
        let (mut tables, mut ledger) = (Tables::default(), Ledger::default());
        let import = Import {
            content: &mut Text(file),
            options: &Options::default(),
            sink: &mut tables,
            ledger: &mut ledger,
            progress: &mut |_, _| {},
        };
        vendor.import(&head, import).unwrap();
        assert!(ledger.entries().is_empty(), "{:?}", ledger.entries());
        (to_csv(&tables, TableName::Conversations), to_csv(&tables, TableName::Leads))
    }

    #[test]
    fn people_of_manychat_are_proposed_as_first_days_and_leads() {
        let (conversations, leads) = proposed(
            "ID,Full Name,Email,Phone,Tags,Subscribed,Last Interaction\n\
             3000000000000017,Ana,Ana@Example.org,,\"vip, spring\",2026-03-02 09:00:00,2026-03-05 09:00:00\n\
             3000000000000018,Ben,,,,2026-03-02 10:00:00,2026-03-02 10:00:00\n",
        );
        assert_eq!(
            conversations,
            "conversation_id,started_at,user_id,email,channel,intent\n\
             manychat:3000000000000017,2026-03-02T09:00:00,manychat:3000000000000017,ana@example.org,messenger,vip\n\
             manychat:3000000000000018,2026-03-02T10:00:00,manychat:3000000000000018,,messenger,\n"
        );
        assert_eq!(
            leads,
            "lead_id,created_at,conversation_id,user_id,email,origin\n\
             manychat:3000000000000017,2026-03-02T09:00:00,manychat:3000000000000017,manychat:3000000000000017,ana@example.org,chat\n"
        );
    }

    #[test]
    fn people_of_messengerbot_and_landbot_are_proposed_too() {
        let (conversations, _) = proposed(
            "Subscriber ID,Name,First Seen,Last Seen,Tags,Flow\n\
             17,Ana,2026-03-02 09:00:00,2026-03-05 09:00:00,vip,Orders\n",
        );
        assert_eq!(
            conversations,
            "conversation_id,started_at,user_id,channel,flow,intent\n\
             messengerbot:17,2026-03-02T09:00:00,messengerbot:17,messenger,Orders,vip\n"
        );
        let (conversations, leads) = proposed(
            "id,name,email,phone,created,@utm_source,@size\n\
             007,Ana,ana@example.org,,2026-03-02 09:00:00,spring,L\n",
        );
        assert_eq!(
            conversations,
            "conversation_id,started_at,user_id,email,source\n\
             landbot:007,2026-03-02T09:00:00,landbot:007,ana@example.org,spring\n"
        );
        assert_eq!(
            leads,
            "lead_id,created_at,conversation_id,user_id,email,origin,source\n\
             landbot:007,2026-03-02T09:00:00,landbot:007,landbot:007,ana@example.org,chat,spring\n"
        );
    }
}
