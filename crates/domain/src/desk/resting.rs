//! Whether more comes of a rerun by itself, for those who wait for it.

use super::Model;
use super::keeping::Journal;
use crate::rerun::Rerun;

impl Model {
    /// Whether something is still going on for a rerun by itself: an attempt is under way or due, or
    /// something waits to be written. What only waits for a journal that cannot be used is known all
    /// the same.
    #[must_use]
    pub fn is_busy(&self, rerun: &Rerun) -> bool {
        !self.is_told(rerun) && (rerun.press.is_some() || rerun.needs_this_page())
    }

    /// Whether more will be learned of it without anybody's order. Following waits for what is to be
    /// written.
    #[must_use]
    pub fn is_followed(&self, rerun: &Rerun) -> bool {
        let is_read = rerun.is_followed() && !rerun.follow.is_over();
        is_read && !self.is_told(rerun) || self.is_busy(rerun)
    }

    fn is_told(&self, rerun: &Rerun) -> bool {
        let is_shut = matches!(self.journal, Journal::Closed(_) | Journal::Unreadable(_));
        is_shut && rerun.is_only_unwritten()
    }
}
