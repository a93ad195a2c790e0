//! The compressed twin beside each file of the page, so that a server can send it as it is.

use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::tree;

/// What is text or code, and therefore shrinks.
const COMPRESSIBLE: [&str; 8] = ["html", "css", "js", "mjs", "wasm", "json", "svg", "txt"];

/// Whoever hosts the page edits this file; a twin would go on showing the old one.
const EDITED_BY_HOSTS: &str = "config.json";

/// Writes a `.br` twin for every file of the page that gets smaller by it.
pub(super) fn write() -> Result<(), Failure> {
    for file in tree::files_below(&tree::site()) {
        if deserves_twin(&file) {
            write_one(&file).map_err(|error| Failure::at(&file, &error))?;
        }
    }
    Ok(())
}

fn deserves_twin(file: &Path) -> bool {
    let kind = file.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
    COMPRESSIBLE.contains(&kind) && !file.ends_with(EDITED_BY_HOSTS)
}

fn write_one(file: &Path) -> std::io::Result<()> {
    let plain = fs::read(file)?;
    let small = compressed(&plain)?;
    if small.len() >= plain.len() {
        return Ok(());
    }
    let mut twin = file.as_os_str().to_owned();
    twin.push(".br");
    fs::write(twin, small)
}

/// `plain` as a server with Brotli at its best sends it.
pub(crate) fn compressed(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut small = Vec::new();
    let settings =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    brotli::BrotliCompress(&mut &*plain, &mut small, &settings)?;
    Ok(small)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shrinks_gets_a_twin_and_what_hosts_edit_does_not() {
        assert!(deserves_twin(Path::new("dist/spa_bg.wasm")));
        assert!(deserves_twin(Path::new("dist/style.css")));
        assert!(!deserves_twin(Path::new("dist/config.json")));
        assert!(!deserves_twin(Path::new("dist/style.css.br")));
        assert!(!deserves_twin(Path::new("dist/logo.png")));
    }

    #[test]
    fn repetition_shrinks() {
        assert!(compressed(&[b'a'; 10_000]).unwrap().len() < 50);
    }
}
