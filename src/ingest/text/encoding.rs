//! Which encoding bytes are in, and their text.

use std::io;

/// An encoding of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Encoding {
    /// Bytes that are not UTF-8 cost the cell they are in.
    Utf8,
    /// Two bytes a unit, the low one first.
    Utf16Le,
    /// Two bytes a unit, the high one first.
    Utf16Be,
    /// Western Europe, one byte a letter.
    Windows1252,
    /// Any other that browsers know: `Shift_JIS`, EUC-JP, Windows-1250, GBK, ...
    #[cfg(feature = "unpack")]
    Other(&'static encoding_rs::Encoding),
}

/// The error of a file whose encoding only the part that knows all of them can tell.
#[cfg(not(feature = "unpack"))]
pub(in crate::ingest) fn needs_part() -> io::Error {
    io::Error::new(io::ErrorKind::Unsupported, "the encoding of this file is read by a part that is not here")
}

impl Encoding {
    /// An encoding by the name that a user chose, as in the Encoding Standard.
    pub(in crate::ingest) fn from_label(label: &str) -> Option<Self> {
        match label.trim().to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Some(Self::Utf8),
            "utf-16" | "utf-16le" => Some(Self::Utf16Le),
            "utf-16be" => Some(Self::Utf16Be),
            "windows-1252" | "iso-8859-1" | "latin1" => Some(Self::Windows1252),
            #[cfg(feature = "unpack")]
            other => encoding_rs::Encoding::for_label(other.as_bytes()).map(Self::Other),
            #[cfg(not(feature = "unpack"))]
            _ => None,
        }
    }

    /// The encoding that a file's first bytes declare, and the length of the declaration; UTF-16 without one is told by
    /// its zeros.
    pub(super) fn declared(bytes: &[u8]) -> Option<(Self, usize)> {
        match bytes {
            [0xff, 0xfe, ..] => Some((Self::Utf16Le, 2)),
            [0xfe, 0xff, ..] => Some((Self::Utf16Be, 2)),
            // Left in place: readers take it off, so that a file's first bytes stay its own.
            [0xef, 0xbb, 0xbf, ..] => Some((Self::Utf8, 0)),
            [0, first, 0, second, ..] if *first != 0 && *second != 0 => Some((Self::Utf16Be, 0)),
            [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Some((Self::Utf16Le, 0)),
            _ => None,
        }
    }

    /// The encoding of bytes that are not all ASCII. `is_all` says that nothing follows them.
    pub(in crate::ingest) fn told_from(bytes: &[u8], is_all: bool) -> io::Result<Self> {
        let (mut letters, mut faults) = (0_usize, 0_usize);
        let mut chunks = bytes.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            letters += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
            // The last letter may be cut.
            let is_cut = chunks.peek().is_none() && !is_all;
            faults += usize::from(!chunk.invalid().is_empty() && !is_cut);
        }
        if faults == 0 {
            return Ok(Self::Utf8);
        }
        told_by_letters(bytes, is_all, letters * 2 >= faults)
    }
}

/// `is_mostly_utf8`: some letters are UTF-8, and few bytes are not. Text in several bytes a letter can look like that by
/// chance, so it is asked first.
#[cfg(feature = "unpack")]
#[expect(clippy::unnecessary_wraps, reason = "without the part it can fail")]
fn told_by_letters(bytes: &[u8], is_all: bool, is_mostly_utf8: bool) -> io::Result<Encoding> {
    use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, is_all);
    let guess = detector.guess(None, Utf8Detection::Deny);
    // The last letter may be cut.
    let sample = if is_all { bytes } else { bytes.get(..bytes.len().saturating_sub(4)).unwrap_or(bytes) };
    if !guess.is_single_byte() && guess.decode_without_bom_handling_and_without_replacement(sample).is_some() {
        return Ok(Encoding::Other(guess));
    }
    if is_mostly_utf8 {
        return Ok(Encoding::Utf8);
    }
    Ok(if guess == encoding_rs::WINDOWS_1252 || !guess.is_single_byte() { Encoding::Windows1252 } else { Encoding::Other(guess) })
}

#[cfg(not(feature = "unpack"))]
fn told_by_letters(_: &[u8], _: bool, _: bool) -> io::Result<Encoding> {
    Err(needs_part())
}

/// A name in an archive: UTF-8, else in the encoding that its bytes look like (Japanese systems write `Shift_JIS`).
#[cfg(feature = "unpack")]
pub(in crate::ingest) fn decoded_name(bytes: &[u8]) -> String {
    match Encoding::told_from(bytes, true) {
        Ok(Encoding::Other(encoding)) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        Ok(Encoding::Windows1252) => bytes.iter().map(|byte| windows_1252(*byte)).collect(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Letters of 0x80 to 0x9f in Windows-1252; what has none is itself, as browsers have it.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”',
    '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The letter of a byte in Windows-1252.
pub(super) fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS_1252.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{fffd}'),
        _ => char::from(byte),
    }
}
