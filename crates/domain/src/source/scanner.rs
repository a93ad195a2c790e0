//! Walks a text once and notes tokens.

use super::{Token, TokenKind};

/// Where the walk stands, and what it noted.
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    has_liquid: bool,
    /// The tokens so far.
    pub(super) tokens: Vec<Token>,
}

impl<'a> Scanner<'a> {
    pub(super) const fn new(text: &'a str, has_liquid: bool) -> Self {
        Self { text, at: 0, has_liquid, tokens: Vec::new() }
    }

    /// What is still to be walked.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Where the walk stands, in bytes.
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// What was walked since a place.
    pub(super) fn since(&self, from: usize) -> &'a str {
        self.text.get(from..self.at).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn looks_at(&self, sign: &str) -> bool {
        self.rest().starts_with(sign)
    }

    /// Goes on by one sign, if there is one.
    pub(super) fn step(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    /// Goes on behind a sign that stands here, in bytes.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.at = self.text.len().min(self.at + bytes);
    }

    /// Goes on while signs are of a sort.
    pub(super) fn skip_while(&mut self, is_part: impl Fn(char) -> bool) {
        let rest = self.rest();
        let length = rest.find(|sign| !is_part(sign)).unwrap_or(rest.len());
        self.at += length;
    }

    /// Notes everything since `from`; what is like the token before it becomes one with it.
    pub(super) fn note(&mut self, kind: TokenKind, from: usize) {
        if from == self.at {
            return;
        }
        let joins = matches!(kind, TokenKind::Plain | TokenKind::Text | TokenKind::Comment);
        match self.tokens.last_mut() {
            Some(last) if joins && last.kind == kind && last.span.end == from => {
                last.span.end = self.at;
            }
            _ => self.tokens.push(Token { kind, span: from..self.at }),
        }
    }

    /// Whether Liquid begins here.
    pub(super) fn is_at_liquid(&self) -> bool {
        self.has_liquid && (self.looks_at("{{") || self.looks_at("{%"))
    }

    /// Everything as it stands, but for Liquid.
    pub(super) fn plain(&mut self) {
        while self.peek().is_some() {
            if self.is_at_liquid() {
                super::liquid::scan(self);
                continue;
            }
            let from = self.at;
            self.step();
            self.skip_while(|sign| sign != '{');
            self.note(TokenKind::Plain, from);
        }
    }

    /// A text in quotes, from the quote on; Liquid inside is Liquid. `escape` takes the next sign
    /// with it; `end_of_line` closes what was forgotten.
    pub(super) fn quoted(&mut self, quote: char, escape: Option<char>, end_of_line: bool) {
        let mut from = self.at;
        self.step();
        while let Some(sign) = self.peek() {
            if self.is_at_liquid() {
                self.note(TokenKind::Text, from);
                super::liquid::scan(self);
                from = self.at;
                continue;
            }
            if end_of_line && sign == '\n' {
                break;
            }
            self.step();
            if Some(sign) == escape {
                self.step();
            } else if sign == quote {
                break;
            }
        }
        self.note(TokenKind::Text, from);
    }

    /// A comment up to and with its end.
    pub(super) fn comment(&mut self, end: &str) {
        let from = self.at;
        let length = self.rest().find(end).map_or(self.rest().len(), |place| place + end.len());
        self.at += length;
        self.note(TokenKind::Comment, from);
    }
}
