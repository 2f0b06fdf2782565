//! All tables of a load with the dictionary that their symbols refer to: appended part by part, and as bytes.

use std::sync::Arc;

use super::bytes::{Reader, Writer};
use super::{Conversations, Cube, Events, Exposure, Leads, Revenue, Tickets, Touches};
use super::{Dictionary, Symbols};

/// All rows of a load, in input order, with the dictionary that their symbols refer to.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// Texts.
    pub dictionary: Dictionary,
    /// Conversations; shared with the facts, which keep no copy of what was read.
    pub conversations: Arc<Conversations>,
    /// Events.
    pub events: Events,
    /// Leads.
    pub leads: Leads,
    /// Orders and deals.
    pub revenue: Revenue,
    /// Touches.
    pub touches: Touches,
    /// Exposure.
    pub exposure: Exposure,
    /// Tickets.
    pub tickets: Tickets,
    /// Counts of rows that stay in a warehouse.
    pub cube: Cube,
}

impl Tables {
    /// Adds all rows of a later part of the same file after these, which starts so many lines further down; `symbols` says
    /// what its symbols are here.
    pub fn append_part(&mut self, other: &Self, symbols: &Symbols, lines: u32) {
        Arc::make_mut(&mut self.conversations).append(&other.conversations, symbols, 0, lines);
        self.events.append(&other.events, symbols, 0, lines);
        self.leads.append(&other.leads, symbols, 0, lines);
        self.revenue.append(&other.revenue, symbols, 0, lines);
        self.touches.append(&other.touches, symbols, 0, lines);
        self.exposure.append(&other.exposure, symbols, 0, lines);
        self.tickets.append(&other.tickets, symbols, 0, lines);
        self.cube.append(&other.cube, symbols, 0, lines);
    }

    /// Room for so many parts more like what is there.
    pub fn reserve(&mut self, parts: usize) {
        let conversations = Arc::make_mut(&mut self.conversations);
        conversations.reserve(conversations.len().saturating_mul(parts));
        self.events.reserve(self.events.len().saturating_mul(parts));
        self.leads.reserve(self.leads.len().saturating_mul(parts));
        self.revenue.reserve(self.revenue.len().saturating_mul(parts));
        self.touches.reserve(self.touches.len().saturating_mul(parts));
        self.exposure.reserve(self.exposure.len().saturating_mul(parts));
        self.tickets.reserve(self.tickets.len().saturating_mul(parts));
        self.cube.reserve(self.cube.len().saturating_mul(parts));
    }

    /// Gives its texts to a dictionary that several tables share, which is this one's from then on.
    #[must_use]
    pub fn sharing(self, dictionary: &mut Dictionary) -> Self {
        let symbols = dictionary.append(&self.dictionary);
        let mut shared = Self::default();
        shared.append_part(&self, &symbols, 0);
        shared
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.dictionary.bytes()
            + self.conversations.bytes()
            + self.events.bytes()
            + self.leads.bytes()
            + self.revenue.bytes()
            + self.touches.bytes()
            + self.exposure.bytes()
            + self.tickets.bytes()
            + self.cube.bytes()
    }

    /// All of it as bytes, to be handed from one worker to another.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.dictionary(&self.dictionary);
        self.conversations.write(&mut writer);
        self.events.write(&mut writer);
        self.leads.write(&mut writer);
        self.revenue.write(&mut writer);
        self.touches.write(&mut writer);
        self.exposure.write(&mut writer);
        self.tickets.write(&mut writer);
        self.cube.write(&mut writer);
        writer.into_bytes()
    }

    /// The tables of such bytes; none for any others.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        Some(Self {
            dictionary: reader.dictionary()?,
            conversations: Arc::new(Conversations::read(&mut reader)?),
            events: Events::read(&mut reader)?,
            leads: Leads::read(&mut reader)?,
            revenue: Revenue::read(&mut reader)?,
            touches: Touches::read(&mut reader)?,
            exposure: Exposure::read(&mut reader)?,
            tickets: Tickets::read(&mut reader)?,
            cube: Cube::read(&mut reader)?,
        })
    }
}
