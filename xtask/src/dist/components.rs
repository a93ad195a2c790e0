//! What is in a program: its packages, as Cargo resolves them for the browser.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::child::Job;
use crate::failure::Failure;
use crate::module;

/// A package.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Component {
    pub(super) name: String,
    pub(super) version: String,
    /// An SPDX expression.
    pub(super) licence: String,
}

impl Component {
    /// Its address among packages, the same on every machine.
    pub(super) fn purl(&self) -> String {
        format!("pkg:cargo/{}@{}", self.name, self.version.replace('+', "%2B"))
    }
}

/// All of them.
#[derive(Debug)]
pub(super) struct Components {
    /// The program itself.
    pub(super) whole: Component,
    /// What it consists of, in the order of the alphabet.
    pub(super) list: Vec<Component>,
    /// Which package needs which, by their addresses.
    pub(super) needs: BTreeMap<String, BTreeSet<String>>,
}

/// Of the page.
pub(super) fn of_page() -> Result<Components, Failure> {
    of("reprise", &["--package", "reprise", "--features", "split"])
}

/// Of the module: of its three programs together.
pub(super) fn of_module() -> Result<Components, Failure> {
    of("reprise-module", &module::PACKAGES)
}

/// Asks Cargo: what runs while compiling (macros, build scripts) is not in it.
fn of(name: &str, packages: &[&str]) -> Result<Components, Failure> {
    let how = ["--target", "wasm32-unknown-unknown", "--edges", "normal,no-proc-macro"];
    let shown = ["--prefix", "depth", "--format", "|{p}|{l}"];
    let words = [&["tree", "--locked"][..], packages, &how, &shown].concat();
    let log = Job::cargo("list-packages", &words).require()?;
    read(name, &log.text())
        .ok_or_else(|| Failure::new(format!("Cargo listed nothing:\n{}", log.tail(20))))
}

/// Reads lines such as `2|sha2 v0.10.9|MIT OR Apache-2.0 (*)`; those at the root are the programs
/// that the whole consists of.
fn read(name: &str, tree: &str) -> Option<Components> {
    let first = tree.lines().find_map(line)?.1;
    let whole = Component { name: name.to_owned(), ..first };
    let mut around: Vec<Component> = vec![whole.clone()];
    let mut all = BTreeSet::new();
    let mut needs = BTreeMap::<_, BTreeSet<_>>::new();
    for (depth, component) in tree.lines().filter_map(line) {
        around.truncate(depth + 1);
        // A program that is the whole is no part of it.
        if component == whole {
            around.push(component);
            continue;
        }
        if let Some(outer) = around.last() {
            needs.entry(outer.purl()).or_default().insert(component.purl());
        }
        all.insert(component.clone());
        around.push(component);
    }
    Some(Components { whole, list: all.into_iter().collect(), needs })
}

fn line(line: &str) -> Option<(usize, Component)> {
    let mut parts = line.splitn(3, '|');
    let depth = parts.next()?.parse().ok()?;
    let mut package = parts.next()?.split(' ');
    let name = package.next()?.to_owned();
    let version = package.next()?.strip_prefix('v')?.to_owned();
    let licence = parts.next()?.trim_end_matches(" (*)").trim();
    // The older way to write it.
    let licence = licence.replace('/', " OR ");
    Some((depth, Component { name, version, licence }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_package_stands_once_with_what_it_needs() {
        let tree = "\
0|reprise v0.1.0 (/somewhere)|MIT
1|sha2 v0.10.9|MIT OR Apache-2.0
2|digest v0.10.7|MIT/Apache-2.0
1|digest v0.10.7|MIT/Apache-2.0 (*)
";
        let found = read("reprise", tree).unwrap();
        assert_eq!(found.whole.purl(), "pkg:cargo/reprise@0.1.0");
        let names: Vec<_> = found.list.iter().map(Component::purl).collect();
        assert_eq!(names, ["pkg:cargo/digest@0.10.7", "pkg:cargo/sha2@0.10.9"]);
        assert_eq!(found.list[0].licence, "MIT OR Apache-2.0");
        assert_eq!(found.needs["pkg:cargo/reprise@0.1.0"].len(), 2);
        assert!(found.needs["pkg:cargo/sha2@0.10.9"].contains("pkg:cargo/digest@0.10.7"));
    }
}
