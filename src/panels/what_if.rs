//! A scenario as it is typed, and what it does, for people.

use super::quantity::{Unit, quantity, range, range_words, spread};
use super::{Fact, RowsOf, Said, View, parse_amount};
use crate::format::{MISSING, count, fixed, money, unit_money};
use crate::insight::gaps::Gaps;
use crate::insight::what_if::{Lever, Money, Outcome, Parts, Scenario, WhatIfError, what_if};
use crate::model::SortedMap;
use crate::scorecard::{BoardId, ChangeId};

/// The scenario's form: amounts as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScenarioForm {
    /// Its name.
    pub name: String,
    /// Cost of a chat by hand.
    pub manual: String,
    /// Price of a resolution.
    pub per_resolution: String,
    /// Price of a seat and month.
    pub per_seat: String,
    /// Seats.
    pub seats: String,
    /// Per cent of the handoffs that the bot keeps.
    pub keep: String,
    /// Intents that become eligible, or stop being so.
    pub eligible: SortedMap<String, bool>,
    /// Gaps that are closed, by name, with the part of their chats that the answer reaches.
    pub closed: SortedMap<String, f64>,
}

/// A change beside its effect.
#[derive(Clone, Debug, PartialEq)]
pub struct EffectRow {
    /// What changes.
    pub change: String,
    /// Difference of value less cost.
    pub net: String,
    /// Its interval.
    pub range: String,
    /// From and to on an axis of -1 to 1, the largest end of all at 1.
    pub ends: [f64; 2],
    /// The difference on the same axis.
    pub middle: f64,
}

/// A scenario beside today, for one bot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WhatIfPanel {
    /// The bot.
    pub name: &'static str,
    /// The page that shows how today's numbers are made; none where boards are not told apart.
    pub opens: Option<RowsOf>,
    /// How value and cost are made, today and in the scenario.
    pub facts: Vec<Fact>,
    /// Name, today and in the scenario.
    pub rows: Vec<[String; 3]>,
    /// Each change alone, the largest first.
    pub effects: Vec<EffectRow>,
    /// Where the bot pays for itself; empty if that cannot be said.
    pub break_even: String,
    /// Why there are no numbers; empty if there are.
    pub problem: String,
}

/// A kept scenario beside today.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptRow {
    /// Its name.
    pub name: String,
    /// The bot.
    pub board: &'static str,
    /// Value, cost, value less cost, return.
    pub cells: [String; 4],
}

/// The scenarios that were kept, each under its name, in their order; a dash where one cannot be computed. What is typed and
/// was not kept has no name.
pub fn kept_rows(view: &View<'_>, kept: &[Scenario]) -> Vec<KeptRow> {
    let row = |(scenario, board): (&Scenario, Option<BoardId>)| {
        let panel = what_if_panel(view, board, scenario);
        let cell = |at: usize| panel.rows.get(at).map_or_else(|| MISSING.to_owned(), |[_, _, after]| after.clone());
        KeptRow { name: scenario.name.clone(), board: panel.name, cells: [cell(0), cell(1), cell(2), cell(3)] }
    };
    let named = kept.iter().filter(|scenario| !scenario.name.is_empty());
    named.flat_map(|scenario| scenario_boards(view).into_iter().map(move |board| (scenario, board))).map(row).collect()
}

/// Keeps a scenario: in place of the one of its name, else after the others; one without a name gets a number.
pub fn keep(kept: &mut Vec<Scenario>, mut scenario: Scenario) {
    if scenario.name.is_empty() {
        let mut numbers = 1..;
        let free = numbers.find(|number| kept.iter().all(|other| other.name != number.to_string()));
        scenario.name = free.map(|number: u32| number.to_string()).unwrap_or_default();
    }
    match kept.iter_mut().find(|other| other.name == scenario.name) {
        Some(other) => *other = scenario,
        None => kept.push(scenario),
    }
}

