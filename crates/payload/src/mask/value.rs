//! What a value says of itself, where its name alone does not decide.

/// The shortest text that is random enough to be a key.
const SHORTEST_KEY: usize = 16;

/// The longest value of a cookie that may be a word, in bytes.
const SHORTEST_COOKIE: usize = 7;

/// The shortest word that may be a credential among others.
const SHORTEST_WORD: usize = 8;

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
    let variable = text.strip_prefix('$').or_else(|| text.strip_prefix('%')?.strip_suffix('%'));
    let is_variable = variable.is_some_and(|name| {
        name.len() > 1
            && name
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
    });
    let is_filled_in = (text.starts_with("{{") && text.ends_with("}}")
        || text.starts_with("${") && text.ends_with('}'))
        && !text.contains(['"', '\'']);
    is_masked
        || is_filled_in
        || is_variable
        || NOTHING.iter().any(|own| text.eq_ignore_ascii_case(own))
}

/// Whether a header of cookies has one in it that is more than a short word: `lang=de` is none.
pub(super) fn is_telling_cookie(text: &str) -> bool {
    const ABOUT: [&str; 8] =
        ["path", "domain", "expires", "max-age", "samesite", "secure", "httponly", "priority"];
    !is_placeholder(text)
        && text.split(';').any(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or(("", pair));
            let name = if name.is_empty() { value.trim() } else { name.trim() };
            let is_word = value.len() <= SHORTEST_COOKIE
                && value.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
            !is_word && !ABOUT.iter().any(|own| own.eq_ignore_ascii_case(name))
        })
}

/// Whether a word among others looks like a credential: of letters and digits, and no id in a
/// sentence such as `INV00012345`.
pub(super) fn is_mixed(text: &str) -> bool {
    let has = |is: fn(&u8) -> bool| text.bytes().any(|byte| is(&byte));
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>:".contains(&byte));
    text.len() >= SHORTEST_WORD
        && is_plain
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_lowercase)
        && text.bytes().filter(u8::is_ascii_alphabetic).count() > 2
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
