//! Who came back, and which conversations are old enough to know (METRICS section 3).

use super::Ticket;
use super::by_person::ByPerson;
use super::conversation::Conversation;

/// Marks `recontacted` and `mature`. `within` is the rules' recontact days in microseconds.
pub fn mark(conversations: &mut [Conversation], tickets: &[Ticket], within: i64, horizon: Option<i64>) {
    let came = conversations.iter().enumerate().filter(|(_, conversation)| conversation.engaged);
    let came = came.map(|(at, conversation)| (conversation.person, (conversation.start, Return::Conversation(at))));
    let wrote = tickets.iter().map(|ticket| (ticket.person, (ticket.created, Return::Ticket(ticket.conversation))));
    let mut returns = ByPerson::new(came.chain(wrote));
    returns.sort_each(|(time, _)| *time);
    for (at, conversation) in conversations.iter_mut().enumerate() {
        let until = conversation.end.saturating_add(within);
        conversation.mature = horizon.is_some_and(|horizon| until <= horizon);
        let own = returns.of(conversation.person);
        let after = own.partition_point(|(time, _)| *time <= conversation.end);
        let mut soon = own.iter().skip(after).take_while(|(time, _)| *time <= until);
        conversation.recontacted = soon.any(|(_, coming)| !coming.is_of(at));
    }
}

/// What a person came back with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Return {
    Conversation(usize),
    Ticket(Option<usize>),
}

impl Return {
    /// Whether it is the conversation itself, or that conversation's own ticket.
    fn is_of(self, conversation: usize) -> bool {
        match self {
            Self::Conversation(at) => at == conversation,
            Self::Ticket(of) => of == Some(conversation),
        }
    }
}
