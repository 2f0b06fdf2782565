//! "How counted", folded under a number.

use crate::app::element::{El, el};
use crate::panels::Fact;

/// The facts of a number.
pub fn facts_list(facts: Vec<Fact>) -> El {
    let mut list = el("dl");
    for fact in facts {
        let says = fact.says.into_iter().map(|said| el("span").child(said));
        list = list.child(el("dt").child(fact.label)).child(el("dd").children(says));
    }
    list
}

/// The facts of a number, folded.
pub fn facts_view(title: &'static str, facts: Vec<Fact>) -> El {
    let list = facts_list(facts);
    // One name: opening one closes the others.
    el("details").class("how").attr("name", "how").child(el("summary").child(title)).child(list)
}
