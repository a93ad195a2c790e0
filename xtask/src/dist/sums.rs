//! The hash of each file of a folder, as `sha256sum --check` reads them.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::failure::Failure;
use crate::tree;

/// With an ending: a host takes a name without one for an address of the page.
pub(super) const FILE: &str = "sha256sums.txt";

/// Whoever hosts the page edits the one; the other is made of these sums.
const LEFT_OUT: [&str; 3] = [FILE, "config.json", super::provenance::FILE];

/// One line a file, in the order of the alphabet.
pub(super) fn of(folder: &Path) -> Result<String, Failure> {
    let mut lines = Vec::new();
    for file in tree::files_below(folder) {
        let name = file.strip_prefix(folder).unwrap_or(&file).display().to_string();
        if LEFT_OUT.contains(&name.as_str()) {
            continue;
        }
        let bytes = fs::read(&file).map_err(|error| Failure::new(format!("{name}: {error}.")))?;
        lines.push(format!("{}  {name}\n", hex(&bytes)));
    }
    Ok(lines.concat())
}

/// The SHA-256 of some bytes, as programs write it.
pub(super) fn hex(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}
