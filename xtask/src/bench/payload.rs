//! Opening, searching and scrolling payloads in Chromium, beside `JSON.parse` and another viewer.

use super::Ratio;
use crate::child::Job;
use crate::failure::Failure;
use crate::tools::{self, Need};
use crate::{page, tree};

/// Builds the page, if need be, and lets `tests/bench/open.mjs` measure it.
pub(super) fn measure() -> Result<Vec<Ratio>, Failure> {
    tools::ensure(&[Need::WasmTarget, Need::PageBuilder, Need::Browser, Need::Bench])?;
    page::build()?;
    let log = Job::new("bench-payload", "node", &["open.mjs"])
        .within(&tree::bench())
        .env("REPRISE_CHROMIUM", &tools::browser()?.chromium)
        .env("REPRISE_SITE", tree::site())
        .require()?;
    Ok(log.text().lines().filter_map(ratio).collect())
}

/// A line of the bench: value, title and detail, with tabs between.
fn ratio(line: &str) -> Option<Ratio> {
    let mut parts = line.strip_prefix("ratio\t")?.split('\t');
    let value = parts.next()?.parse().ok()?;
    let (title, detail) = (parts.next()?.to_owned(), parts.next()?.to_owned());
    Some(Ratio { title, value, detail })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_bench_is_a_ratio() {
        let read = ratio("ratio\t0.5\topening 5 MB / JSON.parse\t1 ms against 2 ms").unwrap();
        assert!((read.value - 0.5).abs() < f64::EPSILON);
        assert_eq!(
            (read.title.as_str(), read.detail.as_str()),
            ("opening 5 MB / JSON.parse", "1 ms against 2 ms")
        );
        assert!(ratio("  search for x: 3 ms").is_none());
    }
}
