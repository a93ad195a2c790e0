//! The byte budget: what a browser with an empty cache receives before the page stands.

use std::fmt;
use std::fs;
use std::path::Path;

use super::twins;
use crate::failure::Failure;
use crate::tree;

/// The first load may not be larger: 200 kB of 1000 bytes, all files together, compressed.
const LIMIT_BYTES: usize = 200_000;

/// What is in `dist/` without being loaded: twins, maps, licence texts.
const NOT_LOADED: [&str; 5] = ["br", "gz", "map", "txt", "md"];

/// One file of the first load.
#[derive(Debug)]
struct Item {
    name: String,
    plain: usize,
    compressed: usize,
}

/// The first load, file by file.
#[derive(Debug)]
pub(crate) struct Weight {
    items: Vec<Item>,
}

/// Weighs the page in `dist/`.
pub(crate) fn weigh() -> Result<Weight, Failure> {
    let dist = tree::dist();
    let loaded = tree::files_below(&dist).into_iter().filter(|file| is_loaded(file));
    let items: Result<Vec<Item>, _> = loaded.map(|file| weigh_one(&dist, &file)).collect();
    let mut items =
        items.map_err(|error| Failure::new(format!("dist/ cannot be read: {error}.")))?;
    items.sort_by_key(|item| std::cmp::Reverse(item.compressed));
    Ok(Weight { items })
}

fn is_loaded(file: &Path) -> bool {
    let kind = file.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
    !NOT_LOADED.contains(&kind)
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
        let width = self.items.iter().map(|item| item.name.len()).max().unwrap_or(0).max(14);
        writeln!(formatter, "    {:width$}  {:>9}  {:>9}", "first load", "bytes", "brotli")?;
        for item in &self.items {
            writeln!(
                formatter,
                "    {:width$}  {:>9}  {:>9}",
                item.name, item.plain, item.compressed
            )?;
        }
        let plain = self.plain();
        writeln!(formatter, "    {:width$}  {plain:>9}  {:>9}", "together", self.total())?;
        let percent = self.ratio() * 100.0;
        write!(
            formatter,
            "    {:width$}  {:>9}  {LIMIT_BYTES:>9}  ({percent:.0} % used)",
            "budget", ""
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(compressed: &[usize]) -> Weight {
        let item =
            |&compressed| Item { name: "file".to_owned(), plain: compressed * 3, compressed };
        Weight { items: compressed.iter().map(item).collect() }
    }

    #[test]
    fn the_last_byte_of_the_budget_may_be_used() {
        assert!(weight(&[150_000, 50_000]).is_within());
        assert!(!weight(&[150_000, 50_001]).is_within());
        assert!((weight(&[50_000]).ratio() - 0.25).abs() < 1e-9);
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
        assert!(weight(&[100_000]).to_string().ends_with("(50 % used)"));
    }
}