/// Whether a name holds what was typed to find it.
pub fn is_found(name: &str, typed: &str) -> bool {
    name.to_lowercase().contains(&typed.trim().to_lowercase())
}

/// The scenario of a form. Fields that are no amounts change nothing.
pub fn scenario_of(form: &ScenarioForm, gaps: &Gaps) -> Scenario {
    let amount = |typed: &str| parse_amount(typed).ok().flatten();
    let mut changes: Vec<Lever> = Vec::new();
    changes.extend(amount(&form.manual).map(|amount| Lever::ManualCost { amount }));
    changes.extend(amount(&form.per_resolution).map(|price| Lever::PricePerResolution { price }));
    let seat = amount(&form.per_seat).zip(amount(&form.seats));
    changes.extend(seat.map(|(price, seats)| Lever::PricePerSeat { price, seats }));
    let keep = amount(&form.keep).filter(|keep| *keep <= 100.0);
    changes.extend(keep.map(|keep| Lever::KeepHandoffs { share: keep / 100.0 }));
    changes
        .extend(form.eligible.iter().map(|(intent, eligible)| Lever::Eligible { intent: intent.clone(), eligible: *eligible }));
    let closed = gaps.gaps.iter().filter_map(|gap| Some((gap, *form.closed.get(&gap.name)?)));
    changes.extend(closed.map(|(gap, share)| Lever::CloseGap { question: gap.name.clone(), chats: gap.open, share }));
    Scenario { name: form.name.trim().to_owned(), changes }
}

/// The form that a saved scenario fills.
pub fn form_of(scenario: &Scenario) -> ScenarioForm {
    let mut form = ScenarioForm { name: scenario.name.clone(), ..ScenarioForm::default() };
    let typed = |amount: f64| crate::scorecard::print_number(amount);
    for lever in &scenario.changes {
        match lever {
            Lever::Eligible { intent, eligible } => drop(form.eligible.insert(intent.clone(), *eligible)),
            Lever::CloseGap { question, share, .. } => drop(form.closed.insert(question.clone(), *share)),
            Lever::KeepHandoffs { share } => form.keep = typed(share * 100.0),
            Lever::ManualCost { amount } => form.manual = typed(*amount),
            Lever::PricePerResolution { price } => form.per_resolution = typed(*price),
            Lever::PricePerSeat { price, seats } => (form.per_seat, form.seats) = (typed(*price), typed(*seats)),
        }
    }
    form
}

/// The bots whose money scenarios move, each for itself (METRICS section 11); all chats where no flow tells bots apart.
pub fn scenario_boards(view: &View<'_>) -> Vec<Option<BoardId>> {
    let met: Vec<Option<BoardId>> =
        [BoardId::Support, BoardId::Lead].into_iter().filter(|id| view.board(*id).is_some()).map(Some).collect();
    if met.is_empty() { vec![None] } else { met }
}

/// The changes of a scenario that are about a board: an intent of the other bot is none of this one, and gaps are those of the
/// support bot.
fn on_board(view: &View<'_>, board: Option<BoardId>, scenario: &Scenario) -> Scenario {
    let Some(id) = board else { return scenario.clone() };
    let has = |id, intent: &String| view.board(id).is_some_and(|board| board.detail.intents.iter().any(|of| of.name == *intent));
    let other = if id == BoardId::Support { BoardId::Lead } else { BoardId::Support };
    let is_here = |lever: &&Lever| match lever {
        Lever::Eligible { intent, .. } => has(id, intent) || !has(other, intent),
        Lever::CloseGap { .. } => id == BoardId::Support || view.board(BoardId::Support).is_none(),
        _ => true,
    };
    Scenario { name: scenario.name.clone(), changes: scenario.changes.iter().filter(is_here).cloned().collect() }
}

