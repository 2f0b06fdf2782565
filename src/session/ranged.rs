//! Large files that several readers read in ranges: planned here, read elsewhere, joined here.

use std::io::Read;

use super::Session;
use crate::ingest::{FileSummary, Joining, NextRange, Options, Plan, RANGE_BYTES, RangeOrder, RangePart};
use crate::opener::Opener;
use crate::protocol::{FileReport, OpenFile, Response};

/// A file of which some ranges are still being read.
#[derive(Debug)]
pub(super) struct Ranged {
    file: OpenFile,
    /// None once it is asked for whole.
    joining: Option<Joining>,
}

impl Session {
    /// How several readers are to read a file, if they can; its input is at its start again then.
    pub(super) fn plan_ranges<R>(&self, file: &OpenFile, opener: &mut dyn Opener<R>, input: &mut R) -> Option<Plan> {
        // A small file has one range: whoever reads it need not be asked first.
        if self.readers < 2 || file.size < 2 * RANGE_BYTES {
            return None;
        }
        opener.plan(file, &self.options_for(file, &Options::default()), input)
    }

    /// Asks the tab to have a file read in ranges.
    pub(super) fn begin_ranges(&mut self, file: &OpenFile, plan: Plan, respond: &mut dyn FnMut(Response)) {
        let orders = (0..plan.ranges()).map(|range| RangeOrder { range, ..RangeOrder::default() }.to_bytes()).collect();
        respond(Response::ReadRanges { file: file.clone(), plan: plan.to_bytes(), orders });
        self.ranged.insert(file.file, Ranged { file: file.clone(), joining: Some(Joining::new(plan)) });
    }

    /// Takes in one range of a file; the last of them opens it.
    pub(super) fn take_range(&mut self, number: u32, mut input: impl Read, respond: &mut dyn FnMut(Response)) {
        let mut bytes = Vec::new();
        let part = input.read_to_end(&mut bytes).ok().and_then(|_| RangePart::from_bytes(&bytes));
        drop(bytes);
        // Ranges of a file that was taken out come late, and change nothing.
        if !self.ranged.contains_key(&number) {
            return;
        }
        // What a question had brought together would keep the dictionary from growing in place.
        self.forget_load();
        let Some(ranged) = self.ranged.get_mut(&number) else { return };
        let Ranged { joining: Some(joining), file } = ranged else { return };
        let next = part.map_or(NextRange::ReadWhole, |part| joining.take(part, self.files.dictionary_mut()));
        let (bytes, rows) = joining.progress();
        respond(Response::Progress { file: number, bytes, rows });
        match next {
            NextRange::Wait => {}
            NextRange::ReadAgain(order) => {
                let plan = joining.plan().to_bytes();
                respond(Response::ReadRanges { file: file.clone(), plan, orders: vec![order.to_bytes()] });
            }
            NextRange::ReadWhole => {
                respond(Response::ReadWhole { file: file.clone() });
                ranged.joining = None;
            }
            NextRange::Finish => self.finish_ranges(number, respond),
        }
    }

    fn finish_ranges(&mut self, number: u32, respond: &mut dyn FnMut(Response)) {
        let Some(Ranged { file, joining: Some(joining) }) = self.ranged.remove(&number) else { return };
        respond(match joining.finish() {
            Ok(part) => {
                let report = FileReport::from(&*self.files.insert_shared(number, part));
                Response::Opened { file: number, report: self.with_twin(number, report) }
            }
            Err(error) => Response::Refused { file: number, name: file.name, error: error.into() },
        });
    }

    /// The hash that a file's ranges could not tell.
    pub(super) fn set_hash(&mut self, file: u32, sha256: &str) {
        // Those put aside would name the file without it.
        self.recent.clear();
        if let Some(part) = self.files.get_mut(file) {
            sha256.clone_into(&mut part.sha256);
            let of_load = self.load.as_mut().map(|load| load.files.as_mut_slice()).unwrap_or_default();
            let is_it = |file: &FileSummary| file.sha256.is_empty() && (file.size, &file.name) == (part.size, &part.name);
            let Some(at) = of_load.iter().position(is_it) else { return };
            let of_card = self.card.as_mut().and_then(|card| card.files.get_mut(at)).map(|file| &mut file.sha256);
            for hash in of_load.get_mut(at).map(|file| &mut file.sha256).into_iter().chain(of_card) {
                sha256.clone_into(hash);
            }
        }
    }
}
