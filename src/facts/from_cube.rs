//! Facts of a cube: counts that a warehouse made by METRICS, in place of rows.
//!
//! Each row of the cube becomes one conversation that stands for many ([`Counted`]). What the rows of one way of counting say
//! of another is never read: their cells are only there so that every metric places them as it would place the rows.

use std::sync::Arc;

use super::aliases::Aliases;
use super::conversation::{CsatAnswer, Purchase};
use super::conversations::ConversationFacts;
use super::counted::{Counted, Counting};
use super::cube_money::{flow_kinds, lines, money};
use super::identity::Person;
use super::joins::JoinsByTable;
use super::kind::Kind;
use super::leads::Lead;
use super::orders::Order;
use super::zone::Zone;
use super::{ExposureCell, Facts, Horizons, Known, StepsReached, Ticket, derived, micros};
use crate::model::{
    Cell as _, ConversationRow, Conversations, CubePart, CubeRow, Date, FirstUseful, RevenueStatus, Symbol, Tables, Timestamp,
};
use crate::rules::{Derived, QualityStage, Rules};

/// The form of cubes that is read.
pub const CUBE_FORM: &str = "1";

/// The rules by which the cube of a load was counted; none if no cube is loaded or it does not tell them.
pub fn rules_of_cube(tables: &Tables) -> Option<Rules> {
    let rows = tables.cube.rows().filter(|row| row.part == Some(CubePart::About));
    let mut told = rows.filter(|row| tables.dictionary.text(row.measure) == "rules");
    Some(Rules::from_json(tables.dictionary.text(told.next()?.text)).ok()?.0)
}

/// Whether a cube is of the form that is read, and tells its rules.
pub fn is_readable_cube(tables: &Tables) -> bool {
    let about = About::new(tables);
    about.all("form").all(|form| form == CUBE_FORM) && about.all("form").count() == 1 && rules_of_cube(tables).is_some()
}

/// The facts of the cube of a load.
pub fn build(tables: &Tables, rules: &Rules, default_zone: &str) -> Facts {
    let rules = rules_of_cube(tables).unwrap_or_else(|| rules.clone());
    let about = About::new(tables);
    let zone = rules.time_zone.as_deref().and_then(Zone::new).or_else(|| Zone::new(about.text("time_zone")));
    let zone = zone.or_else(|| Zone::new(default_zone)).unwrap_or_else(Zone::utc);
    let mut builder = Builder::new(tables, &rules, &zone);
    let mut ends = [0; Counting::ALL.len()];
    for (counting, end) in Counting::ALL.into_iter().zip(&mut ends) {
        builder.add_conversations(counting);
        *end = builder.times.len();
    }
    builder.add_steps();
    builder.add_leads();
    let orders = builder.orders();
    let tickets = builder.tickets();
    let exposure = builder.exposure();
    // The facts' own spellings: the warehouse has joined the rules' already.
    let aliases = Arc::new(Aliases::default());
    let chats = builder.chats(&aliases);
    let Builder { leads, steps, times, cost_squares, .. } = builder;
    let rows_of_chats = ends.first().copied().unwrap_or(0);
    let known = known(chats.kinds().get(..rows_of_chats).unwrap_or_default(), &leads, &orders, &rules);
    let days = || chats.dates().iter().take(rows_of_chats).copied();
    // Where dates were folded, the cube tells between which they lie.
    let date = |name: &str| about.all(name).filter_map(Date::parse).collect::<Vec<_>>();
    let first = date("first_date").into_iter().min().or_else(|| days().min());
    let period = first.zip(date("last_date").into_iter().max().or_else(|| days().max()));
    let horizon = |name: &str| about.all(name).filter_map(|text| text.parse().ok()).max();
    let mut facts = Facts {
        derived: Derived { currency: about.all("currency").next().map(str::to_owned), ..Derived::default() },
        rules,
        conversations: chats,
        leads,
        orders,
        tickets,
        touches: Vec::new(),
        exposure,
        steps,
        horizons: Horizons {
            conversations: horizon("conversations_horizon"),
            leads: horizon("leads_horizon"),
            revenue: horizon("revenue_horizon"),
        },
        known,
        period,
        test_rows: Vec::new(),
        persons: about.sum("persons"),
        hubs: about.sum("hubs"),
        joins: JoinsByTable::default(),
        aliases,
        counted: None,
        zone,
    };
    facts.derived = derived::derive(&facts, &tables.dictionary);
    let (flow_kinds, is_told_alike) = flow_kinds(tables);
    facts.derived.flow_kind.extend(flow_kinds.into_iter().filter(|(flow, _)| !facts.rules.flow_kind.contains_key(flow)));
    facts.counted = Some(Counted {
        ends,
        times: times.into(),
        cost_squares,
        persons: (about.all("persons").count() == 1).then_some(facts.persons),
        tests: about.sum("tests"),
        money: money(tables, &facts, is_told_alike),
        is_suppressed: about.all("suppressed_below").next().is_some(),
        lines: lines(tables),
    });
    facts
}