/// What a scenario does to the money of a bot.
pub fn what_if_panel(view: &View<'_>, board: Option<BoardId>, scenario: &Scenario) -> WhatIfPanel {
    let name = match board {
        Some(BoardId::Support) => view.text.board.support,
        Some(BoardId::Lead) => view.text.board.lead,
        None => "",
    };
    let scenario = on_board(view, board, scenario);
    let opens = board.map(|board| {
        let metric = if board == BoardId::Lead { ChangeId::AttributedRevenue } else { ChangeId::CostPerInteraction };
        RowsOf::page(board, metric)
    });
    match what_if(view.card, board, &scenario) {
        Ok(outcome) => WhatIfPanel { name, opens, ..told(view, board, &scenario, &outcome) },
        Err(error) => {
            let words = &view.text.what_if;
            let problem = match error {
                WhatIfError::NoMoney => words.no_money.to_owned(),
                WhatIfError::NoIntent(intent) => words.no_intent.with([&intent]),
                WhatIfError::NotMeasured(_) => words.not_measured.to_owned(),
                WhatIfError::OutOfRange(_) => words.out_of_range.to_owned(),
            };
            WhatIfPanel { name, problem, ..WhatIfPanel::default() }
        }
    }
}

fn told(view: &View<'_>, board: Option<BoardId>, scenario: &Scenario, outcome: &Outcome) -> WhatIfPanel {
    let words = &view.text.what_if;
    let amount = |amount: f64| money(amount, view.currency());
    let beside = |said: String, interval, unit| match range_words(view, interval, unit) {
        Some(ends) => [&said, " (", &*ends, ")"].concat(),
        None => said,
    };
    let value = |of: &Money| beside(amount(of.value), of.interval, Unit::Money);
    let percent = |of: &Money| match of.percent {
        Some(percent) => {
            let ends = of.percent_interval.map(|ends| ends.map(|end| end / 100.0));
            beside(quantity(view, Some(percent / 100.0), Unit::Rate), ends, Unit::Rate)
        }
        None => MISSING.to_owned(),
    };
    let (before, after) = (&outcome.before, &outcome.after);
    let rows = vec![
        [words.value.to_owned(), value(before), value(after)],
        [words.cost.to_owned(), amount(before.cost), amount(after.cost)],
        [words.net.to_owned(), amount(before.value - before.cost), amount(after.value - after.cost)],
        [words.percent.to_owned(), percent(before), percent(after)],
    ];
    let break_even = |cost: f64| if cost > 0.0 { words.break_even.with([&amount(cost)]) } else { words.pays_anyway.to_owned() };
    let widest = outcome.effects.iter().flat_map(|effect| effect.interval.into_iter().chain([effect.net])).map(f64::abs);
    let widest = widest.fold(1e-9, f64::max);
    let effects = outcome.effects.iter().filter_map(|effect| {
        let lever = scenario.changes.get(effect.change)?;
        let sign = if effect.net > 0.0 { "+" } else { "" };
        Some(EffectRow {
            change: change_words(view, lever),
            net: [sign, &amount(effect.net)].concat(),
            // A price is what it is: it has no interval.
            range: spread(Some(effect.interval), Unit::Money).map(|ends| range(view, ends, Unit::Money)).unwrap_or_default(),
            ends: effect.interval.map(|end| end / widest),
            middle: effect.net / widest,
        })
    });
    // What a scenario counts is in no row.
    let facts = [(words.today, &before.made_of, board), (words.scenario, &after.made_of, None)];
    WhatIfPanel {
        rows,
        facts: facts.into_iter().map(|(label, made_of, board)| Fact { label, says: made_words(view, made_of, board) }).collect(),
        effects: effects.collect(),
        break_even: outcome.break_even.map(break_even).unwrap_or_default(),
        problem: String::new(),
        ..WhatIfPanel::default()
    }
}

