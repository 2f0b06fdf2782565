//! The way from tables and rules to [`Facts`], one step after the other.

mod conversations;
mod gather;
mod linked;

use std::cell::RefCell;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::aliases::Aliases;
use super::conversation::CsatAnswer;
use super::conversations::ConversationFacts;
use super::folding::{self, Occurring};
use super::identity::Persons;
use super::leads::Lead;
use super::orders::{self, Order};
use super::records;
use super::zone::Zone;
use super::{DAY, Facts, HOUR, Horizons, Known, exposure, from_cube, leads, micros, recontact};
use crate::model::order::put_in_order_by;
use crate::model::{ConversationRow, Dimension, EventName, Symbol, Tables, Timestamp};
use crate::rules::{Derived, Rules, ScaleMax};

/// Computes the facts of a load. `default_zone` (an IANA name) holds where the rules name none; an unknown name is UTC.
pub fn build(tables: &Tables, rules: &Rules, default_zone: &str) -> Facts {
    if tables.cube.is_empty() {
        builder(tables, rules, default_zone).build()
    } else {
        from_cube::build(tables, rules, default_zone)
    }
}

/// The facts, and for each conversation its row with what events say of it filled in, in the same order.
pub fn build_with_rows(tables: &Tables, rules: &Rules, default_zone: &str) -> (Facts, Vec<ConversationRow>) {
    let folded = RefCell::default();
    let facts = Builder { folded: Some(&folded), ..builder(tables, rules, default_zone) }.build();
    let mut rows = folded.into_inner();
    put_in_order_by(&mut rows, |row: &ConversationRow| row.origin);
    (facts, rows)
}

fn builder<'a>(tables: &'a Tables, rules: &'a Rules, default_zone: &str) -> Builder<'a> {
    let zone = rules.time_zone.as_deref().and_then(Zone::new).or_else(|| Zone::new(default_zone)).unwrap_or_else(Zone::utc);
    let aliases = Arc::new(Aliases::new(rules, &tables.dictionary));
    Builder { tables, rules, zone, aliases, eligible: RefCell::default(), folded: None }
}

struct Builder<'a> {
    tables: &'a Tables,
    rules: &'a Rules,
    zone: Zone,
    aliases: Arc<Aliases>,
    /// What the rules say of each intent met so far.
    eligible: RefCell<FxHashMap<Symbol, Option<bool>>>,
    /// The conversations' rows as they are folded, if anybody wants them.
    folded: Option<&'a RefCell<Vec<ConversationRow>>>,
}

