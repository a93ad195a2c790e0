//! A JSON text as a row of tokens, each a span of it: no number is converted, nothing is built.
//!
//! The text is known to be well-formed; in any other the tokens mean nothing, and still end.

use std::borrow::Cow;

/// A text with escapes that is longer than this, in bytes, is no id, number or address.
const LONGEST_ESCAPED: usize = 1_000;

/// One token.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{` (true) or `[`.
    Open(bool),
    /// `}` or `]`.
    Close,
    /// A key and its colon.
    Key(Cow<'a, str>),
    /// A text; empty when it is a long one with escapes.
    Text(Cow<'a, str>),
    /// A number as written.
    Number(&'a str),
    /// `true`, `false` or `null`.
    Word,
}

/// Where reading has come to.
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) const fn of(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip(&mut self, skipped: impl Fn(u8) -> bool) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|sign| !skipped(*sign)).unwrap_or(rest.len());
    }

    /// A quoted text with its quotes, and whether there are escapes in it.
    fn quoted(&mut self) -> (&'a str, bool) {
        let start = self.at;
        self.at += 1;
        let mut escaped = false;
        loop {
            self.skip(|sign| sign != b'"' && sign != b'\\');
            match self.peek() {
                Some(b'\\') => {
                    escaped = true;
                    self.at += 2;
                }
                Some(_) => break,
                None => return ("", false),
            }
        }
        self.at += 1;
        (self.text.get(start..self.at).unwrap_or_default(), escaped)
    }

    fn text_or_key(&mut self) -> Token<'a> {
        let (whole, escaped) = self.quoted();
        self.skip(|sign| sign.is_ascii_whitespace());
        if self.peek() == Some(b':') {
            self.at += 1;
            return Token::Key(plain(whole, escaped));
        }
        let long = escaped && whole.len() > LONGEST_ESCAPED;
        Token::Text(if long { Cow::Borrowed("") } else { plain(whole, escaped) })
    }
}

/// What is between the quotes, escapes resolved.
fn plain(whole: &str, escaped: bool) -> Cow<'_, str> {
    if escaped {
        return Cow::Owned(serde_json::from_str(whole).unwrap_or_default());
    }
    let end = whole.len().saturating_sub(1);
    Cow::Borrowed(whole.get(1..end).unwrap_or_default())
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.skip(|sign| sign.is_ascii_whitespace() || sign == b',');
        let start = self.at;
        match self.peek()? {
            b'"' => Some(self.text_or_key()),
            open @ (b'{' | b'[') => {
                self.at += 1;
                Some(Token::Open(open == b'{'))
            }
            b'}' | b']' => {
                self.at += 1;
                Some(Token::Close)
            }
            first => {
                self.skip(|sign| {
                    !matches!(sign, b',' | b'}' | b']') && !sign.is_ascii_whitespace()
                });
                // Always one sign further, whatever it is.
                self.at = self.at.max(start + 1);
                let number = first == b'-' || first.is_ascii_digit();
                let word = self.text.get(start..self.at).unwrap_or_default();
                Some(if number { Token::Number(word) } else { Token::Word })
            }
        }
    }
}