/// Value and cost with the numbers put in; what is nothing is left out. What counts chats of a board, and what is spent on them,
/// leads there.
fn made_words(view: &View<'_>, of: &Parts, board: Option<BoardId>) -> Vec<Said> {
    let words = &view.text.what_if;
    let amount = |amount: f64| money(amount, view.currency());
    let counted = |metric| board.map(|board| RowsOf::counted(board, metric));
    let page = |metric| board.map(|board| RowsOf::page(board, metric));
    let product = |sentence, chats: f64, each: f64, metric| {
        let values = [(&*count_of(chats), counted(metric)), (&*unit_money(each, view.currency()), None)];
        (chats * each != 0.0).then(|| Said::of(sentence, values))
    };
    let by_hand = product(view.text.headline.by_hand, of.deflected, of.manual, ChangeId::DeflectionRate);
    let before = product(view.text.headline.by_handoffs, of.handed_off, of.saving, ChangeId::HandoffRate);
    let profit = (of.profit != 0.0).then(|| {
        let sales = Said::number(amount(of.profit), page(ChangeId::AttributedRevenue));
        sales.then([" ", view.text.headline.value_of_profit].concat())
    });
    let value = [by_hand, before, profit].into_iter().flatten().reduce(|all, part| all.then(" + ".to_owned()).and(part));
    let value = value.unwrap_or_else(|| amount(0.0).into());
    let spent = (&*amount(of.measured_cost), page(ChangeId::CostPerInteraction));
    let cost = if of.taken != 0.0 || of.put != 0.0 {
        Said::of(words.cost_swapped, [spent, (&amount(of.taken), None), (&amount(of.put), None)])
    } else {
        Said::number(spent.0.to_owned(), spent.1)
    };
    // The name stands before what it is, in every language.
    let is = |name: &str, said: Said| said.after(&view.text.tile.value_is.with([name, ""]));
    vec![is(words.value, value), is(words.cost, cost)]
}

/// Chats, of which a scenario may move a part of one.
fn count_of(chats: f64) -> String {
    if chats.fract() == 0.0 { count(chats) } else { fixed(chats, 1) }
}

