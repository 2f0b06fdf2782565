//! Any number opens: what a page counts is what its list of rows holds, on the sample.

use std::io::Cursor;

use botworth::insight::gaps::Gaps;
use botworth::lineage::{Among, Asked, CreditedBy, Places, Standing};
use botworth::metrics::{Field, PartId, Scope};
use botworth::model::Dimension;
use botworth::protocol::{AskedRows, Request, Response, RowsPage};
use botworth::scorecard::{BoardId, ChangeId, MetricId, Query};
use botworth::session::Session;

use crate::sample;

fn answers(session: &mut Session, request: Request) -> Vec<Response> {
    let mut said = Vec::new();
    session.answer(vec![request], |_| Cursor::new(Vec::new()), &mut |response| said.push(response));
    said
}

fn rows(session: &mut Session, board: BoardId, metric: MetricId, part: Option<PartId>, among: Option<Among>) -> RowsPage {
    listed(session, AskedRows { board, number: Asked::of(metric, part), standing: None, among })
}

fn listed(session: &mut Session, asked: AskedRows) -> RowsPage {
    let request = Request::Rows { asked, search: String::new(), offset: 0, limit: 100_000 };
    let found = answers(session, request).into_iter().find_map(|response| match response {
        Response::Rows { page } => Some(page),
        _ => None,
    });
    found.unwrap()
}

fn counted(page: &RowsPage) -> u64 {
    page.totals[Standing::Numerator as usize]
}

/// Those of one value of a dimension.
fn only(session: &mut Session, dimension: Dimension, value: &str) {
    let mut query = Query::default();
    query.scope.hold_alone(Field::Dimension(dimension), value.to_owned());
    session.narrow(query);
}

#[test]
fn a_gap_opens_into_its_chats_each_with_its_question_file_and_line() {
    let mut session = sample();
    let request = Request::Gaps { roadmap: session.roadmap().clone() };
    let boards: Vec<(BoardId, Gaps)> = answers(&mut session, request)
        .into_iter()
        .find_map(|response| match response {
            Response::Gaps { boards } => Some(boards),
            _ => None,
        })
        .unwrap();
    assert_eq!(boards.iter().map(|(board, _)| *board).collect::<Vec<_>>(), [BoardId::Support, BoardId::Lead]);
    let all = session.gaps(&Scope::default()).unwrap().gaps.iter().map(|gap| gap.chats).sum::<u64>();
    assert_eq!(boards.iter().flat_map(|(_, of)| &of.gaps).map(|gap| gap.chats).sum::<u64>(), all);
    for (board, of) in &boards {
        for gap in &of.gaps {
            let page = rows(&mut session, *board, MetricId::KnowledgeGapRate, None, Some(Among::gap(gap.kind, &gap.name)));
            assert_eq!((counted(&page), page.totals.iter().sum::<u64>()), (gap.chats, gap.chats), "{}", gap.name);
            assert_eq!(page.among, gap.name);
            assert!(page.rows.iter().all(|row| !row.question.is_empty() && !row.file.is_empty() && row.line > 1));
        }
    }
    // A mark that no gap has lists nothing, rather than everything.
    let none = rows(&mut session, BoardId::Support, MetricId::KnowledgeGapRate, None, Some(Among::Gap(0)));
    assert_eq!((none.totals, none.among.as_str()), ([0; 5], ""));
}

#[test]
fn a_step_opens_into_the_chats_that_reached_it() {
    let mut session = sample();
    let card = session.scorecard().unwrap();
    let flows = &card.boards[&BoardId::Lead].flows;
    let paths: Vec<_> = card.paths.iter().filter(|(flow, _)| flows.contains(flow)).collect();
    assert!(!paths.is_empty());
    for (flow, steps) in paths {
        only(&mut session, Dimension::Flow, flow);
        for step in steps {
            let page = rows(&mut session, BoardId::Lead, MetricId::GoalCompletionRate, None, Some(Among::step(&step.step)));
            assert_eq!(page.totals.iter().sum::<u64>(), step.reached, "{flow}: {}", step.step);
            assert_eq!(page.among, step.step);
        }
    }
}

