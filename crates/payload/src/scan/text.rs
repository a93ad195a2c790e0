//! A text's grammar: RFC 8259, section 7.

use super::Fault;
use super::bytes::{byte, plain_run};

/// Where the text ends, after its quote, whose first character stands there.
#[inline]
pub(crate) fn end(bytes: &[u8], start: usize) -> Result<usize, Fault> {
    let mut at = start;
    loop {
        at = plain_run(bytes, at);
        match byte(bytes, at) {
            b'"' => return Ok(at + 1),
            b'\\' => at = escape(bytes, at)?,
            _ if at >= bytes.len() => {
                return Err(Fault { at, what: "the text ends within a string, before its quote" });
            }
            _ => {
                let what = "a control character must be escaped in a string";
                return Err(Fault { at, what });
            }
        }
    }
}

/// Where the escape ends that begins there. Half a pair of surrogates is well-formed.
fn escape(bytes: &[u8], at: usize) -> Result<usize, Fault> {
    match byte(bytes, at + 1) {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Ok(at + 2),
        b'u' if (at + 2..at + 6).all(|at| byte(bytes, at).is_ascii_hexdigit()) => Ok(at + 6),
        b'u' => Err(Fault { at, what: "four hexadecimal digits must follow \\u" }),
        _ => Err(Fault { at, what: "this is no escape that JSON knows" }),
    }
}
