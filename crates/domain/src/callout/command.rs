//! A call as a command for a POSIX shell, without its credentials.
//!
//! What is pasted into a shell may have been written by anybody: every word stands in single
//! quotes, credentials are variables that must be set, and what a terminal or curl would take for
//! its own makes no command at all.

use std::fmt::Write;

use super::shell::{Shell, variable_signs};
use super::{Absence, Body, Exchange, Header, Part, SignIn};
use crate::api::curl::single_quoted;
use crate::explain::callout::command_notes;
use crate::payload::mask::Masked;

/// Why there is no command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCommand {
    /// The address is not known.
    NoUrl,
    /// A sign in it would steer the terminal or the command.
    Unsafe,
    /// A part is of a form that is not understood.
    Odd,
    /// The body is longer than a word of a command may be.
    TooLong,
}

/// The call as one command over several lines.
///
/// # Errors
///
/// [`NoCommand`] when it cannot be said whole, or not safely.
pub fn as_curl(exchange: &Exchange) -> Result<String, NoCommand> {
    let mut command = Command::default();
    let url = exchange.url.present().ok_or(NoCommand::NoUrl)?;
    let method = match &exchange.method {
        Part::Present(method) => word_of_method(method)?,
        // Not guessed: a GET and a DELETE of the same address are not the same.
        Part::Absent(_) => command.shell.ask_for("METHOD"),
        Part::Odd(_) => return Err(NoCommand::Odd),
    };
    command.words.push(format!("--request {method}"));
    let url = command.shell.line(url)?;
    command.words.push(format!("--url {url}"));
    match &exchange.request_headers {
        Part::Present(headers) => headers.iter().try_for_each(|header| command.header(header))?,
        Part::Absent(_) => {}
        Part::Odd(_) => return Err(NoCommand::Odd),
    }
    command.sign_in(exchange.sign_in.as_ref());
    match &exchange.request_body {
        Part::Present(body) => command.body(body)?,
        Part::Absent(Absence::File) => {
            let file = command.shell.ask_for("FILE");
            command.words.push(format!("--data-binary @{file}"));
        }
        Part::Absent(_) => {}
        Part::Odd(_) => return Err(NoCommand::Odd),
    }
    Ok(command.text())
}

#[derive(Default)]
struct Command {
    shell: Shell,
    words: Vec<String>,
    signed_by_zuora: Option<String>,
    names_its_type: bool,
}

impl Command {
    fn header(&mut self, header: &Header) -> Result<(), NoCommand> {
        let is_name = |sign: char| sign.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(sign);
        // A name such as `@file` would make curl read a file.
        if header.name.is_empty() || !header.name.chars().all(is_name) {
            return Err(NoCommand::Unsafe);
        }
        self.names_its_type |= header.name.eq_ignore_ascii_case("content-type");
        for value in &header.values {
            if value.text.is_empty() {
                self.words
                    .push(format!("--header {}", single_quoted(&format!("{};", header.name))));
                continue;
            }
            let name = single_quoted(&format!("{}: ", header.name));
            let value = self.shell.line(value)?;
            self.words.push(format!("--header {name}{value}"));
        }
        Ok(())
    }

    fn sign_in(&mut self, way: Option<&SignIn>) {
        let word = match way {
            None | Some(SignIn::None) => return,
            Some(SignIn::Zuora) => self.bearer("ZUORA_TOKEN"),
            Some(SignIn::OAuth2) => self.bearer("SECRET_OAUTH2_TOKEN"),
            Some(SignIn::Basic) => {
                let (user, password) =
                    (self.shell.ask_for("SECRET_USER"), self.shell.ask_for("SECRET_PASSWORD"));
                format!("--user {user}:{password}")
            }
            Some(SignIn::Certificate) => {
                format!("--cert {}", self.shell.ask_for("SECRET_CERTIFICATE"))
            }
            Some(SignIn::Other(kind)) => {
                self.signed_by_zuora = Some(kind.clone());
                return;
            }
        };
        self.words.push(word);
    }

    fn bearer(&mut self, variable: &str) -> String {
        format!("--header 'Authorization: Bearer '{}", self.shell.ask_for(variable))
    }

    fn body(&mut self, body: &Body) -> Result<(), NoCommand> {
        let Body::Form(fields) = body else {
            let raw = self.shell.word(&Masked::of(body.raw().to_owned()))?;
            if !self.names_its_type {
                // Or curl would name a type that the call did not have.
                self.words.push("--header 'Content-Type:'".to_owned());
            }
            self.words.push(format!("--data-raw {raw}"));
            return Ok(());
        };
        for field in fields {
            let name: String = form_urlencoded::byte_serialize(field.name.as_bytes()).collect();
            for value in &field.values {
                let value = self.shell.word(value)?;
                self.words.push(format!("--data-urlencode '{name}='{value}"));
            }
        }
        Ok(())
    }

    fn text(self) -> String {
        let mut out = command_notes(
            &self.shell.variables,
            self.shell.has_liquid,
            self.signed_by_zuora.as_deref().map(variable_signs).as_deref(),
        );
        if self.shell.has_carriage_return {
            out.push_str("CR=$(printf '\\r')\n");
        }
        // Without globoff, braces and brackets in an address would make several requests of one.
        out.push_str("curl --silent --show-error --include --globoff --proto '=http,https'");
        for word in &self.words {
            // Writing to a string cannot fail.
            let _written = write!(out, " \\\n  {word}");
        }
        out.push('\n');
        out
    }
}

fn word_of_method(method: &str) -> Result<String, NoCommand> {
    let is_word = !method.is_empty() && method.bytes().all(|sign| sign.is_ascii_alphanumeric());
    is_word.then(|| method.to_owned()).ok_or(NoCommand::Unsafe)
}
