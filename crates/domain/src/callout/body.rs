//! Bodies: as received, and indented for reading.

use std::sync::Arc;

use super::Header;
use crate::payload::{Json, Kind};

/// A body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Zuora recorded it as JSON.
    Value(Json),
    /// A text.
    Text {
        /// Its characters.
        text: String,
        /// The JSON that the text is, if it is an object or a list.
        inside: Option<Json>,
    },
    /// Fields of a form, before they are written for the wire.
    Form(Vec<Header>),
}

impl Body {
    /// Takes a value of a record.
    #[must_use]
    pub fn of(value: Json) -> Self {
        match value.string() {
            Some(text) => Self::of_text(text),
            None => Self::Value(value),
        }
    }

    /// Takes a text.
    #[must_use]
    pub fn of_text(text: String) -> Self {
        let inside = text.trim_start().starts_with(['{', '[']).then(|| Arc::from(text.as_str()));
        let inside = inside.and_then(|text: Arc<str>| Json::parse(&text).ok());
        Self::Text { text, inside }
    }

    /// The characters as received.
    #[must_use]
    pub fn raw(&self) -> &str {
        match self {
            Self::Value(value) => value.text(),
            Self::Text { text, .. } => text,
            Self::Form(_) => "",
        }
    }

    /// The body indented, every token as it came; `None` where that would show nothing new, or
    /// too much.
    #[must_use]
    pub fn pretty(&self) -> Option<String> {
        let json = match self {
            Self::Value(value) => value,
            Self::Text { inside, .. } => inside.as_ref()?,
            Self::Form(_) => return None,
        };
        let branches = matches!(json.kind(), Kind::Object | Kind::Array);
        (branches && json.size_bytes() <= LONGEST_PRETTY).then(|| indented(json.text()))
    }
}

/// Bytes above which nothing is indented: the tree shows what is larger.
pub const LONGEST_PRETTY: usize = 256 * 1024;

/// Levels that get lines of their own; what is deeper stays as written, or blanks alone would
/// outgrow the text many times.
const DEEPEST: usize = 24;

/// Well-formed JSON with a line for every member and item. Blanks between tokens are the only
/// thing that changes.
fn indented(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth = 0_usize;
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' => {
                out.push('"');
                quoted(&mut signs, &mut out);
            }
            ' ' | '\t' | '\r' | '\n' if depth <= DEEPEST => {}
            '{' | '[' => {
                out.push(sign);
                depth += 1;
                while depth <= DEEPEST && signs.next_if(char::is_ascii_whitespace).is_some() {}
                if depth <= DEEPEST && !matches!(signs.peek(), Some('}' | ']')) {
                    line(&mut out, depth);
                }
            }
            '}' | ']' => {
                let lies_deep = depth > DEEPEST;
                depth = depth.saturating_sub(1);
                if !lies_deep && !out.ends_with(['{', '[']) {
                    line(&mut out, depth);
                }
                out.push(sign);
            }
            ',' if depth <= DEEPEST => {
                out.push(',');
                line(&mut out, depth);
            }
            ':' if depth <= DEEPEST => out.push_str(": "),
            sign => out.push(sign),
        }
    }
    out
}

/// The rest of a text, its end with it.
fn quoted(signs: &mut impl Iterator<Item = char>, out: &mut String) {
    while let Some(sign) = signs.next() {
        out.push(sign);
        match sign {
            '\\' => out.extend(signs.next()),
            '"' => return,
            _ => {}
        }
    }
}

fn line(out: &mut String, depth: usize) {
    out.push('\n');
    (0..depth).for_each(|_| out.push_str("  "));
}
