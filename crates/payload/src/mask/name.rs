//! Which values are credentials by the name of their key.
//!
//! Task parameters hold header keys and sign-in blocks; whether the API masks them is not known,
//! so they are taken to be in the clear.
//! LIVE-UNVERIFIED(masking of secrets in `parameters`; no document says; when known, keep this
//! anyway for payloads)

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
    let bytes = key.as_bytes();
    (0..bytes.len()).any(|at| match bytes.get(at).map(u8::to_ascii_lowercase) {
        Some(first @ (b'a' | b'b' | b'c' | b'j' | b'p' | b's' | b't')) => {
            let rest = bytes.get(at..).unwrap_or_default();
            TELLING
                .iter()
                .any(|telling| telling.starts_with(char::from(first)) && begins(rest, telling))
        }
        _ => false,
    })
}

/// Whether the letters and digits at the start are these, whatever stands between them.
fn begins(bytes: &[u8], telling: &str) -> bool {
    let mut plain = bytes.iter().filter(|byte| byte.is_ascii_alphanumeric());
    telling.bytes().all(|own| plain.next().is_some_and(|byte| byte.to_ascii_lowercase() == own))
}

/// Whether the member of that key says what the member `value` beside it is.
pub(super) fn names_its_sibling(key: &str) -> bool {
    key.eq_ignore_ascii_case("key") || key.eq_ignore_ascii_case("name")
}

/// Whether the member of that key is what its sibling names.
pub(super) fn is_named_by_sibling(key: &str) -> bool {
    key.eq_ignore_ascii_case("value")
}

/// `authorization: {"type": "none"}` names a way of signing in, not a secret.
pub(super) fn is_harmless_inside(key: &str) -> bool {
    key == "type"
}
