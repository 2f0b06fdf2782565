//! "How counted", folded under a number.

use crate::app::element::{El, el};
use crate::panels::Fact;

/// The facts of a number as a folded list.
pub fn facts_view(title: &'static str, facts: Vec<Fact>) -> El {
    let mut list = el("dl");
    for fact in facts {
        let says = fact.says.into_iter().map(|said| el("span").child(said));
        list = list.child(el("dt").child(fact.label)).child(el("dd").children(says));
    }
    el("details").class("how").child(el("summary").child(title)).child(list)
}
