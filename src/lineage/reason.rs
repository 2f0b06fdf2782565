//! Why a row stands where it stands, as stable codes; the app translates them.

macro_rules! reasons {
    ($($(#[$doc:meta])* $variant:ident = $word:literal),* $(,)?) => {
        /// Why a row stands where it stands.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, borsh::BorshSerialize, borsh::BorshDeserialize)]
        pub enum Reason { $($(#[$doc])* #[serde(rename = $word)] $variant),* }

        impl Reason {
            /// All reasons.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The code.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }
    };
}

reasons! {
    /// It has what the metric counts.
    Counted = "counted",
    /// It does not have what the metric counts.
    NotCounted = "not_counted",
    /// It went to a person.
    HandedOff = "handed_off",
    /// It was not resolved.
    NotResolved = "not_resolved",
    /// It was resolved, but the person came back.
    CameBack = "came_back",
    /// The bot took no part: a human-only chat counts against the bot.
    HumanOnly = "human_only",
    /// Nobody engaged.
    NotEngaged = "not_engaged",
    /// The bot took no part.
    BotNotInvolved = "bot_not_involved",
    /// Its intent is not eligible.
    NotEligible = "not_eligible",
    /// Nobody decided whether its intent is eligible.
    UndecidedIntent = "undecided_intent",
    /// No exposure of its date and channel.
    NoExposure = "no_exposure",
    /// Visitors who could have engaged.
    Visitors = "visitors",
    /// Neither completed nor escalated.
    NotFinished = "not_finished",
    /// No survey answer.
    NoAnswer = "no_answer",
    /// No survey was offered.
    NoSurvey = "no_survey",
    /// No useful answer ever came.
    NeverAnswered = "never_answered",
    /// Too young to judge.
    TooYoung = "too_young",
    /// An input that the metric needs is empty or unreadable.
    UnknownInput = "unknown_input",
    /// Its AI cost counts above the line; it is not below it.
    CostAlone = "cost_alone",
    /// The lead is not the bot's.
    NotABotLead = "not_a_bot_lead",
    /// The lead has no quality stage.
    NoStage = "no_stage",
    /// The lead has no qualified meeting.
    NoMeeting = "no_meeting",
    /// No chat touch within the window.
    NoChatTouch = "no_chat_touch",
    /// Another model or touch takes the credit.
    NoCredit = "no_credit",
    /// Pending, refunded, cancelled or lost.
    StatusNotCounted = "status_not_counted",
    /// Nothing or less.
    NoAmount = "no_amount",
    /// No rate for its currency.
    NoRate = "no_rate",
    /// Test traffic.
    Test = "test",
    /// Outside the chosen dates.
    OutsideDates = "outside_dates",
    /// Outside the chosen filters.
    OutsideFilter = "outside_filter",
}
