//! The byte budget: what a browser with an empty cache receives before the page stands.
//!
//! Every file counts, unless it is known not to be loaded at the start. Of a part that is fetched
//! later that is known by its name, which only the build gives, and by the files that a browser
//! loads by itself: none of them names it. Whether the program asks for one at the start is seen in
//! a browser (`tests/e2e/later.test.mjs`).

use std::fmt;
use std::fs;
use std::path::Path;

use super::{names, twins};
use crate::failure::Failure;
use crate::tree;

/// The first load may not be larger: 230 kB of 1000 bytes, all files together, compressed.
const LIMIT_BYTES: usize = 230_000;

/// What is in `dist/site/` without being loaded: twins, maps, licence texts.
const NOT_LOADED: [&str; 5] = ["br", "gz", "map", "txt", "md"];

/// What the page consists of, and of what it was made: for those who host it.
const PAPERS: [&str; 2] = ["sbom.cdx.json", "provenance.intoto.json"];

/// What a browser reads before the program runs, and loads what is named in it.
const READ_AT_START: [&str; 2] = ["html", "css"];

/// Likewise.
const STARTER: &str = "boot.js";

/// One file of the page.
#[derive(Debug)]
struct Item {
    name: String,
    plain: usize,
    compressed: usize,
}

/// The first load, file by file, and what comes later.
#[derive(Debug)]
pub(crate) struct Weight {
    items: Vec<Item>,
    later: Vec<Item>,
}

/// Weighs the page in `dist/site/`.
pub(crate) fn weigh() -> Result<Weight, Failure> {
    read(&tree::site())
        .map_err(|error| Failure::new(format!("dist/site/ cannot be read: {error}.")))
}

fn read(dist: &Path) -> std::io::Result<Weight> {
    let files: Vec<_> =
        tree::files_below(dist).into_iter().filter(|file| is_loaded(file)).collect();
    let mut start = String::new();
    for file in files.iter().filter(|file| is_read_at_start(file)) {
        start += &fs::read_to_string(file)?;
    }
    let items: std::io::Result<Vec<Item>> =
        files.iter().map(|file| weigh_one(dist, file)).collect();
    let mut items = items?;
    items.sort_by_key(|item| std::cmp::Reverse(item.compressed));
    let (later, items) = items.into_iter().partition(|item| comes_later(&item.name, &start));
    Ok(Weight { items, later })
}

/// Whether a file of that name is fetched only when the program asks for it.
fn comes_later(name: &str, start: &str) -> bool {
    names::is_later(name) && !start.contains(name)
}

fn is_read_at_start(file: &Path) -> bool {
    has_kind(file, &READ_AT_START) || file.ends_with(STARTER)
}

fn is_loaded(file: &Path) -> bool {
    !has_kind(file, &NOT_LOADED) && !PAPERS.iter().any(|name| file.ends_with(name))
}

fn has_kind(file: &Path, kinds: &[&str]) -> bool {
    let kind = file.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
    kinds.contains(&kind)
}

fn weigh_one(dist: &Path, file: &Path) -> std::io::Result<Item> {
    let plain = fs::read(file)?;
    let name = file.strip_prefix(dist).unwrap_or(file).display().to_string();
    Ok(Item { name, plain: plain.len(), compressed: twins::compressed(&plain)?.len() })
}

impl Weight {
    /// The sum of all files as they travel.
    pub(crate) fn total(&self) -> usize {
        self.items.iter().map(|item| item.compressed).sum()
    }

    /// How much compression leaves of the files.
    pub(crate) fn compression(&self) -> f64 {
        ratio(self.total(), self.plain())
    }

    fn plain(&self) -> usize {
        self.items.iter().map(|item| item.plain).sum()
    }

    /// Whether the page keeps its promise; an empty page keeps none.
    pub(crate) fn is_within(&self) -> bool {
        !self.items.is_empty() && self.total() <= LIMIT_BYTES
    }

    /// How much of the budget is used: 0.6 leaves 40 %.
    pub(crate) fn ratio(&self) -> f64 {
        ratio(self.total(), LIMIT_BYTES)
    }
}

/// Two counts of bytes divided.
#[allow(clippy::cast_precision_loss, reason = "a page has fewer bytes than 2^52")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

impl fmt::Display for Weight {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = || self.items.iter().chain(&self.later);
        let width = all().map(|item| item.name.len()).max().unwrap_or(0).max(14);
        write!(formatter, "    {:width$}  {:>9}  {:>9}", "first load", "bytes", "brotli")?;
        list(formatter, &self.items, width)?;
        let plain = self.plain();
        writeln!(formatter, "\n    {:width$}  {plain:>9}  {:>9}", "together", self.total())?;
        let percent = self.ratio() * 100.0;
        write!(
            formatter,
            "    {:width$}  {:>9}  {LIMIT_BYTES:>9}  ({percent:.0} % used)",
            "budget", ""
        )?;
        if self.later.is_empty() {
            return Ok(());
        }
        write!(formatter, "\n    fetched later, each when it is first shown")?;
        list(formatter, &self.later, width)
    }
}

fn list(formatter: &mut fmt::Formatter<'_>, items: &[Item], width: usize) -> fmt::Result {
    items.iter().try_for_each(|Item { name, plain, compressed }| {
        write!(formatter, "\n    {name:width$}  {plain:>9}  {compressed:>9}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(compressed: &[usize]) -> Weight {
        let item =
            |&compressed| Item { name: "file".to_owned(), plain: compressed * 3, compressed };
        Weight { items: compressed.iter().map(item).collect(), later: Vec::new() }
    }

    const PART: &str = "later-reruns-0123456789abcdef.wasm";

    #[test]
    fn the_last_byte_of_the_budget_may_be_used() {
        assert!(weight(&[150_000, 80_000]).is_within());
        assert!(!weight(&[150_000, 80_001]).is_within());
        assert!((weight(&[57_500]).ratio() - 0.25).abs() < 1e-9);
    }

    #[test]
    fn a_page_that_is_not_there_is_not_within_budget() {
        assert!(!weight(&[]).is_within());
    }

    #[test]
    fn only_what_is_loaded_counts() {
        assert!(is_loaded(Path::new("dist/spa.js")));
        assert!(is_loaded(Path::new("dist/config.json")));
        assert!(!is_loaded(Path::new("dist/spa.js.br")));
    }

    #[test]
    fn the_table_shows_the_share_used() {
        assert!(weight(&[115_000]).to_string().ends_with("(50 % used)"));
    }

    #[test]
    fn a_part_counts_if_anything_that_is_read_at_the_start_names_it() {
        assert!(comes_later(PART, "<script src=/boot.js></script>"));
        assert!(!comes_later(PART, &format!("<link rel=preload href=/{PART}>")));
        assert!(!comes_later("spa-0123456789abcdef.wasm", ""));
        assert!(!comes_later("later.js", ""));
    }

    #[test]
    fn what_comes_later_is_listed_and_not_added() {
        let later = vec![Item { name: PART.to_owned(), plain: 900_000, compressed: 300_000 }];
        let weight = Weight { later, ..weight(&[100_000]) };
        assert_eq!(weight.total(), 100_000);
        assert!(weight.is_within());
        assert!(weight.to_string().contains(PART));
    }

    #[test]
    fn document_style_and_starter_are_read_at_the_start() {
        for name in ["dist/index.html", "dist/style-0123.css", "dist/boot.js"] {
            assert!(is_read_at_start(Path::new(name)), "{name}");
        }
        assert!(!is_read_at_start(Path::new("dist/spa-0123.js")));
    }
}
