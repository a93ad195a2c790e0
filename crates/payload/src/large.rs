//! Whole numbers that the numbers of JavaScript cannot hold.

use crate::scan::bytes::byte;
use crate::scan::{number, text};

/// Up to here every whole number has a `Number` of its own.
///
/// Source: ECMAScript, `Number.MAX_SAFE_INTEGER`.
pub const LARGEST_SAFE: u64 = (1 << 53) - 1;

/// Puts every whole number beyond 2^53 - 1 into a text that begins with `mark`, so that a reader
/// who knows the mark can take its digits; `None` when there is no such number. Numbers with a point or
/// an exponent stay as they are, and so does all from where `json` is not well-formed.
#[must_use]
pub fn mark_large(json: &str, mark: &str) -> Option<String> {
    let bytes = json.as_bytes();
    let (mut out, mut taken, mut at) = (String::new(), 0, 0);
    while at < bytes.len() {
        match byte(bytes, at) {
            b'"' => match text::end(bytes, at + 1) {
                Ok(end) => at = end,
                Err(_) => break,
            },
            b'-' | b'0'..=b'9' => {
                let Ok(end) = number::end(bytes, at) else { break };
                let number = json.get(at..end).unwrap_or_default();
                if is_large(number) {
                    out.push_str(json.get(taken..at).unwrap_or_default());
                    for part in ["\"", mark, number, "\""] {
                        out.push_str(part);
                    }
                    taken = end;
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    (taken > 0).then(|| out + json.get(taken..).unwrap_or_default())
}

fn is_large(number: &str) -> bool {
    let digits = number.strip_prefix('-').unwrap_or(number);
    // Fifteen digits always fit.
    digits.len() > 15
        && digits.bytes().all(|sign| sign.is_ascii_digit())
        && digits.parse::<u64>().map_or(true, |value| value > LARGEST_SAFE)
}
