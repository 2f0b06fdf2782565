//! Links: made of what is told, opened, and counted again.

use super::Session;
use crate::metrics::{Filter, Scope};
use crate::model::Date;
use crate::protocol::{LinkMade, LinkOpened, Response};
use crate::scorecard::{BoardId, Query, Scorecard, SegmentKey};
use crate::share::{LinkFault, Opened, Part, ShareOptions, Shared, Verified, link, rule_lines, share, verify};

impl Session {
    /// The link of what is told; none if nothing is loaded.
    pub(super) fn make_link(&mut self, options: ShareOptions) -> Option<Response> {
        self.card = self.card.take().or_else(|| self.scorecard());
        let card = self.card.as_ref()?;
        let made = |options| {
            let shared = share(card, &self.query, options);
            (link::fragment(&shared), shared)
        };
        let (fragment, shared) = made(options);
        let saved = |part: &Part| {
            let shorter = made(options.with(*part, false)).0.len();
            let letters = fragment.len().checked_sub(shorter).filter(|_| options.has(*part))?;
            Some((*part, u32::try_from(letters).unwrap_or(u32::MAX)))
        };
        let saves = Part::ALL.iter().filter_map(saved).collect();
        let payload = link::payload(&shared);
        Some(Response::LinkMade(Box::new(LinkMade { payload, saves, offered: offered(card), fragment, shared })))
    }

    /// What a link holds.
    pub(super) fn open_link(address: &str, unlocked: Option<&[u8]>, is_other: bool) -> Response {
        let result = opened(address, unlocked);
        let rules = result.as_ref().map(|opened| rule_lines(&opened.shared.card.rules.rules)).unwrap_or_default();
        let locked = match &result {
            Err(LinkFault::Locked) => link::locked_bytes(address).unwrap_or_default(),
            _ => Vec::new(),
        };
        Response::LinkOpened(Box::new(LinkOpened { is_other, result, rules, locked }))
    }

    /// The numbers of a link, counted again from what is loaded under the link's rules; none without a link or without files.
    /// What is loaded, its rules and what counts of it stay as they are.
    pub(super) fn verify_link(&mut self, address: &str, unlocked: Option<&[u8]>) -> Option<Verified> {
        let linked = opened(address, unlocked).ok()?.shared;
        let rules = linked.card.rules.rules.clone();
        let (own, own_file) = (std::mem::replace(&mut self.rules, rules), self.rules_file.take());
        let own_zone = std::mem::replace(&mut self.time_zone, linked.card.period.time_zone.clone());
        let kept = (self.facts.take(), self.basis.take(), self.choices.take(), self.card.take());
        let query = query_of(&linked);
        let card = self.scorecard_of(&query);
        (self.rules, self.rules_file, self.time_zone) = (own, own_file, own_zone);
        (self.facts, self.basis, self.choices, self.card) = kept;
        let card = card?;
        Some(verify(&linked, &share(&card, &query, linked.options), &card.files))
    }
}

fn opened(address: &str, unlocked: Option<&[u8]>) -> Result<Opened, LinkFault> {
    match unlocked {
        Some(payload) => link::open_unlocked(address, payload),
        None => link::open(address),
    }
}

/// The parts that a scorecard has at all.
fn offered(card: &Scorecard) -> ShareOptions {
    let has_dimension = |word: &str| {
        let values = SegmentKey::parse(word).and_then(|key| card.segments.get(&key));
        values.is_some_and(|values| values.keys().any(|name| !name.is_empty()))
    };
    let has_weeks = card.boards.values().any(|board| !board.weekly.is_empty());
    [
        (Part::Support, card.boards.contains_key(&BoardId::Support)),
        (Part::Lead, card.boards.contains_key(&BoardId::Lead)),
        (Part::Weeks, has_weeks),
        (Part::Segments, has_dimension("intent")),
        (Part::Names, true),
        (Part::Sources, has_dimension("source") || has_dimension("campaign")),
        (Part::Money, true),
    ]
    .into_iter()
    .fold(ShareOptions(0), |options, (part, is_there)| options.with(part, is_there))
}

/// What the numbers of a link were narrowed to, as far as it says so.
fn query_of(shared: &Shared) -> Query {
    let filters = shared.filters.iter().filter_map(|filter| Some(Filter { field: filter.field, values: filter.values.clone()? }));
    let date = |date: &Option<String>| date.as_deref().and_then(Date::from_iso);
    let range = date(&shared.card.period.from).zip(date(&shared.card.period.to)).filter(|_| shared.has_range);
    Query { scope: Scope { range, filters: filters.collect() }, ..Query::default() }
}
