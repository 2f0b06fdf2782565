//! What was asked of the worker, so that a fresh worker can be asked the same again after a cancel or a crash.

use crate::protocol::{FIRST_SAMPLE_FILE, OpenFile, Request, Response};

/// How far a step has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Progress {
    Asked,
    Read,
    Scored,
}

#[derive(Clone, Debug, PartialEq)]
struct Step {
    request: Request,
    progress: Progress,
    /// A sample asked for later stands in its place, once it is scored.
    superseded: bool,
}

impl Step {
    fn file(&self) -> Option<&OpenFile> {
        match &self.request {
            Request::Open { files } => files.first(),
            Request::UseMapping { file, .. } => Some(file),
            _ => None,
        }
    }

    fn is_of(&self, number: u32) -> bool {
        match &self.request {
            Request::OpenSample { .. } => number >= FIRST_SAMPLE_FILE,
            _ => self.file().is_some_and(|file| file.file == number),
        }
    }
}

/// The steps that lead to what is loaded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    steps: Vec<Step>,
    reading: Option<u32>,
    crashed: bool,
}

/// What a fresh worker is asked, and what it is not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replay {
    /// Requests in order.
    pub requests: Vec<Request>,
    /// Numbers of the files that were given up.
    pub left_out: Vec<u32>,
}

impl History {
    /// Notes a request that is sent.
    pub fn record(&mut self, request: &Request) {
        match request {
            request if request.is_question() => {}
            Request::Open { files } | Request::OpenWhole { files } => {
                for file in files {
                    // A file that is read again stays, as it came before, whatever becomes of this reading.
                    if !self.steps.iter().any(|step| !step.superseded && step.is_of(file.file)) {
                        self.push(Request::Open { files: vec![file.clone()] }, Progress::Asked);
                    }
                }
            }
            Request::UseMapping { file, .. } => {
                self.forget(file.file);
                self.push(request.clone(), Progress::Asked);
            }
            Request::RemoveMapping { name } => {
                for step in &mut self.steps {
                    if let Request::UseMapping { file, choice } = &step.request
                        && choice.name == *name
                    {
                        step.request = Request::Open { files: vec![file.clone()] };
                    }
                }
                self.push(request.clone(), Progress::Read);
            }
            Request::OpenSample { .. } => {
                for step in &mut self.steps {
                    step.superseded = true;
                }
                self.push(request.clone(), Progress::Asked);
            }
            // A rule is typed upon those before it; rules that are set stand in place of all.
            Request::EditRule { .. } => self.push(request.clone(), Progress::Read),
            Request::SetRules { .. } => {
                let is_rule = |step: &Step| matches!(step.request, Request::SetRules { .. } | Request::EditRule { .. });
                self.steps.retain(|step| step.superseded || !is_rule(step));
                self.push(request.clone(), Progress::Read);
            }
            Request::Narrow { .. } => {
                self.steps.retain(|step| step.superseded || !matches!(step.request, Request::Narrow { .. }));
                self.push(request.clone(), Progress::Read);
            }
            // One file of a sample is taken out again after the sample is made again.
            Request::Remove { file } if *file >= FIRST_SAMPLE_FILE => self.push(request.clone(), Progress::Read),
            Request::Remove { file } => self.forget(*file),
            _ => {}
        }
    }

    /// Whether nothing was asked that a fresh worker would have to be asked again.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Notes an answer.
    pub fn observe(&mut self, response: &Response) {
        match response {
            Response::Progress { file, .. } => self.reading = Some(*file),
            Response::Opened { file, .. } => {
                self.reading = None;
                for step in self.steps.iter_mut().filter(|step| step.is_of(*file)) {
                    step.progress = step.progress.max(Progress::Read);
                }
            }
            Response::Refused { file, .. } => {
                self.reading = None;
                if *file < FIRST_SAMPLE_FILE {
                    self.forget(*file);
                }
            }
            Response::Scorecard { .. } => {
                self.reading = None;
                self.crashed = false;
                for step in self.steps.iter_mut().filter(|step| step.progress == Progress::Read) {
                    step.progress = Progress::Scored;
                }
                let is_sample = |step: &Step| matches!(step.request, Request::OpenSample { .. });
                if self.steps.iter().any(|step| is_sample(step) && !step.superseded && step.progress == Progress::Scored) {
                    self.steps.retain(|step| !step.superseded);
                }
            }
            Response::Ready { .. }
            | Response::Ledger { .. }
            | Response::Joins { .. }
            | Response::Gaps { .. }
            | Response::Week { .. }
            | Response::Vanity(_)
            | Response::Notes(_)
            | Response::Invoice { .. }
            | Response::Explained { .. }
            | Response::Scenario(_)
            | Response::RulesForm(_)
            | Response::RuleEdited { .. }
            | Response::Workspace { .. }
            | Response::Saved { .. }
            | Response::LinkMade(_)
            | Response::LinkLocked(_)
            | Response::LinkOpened(_)
            | Response::LinkVerified(_)
            | Response::Rows { .. }
            | Response::Piece { .. }
            | Response::Unpacked { .. }
            | Response::Suggested { .. }
            | Response::Mappings { .. }
            | Response::ReadRanges { .. }
            | Response::ReadWhole { .. }
            | Response::Tried { .. }
            | Response::Failed { .. } => {}
        }
    }

