//! Everything that a conversation is, apart from its numbers, in one: what most metrics ask, and what is counted alike.

use super::conversation::{self, CsatAnswer, Outcome, Purchase};
use crate::model::{Cell as _, Coded, GapKind, Handoff, Resolution};

/// The answers to the yes-and-no questions of METRICS section 3, and to those of few answers. Conversations of equal kinds
/// are placed alike by every metric.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Kind(u64);

/// An answer of few values as a number of few bits.
trait Answer: Sized {
    fn bits(self) -> u64;
    fn from_bits(bits: u64) -> Self;
}

macro_rules! flags {
    ($($type:ty),*) => {
        $(impl Answer for $type {
            fn bits(self) -> u64 {
                self.number()
            }

            fn from_bits(bits: u64) -> Self {
                Self::from_number(bits)
            }
        })*
    };
}
flags!(bool, CsatAnswer, Purchase);

impl<T: Coded> Answer for Option<T> {
    fn bits(self) -> u64 {
        self.code()
    }

    fn from_bits(bits: u64) -> Self {
        Self::from_code(bits)
    }
}

macro_rules! answers {
    ($($(#[$doc:meta])* $name:ident, $set:ident: $type:ty, $width:literal bits from $first:literal;)*) => {
        impl Kind {
            $(
                $(#[$doc])*
                pub fn $name(self) -> $type {
                    <$type as Answer>::from_bits((self.0 >> $first) & ((1 << $width) - 1))
                }

                $(#[$doc])*
                pub fn $set(&mut self, answer: $type) {
                    self.0 = (self.0 & !(((1 << $width) - 1) << $first)) | (answer.bits() << $first);
                }
            )*
        }
    };
}

answers! {
    /// In E.
    engaged, set_engaged: bool, 1 bits from 0;
    /// Whether the bot took part.
    bot_involved, set_bot_involved: bool, 1 bits from 1;
    /// How far it went to a person.
    handoff, set_handoff: Option<Handoff>, 3 bits from 2;
    /// How it ended for the user's problem.
    resolution, set_resolution: Option<Resolution>, 2 bits from 5;
    /// The column, else the intent's rule; none if undecided.
    eligible, set_eligible: Option<bool>, 2 bits from 7;
    /// Whether the flow's goal was reached.
    goal_completed, set_goal_completed: Option<bool>, 2 bits from 9;
    /// Whether the bot did not understand at least once.
    has_fallback, set_has_fallback: Option<bool>, 2 bits from 11;
    /// Whether messages of the bot are counted.
    knows_bot_turns, set_knows_bot_turns: bool, 1 bits from 13;
    /// Whether messages of the user are counted.
    knows_user_turns, set_knows_user_turns: bool, 1 bits from 14;
    /// Whether its length is known.
    knows_duration, set_knows_duration: bool, 1 bits from 15;
    /// Whether a useful answer came; none where that is not known.
    found_useful, set_found_useful: Option<bool>, 2 bits from 16;
    /// Whether content was missing.
    missing_answer, set_missing_answer: Option<bool>, 2 bits from 18;
    /// Survey answer.
    csat, set_csat: CsatAnswer, 2 bits from 20;
    /// Whether a survey was offered.
    survey_offered, set_survey_offered: Option<bool>, 2 bits from 22;
    /// The same person came back within the rules' days.
    recontacted, set_recontacted: bool, 1 bits from 24;
    /// Old enough to know whether they came back.
    mature, set_mature: bool, 1 bits from 25;
    /// A bot lead belongs to it.
    has_bot_lead, set_has_bot_lead: bool, 1 bits from 26;
    /// A bot lead with a booked meeting belongs to it.
    has_meeting, set_has_meeting: bool, 1 bits from 27;
    /// Whether a purchase followed.
    purchase, set_purchase: Purchase, 2 bits from 28;
    /// Whether it has a cost of its own.
    knows_cost, set_knows_cost: bool, 1 bits from 30;
    /// What kind of hole, if the data says.
    gap_kind, set_gap_kind: Option<GapKind>, 3 bits from 31;
    /// Whether its start lies in the rules' business hours; none without such a rule.
    in_business_hours, set_in_business_hours: Option<bool>, 2 bits from 34;
}

/// From here on stands what no metric asks, only those who split.
const SPLITS_FROM: u32 = 31;

impl Kind {
    /// In H: engaged, and the bot took part.
    pub fn is_handled(self) -> bool {
        self.engaged() && self.bot_involved()
    }

    /// Handoff is requested, accepted or answered; unknown for an empty cell.
    pub fn handed_off(self) -> Option<bool> {
        self.handoff().map(|handoff| handoff != Handoff::None)
    }

    /// In H, eligible and resolved; unknown where resolved is.
    pub fn deflected(self) -> Option<bool> {
        self.resolved().map(|resolved| resolved && self.is_handled() && self.eligible() == Some(true))
    }

    /// Confirmed or assumed, and not handed off; unknown where METRICS says so.
    pub fn resolved(self) -> Option<bool> {
        conversation::resolved(self.resolution(), self.handoff())
    }

    /// How it ended; exclusive.
    pub fn outcome(self) -> Outcome {
        conversation::outcome(self.engaged(), self.handoff(), self.resolved(), self.goal_completed())
    }

    /// The kind without what no metric asks.
    #[must_use]
    pub fn placed_alike(self) -> Self {
        Self(self.0 & ((1 << SPLITS_FROM) - 1))
    }
}

impl Coded for CsatAnswer {
    fn number(self) -> u64 {
        self as u64
    }

    fn from_number(number: u64) -> Self {
        [Self::None, Self::Unreadable, Self::Positive, Self::Negative]
            .into_iter()
            .find(|answer| *answer as u64 == number)
            .unwrap_or_default()
    }
}

impl Coded for Purchase {
    fn number(self) -> u64 {
        self as u64
    }

    fn from_number(number: u64) -> Self {
        [Self::None, Self::Made, Self::Pending].into_iter().find(|purchase| *purchase as u64 == number).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{CsatAnswer, Kind, Outcome, Purchase};
    use crate::model::{GapKind, Handoff, Resolution};

    #[test]
    fn answers_come_back_and_leave_the_others_alone() {
        let mut kind = Kind::default();
        kind.set_in_business_hours(Some(false));
        kind.set_gap_kind(Some(GapKind::Routing));
        for handoff in [None, Some(Handoff::None), Some(Handoff::Requested), Some(Handoff::Accepted), Some(Handoff::Answered)] {
            kind.set_handoff(handoff);
            assert_eq!(kind.handoff(), handoff);
        }
        for csat in [CsatAnswer::Unreadable, CsatAnswer::Positive, CsatAnswer::Negative] {
            kind.set_csat(csat);
            assert_eq!(kind.csat(), csat);
        }
        for purchase in [Purchase::Made, Purchase::Pending, Purchase::None] {
            kind.set_purchase(purchase);
            assert_eq!(kind.purchase(), purchase);
        }
        assert_eq!((kind.in_business_hours(), kind.gap_kind()), (Some(false), Some(GapKind::Routing)));
        assert_eq!((kind.resolution(), kind.eligible(), kind.engaged(), kind.knows_cost()), (None, None, false, false));
    }

    #[test]
    fn how_it_ended_follows() {
        let mut kind = Kind::default();
        kind.set_engaged(true);
        kind.set_bot_involved(true);
        kind.set_resolution(Some(Resolution::Assumed));
        assert!(kind.is_handled());
        assert_eq!((kind.resolved(), kind.outcome()), (Some(true), Outcome::Completed));
        kind.set_handoff(Some(Handoff::Requested));
        assert_eq!((kind.resolved(), kind.outcome()), (Some(false), Outcome::Escalated));
    }

    #[test]
    fn what_no_metric_asks_makes_no_other_kind() {
        let mut kind = Kind::default();
        kind.set_knows_cost(true);
        let mut split = kind;
        split.set_gap_kind(Some(GapKind::Wrong));
        split.set_in_business_hours(Some(true));
        assert_ne!(split, kind);
        assert_eq!(split.placed_alike(), kind);
    }
}
