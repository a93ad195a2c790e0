//! Secrets in a text by what it calls them: `name: value`, `name=value`, `"name" => "value"`,
//! elements and attributes, words of a command, columns of a statement.

mod assign;
mod command;
mod markup;
mod prose;
mod sql;
mod title;

use super::found::Found;

/// Notes what a text itself calls a secret.
pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    assign::find(text, found);
    let bytes = text.as_bytes();
    if bytes.contains(&b'<') {
        markup::find(text, found);
    }
    if bytes.contains(&b'-') && bytes.contains(&b' ') {
        command::find(text, found);
    }
    if bytes.contains(&b'(') && bytes.contains(&b'\'') {
        sql::find(text, found);
    }
}
