//! The link: `#s.d2.<payload>.<check>`.
//!
//! `s` is the view, `d` the codec (sections, deflated), `2` the version of what the sections hold; the payload is base64 for
//! addresses, the check the CRC-32 of its letters. `e2` in place of `d2` is the same behind a passphrase: the payload is salt,
//! nonce and what AES-GCM made of the deflated bytes; the tab opens it and hands over the bytes. Of a later version is shown what
//! this one knows (see `sections`). Nothing of a link is trusted:
//! 64 KB of letters are read at most, 1 MB is inflated at most, and it is stopped while it inflates.

use std::io::{Read as _, Write as _};

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use borsh::{BorshDeserialize, BorshSerialize};
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use super::content::Shared;
pub use super::form::SectionId;
use super::form::{sections_of, shared_of};
use super::sections::{STEPS, VERSION, read, upgrade, written};

/// Letters of a fragment that are read at most.
pub const MAX_LETTERS: usize = 65_536;
/// Bytes that a payload may become.
const MAX_BYTES: u64 = 1_048_576;
/// Letters of an address up to which a link works wherever it is pasted: 2,048 is what Windows hands to a browser.
pub const EVERYWHERE: usize = 1900;
/// Letters up to which proxies, chats and shorteners pass a link on.
pub const MOSTLY: usize = 8000;

/// A cut link ends anywhere, also within four letters.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Why a link cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum LinkFault {
    /// It is no link to a scorecard.
    NoLink,
    /// It was made by a later version, and nothing of it is known here.
    Newer {
        /// Version of the link.
        version: u32,
        /// Version that is known here.
        known: u32,
    },
    /// It was cut before anything that could be shown, or letters of it were changed.
    Broken,
    /// It holds more than any scorecard.
    TooLong,
    /// It is locked: the passphrase opens it.
    Locked,
}

/// A link that was opened.
#[derive(Clone, Debug, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Opened {
    /// What it holds.
    pub shared: Shared,
    /// Parts that were cut off or that this version cannot read.
    pub missing: Vec<SectionId>,
    /// Whether its end is missing.
    pub is_cut: bool,
    /// What is to be known of a link of a later version.
    pub newer: Option<Newer>,
}

/// A link of a later version, of which is shown what is known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Newer {
    /// Version of the link.
    pub version: u32,
    /// Version that is known here.
    pub known: u32,
    /// Parts of it that this version does not know.
    pub parts: u32,
}

impl From<Shared> for Opened {
    /// A scorecard that was never in a link has lost nothing.
    fn from(shared: Shared) -> Self {
        Self { shared, missing: Vec::new(), is_cut: false, newer: None }
    }
}

/// The deflated sections: what a link holds, and what a passphrase locks.
pub fn payload(shared: &Shared) -> Vec<u8> {
    deflated(&written(&sections_of(shared)))
}

pub(super) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    // Writing to memory does not fail.
    encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default()
}

/// The fragment of what is shared, without its `#`.
pub fn fragment(shared: &Shared) -> String {
    enveloped('d', VERSION, &payload(shared))
}

/// The fragment of bytes that a passphrase locked.
pub fn locked_fragment(locked: &[u8]) -> String {
    enveloped('e', VERSION, locked)
}

pub(super) fn enveloped(codec: char, version: u32, bytes: &[u8]) -> String {
    let payload = BASE64.encode(bytes);
    format!("s.{codec}{version}.{payload}.{}", check_of(&payload))
}

/// Six letters of a payload's CRC-32.
fn check_of(payload: &str) -> String {
    let mut crc = flate2::Crc::new();
    crc.update(payload.as_bytes());
    BASE64.encode(crc.sum().to_be_bytes())
}

/// What stands in a fragment.
struct Envelope {
    codec: char,
    version: u32,
    bytes: Vec<u8>,
    is_cut: bool,
}

