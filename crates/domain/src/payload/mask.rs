//! Which values are credentials by the name of their key.
//!
//! Task parameters hold header keys and sign-in blocks; whether the API masks them is not known,
//! so they are taken to be in the clear.
//! LIVE-UNVERIFIED(masking of secrets in `parameters`; no document says; when known, keep this
//! anyway for payloads)

use super::Json;

/// Parts of a key's name, without case, `-` and `_`, that make its value a credential.
const TELLING: [&str; 17] = [
    "password",
    "passwd",
    "passphrase",
    "secret",
    "token",
    "apikey",
    "authorization",
    "privatekey",
    "accesskey",
    "credential",
    "clientcert",
    "signature",
    "cookie",
    "pwd",
    "sessionid",
    "bearer",
    "jwt",
];

/// Whether a key of this name holds a credential.
#[must_use]
pub fn names_a_secret(key: &str) -> bool {
    let plain: String = key.chars().filter(char::is_ascii_alphanumeric).collect();
    let plain = plain.to_ascii_lowercase();
    TELLING.iter().any(|telling| plain.contains(telling))
}

/// Whether an object such as `{"key": "X-Api-Key", "value": "…"}` names a credential in its
/// `key`: then its `value` is one.
#[must_use]
pub fn is_secret_pair(members: &[(String, Json)]) -> bool {
    members
        .iter()
        .any(|(name, key)| name == "key" && key.string().is_some_and(|key| names_a_secret(&key)))
}
