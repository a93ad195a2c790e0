//! Whether what was built is still what the sources say: by content, because a checkout changes the
//! times of files that it does not change.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::tree;

/// One thing that is built.
#[derive(Debug)]
pub(crate) struct Build {
    name: &'static str,
    inputs: Vec<PathBuf>,
    output: PathBuf,
}

impl Build {
    /// Of these directories and files below the root, and the files beside the manifest.
    pub(crate) fn new(name: &'static str, inputs: &[&str], output: PathBuf) -> Self {
        let root = tree::root();
        let mut all = beside_the_manifest(&root);
        all.push(root.join(".cargo/config.toml"));
        all.extend(inputs.iter().map(|input| root.join(input)));
        Self { name, inputs: all, output }
    }

    /// Whether it was built well from what its inputs are now.
    pub(crate) fn is_up_to_date(&self) -> bool {
        fs::read_to_string(self.place()).is_ok_and(|stored| stored == self.now())
    }

    /// Remembers that it was built well.
    pub(crate) fn store(&self) -> Result<(), Failure> {
        let place = self.place();
        fs::create_dir_all(tree::own()).and_then(|()| fs::write(&place, self.now())).map_err(
            |error| Failure::new(format!("{} cannot be written: {error}.", place.display())),
        )
    }

    fn place(&self) -> PathBuf {
        tree::own().join(format!("{}.fingerprint", self.name))
    }

    /// Inputs and output in one number each: whoever built something else over it gets it built again.
    fn now(&self) -> String {
        let root = tree::root();
        let output = hash(&root, std::slice::from_ref(&self.output));
        format!("{:016x} {output:016x}", hash(&root, &self.inputs))
    }
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
