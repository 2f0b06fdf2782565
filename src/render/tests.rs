use super::{Rendered, html, markdown, node, picture};
use crate::format::Language;
use crate::scorecard::{Query, Scorecard};
use crate::share::{ShareOptions, Shared, share};
use crate::text::text;

fn march() -> Scorecard {
    serde_json::from_str(include_str!("../../tests/fixtures/scorecard/march.json")).unwrap()
}

fn shared() -> Shared {
    share(&march(), &Query::default(), ShareOptions::default())
}

fn rendered(shared: &Shared, language: Language) -> Rendered<'_> {
    Rendered { shared, text: text(language), link: "https://docs.example.org/#s.d1.x" }
}

#[test]
fn words_of_the_data_cannot_open_an_element() {
    let cell = node("td").attr("title", "\"><script>").child("<b> & \"");
    assert_eq!(cell.to_html(), "<td title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt; &amp; &quot;</td>");
    let mut shared = shared();
    shared.card.boards.values_mut().for_each(|board| board.flows = vec!["<script>alert(1)</script>".to_owned()]);
    shared.card.engine = "<img src=x onerror=alert(1)>".to_owned();
    for page in [html(rendered(&shared, Language::En)), picture(rendered(&shared, Language::En))] {
        assert!(!page.contains("<img") && !page.contains("<script"));
    }
    let tables = markdown(rendered(&shared, Language::En));
    assert!(tables.contains("\\<img") && !tables.replace("\\<", "").contains("<img"));
}

#[test]
fn a_page_holds_everything_itself_and_runs_nothing() {
    let shared = shared();
    for language in [Language::En, Language::Ja] {
        let page = html(rendered(&shared, language));
        for outside in ["<script", " src=", "@import", "url(", "<link", " style=", "onclick"] {
            assert!(!page.contains(outside), "{outside}");
        }
        assert!(page.contains("data-value=\"0.45\"") && page.contains("prefers-color-scheme: dark"));
        assert!(page.contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'"));
    }
}

#[test]
fn the_same_numbers_stand_in_every_form() {
    let shared = shared();
    let of = |make: fn(Rendered<'_>) -> String| make(rendered(&shared, Language::En));
    for form in [of(html), of(markdown), of(picture)] {
        for number in ["45.0", "540 of 1,200 eligible chats", "$2,250"] {
            assert!(form.contains(number), "{number}");
        }
    }
    let markdown = of(markdown);
    assert!(markdown.contains("| Deflection rate | 45.0% |"), "{markdown}");
    assert!(markdown.contains("](https://docs.example.org/#s.d1.x)"), "{markdown}");
}

#[test]
fn a_picture_without_a_board_is_none() {
    let mut shared = shared();
    shared.card.boards.clear();
    assert_eq!(picture(rendered(&shared, Language::En)), "");
}
