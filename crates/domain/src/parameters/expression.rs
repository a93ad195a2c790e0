//! What Liquid reads: the variables in its tags and outputs.

use crate::source::{Language, TokenKind, tokens};

/// One tag or output.
pub(super) struct Tag {
    /// As written, without its marks.
    pub(super) text: String,
    /// The variables it reads.
    pub(super) reads: Vec<Path>,
    /// The name it gives a value, if it does (`assign`, `capture`, `for`).
    pub(super) sets: Option<String>,
}

/// A variable such as `Data.Callout[0].ResponseCode`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Path {
    /// As written.
    pub(super) text: String,
    /// Its steps; `None` when one of them is computed.
    pub(super) steps: Option<Vec<String>>,
}

/// Signs of a tag that are looked at; a longer one is no condition that anybody wrote.
const LONGEST_TAG: usize = 4000;

/// Every tag and output of a text, comments and raw text left out.
pub(super) fn tags(text: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut open = None;
    for token in tokens(Language::Liquid, text) {
        let mark = text.get(token.span.clone()).unwrap_or_default();
        match (token.kind, mark, open) {
            (TokenKind::Mark, "{{" | "{%", _) => open = Some((token.span.end, mark == "{%")),
            (TokenKind::Mark, "}}" | "%}", Some((start, is_tag))) => {
                let inside = text.get(start..token.span.start).unwrap_or_default();
                if inside.len() <= LONGEST_TAG {
                    found.push(tag(inside.trim_matches('-').trim(), is_tag));
                }
                open = None;
            }
            _ => {}
        }
    }
    found
}

fn tag(inside: &str, is_tag: bool) -> Tag {
    let text = inside.split_whitespace().collect::<Vec<_>>().join(" ");
    if !is_tag {
        return Tag { reads: paths(inside), text, sets: None };
    }
    let (name, rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let rest = rest.trim();
    let (sets, read) = match name {
        "assign" => rest.split_once('=').map_or((None, rest), |(name, read)| (Some(name), read)),
        "for" | "tablerow" => {
            rest.split_once(" in ").map_or((None, rest), |(name, read)| (Some(name), read))
        }
        "capture" | "increment" | "decrement" => (Some(rest), ""),
        "if" | "elsif" | "unless" | "case" | "when" | "echo" => (None, rest),
        _ => (None, ""),
    };
    Tag { reads: paths(read), text, sets: sets.map(|name| name.trim().to_owned()) }
}

/// The variables of an expression.
fn paths(expression: &str) -> Vec<Path> {
    let mut found: Vec<Path> = Vec::new();
    let mut rest = expression;
    let mut filter = false;
    while let Some(sign) = rest.chars().next() {
        if matches!(sign, '"' | '\'') {
            rest = behind_quote(rest, sign);
        } else if sign.is_alphabetic() || sign == '_' {
            let (path, after) = path(rest);
            // `limit: 3` and the arguments of filters have names of their own.
            let is_argument = after.trim_start().starts_with(':');
            let is_word = crate::source::is_liquid_word(&path.text);
            if !filter && !is_word && !is_argument && !found.contains(&path) {
                found.push(path);
            }
            (rest, filter) = (after, false);
        } else if sign.is_ascii_digit() {
            rest = rest.trim_start_matches(|sign: char| sign.is_alphanumeric() || sign == '.');
        } else {
            filter = sign == '|' || (filter && sign.is_whitespace());
            rest = rest.get(sign.len_utf8()..).unwrap_or_default();
        }
    }
    found
}

fn behind_quote(rest: &str, quote: char) -> &str {
    let inside = rest.get(1..).unwrap_or_default();
    inside.split_once(quote).map_or("", |(_, after)| after)
}

/// The variable at the beginning of a text, and what follows it.
fn path(text: &str) -> (Path, &str) {
    let mut steps = Some(Vec::new());
    let mut rest = text;
    loop {
        let end = rest.find(|sign: char| !is_part_of_name(sign)).unwrap_or(rest.len());
        let (name, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if let Some(steps) = &mut steps
            && !name.is_empty()
        {
            steps.push(name.to_owned());
        }
        rest = after;
        while let Some(inside) = rest.strip_prefix('[') {
            let Some((step, after)) = inside.split_once(']') else { break };
            match (literal(step.trim()), &mut steps) {
                (Some(step), Some(steps)) => steps.push(step),
                _ => steps = None,
            }
            rest = after;
        }
        match rest.strip_prefix('.') {
            Some(after) if after.starts_with(is_part_of_name) => rest = after,
            _ => break,
        }
    }
    let length = text.len() - rest.len();
    (Path { text: text.get(..length).unwrap_or_default().to_owned(), steps }, rest)
}

fn is_part_of_name(sign: char) -> bool {
    sign.is_alphanumeric() || "_-?".contains(sign)
}

/// A place or a name in brackets; `None` for what is computed.
fn literal(step: &str) -> Option<String> {
    if !step.is_empty() && step.bytes().all(|sign| sign.is_ascii_digit()) {
        return Some(step.to_owned());
    }
    let quoted = |quote| step.strip_prefix(quote)?.strip_suffix(quote).map(str::to_owned);
    quoted('"').or_else(|| quoted('\''))
}
