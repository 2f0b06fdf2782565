//! A cube among the files: alone, or beside others that were counted by the same rules.

use super::Session;
use crate::facts::from_cube::{is_readable_cube, rules_of_cube};
use crate::ingest::{FileKind, FilePart};
use crate::model::TableName;
use crate::protocol::CubeFault;
use crate::rules::Rules;

impl Session {
    /// The rules by which the cube that is open was counted; none if none is.
    pub fn cube_rules(&self) -> Option<Rules> {
        self.cubes.values().next().cloned()
    }

    /// Why a file cannot be counted with what is open; none if it can.
    pub(super) fn cube_fault(&self, number: u32, part: &FilePart) -> Option<CubeFault> {
        let table = |part: &FilePart| match part.kind {
            FileKind::Table(table) => Some(table == TableName::Cube),
            _ => None,
        };
        let is_cube = table(part)?;
        if is_cube && !is_readable_cube(&part.tables) {
            return Some(CubeFault::Form);
        }
        let others = self.files.iter().filter(|(other, _)| *other != number);
        if others.filter_map(|(_, part)| table(part)).any(|other| other != is_cube) {
            return Some(CubeFault::BesideRows);
        }
        let counted_by = rules_of_cube(&part.tables)?.hash();
        let others = self.cubes.iter().filter(|(other, _)| **other != number);
        others.map(|(_, rules)| rules.hash()).any(|other| other != counted_by).then_some(CubeFault::OtherRules)
    }
}
