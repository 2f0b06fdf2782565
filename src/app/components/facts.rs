//! "How counted", folded under a number.

use super::said_view;
use crate::app::element::{El, el};
use crate::panels::Fact;
use crate::scorecard::Query;

/// The facts of a number, whose counts lead to their rows under a query.
pub fn facts_list(facts: Vec<Fact>, query: Option<&Query>) -> El {
    let mut list = el("dl");
    for fact in facts {
        let says = fact.says.into_iter().map(|said| el("span").child(said_view(said, query)));
        list = list.child(el("dt").child(fact.label)).child(el("dd").children(says));
    }
    list
}

/// The facts of a number, folded.
pub fn facts_view(title: &'static str, facts: Vec<Fact>, query: Option<&Query>) -> El {
    let list = facts_list(facts, query);
    // One name: opening one closes the others.
    el("details").class("how").attr("name", "how").child(el("summary").child(title)).child(list)
}