    /// The user cancels: files that were read stay; if all were read, what was loaded before stays.
    pub fn cancel(&mut self) -> Replay {
        let is_reading = self.steps.iter().any(|step| !step.superseded && step.progress == Progress::Asked);
        let least = if is_reading { Progress::Read } else { Progress::Scored };
        self.keep(|step| step.progress >= least)
    }

    /// The worker died. The file being read is left out; outside of reading, what came after the last scorecard is; and
    /// the second time without a scorecard in between everything is.
    pub fn crash(&mut self) -> Replay {
        let again = std::mem::replace(&mut self.crashed, true);
        match self.reading {
            Some(file) => self.keep(|step| !step.is_of(file)),
            None if again => self.keep(|_| false),
            None => self.keep(|step| step.progress == Progress::Scored),
        }
    }

    fn keep(&mut self, wanted: impl Fn(&Step) -> bool) -> Replay {
        self.reading = None;
        let mut left_out = Vec::new();
        let mut is_sample_left_out = false;
        self.steps.retain(|step| {
            let stays = step.superseded || wanted(step);
            if !stays {
                left_out.extend(step.file().map(|file| file.file));
                is_sample_left_out |= matches!(step.request, Request::OpenSample { .. });
            }
            stays
        });
        // Without the sample, what it stood for is loaded again.
        if is_sample_left_out {
            for step in &mut self.steps {
                step.superseded = false;
            }
        }
        let requests = self.steps.iter().filter(|step| !step.superseded).map(|step| step.request.clone()).collect();
        Replay { requests, left_out }
    }

    fn push(&mut self, request: Request, progress: Progress) {
        self.steps.push(Step { request, progress, superseded: false });
    }

    fn forget(&mut self, number: u32) {
        self.steps.retain(|step| step.file().is_none_or(|file| file.file != number));
    }
}

#[cfg(test)]
mod tests {
    use super::{History, Replay};
    use crate::model::TableName;
    use crate::protocol::{Choices, FIRST_SAMPLE_FILE, FileError, FileReport, MappingChoice, OpenFile, Request, Response};
    use crate::rules::Rules;

    fn open(number: u32) -> Request {
        Request::Open { files: vec![OpenFile { file: number, name: format!("{number}.csv"), size: 1, sha256: None }] }
    }

    fn set_rules() -> Request {
        Request::SetRules { rules: Box::default() }
    }

    fn reading(file: u32) -> Response {
        Response::Progress { file, bytes: 0, rows: 0 }
    }

    fn opened(file: u32) -> Response {
        let report = FileReport {
            name: format!("{file}.csv"),
            kind: "leads".to_owned(),
            reason: String::new(),
            rows_read: 1,
            rows_kept: 1,
            rows_rejected: 0,
            rows_duplicate: 0,
            rows_test: 0,
            twin_of: None,
            ignored_columns: Vec::new(),
        };
        Response::Opened { file, report }
    }

    fn refused(file: u32) -> Response {
        Response::Refused { file, name: String::new(), error: FileError::Empty }
    }

    fn scorecard() -> Response {
        Response::Scorecard {
            choices: Choices::default(),
            earlier: None,
            card: None,
            json: String::new(),
            rules: Box::<Rules>::default(),
            intents: Vec::new(),
            test_rows: Vec::new(),
            millis: 0.0,
        }
    }

