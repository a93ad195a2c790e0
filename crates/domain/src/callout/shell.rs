//! Words of a POSIX shell, and the variables in place of credentials.

use std::collections::BTreeMap;

use super::NoCommand;
use crate::api::curl::single_quoted;
use crate::payload::mask::Masked;

/// Bytes of one word; Linux takes 128 kB.
const LONGEST: usize = 100_000;

/// What the words of a command need beside them.
#[derive(Default)]
pub(super) struct Shell {
    /// Variables by what they stand for: the name of a credential and the credential.
    known: BTreeMap<(String, String), String>,
    /// How many variables begin with a name.
    alike: BTreeMap<String, usize>,
    /// All variables, in the order of their first use.
    pub(super) variables: Vec<String>,
    /// Whether a word needs `$CR`.
    pub(super) has_carriage_return: bool,
    /// Whether a word holds Liquid.
    pub(super) has_liquid: bool,
}

impl Shell {
    /// A variable that must be set, or the shell stops before curl is called.
    pub(super) fn ask_for(&mut self, name: &str) -> String {
        if !self.variables.iter().any(|known| known == name) {
            self.variables.push(name.to_owned());
        }
        format!("\"${{{name}:?}}\"")
    }

    fn secret(&mut self, name: &str, value: &str) -> String {
        let same = (name.to_owned(), value.to_owned());
        if let Some(known) = self.known.get(&same) {
            return format!("\"${{{known}:?}}\"");
        }
        let plain = variable(name);
        let count = self.alike.entry(plain.clone()).or_default();
        *count += 1;
        // A small letter keeps these names apart from all that begin alike.
        let variable = if *count == 1 { plain } else { format!("{plain}_n{count}") };
        self.variables.push(variable.clone());
        let asked = format!("\"${{{variable}:?}}\"");
        self.known.insert(same, variable);
        asked
    }

    /// A text of one line as one word.
    pub(super) fn line(&mut self, text: &Masked) -> Result<String, NoCommand> {
        if text.text.contains(char::is_control) {
            return Err(NoCommand::Unsafe);
        }
        self.word(text)
    }

    /// A text as one word of the shell.
    pub(super) fn word(&mut self, text: &Masked) -> Result<String, NoCommand> {
        if text.text.contains(steers) {
            return Err(NoCommand::Unsafe);
        }
        if text.text.len() > LONGEST {
            return Err(NoCommand::TooLong);
        }
        let mut word = String::new();
        for (part, secret) in text.parts() {
            if let Some(secret) = secret {
                word.push_str(&self.secret(&secret.name, part));
                continue;
            }
            self.has_carriage_return |= part.contains('\r');
            self.has_liquid |= part.contains("{{") || part.contains("{%");
            // A bare carriage return would be the Enter key when it is pasted.
            word.push_str(&single_quoted(part).replace('\r', "'\"$CR\"'"));
        }
        Ok(if word.is_empty() { "''".to_owned() } else { word })
    }
}

/// `X-Api-Key` → `SECRET_X_API_KEY`. The prefix keeps names apart from the shell's own, `PWD`
/// above all.
fn variable(name: &str) -> String {
    format!("SECRET_{}", variable_signs(name))
}

pub(super) fn variable_signs(name: &str) -> String {
    const LONGEST: usize = 40;
    let sign =
        |sign: char| if sign.is_ascii_alphanumeric() { sign.to_ascii_uppercase() } else { '_' };
    name.chars().take(LONGEST).map(sign).collect()
}

/// Signs that a terminal or a reader's eye would take for something else than text.
fn steers(sign: char) -> bool {
    let breaks = matches!(sign, '\n' | '\r' | '\t');
    let turns = matches!(sign, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (sign.is_control() && !breaks)
}
