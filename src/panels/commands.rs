//! The command palette: everything that can be gone to or done, and what of it a few typed letters mean.

use super::{View, field_name, value_name};
use crate::model::order::put_in_order_by;
use crate::protocol::Choices;
use crate::scorecard::{BoardId, ChangeId, Query};
use crate::text::Text;
use crate::workspace::SavedView;

/// Commands that are listed at once.
const LISTED: usize = 12;

/// What a command does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Goes to a page by its word; what counts goes along.
    Page(String),
    /// Goes to an address as it is.
    Address(String),
    /// Lets these rows count.
    Narrow(Query),
    /// Opens the browser's dialog for files.
    Open,
    /// Reads the sample.
    Sample,
    /// Switches the language.
    Language,
    /// Switches light and dark.
    Theme,
    /// Saves the workspace as a file.
    SaveWorkspace,
    /// Saves the scorecard as JSON.
    SaveScorecard,
    /// Shows the shortcuts.
    Shortcuts,
}

/// A line of the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// What it is called.
    pub name: String,
    /// What kind of thing it is.
    pub group: &'static str,
    /// The keys that do the same; empty for none.
    pub keys: &'static str,
    /// What it does.
    pub act: Act,
}

/// Pages with the key that leads there after `g`.
pub const PAGES: [(&str, &str); 6] =
    [("support", "g s"), ("lead", "g l"), ("work", "g w"), ("money", "g m"), ("data", "g d"), ("rules", "g r")];

/// Every command, in the order in which they are listed where nothing is typed. Without a scorecard there is little to go to.
pub fn commands(
    text: &'static Text,
    view: Option<&View<'_>>,
    views: &[SavedView],
    query: &Query,
    choices: &Choices,
) -> Vec<Command> {
    let words = &text.commands;
    let command = |name: String, group, keys, act| Command { name, group, keys, act };
    let action = |name: &str, keys, act| command(name.to_owned(), words.action, keys, act);
    let mut all = Vec::new();
    if view.is_some() {
        let shell = &text.shell;
        let names = [shell.support, shell.lead, shell.work, shell.money, shell.data, shell.rules];
        let page = |((word, keys), name): ((&str, &'static str), &str)| {
            command(name.to_owned(), words.page, keys, Act::Page(word.to_owned()))
        };
        all.extend(PAGES.into_iter().zip(names).map(page));
    }
    let saved = views.iter().map(|view| command(view.name.clone(), words.view, "", Act::Address(view.address.clone())));
    all.extend(saved);
    all.push(action(text.data.add, "o", Act::Open));
    all.push(action(text.drop.sample, "", Act::Sample));
    if view.is_some() {
        all.push(action(text.workspace.save, "", Act::SaveWorkspace));
        all.push(action(text.data.download, "", Act::SaveScorecard));
        if *query != Query::default() {
            all.push(action(text.filters.clear, "", Act::Narrow(Query::default())));
        }
    }
    all.push(action(words.language, "", Act::Language));
    all.push(action(text.shell.theme, "t", Act::Theme));
    all.push(action(words.shortcuts, "?", Act::Shortcuts));
    if let Some(view) = view {
        for board in [BoardId::Support, BoardId::Lead].into_iter().filter(|board| view.board(*board).is_some()) {
            let name = if board == BoardId::Support { text.board.support } else { text.board.lead };
            let metric = |id: &ChangeId| {
                let said = text.tile.value_is.with([text.metrics.of(*id).name, name]);
                command(said, words.metric, "", Act::Page([board.word(), "/", id.word()].concat()))
            };
            all.extend(ChangeId::ALL.iter().map(metric));
        }
        for choice in &choices.fields {
            let only = |(value, _): &(String, u64)| {
                let mut query = query.clone();
                query.scope.hold_alone(choice.field, value.clone());
                let said = text.tile.value_is.with([field_name(view, choice.field), value_name(view, choice.field, value)]);
                command(said, words.filter, "", Act::Narrow(query))
            };
            all.extend(choice.values.iter().map(only));
        }
    }
    all
}

/// The commands that typed letters mean, the nearest first: each typed word begins a word of the name, or stands in it.
pub fn matching(all: Vec<Command>, typed: &str) -> Vec<Command> {
    let typed = typed.to_lowercase();
    let words: Vec<&str> = typed.split_whitespace().collect();
    let rank = |command: &Command| -> Option<usize> {
        let name = [&command.name, " ", command.group].concat().to_lowercase();
        let of = |word: &&str| {
            let begins = name.split(|letter: char| !letter.is_alphanumeric()).any(|part| part.starts_with(*word));
            if begins { Some(0) } else { name.contains(*word).then_some(1) }
        };
        words.iter().map(of).sum()
    };
    let mut met: Vec<(usize, Command)> = all.into_iter().filter_map(|command| Some((rank(&command)?, command))).collect();
    put_in_order_by(&mut met, |(rank, _)| *rank);
    met.into_iter().take(LISTED).map(|(_, command)| command).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Language;
    use crate::metrics::Field;
    use crate::model::Dimension;
    use crate::panels::fixture::{english, march};
    use crate::protocol::Choice;
    use crate::text::text;

    fn all() -> Vec<Command> {
        let card = march();
        let field = Field::Dimension(Dimension::Channel);
        let choices =
            Choices { fields: vec![Choice { field, values: vec![("web".to_owned(), 9)], others: 0 }], ..Choices::default() };
        let views = [SavedView { name: "Monday".to_owned(), address: "lead?channel=web".to_owned() }];
        commands(text(Language::En), Some(&english(&card)), &views, &Query::default(), &choices)
    }

    fn names(typed: &str) -> Vec<String> {
        matching(all(), typed).into_iter().map(|command| command.name).collect()
    }

    #[test]
    fn pages_views_metrics_filters_and_actions_are_found_by_a_few_letters() {
        assert_eq!(names("")[..2], ["Support", "Lead gen"]);
        assert_eq!(names("mond"), ["Monday"]);
        assert_eq!(names("csat sup"), ["CSAT: Support bot"]);
        let found = matching(all(), "web");
        let Act::Narrow(query) = &found[0].act else { panic!("a filter: {found:?}") };
        assert_eq!(query.to_address(), "channel=web");
        assert_eq!(names("work"), ["Save workspace"], "what begins a word");
        assert!(names("zzz").is_empty());
        assert_eq!(names("e").len(), LISTED);
    }

    #[test]
    fn without_a_scorecard_files_can_be_opened() {
        let all = commands(text(Language::Ja), None, &[], &Query::default(), &Choices::default());
        assert_eq!(all.first().map(|command| &command.act), Some(&Act::Open));
        assert!(!all.iter().any(|command| matches!(command.act, Act::Page(_) | Act::SaveWorkspace)));
    }
}
