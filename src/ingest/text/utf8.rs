//! Bytes in any encoding to bytes in UTF-8, as they come.

use std::io::{self, Read};

use super::encoding::{Encoding, windows_1252};

/// Bytes that are read at once where they have to be decoded, and looked at to tell an encoding.
pub(in crate::ingest) const CHUNK: usize = 64 << 10;

/// Text as UTF-8. Bytes that are ASCII or UTF-8 go through as they are.
pub(in crate::ingest) struct Utf8<R> {
    input: R,
    state: State,
    /// Bytes that were read and not yet decoded.
    raw: Vec<u8>,
    /// Text that was decoded and not yet given out.
    text: Vec<u8>,
    given: usize,
    is_at_end: bool,
}

enum State {
    /// Nothing was read.
    Start,
    /// All so far was ASCII.
    Ascii,
    /// Goes through.
    Through,
    /// Is decoded.
    Decoded(Decoder),
}

enum Decoder {
    Utf16 {
        is_big: bool,
        high: Option<u16>,
    },
    Windows1252,
    #[cfg(feature = "unpack")]
    Other(Box<encoding_rs::Decoder>),
}

impl<R: Read> Utf8<R> {
    /// `encoding` is what the user says, if anything.
    pub(in crate::ingest) fn new(input: R, encoding: Option<Encoding>) -> Self {
        let state = encoding.map_or(State::Start, State::of);
        Self { input, state, raw: Vec::new(), text: Vec::new(), given: 0, is_at_end: false }
    }

    /// The encoding of what was read; none if all of it is ASCII.
    pub(in crate::ingest) fn encoding(&self) -> Option<Encoding> {
        match &self.state {
            State::Start | State::Ascii => None,
            State::Through => Some(Encoding::Utf8),
            State::Decoded(Decoder::Utf16 { is_big: true, .. }) => Some(Encoding::Utf16Be),
            State::Decoded(Decoder::Utf16 { is_big: false, .. }) => Some(Encoding::Utf16Le),
            State::Decoded(Decoder::Windows1252) => Some(Encoding::Windows1252),
            #[cfg(feature = "unpack")]
            State::Decoded(Decoder::Other(decoder)) => Some(Encoding::Other(decoder.encoding())),
        }
    }

    /// What is read from.
    pub(super) fn input(&mut self) -> &mut R {
        &mut self.input
    }

    /// What is read from.
    pub(super) fn input_ref(&self) -> &R {
        &self.input
    }

    /// What was read from.
    pub(super) fn into_input(self) -> R {
        self.input
    }

