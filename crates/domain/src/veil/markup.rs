//! Credentials in XML and HTML: the text inside an element whose name tells.

use super::Secret;
use crate::payload::mask::names_a_secret;

/// The texts between `<password>` and the next `<`.
pub(super) fn secrets(text: &str) -> Vec<Secret> {
    let mut found = Vec::new();
    let mut at = 0;
    for piece in text.split('<') {
        if let Some((tag, inside)) = piece.split_once('>') {
            let name = tag.split(|sign: char| sign.is_whitespace() || sign == '/').next();
            let name = name.unwrap_or_default();
            let start = at + tag.len() + 1;
            if !inside.trim().is_empty() && names_a_secret(name) {
                let span = start..start + inside.len();
                found.push(Secret { name: name.to_owned(), span });
            }
        }
        at += piece.len() + 1;
    }
    found
}
