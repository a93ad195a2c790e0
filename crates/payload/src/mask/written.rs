//! A value's text without its secrets: for the screen, copies and files.

use std::borrow::Cow;
use std::ops::Range;

use super::found::{Found, in_order};
use super::{Policy, Revealed, inside};
use crate::json::Json;

/// What stands in place of a secret.
pub const MASK: &str = "••••••";

/// The bytes of a value as received, [`MASK`] in place of each secret that is not revealed. It is
/// still JSON, and so are texts in it that are JSON: a number that is a secret becomes a text.
#[must_use]
pub fn masked<'a>(json: &'a Json, policy: Policy, revealed: &Revealed) -> Cow<'a, str> {
    let mut found = Vec::new();
    inside::find(json, policy, 0, &mut found);
    in_order(&mut found);
    found.retain(|found| !revealed.covers(&found.span));
    if found.is_empty() {
        return Cow::Borrowed(json.text());
    }
    let text = json.document().text();
    let Range { start, end } = json.span();
    let mut out = String::with_capacity(end - start);
    let mut done = start;
    for Found { span, number_in, .. } in &found {
        out.push_str(text.get(done..span.start).unwrap_or_default());
        // A quote inside of texts bears a backslash, and each of those one more.
        let quote = number_in.map(|texts| "\\".repeat((1 << texts.min(8)) - 1) + "\"");
        let quote = quote.as_deref().unwrap_or_default();
        out.extend([quote, MASK, quote]);
        done = span.end;
    }
    out.push_str(text.get(done..end).unwrap_or_default());
    Cow::Owned(out)
}
