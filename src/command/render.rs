//! `botworth render`: a printed scorecard as a page, a picture, tables or a link, for places where nobody opens the app.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::brief::LanguageChoice;
use super::png::png;
use super::score::read_scorecard;
use super::{NOT_USED, USED, written};
use crate::render::{self, Rendered};
use crate::share::{Opened, Part, ShareOptions, link, share};

/// Print a scorecard as a page, a picture, tables or a link.
#[derive(Debug, Args)]
pub(super) struct Render {
    /// A scorecard, as `botworth score` prints it.
    #[arg(value_name = "SCORECARD")]
    scorecard: PathBuf,
    #[command(flatten)]
    form: Form,
    /// Where Botworth is hosted, for the link, and for a way from the page to it.
    #[arg(long, value_name = "URL", default_value = "", value_parser = web_address)]
    address: String,
    /// Language of the words.
    #[arg(long, value_enum, default_value_t = LanguageChoice::En)]
    language: LanguageChoice,
    /// Leave a part out: support, lead, weeks, segments, names, money; may be given more than once.
    #[arg(long = "without", value_name = "PART", value_parser = part)]
    without: Vec<Part>,
    /// Put the names of sources in.
    #[arg(long)]
    with_sources: bool,
    /// Put the names of campaigns in; the scorecard has them where it was counted with `--segment campaign`.
    #[arg(long)]
    with_campaigns: bool,
}

/// A link on a page leads to a page: an address of the web, of a file, or one beside the page.
fn web_address(text: &str) -> Result<String, String> {
    let scheme = text.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| !scheme.contains(['/', '?', '#']));
    match scheme {
        None | Some("http" | "https" | "file") => Ok(text.to_owned()),
        Some(_) => Err("an address starts with https:, http: or file:, or is a path".to_owned()),
    }
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
    /// The same picture as PNG, light, drawn with Noto Sans; Japanese letters are drawn with a font of the system.
    #[arg(long)]
    png: bool,
    /// Tables of Markdown.
    #[arg(long)]
    markdown: bool,
    /// The link; its letters and what is hidden are told on the error stream.
    #[arg(long)]
    link: bool,
}

impl Form {
    /// What is made; none for the link.
    fn made(&self) -> Option<render::Form> {
        let forms = [
            (self.html, render::Form::Html),
            (self.svg, render::Form::Svg),
            (self.png, render::Form::Png),
            (self.markdown, render::Form::Markdown),
        ];
        forms.into_iter().find_map(|(is_asked, form)| is_asked.then_some(form))
    }
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
        let options = ShareOptions::default().with(Part::Sources, self.with_sources).with(Part::Campaigns, self.with_campaigns);
        let options = self.without.iter().fold(options, |options, part| options.with(*part, false));
        let opened = Opened::from(share(&card, options));
        let fragment = link::fragment(&opened.shared);
        let address = [self.address.split('#').next().unwrap_or_default(), "#", &fragment].concat();
        let text = self.language.text();
        let link = if self.address.is_empty() { "" } else { &address };
        let rendered = Rendered { opened: &opened, text, link, width: render::WIDTH };
        let Some(form) = self.form.made() else {
            let hidden = opened.shared.hidden.segments + opened.shared.hidden.weeks;
            let told = writeln!(errors, "botworth: {} letters; {hidden} small groups are hidden", address.len());
            let printed = told.and_then(|()| writeln!(output, "{address}")).and_then(|()| output.flush());
            return written(&printed, USED);
        };
        let made = rendered.to_form(form);
        if form != render::Form::Png {
            return written(&output.write_all(made.as_bytes()).and_then(|()| output.flush()), USED);
        }
        let drawn = match png(&made) {
            Ok(drawn) => drawn,
            Err(reason) => return written(&writeln!(errors, "botworth: no picture: {reason}"), NOT_USED),
        };
        let told = if drawn.lacks_letters {
            writeln!(errors, "botworth: this machine has no font for some of the letters; they are left out")
        } else {
            Ok(())
        };
        written(&told.and_then(|()| output.write_all(&drawn.bytes)).and_then(|()| output.flush()), USED)
    }
}
