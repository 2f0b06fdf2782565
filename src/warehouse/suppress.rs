//! A cube without small groups: every date and every combination of values that stands in it is of enough chats, leads, orders,
//! tickets or visitors.
//!
//! Groups form a tree: a week, in it flows, in them intents, and so on, dates last, since a scorecard tells weeks. A group that is
//! too small is folded into the one above it; so are the smallest beside it until together they are enough. Totals stay whole, and
//! what differs is named.

use std::fmt::Write as _;

/// What is folded: a name, and the levels of its tree below the root, the coarsest first, with the column that each is read from.
struct Tree {
    name: &'static str,
    levels: &'static [(&'static str, &'static str)],
    /// How many a row stands for.
    size: &'static str,
}

const CHATS: Tree = Tree {
    name: "chats",
    levels: &[
        ("week", "week"),
        ("flow", "flow"),
        ("intent", "intent"),
        ("channel", "channel"),
        ("source", "source"),
        ("page", "page"),
        ("campaign", "campaign"),
        ("medium", "medium"),
        ("language", "language"),
        ("hours", "hours"),
        ("day", "day"),
    ],
    size: "count(*)",
};

const LEADS: Tree = Tree {
    name: "leads",
    levels: &[
        ("week", "week"),
        ("flow", "flow"),
        ("intent", "intent"),
        ("channel", "channel"),
        ("source", "source"),
        ("own_source", "own_source"),
        ("page", "page"),
        ("campaign", "campaign"),
        ("medium", "medium"),
        ("language", "language"),
        ("hours", "hours"),
        ("day", "own_day"),
    ],
    size: "count(*)",
};

const ORDERS: Tree = Tree { name: "orders", levels: &[("week", "week"), ("day", "day")], size: "count(*)" };

const TICKETS: Tree = Tree { name: "tickets", levels: &[("week", "week"), ("day", "day")], size: "count(*)" };

const VISITORS: Tree = Tree {
    name: "visitors",
    levels: &[("week", "week"), ("day", "day"), ("board", "board"), ("channel", "channel"), ("flow", "flow"), ("page", "page")],
    size: "sum(visitors)",
};

const TREES: [Tree; 5] = [CHATS, LEADS, ORDERS, TICKETS, VISITORS];

/// What is not that of the rows where a level of a tree is folded, by its place in the scorecard.
const OF_LEVELS: [(&str, &str, &[&str]); 24] = [
    ("chats", "week", &["weekly", "change", "findings"]),
    ("chats", "day", &["dates inside a week"]),
    ("chats", "flow", &["segments.flow", "paths", "flows", "flow_kind", "findings"]),
    ("chats", "intent", &["segments.intent", "csat.parts.adjusted", "rate_effect", "mix_effect", "reversal", "findings"]),
    ("chats", "channel", &["segments.channel", "engagement_rate", "per_visitor", "funnel", "findings"]),
    ("chats", "source", &["segments.source"]),
    ("chats", "page", &["segments.page"]),
    ("chats", "campaign", &["segments.campaign"]),
    ("chats", "medium", &["segments.medium"]),
    ("chats", "language", &["segments.language"]),
    ("chats", "hours", &["segments.business_hours"]),
    ("leads", "week", &["weekly", "change", "findings"]),
    ("leads", "day", &["dates inside a week"]),
    ("leads", "flow", &["segments.flow", "flows", "flow_kind", "findings"]),
    ("leads", "intent", &["segments.intent", "rate_effect", "mix_effect", "reversal"]),
    ("leads", "channel", &["segments.channel"]),
    ("leads", "own_source", &["segments.source", "findings"]),
    ("leads", "page", &["segments.page"]),
    ("leads", "campaign", &["segments.campaign"]),
    ("leads", "medium", &["segments.medium"]),
    ("leads", "language", &["segments.language"]),
    ("leads", "hours", &["segments.business_hours"]),
    ("visitors", "board", &["engagement_rate", "per_visitor", "funnel"]),
    ("visitors", "page", &["segments.channel", "segments.flow", "segments.page", "engagement_rate", "per_visitor", "funnel"]),
];

/// What is not that of the rows where a whole tree is too small to be shown.
const OF_TREES: [(&str, &[&str]); 4] = [
    ("leads", &["counts", "lead_quality_rate", "qualified_booking_rate", "funnel", "change", "findings"]),
    ("orders", &["counts", "attributed_revenue", "roi", "attribution"]),
    ("tickets", &["counts", "findings"]),
    ("visitors", &["engagement_rate", "per_visitor", "funnel"]),
];

/// What is not that of the rows where sums of money are hidden.
const OF_MONEY: [&str; 2] = ["attributed_revenue", "roi"];

