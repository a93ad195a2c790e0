//! What is in the page's program: its packages, as Cargo resolves them for the browser.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::child::Job;
use crate::failure::Failure;

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
    /// The page itself.
    pub(super) page: Component,
    /// What it consists of, in the order of the alphabet.
    pub(super) list: Vec<Component>,
    /// Which package needs which, by their addresses.
    pub(super) needs: BTreeMap<String, BTreeSet<String>>,
}

/// Asks Cargo: what runs while compiling (macros, build scripts) is not in the page.
pub(super) fn of_page() -> Result<Components, Failure> {
    let words = [
        "tree",
        "--locked",
        "--package",
        "reprise",
        "--features",
        "split",
        "--target",
        "wasm32-unknown-unknown",
        "--edges",
        "normal,no-proc-macro",
        "--prefix",
        "depth",
        "--format",
        "|{p}|{l}",
    ];
    let log = Job::cargo("list-packages", &words).require()?;
    read(&log.text())
        .ok_or_else(|| Failure::new(format!("Cargo listed nothing:\n{}", log.tail(20))))
}

/// Reads lines such as `2|sha2 v0.10.9|MIT OR Apache-2.0 (*)`; the first is the page itself.
fn read(tree: &str) -> Option<Components> {
    let mut around: Vec<Component> = Vec::new();
    let mut all = BTreeSet::new();
    let mut needs = BTreeMap::<_, BTreeSet<_>>::new();
    for (depth, component) in tree.lines().filter_map(line) {
        around.truncate(depth);
        if let Some(outer) = around.last() {
            needs.entry(outer.purl()).or_default().insert(component.purl());
        }
        all.insert(component.clone());
        around.push(component);
    }
    let page = around.first()?.clone();
    all.remove(&page);
    Some(Components { page, list: all.into_iter().collect(), needs })
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
        let found = read(tree).unwrap();
        assert_eq!(found.page.purl(), "pkg:cargo/reprise@0.1.0");
        let names: Vec<_> = found.list.iter().map(Component::purl).collect();
        assert_eq!(names, ["pkg:cargo/digest@0.10.7", "pkg:cargo/sha2@0.10.9"]);
        assert_eq!(found.list[0].licence, "MIT OR Apache-2.0");
        assert_eq!(found.needs["pkg:cargo/reprise@0.1.0"].len(), 2);
        assert!(found.needs["pkg:cargo/sha2@0.10.9"].contains("pkg:cargo/digest@0.10.7"));
    }
}
