//! Web addresses: the page, and the campaign fields in the query.

/// The path of a web address, without query and fragment; text that is no address is a page as it is.
pub fn page_of(address: &str) -> String {
    let address = address.trim();
    let bare = address.split(['?', '#']).next().unwrap_or(address);
    let Some((_, rest)) = bare.split_once("://") else { return bare.to_owned() };
    match rest.find('/') {
        Some(path) => rest.get(path..).unwrap_or("/").to_owned(),
        None => "/".to_owned(),
    }
}

/// A field of the query of a web address, decoded; empty if it is not there.
pub fn query_field(address: &str, field: &str) -> String {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let query = query.split('#').next().unwrap_or(query);
    let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(field)).map(|(_, value)| decoded(value)).unwrap_or_default()
}

/// `%E8%BF%94` and `+` as they are meant.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let escaped = (byte == b'%').then(|| {
            let mut ahead = rest.clone();
            let value = |digit: Option<u8>| char::from(digit?).to_digit(16).and_then(|value| u8::try_from(value).ok());
            let byte = value(ahead.next())? * 16 + value(ahead.next())?;
            rest = ahead;
            Some(byte)
        });
        bytes.push(match escaped.flatten() {
            Some(byte) => byte,
            None if byte == b'+' => b' ',
            None => byte,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
