//! Who came back, and which conversations are old enough to know (METRICS section 3).

use super::Ticket;
use super::conversation::Conversation;
use super::identity::Person;

/// Marks `recontacted` and `mature`. `within` is the rules' recontact days in microseconds.
pub fn mark(conversations: &mut [Conversation], tickets: &[Ticket], within: i64, horizon: Option<i64>) {
    let mut returns: Vec<(Person, i64, Return)> = Vec::new();
    for (at, conversation) in conversations.iter().enumerate().filter(|(_, conversation)| conversation.engaged) {
        returns.push((conversation.person, conversation.start, Return::Conversation(at)));
    }
    for ticket in tickets {
        returns.push((ticket.person, ticket.created, Return::Ticket(ticket.conversation)));
    }
    returns.sort_unstable();
    for (at, conversation) in conversations.iter_mut().enumerate() {
        let until = conversation.end.saturating_add(within);
        conversation.mature = horizon.is_some_and(|horizon| until <= horizon);
        let after = returns.partition_point(|(person, time, _)| (*person, *time) <= (conversation.person, conversation.end));
        conversation.recontacted = returns
            .iter()
            .skip(after)
            .take_while(|(person, time, _)| *person == conversation.person && *time <= until)
            .any(|(.., coming)| !coming.is_of(at));
    }
}

/// What a person came back with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
