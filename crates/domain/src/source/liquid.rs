//! Liquid: `{{ output | filter }}` and `{% tag %}`.
//!
//! Source: Liquid's own reference (tags, operators, literals), 2026.

use super::TokenKind;
use super::scanner::Scanner;

/// Words with a meaning inside a tag, beside the tag's own name.
const WORDS: [&str; 15] = [
    "and", "as", "blank", "by", "contains", "empty", "false", "in", "limit", "nil", "null",
    "offset", "or", "reversed", "true",
];

/// Whether a word means something to Liquid itself.
pub(crate) fn is_word(word: &str) -> bool {
    WORDS.binary_search(&word).is_ok()
}

/// From `{{` or `{%` to its end, and a comment or raw text whole.
pub(super) fn scan(scanner: &mut Scanner) {
    let is_tag = scanner.looks_at("{%");
    mark(scanner, 2);
    let name = inside(scanner, is_tag);
    match name {
        "comment" => body(scanner, "endcomment", TokenKind::Comment),
        "raw" => body(scanner, "endraw", TokenKind::Plain),
        _ => {}
    }
}

fn mark(scanner: &mut Scanner, bytes: usize) {
    let from = scanner.at();
    scanner.skip(bytes);
    scanner.note(TokenKind::Mark, from);
}

/// The inside and the end mark; gives the name of the tag.
fn inside<'a>(scanner: &mut Scanner<'a>, is_tag: bool) -> &'a str {
    let end = if is_tag { "%}" } else { "}}" };
    let (mut name, mut filter) = ("", false);
    let mut first = is_tag;
    while let Some(sign) = scanner.peek() {
        let from = scanner.at();
        if scanner.looks_at(end) {
            mark(scanner, 2);
            break;
        }
        match sign {
            '"' | '\'' => {
                scanner.step();
                scanner.skip_while(|next| next != sign);
                scanner.step();
                scanner.note(TokenKind::Text, from);
            }
            '0'..='9' => {
                scanner.skip_while(|next| next.is_ascii_digit() || next == '.');
                scanner.note(TokenKind::Number, from);
            }
            sign if sign.is_alphabetic() || sign == '_' => {
                scanner.skip_while(|next| next.is_alphanumeric() || "_-?".contains(next));
                let word = scanner.since(from);
                let kind =
                    if first || is_word(word) { TokenKind::Keyword } else { TokenKind::Name };
                scanner.note(if filter { TokenKind::Mark } else { kind }, from);
                if first {
                    name = word;
                }
                (first, filter) = (false, false);
            }
            sign => {
                scanner.step();
                scanner.note(TokenKind::Plain, from);
                filter = sign == '|' || (filter && sign.is_whitespace());
            }
        }
    }
    name
}

/// What stands between a tag and the tag that ends it; the latter is left to be walked.
fn body(scanner: &mut Scanner, end: &str, kind: TokenKind) {
    let from = scanner.at();
    while scanner.peek().is_some() && !ends(scanner.rest(), end) {
        scanner.step();
        scanner.skip_while(|sign| sign != '{');
    }
    scanner.note(kind, from);
}

/// Whether `{%- endcomment` or the like stands here. Blanks up to a limit: a text of nothing but
/// `{%` and blanks must not be read again and again.
fn ends(rest: &str, end: &str) -> bool {
    const MOST_BLANKS: usize = 64;
    let Some(inside) = rest.strip_prefix("{%") else {
        return false;
    };
    let inside = inside.strip_prefix('-').unwrap_or(inside);
    let blanks = inside.chars().take(MOST_BLANKS).take_while(char::is_ascii_whitespace);
    inside.get(blanks.count()..).is_some_and(|word| word.starts_with(end))
}
