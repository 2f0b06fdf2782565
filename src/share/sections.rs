//! The sections of a link: a number, a length and bytes each, so that a reader passes over what it does not know, and a link
//! that was cut still tells what came before. Older forms are brought to today's one step at a time.
//!
//! What a later version must keep, so that this one shows what it knows of its links: the head is section 0 and begins as it does
//! here; whatever is written otherwise than here gets a number that was never given, and its old number is not written; names
//! and columns are added at the end of theirs. Section numbers stay below 64.

use super::bytes::{Malformed, Reader, Writer};
use crate::model::SortedMap;

/// Version of what the sections hold.
pub(super) const VERSION: u32 = 2;

/// Brings the sections of one version to the next.
pub(super) type Step = fn(&mut Sections);

/// The step at index `i` leads from version `i + 1` to version `i + 2`.
pub(super) const STEPS: &[Step] = &[shorter_rules];

/// Rules are written shorter, and read either way: they have a number of their own, which the head tells too.
fn shorter_rules(sections: &mut Sections) {
    const FIRST: u64 = 9;
    const SHORTER: u64 = 11;
    if let Some(rules) = sections.remove(&FIRST) {
        sections.insert(SHORTER, rules);
    }
    let Some(head) = sections.get_mut(&0) else { return };
    let mut reader = Reader(head);
    let (Ok(options), Ok(others)) = (reader.byte(), reader.count()) else { return };
    let mut writer = Writer::default();
    writer.byte(options);
    writer.count(if others >> FIRST & 1 == 1 { others & !(1 << FIRST) | 1 << SHORTER } else { others });
    writer.0.extend_from_slice(reader.0);
    *head = writer.0;
}

/// Bytes by the number of their section.
pub(super) type Sections = SortedMap<u64, Vec<u8>>;

/// Sections as bytes.
pub(super) fn written(sections: &Sections) -> Vec<u8> {
    let mut writer = Writer::default();
    for (number, bytes) in sections {
        writer.count(*number);
        writer.count(bytes.len() as u64);
        writer.0.extend_from_slice(bytes);
    }
    writer.0
}

/// Sections of bytes, and whether the last one was whole. Of a repeated number the first counts.
pub(super) fn read(bytes: &[u8]) -> (Sections, bool) {
    let mut reader = Reader(bytes);
    let mut sections = Sections::new();
    while !reader.is_empty() {
        let mut next = || -> Result<(u64, &[u8]), Malformed> {
            let number = reader.count()?;
            let length = reader.count()?;
            Ok((number, reader.take(length)?))
        };
        let Ok((number, bytes)) = next() else { return (sections, false) };
        sections.entry(number).or_insert_with(|| bytes.to_vec());
    }
    (sections, true)
}

/// Applies the steps that sections of a version have not been through.
pub(super) fn upgrade(sections: &mut Sections, version: u32, steps: &[Step]) {
    for step in steps.iter().skip(usize::try_from(version.saturating_sub(1)).unwrap_or(usize::MAX)) {
        step(sections);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_list_keeps_the_sections_before_the_cut() {
        let sections = Sections::from([(0, b"head".to_vec()), (2, b"board".to_vec())]);
        let bytes = written(&sections);
        assert_eq!(read(&bytes), (sections, true));
        let (kept, is_whole) = read(&bytes[..bytes.len() - 1]);
        assert_eq!((kept, is_whole), (Sections::from([(0, b"head".to_vec())]), false));
    }

    #[test]
    fn every_version_but_the_first_has_a_step() {
        assert_eq!(VERSION as usize, STEPS.len() + 1);
    }

    #[test]
    fn rules_of_the_first_version_are_those_of_the_second() {
        let mut first = Sections::from([(0, vec![7, 0b1000_0001, 0b100, b'x']), (9, b"rules".to_vec())]);
        upgrade(&mut first, 1, STEPS);
        assert_eq!(first, Sections::from([(0, vec![7, 0b1000_0001, 0b1_0000, b'x']), (11, b"rules".to_vec())]));
    }

    #[test]
    fn an_older_link_goes_through_the_steps_it_has_missed() {
        // Version 2 gave a section another number, version 3 wrote its bytes the other way round, under a number of their own.
        let steps: &[Step] = &[
            |sections| {
                if let Some(bytes) = sections.remove(&1) {
                    sections.insert(5, bytes);
                }
            },
            |sections| {
                if let Some(mut bytes) = sections.remove(&5) {
                    bytes.reverse();
                    sections.insert(6, bytes);
                }
            },
        ];
        let upgraded = |number: u64, version: u32| {
            let mut sections = Sections::from([(number, b"ab".to_vec())]);
            upgrade(&mut sections, version, steps);
            sections
        };
        assert_eq!(upgraded(1, 1), Sections::from([(6, b"ba".to_vec())]));
        assert_eq!(upgraded(5, 2), Sections::from([(6, b"ba".to_vec())]));
        assert_eq!(upgraded(6, 3), Sections::from([(6, b"ab".to_vec())]));
    }
}