/// What the rows about the cube say.
struct About<'a>(Vec<(&'a str, &'a str)>);

impl<'a> About<'a> {
    fn new(tables: &'a Tables) -> Self {
        let rows = tables.cube.rows().filter(|row| row.part == Some(CubePart::About));
        Self(rows.map(|row| (tables.dictionary.text(row.measure), tables.dictionary.text(row.text))).collect())
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(of, text)| *of == name && !text.is_empty()).map(|(_, text)| *text)
    }

    fn text(&self, name: &str) -> &'a str {
        self.all(name).next().unwrap_or_default()
    }

    fn sum(&self, name: &str) -> u64 {
        self.all(name).filter_map(|text| text.parse::<u64>().ok()).fold(0, u64::saturating_add)
    }
}

/// Conversations as they are gathered, and what refers to them.
struct Builder<'a> {
    tables: &'a Tables,
    rules: &'a Rules,
    zone: &'a Zone,
    cells: Vec<ConversationRow>,
    kinds: Vec<Kind>,
    times: Vec<u64>,
    cost_squares: Vec<f64>,
    leads: Vec<Lead>,
    steps: Vec<StepsReached>,
}

impl<'a> Builder<'a> {
    fn new(tables: &'a Tables, rules: &'a Rules, zone: &'a Zone) -> Self {
        Self {
            tables,
            rules,
            zone,
            cells: Vec::new(),
            kinds: Vec::new(),
            times: Vec::new(),
            cost_squares: Vec::new(),
            leads: Vec::new(),
            steps: Vec::new(),
        }
    }

