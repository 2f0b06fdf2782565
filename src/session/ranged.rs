//! Large files that several readers read in ranges: planned here, read elsewhere, joined here.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use super::{Session, file_error};
use crate::ingest::{FileSummary, HEAD_BYTES, Joined, Options, Plan, RangeOrder, RangePart, join, plan};
use crate::protocol::{FileReport, OpenFile, Response};

/// A file of which some ranges are still being read.
#[derive(Debug)]
pub(super) struct Ranged {
    file: OpenFile,
    plan: Plan,
    parts: BTreeMap<u64, RangePart>,
}

impl Session {
    /// How several readers are to read a file, if they can; its input is at its start again then.
    pub(super) fn plan_ranges(&self, file: &OpenFile, input: &mut (impl Read + Seek)) -> Option<Plan> {
        if self.readers < 2 {
            return None;
        }
        let mut first = Vec::new();
        let read = input.take(HEAD_BYTES as u64).read_to_end(&mut first);
        input.rewind().ok()?;
        read.ok()?;
        let profiles = self.profiles.iter().map(|known| known.profile.clone()).collect();
        plan(&file.name, file.size, &first, &Options { sha256: file.sha256.clone(), profiles, ..Options::default() })
    }

    /// Asks the tab to have a file read in ranges.
    pub(super) fn begin_ranges(&mut self, file: &OpenFile, plan: Plan, respond: &mut dyn FnMut(Response)) {
        let orders = (0..plan.ranges()).map(|range| RangeOrder { range, ..RangeOrder::default() }.to_bytes()).collect();
        respond(Response::ReadRanges { file: file.clone(), plan: plan.to_bytes(), orders });
        self.ranged.insert(file.file, Ranged { file: file.clone(), plan, parts: BTreeMap::new() });
    }

    /// Takes in one range of a file; the last of them opens it.
    pub(super) fn take_range(&mut self, file: u32, mut input: impl Read, respond: &mut dyn FnMut(Response)) {
        let mut bytes = Vec::new();
        let part = input.read_to_end(&mut bytes).ok().and_then(|_| RangePart::from_bytes(&bytes));
        drop(bytes);
        let Some(ranged) = self.ranged.get_mut(&file) else { return };
        let Some(part) = part else {
            let ranged = self.ranged.remove(&file);
            respond(Response::ReadWhole { file: ranged.map(|ranged| ranged.file).unwrap_or_default() });
            return;
        };
        ranged.parts.insert(part.range(), part);
        let rows = ranged.parts.values().map(RangePart::rows_read).sum();
        let bytes = ranged.parts.values().map(RangePart::bytes).sum();
        respond(Response::Progress { file, bytes, rows });
        if (ranged.parts.len() as u64) < ranged.plan.ranges() {
            return;
        }
        let Some(Ranged { file, plan, parts }) = self.ranged.remove(&file) else { return };
        let mut parts: Vec<RangePart> = parts.into_values().collect();
        match join(&plan, &mut parts) {
            Ok(Joined::Whole(part)) => {
                drop(parts);
                let report = FileReport::from(&*part);
                self.forget_load();
                self.parts.insert(file.file, *part);
                respond(Response::Opened { file: file.file, report: self.with_twin(file.file, report) });
            }
            Ok(Joined::ReadAgain(order)) => {
                respond(Response::ReadRanges { file: file.clone(), plan: plan.to_bytes(), orders: vec![order.to_bytes()] });
                let parts =
                    parts.into_iter().filter(|part| part.range() != order.range).map(|part| (part.range(), part)).collect();
                self.ranged.insert(file.file, Ranged { file, plan, parts });
            }
            Ok(Joined::ReadWhole) => respond(Response::ReadWhole { file }),
            Err(error) => respond(Response::Refused { file: file.file, name: file.name, error: file_error(error) }),
        }
    }

    /// The hash that a file's ranges could not tell.
    pub(super) fn set_hash(&mut self, file: u32, sha256: &str) {
        if let Some(part) = self.parts.get_mut(&file) {
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
