//! What the rules say about one intent, one spelling, one channel.

use super::{ChannelKind, Rules, normal_intent};
use crate::model::Dimension;

/// Spellings of channels whose kind needs no rule; compared as intents are.
const CHANNEL_ALIASES: &[(ChannelKind, &[&str])] = &[
    (ChannelKind::Web, &["website", "web", "widget", "site", "webchat"]),
    (ChannelKind::Messenger, &["facebook", "fb", "messenger"]),
    (ChannelKind::Instagram, &["ig", "instagram"]),
    (ChannelKind::Embed, &["embed", "iframe"]),
    (ChannelKind::Landing, &["landing", "landing page", "lp"]),
];

impl ChannelKind {
    /// The kind of a channel by the shipped aliases (METRICS section 2); any other name is [`ChannelKind::Other`].
    pub fn of_alias(channel: &str) -> Self {
        let name = normal_intent(channel);
        let known = CHANNEL_ALIASES.iter().find(|(_, names)| names.contains(&name.as_str()));
        known.map_or(Self::Other, |(kind, _)| *kind)
    }
}

impl Rules {
    /// Whether the bot can be expected to do an intent; none if the rules do not decide (METRICS section 2).
    ///
    /// The names are compared in normal form. Two look-ups in a small map: ask once for each distinct intent, not for each
    /// row, where there are many rows.
    pub fn eligible(&self, intent: &str) -> Option<bool> {
        // A name that is a key is in normal form already.
        self.eligible_intents.get(intent).or_else(|| self.eligible_intents.get(&normal_intent(intent))).copied()
    }

    /// Decides an intent by hand; none makes it undecided.
    pub fn set_eligible(&mut self, intent: &str, eligible: Option<bool>) {
        let name = normal_intent(intent);
        match eligible {
            Some(eligible) => self.eligible_intents.insert(name, eligible),
            None => self.eligible_intents.remove(&name),
        };
    }

    /// A value of a dimension under the name that the rules join it to, else as it is. One step: the result is not looked
    /// up again.
    pub fn alias<'a>(&'a self, dimension: Dimension, value: &'a str) -> &'a str {
        self.value_aliases.get(&dimension).and_then(|spellings| spellings.get(value)).map_or(value, String::as_str)
    }

    /// The kind of a channel: as the rules name it, else by the shipped aliases.
    pub fn channel_kind_of(&self, channel: &str) -> ChannelKind {
        self.channel_kind.get(channel).copied().unwrap_or_else(|| ChannelKind::of_alias(channel))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intents_are_compared_in_normal_form() {
        let rules = Rules::default();
        for spelling in ["order status", " Order_Status ", "ORDER-STATUS", "order  status", "注文状況"] {
            assert_eq!(rules.eligible(spelling), Some(true), "{spelling}");
        }
        assert_eq!(rules.eligible("Legal_Complaints"), Some(false));
        assert_eq!(rules.eligible("warranty"), None);
        assert_eq!(rules.eligible(""), None);
    }

    #[test]
    fn an_intent_can_be_decided_by_hand() {
        let mut rules = Rules::default();
        rules.set_eligible("Warranty-Claim", Some(true));
        assert_eq!(rules.eligible("warranty claim"), Some(true));
        rules.set_eligible("PRICING", None);
        assert_eq!(rules.eligible("pricing"), None);
    }

    #[test]
    fn spellings_are_joined_within_their_dimension() {
        let mut rules = Rules::default();
        let spellings = [("adwords".to_owned(), "google".to_owned()), ("google".to_owned(), "search".to_owned())];
        rules.value_aliases.insert(Dimension::Source, spellings.into());
        assert_eq!(rules.alias(Dimension::Source, "adwords"), "google");
        assert_eq!(rules.alias(Dimension::Source, "bing"), "bing");
        assert_eq!(rules.alias(Dimension::Medium, "adwords"), "adwords");
    }

    #[test]
    fn channels_have_kinds_by_shipped_aliases_unless_the_rules_say() {
        let kinds = [
            ("Website", ChannelKind::Web),
            ("webchat", ChannelKind::Web),
            ("FB", ChannelKind::Messenger),
            ("ig", ChannelKind::Instagram),
            ("iframe", ChannelKind::Embed),
            ("landing_page", ChannelKind::Landing),
            ("LP", ChannelKind::Landing),
            ("whatsapp", ChannelKind::Other),
            ("", ChannelKind::Other),
        ];
        for (channel, kind) in kinds {
            assert_eq!(ChannelKind::of_alias(channel), kind, "{channel}");
        }
        let mut rules = Rules::default();
        rules.channel_kind.insert("whatsapp".to_owned(), ChannelKind::Messenger);
        assert_eq!(rules.channel_kind_of("whatsapp"), ChannelKind::Messenger);
        assert_eq!(rules.channel_kind_of("widget"), ChannelKind::Web);
    }
}
