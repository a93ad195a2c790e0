//! The lock on the page: the headers that a real static host sends, from the same lines.

use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// What nginx includes.
const LINES: &str = include_str!("../../../../../deploy/headers.conf");

/// Adds them to an answer of the page's own files.
pub(crate) fn put_on(headers: &mut HeaderMap) {
    headers.extend(LINES.lines().filter_map(header));
}

/// Reads `add_header NAME "VALUE" always;`.
fn header(line: &str) -> Option<(HeaderName, HeaderValue)> {
    let (name, rest) = line.strip_prefix("add_header ")?.split_once(" \"")?;
    let value = rest.strip_suffix("\" always;")?;
    Some((name.parse().ok()?, value.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        let lines = LINES.lines().filter(|line| line.starts_with("add_header")).count();
        let mut headers = HeaderMap::new();
        put_on(&mut headers);
        assert_eq!(headers.len(), lines);
        assert!(headers.contains_key("content-security-policy"));
    }
}
