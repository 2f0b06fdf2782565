//! Baselines that the data has (METRICS section 2, `baseline`): CSAT and first answer of people, and the form's leads.

use super::statistics::median_of_times;
use crate::facts::{CsatAnswer, Facts, Lead};
use crate::rules::{Baseline, BaselineRows};

/// CSAT and first answer of people over eligible tickets, and the form's leads; and how many of them there are.
pub fn baseline(facts: &Facts) -> (Baseline, BaselineRows) {
    let by_people = || facts.tickets.iter().filter(|ticket| ticket.agent && ticket.eligible == Some(true));
    let rated = |answer: CsatAnswer| by_people().filter(|ticket| ticket.csat == answer).map(|ticket| ticket.times).sum::<u64>();
    let (positive, negative) = (rated(CsatAnswer::Positive), rated(CsatAnswer::Negative));
    let mut first_replies: Vec<(f64, u64)> =
        by_people().filter_map(|ticket| Some((ticket.first_reply_s?, ticket.times))).collect();
    let form = || facts.leads.iter().filter(|lead| lead.is_form() && lead.mature);
    let share_of_form = |known: bool, is: &dyn Fn(&Lead) -> bool| {
        let count = |is: &dyn Fn(&Lead) -> bool| form().filter(|lead| is(lead)).map(|lead| lead.times).sum::<u64>();
        if known { share(count(is), count(&|_| true)) } else { None }
    };
    let stage = facts.rules.quality_stage;
    let rows = BaselineRows {
        rated: positive + negative,
        answered: first_replies.iter().map(|(_, times)| times).sum(),
        form_leads: form().map(|lead| lead.times).sum(),
    };
    let baseline = Baseline {
        human_csat: share(positive, positive + negative),
        human_first_answer_s: median_of_times(&mut first_replies).map(|median| median.value),
        form_conversion: None,
        form_lead_quality: share_of_form(facts.known.quality_stage, &|lead| lead.stage(stage).is_some()),
        form_booking: share_of_form(facts.known.meetings, &Lead::has_qualified_meeting),
    };
    (baseline, rows)
}

fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
