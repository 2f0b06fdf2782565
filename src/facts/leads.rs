//! Leads, the bot's leads among them, and the conversation that each belongs to (METRICS section 4, "A bot lead").

use super::conversations::ConversationFacts;
use super::identity::Person;
use crate::model::{Date, LeadOrigin, Origin, Symbol};
use crate::rules::QualityStage;

/// A lead that is not a test. Times are UTC microseconds.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent question to a lead")]
pub struct Lead {
    /// Its id; empty for one that an event without an id made.
    pub id: Symbol,
    /// Where its first row was read.
    pub origin: Origin,
    /// Whose.
    pub person: Person,
    /// Creation.
    pub created: i64,
    /// Local date of creation.
    pub date: Date,
    /// Chat, form or other, as the data says.
    pub kind: Option<LeadOrigin>,
    /// Its own traffic source, aliases applied.
    pub source: Symbol,
    /// The conversation its `conversation_id` names, if that conversation is there.
    pub linked: Option<usize>,
    /// Whether no table has it: it was created at its first event.
    pub is_made_by_events: bool,
    /// Whether a table tells when it became mql, became sql, booked and held: no event moves what is told.
    pub told: [bool; 4],
    /// The `conversation_id` it names, there or not; empty if none.
    pub named: Symbol,
    /// The conversation it belongs to as a bot lead.
    pub conversation: Option<usize>,
    /// Whether it is the bot's.
    pub is_bot: bool,
    /// Became marketing-qualified.
    pub mql: Option<i64>,
    /// Became sales-qualified.
    pub sql: Option<i64>,
    /// Was disqualified.
    pub disqualified: Option<i64>,
    /// A meeting was booked.
    pub booked: Option<i64>,
    /// A meeting was held.
    pub held: Option<i64>,
    /// Whether the file calls the meeting qualified.
    pub meeting_qualified: Option<bool>,
    /// Old enough to judge.
    pub mature: bool,
    /// Whether counted revenue of its person followed within the rules' window.
    pub won: bool,
    /// How many it stands for: one, unless a cube counts them.
    pub times: u64,
}

impl Lead {
    /// The earliest stamp of the quality stage; an SQL implies an MQL.
    pub fn stage(&self, stage: QualityStage) -> Option<i64> {
        match stage {
            QualityStage::Sql => self.sql,
            QualityStage::Mql | QualityStage::Either => match (self.mql, self.sql) {
                (Some(mql), Some(sql)) => Some(mql.min(sql)),
                (mql, sql) => mql.or(sql),
            },
        }
    }

    /// Whether the file calls its meeting qualified, or it has a quality stage.
    pub fn is_qualified(&self) -> bool {
        self.meeting_qualified == Some(true) || self.mql.is_some() || self.sql.is_some()
    }

    /// Whether anything says if it is qualified.
    pub fn tells_qualification(&self) -> bool {
        self.meeting_qualified.is_some() || self.is_qualified()
    }

    /// A booked meeting of a qualified lead.
    pub fn has_qualified_meeting(&self) -> bool {
        self.booked.is_some() && self.is_qualified()
    }

    /// Whether it came by a form.
    pub fn is_form(&self) -> bool {
        self.kind == Some(LeadOrigin::Form)
    }
}

/// The leads' horizon: the latest stamp of any lead.
pub fn horizon(leads: &[Lead]) -> Option<i64> {
    leads.iter().flat_map(|lead| [Some(lead.created), lead.mql, lead.sql, lead.disqualified, lead.booked]).flatten().max()
}

/// Finds the bot's leads and their conversations, and marks both sides. `link` is `lead_link_hours` in
/// microseconds, `maturity` is `maturity_days`.
pub fn link(leads: &mut [Lead], conversations: &mut ConversationFacts, link: i64, maturity: i64) {
    let horizon = horizon(leads);
    let persons = leads.iter().map(|lead| lead.person.index() + 1).max().unwrap_or(0);
    let mut has_lead = vec![false; persons];
    for lead in leads.iter() {
        if let Some(has_lead) = has_lead.get_mut(lead.person.index()) {
            *has_lead = true;
        }
    }
    let rows = conversations.persons().iter().zip(conversations.starts()).zip(conversations.kinds()).enumerate();
    let mut engaged: Vec<(Person, i64, usize)> = rows
        .filter(|(_, ((person, _), kind))| kind.engaged() && has_lead.get(person.index()) == Some(&true))
        .map(|(at, ((person, start), _))| (*person, *start, at))
        .collect();
    engaged.sort_unstable();
    for lead in leads {
        lead.mature = horizon.is_some_and(|horizon| lead.created.saturating_add(maturity) <= horizon);
        let latest = || {
            let until = engaged.partition_point(|(person, start, _)| (*person, *start) <= (lead.person, lead.created));
            let (person, start, at) = *engaged.get(until.checked_sub(1)?)?;
            (person == lead.person && lead.created - start <= link).then_some(at)
        };
        match lead.kind {
            Some(LeadOrigin::Form | LeadOrigin::Other) => continue,
            Some(LeadOrigin::Chat) => {
                lead.conversation = lead.linked.or_else(latest);
                lead.is_bot = true;
            }
            None => {
                lead.conversation = lead.linked.or_else(latest);
                lead.is_bot = lead.conversation.is_some();
            }
        }
        if let Some(kind) = lead.conversation.and_then(|at| conversations.kinds_mut().get_mut(at)) {
            kind.set_has_bot_lead(true);
            kind.set_has_meeting(kind.has_meeting() || lead.booked.is_some());
        }
    }
}
