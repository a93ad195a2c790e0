//! The markup that the program makes of texts: Leptos keeps whole elements without anything dynamic
//! as one literal each, and has the browser read it. The page's Trusted Types policy (`boot.js`) lets
//! exactly these through, so they are found in the built program itself.

use std::collections::BTreeSet;
use std::path::Path;

use crate::failure::Failure;
use crate::tree;

/// What stands in the starter for the list, and is replaced by it.
const PLACE: &str = "const TEMPLATES = null;";

/// The starter with the templates of the program whose files lie in `directory`.
pub(super) fn written(starter: &str, directory: &Path) -> Result<String, Failure> {
    let mut all = BTreeSet::new();
    for file in tree::files_below(directory) {
        if file.extension().is_some_and(|kind| kind == "wasm") {
            all.extend(of(&std::fs::read(&file).map_err(|error| Failure::at(&file, &error))?));
        }
    }
    if all.is_empty() || starter.matches(PLACE).count() != 1 {
        return Err(Failure::new(format!(
            "{} templates for one place \"{PLACE}\" in boot.js: there must be some of the one, and one of the other.",
            all.len()
        )));
    }
    let list = all.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(",");
    Ok(starter.replace(PLACE, &format!("const TEMPLATES = [{list}];")))
}

/// A literal of JavaScript.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n"))
}

/// Every whole element among these bytes that is in no other one.
fn of(bytes: &[u8]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut rest = bytes;
    while let Some((_, behind)) = rest.split_first() {
        let text = element(rest).and_then(|whole| std::str::from_utf8(whole).ok());
        rest = text.map_or(Some(behind), |text| rest.get(text.len()..)).unwrap_or_default();
        found.extend(text.map(str::to_owned));
    }
    found
}

/// The element that begins here, if one does and ends.
fn element(bytes: &[u8]) -> Option<&[u8]> {
    let (mut rest, mut open) = (bytes, Vec::new());
    loop {
        let (tag, behind) = split(rest.strip_prefix(b"<")?, b'>')?;
        match tag.strip_prefix(b"/") {
            Some(name) if open.pop() == Some(name) => {}
            Some(_) => return None,
            None => {
                let name = name(tag)?;
                if !VOID.contains(&name) {
                    open.push(name);
                }
            }
        }
        rest = behind.get(1..)?;
        if open.is_empty() {
            return bytes.get(..bytes.len() - rest.len());
        }
        rest = split(rest, b'<')?.1;
    }
}

/// What stands before the next such sign, and what from there on; none where a zero comes first,
/// because no text holds one.
fn split(bytes: &[u8], sign: u8) -> Option<(&[u8], &[u8])> {
    let at = bytes.iter().position(|other| *other == sign || *other == 0)?;
    let (before, behind) = bytes.split_at(at);
    behind.starts_with(&[sign]).then_some((before, behind))
}

/// Elements that have no end.
const VOID: [&[u8]; 3] = [b"br", b"hr", b"input"];

/// The name in a tag that begins an element.
fn name(tag: &[u8]) -> Option<&[u8]> {
    let name = tag.split(|sign| *sign == b' ').next()?;
    let is_name = name.first().is_some_and(u8::is_ascii_lowercase);
    (is_name && name.iter().all(u8::is_ascii_alphanumeric)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        of(text.as_bytes()).into_iter().collect()
    }

    #[test]
    fn literals_that_touch_are_told_apart() {
        let text = "Save<h1>Tasks</h1><th scope=\"col\">Type</th> x < y\0<p>";
        assert_eq!(found(text), ["<h1>Tasks</h1>", "<th scope=\"col\">Type</th>"]);
    }

    #[test]
    fn an_element_is_taken_with_all_that_is_in_it() {
        let text = "<tr><th>A</th><th>B<br></th></tr>";
        assert_eq!(found(text), [text]);
    }

    #[test]
    fn what_does_not_end_is_none() {
        for text in ["<p>never", "<p>cut\0</p>", "</p>", "<p><b></p>", "<>", "<img/onerror=x>"] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_starter_without_a_place_for_them_is_refused() {
        let directory = std::env::temp_dir().join("reprise-templates-none");
        assert!(written("const TEMPLATES = null;", &directory).is_err(), "no program");
        assert_eq!(quoted("it's \\"), "'it\\'s \\\\'");
    }
}
