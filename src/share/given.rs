//! What a page that embeds a scorecard is given: a link, or a scorecard as it is printed.

use thiserror::Error;

use super::content::share;
use super::link::{self, LinkFault, Opened};
use super::options::ShareOptions;
use crate::scorecard::Scorecard;

/// Why nothing of it can be shown.
#[derive(Debug, PartialEq, Eq, Error)]
pub enum GivenFault {
    /// It is a link that cannot be shown.
    #[error("the link cannot be shown")]
    Link(LinkFault),
    /// It is JSON and no scorecard; what is wrong, and where.
    #[error("no scorecard: {0}")]
    Json(String),
}

/// Opens what was given: a link, its fragment, or a printed scorecard, of which is shown what a link of it would hold.
pub fn open_given(given: &str) -> Result<Opened, GivenFault> {
    if !given.trim_start().starts_with('{') {
        return link::open(given.trim()).map_err(GivenFault::Link);
    }
    let card: Scorecard = serde_json::from_str(given).map_err(|error| GivenFault::Json(error.to_string()))?;
    Ok(share(&card, ShareOptions::default()).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::share::fixture::march;

    #[test]
    fn a_printed_scorecard_and_its_link_show_the_same() {
        let shared = share(&march(), ShareOptions::default());
        let link = ["https://docs.example.org/bot/#", &link::fragment(&shared), "\n"].concat();
        let of_link = open_given(&link).unwrap();
        let of_json = open_given(include_str!("../../tests/fixtures/scorecard/march.json")).unwrap();
        assert_eq!(of_json.shared, shared);
        assert_eq!(of_link.shared.card.boards, of_json.shared.card.boards);
        assert_eq!(of_json.shared.card.files[0].name, "", "names of files are not shown");
    }

    #[test]
    fn what_is_neither_says_why() {
        assert_eq!(open_given("a page"), Err(GivenFault::Link(LinkFault::NoLink)));
        assert!(matches!(open_given("{\"schema\": 1}"), Err(GivenFault::Json(reason)) if reason.contains("missing field")));
    }
}
