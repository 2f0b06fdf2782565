//! Who came back, and which conversations are old enough to know (METRICS section 3).

use super::Ticket;
use super::by_person::ByPerson;
use super::conversations::ConversationFacts;

/// Marks `recontacted` and `mature`. `within` is the rules' recontact days in microseconds.
pub fn mark(conversations: &mut ConversationFacts, tickets: &[Ticket], within: i64, horizon: Option<i64>) {
    let rows = conversations.persons().iter().zip(conversations.starts()).zip(conversations.kinds()).enumerate();
    let came = rows.filter(|(_, (_, kind))| kind.engaged());
    let came = came.map(|(at, ((person, start), _))| (*person, (*start, Return::conversation(at))));
    let wrote = tickets.iter().map(|ticket| (ticket.person, (ticket.created, Return::ticket(ticket.conversation))));
    let mut returns = ByPerson::new(came.chain(wrote));
    returns.sort_each(|(time, _)| *time);
    for at in 0..conversations.len() {
        let end = conversations.end(at);
        let until = end.saturating_add(within);
        let own = conversations.persons().get(at).map(|person| returns.of(*person)).unwrap_or_default();
        let after = own.partition_point(|(time, _)| *time <= end);
        let mut soon = own.iter().skip(after).take_while(|(time, _)| *time <= until);
        let recontacted = soon.any(|(_, coming)| !coming.is_of(at));
        if let Some(kind) = conversations.kinds_mut().get_mut(at) {
            kind.set_mature(horizon.is_some_and(|horizon| until <= horizon));
            kind.set_recontacted(recontacted);
        }
    }
}

/// What a person came back with: a conversation or a ticket of one, in four bytes as there are as many as conversations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Return(u32);

/// A ticket of no conversation.
const OF_NONE: Return = Return(u32::MAX);

impl Return {
    fn conversation(at: usize) -> Self {
        // Four billion conversations do not fit the memory of any tab.
        Self(u32::try_from(at).unwrap_or(u32::MAX))
    }

    fn ticket(of: Option<usize>) -> Self {
        of.map_or(OF_NONE, Self::conversation)
    }

    /// Whether it is the conversation itself, or that conversation's own ticket.
    fn is_of(self, conversation: usize) -> bool {
        self == Self::conversation(conversation)
    }
}
