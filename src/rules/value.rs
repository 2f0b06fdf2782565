//! The rules as one serialisable value. Unset is null; every field's default is METRICS section 2's.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use super::{DEFAULT_ELIGIBLE, DEFAULT_NOT_ELIGIBLE, normal_intent};
use crate::model::{Dimension, SortedMap};

/// A rule that is one of a few words.
pub(super) trait Choice: Sized + 'static {
    /// The words, in the order of METRICS.
    const WORDS: &'static [&'static str];

    /// The choice of a word, spelled exactly.
    fn from_word(word: &str) -> Option<Self>;
}

macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
        #[allow(missing_docs, reason = "each variant is the word beside it, which METRICS section 2 explains")]
        pub enum $name { $(#[serde(rename = $word)] $variant),* }

        impl $name {
            /// All choices in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word in a rules file.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl Choice for $name {
            const WORDS: &'static [&'static str] = &[$($word),*];

            fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.word() == word)
            }
        }
    };
}

choice! {
    /// First day of a week.
    Weekday { Monday = "monday", Tuesday = "tuesday", Wednesday = "wednesday", Thursday = "thursday", Friday = "friday", Saturday = "saturday", Sunday = "sunday" }
}
choice! {
    /// The job a flow was hired for.
    FlowKind { Support = "support", Faq = "faq", Lead = "lead", Sales = "sales", Booking = "booking" }
}
choice! {
    /// What a channel is.
    ChannelKind { Web = "web", Messenger = "messenger", Instagram = "instagram", Embed = "embed", Landing = "landing", Other = "other" }
}
choice! {
    /// What counts as a conversion.
    ConversionKind { Lead = "lead", Meeting = "meeting", Purchase = "purchase", Goal = "goal" }
}
choice! {
    /// How a conversion's credit is shared among touches.
    AttributionModel { Last = "last", First = "first", Linear = "linear", Position = "position", TimeDecay = "time_decay" }
}
choice! {
    /// Which revenue ROI counts.
    RoiBasis { Attributed = "attributed", Sourced = "sourced", Influenced = "influenced" }
}
choice! {
    /// What fallbacks are counted over.
    FallbackBasis { Sessions = "sessions", Turns = "turns" }
}
choice! {
    /// Which stage makes a lead a quality one.
    QualityStage { Mql = "mql", Sql = "sql", Either = "either" }
}
choice! {
    /// How a band of values reads.
    BandVerdict { Good = "good", Watch = "watch", Weak = "weak" }
}

/// A range of values with its verdict.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Band(pub f64, pub f64, pub BandVerdict);

/// Model and window of attribution.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Attribution {
    /// Model.
    pub model: AttributionModel,
    /// Days looked back, at least 1.
    pub window_days: u32,
    /// Days after which time decay halves a touch.
    pub half_life_days: f64,
}

impl Default for Attribution {
    fn default() -> Self {
        Self { model: AttributionModel::Last, window_days: 30, half_life_days: 7.0 }
    }
}

/// Top of a survey's scale; a text in JSON, as every key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ScaleMax(pub u32);

impl TryFrom<String> for ScaleMax {
    type Error = std::num::ParseIntError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.trim().parse().map(Self)
    }
}

impl From<ScaleMax> for String {
    fn from(scale: ScaleMax) -> Self {
        scale.0.to_string()
    }
}

/// What the bot costs, in the rules' currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Cost {
    /// Subscription a month.
    pub platform_monthly: Option<f64>,
    /// AI use a handled conversation.
    pub ai_per_conversation: Option<f64>,
    /// Hours of maintenance a month.
    pub maintenance_hours_monthly: Option<f64>,
    /// Hours of review a month.
    pub review_hours_monthly: Option<f64>,
    /// Price of an hour.
    pub hourly_rate: Option<f64>,
    /// Anything else a month.
    pub other_monthly: Option<f64>,
}

