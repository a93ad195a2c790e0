//! How many tasks are asked for at a time.

use crate::id::RunId;
use crate::query::TaskQuery;

/// Lengths of a page, the longest first. Each divides the one before it, or itself leads to it, so
/// that after any number of pages a longer or shorter one can go on where they ended.
const LENGTHS: [u64; 7] = [80, 40, 20, 10, 5, 2, 1];

/// Tasks of the first page, when nothing is known of their size.
const FIRST: u64 = 10;

/// How large an answer may be expected to be, in bytes. Every task brings its payload along, which
/// may be 5 MB.
///
/// Source: Zuora workflow limits (docs.zuora.com, 2026-02): 5 MB of payload for each task.
const BYTES: u64 = 2_000_000;

/// How far reading has come, in tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stride {
    offset: u64,
    length: u64,
}

impl Default for Stride {
    fn default() -> Self {
        Self { offset: 0, length: FIRST }
    }
}

impl Stride {
    /// What to ask next.
    #[must_use]
    pub fn query(self, run: RunId) -> TaskQuery {
        let page = self.offset / self.length.max(1) + 1;
        TaskQuery {
            workflow_id: run.to_string(),
            instance: Some(true),
            page: u32::try_from(page).unwrap_or(u32::MAX),
            page_length: u32::try_from(self.length).unwrap_or(1),
            ..TaskQuery::default()
        }
    }

    /// The stride after that page was read. Small tasks are asked for many at a time, and large
    /// ones few. `bytes` and `tasks` tell how large the answers were so far.
    #[must_use]
    pub fn next(self, bytes: usize, tasks: usize) -> Self {
        let offset = self.offset.saturating_add(self.length);
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        let each = bytes / u64::try_from(tasks).unwrap_or(1).max(1);
        let fits = |length: &&u64| {
            let light = each.saturating_mul(**length) <= BYTES;
            // A page begins where a whole number of pages of its length end.
            light && offset.is_multiple_of(**length) && **length <= self.length.saturating_mul(2)
        };
        Self { offset, length: LENGTHS.iter().find(fits).copied().unwrap_or(1) }
    }
}
