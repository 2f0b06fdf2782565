//! What people did before the chats behind a number, and after them: those counted beside those not.

use crate::format::{count, percent};
use crate::lineage::{Around, Group, NAMED};
use crate::panels::View;
use crate::scorecard::ChangeId;

/// Two groups of chats, line by line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AroundPanel {
    /// Before and after what.
    pub title: &'static str,
    /// What the table tells.
    pub sub: &'static str,
    /// Which time before.
    pub before_words: &'static str,
    /// How many chats, leads or orders each group has.
    pub heads: [String; 2],
    /// In that time.
    pub before: Vec<AroundRow>,
    /// Afterwards.
    pub after: Vec<AroundRow>,
}

/// One thing that people did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AroundRow {
    /// What.
    pub what: String,
    /// Chats of each group, and their share.
    pub says: [String; 2],
}

/// The panel; none where nothing is known.
pub fn around_panel(view: &View<'_>, id: ChangeId, around: &Around) -> Option<AroundPanel> {
    let words = &view.text.behind;
    let (title, sub, before_words) = match id {
        ChangeId::LeadQualityRate | ChangeId::QualifiedBookingRate => (words.around_leads, words.around_sub, words.before),
        ChangeId::AttributedRevenue => (words.around_orders, words.around_orders_sub, words.before_orders),
        _ => (words.around, words.around_sub, words.before),
    };
    let groups = [&around.counted, &around.others];
    let says = |of: &dyn Fn(&Group) -> (u64, u64)| groups.map(|group| share(view, of(group)));
    let row = |what: &str, of: &dyn Fn(&Group) -> (u64, u64)| AroundRow { what: what.to_owned(), says: says(of) };
    let any = |of: fn(&Group) -> u64| groups.iter().any(|group| of(group) > 0);
    let mut before = Vec::new();
    if any(|group| group.known_before) {
        before.push(row(words.known_before, &|group| (group.known_before, group.chats)));
        for (name, words) in names(groups, |group| &group.pages).into_iter().map(|name| (name, words.page_before)) {
            before.push(row(&words.with([&name]), &|group| (chats_of(&group.pages, &name), group.chats)));
        }
        for (name, words) in names(groups, |group| &group.sources).into_iter().map(|name| (name, words.source_before)) {
            before.push(row(&words.with([&name]), &|group| (chats_of(&group.sources, &name), group.chats)));
        }
    }
    let mut after = Vec::new();
    if any(|group| group.mature) {
        after.push(row(words.came_back, &|group| (group.came_back, group.mature)));
    }
    for (what, of) in [
        (words.left_lead, (|group| group.left_lead) as fn(&Group) -> u64),
        (words.booked, |group| group.booked),
        (words.bought, |group| group.bought),
    ] {
        if any(of) {
            after.push(row(what, &|group| (of(group), group.chats)));
        }
    }
    let heads = [words.above.with([&count(around.counted.chats as f64)]), words.below.with([&count(around.others.chats as f64)])];
    (!before.is_empty() || !after.is_empty()).then_some(AroundPanel { title, sub, before_words, heads, before, after })
}

/// Names whose count is known of both groups: where a list is full, what it does not name may still be there.
fn names(groups: [&Group; 2], of: fn(&Group) -> &Vec<(String, u64)>) -> Vec<String> {
    let [counted, others] = groups.map(of);
    let is_known = |name: &String| others.len() < NAMED || others.iter().any(|(other, _)| other == name);
    counted.iter().map(|(name, _)| name).filter(|name| is_known(name)).take(3).cloned().collect()
}

fn chats_of(named: &[(String, u64)], name: &str) -> u64 {
    named.iter().find(|(other, _)| other == name).map_or(0, |(_, chats)| *chats)
}

/// `12 of 340, 3.5 %`.
fn share(view: &View<'_>, (part, whole): (u64, u64)) -> String {
    if whole == 0 {
        return crate::format::MISSING.to_owned();
    }
    let counts = [count(part as f64), " / ".to_owned(), count(whole as f64)].concat();
    // A share of few is none.
    if whole < view.min_n() {
        counts
    } else {
        [counts, ", ".to_owned(), percent(part as f64 / whole as f64, view.language())].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, march};

    #[test]
    fn what_followed_is_told_of_both_groups_and_of_few_without_a_share() {
        let card = march();
        let counted = Group { chats: 200, mature: 100, came_back: 5, ..Group::default() };
        let others = Group { chats: 12, mature: 10, came_back: 4, ..Group::default() };
        let panel =
            around_panel(&english(&card), ChangeId::DeflectionRate, &Around { counted, others, ..Around::default() }).unwrap();
        assert_eq!(panel.heads, ["Counted (200)", "Not counted (12)"]);
        assert_eq!(panel.after[0].says, ["5 / 100, 5.0\u{202f}%", "4 / 10"]);
        assert!(panel.before.is_empty() && panel.after.len() == 1);
        assert_eq!(around_panel(&english(&card), ChangeId::DeflectionRate, &Around::default()), None);
        let booked = Group { chats: 40, booked: 10, ..Group::default() };
        let around = Around { counted: booked, ..Around::default() };
        let panel = around_panel(&english(&card), ChangeId::LeadQualityRate, &around).unwrap();
        assert_eq!((panel.title, panel.after[0].says[0].as_str()), ("Before and after these leads", "10 / 40, 25.0\u{202f}%"));
    }
}