    fn rows(&self, part: CubePart) -> impl Iterator<Item = CubeRow> + use<'a> {
        self.tables.cube.rows().filter(move |row| row.part == Some(part))
    }

    fn text(&self, symbol: Symbol) -> &'a str {
        self.tables.dictionary.text(symbol)
    }

    /// Adds a conversation that stands for so many; gives its place.
    fn push(&mut self, row: &CubeRow, cells: ConversationRow, kind: Kind, times: u64) -> usize {
        let cells = ConversationRow {
            started_at: Timestamp::utc(self.zone.day_start(row.day)),
            channel: row.channel,
            flow: row.flow,
            intent: row.intent,
            language: row.language,
            source: row.source,
            medium: row.medium,
            campaign: row.campaign,
            page: row.page,
            origin: row.origin,
            ..cells
        };
        self.cells.push(cells);
        self.kinds.push(kind);
        self.times.push(times);
        self.times.len() - 1
    }

    fn add_conversations(&mut self, counting: Counting) {
        let part = match counting {
            Counting::Chats => CubePart::Chats,
            Counting::UserTurns => CubePart::UserTurns,
            Counting::Durations => CubePart::Durations,
            Counting::FirstUseful => CubePart::FirstUseful,
            Counting::Turns => CubePart::Turns,
            Counting::Costs => CubePart::Costs,
        };
        for row in self.rows(part).filter(|row| row.day.is_known()) {
            let mut kind = place_of(&row);
            let mut cells = ConversationRow::default();
            match counting {
                Counting::Chats => self.answer(&row, &mut kind, &mut cells),
                Counting::UserTurns => {
                    kind.set_knows_user_turns(true);
                    cells.user_turns = whole(row.value);
                }
                Counting::Durations => cells.duration_s = row.value,
                Counting::FirstUseful => {
                    kind.set_found_useful(Some(true));
                    cells.first_useful_s = row.value.map(FirstUseful::Seconds);
                }
                Counting::Turns => {
                    kind.set_knows_bot_turns(true);
                    (cells.bot_turns, cells.fallbacks) = (whole(row.value), row.fallbacks);
                }
                Counting::Costs => {
                    kind.set_knows_cost(row.knows_cost == Some(true));
                    cells.cost = row.sum;
                }
            }
            self.push(&row, cells, kind, count_of(&row));
            if counting == Counting::Costs {
                self.cost_squares.push(row.squares.unwrap_or(0.0));
            }
        }
    }

    /// Every answer of a row of chats, and cells that give the same answers.
    fn answer(&self, row: &CubeRow, kind: &mut Kind, cells: &mut ConversationRow) {
        let is = |answer: Option<bool>| answer == Some(true);
        kind.set_eligible(row.eligible);
        kind.set_has_fallback(row.has_fallback);
        kind.set_knows_user_turns(is(row.knows_user_turns));
        kind.set_knows_bot_turns(is(row.knows_bot_turns));
        kind.set_knows_cost(is(row.knows_cost));
        kind.set_found_useful(row.found_useful);
        kind.set_missing_answer(row.missing_answer);
        kind.set_survey_offered(row.survey_offered);
        kind.set_recontacted(is(row.recontacted));
        kind.set_mature(is(row.mature));
        kind.set_has_bot_lead(is(row.has_bot_lead));
        kind.set_has_meeting(is(row.has_meeting));
        kind.set_csat(answer_of(self.text(row.csat)));
        kind.set_purchase(match self.text(row.purchase) {
            "made" => Purchase::Made,
            "pending" => Purchase::Pending,
            _ => Purchase::None,
        });
        cells.user_turns = is(row.knows_user_turns).then_some(0);
        cells.bot_turns = is(row.knows_bot_turns).then_some(0);
        cells.fallbacks = row.has_fallback.map(u32::from);
        cells.duration_s = is(row.knows_duration).then_some(0.0);
        cells.first_useful_s = row.found_useful.map(|found| if found { FirstUseful::Seconds(0.0) } else { FirstUseful::Never });
    }

    fn add_steps(&mut self) {
        for row in self.rows(CubePart::Steps).filter(|row| row.day.is_known()) {
            let conversation = self.push(&row, ConversationRow::default(), place_of(&row), 0);
            let before = whole(row.value).unwrap_or(0) as usize;
            self.steps.push(StepsReached { conversation, steps: vec![row.text], before, times: count_of(&row) });
        }
    }

    fn add_leads(&mut self) {
        for row in self.rows(CubePart::Leads).filter(|row| row.own_day.is_known()) {
            let is = |answer: Option<bool>| answer == Some(true);
            let has_chat = is(row.has_chat) && row.day.is_known();
            let conversation = has_chat.then(|| self.push(&row, ConversationRow::default(), place_of(&row), 0));
            let created = self.zone.day_start(row.own_day);
            let reached = created.saturating_add(micros(row.value.unwrap_or(0.0), 1e6));
            let when = |is_reached: Option<bool>, at: i64| is(is_reached).then_some(at);
            // Only the stage that the rules ask for has a time; of the others it is enough that they were reached.
            let mql = when(row.mql, if self.rules.quality_stage == QualityStage::Sql { created } else { reached });
            let soon = if is(row.booked_soon) { created } else { created.saturating_add(micros(8.0, super::DAY)) };
            self.leads.push(Lead {
                id: Symbol::EMPTY,
                origin: row.origin,
                person: NOBODY,
                created,
                date: row.own_day,
                kind: row.lead_origin,
                source: row.own_source,
                linked: conversation,
                is_made_by_events: false,
                told: [false; 4],
                named: Symbol::EMPTY,
                conversation,
                is_bot: is(row.is_bot),
                mql,
                sql: when(row.sql, reached),
                disqualified: None,
                booked: when(row.booked, soon),
                held: when(row.held, created),
                meeting_qualified: row.meeting_qualified,
                mature: is(row.mature),
                won: is(row.won),
                times: count_of(&row),
            });
        }
    }

    fn orders(&self) -> Vec<Order> {
        let rows = self.rows(CubePart::Orders).filter(|row| row.own_day.is_known());
        let order = |row: CubeRow| {
            let times = count_of(&row);
            // The mean of those that it stands for; what they sum to stands in rows of money.
            let amount = row.sum.map(|sum| sum / times.max(1) as f64);
            Order {
                id: Symbol::EMPTY,
                origin: row.origin,
                person: NOBODY,
                at: self.zone.day_start(row.own_day),
                date: row.own_day,
                amount,
                gross_profit: None,
                status: match self.text(row.state) {
                    "counted" => RevenueStatus::Paid,
                    "pending" => RevenueStatus::Pending,
                    _ => RevenueStatus::Cancelled,
                },
                conversation: None,
                times,
            }
        };
        rows.map(order).collect()
    }

    fn tickets(&self) -> Vec<Ticket> {
        let rows = self.rows(CubePart::Tickets).filter(|row| row.own_day.is_known());
        let ticket = |row: CubeRow| Ticket {
            id: Symbol::EMPTY,
            origin: row.origin,
            person: NOBODY,
            created: self.zone.day_start(row.own_day),
            first_reply_s: row.value,
            conversation: None,
            eligible: row.eligible,
            csat: answer_of(self.text(row.csat)),
            agent: row.agent != Some(false),
            times: count_of(&row),
        };
        rows.map(ticket).collect()
    }

    fn exposure(&self) -> Vec<ExposureCell> {
        let rows = self.rows(CubePart::Exposure).filter(|row| row.day.is_known());
        let cell = |row: CubeRow| ExposureCell {
            date: row.day,
            channel: row.channel,
            page: row.page,
            flow: row.flow,
            visitors: count_of(&row),
        };
        rows.map(cell).collect()
    }

    fn chats(&mut self, aliases: &Arc<Aliases>) -> ConversationFacts {
        let mut cells = Conversations::default();
        for row in self.cells.drain(..) {
            cells.push(row);
        }
        let starts: Vec<i64> =
            (0..cells.len()).map(|at| self.zone.resolve(cells.started_at.get(at)).unwrap_or_default()).collect();
        let mut chats = ConversationFacts::new(Arc::new(cells), Arc::clone(aliases), self.zone.clone());
        for (start, kind) in starts.into_iter().zip(self.kinds.drain(..)) {
            chats.push(NOBODY, start, kind);
        }
        chats
    }
}