fn change_words(view: &View<'_>, lever: &Lever) -> String {
    let words = &view.text.what_if;
    let amount = |amount: f64| money(amount, view.currency());
    match lever {
        Lever::Eligible { intent, eligible: true } => words.is_eligible.with([intent]),
        Lever::Eligible { intent, .. } => words.not_eligible.with([intent]),
        Lever::CloseGap { question, .. } => words.closes.with([question]),
        Lever::KeepHandoffs { share } => words.keeps.with([&fixed(share * 100.0, 0)]),
        Lever::ManualCost { amount: manual } => words.by_hand.with([&amount(*manual)]),
        Lever::PricePerResolution { price } => words.a_resolution.with([&amount(*price)]),
        Lever::PricePerSeat { price, seats } => words.a_seat.with([&fixed(*seats, 0), &amount(*price)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, march};

    #[test]
    fn a_form_becomes_changes_and_says_what_they_do() {
        let card = march();
        let view = english(&card);
        let form = ScenarioForm { manual: "6,50".to_owned(), keep: "ten".to_owned(), ..ScenarioForm::default() };
        let scenario = scenario_of(&form, &Gaps::default());
        assert_eq!(scenario.changes, [Lever::ManualCost { amount: 6.5 }]);
        let panel = what_if_panel(&view, Some(BoardId::Support), &scenario);
        assert_eq!((panel.problem.as_str(), panel.rows.len(), panel.effects.len()), ("", 4, 1));
        // Today's value is the board's own, and leads to how it is made.
        let own = card.boards.get(&BoardId::Support).unwrap().roi.value.unwrap();
        assert!(panel.rows[0][1].starts_with(&money(own, view.currency())), "{:?}", panel.rows);
        assert_eq!(panel.opens.map(|opens| opens.metric), Some(ChangeId::CostPerInteraction));
        let says = |at: usize| panel.facts[at].says[0].words();
        assert_eq!([says(0), says(1)], ["Value: 540 × $4.50 by hand", "Value: 540 × $6.50 by hand"]);
        // Today's chats are rows, those of a scenario are none.
        let opens = |at: usize| panel.facts[at].says[0].clone().into_iter().find_map(|(_, opens)| opens);
        let deflected = RowsOf::counted(BoardId::Support, ChangeId::DeflectionRate);
        assert_eq!([opens(0), opens(1)], [Some(deflected), None]);
        assert!(panel.effects[0].net.starts_with('+'));
        // The other bot has its own: its profit, which no chat by hand moves.
        let lead = what_if_panel(&view, Some(BoardId::Lead), &scenario);
        assert!(lead.rows[0][1].starts_with("$18,000") && lead.name == "Lead bot", "{lead:?}");
        assert_eq!(scenario_boards(&view), [Some(BoardId::Support), Some(BoardId::Lead)]);
        // The largest end of all is at 1, and the difference lies between its ends.
        let EffectRow { ends: [low, high], middle, .. } = panel.effects[0];
        assert!((high - 1.0).abs() < 1e-9 && low < middle && middle < high, "{low} {middle} {high}");
    }

    #[test]
    fn several_scenarios_are_kept_side_by_side_under_their_names() {
        let card = march();
        let form = |name: &str, manual: &str| ScenarioForm {
            name: name.to_owned(),
            manual: manual.to_owned(),
            ..ScenarioForm::default()
        };
        let mut kept = Vec::new();
        for (name, manual) in [("Spring ", "6"), ("", "7"), ("", "8"), ("Spring", "9")] {
            keep(&mut kept, scenario_of(&form(name, manual), &Gaps::default()));
        }
        let named: Vec<(String, String)> =
            kept.iter().map(|scenario| (scenario.name.clone(), form_of(scenario).manual)).collect();
        assert_eq!(named, [("Spring", "9"), ("1", "7"), ("2", "8")].map(|(name, manual)| (name.to_owned(), manual.to_owned())));
        kept.push(Scenario::default());
        let rows = kept_rows(&english(&card), &kept);
        assert_eq!(rows.len(), 6, "what is only typed is no line; each of the others has one a bot");
        let now = what_if_panel(&english(&card), Some(BoardId::Support), &kept[0]);
        assert_eq!((rows[0].name.as_str(), rows[0].board, &rows[0].cells[2]), ("Spring", "Support bot", &now.rows[2][2]));
        // The return has its interval.
        assert!(rows[0].cells[3].contains('–'), "{rows:?}");
    }

    #[test]
    fn a_name_is_found_by_a_part_of_it_in_any_case() {
        assert!(is_found("Order status", " STATUS") && is_found("返品ポリシー", "ポリ") && is_found("x", ""));
        assert!(!is_found("Order status", "refund"));
    }

    #[test]
    fn a_saved_scenario_fills_the_form_that_made_it() {
        let form = ScenarioForm {
            name: "Autumn".to_owned(),
            manual: "6.5".to_owned(),
            per_seat: "50".to_owned(),
            seats: "3".to_owned(),
            keep: "25".to_owned(),
            eligible: [("refund".to_owned(), false)].into(),
            closed: [("box?".to_owned(), 0.5)].into(),
            ..ScenarioForm::default()
        };
        let gap = crate::insight::gaps::Gap {
            name: "box?".to_owned(),
            kind: crate::model::GapKind::Missing,
            chats: 9,
            open: 4,
            weekly: Vec::new(),
            examples: Vec::new(),
        };
        let gaps = Gaps { handled: 100, without_question: 0, gaps: vec![gap] };
        let scenario = scenario_of(&form, &gaps);
        let saved = serde_json::to_string(&scenario).unwrap();
        assert_eq!(form_of(&serde_json::from_str(&saved).unwrap()), form);
    }

    #[test]
    fn without_costs_it_says_what_is_missing() {
        let mut card = march();
        card.rules.rules.manual_cost_per_conversation = None;
        let panel = what_if_panel(&english(&card), Some(BoardId::Support), &Scenario::default());
        assert!(!panel.problem.is_empty() && panel.rows.is_empty());
    }
}
