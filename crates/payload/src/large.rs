//! Whole numbers that the numbers of JavaScript cannot hold.

use crate::scan::bytes::byte;

/// Up to here every whole number has a `Number` of its own.
///
/// Source: ECMAScript, `Number.MAX_SAFE_INTEGER`.
const LARGEST_SAFE: u64 = (1 << 53) - 1;

/// Puts every whole number beyond 2^53 - 1 into a text that begins with `mark`, so that a reader
/// who knows the mark can take its digits; `None` when there is no such number. `json` must be
/// well-formed; numbers with a point or an exponent stay as they are.
#[must_use]
pub fn mark_large(json: &str, mark: &str) -> Option<String> {
    let bytes = json.as_bytes();
    let (mut out, mut taken, mut at) = (String::new(), 0, 0);
    while at < bytes.len() {
        match byte(bytes, at) {
            b'"' => at = end_of_text(bytes, at + 1),
            b'-' | b'0'..=b'9' => {
                let end = end_of_number(bytes, at);
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

fn end_of_text(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    loop {
        match bytes.get(at) {
            Some(b'\\') => at += 2,
            Some(b'"') | None => return at + 1,
            Some(_) => at += 1,
        }
    }
}

fn end_of_number(bytes: &[u8], from: usize) -> usize {
    let is_part = |sign: &u8| matches!(sign, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().position(|sign| !is_part(sign)).unwrap_or(rest.len())
}