    /// Reads until there are so many undecoded bytes, or the file ends.
    fn fill(&mut self, bytes: usize) -> io::Result<()> {
        while self.raw.len() < bytes && !self.is_at_end {
            let held = self.raw.len();
            self.raw.resize(bytes, 0);
            let read = self.input.read(self.raw.get_mut(held..).unwrap_or_default());
            self.raw.truncate(held + *read.as_ref().unwrap_or(&0));
            match read {
                Ok(read) => self.is_at_end = read == 0,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Gives out text that is there.
    fn give(&mut self, buffer: &mut [u8]) -> usize {
        let mut rest = self.text.get(self.given..).unwrap_or_default();
        // Reading from a slice cannot fail.
        let given = rest.read(buffer).unwrap_or(0);
        self.given += given;
        if self.given == self.text.len() {
            self.text.clear();
            self.given = 0;
        }
        given
    }
}

impl State {
    fn of(encoding: Encoding) -> Self {
        match encoding {
            Encoding::Utf8 => Self::Through,
            Encoding::Utf16Le => Self::Decoded(Decoder::Utf16 { is_big: false, high: None }),
            Encoding::Utf16Be => Self::Decoded(Decoder::Utf16 { is_big: true, high: None }),
            Encoding::Windows1252 => Self::Decoded(Decoder::Windows1252),
            #[cfg(feature = "unpack")]
            Encoding::Other(other) => Self::Decoded(Decoder::Other(Box::new(other.new_decoder_without_bom_handling()))),
        }
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.text.is_empty() {
                return Ok(self.give(buffer));
            }
            match &mut self.state {
                State::Start => {
                    self.fill(4)?;
                    self.state = State::Ascii;
                    if let Some((encoding, declaration)) = Encoding::declared(&self.raw) {
                        self.raw.drain(..declaration);
                        self.state = State::of(encoding);
                    }
                    let is_text = match self.state {
                        State::Through => true,
                        State::Ascii => self.raw.is_ascii(),
                        _ => false,
                    };
                    if is_text {
                        self.text = std::mem::take(&mut self.raw);
                    }
                    if self.text.is_empty() && self.raw.is_empty() && self.is_at_end {
                        return Ok(0);
                    }
                }
                State::Through => return self.input.read(buffer),
                State::Ascii => {
                    if self.raw.is_empty() {
                        let read = self.input.read(buffer)?;
                        let bytes = buffer.get(..read).unwrap_or_default();
                        if bytes.is_ascii() {
                            return Ok(read);
                        }
                        self.raw.extend_from_slice(bytes);
                    }
                    let ascii = self.raw.iter().take_while(|byte| byte.is_ascii()).count();
                    self.fill(ascii + CHUNK)?;
                    let (before, rest) = self.raw.split_at_checked(ascii).unwrap_or((&self.raw, &[]));
                    let encoding = Encoding::told_from(rest, self.is_at_end)?;
                    self.text = before.to_vec();
                    self.raw.drain(..ascii);
                    self.state = State::of(encoding);
                    if matches!(self.state, State::Through) {
                        self.text.append(&mut self.raw);
                    }
                }
                State::Decoded(_) => {
                    self.fill(CHUNK)?;
                    if self.raw.is_empty() {
                        return Ok(0);
                    }
                    if let State::Decoded(decoder) = &mut self.state {
                        decoder.decode(&mut self.raw, self.is_at_end, &mut self.text);
                    }
                }
            }
        }
    }
}

impl Decoder {
    /// Decodes bytes from the front of `raw`, which keeps those that are the start of a letter.
    fn decode(&mut self, raw: &mut Vec<u8>, is_last: bool, text: &mut Vec<u8>) {
        let mut push = |letter: char| text.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
        match self {
            Self::Windows1252 => {
                raw.iter().for_each(|byte| push(windows_1252(*byte)));
                raw.clear();
            }
            Self::Utf16 { is_big, high } => {
                for pair in raw.chunks_exact(2) {
                    let [one, two] = pair else { continue };
                    let unit = if *is_big { u16::from_be_bytes([*one, *two]) } else { u16::from_le_bytes([*one, *two]) };
                    let units = high.take().into_iter().chain([unit]);
                    for letter in char::decode_utf16(units) {
                        match letter {
                            Ok(letter) => push(letter),
                            // Its other half may come.
                            Err(half)
                                if (0xd800..0xdc00).contains(&half.unpaired_surrogate()) && half.unpaired_surrogate() == unit =>
                            {
                                *high = Some(unit);
                            }
                            Err(_half) => push('\u{fffd}'),
                        }
                    }
                }
                let odd = raw.len() % 2;
                raw.drain(..raw.len() - odd);
                if is_last && (odd == 1 || high.take().is_some()) {
                    push('\u{fffd}');
                    raw.clear();
                }
            }
            #[cfg(feature = "unpack")]
            Self::Other(decoder) => {
                let room = decoder.max_utf8_buffer_length(raw.len()).unwrap_or(raw.len() * 4 + 16);
                let held = text.len();
                text.resize(held + room, 0);
                let (_, read, written, _) = decoder.decode_to_utf8(raw, text.get_mut(held..).unwrap_or_default(), is_last);
                text.truncate(held + written);
                raw.drain(..read);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use proptest::prelude::*;

    use super::Utf8;

    /// Text of bytes that come in pieces.
    fn text_of(bytes: &[u8], piece: usize) -> String {
        struct Pieces<'a>(&'a [u8], usize);
        impl std::io::Read for Pieces<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
                let length = self.1.min(buffer.len());
                self.0.read(&mut buffer[..length])
            }
        }
        let mut text = Vec::new();
        Utf8::new(Pieces(bytes, piece), None).read_to_end(&mut text).unwrap();
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn utf16_is_told_by_its_mark_or_its_zeros() {
        let units: Vec<u16> = "id,返品\n1,😀".encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        for bytes in [[&[0xff, 0xfe][..], &little].concat(), [&[0xfe, 0xff][..], &big].concat(), little, big] {
            for piece in [1, 3, 1_000] {
                assert_eq!(text_of(&bytes, piece), "id,返品\n1,😀");
            }
        }
    }

    #[test]
    fn half_letters_are_shown_as_such() {
        assert_eq!(text_of(&[0xff, 0xfe, b'a', 0, 0x00, 0xd8, b'b', 0, 0x00, 0xd8], 2), "a\u{fffd}b\u{fffd}");
        assert_eq!(text_of(&[0xff, 0xfe, b'a', 0, b'b'], 2), "a\u{fffd}");
    }

    #[test]
    fn western_letters_come_late_or_early() {
        let late = [&b"id,name\n".repeat(10_000)[..], b"1,Caf\xe9 \x80\n"].concat();
        assert!(text_of(&late, 777).ends_with("1,Café €\n"));
        assert_eq!(text_of(b"Z\xfcrich,Gen\xe8ve,K\xf6ln\n", 5), "Zürich,Genève,Köln\n");
    }

    #[cfg(feature = "unpack")]
    #[test]
    fn japanese_is_told_from_western_text() {
        let text = "会話,質問\nc1,返品したいのですが、どうすればよいですか\nc2,営業時間を教えてください\n";
        for encoding in [encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP] {
            let (bytes, _, _) = encoding.encode(text);
            for piece in [1, 7, 1_000] {
                assert_eq!(text_of(&bytes, piece), text, "{}", encoding.name());
            }
        }
        // What is not UTF-8 in a UTF-8 file is the cell's own trouble.
        let mut out = Vec::new();
        Utf8::new(&b"a\xe9,\xc3\xa9\xc3\xa9"[..], None).read_to_end(&mut out).unwrap();
        assert_eq!(out, b"a\xe9,\xc3\xa9\xc3\xa9");
    }

    proptest! {
        #[test]
        fn utf8_goes_through(text in "\\PC{0,200}", piece in 1_usize..50) {
            prop_assume!(!text.contains('\0'));
            prop_assert_eq!(text_of(text.as_bytes(), piece), text);
        }

        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let mut out = Vec::new();
            let _ = Utf8::new(bytes.as_slice(), None).read_to_end(&mut out);
        }
    }
}
