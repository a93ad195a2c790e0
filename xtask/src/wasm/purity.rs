//! Looks into the finished WebAssembly: nothing of this machine and nothing that does not run may
//! be in it, and the splitter needs both on the way.

use std::fs;
use std::path::Path;

use super::remap;
use crate::failure::Failure;
use crate::tree;

/// The number of sections that carry anything but the program: names, relocations, debug facts.
const CUSTOM: u8 = 0;
/// Magic number and version.
const HEADER: usize = 8;

/// Takes every `.wasm` below `dist` for a failure that holds more than the program.
pub(crate) fn require(dist: &Path) -> Result<(), Failure> {
    let paths: Vec<String> =
        remap::prefixes().iter().map(|path| format!("{}/", path.display())).collect();
    let is_wasm = |file: &Path| file.extension().is_some_and(|kind| kind == "wasm");
    for file in tree::files_below(dist).into_iter().filter(|file| is_wasm(file)) {
        let told = |what: &str| Failure::new(format!("{} {what}.", file.display()));
        let wasm = fs::read(&file).map_err(|error| told(&format!("cannot be read: {error}")))?;
        match sections(&wasm) {
            None => return Err(told("is no WebAssembly")),
            Some(kinds) if kinds.contains(&CUSTOM) => {
                return Err(told("has a section that does not run, such as names"));
            }
            Some(_) => {}
        }
        if let Some(path) = paths.iter().find(|path| holds(&wasm, path.as_bytes())) {
            return Err(told(&format!("holds the path {path} of this machine")));
        }
    }
    Ok(())
}

/// The kinds of the sections, in order.
fn sections(wasm: &[u8]) -> Option<Vec<u8>> {
    let (header, mut rest) = wasm.split_at_checked(HEADER)?;
    if !header.starts_with(b"\0asm") {
        return None;
    }
    let mut kinds = Vec::new();
    while let Some((kind, after)) = rest.split_first() {
        let (length, after) = number(after)?;
        kinds.push(*kind);
        rest = after.get(length..)?;
    }
    Some(kinds)
}

/// A number of seven bits a byte, lowest first, and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let length = bytes.iter().take(5).position(|byte| byte & 0x80 == 0)? + 1;
    let (number, rest) = bytes.split_at_checked(length)?;
    let value = number.iter().rev().fold(0, |value, byte| (value << 7) | usize::from(byte & 0x7f));
    Some((value, rest))
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_told_apart() {
        let wasm = b"\0asm\x01\0\0\0\x01\x01\0\0\x82\x00ab\x0a\x00";
        assert_eq!(sections(wasm), Some(vec![1, CUSTOM, 10]));
        assert_eq!(sections(b"<!doctype html>"), None);
        assert_eq!(sections(b"\0asm\x01\0\0\0\x01\x7f"), None, "cut off");
    }

    #[test]
    fn numbers_may_be_longer_than_they_need() {
        assert_eq!(number(&[0x7f, 9]), Some((127, &[9][..])));
        assert_eq!(number(&[0x80, 0x01]), Some((128, &[][..])));
        assert_eq!(number(&[0x80, 0x80]), None);
    }

    #[test]
    fn a_path_is_found_anywhere() {
        assert!(holds(b"at /build/src/a.rs:1", b"/build/"));
        assert!(!holds(b"at src/a.rs:1", b"/build/"));
    }
}
