//! What the rules ask of one board: its counts over the period, its intents, and its periods side by side.

use std::cell::RefCell;
use std::rc::Rc;

use super::comparison::{Comparison, Side};
use crate::facts::{Conversation, Counting, CsatAnswer, Kind};
use crate::metrics::conditioning::conditioning;
use crate::metrics::statistics::Share;
use crate::metrics::{
    Context, Evaluated, Field, Filter, Grouped, Grouping, MetricId, PartId, Partition, Scope, Tally, rates, session_length,
};
use crate::model::order::put_in_order;
use crate::model::{Date, Dimension, SortedMap};
use crate::rules::ChannelKind;
use crate::scorecard::{self, BoardId, ChangeId, Query, Spans};

/// Two periods of a board, evaluated, and the period of each conversation.
pub struct Periods {
    grouped: Rc<Grouped>,
    /// 0 before, 1 after, anything else neither.
    pub of_conversation: Vec<u32>,
    /// Their dates.
    pub spans: Spans,
}

impl Periods {
    /// Before and after.
    #[expect(clippy::indexing_slicing, reason = "there are two, or there are no periods")]
    pub fn sides(&self) -> [&Evaluated; 2] {
        [&self.grouped.groups[0], &self.grouped.groups[1]]
    }
}

/// What was counted for a comparison, by its first and last day; none where there are too few rows.
type PeriodsByDays = SortedMap<(i32, i32), Option<Rc<Periods>>>;

/// One board in a scope.
pub struct Board<'a> {
    /// What everything is computed from.
    pub context: &'a Context<'a>,
    /// Which board.
    pub id: BoardId,
    /// Its rows.
    pub scope: Scope,
    compare: Option<(Date, Date)>,
    /// Its counts over the period.
    pub total: Tally,
    /// Its intents with a name, sorted.
    pub intents: Vec<(String, Tally)>,
    /// Gross profit credited to its chats; none without revenue.
    profit: Option<f64>,
    periods: RefCell<PeriodsByDays>,
}

impl<'a> Board<'a> {
    /// The board of some flows; none without rows.
    pub fn new(context: &'a Context<'a>, query: &Query, id: BoardId, flows: Vec<String>) -> Option<Self> {
        let scope = query.scope.with(Filter { field: Field::Dimension(Dimension::Flow), values: flows });
        let all = context.grouped(&scope, &Grouping::All);
        let all = all.groups.first()?;
        let total = all.tally.clone();
        let revenue = all.metrics.get(&MetricId::AttributedRevenue);
        let profit = revenue.and_then(|revenue| revenue.parts.get(&PartId::GrossProfit)?.value);
        let by_intent = Partition::new(context.index, &scope, &Grouping::Fields(vec![Field::Dimension(Dimension::Intent)]));
        let tallies = rates(context.index, &by_intent, context.conversion);
        let named = by_intent.names.iter().filter_map(|name| name.first().cloned()).zip(tallies);
        let mut intents: Vec<(String, Tally)> = named.filter(|(name, _)| !name.is_empty()).collect();
        put_in_order(&mut intents, |(one, _), (other, _)| one.cmp(other));
        Some(Self { context, id, scope, compare: query.compare, total, intents, profit, periods: RefCell::default() })
    }

    /// Rows that a comparison needs.
    pub fn min_n(&self) -> u64 {
        self.context.facts.rules.min_n
    }

    /// What so many conversations would cost if people answered them; none without the rule.
    pub fn by_hand(&self, conversations: f64) -> Option<f64> {
        Some(self.context.facts.rules.manual_cost_per_conversation? * conversations)
    }

    /// What so many leads or goals are worth: the gross profit credited to the board's chats for each of all `reached` ones;
    /// none without revenue.
    pub fn by_sales(&self, missed: f64, reached: u64) -> Option<f64> {
        (reached > 0).then_some(self.profit? * missed / reached as f64)
    }

    /// How many rows of the last period a rate moved: its change times the rows of that period; below 0 if it fell.
    pub fn moved(&self, id: ChangeId) -> Option<f64> {
        let periods = self.periods_of(id)?;
        let [before, after] = periods.sides();
        let of = |side| scorecard::share(scorecard::changed_metric(side, id)?);
        let (before, after) = (of(before)?, of(after)?);
        Some((after.rate()? - before.rate()?) * after.n as f64)
    }

