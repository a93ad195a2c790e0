//! Whether `dist/` is still what the sources say: by content, because a checkout changes the times
//! of files that it does not change.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::tree;

/// The directories and files below the root that can change the page.
const INPUTS: [&str; 7] = [
    "src",
    "crates/browser",
    "crates/domain",
    "crates/payload",
    ".cargo/config.toml",
    // The page judges its host by them.
    "deploy/headers.conf",
    "xtask/src/page",
];

/// The inputs and the output of a build in one number each.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fingerprint(String);

impl Fingerprint {
    /// Of the files as they are.
    ///
    /// `dist/` counts too: whoever built something else into it gets the page built again.
    pub(super) fn now() -> Self {
        let root = tree::root();
        let mut inputs = beside_the_manifest(&root);
        inputs.extend(INPUTS.iter().map(|input| root.join(input)));
        let output = [tree::dist()];
        Self(format!("{:016x} {:016x}", hash(&root, &inputs), hash(&root, &output)))
    }

    /// Of the last build, if it ended well.
    pub(super) fn stored() -> Option<Self> {
        fs::read_to_string(place()).ok().map(Self)
    }

    /// Remembers that the last build ended well.
    pub(super) fn store(&self) -> Result<(), Failure> {
        fs::create_dir_all(tree::own()).and_then(|()| fs::write(place(), &self.0)).map_err(
            |error| Failure::new(format!("{} cannot be written: {error}.", place().display())),
        )
    }
}

fn place() -> PathBuf {
    tree::own().join("page.fingerprint")
}

/// The files of the root itself: settings, lock file, document, style sheet, icons. All but prose, so
/// that a new one counts without being listed here.
fn beside_the_manifest(root: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(root) else {
        return Vec::new();
    };
    let files = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file());
    let mut files: Vec<PathBuf> =
        files.filter(|file| file.extension().is_some_and(|kind| kind != "md")).collect();
    files.sort();
    files
}

/// Names and contents of all files below `paths`; a file that is absent counts as absent.
fn hash(root: &Path, paths: &[PathBuf]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for file in paths.iter().flat_map(|path| tree::files_below(path)) {
        file.strip_prefix(root).unwrap_or(&file).hash(&mut hasher);
        fs::read(&file).unwrap_or_default().hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_a_renamed_and_a_new_file_all_count() {
        let root = std::env::temp_dir().join(format!("xtask-fingerprint-{}", std::process::id()));
        let inside = root.join("src");
        fs::create_dir_all(&inside).unwrap();
        fs::write(inside.join("a.rs"), "one").unwrap();
        let paths = [inside.clone()];
        let first = hash(&root, &paths);
        assert_eq!(first, hash(&root, &paths), "nothing changed");

        fs::write(inside.join("a.rs"), "two").unwrap();
        let changed = hash(&root, &paths);
        fs::rename(inside.join("a.rs"), inside.join("b.rs")).unwrap();
        let renamed = hash(&root, &paths);
        fs::write(inside.join("c.rs"), "").unwrap();
        let grown = hash(&root, &paths);
        fs::remove_dir_all(&root).unwrap();

        let mut all = vec![first, changed, renamed, grown];
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 4);
    }
}
