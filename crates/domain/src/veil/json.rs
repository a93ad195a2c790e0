//! Credentials in JSON, or in a template of it: one walk, without a limit to its depth.
//!
//! The text need not be well-formed: a body may hold Liquid.

use std::ops::Range;

use super::{Secret, tells_a_sign_in};
use crate::payload::mask::names_a_secret;

/// A value that is neither object nor list.
struct Leaf {
    name: String,
    span: Range<usize>,
    secret: bool,
}

/// The member that is read.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Member {
    /// None: an item of a list, or between two members.
    #[default]
    None,
    /// `key`, which may make a pair of its object.
    Key,
    /// `value`, which is a credential if the pair's key names one.
    Value,
    /// Any other.
    Other,
}

/// An object or a list that is open.
#[derive(Default)]
struct Level {
    member: Member,
    /// The name of the member, or of the list that the item is in; cut.
    name: String,
    /// Everything in this level is a credential.
    secret: bool,
    /// What is read now is one.
    hides: bool,
    /// Its member `key` names a credential.
    pair: bool,
    /// The leaves of its member `value`.
    value: Range<usize>,
}

#[derive(Default)]
struct Walk {
    levels: Vec<Level>,
    leaves: Vec<Leaf>,
    /// Leaves that a pair makes credentials of; pairs may lie in pairs.
    pairs: Vec<Range<usize>>,
}

/// The credentials of a text.
pub(super) fn secrets(text: &str) -> Vec<Secret> {
    let mut walk = Walk { levels: vec![Level::default()], ..Walk::default() };
    let mut at = 0;
    while let Some(sign) = text.as_bytes().get(at) {
        at = match sign {
            b'{' | b'[' => walk.open(at),
            b'}' | b']' => walk.close(at),
            b',' => walk.end_member(at),
            b'"' => walk.text(text, at),
            b':' | b' ' | b'\t' | b'\r' | b'\n' => at + 1,
            _ => walk.word(text, at),
        };
    }
    walk.secrets()
}

impl Walk {
    fn open(&mut self, at: usize) -> usize {
        let below = self.levels.last().map(|above| Level {
            name: above.name.clone(),
            secret: above.hides,
            hides: above.hides,
            ..Level::default()
        });
        self.levels.extend(below);
        at + 1
    }

    fn close(&mut self, at: usize) -> usize {
        self.end_member(at);
        // The lowest level is the text's own.
        if self.levels.len() > 1
            && let Some(level) = self.levels.pop()
            && level.pair
        {
            self.pairs.push(level.value);
        }
        at + 1
    }

    fn end_member(&mut self, at: usize) -> usize {
        let leaves = self.leaves.len();
        if let Some(level) = self.levels.last_mut()
            && level.member != Member::None
        {
            if level.member == Member::Value {
                level.value.end = leaves;
            }
            (level.member, level.hides) = (Member::None, level.secret);
        }
        at + 1
    }

    /// A text: a name when a colon follows, a leaf otherwise.
    fn text(&mut self, whole: &str, at: usize) -> usize {
        let end = end_of_text(whole, at);
        let inside = at + 1..end.saturating_sub(1).max(at + 1);
        let written = whole.get(inside.clone()).unwrap_or_default();
        let plain = plain(whole.get(at..end).unwrap_or_default(), written);
        let rest = whole.get(end..).unwrap_or_default();
        if rest.trim_start().starts_with(':') {
            self.begin_member(&plain);
            return end;
        }
        if let Some(level) = self.levels.last_mut() {
            level.pair |= level.member == Member::Key && names_a_secret(&plain);
        }
        self.leaf(inside, tells_a_sign_in(&plain));
        end
    }

    fn begin_member(&mut self, name: &str) {
        const LONGEST: usize = 80;
        let leaves = self.leaves.len();
        let Some(level) = self.levels.last_mut() else { return };
        level.name = name.chars().take(LONGEST).collect();
        level.member = match name {
            "key" => Member::Key,
            "value" => Member::Value,
            _ => Member::Other,
        };
        if level.member == Member::Value {
            level.value = leaves..leaves;
        }
        // `authorization: {"type": "none"}` names a way of signing in, not a credential.
        level.hides = (level.secret && name != "type") || names_a_secret(name);
    }

    /// A number or a word.
    fn word(&mut self, whole: &str, at: usize) -> usize {
        let rest = whole.get(at..).unwrap_or_default();
        let length = rest.find(|sign: char| ",:{}[]\" \t\r\n".contains(sign)).unwrap_or(rest.len());
        let end = at + length.max(1);
        if whole.get(at..end) != Some("null") {
            self.leaf(at..end, false);
        }
        end
    }

    fn leaf(&mut self, span: Range<usize>, tells: bool) {
        let Some(level) = self.levels.last().filter(|_| !span.is_empty()) else { return };
        let (name, secret) = (level.name.clone(), tells || level.hides);
        self.leaves.push(Leaf { name, span, secret });
    }

    fn secrets(mut self) -> Vec<Secret> {
        while self.levels.len() > 1 {
            self.close(0);
        }
        let mut steps = vec![0_i64; self.leaves.len() + 1];
        for pair in &self.pairs {
            for (place, step) in [(pair.start, 1), (pair.end, -1)] {
                if let Some(sum) = steps.get_mut(place) {
                    *sum += step;
                }
            }
        }
        let mut pairs_around = 0;
        let leaves = self.leaves.into_iter().zip(steps);
        let hidden = leaves.filter(|(leaf, step)| {
            pairs_around += step;
            leaf.secret || pairs_around > 0
        });
        hidden.map(|(leaf, _)| Secret { name: leaf.name, span: leaf.span }).collect()
    }
}

/// Behind the closing quote, or the end of the text.
fn end_of_text(whole: &str, at: usize) -> usize {
    let mut escaped = false;
    for (place, sign) in whole.as_bytes().iter().enumerate().skip(at + 1) {
        match sign {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return place + 1,
            _ => {}
        }
    }
    whole.len()
}

/// The text without its escapes.
fn plain(quoted: &str, written: &str) -> String {
    if written.contains('\\') {
        return serde_json::from_str(quoted).unwrap_or_else(|_| written.to_owned());
    }
    written.to_owned()
}
