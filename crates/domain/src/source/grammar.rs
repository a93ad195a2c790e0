//! Languages of words, quotes and comments, as tables.

use super::TokenKind;
use super::scanner::Scanner;

/// What tells one such language from another.
pub(super) struct Grammar {
    /// Signs that begin a comment to the end of the line.
    line_comments: &'static [&'static str],
    /// Whether `/* … */` is a comment.
    block_comments: bool,
    /// Quotes, and whether a text in them may run over lines.
    quotes: &'static [(char, bool)],
    /// The sign that takes the next one with it. (A doubled quote needs none: it is read as two
    /// texts that touch.)
    escape: Option<char>,
    /// Its words, sorted, in lower case.
    words: &'static [&'static str],
    /// Whether words count in capitals as well.
    any_case: bool,
    /// Whether a text before a colon is a key.
    keys: bool,
}

impl Grammar {
    /// The dialect of Zuora's Data Query is Trino's.
    pub(super) const SQL: Self = Self {
        line_comments: &["--"],
        block_comments: true,
        quotes: &[('\'', true), ('"', true), ('`', true)],
        escape: None,
        words: &[
            "all",
            "and",
            "as",
            "asc",
            "between",
            "by",
            "case",
            "cast",
            "cross",
            "current_date",
            "date",
            "desc",
            "distinct",
            "else",
            "end",
            "except",
            "exists",
            "false",
            "first",
            "from",
            "full",
            "group",
            "having",
            "in",
            "inner",
            "intersect",
            "interval",
            "is",
            "join",
            "last",
            "left",
            "like",
            "limit",
            "not",
            "null",
            "nulls",
            "offset",
            "on",
            "or",
            "order",
            "outer",
            "over",
            "partition",
            "right",
            "select",
            "then",
            "timestamp",
            "true",
            "union",
            "unnest",
            "using",
            "values",
            "when",
            "where",
            "with",
        ],
        any_case: true,
        keys: false,
    };

    /// Zuora's object query language.
    pub(super) const ZOQL: Self = Self {
        line_comments: &[],
        block_comments: false,
        quotes: &[('\'', true), ('"', true)],
        escape: Some('\\'),
        words: &[
            "and", "false", "from", "in", "like", "not", "null", "or", "select", "true", "where",
        ],
        any_case: true,
        keys: false,
    };

    /// JavaScript.
    pub(super) const JAVASCRIPT: Self = Self {
        line_comments: &["//"],
        block_comments: true,
        quotes: &[('\'', false), ('"', false), ('`', true)],
        escape: Some('\\'),
        words: &[
            "async",
            "await",
            "break",
            "case",
            "catch",
            "class",
            "const",
            "continue",
            "default",
            "delete",
            "do",
            "else",
            "export",
            "extends",
            "false",
            "finally",
            "for",
            "function",
            "if",
            "import",
            "in",
            "instanceof",
            "let",
            "new",
            "null",
            "of",
            "return",
            "static",
            "super",
            "switch",
            "this",
            "throw",
            "true",
            "try",
            "typeof",
            "undefined",
            "var",
            "void",
            "while",
            "yield",
        ],
        any_case: false,
        keys: false,
    };

    /// JSON.
    pub(super) const JSON: Self = Self {
        line_comments: &[],
        block_comments: false,
        quotes: &[('"', true)],
        escape: Some('\\'),
        words: &["false", "null", "true"],
        any_case: false,
        keys: true,
    };

    /// Walks the whole text.
    pub(super) fn scan(&self, scanner: &mut Scanner) {
        while let Some(sign) = scanner.peek() {
            if scanner.is_at_liquid() {
                super::liquid::scan(scanner);
            } else if self.line_comments.iter().any(|mark| scanner.looks_at(mark)) {
                scanner.comment("\n");
            } else if self.block_comments && scanner.looks_at("/*") {
                scanner.comment("*/");
            } else if let Some((quote, many_lines)) = self.quotes.iter().find(|(q, _)| *q == sign) {
                self.quoted(scanner, *quote, *many_lines);
            } else if sign.is_ascii_digit() {
                let from = scanner.at();
                scanner.skip_while(|next| next.is_ascii_alphanumeric() || next == '.');
                scanner.note(TokenKind::Number, from);
            } else if is_wordly(sign) {
                self.word(scanner);
            } else {
                let from = scanner.at();
                scanner.step();
                scanner.note(TokenKind::Plain, from);
            }
        }
    }

    fn quoted(&self, scanner: &mut Scanner, quote: char, many_lines: bool) {
        let before = scanner.tokens.len();
        scanner.quoted(quote, self.escape, !many_lines);
        let is_key = self.keys && scanner.rest().trim_start().starts_with(':');
        let added = scanner.tokens.iter_mut().skip(before);
        added.filter(|token| is_key && token.kind == TokenKind::Text).for_each(|token| {
            token.kind = TokenKind::Name;
        });
    }

    fn word(&self, scanner: &mut Scanner) {
        let from = scanner.at();
        scanner.skip_while(|sign| is_wordly(sign) || sign.is_ascii_digit());
        let word = scanner.since(from);
        let kind = if self.knows(word) { TokenKind::Keyword } else { TokenKind::Plain };
        scanner.note(kind, from);
    }

    fn knows(&self, word: &str) -> bool {
        const LONGEST: usize = 16;
        if word.len() > LONGEST {
            return false;
        }
        let lower = word.to_ascii_lowercase();
        let word = if self.any_case { lower.as_str() } else { word };
        self.words.binary_search(&word).is_ok()
    }
}

fn is_wordly(sign: char) -> bool {
    sign.is_alphabetic() || sign == '_' || sign == '$'
}

#[cfg(test)]
mod tests {
    use super::Grammar;

    #[test]
    fn words_are_sorted_so_that_they_are_found() {
        for grammar in [Grammar::SQL, Grammar::ZOQL, Grammar::JAVASCRIPT, Grammar::JSON] {
            assert!(grammar.words.is_sorted(), "{:?}", grammar.words);
        }
    }
}
