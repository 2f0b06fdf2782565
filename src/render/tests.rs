use super::{Form, Rendered, WIDTH, html, markdown, node, picture};
use crate::format::Language;
use crate::model::SortedMap;
use crate::panels::{FINDINGS_SHOWN, findings};
use crate::scorecard::{BoardId, Scorecard};
use crate::share::{Opened, SectionId, ShareOptions, share};
use crate::text::text;

fn march() -> Scorecard {
    serde_json::from_str(include_str!("../../tests/fixtures/scorecard/march.json")).unwrap()
}

fn opened() -> Opened {
    share(&march(), ShareOptions::default()).into()
}

fn rendered(opened: &Opened, language: Language) -> Rendered<'_> {
    Rendered { opened, text: text(language), link: "https://docs.example.org/#s.d1.x", width: WIDTH }
}

#[test]
fn words_of_the_data_cannot_open_an_element() {
    let cell = node("td").attr("title", "\"><script>").child("<b> & \"");
    assert_eq!(cell.to_html(), "<td title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt; &amp; &quot;</td>");
    let mut opened = opened();
    opened.shared.card.boards.values_mut().for_each(|board| board.flows = vec!["<script>alert(1)</script>".to_owned()]);
    opened.shared.card.engine = "<img src=x onerror=alert(1)>".to_owned();
    for page in [html(rendered(&opened, Language::En)), picture(rendered(&opened, Language::En), false)] {
        assert!(!page.contains("<img") && !page.contains("<script"));
    }
    let tables = markdown(rendered(&opened, Language::En));
    assert!(tables.contains("\\<img") && !tables.replace("\\<", "").contains("<img"));
}

#[test]
fn a_page_holds_everything_itself_and_runs_nothing() {
    let opened = opened();
    for language in [Language::En, Language::Ja] {
        let page = html(rendered(&opened, language));
        for outside in ["<script", " src=", "@import", "url(", "<link", " style=", "onclick"] {
            assert!(!page.contains(outside), "{outside}");
        }
        assert!(page.contains("data-value=\"0.45\"") && page.contains("prefers-color-scheme: dark"));
        assert!(page.contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'"));
    }
}

#[test]
fn the_same_numbers_stand_in_every_form() {
    let opened = opened();
    let of = |form| rendered(&opened, Language::En).to_form(form);
    for form in [Form::Html, Form::Markdown, Form::Svg].map(of) {
        for number in ["45.0", "540 of 1,200 eligible chats", "$2,250"] {
            assert!(form.contains(number), "{number}");
        }
    }
    let markdown = of(Form::Markdown);
    assert!(markdown.contains("| Deflection rate | 45.0% |"), "{markdown}");
    assert!(markdown.contains("](https://docs.example.org/#s.d1.x)"), "{markdown}");
}

#[test]
fn what_numbers_are_narrowed_to_stands_in_every_form() {
    let card =
        Scorecard { query: "from=2026-03-01&to=2026-03-31&compare=2026-02-01..2026-02-28&channel=web".to_owned(), ..march() };
    let opened: Opened = share(&card, ShareOptions::default()).into();
    for language in [Language::En, Language::Ja] {
        let words = &text(language).shared;
        let filter = words.narrowed.with([&[text(language).filters.channel, ": web"].concat()]);
        let dates = words.against.with([&crate::format::date_range("2026-02-01", "2026-02-28", language)]);
        for form in [Form::Html, Form::Markdown, Form::Svg].map(|form| rendered(&opened, language).to_form(form)) {
            assert!(form.contains(&filter) && form.contains(&dates), "{filter} {dates}");
        }
    }
}

#[test]
fn a_picture_without_a_board_is_none() {
    let mut opened = opened();
    opened.shared.card.boards = SortedMap::new();
    assert_eq!(picture(rendered(&opened, Language::En), false), "");
}

#[test]
fn a_page_of_a_cut_link_says_what_is_missing() {
    let mut opened = opened();
    opened.missing.push(SectionId::Rules);
    opened.is_cut = true;
    let page = html(rendered(&opened, Language::En));
    assert!(page.contains("The end of this link is missing.") && page.contains("Missing: rules."));
}

#[test]
fn every_finding_has_its_mark_before_it_and_long_lists_are_folded() {
    let opened = opened();
    let rendered = rendered(&opened, Language::En);
    let found = [BoardId::Support, BoardId::Lead].map(|board| findings(&rendered.view(), board).len());
    let page = html(rendered);
    // The list is a grid of two columns: without a mark the words would stand in the narrow one.
    assert_eq!(page.matches("<li><span class=\"ic\">").count(), found.iter().sum::<usize>());
    let folded = found.iter().filter(|found| **found > FINDINGS_SHOWN).count();
    assert_eq!(page.matches("<ol class=\"finds\">").count(), found.iter().filter(|found| **found > 0).count() + folded);
}