/// The person of rows that stand for many: nobody's touch is theirs.
const NOBODY: Person = Person(u32::MAX);

/// What tells where a conversation stands when it is split.
fn place_of(row: &CubeRow) -> Kind {
    let mut kind = Kind::default();
    kind.set_engaged(row.engaged == Some(true));
    kind.set_bot_involved(row.bot_involved != Some(false));
    kind.set_handoff(row.handoff);
    kind.set_resolution(row.resolution);
    kind.set_goal_completed(row.goal_completed);
    kind.set_in_business_hours(row.in_business_hours);
    kind
}

/// More than any warehouse holds in one count, so that sums of counts stay numbers whatever bytes a cube is made of.
const MOST: u64 = 1 << 40;

/// How many a row counts.
pub(super) fn count_of(row: &CubeRow) -> u64 {
    row.n.unwrap_or(0).min(MOST)
}

fn answer_of(word: &str) -> CsatAnswer {
    match word {
        "positive" => CsatAnswer::Positive,
        "negative" => CsatAnswer::Negative,
        "unreadable" => CsatAnswer::Unreadable,
        _ => CsatAnswer::None,
    }
}

/// A count of turns, which a cube holds among its values.
fn whole(value: Option<f64>) -> Option<u32> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast out of range gives the nearest count")]
    value.map(|value| value.round() as u32)
}

fn known(chats: &[Kind], leads: &[Lead], orders: &[Order], rules: &Rules) -> Known {
    Known {
        leads: !leads.is_empty(),
        quality_stage: leads.iter().any(|lead| lead.stage(rules.quality_stage).is_some()),
        bookings: leads.iter().any(|lead| lead.booked.is_some()),
        meetings: leads.iter().any(|lead| lead.booked.is_some()) && leads.iter().any(Lead::tells_qualification),
        meetings_held: leads.iter().any(|lead| lead.held.is_some()),
        revenue: orders.iter().any(Order::is_counted),
        pending_revenue: orders.iter().any(Order::is_pending),
        costs: chats.iter().any(|kind| kind.knows_cost()),
    }
}
