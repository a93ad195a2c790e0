//! A path from its text: as Reprise writes it, and as people write paths.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use super::{Path, Step};
use crate::characters::resolved;
use crate::scan::bytes::byte;
use crate::scan::text;

/// Why a text is no path, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathTrouble {
    /// The byte of the text, from 0.
    pub at: usize,
    /// What is wrong there, as a sentence without a full stop.
    pub what: &'static str,
}

impl fmt::Display for PathTrouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "byte {}: {}", self.at, self.what)
    }
}

impl Error for PathTrouble {}

type Read<T> = Result<T, PathTrouble>;

impl FromStr for Path {
    type Err = PathTrouble;

    /// Blanks around it do not count; `$` may be missing (`Data.Invoice[0]`), and a key in
    /// brackets may stand in single quotes.
    fn from_str(text: &str) -> Read<Self> {
        let end = text.trim_end().len();
        let start = end - text.get(..end).unwrap_or_default().trim_start().len();
        let mut reader = Reader { text: text.get(..end).unwrap_or_default(), at: start };
        let mut steps = Vec::new();
        if reader.peek() == b'$' && matches!(byte(text.as_bytes(), start + 1), b'.' | b'[') {
            reader.at += 1;
        } else if reader.text.get(start..) == Some("$") {
            return Ok(Self::root());
        } else if !matches!(reader.peek(), b'.' | b'[' | 0) {
            steps.push(reader.bare()?);
        }
        while reader.at < end {
            steps.push(reader.step()?);
        }
        Ok(Self(steps))
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> u8 {
        byte(self.text.as_bytes(), self.at)
    }

    fn trouble<T>(&self, what: &'static str) -> Read<T> {
        Err(PathTrouble { at: self.at, what })
    }

    fn step(&mut self) -> Read<Step> {
        match self.peek() {
            b'.' => {
                self.at += 1;
                self.bare()
            }
            b'[' => {
                self.at += 1;
                self.bracket()
            }
            _ => self.trouble("a step must begin here with . or ["),
        }
    }

    /// A key without quotes: up to what could begin the next step.
    fn bare(&mut self) -> Read<Step> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let ends = |sign: char| ".[](){}\"'".contains(sign) || sign <= ' ';
        let key = rest.split(ends).next().unwrap_or_default().to_owned();
        if key.is_empty() {
            return self.trouble("a key must stand here; one with dots or blanks needs [\"…\"]");
        }
        self.at += key.len();
        self.which(key)
    }

    fn bracket(&mut self) -> Read<Step> {
        let step = match self.peek() {
            b'0'..=b'9' => return self.item(),
            b'"' => self.key_in_quotes()?,
            b'\'' => self.key_in_single_quotes()?,
            _ => return self.trouble("a number or a key in quotes must stand in brackets"),
        };
        self.close(b']', "] must follow here")?;
        self.which(step)
    }

    fn item(&mut self) -> Read<Step> {
        let index = self.number()?;
        self.close(b']', "] must follow here")?;
        Ok(Step::Item(index))
    }

    fn key_in_quotes(&mut self) -> Read<String> {
        let end = text::end(self.text.as_bytes(), self.at + 1)
            .map_err(|fault| PathTrouble { at: fault.at.min(self.text.len()), what: fault.what })?;
        let inner = self.text.get(self.at + 1..end - 1).unwrap_or_default();
        self.at = end;
        Ok(resolved(inner).into_owned())
    }

    fn key_in_single_quotes(&mut self) -> Read<String> {
        let mut end = self.at + 1;
        loop {
            match byte(self.text.as_bytes(), end) {
                b'\'' => break,
                _ if end >= self.text.len() => return self.trouble("this quote is never closed"),
                b'\\' => end += 2,
                _ => end += 1,
            }
        }
        let inner = self.text.get(self.at + 1..end).unwrap_or_default();
        self.at = end + 1;
        Ok(resolved(inner).into_owned())
    }

    /// Which of the members of that key: `(2)`, or nothing said.
    fn which(&mut self, key: String) -> Read<Step> {
        if self.peek() != b'(' {
            return Ok(Step::Member(key));
        }
        self.at += 1;
        let Some(which) = self.number()?.checked_sub(1) else {
            return self.trouble("members of the same key are counted from 1");
        };
        self.close(b')', ") must follow here")?;
        Ok(Step::Doubled(key, which))
    }

    fn number(&mut self) -> Read<usize> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let digits = rest.split(|sign: char| !sign.is_ascii_digit()).next().unwrap_or_default();
        match digits.parse() {
            Ok(number) => {
                self.at += digits.len();
                Ok(number)
            }
            Err(_) => self.trouble("a number that is not too large must stand here"),
        }
    }

    fn close(&mut self, bracket: u8, what: &'static str) -> Read<()> {
        if self.peek() != bracket {
            return self.trouble(what);
        }
        self.at += 1;
        Ok(())
    }
}
