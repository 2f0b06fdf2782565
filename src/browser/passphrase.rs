//! What a passphrase locks and opens: AES-GCM under a key of PBKDF2, by the browser itself.
//!
//! Locked bytes are a salt, a nonce, and what AES-GCM made of the rest. The browser offers this over https and on the own
//! machine alone.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

/// Rounds of PBKDF2 with SHA-256, as OWASP asked for in 2023.
const ROUNDS: u32 = 600_000;
const SALT: usize = 16;
const NONCE: usize = 12;

/// Why nothing was locked or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassphraseError {
    /// The browser offers no encryption on this page.
    NotOffered,
    /// The passphrase is another one, or the bytes were changed.
    Wrong,
}

/// Locks bytes.
pub async fn lock(bytes: &[u8], passphrase: &str) -> Result<Vec<u8>, PassphraseError> {
    let mut prefix = [0; SALT + NONCE];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok()).ok_or(PassphraseError::NotOffered)?;
    crypto.get_random_values_with_u8_array(&mut prefix).ok().ok_or(PassphraseError::NotOffered)?;
    let (salt, nonce) = prefix.split_at(SALT);
    let key = key(passphrase, salt, "encrypt").await?;
    let locked = subtle()?.encrypt_with_object_and_u8_array(&aes(nonce), &key, bytes);
    let locked = finished(locked).await?;
    Ok([&prefix[..], &locked].concat())
}

/// Opens what was locked.
pub async fn unlock(locked: &[u8], passphrase: &str) -> Result<Vec<u8>, PassphraseError> {
    let (prefix, locked) = locked.split_at_checked(SALT + NONCE).ok_or(PassphraseError::Wrong)?;
    let (salt, nonce) = prefix.split_at(SALT);
    let key = key(passphrase, salt, "decrypt").await?;
    finished(subtle()?.decrypt_with_object_and_u8_array(&aes(nonce), &key, locked)).await
}

fn subtle() -> Result<SubtleCrypto, PassphraseError> {
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let subtle = crypto.and_then(|crypto| Reflect::get(&crypto, &"subtle".into()).ok());
    // Absent on pages that did not come over https.
    subtle.filter(JsValue::is_object).map(JsCast::unchecked_into).ok_or(PassphraseError::NotOffered)
}

async fn finished(promise: Result<js_sys::Promise, JsValue>) -> Result<Vec<u8>, PassphraseError> {
    let promise = promise.ok().ok_or(PassphraseError::Wrong)?;
    let bytes = JsFuture::from(promise).await.ok().ok_or(PassphraseError::Wrong)?;
    Ok(Uint8Array::new(&bytes).to_vec())
}

fn object(entries: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in entries {
        // A plain object takes any key.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

fn aes(nonce: &[u8]) -> Object {
    object(&[("name", "AES-GCM".into()), ("iv", Uint8Array::from(nonce).into())])
}

async fn key(passphrase: &str, salt: &[u8], usage: &str) -> Result<CryptoKey, PassphraseError> {
    let subtle = subtle()?;
    let taken = |promise: Result<js_sys::Promise, JsValue>| promise.ok().ok_or(PassphraseError::NotOffered);
    let phrase = Uint8Array::from(passphrase.as_bytes());
    let usages = |usage: &str| Array::of1(&usage.into());
    let from = subtle.import_key_with_str("raw", &phrase, "PBKDF2", false, &usages("deriveKey"));
    let from = JsFuture::from(taken(from)?).await.ok().ok_or(PassphraseError::NotOffered)?;
    let by = object(&[
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("salt", Uint8Array::from(salt).into()),
        ("iterations", ROUNDS.into()),
    ]);
    let to = object(&[("name", "AES-GCM".into()), ("length", 256.into())]);
    let derived = subtle.derive_key_with_object_and_object(&by, from.unchecked_ref(), &to, false, &usages(usage));
    let derived = JsFuture::from(taken(derived)?).await.ok().ok_or(PassphraseError::NotOffered)?;
    Ok(derived.unchecked_into())
}