fn envelope(address: &str) -> Result<Envelope, LinkFault> {
    let fragment = address.rsplit_once('#').map_or(address, |(_, fragment)| fragment);
    if fragment.len() > MAX_LETTERS {
        return Err(LinkFault::TooLong);
    }
    // Mail programs break long lines.
    let fragment: String = fragment.split_whitespace().collect();
    let mut parts = fragment.splitn(4, '.');
    if parts.next() != Some("s") {
        return Err(LinkFault::NoLink);
    }
    let mut tag = parts.next().unwrap_or_default().chars();
    let codec = tag.next().ok_or(LinkFault::Broken)?;
    let version: u64 = tag.as_str().parse().ok().ok_or(LinkFault::Broken)?;
    let version = u32::try_from(version).unwrap_or(u32::MAX);
    // Whoever does not know a form cannot tell whether it is whole.
    let unreadable = if version > VERSION || !matches!(codec, 'd' | 'e') {
        // A codec that is not known is of a later form, whatever it says.
        LinkFault::Newer { version: if matches!(codec, 'd' | 'e') { version } else { version.max(VERSION + 1) }, known: VERSION }
    } else {
        LinkFault::Broken
    };
    if version == 0 || !matches!(codec, 'd' | 'e') {
        return Err(unreadable);
    }
    let payload: String = parts.next().unwrap_or_default().chars().take_while(|letter| is_of_payload(*letter)).collect();
    let check: String = parts.next().unwrap_or_default().chars().take_while(|letter| is_of_payload(*letter)).collect();
    let whole = check_of(&payload);
    // Whatever stands behind the check (a bracket, a full stop) is not of the link.
    if !check.starts_with(&whole) && !whole.starts_with(&check) {
        return Err(unreadable);
    }
    // One letter alone says nothing.
    let letters = if payload.len() % 4 == 1 { payload.len() - 1 } else { payload.len() };
    let bytes = BASE64.decode(payload.get(..letters).unwrap_or_default()).ok().ok_or(unreadable)?;
    Ok(Envelope { codec, version, bytes, is_cut: check.len() < whole.len() })
}

fn is_of_payload(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')
}

/// Opens a link: an address with a fragment, or the fragment alone.
pub fn open(address: &str) -> Result<Opened, LinkFault> {
    let envelope = envelope(address)?;
    if envelope.codec == 'e' {
        return Err(if envelope.is_cut { LinkFault::Broken } else { LinkFault::Locked });
    }
    opened(&envelope.bytes, envelope.version, envelope.is_cut)
}

/// The bytes of a locked link, which its passphrase opens.
pub fn locked_bytes(address: &str) -> Result<Vec<u8>, LinkFault> {
    let envelope = envelope(address)?;
    if envelope.codec == 'e' && !envelope.is_cut { Ok(envelope.bytes) } else { Err(LinkFault::Broken) }
}

/// Opens the bytes of a link that was locked.
pub fn open_unlocked(address: &str, payload: &[u8]) -> Result<Opened, LinkFault> {
    opened(payload, envelope(address)?.version, false)
}

fn opened(payload: &[u8], version: u32, is_cut: bool) -> Result<Opened, LinkFault> {
    let (bytes, is_whole) = inflated(payload)?;
    let (mut sections, _) = read(&bytes);
    upgrade(&mut sections, version, STEPS);
    let is_newer = version > VERSION;
    let unreadable = if is_newer { LinkFault::Newer { version, known: VERSION } } else { LinkFault::Broken };
    let (shared, missing, parts) = shared_of(&sections).ok_or(unreadable)?;
    let newer = (is_newer || parts > 0).then_some(Newer { version, known: VERSION, parts });
    // A whole link that inflates to less than it says was made so.
    Ok(Opened { shared, missing, is_cut: is_cut || !is_whole, newer })
}

/// The sections of a whole link as they stand in it.
#[cfg(test)]
pub(super) fn sections_in(address: &str) -> super::sections::Sections {
    let bytes = envelope(address).and_then(|envelope| inflated(&envelope.bytes)).map(|(bytes, _)| bytes);
    read(&bytes.unwrap_or_default()).0
}

/// The bytes of a payload, and whether it came to its end; those before a cut are there.
fn inflated(payload: &[u8]) -> Result<(Vec<u8>, bool), LinkFault> {
    let mut bytes = Vec::new();
    let mut decoder = DeflateDecoder::new(payload).take(MAX_BYTES + 1);
    let is_whole = decoder.read_to_end(&mut bytes).is_ok();
    if bytes.len() as u64 > MAX_BYTES { Err(LinkFault::TooLong) } else { Ok((bytes, is_whole)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_holds_a_mebibyte_and_no_byte_more() {
        let held = |bytes: usize| inflated(&deflated(&vec![7; bytes])).map(|(bytes, is_whole)| (bytes.len(), is_whole));
        assert_eq!(held(1 << 20), Ok((1 << 20, true)));
        assert_eq!(held((1 << 20) + 1), Err(LinkFault::TooLong));
    }
}