/// When people work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct BusinessHours {
    /// Days as `mon`, `tue`, ...
    pub days: Vec<String>,
    /// Opening, `09:00`.
    pub from: String,
    /// Closing, `18:00`.
    pub to: String,
}

/// What the bot is held against; derived where the data has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Baseline {
    /// CSAT of people, a fraction.
    pub human_csat: Option<f64>,
    /// Median seconds to a person's first answer.
    pub human_first_answer_s: Option<f64>,
    /// Form leads a visitor, a fraction.
    pub form_conversion: Option<f64>,
    /// Lead quality of the form, a fraction.
    pub form_lead_quality: Option<f64>,
    /// Qualified booking of the form, a fraction.
    pub form_booking: Option<f64>,
}

/// Everything a company may decide about its numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Rules {
    /// IANA zone; the browser's, or UTC for the command, if unset.
    pub time_zone: Option<String>,
    /// First day of a week.
    pub week_start: Weekday,
    /// Idle minutes after which events without an id open a new conversation.
    pub session_gap_minutes: f64,
    /// User turns that make a conversation engaged.
    pub engaged_min_user_turns: u32,
    /// Flow to its job.
    pub flow_kind: SortedMap<String, FlowKind>,
    /// Flows with one narrow purpose.
    pub narrow_flows: Vec<String>,
    /// Pages of high intent.
    pub high_intent_pages: Vec<String>,
    /// First date of the bot, `2026-03-01`.
    pub launched_on: Option<String>,
    /// Channel to its kind.
    pub channel_kind: SortedMap<String, ChannelKind>,
    /// Spellings to be joined: dimension, from, to.
    pub value_aliases: SortedMap<Dimension, SortedMap<String, String>>,
    /// Intent to whether the bot can be expected to do it. Keys are in normal form (see `normal_intent`).
    #[serde(deserialize_with = "in_normal_form")]
    pub eligible_intents: SortedMap<String, bool>,
    /// Intent, metric, value aimed for.
    pub target_per_intent: SortedMap<String, SortedMap<String, f64>>,
    /// Metric to its bands.
    pub bands: SortedMap<String, Vec<Band>>,
    /// Flow to the goal that counts.
    pub goal_per_flow: SortedMap<String, String>,
    /// What counts as a conversion.
    pub conversion_kind: Option<ConversionKind>,
    /// Model and window.
    pub attribution: Attribution,
    /// Which revenue ROI counts.
    pub roi_basis: RoiBasis,
    /// Part of influenced-but-not-sourced revenue that counts, 0..1.
    pub assisted_share: f64,
    /// Gross profit of an amount without one, 0..1.
    pub margin: f64,
    /// Currency of all money shown.
    pub currency: Option<String>,
    /// Code to units of the rules' currency for one unit.
    pub fx: SortedMap<String, f64>,
    /// What the bot costs.
    pub cost: Cost,
    /// What a person costs a conversation.
    pub manual_cost_per_conversation: Option<f64>,
    /// What the bot's work before a handoff saves.
    pub handoff_saving_per_conversation: Option<f64>,
    /// When people work.
    pub business_hours: Option<BusinessHours>,
    /// What the bot is held against.
    pub baseline: Baseline,
    /// What fallbacks are counted over.
    pub fallback_basis: FallbackBasis,
    /// Which stage makes a lead a quality one.
    pub quality_stage: QualityStage,
    /// Hours after a conversation's start in which a lead of the same person is its.
    pub lead_link_hours: f64,
    /// Days until a lead can be judged.
    pub maturity_days: f64,
    /// Days in which a person's return counts as a recontact.
    pub recontact_days: f64,
    /// Top of a survey's scale to the lowest positive answer.
    pub csat_positive: SortedMap<ScaleMax, f64>,
    /// Rows below which no verdict is given.
    pub min_n: u64,
    /// Cell size below which a shared number is hidden.
    pub suppress_below: u64,
}

