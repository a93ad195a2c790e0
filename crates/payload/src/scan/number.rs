//! A number's grammar: RFC 8259, section 6.

use super::Fault;
use super::bytes::byte;

/// Where the number ends that begins there.
#[inline]
pub(crate) fn end(bytes: &[u8], start: usize) -> Result<usize, Fault> {
    let first = start + usize::from(byte(bytes, start) == b'-');
    let mut at = match byte(bytes, first) {
        b'0' => first + 1,
        _ => digits(bytes, first, "a number needs a digit here")?,
    };
    if byte(bytes, at) == b'.' {
        at = digits(bytes, at + 1, "a digit must follow the point of a number")?;
    }
    if matches!(byte(bytes, at), b'e' | b'E') {
        at += 1 + usize::from(matches!(byte(bytes, at + 1), b'+' | b'-'));
        at = digits(bytes, at, "a digit must stand in the exponent of a number")?;
    }
    Ok(at)
}

#[inline]
fn digits(bytes: &[u8], start: usize, what: &'static str) -> Result<usize, Fault> {
    let mut at = start;
    while byte(bytes, at).is_ascii_digit() {
        at += 1;
    }
    if at == start { Err(Fault { at, what }) } else { Ok(at) }
}
