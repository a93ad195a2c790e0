//! `cargo xtask dist --twice`: the same sources, built in two folders, give the same files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::sums;
use crate::child::{Job, answer_of};
use crate::failure::Failure;
use crate::tree;

/// Two folders whose paths differ in length, too.
const FOLDERS: [&str; 2] = ["one", "another-one"];

/// Builds both and compares the hashes of all files.
pub(super) fn run() -> Result<ExitCode, Failure> {
    let places = FOLDERS.map(|folder| tree::own().join("twice").join(folder));
    // Both first: the sources may change while the first one is being built.
    for place in &places {
        copy(place)?;
    }
    let mut lists = Vec::new();
    for (place, folder) in places.iter().zip(FOLDERS) {
        println!("Building page and module from a copy of the sources: {folder}.");
        build(place)?;
        lists.push(sums::of(&place.join("dist"))?);
    }
    let [first, second] =
        [0, 1].map(|place| lists.get(place).map(String::as_str).unwrap_or_default());
    let differing = differing(first, second);
    if differing.is_empty() {
        println!("{} files, the same in both.", first.lines().count());
        return Ok(ExitCode::SUCCESS);
    }
    Err(Failure::new(format!("These files differ:\n    {}", differing.join("\n    "))))
}

/// The names of lines that stand in one list only.
fn differing(first: &str, second: &str) -> Vec<String> {
    let only = |own: &str, other: &str| -> Vec<String> {
        let lines = own.lines().filter(|line| !other.lines().any(|theirs| theirs == *line));
        lines.map(|line| line.split_whitespace().last().unwrap_or_default().to_owned()).collect()
    };
    let mut names = [only(first, second), only(second, first)].concat();
    names.sort();
    names.dedup();
    names
}

/// What Git knows of, as it stands here.
fn copy(place: &Path) -> Result<(), Failure> {
    if place.exists() {
        fs::remove_dir_all(place).map_err(|error| Failure::at(place, &error))?;
    }
    let root = tree::root();
    let words = ["-C", &root.to_string_lossy(), "ls-files"];
    let names = answer_of(Path::new("git"), &words)
        .ok_or_else(|| Failure::missing("Git", "install it: it tells which files are sources."))?;
    for name in names.lines() {
        let (from, to) = (root.join(name), place.join(name));
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(|error| Failure::at(folder, &error))?;
        }
        fs::copy(&from, &to).map_err(|error| Failure::at(&from, &error))?;
    }
    Ok(())
}

/// With the programs of this folder, in a target folder of its own.
fn build(place: &Path) -> Result<(), Failure> {
    let tools = place.join(".tools");
    link(&tree::tools(), &tools).map_err(|error| Failure::at(&tools, &error))?;
    let target: PathBuf = place.join("target");
    let job = Job::cargo("build-copy", &["xtask", "dist"]).within(place);
    job.env("CARGO_TARGET_DIR", target).require().map(drop)
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(from, to)
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_named_once() {
        let (one, two) = ("aa  x.js\nbb  y.js\n", "aa  x.js\ncc  y.js\ndd  z.js\n");
        assert_eq!(differing(one, two), ["y.js", "z.js"]);
        assert!(differing(one, one).is_empty());
    }
}