    /// The board's handled conversations of the period, each with how many it stands for where one thing is counted.
    pub fn handled(&self, counting: Counting) -> impl Iterator<Item = (u64, Conversation)> {
        let holds = self.scope.filtered(self.context.index);
        let chats = &self.context.facts.conversations;
        let times = self.times(counting);
        let in_dates = |at: &usize| chats.dates().get(*at).is_some_and(|date| self.scope.holds_date(*date));
        let handled = chats.of_kinds(Kind::is_handled).filter(move |at| holds.holds(*at));
        let handled = handled.filter(in_dates).filter_map(move |at| Some((times(at), chats.get(at)?)));
        handled.filter(|(times, _)| *times > 0)
    }

    /// How many conversations each stands for.
    fn times(&self, counting: Counting) -> impl Fn(usize) -> u64 + use<> {
        let times = self.context.facts.counted.as_ref().map(|counted| counted.times(counting));
        move |at| times.as_ref().map_or(1, |times| times.of(at))
    }

    /// The periods that a metric is compared over (METRICS section 6).
    pub fn periods_of(&self, id: ChangeId) -> Option<Rc<Periods>> {
        let (spans, _) = scorecard::spans(self.context, &self.scope, id, self.compare)?;
        self.periods(spans)
    }

    /// The last complete weeks that can be judged, and those before.
    pub fn last_weeks(&self, weeks: usize, maturity: Option<(f64, Option<i64>)>) -> Option<Rc<Periods>> {
        let (spans, _) = scorecard::spans_of(self.context, &self.scope, weeks, maturity, self.compare)?;
        self.periods(spans)
    }

    fn periods(&self, spans: Spans) -> Option<Rc<Periods>> {
        let [(first, last_before), (first_after, last)] = spans;
        let key = (first.0, last.0);
        if let Some(known) = self.periods.borrow().get(&key) {
            return known.clone();
        }
        // A comparison may reach outside the chosen range: only the filters hold, and each span bears the cost of its days.
        let both = self.scope.within((first.min(first_after), last.max(last_before)));
        let grouped = self.context.grouped(&both, &Grouping::Dates(spans.to_vec()));
        let of_conversation = grouped.partition.groups(self.context.facts.conversations.len());
        let periods = (grouped.groups.len() == 2).then(|| Rc::new(Periods { grouped, of_conversation, spans }));
        self.periods.borrow_mut().insert(key, periods.clone());
        periods
    }

    /// The name of a comparison on this board; none of a metric that the filters have decided, which proves nothing.
    fn named(&self, comparison: Option<Comparison>) -> Option<Comparison> {
        let is_decided = |comparison: &Comparison| {
            let metric = comparison.name.split(' ').next().and_then(MetricId::from_word);
            metric.is_some_and(|metric| conditioning(&self.scope.filters, metric).is_some())
        };
        comparison.filter(|comparison| !is_decided(comparison)).map(|comparison| comparison.within(self.id.word()))
    }

    /// How a metric changed.
    pub fn change(&self, id: ChangeId) -> Option<Comparison> {
        let periods = self.periods_of(id)?;
        let [before, after] = periods.sides();
        let facts = self.context.facts;
        let comparison = match id {
            ChangeId::SessionLength => self.change_of_turns(&periods),
            ChangeId::FallbackRate if !scorecard::is_tested(id, facts) => {
                Comparison::of_ratios(id.word(), &before.tally.turns, &after.tally.turns, self.min_n())
            }
            _ => {
                let of = |side| scorecard::share(scorecard::changed_metric(side, id)?);
                Comparison::of_rates(id.word(), ["before", "after"], of(before)?, of(after)?, self.min_n())
            }
        };
        self.named(comparison)
    }

    fn change_of_turns(&self, periods: &Periods) -> Option<Comparison> {
        let of = |side: u32| self.values(|at| periods.of_conversation.get(at).copied() == Some(side), session_length_turns);
        Comparison::of_values(ChangeId::SessionLength.word(), of(0), of(1), self.min_n())
    }

