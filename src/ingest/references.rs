//! Conversations that shops, payment services and CRMs name: their cells hold the chat's id, not one of their own, so that
//! under their own prefix no conversation has it.
//!
//! A name is resolved where exactly one other source has a conversation of that id. Sources that have conversations
//! themselves, and files of Botworth's own format, mean their own (METRICS section 1).

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{Origin, Symbol, Tables};

/// Replaces the conversations that sources without any of their own name by those of that id. `is_of_vendor` tells of each
/// file whether a vendor's importer read it.
pub(super) fn resolve(tables: &mut Tables, is_of_vendor: &[bool]) {
    let Tables { dictionary, conversations, events, leads, revenue, tickets, .. } = tables;
    // `intercom:215` is source and id.
    let split = |symbol: Symbol| dictionary.text(symbol).split_once(':');
    let is_named = |origin: Option<Origin>, symbol: Symbol| {
        let file = origin.map_or(usize::MAX, |origin| origin.file as usize);
        symbol != Symbol::EMPTY && is_of_vendor.get(file).is_some_and(|is_of_vendor| *is_of_vendor)
    };
    let mut places: Vec<(Place, Symbol)> = Vec::new();
    macro_rules! look {
        ($($table:ident, $place:path);*) => {
            $(for row in 0..$table.len() {
                let symbol = $table.conversation_id.get(row);
                if is_named($table.origin.get(row), symbol) {
                    places.push(($place(row), symbol));
                }
            })*
        };
    }
    look!(leads, Place::Lead; revenue, Place::Order; tickets, Place::Ticket);
    if places.is_empty() {
        return;
    }
    let mut sources: FxHashSet<&str> = FxHashSet::default();
    // The conversation of each id; none where several sources have one.
    let mut of_id: FxHashMap<&str, Option<Symbol>> = FxHashMap::default();
    let listed = (0..conversations.len()).map(|row| conversations.conversation_id.get(row));
    let told = (0..events.len()).map(|row| events.conversation_id.get(row));
    let mut seen: FxHashSet<Symbol> = FxHashSet::default();
    for symbol in listed.chain(told).filter(|symbol| *symbol != Symbol::EMPTY) {
        if !seen.insert(symbol) {
            continue;
        }
        let Some((source, id)) = split(symbol) else { continue };
        sources.insert(source);
        let known = of_id.entry(id).or_insert(Some(symbol));
        if *known != Some(symbol) {
            *known = None;
        }
    }
    for (place, named) in places {
        let Some((source, id)) = split(named) else { continue };
        let Some(meant) = of_id.get(id).copied().flatten().filter(|_| !sources.contains(source)) else { continue };
        match place {
            Place::Lead(row) => leads.conversation_id.set(row, meant),
            Place::Order(row) => revenue.conversation_id.set(row, meant),
            Place::Ticket(row) => tickets.conversation_id.set(row, meant),
        }
    }
}

/// A row that names a conversation.
enum Place {
    Lead(usize),
    Order(usize),
    Ticket(usize),
}