impl Tree {
    fn of(name: &str) -> Option<&'static Self> {
        TREES.iter().find(|tree| tree.name == name)
    }

    /// The place of a level, from 1.
    fn place(&self, level: &str) -> usize {
        self.levels.iter().position(|(of, _)| *of == level).map_or(0, |at| at + 1)
    }

    /// A cell of a level: texts are never missing, so that they can be joined.
    fn cell(level: &str, column: &str, of: &str) -> String {
        match level {
            "week" | "day" | "hours" => format!("{of}{column}"),
            _ => format!("coalesce({of}{column}, '')"),
        }
    }

    /// The statements that fold it, a level each.
    fn folds(&self) -> String {
        let Self { name, levels, size } = self;
        let names: Vec<&str> = levels.iter().map(|(level, _)| *level).collect();
        let all = names.join(", ");
        let cells: Vec<String> =
            levels.iter().map(|(level, column)| format!("{} as {level}", Self::cell(level, column, ""))).collect();
        let more = if *size == "count(*)" { "" } else { ", visitors" };
        let mut sql = format!(
            "{{{{create bw_{name}_fold_0}}}}\nselect root, {all}, {size} as size, 0 as kept\nfrom (select root, {}{more} from \
             bw_{name}_seen) s\nwhere {{{{within day}}}}\ngroup by root, {all};\n\n",
            cells.join(", "),
        );
        let mut above = "root".to_owned();
        for (place, level) in (1..).zip(&names) {
            let before = place - 1;
            // Writing to a string cannot fail.
            let _ = write!(
                sql,
                "{{{{create bw_{name}_fold_{place}}}}}\nselect root, {all}, size, case when kept = {before} and group_size >= \
                 {{{{below}}}} and (least_size >= {{{{below}}}} or before_size >= {{{{below}}}}) then {place} else kept end as kept\n\
                 from (select s.*, min(group_size) over (partition by {above}) as least_size,\n        sum(size) over (partition by \
                 {above} order by group_size, {level}) - group_size as before_size\n    from (select f.*, sum(size) over (partition \
                 by {above}, {level}) as group_size from bw_{name}_fold_{before} f) s) t;\n\n"
            );
            above = format!("{above}, {level}");
        }
        // Dates that are folded stand on the first of their group.
        let kept: Vec<String> =
            (1..).zip(&names).map(|(place, level): (usize, _)| format!("case when kept >= {place} then {level} end")).collect();
        let _ = write!(
            sql,
            "{{{{create bw_{name}_shown}}}}\nselect f.*, sum(size) over (partition by root) as total,\n    min(day) over (partition \
             by root, kept, {}) as shown_day\nfrom bw_{name}_fold_{} f;\n",
            kept.join(", "),
            names.len()
        );
        sql
    }

    /// Whether a row of the tree's `seen` is in a group.
    fn same(&self, of: &str) -> String {
        let cells = self.levels.iter().filter(|(level, _)| *level != "week").map(|(level, column)| {
            let cell = Self::cell(level, column, &format!("{of}."));
            format!("t.{level} = {cell}")
        });
        std::iter::once(format!("t.root = {of}.root")).chain(cells).collect::<Vec<_>>().join(" and ")
    }

    /// The values of a row that may be shown.
    fn shown(&self, of: &str) -> String {
        let values = (1..).zip(self.levels).filter(|(_, (level, _))| !matches!(*level, "week" | "day"));
        let shown = values.map(|(place, (level, _)): (usize, _)| match *level {
            "flow" => format!(
                "case when t.kept >= {place} then {of}.flow when {of}.root <> '' then '(other ' || {of}.root || ')' end as flow"
            ),
            "hours" => format!("case when t.kept >= {place} then {of}.in_business_hours end as in_business_hours"),
            level => format!("case when t.kept >= {place} then {of}.{level} else '(other)' end as {level}"),
        });
        shown.collect::<Vec<_>>().join(", ")
    }
}

/// What a placeholder of a suppressed program stands for.
pub(super) fn value(verb: &str, argument: &str) -> Option<String> {
    let (name, of) = argument.split_once(' ').unwrap_or((argument, ""));
    match verb {
        "folds" => Some(Tree::of(name)?.folds()),
        "level" => Some(Tree::of(name)?.place(of).to_string()),
        "same" => Some(Tree::of(name)?.same(of)),
        "shown" => Some(Tree::of(name)?.shown(of)),
        "hours" => Some(format!(
            "case when {argument}.in_business_hours then 'in' when not {argument}.in_business_hours then 'out' else '' end"
        )),
        _ => None,
    }
}

/// Whether sums are shown, and counts are not too few; always without suppression.
pub(super) fn unless(argument: &str, below: Option<u64>) -> Option<String> {
    let Some(below) = below else { return Some("1 = 1".to_owned()) };
    let (what, of) = argument.split_once(' ')?;
    Some(match what {
        "hidden" => format!(
            "not exists (select 1 from bw_hidden h where h.split = {of}.split and h.name = {of}.name and h.board = {of}.board)"
        ),
        _ => format!("{of} >= {below}"),
    })
}

/// How many are folded or hidden, by the place of each number that then differs.
pub(super) fn differs(below: u64) -> String {
    let mut counts: Vec<String> = Vec::new();
    let mut add = |paths: &[&str], size: &str, from: &str| {
        counts.extend(paths.iter().map(|path| format!("select '{path}' as path, {size} as size from {from}")));
    };
    for (name, level, paths) in OF_LEVELS {
        let place = Tree::of(name).map_or(0, |tree| tree.place(level));
        add(paths, &format!("sum(case when kept < {place} then size else 0 end)"), &format!("bw_{name}_shown"));
    }
    for (name, paths) in OF_TREES {
        add(paths, &format!("sum(case when total < {below} then size else 0 end)"), &format!("bw_{name}_shown"));
    }
    add(&OF_MONEY, "count(*)", "bw_hidden");
    add(&["weekly"], "sum(case when split = 'week' then 1 else 0 end)", "bw_hidden");
    counts.join("\nunion all ")
}
