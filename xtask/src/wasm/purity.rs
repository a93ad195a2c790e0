//! Looks into the finished WebAssembly: nothing of this machine and nothing that does not run may
//! be in it, and the splitter needs both on the way.

use std::fs;
use std::path::Path;

use super::remap;
use super::sections::sections;
use crate::failure::Failure;
use crate::tree;

/// The number of sections that carry anything but the program: names, relocations, debug facts.
const CUSTOM: u8 = 0;

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
            Some((_, all)) if all.iter().any(|section| section.kind == CUSTOM) => {
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

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_anywhere() {
        assert!(holds(b"at /build/src/a.rs:1", b"/build/"));
        assert!(!holds(b"at src/a.rs:1", b"/build/"));
    }
}