impl Builder<'_> {
    fn build(self) -> Facts {
        let occurring = Occurring::in_events(&self.tables.events);
        let conversations = records::conversations(&self.tables.conversations, self.symbols());
        let is_test = |at: &usize| conversations.test.get(*at) == Some(true);
        let tests: FxHashSet<Symbol> =
            (0..conversations.len()).filter(is_test).map(|at| conversations.conversation_id.get(at)).collect();
        let mut timed = self.timed_events(&tests);
        let records = self.records(conversations, &tests, &timed);
        let mut persons = Persons::find(self.keys(&records, &timed), self.symbols());
        for event in &mut timed {
            let keys = self.event_keys(event.row);
            let name = self.tables.events.event.get(event.row);
            if name != Some(EventName::ChatImpression) || keys.is_known() {
                event.person = persons.of(&keys);
            }
        }
        let folding =
            folding::fold(&self.tables.events, &timed, &occurring, self.rules.session_gap_minutes, &|symbol| self.text(symbol));
        let joins = self.joins(&records, &timed, &folding);
        let (mut conversations, steps, mut places) = self.conversations(&records, &folding, &occurring, &mut persons);
        if !persons.hubs().is_empty() {
            places.person_of_event = timed.iter().map(|event| (event.row, event.person)).collect();
        }
        let mut leads = self.leads(&records, &timed, &places, &mut persons);
        let currency = self.rules.currency.clone().or_else(|| self.currency(&records));
        let orders = self.orders(&records, &places, &mut persons, currency.as_deref());
        let tickets = self.tickets(&records, &places, &mut persons);
        let touches = self.touches(&timed, &mut persons);
        let horizons = Horizons {
            conversations: conversation_horizon(&conversations),
            leads: leads::horizon(&leads),
            revenue: orders.iter().map(|order| order.at).max(),
        };
        recontact::mark(&mut conversations, &tickets, micros(self.rules.recontact_days, DAY), horizons.conversations);
        let link = micros(self.rules.lead_link_hours, HOUR);
        leads::link(&mut leads, &mut conversations, link, micros(self.rules.maturity_days, DAY));
        let window = micros(f64::from(self.rules.attribution.window_days), DAY);
        orders::mark_purchases(&mut conversations, &orders, window);
        orders::mark_won(&mut leads, &orders, window);
        let dates = conversations.dates();
        let period = dates.iter().min().copied().zip(dates.iter().max().copied());
        let stage = self.rules.quality_stage;
        let known = Known {
            leads: !leads.is_empty(),
            quality_stage: leads.iter().any(|lead| lead.stage(stage).is_some()),
            bookings: leads.iter().any(|lead| lead.booked.is_some()),
            meetings: leads.iter().any(|lead| lead.booked.is_some()) && leads.iter().any(Lead::tells_qualification),
            meetings_held: leads.iter().any(|lead| lead.held.is_some()),
            revenue: orders.iter().any(Order::is_counted),
            pending_revenue: orders.iter().any(Order::is_pending),
            costs: conversations.kinds().iter().any(|kind| kind.knows_cost()),
        };
        let mut facts = Facts {
            rules: self.rules.clone(),
            derived: Derived { currency, ..Derived::default() },
            exposure: exposure::cells(
                exposure::rows(self.tables, &self.zone, &self.aliases, |id| tests.contains(&id)).map(|(_, row)| row),
            ),
            conversations,
            leads,
            orders,
            tickets,
            touches,
            steps,
            horizons,
            known,
            period,
            test_rows: records.test_rows,
            persons: u64::from(persons.count()),
            hubs: persons.hubs().len() as u64,
            joins,
            counted: None,
            aliases: self.aliases,
            zone: self.zone,
        };
        facts.derived = super::derived::derive(&facts, &self.tables.dictionary);
        facts
    }

    /// Whether the rules call an intent eligible; asked of the rules once each intent.
    fn eligible(&self, intent: Symbol) -> Option<bool> {
        let ask = || self.rules.eligible(self.aliases.text(&self.tables.dictionary, Dimension::Intent, intent));
        *self.eligible.borrow_mut().entry(intent).or_insert_with(ask)
    }

    /// Size of the dictionary.
    fn symbols(&self) -> usize {
        self.tables.dictionary.len()
    }

    fn text(&self, symbol: Symbol) -> String {
        self.tables.dictionary.text(symbol).to_owned()
    }

    fn at(&self, timestamp: Timestamp) -> Option<i64> {
        self.zone.resolve(timestamp)
    }

    /// A survey answer under the rules' scales.
    fn csat(&self, answer: Option<f64>, max: Option<f64>) -> CsatAnswer {
        let Some(answer) = answer else { return CsatAnswer::None };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast out of range matches no scale")]
        let scale = max.filter(|max| max.fract() == 0.0 && *max >= 1.0).map(|max| ScaleMax(max as u32));
        let lowest = scale.and_then(|scale| self.rules.csat_positive.get(&scale));
        match (lowest, max) {
            (Some(lowest), Some(max)) if (0.0..=max).contains(&answer) => {
                if answer >= *lowest {
                    CsatAnswer::Positive
                } else {
                    CsatAnswer::Negative
                }
            }
            _ => CsatAnswer::Unreadable,
        }
    }
}

/// The latest start or `ended_at` of any conversation that is not a test, engaged or not.
fn conversation_horizon(conversations: &ConversationFacts) -> Option<i64> {
    let ended = (0..conversations.len()).filter_map(|at| conversations.ended(at));
    conversations.starts().iter().copied().chain(ended).max()
}
