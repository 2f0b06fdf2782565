//! What is loaded and asked: the same for the command and the worker. Knows no browser and no clock.

mod behind;
mod choices;
mod cube;
mod earlier;
mod evidence;
mod exports;
mod file_facts;
mod history;
mod mapping;
mod opening;
mod profiles;
mod ranged;
mod recent;
mod rules;
mod sharing;
mod tested;
#[cfg(test)]
mod tests;
mod week;
mod workspace;

use std::collections::BTreeSet;
use std::io::{Read, Seek};
use std::sync::Arc;

pub use history::{History, Replay};

use self::earlier::Saved;
use self::profiles::InUse;
use self::ranged::Ranged;
use self::recent::Recent;
use crate::facts::{self, Facts, JoinsByTable};
use crate::ingest::{Load, OpenedFiles, Options};
use crate::insight;
use crate::insight::gaps::{Gaps, Groups, Roadmap};
use crate::insight::invoice::{Dispute, Invoice};
use crate::insight::vanity::Vanity;
use crate::lineage::{self, Asked, Page, Standing};
use crate::metrics::Scope;
use crate::model::SortedMap;
use crate::opener::{InPlace, Opener};
use crate::protocol::{Choices, LedgerLine, OpenFile, Request, Response, ToDecide};
use crate::rules::Rules;
use crate::scorecard::{Basis, Check, Query, Scorecard, score_on, to_json};
use crate::share::link;
use crate::workspace::Kept;

/// Disputed resolutions that a page lists; all of them leave as a file.
const DISPUTES_SHOWN: usize = 20;

/// What one tab, or one call of the command, has loaded.
#[derive(Debug, Default)]
pub struct Session {
    files: OpenedFiles,
    rules: Rules,
    /// The rules file that `rules` came from, as long as nobody changed them.
    rules_file: Option<u32>,
    time_zone: String,
    /// What people said of files' columns, the latest first.
    profiles: Vec<InUse>,
    /// Files that nobody knew, by number: a mapping may come that is theirs.
    unknown: SortedMap<u32, OpenFile>,
    /// The rules of an earlier run, to tell what changed since.
    before: Option<Rules>,
    /// What people decided about gaps.
    roadmap: Roadmap,
    /// Questions without an answer by their meaning; none until they are asked for.
    groups: Option<Arc<Groups>>,
    /// Scorecards that were saved before, by the number of their file.
    earlier: SortedMap<u32, Saved>,
    /// Workspaces that were saved before, by the number of their file.
    workspaces: SortedMap<u32, workspace::Opened>,
    /// The rules by which cubes were counted, by the number of their file.
    cubes: SortedMap<u32, Rules>,
    /// What the tab keeps, told when the workspace was last saved.
    kept: Kept,
    /// What was last asked to be no resolution.
    disputes: Option<BTreeSet<Dispute>>,
    /// What was last searched for in rows behind a number.
    searched: String,
    /// How many workers can read ranges of one file.
    readers: u32,
    /// Files of which ranges are being read, by number.
    ranged: SortedMap<u32, Ranged>,
    /// Of the files as they are; none if they changed.
    load: Option<Load>,
    /// Of the load under the rules in force; none if either changed.
    facts: Option<Facts>,
    /// What questions about the facts share; none until the first is asked.
    basis: Option<Basis>,
    /// The checks on the data, with the earlier rules that they compare with: the same whatever rows are chosen.
    checks: Option<(Option<Rules>, Vec<Check>)>,
    /// What can be chosen of them; none until it is asked for.
    choices: Option<Choices>,
    /// What of them the rules can decide; none until it is asked for.
    to_decide: Option<ToDecide>,
    /// Which rows count in what is told.
    query: Query,
    /// What was told of them last.
    card: Option<Scorecard>,
    /// What was told of other rows before.
    recent: Recent,
    /// What was told when a link was last made, and what the link holds of it.
    given: Option<Box<(Scorecard, Scorecard)>>,
}

impl Session {
    /// Nothing loaded, default rules; `time_zone` (an IANA name) holds where the rules name none.
    pub fn new(time_zone: &str) -> Self {
        Self { time_zone: time_zone.to_owned(), ..Self::default() }
    }