    /// User turns of the conversations that are chosen by their places.
    pub fn values(&self, chosen: impl Fn(usize) -> bool, value: fn(&Conversation) -> Option<f64>) -> Vec<f64> {
        let chats = &self.context.facts.conversations;
        let times = self.times(Counting::UserTurns);
        let chosen = (0..chats.len()).filter(|at| chosen(*at) && times(*at) > 0);
        repeated(chosen.filter_map(|at| Some((value(&chats.get(at)?)?, times(at)))))
    }

    /// How two counts of the board's periods differ as rates.
    pub fn rates(&self, name: &str, before: Share, after: Share) -> Option<Comparison> {
        self.named(Comparison::of_rates(name, ["before", "after"], before, after, self.min_n()))
    }

    /// A rate against a threshold.
    pub fn level(&self, name: &str, share: Share, threshold: f64, side: Side) -> Option<Comparison> {
        self.named(Comparison::of_level(name, share, threshold, side, self.min_n()))
    }

    /// The counts of the board from some days after launch on; none if the period ends before.
    pub fn after_launch(&self, days: i32) -> Option<Tally> {
        let facts = self.context.facts;
        let launched = facts.rules.launched_on.as_ref().or(facts.derived.launched_on.as_ref())?;
        let launched = Date::parse(launched)?;
        let (from, to) = self.scope.period(facts)?;
        let since = Date(launched.0.saturating_add(days)).max(from);
        if since > to {
            return None;
        }
        let scope = self.scope.within((since, to));
        Some(self.context.grouped(&scope, &Grouping::All).groups.first()?.tally.clone())
    }

    /// CSAT of the bot at least `margin` below that of people: a rule's own value, else tickets in eligible intents.
    pub fn below_human(&self, margin: f64) -> Option<Comparison> {
        let bot = self.total.csat.share();
        let facts = self.context.facts;
        if let Some(human) = facts.rules.baseline.human_csat {
            let level = Comparison::of_level("csat", bot, human - margin, Side::Below, self.min_n());
            return self.named(level.map(|level| level.within("human")));
        }
        let human = self.csat_of_people();
        self.named(Comparison::of_margin("csat", ["human", "bot"], human, bot, -margin, self.min_n()))
    }

    /// Answers that would have been positive had the bot been rated as people are.
    pub fn answers_below_human(&self) -> Option<f64> {
        let bot = self.total.csat.share();
        let human = self.context.facts.rules.baseline.human_csat.or_else(|| self.csat_of_people().rate())?;
        Some((human - bot.rate()?) * bot.n as f64)
    }

    /// CSAT of tickets that people answered in eligible intents.
    fn csat_of_people(&self) -> Share {
        let tickets = &self.context.facts.tickets;
        let by_people = || tickets.iter().filter(|ticket| ticket.agent && ticket.eligible == Some(true));
        let rated = |answer| by_people().filter(|ticket| ticket.csat == answer).map(|ticket| ticket.times).sum::<u64>();
        let (positive, negative) = (rated(CsatAnswer::Positive), rated(CsatAnswer::Negative));
        Share { k: positive, n: positive + negative }
    }

    /// Whether a channel is a web page.
    pub fn is_web(&self, channel: &str) -> bool {
        let facts = self.context.facts;
        let kind = facts.rules.channel_kind.get(channel).or_else(|| facts.derived.channel_kind.get(channel));
        kind == Some(&ChannelKind::Web)
    }
}

/// Values that a test ranks at most; of more, which only a cube can stand for, none is tested.
const MOST_VALUES: u64 = 10_000_000;

/// Each value as often as it stands; none if those are too many to be ranked.
pub fn repeated(values: impl Iterator<Item = (f64, u64)>) -> Vec<f64> {
    let values: Vec<(f64, u64)> = values.collect();
    let all = values.iter().fold(0, |all: u64, (_, times)| all.saturating_add(*times));
    if all > MOST_VALUES {
        return Vec::new();
    }
    values.into_iter().flat_map(|(value, times)| (0..times).map(move |_| value)).collect()
}

/// User turns of metric 7's base.
fn session_length_turns(conversation: &Conversation) -> Option<f64> {
    conversation.user_turns.filter(|_| session_length::is_base(conversation)).map(f64::from)
}
