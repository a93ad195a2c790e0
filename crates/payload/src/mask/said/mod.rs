//! Secrets in a text by what it calls them: `name: value`, `name=value`, `"name" => "value"`,
//! elements and attributes, words of a command, columns of a statement.

mod assign;
mod command;
mod markup;
mod prose;
mod sentence;
mod sql;
mod table;
mod title;

use super::found::Found;
use super::look::{BLANK, SEPARATOR, Signs};

/// Notes what a text itself calls a secret.
pub(super) fn find(text: &str, signs: &Signs, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    if signs.has(SEPARATOR) {
        assign::find(text, found);
        if bytes.contains(&b'<') {
            markup::find(text, found);
        }
        if bytes.contains(&b'(') && bytes.contains(&b'\'') {
            sql::find(text, found);
        }
    }
    if signs.has(BLANK) {
        sentence::find(text, found);
        if bytes.contains(&b'-') {
            command::find(text, found);
        }
    }
    if bytes.contains(&b'\n') {
        table::find(text, found);
    }
}