    /// Answers a list of requests; one scorecard follows if anything loaded or any rule may have changed.
    /// `input` gives the bytes of each opened file, in order.
    pub fn answer<R: Read + Seek>(
        &mut self,
        requests: Vec<Request>,
        input: impl FnMut(&OpenFile) -> R,
        respond: &mut dyn FnMut(Response),
    ) {
        self.answer_with(&mut InPlace, requests, input, respond);
    }

    /// The same with files read by an opener.
    pub fn answer_with<R: Read>(
        &mut self,
        opener: &mut dyn Opener<R>,
        requests: Vec<Request>,
        mut input: impl FnMut(&OpenFile) -> R,
        respond: &mut dyn FnMut(Response),
    ) {
        let mut is_changed = false;
        for request in requests {
            // Whether a typed rule changes anything is known when it is read.
            is_changed |= !request.is_question() && !matches!(request, Request::EditRule { .. });
            match request {
                Request::Hello { time_zone, readers, .. } => {
                    self.time_zone = time_zone;
                    self.readers = readers;
                    self.forget_facts();
                }
                Request::Open { files } => {
                    for file in &files {
                        let mut bytes = input(file);
                        match self.plan_ranges(file, opener, &mut bytes) {
                            Some(plan) => self.begin_ranges(file, plan, respond),
                            None => self.open_and_tell(file, &Options::default(), opener, &mut bytes, respond),
                        }
                    }
                }
                Request::OpenWhole { files } => {
                    for file in &files {
                        let mut bytes = input(file);
                        self.ranged.remove(&file.file);
                        self.open_and_tell(file, &Options::default(), opener, &mut bytes, respond);
                    }
                }
                Request::TakeRange { file } => {
                    let bytes = input(&OpenFile { file, ..OpenFile::default() });
                    self.take_range(file, bytes, respond);
                }
                Request::SetHash { file, sha256 } => self.set_hash(file, &sha256),
                Request::SuggestMapping { file } => {
                    let mut bytes = input(&file);
                    respond(Self::suggest_mapping(file, opener, &mut bytes));
                }
                Request::TryMapping { file, choice } => {
                    let mut bytes = input(&file);
                    respond(Self::try_mapping(&file, &choice, opener, &mut bytes));
                }
                Request::UseMapping { file, choice } => {
                    let mut bytes = input(&file);
                    self.use_mapping(&file, &choice, opener, &mut bytes, respond);
                }
                Request::OpenSample { seed } => self.open_sample(seed, opener, respond),
                Request::SetRules { rules } => self.set_rules(*rules),
                Request::EditRule { path, typed } => {
                    let edited = self.edit_rule(path, &typed);
                    is_changed |= matches!(edited, Response::RuleEdited { needs: None, .. });
                    respond(edited);
                }
                Request::RulesForm => {
                    let form = self.rules_form();
                    respond(Response::RulesForm(Box::new(form)));
                }
                Request::SaveWorkspace { kept, is_file } => self.save_workspace(*kept, is_file, respond),
                Request::Narrow { query } => self.narrow(*query),
                Request::RemoveMapping { name } => self.remove_profile(&name, respond),
                Request::Remove { file } => self.remove(file, respond),
                Request::Ledger { offset, limit } => respond(self.ledger(offset, limit)),
                Request::Invoice { disputes } => {
                    let disputes: BTreeSet<Dispute> = disputes.into_iter().collect();
                    let (mut invoice, _) = self.invoice(&self.query.scope.clone(), &disputes).unwrap_or_default();
                    self.disputes = Some(disputes);
                    invoice.keep_first(DISPUTES_SHOWN);
                    respond(Response::Invoice { invoice });
                }
                Request::Gaps { roadmap } => {
                    // Findings speak of the same groups.
                    is_changed |= self.set_roadmap(roadmap) && !self.files.is_empty();
                    let boards = self.gaps_by_board(&self.query.scope.clone());
                    respond(Response::Gaps { boards });
                }
                Request::Vanity => respond(Response::Vanity(self.support_vanity())),
                Request::Week => respond(self.tell_week()),
                Request::ReadNotes { json } => {
                    respond(Response::Notes(serde_json::from_str(&json).map_err(|error| error.to_string())));
                }
                Request::ReadScenario { json } => {
                    respond(Response::Scenario(serde_json::from_str(&json).map_err(|error| error.to_string())));
                }
                Request::Explain { board, metric } => respond(self.explain(board, metric)),
                Request::Rows { asked, search, offset, limit } => respond(self.page_of_rows(asked, search, offset, limit)),
                Request::Joins => respond(Response::Joins { tables: self.joined_tables() }),
                Request::Share { options } => self.make_link(options).into_iter().for_each(&mut *respond),
                Request::LockLink { locked } => respond(Response::LinkLocked(link::locked_fragment(&locked))),
                Request::OpenLink { address, unlocked, is_other } => {
                    respond(Self::open_link(&address, unlocked.as_deref(), is_other));
                }
                Request::VerifyLink { address, unlocked } => {
                    let verified = self.verify_link(&address, unlocked.as_deref()).unwrap_or_default();
                    respond(Response::LinkVerified(Box::new(verified)));
                }
                Request::Export { what, form } => self.export(what, form, respond),
            }
        }
        // What is being read in ranges is told once it is whole.
        if is_changed && self.ranged.is_empty() {
            let response = self.tell_scorecard();
            respond(response);
        }
    }

