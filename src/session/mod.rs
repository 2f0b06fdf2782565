//! What is loaded and asked: the same natively and in the worker. Knows no browser and no clock.

mod history;

use std::io::Read;

pub use history::{History, Replay};

use crate::model::Tables;
use crate::protocol::{FileError, OpenFile, Request, Response};
use crate::rules::Rules;
use crate::scorecard::{score, to_json};

/// What one tab has loaded.
#[derive(Clone, Debug, Default)]
pub struct Session {
    tables: Tables,
    rules: Rules,
    time_zone: String,
}

impl Session {
    /// Answers a list of requests; one scorecard follows if anything loaded or any rule may have changed.
    /// `input` gives the bytes of each opened file, in order.
    pub fn answer(
        &mut self,
        requests: Vec<Request>,
        mut input: impl FnMut(&OpenFile) -> Box<dyn Read>,
        respond: &mut dyn FnMut(Response),
    ) {
        let mut is_changed = false;
        for request in requests {
            is_changed |= !matches!(request, Request::Hello { .. } | Request::Ledger { .. });
            match request {
                Request::Hello { time_zone, .. } => self.time_zone = time_zone,
                Request::Open { files } => {
                    for file in files {
                        drop(input(&file));
                        respond(Response::Refused {
                            file: file.file,
                            name: file.name,
                            error: FileError::Unknown { seen: String::new() },
                        });
                    }
                }
                Request::SetRules { rules } => self.rules = *rules,
                Request::OpenText { .. } | Request::OpenSample { .. } | Request::Remove { .. } | Request::Ledger { .. } => {}
            }
        }
        if is_changed {
            let card = score(&self.tables, Vec::new(), &self.rules, &self.time_zone);
            respond(Response::Scorecard {
                json: to_json(&card),
                rules: Box::new(self.rules.clone()),
                intents: Vec::new(),
                millis: 0.0,
            });
        }
    }
}
