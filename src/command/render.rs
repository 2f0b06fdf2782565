//! `botworth render`: a printed scorecard as a page, a picture, tables or a link, for places where nobody opens the app.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::brief::LanguageChoice;
use super::score::read_scorecard;
use super::{NOT_USED, USED, written};
use crate::render::{Rendered, html, markdown, picture};
use crate::scorecard::Query;
use crate::share::{Part, ShareOptions, link, share};

/// Print a scorecard as a page, a picture, tables or a link.
#[derive(Debug, Args)]
pub(super) struct Render {
    /// A scorecard, as `botworth score` prints it.
    #[arg(value_name = "SCORECARD")]
    scorecard: PathBuf,
    #[command(flatten)]
    form: Form,
    /// Where Botworth is hosted, for the link, and for a way from the page to it.
    #[arg(long, value_name = "URL", default_value = "")]
    address: String,
    /// Language of the words.
    #[arg(long, value_enum, default_value_t = LanguageChoice::En)]
    language: LanguageChoice,
    /// Leave a part out: support, lead, weeks, segments, names, money; may be given more than once.
    #[arg(long = "without", value_name = "PART", value_parser = part)]
    without: Vec<Part>,
    /// Put the names of sources and campaigns in.
    #[arg(long)]
    with_sources: bool,
}

/// What is printed.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
#[allow(clippy::struct_excessive_bools, reason = "one flag a form, of which the group lets one through")]
struct Form {
    /// One file of HTML: tables and pictures, light and dark, no scripts.
    #[arg(long)]
    html: bool,
    /// One picture: the claim and the tiles.
    #[arg(long)]
    svg: bool,
    /// Tables of Markdown.
    #[arg(long)]
    markdown: bool,
    /// The link; its letters and what is hidden are told on the error stream.
    #[arg(long)]
    link: bool,
}

fn part(word: &str) -> Result<Part, String> {
    let known = || Part::ALL.iter().map(|part| part.word()).collect::<Vec<_>>().join(", ");
    Part::from_word(word).ok_or_else(|| format!("known parts are {}", known()))
}

impl Render {
    pub(super) fn run(&self, output: &mut dyn Write, errors: &mut dyn Write) -> u8 {
        let card = match read_scorecard(&self.scorecard) {
            Ok(card) => card,
            Err(message) => return written(&writeln!(errors, "botworth: {message}"), NOT_USED),
        };
        let options = ShareOptions::default().with(Part::Sources, self.with_sources);
        let options = self.without.iter().fold(options, |options, part| options.with(*part, false));
        let shared = share(&card, &Query::default(), options);
        let fragment = link::fragment(&shared);
        let address = [self.address.split('#').next().unwrap_or_default(), "#", &fragment].concat();
        let text = self.language.text();
        let rendered = Rendered { shared: &shared, text, link: if self.address.is_empty() { "" } else { &address } };
        let made = if self.form.html {
            html(rendered)
        } else if self.form.svg {
            picture(rendered)
        } else if self.form.markdown {
            markdown(rendered)
        } else {
            let hidden = shared.hidden.segments + shared.hidden.weeks;
            let told = writeln!(errors, "botworth: {} letters; {hidden} small groups are hidden", address.len());
            if told.is_err() {
                return written(&told, USED);
            }
            address + "\n"
        };
        written(&output.write_all(made.as_bytes()).and_then(|()| output.flush()), USED)
    }
}