    /// Uses these rules in place of any others.
    pub fn set_rules(&mut self, rules: Rules) {
        // Intents typed in a form are compared by the same names as those of a file.
        let eligible_intents = rules.normalised().eligible_intents;
        self.rules = Rules { eligible_intents, ..rules };
        self.forget_facts();
        self.rules_file = None;
    }

    /// Groups and names questions as was decided; true if any group or name is another one now.
    pub fn set_roadmap(&mut self, roadmap: Roadmap) -> bool {
        let is_regrouped = !self.roadmap.groups_like(&roadmap);
        if is_regrouped {
            self.forget_cards();
            self.groups = None;
        }
        self.roadmap = roadmap;
        is_regrouped
    }

    /// What was decided about gaps.
    pub fn roadmap(&self) -> &Roadmap {
        &self.roadmap
    }

    /// Counts these rows from now on, in everything that is told.
    pub fn narrow(&mut self, query: Query) {
        let before = std::mem::replace(&mut self.query, query);
        if let Some(card) = self.card.take() {
            self.recent.keep(before, card);
        }
        self.card = self.recent.take(&self.query);
    }

    /// Tells the rules of an earlier run: a check says where this one cannot be compared with it.
    pub fn compare_with(&mut self, before: Rules) {
        self.before = Some(before);
        self.forget_cards();
    }

    /// What was asked for of everything loaded, under the rules in force; none if no file with rows is loaded.
    pub fn scorecard(&mut self) -> Option<Scorecard> {
        self.scorecard_of(&self.query.clone())
    }

    /// The part of what is loaded that a query asks for; none if no file with rows is loaded.
    pub fn scorecard_of(&mut self, query: &Query) -> Option<Scorecard> {
        let before = self.rules_before();
        let roadmap = self.roadmap.clone();
        let groups = self.groups()?;
        let known = self.checks.take().filter(|(of, _)| *of == before);
        let (load, facts, basis) = self.asked()?;
        let files = load.files.iter().map(|file| file_facts::file_facts(file, &facts.zone)).collect();
        let card = score_on(facts, &load.tables.dictionary, basis, files, query, |context, card| {
            card.findings = insight::findings::find(context, query, card, &groups, &roadmap);
            card.checks = match known {
                Some((_, checks)) => checks,
                None => insight::checks::check(context, &evidence::evidence(load, facts, before.as_ref())),
            };
        });
        self.checks = Some((before, card.checks.clone()));
        Some(card)
    }

    /// The rules in force.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The questions of a scope that found no answer, as they were found; none if no file with rows is loaded.
    pub fn gaps(&mut self, scope: &Scope) -> Option<Gaps> {
        let groups = self.groups()?;
        let (load, facts, basis) = self.asked()?;
        Some(basis.ask(facts, &load.tables.dictionary, |context| insight::gaps::find(context, scope, &groups).gaps))
    }

    /// All questions without an answer by their meaning, grouped once; none if no file with rows is loaded.
    fn groups(&mut self) -> Option<Arc<Groups>> {
        if self.groups.is_none() {
            let apart = self.roadmap.apart().to_vec();
            let (load, facts, basis) = self.asked()?;
            let groups = basis.ask(facts, &load.tables.dictionary, |context| insight::gaps::group(context, &apart));
            self.groups = Some(Arc::new(groups));
        }
        self.groups.clone()
    }

