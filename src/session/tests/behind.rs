use std::io::Cursor;

use crate::protocol::{Request, Response};
use crate::session::Session;

#[test]
fn what_stands_behind_a_board_s_number_adds_up_to_it() {
    use crate::lineage::Asked;
    use crate::protocol::AskedRows;
    use crate::scorecard::{BoardId, ChangeId};

    let mut session = Session::new("UTC");
    session.answer(vec![Request::OpenSample { seed: 7 }], |_| Cursor::new(Vec::new()), &mut |_| {});
    let card = session.scorecard().unwrap();
    let counted_in_rows = |id: ChangeId| {
        !matches!(
            id,
            ChangeId::SessionLength
                | ChangeId::FirstUsefulAnswer
                | ChangeId::CostPerInteraction
                | ChangeId::AttributedRevenue
                | ChangeId::EngagementRate
        )
    };
    for board in [BoardId::Support, BoardId::Lead] {
        for id in ChangeId::ALL.iter().copied().filter(|id| counted_in_rows(*id)) {
            let Some(metric) = id.of(&card.boards[&board].metrics).filter(|metric| metric.value.is_some()) else { continue };
            let (metric_id, part) = id.metric();
            let asked = AskedRows { board, number: Asked::of(metric_id, part), standing: None, among: None };
            let Response::Rows { page } = session.page_of_rows(asked, String::new(), 0, 10) else {
                panic!("rows are answered with rows")
            };
            let [above, below, pending, unknown, _] = page.totals;
            // Chat to lead lists its chats with a lead; all other engaged chats are below the line.
            assert_eq!(metric.numerator, Some(above as f64), "{board:?} {id:?}");
            assert_eq!(metric.denominator, Some((above + below) as f64), "{board:?} {id:?}");
            assert_eq!((metric.pending.unwrap_or(0), metric.unknown), (pending, unknown), "{board:?} {id:?}");
            assert!(page.rows.len() <= 10 && page.rows.iter().all(|row| row.line > 0 && !row.file.is_empty()));

            let Response::Explained { splits, around, .. } = session.explain(board, id) else { panic!("it is explained") };
            for split in splits.iter().filter(|split| split.others == 0) {
                let sum: u64 = split.values.iter().map(|value| value.metric.n).sum();
                assert_eq!(sum, metric.n, "{board:?} {id:?} by {:?}", split.field);
                for value in split.values.iter().filter(|value| !value.weeks.is_empty()) {
                    let weeks: u64 = value.weeks.iter().map(|week| week.metric.n).sum();
                    assert_eq!(weeks, value.metric.n, "{board:?} {id:?} {} by week", value.name);
                }
            }
            let around = around.unwrap();
            assert_eq!((around.counted.chats, around.others.chats), (above, below), "{board:?} {id:?}");
        }
    }
    // Leads of the sample come from chats, before which people saw pages; more of those with a meeting buy than of the others.
    let Response::Explained { around: Some(booked), .. } = session.explain(BoardId::Lead, ChangeId::QualifiedBookingRate) else {
        panic!("leads have a before and after")
    };
    assert!(booked.counted.known_before > 0 && booked.counted.booked == booked.counted.chats, "{booked:?}");
    let share = |of: &crate::lineage::Group| of.bought as f64 / of.chats as f64;
    assert!(share(&booked.counted) > share(&booked.others), "{booked:?}");
}

#[test]
fn revenue_is_split_week_by_week_and_has_a_before() {
    use crate::lineage::Asked;
    use crate::metrics::Field;
    use crate::model::Dimension;
    use crate::protocol::AskedRows;
    use crate::scorecard::{BoardId, ChangeId, MetricId};

    let mut session = Session::new("UTC");
    session.answer(vec![Request::OpenSample { seed: 7 }], |_| Cursor::new(Vec::new()), &mut |_| {});
    let id = ChangeId::AttributedRevenue;
    let Response::Explained { splits, around: Some(around), .. } = session.explain(BoardId::Lead, id) else {
        panic!("orders have a before")
    };
    let asked =
        AskedRows { board: BoardId::Lead, number: Asked::of(MetricId::AttributedRevenue, None), standing: None, among: None };
    let Response::Rows { page } = session.page_of_rows(asked, String::new(), 0, 1) else { panic!("rows are answered with rows") };
    assert_eq!([around.counted.chats, around.others.chats], [page.totals[0], page.totals[1]]);
    assert!(around.hours.is_empty());
    // The sample's touches lie on the way to its orders, days before them.
    assert!(around.counted.known_before + around.others.known_before > 0, "{around:?}");
    let by_intent = splits.iter().find(|split| split.field == Field::Dimension(Dimension::Intent)).unwrap();
    for value in by_intent.values.iter().filter(|value| !value.weeks.is_empty()) {
        let weeks: f64 = value.weeks.iter().filter_map(|week| week.metric.value).sum();
        let whole = value.metric.value.unwrap();
        assert!((weeks - whole).abs() < 1e-6 * whole.max(1.0), "{}: {weeks} of {whole}", value.name);
    }
}