#[test]
fn cells_of_the_table_of_intents_open_into_their_rows() {
    let mut session = sample();
    let board = session.scorecard().unwrap().boards[&BoardId::Support].clone();
    for intent in board.detail.intents.iter().take(4) {
        only(&mut session, Dimension::Intent, &intent.name);
        for id in [MetricId::DeflectionRate, MetricId::HandoffRate, MetricId::FallbackRate, MetricId::Csat] {
            let page = rows(&mut session, BoardId::Support, id, None, None);
            let metric = &intent.metrics[&id];
            assert_eq!(Some(counted(&page) as f64), metric.numerator, "{} {id:?}", intent.name);
            let below = page.totals[Standing::Denominator as usize];
            assert_eq!(Some((counted(&page) + below) as f64), metric.denominator, "{} {id:?}", intent.name);
        }
        // Handled chats are those that bear the cost.
        let handled = rows(&mut session, BoardId::Support, MetricId::CostPerInteraction, None, None);
        assert_eq!(counted(&handled) as f64, intent.handled(), "{}", intent.name);
    }
}

#[test]
fn the_orders_of_every_model_are_those_with_a_chat_in_the_window_of_the_rules() {
    let mut session = sample();
    let card = session.scorecard().unwrap();
    let page = rows(&mut session, BoardId::Lead, ChangeId::AttributedRevenue.metric().0, Some(PartId::Influenced), None);
    let window = card.rules.rules.attribution.window_days;
    let lines = &card.boards[&BoardId::Lead].detail.attribution;
    let orders: Vec<_> = lines.iter().filter(|line| line.window_days == window).map(|line| line.conversions).collect();
    assert_eq!(orders, [Some(counted(&page)); 5]);
}

#[test]
fn the_amount_of_every_model_and_window_opens_into_the_orders_that_add_up_to_it() {
    let mut session = sample();
    let card = session.scorecard().unwrap();
    let lines = &card.boards[&BoardId::Lead].detail.attribution;
    assert!(lines.len() >= 15, "five models over three windows");
    for line in lines {
        let by = Some(CreditedBy { model: line.model, window_days: line.window_days });
        let mut of = |part| {
            let number = Asked { by, ..Asked::of(MetricId::AttributedRevenue, part) };
            listed(&mut session, AskedRows { board: BoardId::Lead, number, standing: None, among: None })
        };
        let sum = |page: &RowsPage| page.rows.iter().filter_map(|row| row.amount).sum::<f64>();
        let what = format!("{:?} over {} days", line.model, line.window_days);
        let close = |found: f64, printed: Option<f64>| (found - printed.unwrap()).abs() <= 1e-9 * found.abs().max(1.0);
        assert!(close(sum(&of(None)), line.attributed), "{what}");
        assert!(close(sum(&of(Some(PartId::Sourced))), line.sourced), "{what}");
        let influenced = of(Some(PartId::Influenced));
        assert!(close(sum(&influenced), line.influenced), "{what}");
        assert_eq!(Some(counted(&influenced)), line.conversions, "{what}");
    }
}

#[test]
fn what_a_share_is_of_opens_into_both_sides_of_its_line() {
    let mut session = sample();
    let deflection = session.scorecard().unwrap().boards[&BoardId::Support].metrics[&MetricId::DeflectionRate].clone();
    let number = Asked::of(MetricId::DeflectionRate, None);
    let page = listed(&mut session, AskedRows { board: BoardId::Support, number, standing: Some(Places::Base), among: None });
    assert_eq!(page.rows.len() as u64, deflection.n);
    assert!(page.rows.iter().all(|row| row.standing <= Standing::Denominator));
}
