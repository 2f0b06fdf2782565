//! The survey: whom it asked, and whether its answers can be read.

use super::CheckId;
use super::found::Found;
use crate::facts::{CsatAnswer, Kind, Outcome};
use crate::metrics::{Context, Field};
use crate::model::Dimension;

/// Answers of which this share lies in other intents and outcomes than the chats are of other people.
const UNLIKE: f64 = 0.10;

pub(super) fn check(context: &Context<'_>, found: &mut Found) {
    let facts = context.facts;
    let chats = &facts.conversations;
    let unreadable = chats.of_kinds(|kind| kind.is_handled() && kind.csat() == CsatAnswer::Unreadable);
    found.add_rows(CheckId::CsatScaleUnclear, unreadable.map(|at| chats.origin(at)));
    let handled = || chats.kinds().iter().filter(|kind| kind.is_handled());
    let answers = || handled().filter(|kind| is_answer(**kind));
    if (answers().count() as u64) < facts.rules.min_n {
        return;
    }
    let only =
        |outcome: Outcome| handled().any(|kind| kind.outcome() != outcome) && answers().all(|kind| kind.outcome() == outcome);
    let mix = Mix::new(context);
    let said = if only(Outcome::Completed) {
        CheckId::SurveyAfterSuccess
    } else if only(Outcome::Escalated) {
        CheckId::SurveyAfterHandoff
    } else if mix.distance() > UNLIKE + mix.chance() {
        CheckId::SurveyUnlikeChats
    } else {
        return;
    };
    let answers = chats.of_kinds(|kind| kind.is_handled() && is_answer(kind));
    found.add_rows(said, answers.map(|at| chats.origin(at)));
}

/// Handled chats and readable answers by stratum (intent and outcome).
struct Mix {
    chats: Vec<f64>,
    answers: Vec<f64>,
}

impl Mix {
    fn new(context: &Context<'_>) -> Self {
        let index = context.index;
        let intents = index.field(Field::Dimension(Dimension::Intent));
        let strata = intents.names.len() * Outcome::ALL.len();
        let mut mix = Self { chats: vec![0.0; strata], answers: vec![0.0; strata] };
        let chats = context.facts.conversations.kinds().iter().enumerate();
        for (at, kind) in chats.filter(|(_, kind)| kind.is_handled()) {
            let stratum = intents.code(at) * Outcome::ALL.len() + kind.outcome() as usize;
            if let (Some(chats), Some(answers)) = (mix.chats.get_mut(stratum), mix.answers.get_mut(stratum)) {
                *chats += 1.0;
                *answers += f64::from(u8::from(is_answer(*kind)));
            }
        }
        mix
    }

    /// The share of answers that would have to come from other strata to be mixed as the chats are: total variation
    /// distance.
    fn distance(&self) -> f64 {
        let (chats, answers) = (self.chats.iter().sum::<f64>(), self.answers.iter().sum::<f64>());
        let apart =
            self.chats.iter().zip(&self.answers).map(|(of_chats, of_answers)| (of_chats / chats - of_answers / answers).abs());
        apart.sum::<f64>() / 2.0
    }

    /// The distance to be expected of so many answers drawn from the chats by lot: half of the sum of the mean absolute
    /// deviations `sqrt(2 p (1 - p) / (pi n))` of the strata's shares.
    fn chance(&self) -> f64 {
        let (chats, n) = (self.chats.iter().sum::<f64>(), self.answers.iter().sum::<f64>());
        let shares = self.chats.iter().map(|of_chats| of_chats / chats);
        shares.map(|share| (2.0 * share * (1.0 - share) / (std::f64::consts::PI * n)).sqrt()).sum::<f64>() / 2.0
    }
}

fn is_answer(kind: Kind) -> bool {
    matches!(kind.csat(), CsatAnswer::Positive | CsatAnswer::Negative)
}
