//! Where programs are looked for: first those installed for this project, then those of the machine.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

use crate::tree;

/// The directories of the project's own programs.
fn own() -> [PathBuf; 2] {
    [tree::tools().join("bin"), tree::tools().join("npm").join("node_modules").join(".bin")]
}

/// The search path children get: the project's own programs before the machine's.
pub(crate) fn search() -> OsString {
    let machine = env::var_os("PATH").unwrap_or_default();
    let directories = own().into_iter().chain(env::split_paths(&machine));
    // Joining fails only for a directory with a separator in its name; the machine's path has none.
    env::join_paths(directories).unwrap_or(machine)
}

/// The first program of this name on that path.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    all(program).into_iter().next()
}

/// Every program of this name on that path, best first.
pub(crate) fn all(program: &str) -> Vec<PathBuf> {
    let names = names_of(program);
    env::split_paths(&search())
        .flat_map(|directory| {
            names.iter().map(move |name| directory.join(name)).collect::<Vec<_>>()
        })
        .filter(|path| path.is_file())
        .collect()
}

/// npm writes `.cmd` files on Windows, Cargo writes `.exe`.
fn names_of(program: &str) -> Vec<String> {
    if cfg!(windows) {
        vec![format!("{program}.exe"), format!("{program}.cmd")]
    } else {
        vec![program.to_owned()]
    }
}
