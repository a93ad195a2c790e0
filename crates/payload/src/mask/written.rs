//! A value's text without its secrets: for the screen, copies and files.

use std::borrow::Cow;
use std::ops::Range;

use super::context::{is_named, is_pair};
use super::name::{is_harmless_inside, is_named_by_sibling, names_a_secret};
use super::{Policy, Revealed, within};
use crate::document::{Document, NONE};
use crate::json::Json;
use crate::level::Entry;
use crate::scan::bytes::byte;
use crate::walk::{Event, Walk};

/// What stands in place of a secret.
pub const MASK: &str = "••••••";

/// The bytes of a value as received, [`MASK`] in place of each secret that is not revealed. It is
/// still JSON: a number that is a secret becomes a text. Texts that are JSON are masked, too; only
/// those that held a secret are written anew.
#[must_use]
pub fn masked<'a>(json: &'a Json, policy: Policy, revealed: &Revealed) -> Cow<'a, str> {
    written(json, policy, revealed, Depth::Outer).map_or(Cow::Borrowed(json.text()), Cow::Owned)
}

/// Whether texts that are JSON are looked into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    Outer,
    Inner,
}

/// As [`masked`]; nothing if there is no secret.
pub(super) fn written(
    json: &Json,
    policy: Policy,
    revealed: &Revealed,
    depth: Depth,
) -> Option<String> {
    let document = json.document();
    let mut writing = Writing { document, done: json.span().start, out: None };
    let mut around: Vec<Around> = Vec::new();
    for event in Walk::of(json) {
        let Event::Entry(entry) = event else {
            around.pop();
            continue;
        };
        let named = match around.last_mut() {
            Some(around) => around.names(document, &entry),
            None => is_named(json),
        };
        if entry.place != NONE {
            around.push(Around { place: entry.place, named, pair: None });
        } else if !revealed.covers(&entry.value)
            && let Some(hidden) = hidden(document, &entry, named, policy, depth)
        {
            writing.replace(&entry.value, &hidden);
        }
    }
    writing.finish(json.span().end)
}

/// A container around what is read.
struct Around {
    place: u32,
    /// Whether a key makes a secret of everything inside it.
    named: bool,
    /// Whether it is a pair, once that was asked.
    pair: Option<bool>,
}

impl Around {
    /// Whether a key makes a secret of the entry.
    fn names(&mut self, document: &Document, entry: &Entry) -> bool {
        let Some(key) = entry.key(document) else { return self.named };
        (self.named && !is_harmless_inside(&key))
            || names_a_secret(&key)
            || (is_named_by_sibling(&key)
                && *self.pair.get_or_insert_with(|| is_pair(document, self.place)))
    }
}

/// What is shown for a value that is or holds a secret.
fn hidden(
    document: &Document,
    entry: &Entry,
    named: bool,
    policy: Policy,
    depth: Depth,
) -> Option<Cow<'static, str>> {
    let text = document.text().get(entry.value.clone())?;
    let whole = Cow::Borrowed("\"••••••\"");
    match byte(text.as_bytes(), 0) {
        b'"' if text.len() == 2 => None,
        b'"' | b'-' | b'0'..=b'9' if named => Some(whole),
        b'"' => {
            let inner = text.get(1..text.len() - 1)?;
            within::without_secrets(inner, entry.value_escapes, policy, depth).map(Cow::Owned)
        }
        b'0'..=b'9' => within::kind_of_number(text).map(|_| whole),
        _ => None,
    }
}

/// A text that is copied up to `done`, if anything in it was replaced.
struct Writing<'a> {
    document: &'a Document,
    done: usize,
    out: Option<String>,
}

impl Writing<'_> {
    fn replace(&mut self, span: &Range<usize>, by: &str) {
        let before = self.document.text().get(self.done..span.start).unwrap_or_default();
        let out = self.out.get_or_insert_default();
        out.push_str(before);
        out.push_str(by);
        self.done = span.end;
    }

    fn finish(mut self, end: usize) -> Option<String> {
        let rest = self.document.text().get(self.done..end).unwrap_or_default();
        if let Some(out) = &mut self.out {
            out.push_str(rest);
        }
        self.out
    }
}
