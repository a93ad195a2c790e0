//! Where things lie in the work tree.

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The root of the work tree: the directory above this package.
pub(crate) fn root() -> PathBuf {
    let package =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from);
    package.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Cargo's target directory, wherever the developer has put it.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// What this program writes for itself: logs, fingerprints, generated settings.
pub(crate) fn own() -> PathBuf {
    target().join("xtask")
}

/// The built page, ready to be hosted.
pub(crate) fn site() -> PathBuf {
    root().join("dist").join("site")
}

/// The built module, ready to be installed with npm.
pub(crate) fn module() -> PathBuf {
    root().join("dist").join("npm")
}

/// Programs installed for this project alone; deleting it costs time and nothing else.
pub(crate) fn tools() -> PathBuf {
    root().join(".tools")
}

/// The end-to-end tests.
pub(crate) fn end_to_end() -> PathBuf {
    root().join("tests").join("e2e")
}

/// The gateway's tests.
pub(crate) fn gateway() -> PathBuf {
    root().join("tests").join("gateway")
}

/// The module's tests.
pub(crate) fn module_tests() -> PathBuf {
    root().join("tests").join("module")
}

/// The bench in the browser.
pub(crate) fn bench() -> PathBuf {
    root().join("tests").join("bench")
}

/// A path as a word of a command line.
pub(crate) fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Makes a folder with nothing in it: nothing of an earlier build may be taken for a part of this one.
pub(crate) fn emptied(folder: &Path) -> Result<(), Failure> {
    if std::fs::exists(folder).unwrap_or(true) {
        std::fs::remove_dir_all(folder).map_err(|error| Failure::at(folder, &error))?;
    }
    std::fs::create_dir_all(folder).map_err(|error| Failure::at(folder, &error))
}

/// Every file below `directory`, sorted; a file given instead of a directory is its own list.
pub(crate) fn files_below(directory: &Path) -> Vec<PathBuf> {
    if directory.is_file() {
        return vec![directory.to_path_buf()];
    }
    let Ok(entries) = std::fs::read_dir(directory) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().flat_map(|path| files_below(path)).collect()
}