#[test]
fn what_charts_show_adds_up_to_their_numbers() {
    use crate::scorecard::{BoardId, ChangeId, FlowEnd, IntentDetail, MetricId, PartId, Shape};

    let mut session = Session::new("UTC");
    session.answer(vec![Request::OpenSample { seed: 7 }], |_| Cursor::new(Vec::new()), &mut |_| {});
    let card = session.scorecard().unwrap();
    let mut shown = |board, id| match session.explain(board, id) {
        Response::Explained { shape, around, .. } => (shape, around),
        _ => panic!("it is explained"),
    };

    let support = &card.boards[&BoardId::Support];
    let deflection = &support.metrics[&MetricId::DeflectionRate];
    let flow = support.detail.flow;
    let deflected: u64 = FlowEnd::DEFLECTED.iter().map(|end| flow[*end as usize]).sum();
    let known = flow.iter().sum::<u64>() - flow[FlowEnd::Unknown as usize];
    assert_eq!((Some(deflected as f64), Some(known as f64)), (deflection.numerator, deflection.denominator));
    assert_eq!(support.detail.other_intents, 0, "the sample has few intents");
    let left: f64 = support.detail.intents.iter().map(IntentDetail::left_to_people).sum();
    assert_eq!(Some(left), deflection.denominator.zip(deflection.numerator).map(|(all, deflected)| all - deflected));

    let (_, around) = shown(BoardId::Support, ChangeId::DeflectionRate);
    let around = around.unwrap();
    let hours = around.hours.iter().fold([0; 2], |[above, below], hour| [above + hour[0], below + hour[1]]);
    assert_eq!(hours, [around.counted.chats, around.others.chats]);

    let (Shape { costs, .. }, _) = shown(BoardId::Support, ChangeId::CostPerInteraction);
    let program = support.metrics[&MetricId::CostPerInteraction].numerator.unwrap();
    assert!(costs.len() > 1 && (costs.iter().map(|cost| cost.1).sum::<f64>() / program - 1.0).abs() < 1e-12, "{costs:?}");

    let (Shape { distributions, .. }, _) = shown(BoardId::Support, ChangeId::SessionLength);
    let length = &support.metrics[&MetricId::SessionLength];
    assert_eq!(distributions.iter().map(|of| of.n).sum::<u64>(), length.n);
    let (Shape { distributions, .. }, _) = shown(BoardId::Support, ChangeId::FirstUsefulAnswer);
    assert_eq!(distributions[0].at(50), support.metrics[&MetricId::FirstUsefulAnswer].value);

    let lead = &card.boards[&BoardId::Lead];
    let quality = &lead.metrics[&MetricId::LeadQualityRate];
    let sources = &lead.detail.sources;
    let sum = |of: fn(&crate::scorecard::Quality) -> u64| sources.iter().map(|source| of(&source.bot)).sum::<u64>();
    assert_eq!(Some(sum(|of| of.qualified) as f64), quality.numerator);
    assert_eq!((Some(sum(|of| of.mature) as f64), sum(|of| of.pending)), (quality.denominator, quality.pending.unwrap()));
    for source in sources {
        assert_eq!(source.intents.iter().map(|(_, of)| of.mature).sum::<u64>(), source.bot.mature, "{}", source.name);
    }
    for id in [ChangeId::LeadQualityRate, ChangeId::QualifiedBookingRate] {
        let (Shape { cohorts, .. }, _) = shown(BoardId::Lead, id);
        assert!(cohorts.len() > 6, "{}", cohorts.len());
        for cohort in cohorts {
            let week = lead.weekly.iter().find(|week| week.from == cohort.from).unwrap();
            let all = &week.metrics[&MetricId::LeadQualityRate].parts[&PartId::AllLeads];
            assert_eq!(Some(cohort.leads as f64), all.denominator, "{}", cohort.from);
            let known: Vec<u64> = cohort.reached.iter().map_while(|reached| *reached).collect();
            assert!(known.is_sorted() && known.last().is_none_or(|most| *most <= cohort.leads), "{cohort:?}");
        }
    }
}
