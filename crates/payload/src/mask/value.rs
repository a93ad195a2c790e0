//! What a value says of itself, where its name alone does not decide.

/// The shortest text that is random enough to be a key.
const SHORTEST_KEY: usize = 16;

/// The longest text that may only stand for a secret, in bytes.
const LONGEST_PLACEHOLDER: usize = 80;

/// Whether a text only stands for a secret: an empty one, a word for nothing, Liquid, what somebody
/// has masked already.
pub(super) fn is_placeholder(text: &str) -> bool {
    const NOTHING: [&str; 12] = [
        "true",
        "false",
        "null",
        "nil",
        "none",
        "undefined",
        "n/a",
        "[filtered]",
        "[redacted]",
        "<redacted>",
        "redacted",
        "masked",
    ];
    let text = text.trim();
    if text.len() > LONGEST_PLACEHOLDER {
        return false;
    }
    let is_masked =
        text.contains("****") || text.contains("••••") || text.bytes().all(|byte| byte == b'*');
    let is_filled_in = (text.starts_with("{{") && text.ends_with("}}")
        || text.starts_with("${") && text.ends_with('}'))
        && !text.contains(['"', '\'']);
    is_masked || is_filled_in || NOTHING.iter().any(|own| text.eq_ignore_ascii_case(own))
}

/// Whether a text looks like a key that a machine made, and not like an id, a name or a path.
pub(super) fn is_random(text: &str) -> bool {
    let bytes = text.as_bytes();
    let has = |is: fn(&u8) -> bool| bytes.iter().any(is);
    let is_plain = bytes.iter().all(|byte| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b'+' | b'/' | b'=' | b'-' | b'_' | b'~' | b'.')
    });
    bytes.len() >= SHORTEST_KEY
        && is_plain
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_lowercase)
        && has(u8::is_ascii_uppercase)
        && !text.contains("://")
}

/// Whether a text is an address.
pub(super) fn is_address(text: &str) -> bool {
    text.contains("://") && !text.contains(char::is_whitespace)
}