/// Rules that come as a message or a link are compared by the same names as those of a file.
fn in_normal_form<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SortedMap<String, bool>, D::Error> {
    let intents: SortedMap<String, bool> = Deserialize::deserialize(deserializer)?;
    Ok(intents.into_iter().map(|(intent, eligible)| (normal_intent(&intent), eligible)).collect())
}

impl Default for Rules {
    fn default() -> Self {
        let yes = DEFAULT_ELIGIBLE.iter().map(|intent| ((*intent).to_owned(), true));
        let no = DEFAULT_NOT_ELIGIBLE.iter().map(|intent| ((*intent).to_owned(), false));
        Self {
            time_zone: None,
            week_start: Weekday::Monday,
            session_gap_minutes: 30.0,
            engaged_min_user_turns: 1,
            flow_kind: SortedMap::new(),
            narrow_flows: Vec::new(),
            high_intent_pages: Vec::new(),
            launched_on: None,
            channel_kind: SortedMap::new(),
            value_aliases: SortedMap::new(),
            eligible_intents: yes.chain(no).collect(),
            target_per_intent: SortedMap::new(),
            bands: SortedMap::new(),
            goal_per_flow: SortedMap::new(),
            conversion_kind: None,
            attribution: Attribution::default(),
            roi_basis: RoiBasis::Attributed,
            assisted_share: 1.0,
            margin: 1.0,
            currency: None,
            fx: SortedMap::new(),
            cost: Cost::default(),
            manual_cost_per_conversation: None,
            handoff_saving_per_conversation: None,
            business_hours: None,
            baseline: Baseline::default(),
            fallback_basis: FallbackBasis::Sessions,
            quality_stage: QualityStage::Either,
            lead_link_hours: 24.0,
            maturity_days: 14.0,
            recontact_days: 7.0,
            csat_positive: [(5, 4.0), (3, 3.0), (2, 2.0), (1, 1.0), (4, 3.0), (7, 6.0), (10, 9.0), (100, 80.0)]
                .map(|(max, lowest)| (ScaleMax(max), lowest))
                .into(),
            min_n: 30,
            suppress_below: 5,
        }
    }
}

/// How many rows derived baselines are counted over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct BaselineRows {
    /// Rated tickets, of `human_csat`.
    pub rated: u64,
    /// Tickets with a first reply, of `human_first_answer_s`.
    pub answered: u64,
    /// Mature leads of forms, of `form_lead_quality` and `form_booking`.
    pub form_leads: u64,
}

impl BaselineRows {
    fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// What the data decided where the rules were silent; shown as derived.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Derived {
    /// The zone in force.
    pub time_zone: String,
    /// The job of each flow that the rules do not name.
    pub flow_kind: SortedMap<String, FlowKind>,
    /// First local date, if the rules have no launch.
    pub launched_on: Option<String>,
    /// Kind of each channel that the rules do not name.
    pub channel_kind: SortedMap<String, ChannelKind>,
    /// What counts as a conversion, if the rules do not say.
    pub conversion_kind: Option<ConversionKind>,
    /// Most frequent currency, if the rules name none.
    pub currency: Option<String>,
    /// Baselines that the data has.
    pub baseline: Baseline,
    /// What they are counted over.
    #[serde(default, skip_serializing_if = "BaselineRows::is_none")]
    pub baseline_rows: BaselineRows,
}

/// The rules as given, and beside them what was derived from the data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct EffectiveRules {
    /// As given, defaults filled in.
    #[serde(flatten)]
    pub rules: Rules,
    /// As derived.
    pub derived: Derived,
}

/// Reads the object twice, as rules and for what stands beside them: serde's own reading of flattened fields buffers every
/// value and alone weighs a tenth of the shell.
impl<'de> Deserialize<'de> for EffectiveRules {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Beside {
            derived: Derived,
        }
        let text = Box::<RawValue>::deserialize(deserializer)?;
        let rules = serde_json::from_str(text.get()).map_err(D::Error::custom)?;
        let Beside { derived } = serde_json::from_str(text.get()).map_err(D::Error::custom)?;
        Ok(Self { rules, derived })
    }
}
