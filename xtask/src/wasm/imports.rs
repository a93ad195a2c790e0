//! Gives what a program imports from its script names of a sign or two. wasm-bindgen writes long ones
//! with a hash of sixteen digits, which no compression shortens, and each stands in both files: 5 kB
//! of the page's first load.

use std::fs;
use std::path::Path;

use super::sections::{Section, number, sections, written};
use crate::failure::Failure;

/// The number of the section that lists imports.
const IMPORTS: u8 = 2;
/// The kind of import that a function is, which is followed by the number of its type.
const FUNCTION: u8 = 0;
/// What the name of the program's own script ends with. Of other scripts, such as the loader of parts,
/// the names are somebody else's.
const OWN_SCRIPT: &[u8] = b"_bg.js";
/// How many signs the new names are made of.
const SIGNS: usize = 26;

/// Renames in both files; `script` is as wasm-bindgen wrote it, a line for the beginning of each
/// function.
pub(crate) fn shorten(wasm: &Path, script: &Path) -> Result<(), Failure> {
    let unread = |file: &Path| Failure::new(format!("{} has unknown imports.", file.display()));
    let (program, text) = (
        fs::read(wasm).map_err(|error| Failure::at(wasm, &error))?,
        fs::read_to_string(script).map_err(|error| Failure::at(script, &error))?,
    );
    let (program, names) = shortened(&program).ok_or_else(|| unread(wasm))?;
    let text = renamed(&text, &names).ok_or_else(|| unread(script))?;
    fs::write(wasm, program).map_err(|error| Failure::at(wasm, &error))?;
    fs::write(script, text).map_err(|error| Failure::at(script, &error))
}

/// The program with short names, and the old ones in order.
fn shortened(wasm: &[u8]) -> Option<(Vec<u8>, Vec<String>)> {
    let (header, all) = sections(wasm)?;
    let (mut out, mut names) = (header.to_vec(), Vec::new());
    for Section { kind, contents } in all {
        let own = if kind == IMPORTS { Some(imports(contents, &mut names)?) } else { None };
        let contents = own.as_deref().unwrap_or(contents);
        out.push(kind);
        out.extend(written(contents.len()));
        out.extend(contents);
    }
    Some((out, names))
}

/// The section with short names; the old ones are added to `names`.
fn imports(contents: &[u8], names: &mut Vec<String>) -> Option<Vec<u8>> {
    let (count, mut rest) = number(contents)?;
    let mut out = written(count);
    for _ in 0..count {
        let (module, after) = text(rest)?;
        let (name, after) = text(after)?;
        let (FUNCTION, after) = after.split_first().map(|(kind, after)| (*kind, after))? else {
            return None;
        };
        let (of_type, after) = number(after)?;
        let own = short(names.len());
        let is_renamed = module.ends_with(OWN_SCRIPT);
        if is_renamed {
            names.push(String::from_utf8(name.to_vec()).ok()?);
        }
        for part in [module, if is_renamed { own.as_bytes() } else { name }] {
            out.extend(written(part.len()));
            out.extend(part);
        }
        out.push(FUNCTION);
        out.extend(written(of_type));
        rest = after;
    }
    rest.is_empty().then_some(out)
}

/// A text with its length before it, and what follows it.
fn text(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = number(bytes)?;
    rest.split_at_checked(length)
}

/// The script with each name, which stands before a colon once, as its new one.
fn renamed(script: &str, names: &[String]) -> Option<String> {
    let mut script = script.to_owned();
    for (place, name) in names.iter().enumerate() {
        let (before, after) = script.split_once(&format!(" {name}: "))?;
        script = format!("{before} {}: {after}", short(place));
    }
    Some(script)
}

/// `a` to `z`, then `aa` and so on.
fn short(place: usize) -> String {
    let sign = ('a'..='z').nth(place % SIGNS).unwrap_or('a');
    match place / SIGNS {
        0 => sign.to_string(),
        more => format!("{}{sign}", short(more - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A section of imports, which are shorter than 128 bytes, and one that stays.
    fn program(imports: &[u8]) -> Vec<u8> {
        let length = u8::try_from(imports.len()).unwrap();
        [b"\0asm\x01\0\0\0\x02", &[length][..], imports, b"\x0a\x01x"].concat()
    }

    /// Of types 3, 200 and 1.
    const LONG: &[u8] =
        b"\x03\x07a_bg.js\x05__wbg\0\x03\x04b.js\x04load\0\xc8\x01\x07a_bg.js\x04two_\0\x01";
    const SHORT: &[u8] =
        b"\x03\x07a_bg.js\x01a\0\x03\x04b.js\x04load\0\xc8\x01\x07a_bg.js\x01b\0\x01";

    #[test]
    fn both_sides_have_the_new_names_and_other_scripts_keep_theirs() {
        let (wasm, names) = shortened(&program(LONG)).unwrap();
        assert_eq!(wasm, program(SHORT));
        let script = "{\n  __wbg: function() {},\n  two_: function() { two_(); } }";
        let expected = "{\n  a: function() {},\n  b: function() { two_(); } }";
        assert_eq!(renamed(script, &names).unwrap(), expected);
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        let memory = b"\x01\x01m\x01n\x02\0\x01";
        assert!(shortened(&program(memory)).is_none());
        assert!(shortened(&program(&LONG[..20])).is_none());
        assert!(renamed("{ other: 1 }", &["__wbg".to_owned()]).is_none());
    }

    #[test]
    fn no_two_names_are_alike() {
        let names: std::collections::BTreeSet<String> = (0..3000).map(short).collect();
        assert_eq!(names.len(), 3000);
        assert_eq!((short(25), short(26)), ("z".to_owned(), "aa".to_owned()));
    }
}
