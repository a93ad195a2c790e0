//! HTML and XML: tags, their attributes, comments; always as source, never as a page.

use super::TokenKind;
use super::scanner::Scanner;

/// Walks the whole text.
pub(super) fn scan(scanner: &mut Scanner) {
    while scanner.peek().is_some() {
        if scanner.is_at_liquid() {
            super::liquid::scan(scanner);
        } else if scanner.looks_at("<!--") {
            scanner.comment("-->");
        } else if begins_tag(scanner.rest()) {
            tag(scanner);
        } else {
            let from = scanner.at();
            scanner.step();
            scanner.skip_while(|sign| sign != '<' && sign != '{');
            scanner.note(TokenKind::Plain, from);
        }
    }
}

fn begins_tag(rest: &str) -> bool {
    let mut signs = rest.chars();
    signs.next() == Some('<')
        && signs.next().is_some_and(|sign| sign.is_ascii_alphabetic() || "/!?".contains(sign))
}

/// `<name attribute="value" …>`
fn tag(scanner: &mut Scanner) {
    let from = scanner.at();
    scanner.step();
    scanner.step();
    scanner.skip_while(is_nominal);
    scanner.note(TokenKind::Keyword, from);
    while let Some(sign) = scanner.peek() {
        let from = scanner.at();
        match sign {
            _ if scanner.is_at_liquid() => super::liquid::scan(scanner),
            '"' | '\'' => scanner.quoted(sign, None, false),
            '>' => {
                scanner.step();
                scanner.note(TokenKind::Keyword, from);
                return;
            }
            sign if is_nominal(sign) => {
                scanner.skip_while(is_nominal);
                scanner.note(TokenKind::Name, from);
            }
            _ => {
                scanner.step();
                scanner.note(TokenKind::Plain, from);
            }
        }
    }
}

fn is_nominal(sign: char) -> bool {
    sign.is_alphanumeric() || "-_:.".contains(sign)
}
