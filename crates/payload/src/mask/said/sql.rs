//! Columns of an `INSERT`: the values stand apart from their names.

use std::ops::Range;

use super::super::SecretKind;
use super::super::found::Found;
use super::super::name::telling;
use super::title::{end_of_quoted, is_quote};
use crate::scan::bytes::byte;

pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let lower = text.to_ascii_lowercase();
    let mut at = 0;
    while let Some(next) = lower.get(at..).and_then(|rest| rest.find("insert into")) {
        at += next + "insert into".len();
        let Some((columns, end)) = list(text, at) else { return };
        at = end;
        let columns: Vec<&str> =
            columns.into_iter().map(|own| text.get(own).unwrap_or_default()).collect();
        let rest = lower.get(at..).unwrap_or_default();
        if !rest.trim_start().starts_with("values") {
            continue;
        }
        loop {
            let Some((values, end)) = list(text, at) else { return };
            for (column, value) in columns.iter().zip(values) {
                let own = text.get(value.clone()).unwrap_or_default();
                let own = own.trim_matches(['\'', '"']);
                if !own.is_empty() && telling(column).hides(own) {
                    found.push(Found::named(value, SecretKind::Named, column));
                }
            }
            at = end;
            if !text.get(at..).unwrap_or_default().trim_start().starts_with(',') {
                break;
            }
        }
    }
}

/// The parts of the next list in brackets, and where it ends.
fn list(text: &str, start: usize) -> Option<(Vec<Range<usize>>, usize)> {
    let bytes = text.as_bytes();
    let mut at = start + text.get(start..)?.find('(')? + 1;
    let mut parts = Vec::new();
    let mut from = at;
    let mut depth = 1_usize;
    loop {
        let own = *bytes.get(at)?;
        match own {
            _ if is_quote(own) => at = end_of_quoted(bytes, at + 1, own),
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if (own == b',' && depth == 1) || depth == 0 {
            parts.push(trimmed(bytes, from..at));
            from = at + 1;
        }
        at += 1;
        if depth == 0 {
            return Some((parts, at));
        }
    }
}

fn trimmed(bytes: &[u8], span: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = span;
    while start < end && byte(bytes, start).is_ascii_whitespace() {
        start += 1;
    }
    while end > start && byte(bytes, end - 1).is_ascii_whitespace() {
        end -= 1;
    }
    start..end
}