    /// A history after `requests`, each file of `read` read.
    fn history(requests: &[Request], answers: &[Response]) -> History {
        let mut history = History::default();
        for request in requests {
            history.record(request);
        }
        for answer in answers {
            history.observe(answer);
        }
        history
    }

    #[test]
    fn a_cancel_keeps_the_files_that_were_read() {
        let mut history = history(&[open(0), open(1), open(2)], &[reading(0), opened(0), reading(1)]);
        let replay = history.cancel();
        assert_eq!(replay.requests, [open(0)]);
        assert_eq!(replay.left_out, [1, 2]);
    }

    #[test]
    fn a_cancel_while_scoring_goes_back_to_the_last_scorecard() {
        let mut history = history(&[open(0)], &[opened(0), scorecard()]);
        history.record(&open(1));
        history.observe(&opened(1));
        assert_eq!(history.cancel().requests, [open(0)]);
    }

    #[test]
    fn a_second_cancel_keeps_what_was_loaded_before_the_first() {
        let mut history = history(&[open(0), open(1)], &[opened(0), opened(1), scorecard()]);
        history.record(&open(2));
        assert_eq!(history.cancel().requests, [open(0), open(1)]);
        history.record(&open(3));
        assert_eq!(history.cancel().requests, [open(0), open(1)]);
    }

    #[test]
    fn cancelling_while_a_file_is_read_again_keeps_it() {
        let mut history = history(&[open(0), open(1)], &[opened(0), opened(1), scorecard()]);
        history.record(&open(1));
        history.observe(&reading(1));
        assert_eq!(history.cancel(), Replay { requests: vec![open(0), open(1)], left_out: Vec::new() });
    }

    #[test]
    fn a_mapping_that_goes_leaves_its_file_to_be_opened_as_it_is() {
        let file = || OpenFile { file: 0, name: "0.csv".to_owned(), size: 1, sha256: None };
        let choice =
            MappingChoice { name: "ours".to_owned(), table: TableName::Leads, to: Vec::new(), is_day_first: None, joins: true };
        let mut history = history(&[open(0), Request::UseMapping { file: file(), choice }], &[opened(0), scorecard()]);
        let remove = Request::RemoveMapping { name: "ours".to_owned() };
        history.record(&remove);
        history.observe(&scorecard());
        assert_eq!(history.cancel().requests, [open(0), remove]);
    }

    #[test]
    fn a_file_that_kills_the_worker_is_left_out_and_the_rest_is_read_again() {
        let mut history = history(&[open(0), open(1), open(2)], &[reading(0), opened(0), reading(1)]);
        let replay = history.crash();
        assert_eq!(replay.requests, [open(0), open(2)]);
        assert_eq!(replay.left_out, [1]);
    }

    #[test]
    fn a_crash_while_scoring_goes_back_and_a_second_one_starts_empty() {
        let mut history = history(&[open(0)], &[opened(0), scorecard()]);
        history.record(&open(1));
        history.observe(&opened(1));
        assert_eq!(history.crash().requests, [open(0)]);
        assert_eq!(history.crash().requests, []);
    }

    #[test]
    fn a_scorecard_between_two_crashes_makes_the_second_a_first() {
        let mut history = history(&[open(0)], &[opened(0), scorecard()]);
        history.crash();
        history.observe(&scorecard());
        assert_eq!(history.crash().requests, [open(0)]);
    }

    #[test]
    fn refused_and_removed_files_are_not_asked_for_again() {
        let mut history = history(&[open(0), open(1), open(2)], &[opened(0), refused(1), opened(2), scorecard()]);
        history.record(&Request::Remove { file: 0 });
        assert_eq!(history.cancel().requests, [open(2)]);
    }

    #[test]
    fn rules_come_in_the_order_in_which_they_were_given() {
        let mut history = history(&[set_rules(), open(0), set_rules()], &[opened(0), scorecard()]);
        assert_eq!(history.cancel().requests, [open(0), set_rules()]);
    }

    #[test]
    fn a_sample_stands_for_everything_once_it_is_scored() {
        let sample = Request::OpenSample { seed: 7 };
        let mut history = history(&[open(0)], &[opened(0), scorecard()]);
        history.record(&sample);
        let mut cancelled = history.clone();
        assert_eq!(cancelled.cancel().requests, [open(0)]);
        history.observe(&opened(FIRST_SAMPLE_FILE));
        history.observe(&scorecard());
        assert_eq!(history.cancel().requests, [sample]);
    }
}
