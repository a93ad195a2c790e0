//! Source that a task carries (Liquid, SQL, scripts, HTML, JSON) as tokens for colouring.
//!
//! The tokens stand end to end: put together they are the text again, byte for byte. A text is
//! walked once, whatever it says: what is unclosed runs to its end, nothing is looked for twice.

mod grammar;
mod html;
mod liquid;
mod scanner;

use std::ops::Range;

use grammar::Grammar;
use scanner::Scanner;

pub(crate) use liquid::is_word as is_liquid_word;

/// The language that a text is written in, as far as colouring needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Text with Liquid in it.
    Liquid,
    /// A Data Query: SQL with Liquid in it.
    Sql,
    /// A condition of an object query, with Liquid in it.
    Zoql,
    /// JavaScript. Liquid is not looked for: its marks are ordinary JavaScript.
    JavaScript,
    /// HTML, or XML, with Liquid in it.
    Html,
    /// JSON, with Liquid in it.
    Json,
}

impl Language {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Liquid => "Liquid",
            Self::Sql => "SQL",
            Self::Zoql => "ZOQL",
            Self::JavaScript => "JavaScript",
            Self::Html => "HTML",
            Self::Json => "JSON",
        }
    }

    /// What a body or template looks like by its first sign; anything else counts as Liquid,
    /// which colours a plain text as it is.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let text = text.trim_start();
        let mut signs = text.chars();
        match (signs.next(), signs.next()) {
            (Some('<'), _) => Self::Html,
            (Some('{'), Some('{' | '%')) => Self::Liquid,
            (Some('{' | '['), _) => Self::Json,
            _ => Self::Liquid,
        }
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Blanks, signs, text outside of any language.
    Plain,
    /// A word of the language, or the name of a tag.
    Keyword,
    /// A name: a variable, an attribute, a key.
    Name,
    /// A text in quotes.
    Text,
    /// A number.
    Number,
    /// A comment.
    Comment,
    /// Where Liquid begins or ends, or a filter.
    Mark,
}

impl TokenKind {
    /// The kind's name in the style sheet.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Keyword => "keyword",
            Self::Name => "name",
            Self::Text => "text",
            Self::Number => "number",
            Self::Comment => "comment",
            Self::Mark => "mark",
        }
    }
}

/// A part of the text, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Range<usize>,
}

/// The tokens of a text, in order and without a gap.
#[must_use]
pub fn tokens(language: Language, text: &str) -> Vec<Token> {
    let mut scanner = Scanner::new(text, language != Language::JavaScript);
    match language {
        Language::Liquid => scanner.plain(),
        Language::Html => html::scan(&mut scanner),
        Language::Sql => Grammar::SQL.scan(&mut scanner),
        Language::Zoql => Grammar::ZOQL.scan(&mut scanner),
        Language::JavaScript => Grammar::JAVASCRIPT.scan(&mut scanner),
        Language::Json => Grammar::JSON.scan(&mut scanner),
    }
    scanner.tokens
}