    /// Numbers of a scope that flatter; none if no file with rows is loaded.
    pub fn vanity(&mut self, scope: &Scope) -> Option<Vanity> {
        let (load, facts, basis) = self.asked()?;
        Some(basis.ask(facts, &load.tables.dictionary, |context| insight::vanity::vanity(context, scope)))
    }

    /// The resolutions of a scope that a vendor bills, counted again, with the names of the files that origins refer to;
    /// none if no file with rows is loaded.
    pub fn invoice(&mut self, scope: &Scope, disputes: &BTreeSet<Dispute>) -> Option<(Invoice, Vec<String>)> {
        let (load, facts, basis) = self.asked()?;
        let invoice = basis.ask(facts, &load.tables.dictionary, |context| insight::invoice::recount(context, scope, disputes));
        Some((invoice, load.files.iter().map(|file| file.name.clone()).collect()))
    }

    /// How rows of other tables found the conversations; none if nothing is loaded.
    pub fn joins(&mut self) -> Option<&JoinsByTable> {
        Some(&self.loaded()?.1.joins)
    }

    /// The rows behind a number, with the names of the files that their origins refer to; none if nothing is loaded.
    pub fn rows(
        &mut self,
        asked: Asked,
        scope: &Scope,
        standings: &[Standing],
        offset: usize,
        limit: usize,
    ) -> Option<(Page, Vec<String>)> {
        let (load, facts, basis) = self.asked()?;
        let page = lineage::rows(&load.tables, facts, basis.columns(), asked, scope, standings, offset, limit);
        Some((page, load.files.iter().map(|file| file.name.clone()).collect()))
    }

    /// Everything loaded, and its facts under the rules in force; none if no file with rows is loaded.
    fn loaded(&mut self) -> Option<(&Load, &Facts)> {
        let load = load_of(&mut self.load, &self.files);
        if load.files.is_empty() {
            return None;
        }
        let facts = self.facts.get_or_insert_with(|| facts::build(&load.tables, &self.rules, &self.time_zone));
        Some((load, facts))
    }

    /// The same with what every question shares.
    fn asked(&mut self) -> Option<(&Load, &Facts, &Basis)> {
        self.loaded()?;
        let (load, facts) = (self.load.as_ref()?, self.facts.as_ref()?);
        Some((load, facts, self.basis.get_or_insert_with(|| Basis::new(facts))))
    }

    fn forget_load(&mut self) {
        self.load = None;
        self.forget_facts();
    }

    fn forget_facts(&mut self) {
        self.facts = None;
        self.groups = None;
        self.basis = None;
        self.checks = None;
        self.choices = None;
        self.to_decide = None;
        self.forget_cards();
    }

    fn forget_cards(&mut self) {
        self.card = None;
        self.given = None;
        self.recent.clear();
    }

    fn tell_scorecard(&mut self) -> Response {
        self.card = self.card.take().or_else(|| self.scorecard());
        let card = self.card.clone();
        let json = card.as_ref().map(to_json).unwrap_or_default();
        let card = card.map(|card| Box::new(self.with_changes_since(card)));
        let intents = if card.is_some() { self.intents() } else { Vec::new() };
        let test_rows = self.loaded().map(|(load, facts)| tested::rows_by_file(load, facts)).unwrap_or_default();
        Response::Scorecard {
            test_rows,
            json,
            card,
            rules: Box::new(self.rules.clone()),
            intents,
            choices: self.choices(),
            earlier: self.earlier(),
            millis: 0.0,
        }
    }

    fn ledger(&mut self, offset: u64, limit: u32) -> Response {
        let load = load_of(&mut self.load, &self.files);
        let skipped = usize::try_from(offset).unwrap_or(usize::MAX);
        let listed = load.ledger.entries().iter().skip(skipped).take(limit as usize);
        let entries = listed
            .map(|entry| LedgerLine {
                file: load.files.get(entry.origin.file as usize).map(|file| file.name.clone()).unwrap_or_default(),
                line: u64::from(entry.origin.line),
                column: entry.column.clone().into_owned(),
                cell: entry.cell.clone(),
                reason: entry.reason.code().to_owned(),
                row_rejected: entry.row_rejected,
            })
            .collect();
        Response::Ledger { total: load.ledger.total(), offset, entries }
    }
}

/// What the files are together, brought together anew if they changed.
fn load_of<'a>(load: &'a mut Option<Load>, files: &OpenedFiles) -> &'a Load {
    load.get_or_insert_with(|| files.assemble())
}
