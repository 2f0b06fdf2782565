//! Tables as one run of bytes and back, so that what one worker read crosses to another in one piece. Not a file format:
//! both ends are of one build.

use super::{Codes, Dictionary, Origins};

/// Takes in one thing after the other.
#[derive(Debug, Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    pub(super) fn codes(&mut self, codes: &Codes) {
        self.number(codes.len() as u64);
        self.number(codes.width() as u64);
        codes.write(&mut self.bytes);
    }

    pub(super) fn origins(&mut self, origins: &Origins) {
        self.number(origins.len() as u64);
        let numbers: Vec<u64> = origins.runs().flatten().map(u64::from).collect();
        let mut codes = Codes::default();
        codes.extend(&numbers);
        self.codes(&codes);
    }

    pub(super) fn dictionary(&mut self, dictionary: &Dictionary) {
        for (text, lengths) in dictionary.parts() {
            let mut codes = Codes::default();
            let lengths: Vec<u64> = lengths.into_iter().map(u64::from).collect();
            codes.extend(&lengths);
            self.codes(&codes);
            self.number(text.len() as u64);
            self.bytes.extend_from_slice(text.as_bytes());
        }
    }

    fn number(&mut self, number: u64) {
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }
}

/// Gives them back in the same order; none where the bytes are others.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(super) fn codes(&mut self) -> Option<Codes> {
        let (length, width) = (self.length()?, self.length()?);
        Codes::read(width, self.take(length.checked_mul(width)?)?)
    }

    pub(super) fn origins(&mut self) -> Option<Origins> {
        let rows = self.length()?;
        let numbers: Vec<u32> = self.codes()?.iter().map(|number| u32::try_from(number).unwrap_or_default()).collect();
        Some(Origins::from_runs(rows, numbers.chunks_exact(3).map(|run| run.try_into().unwrap_or_default())))
    }

    pub(super) fn dictionary(&mut self) -> Option<Dictionary> {
        Dictionary::from_parts([self.texts()?, self.texts()?])
    }

    fn texts(&mut self) -> Option<(&'a str, Vec<u32>)> {
        let lengths = self.codes()?.iter().map(|length| u32::try_from(length).unwrap_or(u32::MAX)).collect();
        let length = self.length()?;
        Some((str::from_utf8(self.take(length)?).ok()?, lengths))
    }

    fn length(&mut self) -> Option<usize> {
        let bytes = self.take(size_of::<u64>())?;
        usize::try_from(u64::from_le_bytes(bytes.try_into().ok()?)).ok()
    }

    fn take(&mut self, bytes: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(bytes)?;
        self.rest = rest;
        Some(taken)
    }
}
